//! 施設訪問 (C1–C8): one visitor's visit to one dwelling.

use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use model::{
    DwellingId, OfficeId, SeatId, VisitId,
    calendar::FiscalYear,
    visits::{VisitMode, VisitState},
};

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Its id.
    pub id: VisitId,
    /// Whose office.
    pub office: OfficeId,
    /// To which dwelling.
    pub dwelling: DwellingId,
    /// By which member.
    pub seat: SeatId,
    /// The 年度 for which it is planned.
    pub year: FiscalYear,
    /// How far it has come.
    pub state: VisitState,
    /// The day, once fixed.
    pub day: Option<Date>,
    /// From when.
    pub starts_at: Option<Time>,
    /// On site or through a screen (C4).
    pub mode: Option<VisitMode>,
    /// When its record was written (C8).
    pub recorded_on: Option<Date>,
    /// Whether the record that the office keeps is in the prescribed form, as a person says. Printing the form does not make it so: a
    /// paper may be thrown away, and a layout of ours is not the authority's own form.
    pub in_form: Option<bool>,
    /// What the visitor wrote; never public.
    pub record: Option<String>,
    /// When the visitor confirmed the rules of conduct for this visit (C7).
    pub conduct_at: Option<Timestamp>,
    /// When the row was made.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "id, office_id, dwelling_id, seat_id, fiscal_year, state, day, starts_at, mode, recorded_on, in_form, record, \
                       conduct_at, created_at, version";

/// The visits of an office in a 年度, by day, those without a day last.
pub async fn of_year(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<Vec<Visit>, StoreError> {
    of_years(tx, office, year, year).await
}

/// The visits of an office from one 年度 to another, both included, by day, those without a day last.
pub async fn of_years(tx: &mut ReadTx, office: OfficeId, from: FiscalYear, to: FiscalYear) -> Result<Vec<Visit>, StoreError> {
    let keyring = tx.keyring();
    composed(format!(
        "SELECT {COLUMNS} FROM visits WHERE office_id = $1 AND fiscal_year >= $2 AND fiscal_year <= $3
         ORDER BY CASE WHEN day IS NULL THEN 1 ELSE 0 END, day, starts_at, id"
    ))
    .bind(office)
    .bind(from)
    .bind(to)
    .all(tx, |row| read(&keyring, row))
    .await
}

/// The first day on which each member of an office was on a visit (A10: no visit before the pledge).
pub async fn first_made(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<(SeatId, Date)>, StoreError> {
    sql("SELECT seat_id, MIN(day) AS first_day FROM visits WHERE office_id = $1 AND state = $2 AND day IS NOT NULL GROUP BY seat_id")
        .bind(office)
        .bind(VisitState::Made)
        .all(tx, |row| Ok((row.get("seat_id")?, row.get("first_day")?)))
        .await
}

/// One visit of an office.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: VisitId) -> Result<Option<Visit>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM visits WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// Adds a visit.
pub async fn insert(tx: &mut WriteTx, visit: &Visit) -> Result<(), StoreError> {
    let record = tx.keyring().seal_option(&Place::new("visits.record", visit.id), visit.record.as_deref())?;
    composed(format!("INSERT INTO visits ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 15)))
        .bind(visit.id)
        .bind(visit.office)
        .bind(visit.dwelling)
        .bind(visit.seat)
        .bind(visit.year)
        .bind(visit.state)
        .bind(visit.day)
        .bind(visit.starts_at)
        .bind(visit.mode)
        .bind(visit.recorded_on)
        .bind(visit.in_form)
        .bind(record)
        .bind(visit.conduct_at)
        .bind(visit.created_at)
        .bind(visit.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes a visit, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, visit: &Visit) -> Result<(), StoreError> {
    let record = tx.keyring().seal_option(&Place::new("visits.record", visit.id), visit.record.as_deref())?;
    sql("UPDATE visits SET dwelling_id = $1, seat_id = $2, fiscal_year = $3, state = $4, day = $5, starts_at = $6, mode = $7, recorded_on = $8,
         in_form = $9, record = $10, conduct_at = $11, version = version + 1 WHERE office_id = $12 AND id = $13 AND version = $14")
    .bind(visit.dwelling)
    .bind(visit.seat)
    .bind(visit.year)
    .bind(visit.state)
    .bind(visit.day)
    .bind(visit.starts_at)
    .bind(visit.mode)
    .bind(visit.recorded_on)
    .bind(visit.in_form)
    .bind(record)
    .bind(visit.conduct_at)
    .bind(visit.office)
    .bind(visit.id)
    .bind(visit.version)
    .run_versioned(tx)
    .await
}

fn read(keyring: &Keyring, row: &Row) -> Result<Visit, StoreError> {
    let id: VisitId = row.get("id")?;
    Ok(Visit {
        id,
        office: row.get("office_id")?,
        dwelling: row.get("dwelling_id")?,
        seat: row.get("seat_id")?,
        year: row.get("fiscal_year")?,
        state: row.get("state")?,
        day: row.get("day")?,
        starts_at: row.get("starts_at")?,
        mode: row.get("mode")?,
        recorded_on: row.get("recorded_on")?,
        in_form: row.get("in_form")?,
        record: keyring.open_option(&Place::new("visits.record", id), row.get("record")?)?,
        conduct_at: row.get("conduct_at")?,
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    })
}
