//! Links and short codes. Only keyed hashes are kept; a lost link is replaced, never shown again.

use jiff::Timestamp;
use model::{AccessLinkId, OfficeId};

use crate::{ReadTx, Row, StoreError, WriteTx, sql};

/// A link, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessLink {
    /// Its id.
    pub id: AccessLinkId,
    /// The office it belongs to.
    pub office: Option<OfficeId>,
    /// What it is good for, as a code.
    pub purpose: String,
    /// The one thing it opens.
    pub subject: String,
    /// Until when.
    pub expires_at: Timestamp,
    /// When it did what it is for.
    pub used_at: Option<Timestamp>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, office_id, purpose, subject, expires_at, used_at, revoked_at";

/// Adds a link with the hashes of its secrets.
pub async fn insert(
    tx: &mut WriteTx,
    link: &AccessLink,
    token_hash: &Vec<u8>,
    code_hash: Option<&Vec<u8>>,
    created_at: Timestamp,
) -> Result<(), StoreError> {
    sql("INSERT INTO access_links (id, office_id, purpose, subject, token_hash, code_hash, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(link.id)
    .bind(link.office)
    .bind(&link.purpose)
    .bind(&link.subject)
    .bind(token_hash)
    .bind(code_hash)
    .bind(created_at)
    .bind(link.expires_at)
    .run(tx)
    .await?;
    Ok(())
}

/// The link whose secret has this hash: the secret itself says whose it is.
pub async fn by_token_hash(tx: &mut ReadTx, hash: &Vec<u8>) -> Result<Option<AccessLink>, StoreError> {
    crate::sql::composed(format!("SELECT {COLUMNS} FROM access_links WHERE token_hash = $1")).bind(hash).optional(tx, read).await
}

/// The links whose short code together with the surname has this hash (more than one only by chance).
pub async fn by_code_hash(tx: &mut ReadTx, hash: &Vec<u8>) -> Result<Vec<AccessLink>, StoreError> {
    crate::sql::composed(format!("SELECT {COLUMNS} FROM access_links WHERE code_hash = $1 ORDER BY id DESC")).bind(hash).all(tx, read).await
}

/// Notes that a link did what it is for.
pub async fn mark_used(tx: &mut WriteTx, id: AccessLinkId, at: Timestamp) -> Result<(), StoreError> {
    sql("UPDATE access_links SET used_at = $1 WHERE id = $2 AND used_at IS NULL").bind(at).bind(id).run(tx).await?;
    Ok(())
}

/// Takes back every open link of an office for one purpose and subject. Returns how many.
pub async fn revoke(tx: &mut WriteTx, office: Option<OfficeId>, purpose: &str, subject: &str, at: Timestamp) -> Result<u64, StoreError> {
    let statement = match office {
        Some(office) => {
            sql("UPDATE access_links SET revoked_at = $1 WHERE revoked_at IS NULL AND purpose = $2 AND subject = $3 AND office_id = $4")
                .bind(at)
                .bind(purpose)
                .bind(subject)
                .bind(office)
        }
        None => {
            sql("UPDATE access_links SET revoked_at = $1 WHERE revoked_at IS NULL AND purpose = $2 AND subject = $3 AND office_id IS NULL")
                .bind(at)
                .bind(purpose)
                .bind(subject)
        }
    };
    statement.run(tx).await
}

fn read(row: &Row) -> Result<AccessLink, StoreError> {
    Ok(AccessLink {
        id: row.get("id")?,
        office: row.get("office_id")?,
        purpose: row.get("purpose")?,
        subject: row.get("subject")?,
        expires_at: row.get("expires_at")?,
        used_at: row.get("used_at")?,
        revoked_at: row.get("revoked_at")?,
    })
}
