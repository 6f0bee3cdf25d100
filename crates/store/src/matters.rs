//! 用件: what one office and one authority have to settle with each other (D1–D4). The office owns the row; the authority whose it is
//! as well reads it by its own code.

use jiff::{Timestamp, civil::Date};
use model::{
    AccountId, CallId, EntryId, MatterId, MeetingId, OfficeId,
    calendar::FiscalYear,
    identifiers::JurisdictionCode,
    matters::{Details, EntryKind, MatterState, ReportSnapshot, Side},
};
use privacy::Released;

use crate::{Across, Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// A matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// Its id.
    pub id: MatterId,
    /// The office.
    pub office: OfficeId,
    /// The authority.
    pub jurisdiction: JurisdictionCode,
    /// The 年度 that it is about.
    pub year: FiscalYear,
    /// What was asked of many offices at once, if it comes from that.
    pub call: Option<CallId>,
    /// The meeting that it is about.
    pub meeting: Option<MeetingId>,
    /// Whose turn it is.
    pub state: MatterState,
    /// Its title.
    pub title: String,
    /// Until when the office is to answer.
    pub due_on: Option<Date>,
    /// When it was opened.
    pub opened_on: Date,
    /// What it is about, with what is known so far.
    pub details: Details,
    /// When the row was made.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub version: i64,
}

/// An entry of a thread. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Of which matter.
    pub matter: MatterId,
    /// The office of the matter.
    pub office: OfficeId,
    /// Who wrote it.
    pub side: Side,
    /// What was done.
    pub kind: EntryKind,
    /// What was said.
    pub text: String,
    /// What was handed in, as it was then.
    pub snapshot: Option<ReportSnapshot>,
    /// The account that wrote it; `None` when the program did.
    pub account: Option<AccountId>,
    /// When.
    pub at: Timestamp,
}

const COLUMNS: &str =
    "id, office_id, jurisdiction, fiscal_year, call_id, meeting_id, state, title, due_on, opened_on, details, created_at, version";
const ENTRY_COLUMNS: &str = "id, matter_id, office_id, side, kind, text, snapshot, account_id, at";

/// All matters of an office, the newest first.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Matter>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM matters WHERE office_id = $1 ORDER BY id DESC"))
        .bind(office)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// One matter of an office.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: MatterId) -> Result<Option<Matter>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM matters WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// The notice of a meeting's date (D1).
pub async fn of_meeting(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Option<Matter>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM matters WHERE office_id = $1 AND meeting_id = $2"))
        .bind(office)
        .bind(meeting)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// One matter of an authority.
pub async fn load_for(tx: &mut ReadTx, jurisdiction: JurisdictionCode, id: MatterId) -> Result<Option<Matter>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM matters WHERE jurisdiction = $1 AND id = $2"))
        .bind(jurisdiction)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// The matters of an authority in a 年度 with whichever offices, the newest first; of all years when none is named.
pub async fn of_authority(
    tx: &mut ReadTx,
    _across: &Across,
    jurisdiction: JurisdictionCode,
    year: Option<FiscalYear>,
) -> Result<Vec<Matter>, StoreError> {
    let keyring = tx.keyring();
    composed(format!(
        "SELECT {COLUMNS} FROM matters WHERE jurisdiction = $1 AND (CAST($2 AS BIGINT) IS NULL OR fiscal_year = $2) ORDER BY id DESC"
    ))
    .bind(jurisdiction)
    .bind(year)
    .all(tx, |row| read(&keyring, row))
    .await
}

/// The matters that a call opened, of whichever offices.
pub async fn of_call(tx: &mut ReadTx, _across: &Across, call: CallId) -> Result<Vec<Matter>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM matters WHERE call_id = $1 ORDER BY id")).bind(call).all(tx, |row| read(&keyring, row)).await
}

/// Opens a matter.
pub async fn insert(tx: &mut WriteTx, matter: &Matter) -> Result<(), StoreError> {
    let title = tx.keyring().seal(&Place::new("matters.title", matter.id), &matter.title)?;
    composed(format!("INSERT INTO matters ({COLUMNS}, kind) VALUES ({})", crate::sql::placeholders(1, 14)))
        .bind(matter.id)
        .bind(matter.office)
        .bind(matter.jurisdiction)
        .bind(matter.year)
        .bind(matter.call)
        .bind(matter.meeting)
        .bind(matter.state)
        .bind(title)
        .bind(matter.due_on)
        .bind(matter.opened_on)
        .bind(written(&matter.details)?)
        .bind(matter.created_at)
        .bind(matter.version)
        .bind(matter.details.kind())
        .run(tx)
        .await?;
    Ok(())
}

