//! Which forms were taken, so that a form that is sent twice is taken once.

use jiff::Timestamp;

use crate::{ReadTx, StoreError, WriteTx, sql};

/// A form that was taken, or is being worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// When the work on it began.
    pub claimed_at: Timestamp,
    /// Where its answer led; none while it is being worked on.
    pub location: Option<String>,
}

/// The receipt of a form.
pub async fn load(tx: &mut ReadTx, hash: &Vec<u8>) -> Result<Option<Receipt>, StoreError> {
    sql("SELECT claimed_at, location FROM receipts WHERE hash = $1")
        .bind(hash)
        .optional(tx, |row| Ok(Receipt { claimed_at: row.get("claimed_at")?, location: row.get("location")? }))
        .await
}

/// Begins the work on a form; `false` when there is a receipt already.
pub async fn insert(tx: &mut WriteTx, hash: &Vec<u8>, at: Timestamp) -> Result<bool, StoreError> {
    let inserted =
        sql("INSERT INTO receipts (hash, claimed_at) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING").bind(hash).bind(at).run(tx).await?;
    Ok(inserted == 1)
}

/// Notes where the answer led.
pub async fn settle(tx: &mut WriteTx, hash: &Vec<u8>, location: &str) -> Result<(), StoreError> {
    sql("UPDATE receipts SET location = $1 WHERE hash = $2").bind(location).bind(hash).run(tx).await?;
    Ok(())
}

/// Forgets a form that was not taken.
pub async fn delete(tx: &mut WriteTx, hash: &Vec<u8>) -> Result<(), StoreError> {
    sql("DELETE FROM receipts WHERE hash = $1").bind(hash).run(tx).await?;
    Ok(())
}

/// Forgets receipts from before. Returns how many.
pub async fn delete_before(tx: &mut WriteTx, before: Timestamp) -> Result<u64, StoreError> {
    sql("DELETE FROM receipts WHERE claimed_at < $1").bind(before).run(tx).await
}
