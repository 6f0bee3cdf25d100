//! 判定 as they are kept: how each office stands in a 年度 (D6), and how many offices of an area stand how. Everything here can be
//! computed again from the other tables.

mod lists;
mod tallies;

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{OfficeId, Vocabulary, calendar::FiscalYear, identifiers::JurisdictionCode};
use rulebook::Status;

use crate::{Across, Backend, Place, ReadTx, StoreError, WriteTx, sql};

pub use lists::{Area, Line, Order, PAGE, Search, Summary, all, ids, search};
pub use tallies::{Count, Tallies, count, count_everywhere, tallies_agree};

/// How an office stands in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The office.
    pub office: OfficeId,
    /// The year.
    pub year: FiscalYear,
    /// Where the office lies.
    pub place: Option<JurisdictionCode>,
    /// Who designated it.
    pub designator: JurisdictionCode,
    /// The edition of the rulebooks.
    pub edition: String,
    /// The day as of which it was assessed.
    pub assessed_on: Date,
    /// Each rule by its most urgent status.
    pub statuses: Statuses,
    /// The rule that wants attention first.
    pub urgent: Option<String>,
    /// The year in one line.
    pub course: Course,
    /// The findings, as [`rulebook::kept`] writes them.
    pub findings: String,
}

/// What became of a year so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// The last meeting that was held.
    pub held_on: Option<Date>,
    /// The next one whose day is fixed.
    pub fixed_for: Option<Date>,
    /// When minutes were published last.
    pub published_on: Option<Date>,
    /// Visits that were made.
    pub visits_made: u16,
    /// When a report was handed in.
    pub reported_on: Option<Date>,
}

/// Rules with their statuses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statuses(pub BTreeMap<String, Status>);

impl Statuses {
    /// How many rules have a status.
    pub fn count(&self, status: Status) -> i64 {
        i64::try_from(self.0.values().filter(|one| **one == status).count()).unwrap_or(i64::MAX)
    }

    fn write(&self) -> String {
        let words: String = self.0.iter().map(|(rule, status)| format!(" {rule}={}", status.code())).collect();
        words + " "
    }

    fn read(text: &str) -> Self {
        let words = text.split_whitespace().filter_map(|word| word.split_once('='));
        Self(words.filter_map(|(rule, status)| Some((rule.to_owned(), status.parse().ok()?))).collect())
    }
}

/// Lets nobody else assess the office until the end of the transaction: whoever assesses later sees what is written here.
pub async fn lock(tx: &mut WriteTx, office: OfficeId) -> Result<(), StoreError> {
    match tx.backend() {
        // There is one writer at a time.
        Backend::Sqlite => Ok(()),
        Backend::Postgres => {
            let held = sql("SELECT id FROM offices WHERE id = $1 FOR NO KEY UPDATE").bind(office);
            held.optional(tx, |_| Ok(())).await.map(drop)
        }
    }
}

