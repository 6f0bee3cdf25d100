//! The visits of a 年度: what there is for each dwelling and each member, and what is still missing (C1, C2, C5).

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{DwellingId, OfficeId, VisitId, calendar::FiscalYear, residents::WishAnswer, visits::VisitState};
use rulebook::Finding;
use store::{
    ReadTx,
    dwellings::{self, Dwelling},
    residents,
    visits::{self, Visit},
};

use crate::{Action, Actor, App, Fault, Resource, findings, seats::Held};

/// A visit with where it leads and who visits.
#[derive(Debug, Clone)]
pub struct Line {
    /// The visit.
    pub visit: Visit,
    /// The dwelling.
    pub dwelling: Dwelling,
    /// The member.
    pub held: Held,
}

/// A dwelling in a 年度.
#[derive(Debug, Clone)]
pub struct House {
    /// The dwelling.
    pub dwelling: Dwelling,
    /// The day of its last visit.
    pub last_made: Option<Date>,
    /// How many visits were made.
    pub made: usize,
    /// How many are planned.
    pub planned: usize,
    /// How many visits were made whose record is still to be written.
    pub unrecorded: usize,
    /// How many residents do not wish to be met. For staff only: nothing of it leaves the office (A11).
    pub unwilling: usize,
}

/// A member in a 年度.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The member.
    pub held: Held,
    /// How many visits the member made.
    pub made: usize,
    /// How many are planned.
    pub planned: usize,
}

/// The visits of an office in a 年度.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The 年度.
    pub year: FiscalYear,
    /// The day on which it was looked at.
    pub on: Date,
    /// The dwellings that are run now.
    pub houses: Vec<House>,
    /// The members who sit now.
    pub visitors: Vec<Visitor>,
    /// The visits, by day; those without a day last.
    pub visits: Vec<Line>,
    /// What the rules say of visits, most urgent first.
    pub findings: Vec<Finding>,
}

/// The visits of an office in a 年度.
pub async fn list(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear) -> Result<Overview, Fault> {
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    let on = app.today();
    let mut findings = findings::assessed(&mut tx, office, year, on).await?;
    findings.retain(|finding| finding.wants_attention() && finding.rule.as_str().starts_with("visits."));
    let rows = visits::of_year(&mut tx, office, year).await?;
    let mut seated = crate::meetings::seated(&mut tx, office).await?;
    seated.sort_by_key(|held| held.seat.category);
    let visitors = seated.into_iter().map(|held| {
        let own = |state| rows.iter().filter(|visit| visit.seat == held.seat.id && visit.state == state).count();
        Visitor { made: own(VisitState::Made), planned: own(VisitState::Planned), held }
    });
    let visitors = visitors.collect();
    let houses = houses(&mut tx, office, &rows).await?;
    let visits = lines(&mut tx, office, rows).await?;
    Ok(Overview { year, on, houses, visitors, visits, findings })
}

/// One visit.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, id: VisitId) -> Result<Line, Fault> {
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    let visit = super::load(&mut tx, office, id).await?;
    lines(&mut tx, office, vec![visit]).await?.pop().ok_or(Fault::Hidden)
}

/// How many residents of each dwelling do not wish to be met, as they answered last. For staff only (A11).
pub async fn unwilling(app: &App, actor: &Actor, office: OfficeId) -> Result<BTreeMap<DwellingId, usize>, Fault> {
    let mut tx = app.view(actor, Action::ResidentsView, &Resource::office(office)).await?;
    count_unwilling(&mut tx, office).await
}

async fn count_unwilling(tx: &mut ReadTx, office: OfficeId) -> Result<BTreeMap<DwellingId, usize>, Fault> {
    let wishes = residents::wishes(tx, office).await?;
    let mut counts = BTreeMap::new();
    for resident in residents::list(tx, office).await?.into_iter().filter(|resident| resident.left_on.is_none()) {
        // The latest answer counts; they come oldest first.
        let latest = wishes.iter().rev().find(|wish| wish.resident == resident.id);
        if latest.is_some_and(|wish| wish.answer == WishAnswer::Declines) {
            *counts.entry(resident.dwelling).or_default() += 1;
        }
    }
    Ok(counts)
}

async fn houses(tx: &mut ReadTx, office: OfficeId, visits: &[Visit]) -> Result<Vec<House>, Fault> {
    let unwilling = count_unwilling(tx, office).await?;
    let run = dwellings::run(tx, office).await?;
    Ok(run
        .into_iter()
        .map(|dwelling| {
            let own = |state| visits.iter().filter(move |visit| visit.dwelling == dwelling.id && visit.state == state);
            House {
                last_made: own(VisitState::Made).filter_map(|visit| visit.day).max(),
                made: own(VisitState::Made).count(),
                planned: own(VisitState::Planned).count(),
                unrecorded: own(VisitState::Made).filter(|visit| visit.recorded_on.is_none()).count(),
                unwilling: unwilling.get(&dwelling.id).copied().unwrap_or_default(),
                dwelling,
            }
        })
        .collect())
}

/// Visits with their dwellings and members, of whom some may be gone by now.
async fn lines(tx: &mut ReadTx, office: OfficeId, visits: Vec<Visit>) -> Result<Vec<Line>, Fault> {
    let dwellings = dwellings::list(tx, office).await?;
    let members = crate::seats::held(tx, office).await?;
    let line = |visit: Visit| {
        let dwelling = dwellings.iter().find(|dwelling| dwelling.id == visit.dwelling)?.clone();
        let held = members.iter().find(|held| held.seat.id == visit.seat)?.clone();
        Some(Line { visit, dwelling, held })
    };
    Ok(visits.into_iter().filter_map(line).collect())
}
