//! 出欠 (B4, B11, B12).

use model::{AccountId, AgendaItemId, AttendanceId, MeetingId, OfficeId, SeatId, meetings::AttendanceMode, seats::Channel};

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// Who a line of the list is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attendee {
    /// A member.
    Member(SeatId),
    /// Staff of the office, with name and role (B11).
    Staff {
        /// 氏名.
        name: String,
        /// 職名.
        role: String,
    },
}

/// A line of the attendance list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// Its id.
    pub id: AttendanceId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which meeting.
    pub meeting: MeetingId,
    /// Who.
    pub attendee: Attendee,
    /// The answer before the meeting.
    pub planned: Option<AttendanceMode>,
    /// What was, on the day.
    pub mode: Option<AttendanceMode>,
    /// Who came in the member's place.
    pub proxy_name: Option<String>,
    /// The opinion of somebody who could not come (B4).
    pub written_opinion: Option<String>,
    /// By which way it reached us.
    pub channel: Channel,
    /// Who entered it for the person.
    pub entered_by: Option<AccountId>,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str =
    "id, office_id, meeting_id, seat_id, staff_name, staff_role, planned, mode, proxy_name, written_opinion, channel, entered_by, version";

/// The attendance list of a meeting.
pub async fn list(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Vec<Attendance>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM attendances WHERE office_id = $1 AND meeting_id = $2 ORDER BY id"))
        .bind(office)
        .bind(meeting)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// The attendance lists of all meetings of an office.
pub async fn of_office(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Attendance>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM attendances WHERE office_id = $1 ORDER BY id"))
        .bind(office)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// One line.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: AttendanceId) -> Result<Option<Attendance>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM attendances WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// Forgets who said to come: the date they answered for is no longer the date. Opinions that were written stay.
pub async fn forget_planned(tx: &mut WriteTx, office: OfficeId, meeting: MeetingId) -> Result<u64, StoreError> {
    sql("UPDATE attendances SET planned = NULL, version = version + 1 WHERE office_id = $1 AND meeting_id = $2 AND planned IS NOT NULL")
        .bind(office)
        .bind(meeting)
        .run(tx)
        .await
}

/// Adds a line.
pub async fn insert(tx: &mut WriteTx, line: &Attendance) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let place = |column| Place::new(column, line.id);
    let (seat, name, role) = match &line.attendee {
        Attendee::Member(seat) => (Some(*seat), None, None),
        Attendee::Staff { name, role } => (None, Some(name.as_str()), Some(role.clone())),
    };
    composed(format!("INSERT INTO attendances ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 13)))
        .bind(line.id)
        .bind(line.office)
        .bind(line.meeting)
        .bind(seat)
        .bind(keyring.seal_option(&place("attendances.staff_name"), name)?)
        .bind(role)
        .bind(line.planned)
        .bind(line.mode)
        .bind(keyring.seal_option(&place("attendances.proxy_name"), line.proxy_name.as_deref())?)
        .bind(keyring.seal_option(&place("attendances.written_opinion"), line.written_opinion.as_deref())?)
        .bind(line.channel)
        .bind(line.entered_by)
        .bind(line.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes a line, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, line: &Attendance) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let place = |column| Place::new(column, line.id);
    sql("UPDATE attendances SET planned = $1, mode = $2, proxy_name = $3, written_opinion = $4, channel = $5, entered_by = $6, version = version + 1
         WHERE office_id = $7 AND id = $8 AND version = $9")
        .bind(line.planned)
        .bind(line.mode)
        .bind(keyring.seal_option(&place("attendances.proxy_name"), line.proxy_name.as_deref())?)
        .bind(keyring.seal_option(&place("attendances.written_opinion"), line.written_opinion.as_deref())?)
        .bind(line.channel)
        .bind(line.entered_by)
        .bind(line.office)
        .bind(line.id)
        .bind(line.version)
        .run_versioned(tx)
        .await
}

/// Somebody left or abstained for an item (B12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemAbsence {
    /// For which item.
    pub item: AgendaItemId,
    /// Who.
    pub attendance: AttendanceId,
    /// Why.
    pub reason: String,
}

/// Who left or abstained during a meeting.
pub async fn item_absences(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Vec<ItemAbsence>, StoreError> {
    sql("SELECT a.agenda_item_id, a.attendance_id, a.reason FROM item_absences a JOIN agenda_items i ON i.id = a.agenda_item_id
         WHERE a.office_id = $1 AND i.meeting_id = $2 ORDER BY a.agenda_item_id, a.attendance_id")
    .bind(office)
    .bind(meeting)
    .all(tx, |row| Ok(ItemAbsence { item: row.get("agenda_item_id")?, attendance: row.get("attendance_id")?, reason: row.get("reason")? }))
    .await
}

/// Notes that somebody left or abstained; a later reason replaces an earlier one.
pub async fn insert_item_absence(tx: &mut WriteTx, office: OfficeId, absence: &ItemAbsence) -> Result<(), StoreError> {
    sql("INSERT INTO item_absences (office_id, agenda_item_id, attendance_id, reason) VALUES ($1, $2, $3, $4)
         ON CONFLICT (agenda_item_id, attendance_id) DO UPDATE SET reason = excluded.reason")
    .bind(office)
    .bind(absence.item)
    .bind(absence.attendance)
    .bind(&absence.reason)
    .run(tx)
    .await?;
    Ok(())
}

/// Takes such a note back.
pub async fn delete_item_absence(
    tx: &mut WriteTx,
    office: OfficeId,
    item: AgendaItemId,
    attendance: AttendanceId,
) -> Result<(), StoreError> {
    sql("DELETE FROM item_absences WHERE office_id = $1 AND agenda_item_id = $2 AND attendance_id = $3")
        .bind(office)
        .bind(item)
        .bind(attendance)
        .run(tx)
        .await?;
    Ok(())
}

fn read(keyring: &Keyring, row: &Row) -> Result<Attendance, StoreError> {
    let id: AttendanceId = row.get("id")?;
    let place = |column| Place::new(column, id);
    let seat: Option<SeatId> = row.get("seat_id")?;
    let name = keyring.open_option(&place("attendances.staff_name"), row.get("staff_name")?)?;
    let attendee = match seat {
        Some(seat) => Attendee::Member(seat),
        None => Attendee::Staff { name: name.unwrap_or_default(), role: row.get::<Option<String>>("staff_role")?.unwrap_or_default() },
    };
    Ok(Attendance {
        id,
        office: row.get("office_id")?,
        meeting: row.get("meeting_id")?,
        attendee,
        planned: row.get("planned")?,
        mode: row.get("mode")?,
        proxy_name: keyring.open_option(&place("attendances.proxy_name"), row.get("proxy_name")?)?,
        written_opinion: keyring.open_option(&place("attendances.written_opinion"), row.get("written_opinion")?)?,
        channel: row.get("channel")?,
        entered_by: row.get("entered_by")?,
        version: row.get("version")?,
    })
}
