//! 議事録 with every version and the confirmations of those who attended (B13).

use jiff::{Timestamp, civil::Date};
use model::{AccountId, MeetingId, MinutesId, OfficeId, SeatId, meetings::MinutesState, seats::Channel};

use crate::{Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// The minutes of a meeting: their state and the number of the newest version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// Their id.
    pub id: MinutesId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// Where they stand.
    pub state: MinutesState,
    /// The newest version.
    pub number: u32,
    /// When they were begun.
    pub drafted_on: Date,
    /// When they were sent to those who attended.
    pub circulated_on: Option<Date>,
    /// When they were confirmed.
    pub confirmed_on: Option<Date>,
    /// Whether they were made in the form that the authority prescribes; `None`: nobody said so yet.
    pub in_form: Option<bool>,
    /// For optimistic locking.
    pub version: i64,
}

/// One version of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// The text, as JSON.
    pub content: String,
    /// Who wrote it, as the audit log writes actors.
    pub written_by: String,
    /// When.
    pub written_at: Timestamp,
}

/// What somebody who attended said of the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// Who.
    pub seat: SeatId,
    /// The version that was read.
    pub number: u32,
    /// A wish for a change; `None` is “as it is”.
    pub comment: Option<String>,
    /// By which way.
    pub channel: Channel,
    /// Who entered it for the person.
    pub entered_by: Option<AccountId>,
    /// When.
    pub answered_at: Timestamp,
}

const COLUMNS: &str = "id, office_id, meeting_id, state, number, drafted_on, circulated_on, confirmed_on, in_form, version";

/// The minutes of a meeting.
pub async fn of_meeting(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Option<Minutes>, StoreError> {
    composed(format!("SELECT {COLUMNS} FROM minutes WHERE office_id = $1 AND meeting_id = $2"))
        .bind(office)
        .bind(meeting)
        .optional(tx, read)
        .await
}

/// Adds minutes with their first version.
pub async fn insert(tx: &mut WriteTx, minutes: &Minutes, version: &Version) -> Result<(), StoreError> {
    composed(format!("INSERT INTO minutes ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 10)))
        .bind(minutes.id)
        .bind(minutes.office)
        .bind(minutes.meeting)
        .bind(minutes.state)
        .bind(minutes.number)
        .bind(minutes.drafted_on)
        .bind(minutes.circulated_on)
        .bind(minutes.confirmed_on)
        .bind(minutes.in_form)
        .bind(minutes.version)
        .run(tx)
        .await?;
    insert_version(tx, minutes, version).await
}

/// Changes state and newest version, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, minutes: &Minutes) -> Result<(), StoreError> {
    sql("UPDATE minutes SET state = $1, number = $2, circulated_on = $3, confirmed_on = $4, in_form = $5, version = version + 1
         WHERE office_id = $6 AND id = $7 AND version = $8")
    .bind(minutes.state)
    .bind(minutes.number)
    .bind(minutes.circulated_on)
    .bind(minutes.confirmed_on)
    .bind(minutes.in_form)
    .bind(minutes.office)
    .bind(minutes.id)
    .bind(minutes.version)
    .run_versioned(tx)
    .await
}

/// Adds a version of the text. Versions are never changed.
pub async fn insert_version(tx: &mut WriteTx, minutes: &Minutes, version: &Version) -> Result<(), StoreError> {
    let content = tx.keyring().seal(&content_place(minutes.id, version.number), &version.content)?;
    sql("INSERT INTO minutes_versions (minutes_id, number, office_id, content, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(minutes.id)
        .bind(version.number)
        .bind(minutes.office)
        .bind(content)
        .bind(&version.written_by)
        .bind(version.written_at)
        .run(tx)
        .await?;
    Ok(())
}

/// All versions of minutes, the newest first.
pub async fn versions(tx: &mut ReadTx, office: OfficeId, id: MinutesId) -> Result<Vec<Version>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT number, content, written_by, written_at FROM minutes_versions WHERE office_id = $1 AND minutes_id = $2 ORDER BY number DESC")
        .bind(office)
        .bind(id)
        .all(tx, |row| {
            let number = row.get("number")?;
            Ok(Version {
                number,
                content: keyring.open(&content_place(id, number), &row.get("content")?)?,
                written_by: row.get("written_by")?,
                written_at: row.get("written_at")?,
            })
        })
        .await
}

/// What those who attended said.
pub async fn confirmations(tx: &mut ReadTx, office: OfficeId, id: MinutesId) -> Result<Vec<Confirmation>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT seat_id, number, comment, channel, entered_by, answered_at FROM minutes_confirmations
         WHERE office_id = $1 AND minutes_id = $2 ORDER BY seat_id")
    .bind(office)
    .bind(id)
    .all(tx, |row| {
        let seat: SeatId = row.get("seat_id")?;
        Ok(Confirmation {
            seat,
            number: row.get("number")?,
            comment: keyring.open_option(&comment_place(id, seat), row.get("comment")?)?,
            channel: row.get("channel")?,
            entered_by: row.get("entered_by")?,
            answered_at: row.get("answered_at")?,
        })
    })
    .await
}

/// Writes what somebody said; a later word replaces an earlier one.
pub async fn confirm(tx: &mut WriteTx, office: OfficeId, id: MinutesId, said: &Confirmation) -> Result<(), StoreError> {
    let comment = tx.keyring().seal_option(&comment_place(id, said.seat), said.comment.as_deref())?;
    sql("INSERT INTO minutes_confirmations (minutes_id, seat_id, office_id, number, answer, comment, channel, entered_by, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (minutes_id, seat_id) DO UPDATE SET number = excluded.number, answer = excluded.answer, comment = excluded.comment,
         channel = excluded.channel, entered_by = excluded.entered_by, answered_at = excluded.answered_at")
    .bind(id)
    .bind(said.seat)
    .bind(office)
    .bind(said.number)
    .bind(if said.comment.is_some() { "comment" } else { "confirmed" })
    .bind(comment)
    .bind(said.channel)
    .bind(said.entered_by)
    .bind(said.answered_at)
    .run(tx)
    .await?;
    Ok(())
}

fn content_place(id: MinutesId, number: u32) -> Place {
    Place::new("minutes_versions.content", format_args!("{id}/{number}"))
}

fn comment_place(id: MinutesId, seat: SeatId) -> Place {
    Place::new("minutes_confirmations.comment", format_args!("{id}/{seat}"))
}

fn read(row: &Row) -> Result<Minutes, StoreError> {
    Ok(Minutes {
        id: row.get("id")?,
        office: row.get("office_id")?,
        meeting: row.get("meeting_id")?,
        state: row.get("state")?,
        number: row.get("number")?,
        drafted_on: row.get("drafted_on")?,
        circulated_on: row.get("circulated_on")?,
        confirmed_on: row.get("confirmed_on")?,
        in_form: row.get("in_form")?,
        version: row.get("version")?,
    })
}
