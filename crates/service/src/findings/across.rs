//! What the rules say of many offices at once, computed from the database.

use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::civil::Date;
use model::{
    OfficeId,
    calendar::FiscalYear,
    identifiers::{JurisdictionCode, OfficeNumber},
    jurisdictions::lies_in,
};
use rulebook::{Finding, facts::OfficeYear};
use store::{
    Across,
    facts::{self, OfficeRows, Years},
    offices::{self, Whereabouts},
};

use super::judged;
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
    pub office: OfficeRows,
    /// Most urgent first.
    pub findings: Vec<Finding>,
}

/// Assesses offices and hands each to `each`, in the order of their ids. Returns how many there were. Reading across offices is
/// recorded.
pub async fn assess(
    app: &App,
    actor: &Actor,
    whose: Whose,
    year: FiscalYear,
    on: Date,
    mut each: impl FnMut(Assessed),
) -> Result<usize, Fault> {
    app.authorise(actor, Action::OfficesList, &Resource::installation())?;
    let across = Arc::new(Across::open(&app.database, app.now(), actor.stamp(), "assess").await?);
    let stretches = stretches(app, &across, whose).await?;
    let mut assessed = stream::iter(stretches).map(|stretch| in_its_own_task(app, across.clone(), stretch, year, on)).buffered(HANDS);
    let mut count = 0;
    while let Some(offices) = assessed.try_next().await? {
        count += offices.len();
        offices.into_iter().for_each(&mut each);
    }
    Ok(count)
}

/// The facts of all offices in a year, in the order of their ids, for measuring what judging them costs by itself. Reading across
/// offices is recorded.
pub async fn facts_of_all(app: &App, actor: &Actor, year: FiscalYear) -> Result<Vec<OfficeYear>, Fault> {
    app.authorise(actor, Action::OfficesList, &Resource::installation())?;
    let across = Across::open(&app.database, app.now(), actor.stamp(), "facts").await?;
    let mut all = Vec::new();
    for (first, last) in stretches(app, &across, Whose::All).await? {
        let mut tx = app.database.read().await?;
        let rows = facts::of_stretch(&mut tx, &across, first, last, Years::only(year)).await?;
        all.extend(rows.iter().map(|rows| rows.facts(year)));
    }
    Ok(all)
}

/// So many stretches are read and judged at the same time.
const HANDS: usize = 4;
/// Offices of one stretch: few enough that their rows need little memory, many enough that statements are few.
const STRETCH: usize = 250;

/// The ends of a stretch of ids in which all offices are wanted.
type Stretch = (OfficeId, OfficeId);

async fn stretches(app: &App, across: &Across, whose: Whose) -> Result<Vec<Stretch>, Fault> {
    let mut tx = app.database.read().await?;
    let mut all = offices::whereabouts(&mut tx, across).await?;
    all.sort_unstable_by_key(|office| office.id);
    let runs = all.chunk_by(|one, next| whose.includes(one) == whose.includes(next)).filter(|run| whose.includes(&run[0]));
    let ends = |run: &[Whereabouts]| Some((run.first()?.id, run.last()?.id));
    Ok(runs.flat_map(|run| run.chunks(STRETCH)).filter_map(ends).collect())
}

async fn in_its_own_task(app: &App, across: Arc<Across>, stretch: Stretch, year: FiscalYear, on: Date) -> Result<Vec<Assessed>, Fault> {
    let database = app.database.clone();
    let task = tokio::spawn(async move {
        let mut tx = database.read().await?;
        let rows = facts::of_stretch(&mut tx, &across, stretch.0, stretch.1, Years::only(year)).await?;
        drop(tx);
        Ok::<_, Fault>(rows.into_iter().map(|office| Assessed { findings: judged(&office, year, on), office }).collect())
    });
    task.await.map_err(|error| Fault::Broken(error.to_string()))?
}
