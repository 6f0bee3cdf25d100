//! Which files an office has. The bytes lie in [`crate::objects`].

use jiff::Timestamp;
use model::{FileId, OfficeId, files::FileKind};

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// A file of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// Whose office.
    pub office: OfficeId,
    /// The address of its bytes.
    pub sha256: String,
    /// In bytes.
    pub size: u64,
    /// What it is, by its content.
    pub kind: FileKind,
    /// What it was called where it came from. Only shown, never a path.
    pub name: String,
    /// When it came.
    pub created_at: Timestamp,
}

const COLUMNS: &str = "id, office_id, sha256, size, media_type, name, created_at";

/// One file.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: FileId) -> Result<Option<File>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM files WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// Adds a file whose bytes were put.
pub async fn insert(tx: &mut WriteTx, file: &File) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    composed(format!("INSERT INTO files ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 7)))
        .bind(file.id)
        .bind(file.office)
        .bind(file.sha256.as_str())
        .bind(i64::try_from(file.size).unwrap_or(i64::MAX))
        .bind(file.kind.media_type())
        .bind(keyring.seal(&Place::new("files.name", file.id), &file.name)?)
        .bind(file.created_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Takes a file away; its bytes are swept later.
pub async fn delete(tx: &mut WriteTx, office: OfficeId, id: FileId) -> Result<(), StoreError> {
    sql("DELETE FROM files WHERE office_id = $1 AND id = $2").bind(office).bind(id).run(tx).await?;
    Ok(())
}

/// Whether any file of the office has these bytes.
pub async fn is_used(tx: &mut ReadTx, office: OfficeId, sha256: &str) -> Result<bool, StoreError> {
    let found = sql("SELECT id FROM files WHERE office_id = $1 AND sha256 = $2")
        .bind(office)
        .bind(sha256)
        .all(tx, |row| row.get::<FileId>("id"))
        .await?;
    Ok(!found.is_empty())
}

/// The addresses of all bytes of all offices, for backup, sealing anew, and the doctor.
pub(crate) async fn addresses(tx: &mut ReadTx) -> Result<Vec<(OfficeId, String)>, StoreError> {
    sql("SELECT DISTINCT office_id, sha256 FROM files ORDER BY office_id, sha256")
        .all(tx, |row| Ok((row.get("office_id")?, row.get("sha256")?)))
        .await
}

fn read(keyring: &Keyring, row: &Row) -> Result<File, StoreError> {
    let id: FileId = row.get("id")?;
    let media_type: String = row.get("media_type")?;
    let unknown = || StoreError::Unreadable(format!("a file of type {media_type}"));
    Ok(File {
        id,
        office: row.get("office_id")?,
        sha256: row.get("sha256")?,
        size: u64::try_from(row.get::<i64>("size")?).unwrap_or_default(),
        kind: FileKind::of_media_type(&media_type).ok_or_else(unknown)?,
        name: keyring.open(&Place::new("files.name", id), &row.get("name")?)?,
        created_at: row.get("created_at")?,
    })
}