/// Changes state, deadline and details, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, matter: &Matter) -> Result<(), StoreError> {
    sql("UPDATE matters SET state = $1, due_on = $2, details = $3, version = version + 1 WHERE office_id = $4 AND id = $5 AND version = $6")
        .bind(matter.state)
        .bind(matter.due_on)
        .bind(written(&matter.details)?)
        .bind(matter.office)
        .bind(matter.id)
        .bind(matter.version)
        .run_versioned(tx)
        .await
}

/// The thread of a matter, the oldest entry first.
pub async fn entries(tx: &mut ReadTx, office: OfficeId, matter: MatterId) -> Result<Vec<Entry>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {ENTRY_COLUMNS} FROM matter_entries WHERE office_id = $1 AND matter_id = $2 ORDER BY at, id"))
        .bind(office)
        .bind(matter)
        .all(tx, |row| read_entry(&keyring, row))
        .await
}

/// The entries of all matters that a call opened, without what was handed in.
pub async fn entries_of_call(tx: &mut ReadTx, _across: &Across, call: CallId) -> Result<Vec<(MatterId, EntryId)>, StoreError> {
    sql("SELECT e.matter_id, e.id FROM matter_entries e JOIN matters m ON m.id = e.matter_id WHERE m.call_id = $1 ORDER BY e.at, e.id")
        .bind(call)
        .all(tx, |row| Ok((row.get("matter_id")?, row.get("id")?)))
        .await
}

/// Adds an entry of words.
pub async fn insert_entry(tx: &mut WriteTx, entry: &Entry) -> Result<(), StoreError> {
    write_entry(tx, entry, None).await
}

/// Adds an entry with which a report is handed in: only one that passed the gate.
pub async fn insert_report(tx: &mut WriteTx, entry: &Entry, report: &Released<ReportSnapshot>) -> Result<(), StoreError> {
    let content = serde_json::to_string(report.content()).map_err(|error| StoreError::Unreadable(error.to_string()))?;
    write_entry(tx, entry, Some(&content)).await
}

async fn write_entry(tx: &mut WriteTx, entry: &Entry, snapshot: Option<&str>) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    composed(format!("INSERT INTO matter_entries ({ENTRY_COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 9)))
        .bind(entry.id)
        .bind(entry.matter)
        .bind(entry.office)
        .bind(entry.side)
        .bind(entry.kind)
        .bind(keyring.seal(&Place::new("matter_entries.text", entry.id), &entry.text)?)
        .bind(keyring.seal_option(&Place::new("matter_entries.snapshot", entry.id), snapshot)?)
        .bind(entry.account)
        .bind(entry.at)
        .run(tx)
        .await?;
    Ok(())
}

fn written(details: &Details) -> Result<String, StoreError> {
    serde_json::to_string(details).map_err(|error| StoreError::Unreadable(error.to_string()))
}

fn read(keyring: &Keyring, row: &Row) -> Result<Matter, StoreError> {
    let id: MatterId = row.get("id")?;
    Ok(Matter {
        id,
        office: row.get("office_id")?,
        jurisdiction: row.get("jurisdiction")?,
        year: row.get("fiscal_year")?,
        call: row.get("call_id")?,
        meeting: row.get("meeting_id")?,
        state: row.get("state")?,
        title: keyring.open(&Place::new("matters.title", id), &row.get("title")?)?,
        due_on: row.get("due_on")?,
        opened_on: row.get("opened_on")?,
        details: details_of(row)?,
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    })
}

fn read_entry(keyring: &Keyring, row: &Row) -> Result<Entry, StoreError> {
    let id: EntryId = row.get("id")?;
    let snapshot = keyring.open_option(&Place::new("matter_entries.snapshot", id), row.get("snapshot")?)?;
    let unreadable = |_| StoreError::Unreadable("a report that was handed in".to_owned());
    Ok(Entry {
        id,
        matter: row.get("matter_id")?,
        office: row.get("office_id")?,
        side: row.get("side")?,
        kind: row.get("kind")?,
        text: keyring.open(&Place::new("matter_entries.text", id), &row.get("text")?)?,
        snapshot: snapshot.map(|text| serde_json::from_str(&text)).transpose().map_err(unreadable)?,
        account: row.get("account_id")?,
        at: row.get("at")?,
    })
}

/// What a row of a matter says of it.
pub(crate) fn details_of(row: &Row) -> Result<Details, StoreError> {
    let details: String = row.get("details")?;
    serde_json::from_str(&details).map_err(|_| StoreError::Unreadable("the details of a matter".to_owned()))
}
