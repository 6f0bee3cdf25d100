//! From rows to facts to findings: what an office should do next, why, and by which clause (4.2).

pub mod across;
pub mod keep;

use jiff::civil::Date;
use model::{OfficeId, calendar::FiscalYear};
use rulebook::{Finding, Rulebook, Status, Subject, facts::OfficeYear};
use store::{
    ReadTx,
    dwellings::Dwelling,
    facts::{self, OfficeRows, Years},
    meetings::Meeting,
    offices::Office,
    visits::Visit,
};

use crate::{Action, Actor, App, Fault, Resource};

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

/// The facts of an office in a year.
pub async fn facts_of(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<OfficeYear, Fault> {
    Ok(rows_of(tx, office, year).await?.facts(year))
}

/// What the rules that hold at its place say of an office in a year, as of a day; most urgent first.
pub(crate) async fn assessed(tx: &mut ReadTx, office: OfficeId, year: FiscalYear, on: Date) -> Result<Vec<Finding>, Fault> {
    Ok(judged(&rows_of(tx, office, year).await?, year, on))
}

async fn rows_of(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<OfficeRows, Fault> {
    facts::of_office(tx, office, Years::only(year)).await?.ok_or(Fault::Hidden)
}

/// What wants attention first.
pub(crate) fn most_urgent(findings: &[Finding]) -> Option<&Finding> {
    findings.iter().find(|finding| matches!(finding.status, Status::Broken | Status::Overdue))
}

/// Applies the rules; what is said of one house among several begins with its name.
fn judged(rows: &OfficeRows, year: FiscalYear, on: Date) -> Vec<Finding> {
    let mut findings = rulebook::assess(&rows.facts(year), Rulebook::at(rows.place()), on);
    for finding in &mut findings {
        let Subject::Dwelling(id) = finding.subject else { continue };
        if let Some(name) = rows.dwelling_names.get(&id) {
            finding.reason = format!("【{name}】{}", finding.reason).into();
        }
    }
    findings
}
