//! From rows to facts to findings: what an office should do next, why, and by which clause (4.2).

pub mod across;
mod facts;

use jiff::civil::Date;
use model::{OfficeId, calendar::FiscalYear};
use rulebook::{Finding, Rulebook, Subject};
use store::{
    ReadTx,
    dwellings::{self, Dwelling},
    meetings::Meeting,
    offices::Office,
    visits::Visit,
};

use crate::{Action, Actor, App, Fault, Resource};

pub use facts::facts_of;

/// The home of an office in one 年度.
#[derive(Debug, Clone)]
pub struct Home {
    /// The office.
    pub office: Office,
    /// The year.
    pub year: FiscalYear,
    /// Everything the rules say, most urgent first.
    pub findings: Vec<Finding>,
    /// The meetings of the year.
    pub meetings: Vec<Meeting>,
    /// The visits of the year, with their dwellings.
    pub visits: Vec<(Visit, Dwelling)>,
    /// The day on which it was looked at.
    pub on: Date,
}

/// What the rules say of an office in a year, as of today.
pub async fn view_home(app: &App, actor: &Actor, office: OfficeId, year: Option<FiscalYear>) -> Result<Home, Fault> {
    let mut tx = app.view(actor, Action::OfficesView, &Resource::office(office)).await?;
    let on = app.today();
    let year = year.unwrap_or_else(|| FiscalYear::of(on));
    let findings = assessed(&mut tx, office, year, on).await?;
    let meetings = store::meetings::list(&mut tx, office).await?.into_iter().filter(|meeting| meeting.year == year).collect();
    let visits = crate::visits::of_year(&mut tx, office, year).await?;
    let office = store::offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    Ok(Home { office, year, findings, meetings, visits, on })
}

/// What the rules that hold at its place say of an office in a year, as of a day; most urgent first.
pub(crate) async fn assessed(tx: &mut ReadTx, office: OfficeId, year: FiscalYear, on: Date) -> Result<Vec<Finding>, Fault> {
    let facts = facts_of(tx, office, year).await?;
    named(tx, office, rulebook::assess(&facts, Rulebook::at(facts.office.place), on)).await
}

/// Puts the name of the house before what is said of one house among several.
async fn named(tx: &mut ReadTx, office: OfficeId, mut findings: Vec<Finding>) -> Result<Vec<Finding>, Fault> {
    let of_dwelling = |finding: &Finding| matches!(finding.subject, Subject::Dwelling(_));
    if findings.iter().any(of_dwelling) {
        let dwellings = dwellings::list(tx, office).await?;
        for finding in &mut findings {
            let Subject::Dwelling(id) = finding.subject else { continue };
            if let Some(dwelling) = dwellings.iter().find(|dwelling| dwelling.id == id) {
                finding.reason = format!("【{}】{}", dwelling.name, finding.reason);
            }
        }
    }
    Ok(findings)
}
