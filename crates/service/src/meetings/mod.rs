//! Meetings: planning, fixing a date, changing and cancelling it (B1, B3, B5).

pub mod announce;
pub(crate) mod calendar;
pub mod fix;
pub mod plan;
pub mod scope;

use model::{MeetingId, OfficeId, calendar::FiscalYear};
use store::{
    Facts, ReadTx, bodies,
    meetings::{self, Meeting},
};

use crate::{Action, Actor, App, Fault, Resource, seats::Held};

/// The meetings of an office, the newest first.
pub async fn list(app: &App, actor: &Actor, office: OfficeId) -> Result<Vec<Meeting>, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    Ok(meetings::list(&mut tx, office).await?)
}

/// One meeting.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<Meeting, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    meetings::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)
}

/// Those who are seated now: who is asked, invited, counted.
pub(crate) async fn seated(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Held>, Fault> {
    let mut all = crate::seats::held(tx, office).await?;
    all.retain(|held| held.seat.state == model::seats::SeatState::Seated);
    Ok(all)
}

/// The number of the next meeting of an office's body.
pub(crate) async fn next_number(tx: &mut ReadTx, office: OfficeId) -> Result<(model::BodyId, u32), Fault> {
    let body = bodies::of_office(tx, office).await?.ok_or(Fault::Hidden)?;
    let last = meetings::list(tx, office).await?.iter().map(|meeting| meeting.number).max().unwrap_or(0);
    Ok((body.id, last + 1))
}

/// 「令和8年度　第2回　地域連携推進会議」
pub fn title(year: FiscalYear, number: u32) -> String {
    format!("{year}　第{number}回　地域連携推進会議")
}

/// What the audit record says of a meeting.
pub(crate) fn facts(meeting: &Meeting) -> Facts {
    Facts::new()
        .plain("year", meeting.year.start_year())
        .plain("number", meeting.number)
        .plain("state", model::Vocabulary::code(meeting.state))
        .plain_option("day", meeting.day)
        .plain_option("starts_at", meeting.starts_at)
        .plain_option("members_told_on", meeting.members_told_on)
        .plain_option("place", Some(meeting.place.as_str()).filter(|place| !place.is_empty()))
        .plain_option("cancel_reason", meeting.cancel_reason.as_deref())
}
