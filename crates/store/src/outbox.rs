//! Messages waiting to be sent. A worker claims a row by moving its next attempt into the future; a worker that dies leaves a
//! row that another one takes up later.

use jiff::Timestamp;
use model::{CallId, EntryId, MailId, OfficeId};

use crate::{Across, Place, ReadTx, StoreError, WriteTx, sql};

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id, also the stable part of its Message-ID: a message that is sent twice is recognised as one.
    pub id: MailId,
    /// The office in whose name it is sent.
    pub office: Option<OfficeId>,
    /// To whom.
    pub recipient: String,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// A calendar file, as text, if there is one.
    pub attachment: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
}

/// Puts a message into the queue.
pub async fn insert(tx: &mut WriteTx, message: &Message, at: Timestamp) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let seal = |column, text: &str| keyring.seal(&Place::new(column, message.id), text);
    sql("INSERT INTO outbox (id, office_id, recipient, subject, body, attachment, state, attempts, next_attempt_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, $7)")
    .bind(message.id)
    .bind(message.office)
    .bind(seal("outbox.recipient", &message.recipient)?)
    .bind(seal("outbox.subject", &message.subject)?)
    .bind(seal("outbox.body", &message.body)?)
    .bind(message.attachment.as_deref().map(|text| seal("outbox.attachment", text)).transpose()?)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Says that a message tells of an entry of a matter.
pub async fn tells_of(tx: &mut WriteTx, id: MailId, entry: EntryId) -> Result<(), StoreError> {
    sql("UPDATE outbox SET entry_id = $1 WHERE id = $2").bind(entry).bind(id).run(tx).await?;
    Ok(())
}

/// How a message that tells of an entry of a matter fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fate {
    /// The entry.
    pub entry: EntryId,
    /// Whether it left.
    pub sent: bool,
    /// Whether it was given up.
    pub failed: bool,
    /// How often it was tried.
    pub attempts: i64,
}

/// How the messages fare that tell an office, or an authority about an office, of entries.
pub async fn fates(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Fate>, StoreError> {
    sql("SELECT entry_id, state, attempts FROM outbox WHERE office_id = $1 AND entry_id IS NOT NULL").bind(office).all(tx, read_fate).await
}

/// The same for every office of a call.
pub async fn fates_of_call(tx: &mut ReadTx, _across: &Across, call: CallId) -> Result<Vec<Fate>, StoreError> {
    sql("SELECT o.entry_id, o.state, o.attempts FROM outbox o JOIN matter_entries e ON e.id = o.entry_id JOIN matters m ON m.id = e.matter_id
         WHERE m.call_id = $1")
    .bind(call)
    .all(tx, read_fate)
    .await
}

fn read_fate(row: &crate::Row) -> Result<Fate, StoreError> {
    let state: String = row.get("state")?;
    Ok(Fate { entry: row.get("entry_id")?, sent: state == "sent", failed: state == "failed", attempts: row.get("attempts")? })
}

/// The messages that are due, at most `limit`.
pub async fn due(tx: &mut ReadTx, at: Timestamp, limit: i64) -> Result<Vec<Message>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT id, office_id, recipient, subject, body, attachment, attempts FROM outbox
         WHERE state = 'waiting' AND next_attempt_at <= $1 ORDER BY id LIMIT $2")
    .bind(at)
    .bind(limit)
    .all(tx, |row| {
        let id: MailId = row.get("id")?;
        let attachment: Option<crate::Sealed> = row.get("attachment")?;
        Ok(Message {
            id,
            office: row.get("office_id")?,
            recipient: keyring.open(&Place::new("outbox.recipient", id), &row.get("recipient")?)?,
            subject: keyring.open(&Place::new("outbox.subject", id), &row.get("subject")?)?,
            body: keyring.open(&Place::new("outbox.body", id), &row.get("body")?)?,
            attachment: attachment.map(|sealed| keyring.open(&Place::new("outbox.attachment", id), &sealed)).transpose()?,
            attempts: row.get("attempts")?,
        })
    })
    .await
}

/// Claims a message until `until`; false when another worker was faster.
pub async fn claim(tx: &mut WriteTx, message: &Message, at: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
    let claimed = sql("UPDATE outbox SET attempts = attempts + 1, next_attempt_at = $1
         WHERE id = $2 AND state = 'waiting' AND attempts = $3 AND next_attempt_at <= $4")
    .bind(until)
    .bind(message.id)
    .bind(message.attempts)
    .bind(at)
    .run(tx)
    .await?;
    Ok(claimed == 1)
}

/// Notes that a message was sent. Its text is no longer needed and is emptied.
pub async fn sent(tx: &mut WriteTx, id: MailId) -> Result<(), StoreError> {
    let empty = tx.keyring().seal(&Place::new("outbox.body", id), "")?;
    sql("UPDATE outbox SET state = 'sent', last_error = NULL, body = $1, attachment = NULL WHERE id = $2")
        .bind(empty)
        .bind(id)
        .run(tx)
        .await?;
    Ok(())
}

/// Notes that a message could not be sent; `next` is when it is tried again, `None` when it is given up.
pub async fn not_sent(tx: &mut WriteTx, id: MailId, reason: &str, next: Option<Timestamp>) -> Result<(), StoreError> {
    let statement = match next {
        Some(next) => sql("UPDATE outbox SET last_error = $1, next_attempt_at = $2 WHERE id = $3").bind(reason).bind(next).bind(id),
        None => sql("UPDATE outbox SET last_error = $1, state = 'failed' WHERE id = $2").bind(reason).bind(id),
    };
    statement.run(tx).await?;
    Ok(())
}

/// How many messages of an office wait, and how many were given up.
pub async fn standing(tx: &mut ReadTx, office: OfficeId) -> Result<(i64, i64), StoreError> {
    sql("SELECT count(CASE WHEN state = 'waiting' THEN 1 END) AS waiting, count(CASE WHEN state = 'failed' THEN 1 END) AS failed
         FROM outbox WHERE office_id = $1")
    .bind(office)
    .one(tx, |row| Ok((row.get("waiting")?, row.get("failed")?)))
    .await
}
