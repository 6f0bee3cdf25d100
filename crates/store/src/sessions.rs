//! Sessions of accounts. Only the hash of a session's secret is kept.

use jiff::Timestamp;
use model::AccountId;

use crate::{ReadTx, StoreError, WriteTx, sql};

/// A session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub account: AccountId,
    /// Since when.
    pub created_at: Timestamp,
    /// Last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// The session with the hash of a secret.
pub async fn by_hash(tx: &mut ReadTx, hash: &Vec<u8>) -> Result<Option<Session>, StoreError> {
    sql("SELECT account_id, created_at, last_seen_at, expires_at FROM sessions WHERE token_hash = $1")
        .bind(hash)
        .optional(tx, |row| {
            Ok(Session {
                account: row.get("account_id")?,
                created_at: row.get("created_at")?,
                last_seen_at: row.get("last_seen_at")?,
                expires_at: row.get("expires_at")?,
            })
        })
        .await
}

/// Adds a session.
pub async fn insert(tx: &mut WriteTx, hash: &Vec<u8>, session: &Session) -> Result<(), StoreError> {
    sql("INSERT INTO sessions (token_hash, account_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(hash)
        .bind(session.account)
        .bind(session.created_at)
        .bind(session.last_seen_at)
        .bind(session.expires_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Notes that a session was used.
pub async fn touch(tx: &mut WriteTx, hash: &Vec<u8>, at: Timestamp) -> Result<(), StoreError> {
    sql("UPDATE sessions SET last_seen_at = $1 WHERE token_hash = $2").bind(at).bind(hash).run(tx).await?;
    Ok(())
}

/// Ends one session.
pub async fn delete(tx: &mut WriteTx, hash: &Vec<u8>) -> Result<(), StoreError> {
    sql("DELETE FROM sessions WHERE token_hash = $1").bind(hash).run(tx).await?;
    Ok(())
}

/// Ends all sessions of an account. Returns how many there were.
pub async fn delete_all(tx: &mut WriteTx, account: AccountId) -> Result<u64, StoreError> {
    sql("DELETE FROM sessions WHERE account_id = $1").bind(account).run(tx).await
}
