//! Files that go with published minutes (B14, H1). What becomes public here was released by the gate: [`release`] takes nothing
//! else, and hands out the clean copy that the released content names by its hash.

use jiff::Timestamp;
use model::{AttachmentId, FileId, MeetingId, OfficeId, publications::PublicAttachment};
use privacy::Released;
use sha2::{Digest, Sha256};

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// A file that goes with minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// 資料の番号 within the meeting.
    pub number: u32,
    /// The clean copy; gone after a withdrawal.
    pub file: Option<FileId>,
    /// How many pictures it shows.
    pub pictures: u32,
    /// Codes of what the copy no longer has.
    pub removed: String,
    /// What was read in it, until it is released.
    pub text: Option<String>,
    /// What was released; gone after a withdrawal.
    pub content: Option<PublicAttachment>,
    /// Since when it is public.
    pub released_at: Option<Timestamp>,
    /// Since when it is withdrawn.
    pub withdrawn_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, office_id, meeting_id, number, file_id, pictures, removed, text, content, released_at, withdrawn_at";

/// Those of a meeting, by their numbers.
pub async fn list(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Vec<Attachment>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM attachments WHERE office_id = $1 AND meeting_id = $2 ORDER BY number"))
        .bind(office)
        .bind(meeting)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// What is or was public with the minutes at a public address, by number. Public addresses belong to everybody, so no owner is
/// asked for.
pub async fn at_address(tx: &mut ReadTx, address: &str) -> Result<Vec<Attachment>, StoreError> {
    let keyring = tx.keyring();
    composed(format!(
        "SELECT {COLUMNS} FROM attachments WHERE released_at IS NOT NULL AND meeting_id IN (SELECT meeting_id FROM publications WHERE address = $1)
         ORDER BY number"
    ))
    .bind(address)
    .all(tx, |row| read(&keyring, row))
    .await
}

/// Keeps a clean copy that waits for the gate. Its file is kept already.
pub async fn insert(tx: &mut WriteTx, attachment: &Attachment) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let text = keyring.seal_option(&Place::new("attachments.text", attachment.id), attachment.text.as_deref())?;
    sql("INSERT INTO attachments (id, office_id, meeting_id, number, file_id, pictures, removed, text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(attachment.id)
        .bind(attachment.office)
        .bind(attachment.meeting)
        .bind(i64::from(attachment.number))
        .bind(attachment.file)
        .bind(i64::from(attachment.pictures))
        .bind(attachment.removed.as_str())
        .bind(text)
        .run(tx)
        .await?;
    Ok(())
}

/// Makes public what was released, once. Returns whether it was waiting.
pub async fn release(
    tx: &mut WriteTx,
    office: OfficeId,
    id: AttachmentId,
    released: &Released<PublicAttachment>,
    by: (&str, &str),
    at: Timestamp,
) -> Result<bool, StoreError> {
    let content = serde_json::to_string(released.content()).map_err(|error| StoreError::Unreadable(error.to_string()))?;
    let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(content.as_bytes()));
    let changed =
        sql("UPDATE attachments SET text = NULL, content = $1, content_sha256 = $2, released_by = $3, checks = $4, released_at = $5
         WHERE office_id = $6 AND id = $7 AND released_at IS NULL AND withdrawn_at IS NULL")
        .bind(content)
        .bind(sha256)
        .bind(by.0)
        .bind(by.1)
        .bind(at)
        .bind(office)
        .bind(id)
        .run(tx)
        .await?;
    Ok(changed > 0)
}

/// Takes an attachment back: its copy and its texts go, released or not; the day stays. Returns whether there was one.
pub async fn withdraw(tx: &mut WriteTx, attachment: &Attachment, at: Timestamp) -> Result<bool, StoreError> {
    let changed =
        sql("UPDATE attachments SET file_id = NULL, text = NULL, content = NULL, withdrawn_at = $1 WHERE office_id = $2 AND id = $3 AND withdrawn_at IS NULL")
            .bind(at)
            .bind(attachment.office)
            .bind(attachment.id)
            .run(tx)
            .await?;
    if let Some(file) = attachment.file {
        crate::files::delete(tx, attachment.office, file).await?;
    }
    Ok(changed > 0)
}

fn read(keyring: &Keyring, row: &Row) -> Result<Attachment, StoreError> {
    let id: AttachmentId = row.get("id")?;
    let content: Option<String> = row.get("content")?;
    let content = content.map(|text| serde_json::from_str(&text)).transpose();
    Ok(Attachment {
        id,
        office: row.get("office_id")?,
        meeting: row.get("meeting_id")?,
        number: row.get("number")?,
        file: row.get("file_id")?,
        pictures: row.get("pictures")?,
        removed: row.get("removed")?,
        text: keyring.open_option(&Place::new("attachments.text", id), row.get("text")?)?,
        content: content.map_err(|_| StoreError::Unreadable("a published attachment".to_owned()))?,
        released_at: row.get("released_at")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}
