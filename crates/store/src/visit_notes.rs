//! What visitors sent from their phones (C8, C9). A row is never changed; a correction is another row.

use jiff::Timestamp;
use model::{DwellingId, OfficeId, VisitId, VoiceId, calendar::FiscalYear, visits::notes::Notes};

use crate::{Keyring, Place, ReadTx, Row, Sealed, StoreError, WriteTx, sql};

/// What was sent once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Whose office.
    pub office: OfficeId,
    /// About which visit.
    pub visit: VisitId,
    /// From which device, as it calls itself: a random word.
    pub device: String,
    /// Which one from this device, from 1.
    pub seq: i64,
    /// What was written.
    pub notes: Notes,
    /// The follow-up of what was said to the office.
    pub office_voice: Option<VoiceId>,
    /// The follow-up of what was said to the meeting.
    pub meeting_voice: Option<VoiceId>,
    /// When it arrived.
    pub sent_at: Timestamp,
}

fn place(visit: VisitId, device: &str, seq: i64) -> Place {
    Place::new("visit_notes.content", format_args!("{visit}/{device}/{seq}"))
}

/// Everything that was sent about a visit, by device and number.
pub async fn of_visit(tx: &mut ReadTx, office: OfficeId, visit: VisitId) -> Result<Vec<Sent>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT device, seq, content, office_voice, meeting_voice, sent_at FROM visit_notes WHERE office_id = $1 AND visit_id = $2
         ORDER BY device, seq")
    .bind(office)
    .bind(visit)
    .all(tx, |row| read(&keyring, office, visit, row))
    .await
}

/// Everything that was sent about the visits of a house in a 年度, by visit, device and number.
pub async fn of_house(tx: &mut ReadTx, office: OfficeId, dwelling: DwellingId, year: FiscalYear) -> Result<Vec<Sent>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT n.visit_id, n.device, n.seq, n.content, n.office_voice, n.meeting_voice, n.sent_at
         FROM visit_notes n JOIN visits v ON v.id = n.visit_id
         WHERE n.office_id = $1 AND v.dwelling_id = $2 AND v.fiscal_year = $3 ORDER BY n.visit_id, n.device, n.seq")
    .bind(office)
    .bind(dwelling)
    .bind(year)
    .all(tx, |row| read(&keyring, office, row.get("visit_id")?, row))
    .await
}

/// Keeps what was sent.
///
/// # Errors
/// [`StoreError::Duplicate`] if this number of this device is there already.
pub async fn insert(tx: &mut WriteTx, office: OfficeId, sent: &Sent) -> Result<(), StoreError> {
    let content = tx.keyring().seal_json(&place(sent.visit, &sent.device, sent.seq), &sent.notes)?;
    sql("INSERT INTO visit_notes (office_id, visit_id, device, seq, content, office_voice, meeting_voice, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(office)
    .bind(sent.visit)
    .bind(&sent.device)
    .bind(sent.seq)
    .bind(content)
    .bind(sent.office_voice)
    .bind(sent.meeting_voice)
    .bind(sent.sent_at)
    .run(tx)
    .await?;
    Ok(())
}

fn read(keyring: &Keyring, office: OfficeId, visit: VisitId, row: &Row) -> Result<Sent, StoreError> {
    let (device, seq): (String, i64) = (row.get("device")?, row.get("seq")?);
    let content: Sealed = row.get("content")?;
    Ok(Sent {
        office,
        visit,
        notes: keyring.open_json(&place(visit, &device, seq), &content, "what a visitor wrote")?,
        device,
        seq,
        office_voice: row.get("office_voice")?,
        meeting_voice: row.get("meeting_voice")?,
        sent_at: row.get("sent_at")?,
    })
}
