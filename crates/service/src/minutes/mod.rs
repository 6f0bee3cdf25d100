//! 議事録: drafted from the notes, written in versions, confirmed by those who attended (B13).

pub mod circulate;
pub mod confirm;
pub mod draft;
pub mod form;
pub mod reopen;
pub mod write;

use model::{
    MeetingId, OfficeId,
    meetings::AttendanceMode,
    publications::{CategoryCount, PublicMinutes},
    seats::SeatCategory,
};
use store::{
    ReadTx,
    attendances::{self, Attendee},
    meetings::{self, Meeting},
    minutes::{self, Confirmation, Minutes, Version},
};

use crate::{Action, Actor, App, Fault, Resource, seats::Held};

/// Minutes with everything their page shows. The text is kept in the form in which it may become public: categories, no names.
#[derive(Debug, Clone)]
pub struct View {
    /// The meeting.
    pub meeting: Meeting,
    /// The minutes, once they were begun.
    pub minutes: Option<Minutes>,
    /// The newest text.
    pub content: Option<PublicMinutes>,
    /// All versions, the newest first.
    pub versions: Vec<Version>,
    /// Those who attended, and what they said of the minutes.
    pub attended: Vec<(Held, Option<Confirmation>)>,
}

/// The minutes of a meeting.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<View, Fault> {
    let mut tx = app.view(actor, Action::MinutesView, &Resource::office(office)).await?;
    load(&mut tx, office, meeting).await
}

pub(crate) async fn load(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<View, Fault> {
    let meeting = meetings::load(tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let minutes = minutes::of_meeting(tx, office, meeting.id).await?;
    let (versions, said) = match &minutes {
        Some(minutes) => (minutes::versions(tx, office, minutes.id).await?, minutes::confirmations(tx, office, minutes.id).await?),
        None => (Vec::new(), Vec::new()),
    };
    let content = versions.first().map(|version| read(&version.content)).transpose()?;
    let attended = attended(tx, office, meeting.id).await?.into_iter().map(|held| {
        let said = said.iter().find(|said| said.seat == held.seat.id).cloned();
        (held, said)
    });
    Ok(View { attended: attended.collect(), meeting, minutes, content, versions })
}

/// A stored text.
pub fn read(content: &str) -> Result<PublicMinutes, Fault> {
    serde_json::from_str(content).map_err(|_| Fault::Store(store::StoreError::Unreadable("minutes".to_owned())))
}

pub(crate) fn written(content: &PublicMinutes) -> Result<String, Fault> {
    serde_json::to_string(content).map_err(|error| Fault::Broken(error.to_string()))
}

/// Who sat at the table, or had somebody there.
async fn attended(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Vec<Held>, Fault> {
    let lines = attendances::list(tx, office, meeting).await?;
    let present = |held: &Held| {
        lines.iter().any(|line| line.attendee == Attendee::Member(held.seat.id) && line.mode.is_some_and(AttendanceMode::present))
    };
    Ok(crate::seats::held(tx, office).await?.into_iter().filter(present).collect())
}

/// How many came, by category; and how many of the staff.
async fn counts(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<(Vec<CategoryCount>, u32), Fault> {
    let lines = attendances::list(tx, office, meeting).await?;
    let held = crate::seats::held(tx, office).await?;
    let mut counts = Vec::new();
    for &category in <SeatCategory as model::Vocabulary>::ALL {
        let of_category = lines.iter().filter(|line| match line.attendee {
            Attendee::Member(seat) => held.iter().any(|held| held.seat.id == seat && held.seat.category == category),
            Attendee::Staff { .. } => false,
        });
        let modes: Vec<AttendanceMode> = of_category.filter_map(|line| line.mode).collect();
        let count =
            |wanted: &dyn Fn(&AttendanceMode) -> bool| u32::try_from(modes.iter().filter(|mode| wanted(mode)).count()).unwrap_or(u32::MAX);
        let (present, wrote) = (count(&|mode| mode.present()), count(&|mode| *mode == AttendanceMode::Written));
        if present + wrote > 0 {
            counts.push(CategoryCount { category, present, written: wrote });
        }
    }
    let staff = lines.iter().filter(|line| matches!(line.attendee, Attendee::Staff { .. })).count();
    Ok((counts, u32::try_from(staff).unwrap_or(u32::MAX)))
}
