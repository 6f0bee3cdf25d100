//! Somebody leaves the room or abstains for one item (B12).

use model::{AgendaItemId, AttendanceId, MeetingId, OfficeId, SeatId};
use store::{
    Facts, Subject, agenda,
    attendances::{self, Attendee, ItemAbsence},
};

use crate::{Action, Actor, App, Fault, Resource};

/// It was not written down.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Only who is there can leave.
    #[error("出席と記録した方だけを選べます。先に出欠を記録してください。")]
    NotPresent,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// A member who was there but not for an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// For which item.
    pub item: AgendaItemId,
    /// Who.
    pub seat: SeatId,
    /// Why.
    pub reason: String,
}

/// Who left or abstained, and for which items.
pub async fn list(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Vec<Left>, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    let lines = attendances::list(&mut tx, office, meeting).await?;
    let seat = |id: AttendanceId| {
        lines.iter().find(|line| line.id == id).and_then(|line| match line.attendee {
            Attendee::Member(seat) => Some(seat),
            Attendee::Staff { .. } => None,
        })
    };
    let absences = attendances::item_absences(&mut tx, office, meeting).await?;
    Ok(absences
        .into_iter()
        .filter_map(|absence| seat(absence.attendance).map(|seat| Left { item: absence.item, seat, reason: absence.reason }))
        .collect())
}

/// Writes down that a member left or abstained for an item; again replaces the reason.
pub async fn leave(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, left: Left) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::AttendancesRecord, &Resource::office(office).subject(left.seat)).await?;
    agenda::list(&mut tx, office, meeting).await?.into_iter().find(|item| item.id == left.item).ok_or(Fault::Hidden)?;
    let lines = attendances::list(&mut tx, office, meeting).await?;
    let line = lines.into_iter().find(|line| line.attendee == Attendee::Member(left.seat)).ok_or(Error::NotPresent)?;
    if !line.mode.is_some_and(|mode| mode.present()) {
        return Err(Error::NotPresent);
    }
    attendances::insert_item_absence(
        &mut tx,
        office,
        &ItemAbsence { item: left.item, attendance: line.id, reason: left.reason.trim().to_owned() },
    )
    .await?;
    let mut record = app.record(actor, Action::AttendancesRecord, office, Subject::new("attendance", line.id));
    record.after = Facts::new().plain("left_for", left.item).personal("reason", left.reason);
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// Takes that back.
pub async fn take_back(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    meeting: MeetingId,
    item: AgendaItemId,
    seat: SeatId,
) -> Result<(), Fault> {
    let mut tx = app.change(actor, Action::AttendancesRecord, &Resource::office(office).subject(seat)).await?;
    let lines = attendances::list(&mut tx, office, meeting).await?;
    let line = lines.into_iter().find(|line| line.attendee == Attendee::Member(seat)).ok_or(Fault::Hidden)?;
    attendances::delete_item_absence(&mut tx, office, item, line.id).await?;
    let mut record = app.record(actor, Action::AttendancesRecord, office, Subject::new("attendance", line.id));
    record.before = Facts::new().plain("left_for", item);
    Ok(tx.commit(app.now(), record).await?)
}
