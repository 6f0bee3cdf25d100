//! 地域連携推進員の手引き, received by the member's own hand (C5): who, when, and which text.

use jiff::Timestamp;
use model::{OfficeId, SeatId};

use crate::{ReadTx, StoreError, WriteTx, sql};

/// A member's word that the 手引き arrived. Frozen: never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandbookReceipt {
    /// Whose office.
    pub office: OfficeId,
    /// Who received it.
    pub seat: SeatId,
    /// SHA-256 of the text that was read, in hexadecimal digits.
    pub text_sha256: String,
    /// When.
    pub received_at: Timestamp,
}

/// All receipts of an office, the oldest first.
pub async fn of_office(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<HandbookReceipt>, StoreError> {
    sql("SELECT office_id, seat_id, text_sha256, received_at FROM handbook_receipts WHERE office_id = $1 ORDER BY received_at, seat_id")
        .bind(office)
        .all(tx, |row| {
            Ok(HandbookReceipt {
                office: row.get("office_id")?,
                seat: row.get("seat_id")?,
                text_sha256: row.get("text_sha256")?,
                received_at: row.get("received_at")?,
            })
        })
        .await
}

/// Adds a receipt. There is no call to change one.
///
/// # Errors
/// [`StoreError::Duplicate`] if the member received this text before.
pub async fn insert(tx: &mut WriteTx, receipt: &HandbookReceipt) -> Result<(), StoreError> {
    sql("INSERT INTO handbook_receipts (office_id, seat_id, text_sha256, received_at) VALUES ($1, $2, $3, $4)")
        .bind(receipt.office)
        .bind(receipt.seat)
        .bind(&receipt.text_sha256)
        .bind(receipt.received_at)
        .run(tx)
        .await?;
    Ok(())
}
