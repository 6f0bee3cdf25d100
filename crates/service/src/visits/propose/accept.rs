//! A proposal is taken over (C1, C3): what is new is planned, what stays is left alone, what is not wanted any more is cancelled; all of it
//! or nothing.

use std::collections::BTreeSet;

use model::{
    OfficeId,
    calendar::{FiscalYear, format_date},
    visits::{VisitMode, VisitState, wishes::VisitWay},
};
use store::{
    Facts, Subject,
    visits::{self, Visit},
};

use super::{
    super::{Unfit, plan},
    Chosen,
    ground::Ground,
};
use crate::{Action, Actor, App, Fault, Resource};

/// What is taken over.
#[derive(Debug, Clone)]
pub struct Input {
    /// All visits that are wanted from tomorrow on.
    pub chosen: Vec<Chosen>,
    /// What was planned when the proposal was shown.
    pub seen: String,
    /// Whether somebody looked at what speaks against it, and wants it all the same.
    pub despite: bool,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// So many visits are new, or got a day.
    pub new: usize,
    /// So many stay.
    pub kept: usize,
    /// So many were cancelled.
    pub cancelled: usize,
}

/// Nothing was taken over.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// People plan for this year and the next.
    #[error("訪問の計画は、今年度と来年度の分を立てられます。")]
    YearUnfit,
    /// There is nothing to take over.
    #[error("訪問が1件も選ばれていません。")]
    Nothing,
    /// A day that is over, or of another year.
    #[error("{0}は選べません。明日から、その年度の終わりまでの日を選んでください。")]
    DayUnfit(String),
    /// The same visit stands there twice.
    #[error("同じ方が{0}に同じ住居を訪問する予定が、2つあります。")]
    Twice(String),
    /// The member or the dwelling is not there then.
    #[error(transparent)]
    Unfit(Unfit),
    /// Something speaks against it: in words, for a person to decide.
    #[error("確かめることが{}件あります。直すか、確かめたうえで、このまま予定に入れてください。", .0.len())]
    Speaks(Vec<String>),
    /// Somebody else planned in the meantime.
    #[error("この画面を開いたあとに、訪問の予定が変わりました。選んだ内容は残してあります。今の予定と見比べて、もう一度お試しください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

super::super::from_unfit!(Error);

/// Takes a proposal over.
pub async fn accept(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear, input: Input) -> Result<Accepted, Error> {
    let mut tx = app.change(actor, Action::VisitsPlan, &Resource::office(office)).await?;
    let wanted = examine(app, year, &input.chosen)?;
    let ground = Ground::load(app, &mut tx, office, year).await?;
    if ground.seen() != input.seen {
        return Err(Error::Stale);
    }
    for one in &wanted {
        super::super::examine(&mut tx, office, one.seat, one.dwelling, year, Some(one.day)).await?;
    }
    let speaks = ground.breaches(&input.chosen)?;
    if !input.despite && !speaks.is_empty() {
        return Err(Error::Speaks(speaks));
    }
    let gone: Vec<&Visit> = ground.replaced(&wanted);
    let stays = |visit: &&Visit| !gone.iter().any(|other| other.id == visit.id);
    let (dated, undated): (Vec<&Visit>, Vec<&Visit>) = ground.open.iter().filter(stays).partition(|visit| visit.day.is_some());
    let there: BTreeSet<Chosen> = dated.iter().filter_map(|visit| Some(super::chosen(visit, visit.day?))).collect();
    let mut undated = undated;
    let mut told = Vec::new();
    let fresh: Vec<Chosen> = wanted.difference(&there).copied().collect();
    for one in &fresh {
        let waiting = undated.iter().position(|visit| (visit.dwelling, visit.seat) == (one.dwelling, one.seat));
        let mode = ground.mode(one.seat);
        let id = match waiting.map(|place| undated.remove(place)) {
            Some(before) => {
                visits::update(&mut tx, &Visit { day: Some(one.day), mode: before.mode.or(Some(mode)), ..before.clone() }).await?;
                before.id
            }
            None => {
                let input =
                    plan::Input { seat: one.seat, dwelling: one.dwelling, year, day: Some(one.day), starts_at: None, mode: Some(mode) };
                let visit = plan::visit_of(app, office, &input);
                visits::insert(&mut tx, &visit).await?;
                visit.id
            }
        };
        told.push(format!("{id}: {} {} {}", one.day, one.dwelling, one.seat));
    }
    for visit in &gone {
        visits::update(&mut tx, &Visit { state: VisitState::Cancelled, record: None, ..(*visit).clone() }).await?;
    }
    let accepted = Accepted { new: fresh.len(), kept: there.len(), cancelled: gone.len() };
    let mut record = app.record(actor, Action::VisitsPlan, office, Subject::new("office", office));
    record.after = Facts::new()
        .plain("year", year.start_year())
        .plain("planned", told.join("; "))
        .plain("kept", accepted.kept)
        .plain("cancelled", gone.iter().map(|visit| visit.id.to_string()).collect::<Vec<_>>().join("; "))
        .plain("despite", input.despite && !speaks.is_empty());
    tx.commit(app.now(), record).await?;
    Ok(accepted)
}

fn examine(app: &App, year: FiscalYear, chosen: &[Chosen]) -> Result<BTreeSet<Chosen>, Error> {
    let this_year = FiscalYear::of(app.today());
    if ![this_year, this_year.next()].contains(&year) {
        return Err(Error::YearUnfit);
    }
    let mut wanted = BTreeSet::new();
    for one in chosen {
        if one.day <= app.today() || !year.contains(one.day) {
            return Err(Error::DayUnfit(format_date(one.day)));
        }
        if !wanted.insert(*one) {
            return Err(Error::Twice(format_date(one.day)));
        }
    }
    if wanted.is_empty() { Err(Error::Nothing) } else { Ok(wanted) }
}

impl Ground {
    /// How a member visits who said so; on site is the rule (C4).
    fn mode(&self, seat: model::SeatId) -> VisitMode {
        let said = self.members.iter().find(|(held, _)| held.seat.id == seat).and_then(|(_, said)| said.as_ref());
        match said.map(|said| said.wish.way) {
            Some(VisitWay::Online) => VisitMode::Online,
            _ => VisitMode::OnSite,
        }
    }
}
