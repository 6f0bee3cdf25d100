//! Putting a meeting into the plan of a year (B1).

use model::{MeetingId, OfficeId, calendar::FiscalYear, meetings::MeetingState};
use store::{
    Subject,
    meetings::{self, Meeting},
};

use crate::{Action, Actor, App, Fault, Resource, agenda::carry_over};

/// Plans the next meeting of an office for a year. Asking twice plans one: an open plan of that year is found again.
pub async fn plan(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear) -> Result<MeetingId, Fault> {
    let mut tx = app.change(actor, Action::MeetingsArrange, &Resource::office(office)).await?;
    let known = meetings::list(&mut tx, office).await?;
    let open = |meeting: &&Meeting| meeting.year == year && matches!(meeting.state, MeetingState::Planned | MeetingState::Polling);
    if let Some(open) = known.iter().find(open) {
        return Ok(open.id);
    }
    let (body, number) = super::next_number(&mut tx, office).await?;
    let meeting = Meeting {
        id: app.mint(),
        office,
        body,
        year,
        number,
        state: MeetingState::Planned,
        day: None,
        starts_at: None,
        ends_at: None,
        place_kind: None,
        place: String::new(),
        place_access: String::new(),
        online_url: None,
        fixed_on: None,
        members_told_on: None,
        held_on: None,
        cancelled_on: None,
        cancel_reason: None,
        created_at: app.now(),
        version: 1,
    };
    meetings::insert(&mut tx, &meeting).await?;
    carry_over::everything(app, &mut tx, &meeting).await?;
    let mut record = app.record(actor, Action::MeetingsArrange, office, Subject::new("meeting", meeting.id));
    record.after = super::facts(&meeting);
    tx.commit(app.now(), record).await?;
    Ok(meeting.id)
}