/// Keeps a standing in place of the one before; `tallies` learns what that changes.
pub async fn put(tx: &mut WriteTx, standing: &Standing, tallies: &mut Tallies) -> Result<(), StoreError> {
    let before = counted(tx, standing.office, standing.year).await?;
    let Standing { statuses, course, .. } = standing;
    sql("INSERT INTO standings (office_id, fiscal_year, place, designator, edition, assessed_on, statuses, broken, overdue, due, unknown, advice,
           met, urgent, held_on, fixed_for, published_on, visits_made, reported_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         ON CONFLICT (office_id, fiscal_year) DO UPDATE SET place = excluded.place, designator = excluded.designator,
           edition = excluded.edition, assessed_on = excluded.assessed_on, statuses = excluded.statuses, broken = excluded.broken,
           overdue = excluded.overdue, due = excluded.due, unknown = excluded.unknown, advice = excluded.advice, met = excluded.met,
           urgent = excluded.urgent, held_on = excluded.held_on, fixed_for = excluded.fixed_for, published_on = excluded.published_on,
           visits_made = excluded.visits_made, reported_on = excluded.reported_on")
    .bind(standing.office)
    .bind(standing.year)
    .bind(text_of(standing.place))
    .bind(standing.designator)
    .bind(&standing.edition)
    .bind(standing.assessed_on)
    .bind(statuses.write())
    .bind(statuses.count(Status::Broken))
    .bind(statuses.count(Status::Overdue))
    .bind(statuses.count(Status::Due))
    .bind(statuses.count(Status::Unknown))
    .bind(statuses.count(Status::Advice))
    .bind(statuses.count(Status::Met))
    .bind(&standing.urgent)
    .bind(course.held_on)
    .bind(course.fixed_for)
    .bind(course.published_on)
    .bind(course.visits_made)
    .bind(course.reported_on)
    .run(tx)
    .await?;
    let sealed = tx.keyring().seal(&place_of(standing.office, standing.year), &standing.findings)?;
    sql("INSERT INTO findings (office_id, fiscal_year, content) VALUES ($1, $2, $3)
         ON CONFLICT (office_id, fiscal_year) DO UPDATE SET content = excluded.content")
    .bind(standing.office)
    .bind(standing.year)
    .bind(sealed)
    .run(tx)
    .await?;
    if let Some((areas, statuses)) = before {
        tallies.add(&areas, standing.year, &statuses, -1);
    }
    tallies.add(&[text_of(standing.place), standing.designator.to_string()], standing.year, statuses, 1);
    Ok(())
}

/// Forgets how an office stood in the years before one; in all years when none is named, because it is gone.
pub async fn forget(tx: &mut WriteTx, office: OfficeId, before: Option<FiscalYear>, tallies: &mut Tallies) -> Result<(), StoreError> {
    let years: Vec<FiscalYear> =
        sql("SELECT fiscal_year FROM standings WHERE office_id = $1").bind(office).all(tx, |row| row.get("fiscal_year")).await?;
    for year in years.into_iter().filter(|year| before.is_none_or(|before| *year < before)) {
        if let Some((areas, statuses)) = counted(tx, office, year).await? {
            tallies.add(&areas, year, &statuses, -1);
        }
        sql("DELETE FROM standings WHERE office_id = $1 AND fiscal_year = $2").bind(office).bind(year).run(tx).await?;
        sql("DELETE FROM findings WHERE office_id = $1 AND fiscal_year = $2").bind(office).bind(year).run(tx).await?;
    }
    Ok(())
}

/// A standing as it was put.
pub async fn load(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<Option<Standing>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT s.place, s.designator, s.edition, s.assessed_on, s.statuses, s.urgent, s.held_on, s.fixed_for, s.published_on, s.visits_made,
           s.reported_on, f.content
         FROM standings s JOIN findings f ON f.office_id = s.office_id AND f.fiscal_year = s.fiscal_year
         WHERE s.office_id = $1 AND s.fiscal_year = $2")
    .bind(office)
    .bind(year)
    .optional(tx, |row| {
        let findings = keyring.open(&place_of(office, year), &row.get("content")?)?;
        let place: String = row.get("place")?;
        Ok(Standing {
            office,
            year,
            place: place.parse().ok(),
            designator: row.get("designator")?,
            edition: row.get("edition")?,
            assessed_on: row.get("assessed_on")?,
            statuses: Statuses::read(&row.get::<String>("statuses")?),
            urgent: row.get("urgent")?,
            course: lists::course(row)?,
            findings,
        })
    })
    .await
}

/// As of which day each standing of an edition was computed.
pub async fn days(tx: &mut ReadTx, _across: &Across, edition: &str) -> Result<Vec<(OfficeId, FiscalYear, Date)>, StoreError> {
    sql("SELECT office_id, fiscal_year, assessed_on FROM standings WHERE edition = $1 ORDER BY office_id, fiscal_year")
        .bind(edition)
        .all(tx, |row| Ok((row.get("office_id")?, row.get("fiscal_year")?, row.get("assessed_on")?)))
        .await
}

/// Marks every standing as outdated: a list was taken in that may change any office. The daily round computes them anew.
pub async fn expire(tx: &mut WriteTx, _across: &Across) -> Result<(), StoreError> {
    sql("UPDATE standings SET edition = ''").run(tx).await.map(drop)
}

/// How an office is counted in the tallies of a year.
async fn counted(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<Option<([String; 2], Statuses)>, StoreError> {
    sql("SELECT place, designator, statuses FROM standings WHERE office_id = $1 AND fiscal_year = $2")
        .bind(office)
        .bind(year)
        .optional(tx, |row| {
            let statuses: String = row.get("statuses")?;
            Ok(([row.get("place")?, row.get("designator")?], Statuses::read(&statuses)))
        })
        .await
}

/// Offices whose standing in a year is missing or older than a day or an edition, gone ones that still have one among them; by id.
pub async fn outdated(tx: &mut ReadTx, _across: &Across, year: FiscalYear, on: Date, edition: &str) -> Result<Vec<OfficeId>, StoreError> {
    sql("SELECT o.id FROM offices o LEFT JOIN standings s ON s.office_id = o.id AND s.fiscal_year = $1
         WHERE (o.gone_since IS NULL AND (s.office_id IS NULL OR s.assessed_on < $2 OR s.edition <> $3))
            OR (o.gone_since IS NOT NULL AND s.office_id IS NOT NULL) ORDER BY o.id")
    .bind(year)
    .bind(on)
    .bind(edition)
    .all(tx, |row| row.get("id"))
    .await
}

/// Where the findings of an office in a year are sealed.
fn place_of(office: OfficeId, year: FiscalYear) -> Place {
    Place::new("findings.content", format_args!("{office}/{}", year.start_year()))
}

fn text_of(place: Option<JurisdictionCode>) -> String {
    place.map(|place| place.to_string()).unwrap_or_default()
}
