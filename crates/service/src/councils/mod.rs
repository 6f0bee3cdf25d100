//! （自立支援）協議会: the tree of those around an authority, setting one up, its bodies (E1, F1).

mod bodies;
mod found;

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{
    CouncilId,
    councils::{Places, above, nearest},
    identifiers::JurisdictionCode,
    issues::Stage,
    jurisdictions::{Jurisdiction, lookup},
};
use store::{
    ReadTx,
    councils::{self, Council},
    issues,
};

use crate::{Action, Actor, App, Fault, Resource};

pub use bodies::{Error as BodyError, NewBody, add as add_body, end as end_body};
pub use found::{Error as FoundError, Input as FoundInput, amend, found};
pub use store::councils::CouncilBody;

/// A council as the tree shows it.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The council.
    pub council: Council,
    /// How many councils of the tree stand above it.
    pub depth: usize,
    /// Whether it is one of the actor's authority, who may go in.
    pub own: bool,
    /// How many issues it has in which stage; of councils above, none are told.
    pub issues: BTreeMap<Stage, i64>,
}

/// The councils around an authority.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The area of the authority.
    pub area: &'static Jurisdiction,
    /// From the top, each before those below it.
    pub branches: Vec<Branch>,
    /// Issues of these councils that wait for the authority's reply to a proposal, until when.
    pub awaited: Vec<(CouncilId, model::IssueId, Date)>,
}

/// The councils of the actor's authority, those above them, and those that lie in its area.
pub async fn tree(app: &App, actor: &Actor) -> Result<Tree, Fault> {
    let area = area(app, actor)?;
    let mut tx = app.database.read().await?;
    let all = councils::around(&mut tx, area.code).await?;
    let seen: Vec<Council> = all.iter().filter(|council| concerns(council, area.code)).cloned().collect();
    let mut issues: BTreeMap<CouncilId, BTreeMap<Stage, i64>> = BTreeMap::new();
    for (council, stage, count) in issues::counts(&mut tx, area.code).await? {
        issues.entry(council).or_default().insert(stage, count);
    }
    let mut branches = Vec::new();
    grow(&seen, None, 0, &mut |council, depth| {
        let own = authorities(council).contains(&area.code);
        let below = council.places.iter().all(|place| model::jurisdictions::lies_in(place, area.code));
        let issues = if own || below { issues.remove(&council.id).unwrap_or_default() } else { BTreeMap::new() };
        branches.push(Branch { council: council.clone(), depth, own, issues });
    });
    let awaited = issues::awaiting(&mut tx, area.code).await?;
    Ok(Tree { area, branches, awaited })
}

/// One council of the actor's authority with its bodies.
pub async fn view(app: &App, actor: &Actor, council: CouncilId) -> Result<(Council, Vec<CouncilBody>), Fault> {
    let (council, mut tx) = opened(app, actor, council, Action::CouncilsView).await?;
    let bodies = councils::bodies(&mut tx, council.id).await?;
    Ok((council, bodies))
}

/// The area for which somebody acts, if councils are their matter.
fn area(app: &App, actor: &Actor) -> Result<&'static Jurisdiction, Fault> {
    let Actor::Account { jurisdiction: Some(code), .. } = actor else { return Err(Fault::Hidden) };
    app.authorise(actor, Action::CouncilsView, &Resource { places: vec![*code], ..Resource::installation() })?;
    lookup(*code).ok_or(Fault::Hidden)
}

/// Walks the councils below `parent`, each before those below it.
fn grow<'c>(all: &'c [Council], parent: Option<CouncilId>, depth: usize, visit: &mut impl FnMut(&'c Council, usize)) {
    for council in all.iter().filter(|council| above(&council.places, placed(all)) == parent) {
        visit(council, depth);
        grow(all, Some(council.id), depth + 1, visit);
    }
}

fn concerns(council: &Council, area: JurisdictionCode) -> bool {
    authorities(council).contains(&area)
        || council.places.covers(area)
        || council.places.iter().any(|place| model::jurisdictions::lies_in(place, area))
}

fn placed(councils: &[Council]) -> impl Iterator<Item = (CouncilId, &Places)> {
    councils.iter().map(|council| (council.id, &council.places))
}

/// The authorities whose council it is: the places, the municipalities that decide there, and who set it up here.
pub(crate) fn authorities(council: &Council) -> Vec<JurisdictionCode> {
    let mut authorities: Vec<JurisdictionCode> =
        council.places.iter().chain(council.places.deciders()).chain([council.jurisdiction]).collect();
    authorities.sort_unstable();
    authorities.dedup();
    authorities
}

/// A council as policies see it.
pub(crate) fn resource(council: &Council) -> Resource {
    Resource { places: authorities(council), ..Resource::installation() }
}

/// A council, if the actor may do this there, and a transaction to read on.
pub(crate) async fn opened(app: &App, actor: &Actor, council: CouncilId, action: Action) -> Result<(Council, ReadTx), Fault> {
    let mut tx = app.database.read().await?;
    let council = councils::load(&mut tx, council).await?.ok_or(Fault::Hidden)?;
    app.authorise(actor, action, &resource(&council))?;
    Ok((council, tx))
}

/// The council above another one.
pub(crate) async fn council_above(tx: &mut ReadTx, council: &Council) -> Result<Option<Council>, Fault> {
    let all = councils::around(tx, council.jurisdiction).await?;
    let found = above(&council.places, placed(&all));
    Ok(all.into_iter().find(|other| Some(other.id) == found))
}

/// The council whose matter it is what happens in a place.
pub(crate) async fn council_of(tx: &mut ReadTx, place: Option<JurisdictionCode>) -> Result<Option<Council>, Fault> {
    let Some(place) = place else { return Ok(None) };
    let all = councils::around(tx, place).await?;
    let found = nearest(place, placed(&all));
    Ok(all.into_iter().find(|council| Some(council.id) == found))
}
