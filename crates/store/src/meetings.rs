//! 会議: one sitting of a body (B1–B5).

use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use model::{
    BodyId, DwellingId, MeetingId, OfficeId,
    calendar::FiscalYear,
    meetings::{MeetingState, PlaceKind},
};

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which body.
    pub body: BodyId,
    /// In which 年度 it counts.
    pub year: FiscalYear,
    /// 第何回, counted over all years of the body.
    pub number: u32,
    /// Where it stands.
    pub state: MeetingState,
    /// The day, once it is fixed.
    pub day: Option<Date>,
    /// From.
    pub starts_at: Option<Time>,
    /// To.
    pub ends_at: Option<Time>,
    /// Kind of place.
    pub place_kind: Option<PlaceKind>,
    /// The place.
    pub place: String,
    /// How the place can be reached and used by everybody (B5).
    pub place_access: String,
    /// Where to join online.
    pub online_url: Option<String>,
    /// When the date was fixed.
    pub fixed_on: Option<Date>,
    /// When the members were told of the day (D1).
    pub members_told_on: Option<Date>,
    /// When it took place.
    pub held_on: Option<Date>,
    /// When it was cancelled.
    pub cancelled_on: Option<Date>,
    /// Why.
    pub cancel_reason: Option<String>,
    /// When the row was made.
    pub created_at: Timestamp,
    /// For optimistic locking; also the sequence of its calendar entry.
    pub version: i64,
}

const COLUMNS: &str = "id, office_id, body_id, fiscal_year, number, state, day, starts_at, ends_at, place_kind, place, place_access, online_url, \
                       fixed_on, members_told_on, held_on, cancelled_on, cancel_reason, created_at, version";

/// All meetings of an office, the newest first.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Meeting>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM meetings WHERE office_id = $1 ORDER BY fiscal_year DESC, number DESC"))
        .bind(office)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// One meeting of an office.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: MeetingId) -> Result<Option<Meeting>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM meetings WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// Adds a meeting.
pub async fn insert(tx: &mut WriteTx, meeting: &Meeting) -> Result<(), StoreError> {
    let url = tx.keyring().seal_option(&Place::new("meetings.online_url", meeting.id), meeting.online_url.as_deref())?;
    composed(format!("INSERT INTO meetings ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 20)))
        .bind(meeting.id)
        .bind(meeting.office)
        .bind(meeting.body)
        .bind(meeting.year)
        .bind(meeting.number)
        .bind(meeting.state)
        .bind(meeting.day)
        .bind(meeting.starts_at)
        .bind(meeting.ends_at)
        .bind(meeting.place_kind)
        .bind(&meeting.place)
        .bind(&meeting.place_access)
        .bind(url)
        .bind(meeting.fixed_on)
        .bind(meeting.members_told_on)
        .bind(meeting.held_on)
        .bind(meeting.cancelled_on)
        .bind(&meeting.cancel_reason)
        .bind(meeting.created_at)
        .bind(meeting.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes a meeting, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, meeting: &Meeting) -> Result<(), StoreError> {
    let url = tx.keyring().seal_option(&Place::new("meetings.online_url", meeting.id), meeting.online_url.as_deref())?;
    sql("UPDATE meetings SET state = $1, day = $2, starts_at = $3, ends_at = $4, place_kind = $5, place = $6, place_access = $7, online_url = $8,
         fixed_on = $9, members_told_on = $10, held_on = $11, cancelled_on = $12, cancel_reason = $13, version = version + 1
         WHERE office_id = $14 AND id = $15 AND version = $16")
        .bind(meeting.state)
        .bind(meeting.day)
        .bind(meeting.starts_at)
        .bind(meeting.ends_at)
        .bind(meeting.place_kind)
        .bind(&meeting.place)
        .bind(&meeting.place_access)
        .bind(url)
        .bind(meeting.fixed_on)
        .bind(meeting.members_told_on)
        .bind(meeting.held_on)
        .bind(meeting.cancelled_on)
        .bind(&meeting.cancel_reason)
        .bind(meeting.office)
        .bind(meeting.id)
        .bind(meeting.version)
        .run_versioned(tx)
        .await
}

/// The dwellings that a meeting is held for; empty when it is held for all of the office's (B17).
pub async fn dwellings(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Vec<DwellingId>, StoreError> {
    sql("SELECT dwelling_id FROM meeting_dwellings WHERE office_id = $1 AND meeting_id = $2 ORDER BY dwelling_id")
        .bind(office)
        .bind(meeting)
        .all(tx, |row| row.get("dwelling_id"))
        .await
}

/// Says for which dwellings a meeting is held.
pub async fn set_dwellings(tx: &mut WriteTx, office: OfficeId, meeting: MeetingId, chosen: &[DwellingId]) -> Result<(), StoreError> {
    sql("DELETE FROM meeting_dwellings WHERE office_id = $1 AND meeting_id = $2").bind(office).bind(meeting).run(tx).await?;
    for dwelling in chosen {
        sql("INSERT INTO meeting_dwellings (meeting_id, dwelling_id, office_id) VALUES ($1, $2, $3)")
            .bind(meeting)
            .bind(*dwelling)
            .bind(office)
            .run(tx)
            .await?;
    }
    Ok(())
}

fn read(keyring: &Keyring, row: &Row) -> Result<Meeting, StoreError> {
    let id: MeetingId = row.get("id")?;
    Ok(Meeting {
        id,
        office: row.get("office_id")?,
        body: row.get("body_id")?,
        year: row.get("fiscal_year")?,
        number: row.get("number")?,
        state: row.get("state")?,
        day: row.get("day")?,
        starts_at: row.get("starts_at")?,
        ends_at: row.get("ends_at")?,
        place_kind: row.get("place_kind")?,
        place: row.get("place")?,
        place_access: row.get("place_access")?,
        online_url: keyring.open_option(&Place::new("meetings.online_url", id), row.get("online_url")?)?,
        fixed_on: row.get("fixed_on")?,
        members_told_on: row.get("members_told_on")?,
        held_on: row.get("held_on")?,
        cancelled_on: row.get("cancelled_on")?,
        cancel_reason: row.get("cancel_reason")?,
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    })
}
