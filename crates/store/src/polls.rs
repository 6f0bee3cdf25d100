//! Date polls (B3).

use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use model::{AccountId, MeetingId, OfficeId, PollId, SeatId, SlotId, meetings::PollAnswer, seats::Channel};

use crate::{ReadTx, StoreError, WriteTx, sql};

/// A poll about the date of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    /// Its id.
    pub id: PollId,
    /// Whose office.
    pub office: OfficeId,
    /// About which meeting.
    pub meeting: MeetingId,
    /// By when answers are asked for.
    pub reply_by: Date,
    /// When it was closed.
    pub closed_on: Option<Date>,
    /// For optimistic locking.
    pub version: i64,
}

/// A candidate time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its id.
    pub id: SlotId,
    /// Of which poll.
    pub poll: PollId,
    /// The day.
    pub day: Date,
    /// From.
    pub starts_at: Time,
    /// To.
    pub ends_at: Time,
}

/// What a member answered for a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// For which slot.
    pub slot: SlotId,
    /// Whose.
    pub seat: SeatId,
    /// The answer.
    pub answer: PollAnswer,
    /// By which way.
    pub channel: Channel,
    /// Who entered it for the member.
    pub entered_by: Option<AccountId>,
    /// When.
    pub answered_at: Timestamp,
}

/// The newest poll of a meeting.
pub async fn of_meeting(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Option<Poll>, StoreError> {
    sql("SELECT id, office_id, meeting_id, reply_by, closed_on, version FROM polls WHERE office_id = $1 AND meeting_id = $2 ORDER BY id DESC LIMIT 1")
        .bind(office)
        .bind(meeting)
        .optional(tx, |row| {
            Ok(Poll {
                id: row.get("id")?,
                office: row.get("office_id")?,
                meeting: row.get("meeting_id")?,
                reply_by: row.get("reply_by")?,
                closed_on: row.get("closed_on")?,
                version: row.get("version")?,
            })
        })
        .await
}

/// The candidate times of a poll, the earliest first.
pub async fn slots(tx: &mut ReadTx, office: OfficeId, poll: PollId) -> Result<Vec<Slot>, StoreError> {
    sql("SELECT id, poll_id, day, starts_at, ends_at FROM poll_slots WHERE office_id = $1 AND poll_id = $2 ORDER BY day, starts_at, id")
        .bind(office)
        .bind(poll)
        .all(tx, |row| {
            Ok(Slot {
                id: row.get("id")?,
                poll: row.get("poll_id")?,
                day: row.get("day")?,
                starts_at: row.get("starts_at")?,
                ends_at: row.get("ends_at")?,
            })
        })
        .await
}

/// All answers to a poll.
pub async fn answers(tx: &mut ReadTx, office: OfficeId, poll: PollId) -> Result<Vec<Answer>, StoreError> {
    sql("SELECT a.slot_id, a.seat_id, a.answer, a.channel, a.entered_by, a.answered_at FROM poll_answers a
         JOIN poll_slots s ON s.id = a.slot_id WHERE a.office_id = $1 AND s.poll_id = $2 ORDER BY a.slot_id, a.seat_id")
    .bind(office)
    .bind(poll)
    .all(tx, |row| {
        Ok(Answer {
            slot: row.get("slot_id")?,
            seat: row.get("seat_id")?,
            answer: row.get("answer")?,
            channel: row.get("channel")?,
            entered_by: row.get("entered_by")?,
            answered_at: row.get("answered_at")?,
        })
    })
    .await
}

/// Adds a poll with its candidate times.
pub async fn insert(tx: &mut WriteTx, poll: &Poll, slots: &[Slot]) -> Result<(), StoreError> {
    sql("INSERT INTO polls (id, office_id, meeting_id, reply_by, closed_on, version) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(poll.id)
        .bind(poll.office)
        .bind(poll.meeting)
        .bind(poll.reply_by)
        .bind(poll.closed_on)
        .bind(poll.version)
        .run(tx)
        .await?;
    for slot in slots {
        sql("INSERT INTO poll_slots (id, office_id, poll_id, day, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(slot.id)
            .bind(poll.office)
            .bind(slot.poll)
            .bind(slot.day)
            .bind(slot.starts_at)
            .bind(slot.ends_at)
            .run(tx)
            .await?;
    }
    Ok(())
}

/// Writes an answer; a later one replaces an earlier one.
pub async fn answer(tx: &mut WriteTx, office: OfficeId, answer: &Answer) -> Result<(), StoreError> {
    sql("INSERT INTO poll_answers (office_id, slot_id, seat_id, answer, channel, entered_by, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (slot_id, seat_id) DO UPDATE SET answer = excluded.answer, channel = excluded.channel,
         entered_by = excluded.entered_by, answered_at = excluded.answered_at")
        .bind(office)
        .bind(answer.slot)
        .bind(answer.seat)
        .bind(answer.answer)
        .bind(answer.channel)
        .bind(answer.entered_by)
        .bind(answer.answered_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Closes a poll.
pub async fn close(tx: &mut WriteTx, office: OfficeId, poll: PollId, on: Date) -> Result<(), StoreError> {
    sql("UPDATE polls SET closed_on = $1, version = version + 1 WHERE office_id = $2 AND id = $3 AND closed_on IS NULL")
        .bind(on)
        .bind(office)
        .bind(poll)
        .run(tx)
        .await?;
    Ok(())
}
