//! 行政の側: what a municipality or a prefecture sees of the offices that lie in it (D6). Statuses with their reasons and clauses;
//! never who sits where, what a resident wished, or what was said.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::{
    OfficeId,
    calendar::FiscalYear,
    jurisdictions::{self, Jurisdiction, lies_in},
};
use rulebook::{Finding, Rulebook, Status, Subject};
use store::{
    Across,
    offices::{self, Whereabouts},
};

use crate::{
    Action, Actor, App, Fault, Resource,
    findings::{
        across::{Assessed, Whose, assess_with},
        assessed,
    },
};

/// The offices of an area, as its authority sees them.
#[derive(Debug, Clone)]
pub struct Supervised {
    /// The area.
    pub area: &'static Jurisdiction,
    /// The 年度.
    pub year: FiscalYear,
    /// The rulebook that holds there.
    pub rulebook: &'static Rulebook,
    /// Each office, by number.
    pub offices: Vec<Standing>,
}

/// How an office stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The office.
    pub office: Whereabouts,
    /// What the rules say, most urgent first.
    pub findings: Vec<Finding>,
}

impl Standing {
    /// How many rules have each status for this office; a rule about several seats or houses counts once, by its most urgent.
    pub fn counts(&self) -> BTreeMap<Status, usize> {
        let (mut seen, mut counts) = (BTreeSet::new(), BTreeMap::new());
        // They come by urgency, so that the first of a rule is its most urgent.
        for finding in &self.findings {
            if seen.insert(&finding.rule) {
                *counts.entry(finding.status).or_default() += 1;
            }
        }
        counts
    }

    /// What wants attention first.
    pub fn most_urgent(&self) -> Option<&Finding> {
        self.findings.iter().find(|finding| matches!(finding.status, Status::Broken | Status::Overdue))
    }
}

/// All offices in the actor's area in a 年度 (the present one when none is named), as of today. Reading across offices is recorded.
pub async fn overview(app: &App, actor: &Actor, year: Option<FiscalYear>) -> Result<Supervised, Fault> {
    let area = authorised(app, actor)?;
    let on = app.today();
    let year = year.unwrap_or_else(|| FiscalYear::of(on));
    let across = Across::open(&app.database, app.now(), actor.stamp(), "offices of an area").await?;
    let mut standings = Vec::new();
    let stand = |Assessed { office, findings }| standings.push(Standing { office, findings: shown_to_authorities(findings) });
    assess_with(app, &across, Whose::Area(area.code), year, on, stand).await?;
    Ok(Supervised { area, year, rulebook: Rulebook::at(Some(area.code)), offices: standings })
}

/// One office in the actor's area.
pub async fn office(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    year: Option<FiscalYear>,
) -> Result<(offices::Office, FiscalYear, Vec<Finding>), Fault> {
    let area = authorised(app, actor)?;
    let on: Date = app.today();
    let year = year.unwrap_or_else(|| FiscalYear::of(on));
    let mut tx = app.database.read().await?;
    let row = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    if !row.location.is_some_and(|place| lies_in(place, area.code)) {
        return Err(Fault::Hidden);
    }
    let findings = assessed(&mut tx, office, year, on).await?;
    Ok((row, year, shown_to_authorities(findings)))
}

/// The rules that hold in the actor's area.
pub fn rules(app: &App, actor: &Actor) -> Result<(&'static Jurisdiction, &'static Rulebook), Fault> {
    let area = authorised(app, actor)?;
    Ok((area, Rulebook::at(Some(area.code))))
}

/// The area for which somebody acts, if it may be looked at.
fn authorised(app: &App, actor: &Actor) -> Result<&'static Jurisdiction, Fault> {
    let Actor::Account { jurisdiction: Some(code), .. } = actor else { return Err(Fault::Hidden) };
    app.authorise(actor, Action::AuthoritiesView, &Resource { location: Some(*code), ..Resource::installation() })?;
    jurisdictions::lookup(*code).ok_or(Fault::Hidden)
}

/// What is said of single seats tells who sits there, and of a resident's seat it lets the wish be guessed (A11): authorities see
/// that a rule is not met, and nothing about whom.
fn shown_to_authorities(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|finding| !(matches!(finding.subject, Subject::Seat(_)) && finding.requirement.as_str() == "A11"));
    for finding in findings.iter_mut().filter(|finding| matches!(finding.subject, Subject::Seat(_))) {
        finding.reason = String::new();
    }
    findings
}
