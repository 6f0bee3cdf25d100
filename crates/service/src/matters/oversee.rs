//! What an authority sees of its matters with all its offices. Reading across offices is recorded.

use std::collections::BTreeMap;

use model::{
    OfficeId,
    calendar::FiscalYear,
    identifiers::JurisdictionCode,
    jurisdictions::{self, Jurisdiction},
};
use store::{
    Across, ReadTx,
    matters::{self, Matter},
    offices,
};

use super::{area, concerns};
use crate::{Action, Actor, App, Fault};

pub use store::offices::Addressee;

/// A matter with the office whose it is.
#[derive(Debug, Clone)]
pub struct Overseen {
    /// The matter.
    pub matter: Matter,
    /// The office; `None` when it is gone from the list.
    pub office: Option<Addressee>,
}

/// The matters of the actor's authority in a 年度; of all years when none is named.
pub async fn list(app: &App, actor: &Actor, year: Option<FiscalYear>) -> Result<Vec<Overseen>, Fault> {
    let area = area(app, actor, Action::MattersOversee)?;
    let across = Across::open(&app.database, app.now(), actor.stamp(), "matters of an authority").await?;
    let mut tx = app.database.read().await?;
    let matters = matters::of_authority(&mut tx, &across, area.code, year).await?;
    with_offices(&mut tx, &across, area, matters).await
}

/// The offices that concern the actor's authority: they lie there or were designated there.
pub async fn offices(app: &App, actor: &Actor) -> Result<Vec<Addressee>, Fault> {
    let area = area(app, actor, Action::MattersOversee)?;
    let across = Across::open(&app.database, app.now(), actor.stamp(), "offices of an authority").await?;
    let mut tx = app.database.read().await?;
    addressees(&mut tx, &across, area).await
}

/// The name of the area for which somebody acts; hidden for everybody else.
pub fn area_of(app: &App, actor: &Actor) -> Result<&'static Jurisdiction, Fault> {
    area(app, actor, Action::MattersOversee)
}

pub(super) async fn addressees(tx: &mut ReadTx, across: &Across, area: &Jurisdiction) -> Result<Vec<Addressee>, Fault> {
    let places: Vec<JurisdictionCode> = jurisdictions::inside(area.code).collect();
    let found = offices::addressees(tx, across, area.code, &places).await?;
    Ok(found.into_iter().filter(|office| concerns(office, area.code)).collect())
}

pub(super) async fn with_offices(
    tx: &mut ReadTx,
    across: &Across,
    area: &Jurisdiction,
    matters: Vec<Matter>,
) -> Result<Vec<Overseen>, Fault> {
    let known: BTreeMap<OfficeId, Addressee> = addressees(tx, across, area).await?.into_iter().map(|office| (office.id, office)).collect();
    Ok(matters.into_iter().map(|matter| Overseen { office: known.get(&matter.office).cloned(), matter }).collect())
}
