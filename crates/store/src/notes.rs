//! Notes of the day (B10, B13).

use model::{AgendaItemId, MeetingId, NoteId, OfficeId, SeatId, meetings::NoteKind};

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// At which item; `None` for the meeting as a whole.
    pub item: Option<AgendaItemId>,
    /// Its place, from 1.
    pub place_in_order: u32,
    /// What kind.
    pub kind: NoteKind,
    /// Who said it; `None` for the office.
    pub said_by: Option<SeatId>,
    /// What was said.
    pub text: String,
    /// Given by the page, so that a repeated save is the same note.
    pub client_key: String,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "id, office_id, meeting_id, agenda_item_id, place_in_order, kind, said_by, text, client_key, version";

/// The notes of a meeting, in order.
pub async fn list(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Vec<Note>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM notes WHERE office_id = $1 AND meeting_id = $2 ORDER BY place_in_order, id"))
        .bind(office)
        .bind(meeting)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// Adds a note. [`StoreError::Duplicate`] when the meeting has one with the same client key.
pub async fn insert(tx: &mut WriteTx, note: &Note) -> Result<(), StoreError> {
    let text = tx.keyring().seal(&Place::new("notes.text", note.id), &note.text)?;
    composed(format!("INSERT INTO notes ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 10)))
        .bind(note.id)
        .bind(note.office)
        .bind(note.meeting)
        .bind(note.item)
        .bind(note.place_in_order)
        .bind(note.kind)
        .bind(note.said_by)
        .bind(text)
        .bind(&note.client_key)
        .bind(note.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes a note, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, note: &Note) -> Result<(), StoreError> {
    let text = tx.keyring().seal(&Place::new("notes.text", note.id), &note.text)?;
    sql("UPDATE notes SET kind = $1, said_by = $2, text = $3, version = version + 1 WHERE office_id = $4 AND id = $5 AND version = $6")
        .bind(note.kind)
        .bind(note.said_by)
        .bind(text)
        .bind(note.office)
        .bind(note.id)
        .bind(note.version)
        .run_versioned(tx)
        .await
}

/// Takes a note away.
pub async fn delete(tx: &mut WriteTx, office: OfficeId, id: NoteId) -> Result<(), StoreError> {
    sql("DELETE FROM notes WHERE office_id = $1 AND id = $2").bind(office).bind(id).run(tx).await?;
    Ok(())
}

fn read(keyring: &Keyring, row: &Row) -> Result<Note, StoreError> {
    let id: NoteId = row.get("id")?;
    Ok(Note {
        id,
        office: row.get("office_id")?,
        meeting: row.get("meeting_id")?,
        item: row.get("agenda_item_id")?,
        place_in_order: row.get("place_in_order")?,
        kind: row.get("kind")?,
        said_by: row.get("said_by")?,
        text: keyring.open(&Place::new("notes.text", id), &row.get("text")?)?,
        client_key: row.get("client_key")?,
        version: row.get("version")?,
    })
}
