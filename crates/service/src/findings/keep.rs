//! Findings are kept per office and 年度 (D6): written in the transaction that changes a fact, and once a day for what only time
//! changes. Kept are the present 年度 and the one before; any other is computed when somebody asks.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use jiff::civil::Date;
use model::{OfficeId, calendar::FiscalYear, meetings::MeetingState, visits::VisitState};
use rulebook::{Finding, Library, Status, facts::OfficeYear, kept};
use sha2::{Digest, Sha256};
use store::{
    Across, StoreError, WriteTx,
    facts::{self, OfficeRows, Years},
    standings::{self, Course, Standing, Statuses, Tallies},
};

use super::judged;
use crate::{Actor, App, Fault, authorities::shown_to_authorities};

/// The edition of the rules: what was kept under another one is computed again.
pub(crate) fn edition() -> &'static str {
    static EDITION: LazyLock<String> = LazyLock::new(|| {
        let mut hash = Sha256::new();
        hash.update(env!("CARGO_PKG_VERSION"));
        Library::in_force().books().for_each(|book| hash.update(book.text()));
        data_encoding::HEXLOWER.encode(&hash.finalize()[..8])
    });
    &EDITION
}

/// The years that are kept on a day.
pub(crate) fn years_kept(today: Date) -> Years {
    let until = FiscalYear::of(today);
    Years { from: until.previous(), until }
}

/// Computes anew how offices stand and keeps it, within the transaction that changed them.
pub(crate) async fn refresh(tx: &mut WriteTx, offices: &BTreeSet<OfficeId>, today: Date) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for office in offices {
        standings::lock(tx, *office).await?;
        rows.extend(facts::of_office(tx, *office, years_kept(today)).await?.filter(|rows| !rows.gone));
    }
    keep(tx, offices.clone(), &rows, today).await
}

async fn write(tx: &mut WriteTx, rows: &OfficeRows, today: Date, tallies: &mut Tallies) -> Result<(), StoreError> {
    let Years { from, until } = years_kept(today);
    standings::forget(tx, rows.id, Some(from), tallies).await?;
    for year in [from, until] {
        standings::put(tx, &standing(rows, year, today), tallies).await?;
    }
    Ok(())
}

/// How an office stands in a year, as of a day. The findings are kept whole, for the office; what is counted and listed is what
/// authorities may see.
fn standing(rows: &OfficeRows, year: FiscalYear, today: Date) -> Standing {
    let findings = judged(rows, year, today);
    let kept = kept::write(&findings);
    let shown = shown_to_authorities(findings);
    Standing {
        office: rows.id,
        year,
        place: rows.place(),
        designator: rows.designator,
        edition: edition().to_owned(),
        assessed_on: today,
        statuses: statuses(&shown),
        urgent: super::most_urgent(&shown).map(|finding| finding.rule.to_string()),
        course: course(&rows.facts(year), year, today),
        findings: kept,
    }
}

/// A rule about several seats or houses counts once, by its most urgent.
pub(super) fn statuses(findings: &[Finding]) -> Statuses {
    let mut worst: BTreeMap<String, Status> = BTreeMap::new();
    for finding in findings {
        let status = worst.entry(finding.rule.to_string()).or_insert(finding.status);
        *status = finding.status.min(*status);
    }
    Statuses(worst)
}

fn course(facts: &OfficeYear, year: FiscalYear, today: Date) -> Course {
    let days = |state| facts.meetings.iter().filter(move |meeting| meeting.state == state).filter_map(|meeting| meeting.day);
    let made = facts.visits.iter().filter(|visit| visit.state == VisitState::Made && visit.day.is_some_and(|day| year.contains(day)));
    Course {
        held_on: days(MeetingState::Held).filter(|day| *day <= today).max(),
        fixed_for: days(MeetingState::Fixed).min(),
        published_on: facts
            .meetings
            .iter()
            .filter(|meeting| meeting.withdrawn_on.is_none())
            .filter_map(|meeting| meeting.published_on)
            .max(),
        visits_made: u16::try_from(made.count()).unwrap_or(u16::MAX),
        reported_on: facts.reports.iter().filter_map(|report| report.submitted_on).max(),
    }
}

/// Offices that are computed and written together by the daily round.
const BATCH: usize = 250;

/// The daily round: computes anew what is older than today or than the rules. Running it twice at once does no harm. Returns how
/// many offices were written.
pub async fn refresh_outdated(app: &App) -> Result<usize, Fault> {
    let today = app.today();
    let years = years_kept(today);
    let mut outdated = BTreeSet::new();
    let mut tx = app.database.read().await?;
    // Looking whether there is anything to do tells nothing of anybody.
    let looking = Across::within_recorded_change("daily round");
    for year in [years.from, years.until] {
        outdated.extend(standings::outdated(&mut tx, &looking, year, today, edition()).await?);
    }
    drop(tx);
    if outdated.is_empty() {
        return Ok(0);
    }
    let across = Across::open(&app.database, app.now(), Actor::System("findings").stamp(), "daily round").await?;
    let outdated: Vec<OfficeId> = outdated.into_iter().collect();
    for batch in outdated.chunks(BATCH) {
        let mut tx = app.database.write().await?;
        refresh_batch(&mut tx, &across, batch, today).await?;
        tx.commit_bookkeeping().await?;
    }
    Ok(outdated.len())
}

/// `batch` is in the order of ids.
async fn refresh_batch(tx: &mut WriteTx, across: &Across, batch: &[OfficeId], today: Date) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return Ok(()) };
    for office in batch {
        standings::lock(tx, *office).await?;
    }
    let rows = facts::of_stretch(tx, across, *first, *last, years_kept(today)).await?;
    keep(tx, batch.iter().copied().collect(), &rows, today).await
}

/// Keeps how offices stand of which there are rows, and forgets those that are gone.
async fn keep(tx: &mut WriteTx, mut offices: BTreeSet<OfficeId>, rows: &[OfficeRows], today: Date) -> Result<(), StoreError> {
    let mut tallies = Tallies::default();
    for rows in rows {
        if offices.remove(&rows.id) {
            write(tx, rows, today, &mut tallies).await?;
        }
    }
    for gone in offices {
        standings::forget(tx, gone, None, &mut tallies).await?;
    }
    tallies.flush(tx, &Across::within_recorded_change("tallies")).await
}

/// What is kept and not as it would be if it were computed now: nothing, in a sound installation. What is known to be outdated is
/// not looked at; the daily round comes to it.
pub async fn untrue(app: &App) -> Result<Vec<Untrue>, Fault> {
    let across = Across::open(&app.database, app.now(), Actor::System("findings").stamp(), "verify findings").await?;
    let mut tx = app.database.read().await?;
    let mut untrue = Vec::new();
    for (office, year, assessed_on) in standings::days(&mut tx, &across, edition()).await? {
        let Some(rows) = facts::of_office(&mut tx, office, years_kept(assessed_on)).await? else { continue };
        let kept = standings::load(&mut tx, office, year).await?;
        if kept != Some(standing(&rows, year, assessed_on)) {
            untrue.push(Untrue::Standing(office, year));
        }
    }
    if !standings::tallies_agree(&mut tx, &across).await? {
        untrue.push(Untrue::Tallies);
    }
    Ok(untrue)
}

/// What is kept and not true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Untrue {
    /// How an office stands in a year.
    Standing(OfficeId, FiscalYear),
    /// How many offices stand how.
    Tallies,
}
