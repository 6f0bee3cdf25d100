//! 第三者評価 (B16): recorded; what it stands in for is said by a rulebook.

use jiff::civil::Date;
use model::{EvaluationId, OfficeId, calendar::FiscalYear};

use crate::{ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// An evaluation by a third party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// Its id.
    pub id: EvaluationId,
    /// Whose.
    pub office: OfficeId,
    /// For which 年度.
    pub year: FiscalYear,
    /// By whom.
    pub evaluator: String,
    /// Whether the evaluator is certified (認証評価機関); `None`: nobody knows.
    pub certified: Option<bool>,
    /// When it was received.
    pub received_on: Date,
    /// When its result was published.
    pub published_on: Option<Date>,
    /// Where.
    pub published_at: String,
    /// Anything else.
    pub note: String,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "id, office_id, fiscal_year, evaluator, received_on, published_on, published_at, note, version, certified";

/// The evaluations of an office, the newest first.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Evaluation>, StoreError> {
    composed(format!("SELECT {COLUMNS} FROM evaluations WHERE office_id = $1 ORDER BY received_on DESC, id"))
        .bind(office)
        .all(tx, read)
        .await
}

/// The evaluation of a year, if one was taken.
pub async fn in_year(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<Option<Evaluation>, StoreError> {
    Ok(list(tx, office).await?.into_iter().find(|evaluation| evaluation.year == year))
}

/// Adds an evaluation.
pub async fn insert(tx: &mut WriteTx, evaluation: &Evaluation) -> Result<(), StoreError> {
    composed(format!("INSERT INTO evaluations ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 10)))
        .bind(evaluation.id)
        .bind(evaluation.office)
        .bind(evaluation.year)
        .bind(&evaluation.evaluator)
        .bind(evaluation.received_on)
        .bind(evaluation.published_on)
        .bind(&evaluation.published_at)
        .bind(&evaluation.note)
        .bind(evaluation.version)
        .bind(evaluation.certified)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes an evaluation, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, evaluation: &Evaluation) -> Result<(), StoreError> {
    sql("UPDATE evaluations SET fiscal_year = $1, evaluator = $2, received_on = $3, published_on = $4, published_at = $5, note = $6,
         certified = $7, version = version + 1 WHERE office_id = $8 AND id = $9 AND version = $10")
    .bind(evaluation.year)
    .bind(&evaluation.evaluator)
    .bind(evaluation.received_on)
    .bind(evaluation.published_on)
    .bind(&evaluation.published_at)
    .bind(&evaluation.note)
    .bind(evaluation.certified)
    .bind(evaluation.office)
    .bind(evaluation.id)
    .bind(evaluation.version)
    .run_versioned(tx)
    .await
}

fn read(row: &Row) -> Result<Evaluation, StoreError> {
    Ok(Evaluation {
        id: row.get("id")?,
        office: row.get("office_id")?,
        year: row.get("fiscal_year")?,
        evaluator: row.get("evaluator")?,
        certified: row.get("certified")?,
        received_on: row.get("received_on")?,
        published_on: row.get("published_on")?,
        published_at: row.get("published_at")?,
        note: row.get("note")?,
        version: row.get("version")?,
    })
}
