//! From rows to facts to findings: what an office should do next, why, and by which clause (4.2).

mod facts;

use jiff::civil::Date;
use model::{OfficeId, calendar::FiscalYear};
use rulebook::{Finding, Rulebook, facts::OfficeYear};
use store::{meetings::Meeting, offices::Office};

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
    /// The day on which it was looked at.
    pub on: Date,
}

/// What the rules say of an office in a year, as of today.
pub async fn view_home(app: &App, actor: &Actor, office: OfficeId, year: Option<FiscalYear>) -> Result<Home, Fault> {
    let mut tx = app.view(actor, Action::OfficesView, &Resource::office(office)).await?;
    let on = app.today();
    let year = year.unwrap_or_else(|| FiscalYear::of(on));
    let facts: OfficeYear = facts_of(&mut tx, office, year).await?;
    let findings = rulebook::assess(&facts, Rulebook::national(), on);
    let meetings = store::meetings::list(&mut tx, office).await?.into_iter().filter(|meeting| meeting.year == year).collect();
    let office = store::offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    Ok(Home { office, year, findings, meetings, on })
}
