//! A plan of the visits of a 年度 is proposed (C3): members × houses × days, within the rules of the place, explained, and changed by hand
//! as people like. What was agreed on before stands where it can.

pub mod accept;
mod ground;

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::{DwellingId, OfficeId, SeatId, VisitId, calendar::FiscalYear};
use planner::visits::{self as planning, Names, Plan, Visit as Wanted};
use store::{dwellings::Dwelling, visits::Visit};

use self::ground::Ground;
use crate::{Action, Actor, App, Fault, Resource, seats::Held};

/// A visit as somebody wants it: the planner's proposal, or what a hand made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chosen {
    /// When.
    pub day: Date,
    /// Where.
    pub dwelling: DwellingId,
    /// Who.
    pub seat: SeatId,
}

impl From<Wanted> for Chosen {
    fn from(Wanted { day, house, member }: Wanted) -> Self {
        Self { day, dwelling: house, seat: member }
    }
}

impl From<Chosen> for Wanted {
    fn from(Chosen { day, dwelling, seat }: Chosen) -> Self {
        Self { day, house: dwelling, member: seat }
    }
}

/// How a proposed visit stands to what there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It was made, or its day has come: it is not moved.
    Settled,
    /// It was agreed on before, and stays.
    Kept,
    /// It is new.
    New,
}

/// A visit of a proposal.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// Who, where, when.
    pub chosen: Chosen,
    /// How it stands to what there is.
    pub stand: Stand,
    /// Whether the member goes there.
    pub on_site: bool,
    /// Why, in words.
    pub because: Vec<String>,
}

/// A proposal for the visits of a 年度.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The 年度.
    pub year: FiscalYear,
    /// The day on which it was made.
    pub on: Date,
    /// The houses that are run now.
    pub houses: Vec<Dwelling>,
    /// The members who sit now.
    pub members: Vec<Held>,
    /// The visits by day.
    pub visits: Vec<Proposed>,
    /// Visits that were planned and are not in it.
    pub dropped: Vec<Visit>,
    /// Why it is not whole, and what would help, in words; empty when it is whole.
    pub obstacles: Vec<String>,
    /// Whose days nobody asked for yet: working days are taken for granted.
    pub unasked: Vec<Held>,
    /// Houses of which nobody said when they can be visited: working days are taken for granted.
    pub unopened: Vec<Dwelling>,
    /// What speaks against what is wanted, in words; see [`check`].
    pub speaks: Vec<String>,
    /// What was planned when it was made; [`accept`](accept::accept) refuses when it is no longer so.
    pub seen: String,
}

/// Proposes the visits of a 年度. The same wishes make the same plan. What speaks against it is told of `by_hand`, where somebody wants
/// something else.
pub async fn propose(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear, by_hand: Option<&[Chosen]>) -> Result<Proposal, Fault> {
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    let ground = Ground::load(app, &mut tx, office, year).await?;
    let wishes = ground.wishes()?;
    let planned = match wishes.written().agreed.is_empty() {
        true => planning::plan(&wishes, year.start_year().unsigned_abs().into()),
        false => planning::keep(&wishes),
    };
    let (plan, obstacles) = match planned {
        Ok(plan) => (plan, Vec::new()),
        Err(infeasible) => {
            let told = ground.named(|names| names.infeasible(&infeasible));
            (infeasible.partial.plan, told)
        }
    };
    ground.proposal(&plan, obstacles, by_hand)
}

/// What speaks against visits as somebody wants them, in words: every rule of the place and every wish that they do not keep.
pub async fn check(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear, chosen: &[Chosen]) -> Result<Vec<String>, Fault> {
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    Ground::load(app, &mut tx, office, year).await?.breaches(chosen)
}

impl Proposal {
    /// How a house is called.
    pub fn house(&self, id: DwellingId) -> String {
        ground::house_name(self.houses.iter(), id)
    }

    /// How a member is called.
    pub fn member(&self, id: SeatId) -> String {
        ground::member_name(self.members.iter(), id)
    }
}

impl Ground {
    fn proposal(self, plan: &Plan, obstacles: Vec<String>, by_hand: Option<&[Chosen]>) -> Result<Proposal, Fault> {
        let agreed: BTreeSet<Chosen> = self.agreed().map(|(_, chosen)| chosen).collect();
        let settled: BTreeSet<Chosen> = self.settled().collect();
        let visits: Vec<Proposed> =
            self.named(|names| plan.visits.iter().map(|planned| proposed(planned, names, &agreed, &settled)).collect());
        let stays: BTreeSet<Chosen> = visits.iter().map(|visit| visit.chosen).collect();
        let proposed: Vec<Chosen> = stays.difference(&settled).copied().collect();
        Ok(Proposal {
            speaks: self.breaches(by_hand.unwrap_or(&proposed))?,
            year: self.year,
            on: self.on,
            dropped: self.replaced(&stays).into_iter().cloned().collect(),
            seen: self.seen(),
            obstacles,
            visits,
            unasked: self.members.iter().filter(|(_, said)| said.is_none()).map(|(held, _)| held.clone()).collect(),
            unopened: self.houses.iter().filter(|(_, said)| said.is_none()).map(|(dwelling, _)| dwelling.clone()).collect(),
            houses: self.houses.into_iter().map(|(dwelling, _)| dwelling).collect(),
            members: self.members.into_iter().map(|(held, _)| held).collect(),
        })
    }

    /// What is planned with a day that can still be moved, by id.
    fn agreed(&self) -> impl Iterator<Item = (VisitId, Chosen)> {
        self.open.iter().filter_map(|visit| Some((visit.id, chosen(visit, visit.day?))))
    }
}

fn chosen(visit: &Visit, day: Date) -> Chosen {
    Chosen { day, dwelling: visit.dwelling, seat: visit.seat }
}

fn proposed(planned: &planning::Planned, names: &Names<'_>, agreed: &BTreeSet<Chosen>, settled: &BTreeSet<Chosen>) -> Proposed {
    let chosen = Chosen::from(planned.visit);
    let stand = match (settled.contains(&chosen), agreed.contains(&chosen)) {
        (true, _) => Stand::Settled,
        (false, true) => Stand::Kept,
        (false, false) => Stand::New,
    };
    let because = planned.because.iter().map(|because| names.because(because));
    let traded = planned.traded.iter().map(|traded| names.traded(traded));
    Proposed { chosen, stand, on_site: planned.on_site, because: because.chain(traded).collect() }
}
