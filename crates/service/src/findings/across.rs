//! What the rules say of many offices at once.

use jiff::civil::Date;
use model::{
    calendar::FiscalYear,
    identifiers::{JurisdictionCode, OfficeNumber},
    jurisdictions::lies_in,
};
use rulebook::Finding;
use store::{
    Across,
    offices::{self, Whereabouts},
};

use super::assessed;
use crate::{Action, Actor, App, Fault, Resource};

/// Whose findings are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of the office (or the two offices of different services) of a number.
    Number(OfficeNumber),
    /// Of all that lie in a municipality, a ward or a prefecture.
    Area(JurisdictionCode),
    /// Of all.
    All,
}

impl Whose {
    fn includes(self, office: &Whereabouts) -> bool {
        match self {
            Self::Number(number) => office.number == number,
            Self::Area(area) => office.location.is_some_and(|place| lies_in(place, area)),
            Self::All => true,
        }
    }
}

/// An office and what the rules that hold at its place say of it.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// The office.
    pub office: Whereabouts,
    /// Most urgent first.
    pub findings: Vec<Finding>,
}

/// Assesses offices one after the other and hands each to `each`. Returns how many there were. Reading across offices is recorded.
pub async fn assess(
    app: &App,
    actor: &Actor,
    whose: Whose,
    year: FiscalYear,
    on: Date,
    each: impl FnMut(Assessed),
) -> Result<usize, Fault> {
    app.authorise(actor, Action::OfficesList, &Resource::installation())?;
    let across = Across::open(&app.database, app.now(), actor.stamp(), "assess").await?;
    assess_with(app, &across, whose, year, on, each).await
}

/// The same for whoever has the permission to read across offices.
pub(crate) async fn assess_with(
    app: &App,
    across: &Across,
    whose: Whose,
    year: FiscalYear,
    on: Date,
    mut each: impl FnMut(Assessed),
) -> Result<usize, Fault> {
    let mut tx = app.database.read().await?;
    let mut count = 0;
    for office in offices::whereabouts(&mut tx, across).await?.into_iter().filter(|office| whose.includes(office)) {
        let findings = assessed(&mut tx, office.id, year, on).await?;
        count += 1;
        each(Assessed { office, findings });
    }
    Ok(count)
}
