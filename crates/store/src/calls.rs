//! What an authority asks of many offices at once (D2, D4, D6).

use jiff::{Timestamp, civil::Date};
use model::{
    CallId,
    calendar::FiscalYear,
    identifiers::JurisdictionCode,
    matters::{MatterKind, Recipient, Scope},
};

use crate::{ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// A call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// The authority that asks.
    pub jurisdiction: JurisdictionCode,
    /// What it asks for: a survey, a report; or a reminder to several offices.
    pub kind: MatterKind,
    /// The 年度 that is asked about.
    pub year: FiscalYear,
    /// Its title.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Which offices are asked.
    pub scope: Scope,
    /// To whom a report goes.
    pub recipient: Option<Recipient>,
    /// How to fill the prescribed form in.
    pub form_text: String,
    /// Where the prescribed form lies.
    pub form_url: String,
    /// How many meetings the authority's officers can attend at the same time (D2).
    pub pairs: u16,
    /// Until when answers are asked for.
    pub due_on: Option<Date>,
    /// When it was opened.
    pub opened_on: Date,
    /// Since when no answer is taken any more.
    pub closed_on: Option<Date>,
    /// When the row was made.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "id, jurisdiction, kind, fiscal_year, title, text, scope, recipient, form_text, form_url, pairs, due_on, opened_on, \
                       closed_on, created_at, version";

/// All calls of an authority, the newest first.
pub async fn list(tx: &mut ReadTx, jurisdiction: JurisdictionCode) -> Result<Vec<Call>, StoreError> {
    composed(format!("SELECT {COLUMNS} FROM calls WHERE jurisdiction = $1 ORDER BY id DESC")).bind(jurisdiction).all(tx, read).await
}

/// One call of an authority.
pub async fn load(tx: &mut ReadTx, jurisdiction: JurisdictionCode, id: CallId) -> Result<Option<Call>, StoreError> {
    composed(format!("SELECT {COLUMNS} FROM calls WHERE jurisdiction = $1 AND id = $2"))
        .bind(jurisdiction)
        .bind(id)
        .optional(tx, read)
        .await
}

/// Adds a call.
pub async fn insert(tx: &mut WriteTx, jurisdiction: JurisdictionCode, call: &Call) -> Result<(), StoreError> {
    composed(format!("INSERT INTO calls ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 16)))
        .bind(call.id)
        .bind(jurisdiction)
        .bind(call.kind)
        .bind(call.year)
        .bind(&call.title)
        .bind(&call.text)
        .bind(call.scope)
        .bind(call.recipient)
        .bind(&call.form_text)
        .bind(&call.form_url)
        .bind(call.pairs)
        .bind(call.due_on)
        .bind(call.opened_on)
        .bind(call.closed_on)
        .bind(call.created_at)
        .bind(call.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Takes no more answers, if nobody changed the call in the meantime.
pub async fn close(tx: &mut WriteTx, jurisdiction: JurisdictionCode, id: CallId, version: i64, on: Date) -> Result<(), StoreError> {
    sql("UPDATE calls SET closed_on = $1, version = version + 1 WHERE jurisdiction = $2 AND id = $3 AND version = $4 AND closed_on IS NULL")
        .bind(on)
        .bind(jurisdiction)
        .bind(id)
        .bind(version)
        .run_versioned(tx)
        .await
}

fn read(row: &Row) -> Result<Call, StoreError> {
    Ok(Call {
        id: row.get("id")?,
        jurisdiction: row.get("jurisdiction")?,
        kind: row.get("kind")?,
        year: row.get("fiscal_year")?,
        title: row.get("title")?,
        text: row.get("text")?,
        scope: row.get("scope")?,
        recipient: row.get("recipient")?,
        form_text: row.get("form_text")?,
        form_url: row.get("form_url")?,
        pairs: row.get("pairs")?,
        due_on: row.get("due_on")?,
        opened_on: row.get("opened_on")?,
        closed_on: row.get("closed_on")?,
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    })
}
