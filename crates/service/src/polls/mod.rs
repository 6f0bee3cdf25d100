//! Date polls: ○△× from members without accounts, by link or entered by staff (B3, B12).

pub mod answer;
pub mod open;

use jiff::civil::Date;
use model::{MeetingId, OfficeId, seats::SeatCategory};
use planner::dates::{self, Proposal, Rules};
use rulebook::{
    Rulebook,
    advice::{self, DateWishes},
};
use store::{
    ReadTx,
    meetings::{self, Meeting},
    offices,
    polls::{self, Answer, Poll, Slot},
};

use crate::{Action, Actor, App, Fault, Resource, seats::Held};

/// A poll with everything its page shows.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The meeting.
    pub meeting: Meeting,
    /// The poll, once it was opened.
    pub poll: Option<Poll>,
    /// The candidate times.
    pub slots: Vec<Slot>,
    /// Who is asked.
    pub members: Vec<Held>,
    /// The answers.
    pub answers: Vec<Answer>,
    /// The slots in their rank, with reasons.
    pub proposals: Vec<Proposal>,
}

/// How a poll stands.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Standing, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let members = crate::meetings::seated(&mut tx, office).await?;
    let wishes = wishes_of_dates(app, &mut tx, office).await?;
    let poll = polls::of_meeting(&mut tx, office, meeting.id).await?;
    let (slots, answers) = match &poll {
        Some(poll) => (polls::slots(&mut tx, office, poll.id).await?, polls::answers(&mut tx, office, poll.id).await?),
        None => (Vec::new(), Vec::new()),
    };
    let proposals = propose(&slots, &members, &answers, &rules(wishes, app.today(), &members));
    Ok(Standing { meeting, poll, slots, members, answers, proposals })
}

/// What the rules of the place of an office wish of the date of a meeting.
pub(crate) async fn wishes_of_dates(app: &App, tx: &mut ReadTx, office: OfficeId) -> Result<DateWishes, Fault> {
    let owner = offices::load(tx, office).await?.ok_or(Fault::Hidden)?;
    Ok(advice::of_dates(Rulebook::at(owner.location), owner.service, app.today()))
}

/// The same for the planner. Where officials sit, a day on which their office works is wished for as well.
fn rules(wishes: DateWishes, today: Date, members: &[Held]) -> Rules {
    let days_ahead = wishes.not_before.and_then(|day| i32::try_from(day.duration_since(today).as_hours() / 24).ok());
    Rules {
        mandatory: wishes.mandatory,
        office_days: members.iter().any(|held| held.seat.category == SeatCategory::Municipality),
        today: Some(today),
        notice_days: days_ahead.unwrap_or_default(),
        ..Rules::default()
    }
}

fn propose(slots: &[Slot], members: &[Held], answers: &[Answer], rules: &Rules) -> Vec<Proposal> {
    let slots: Vec<dates::Slot> = slots
        .iter()
        .map(|slot| dates::Slot {
            id: slot.id.to_string(),
            start: slot.day.to_datetime(slot.starts_at),
            end: slot.day.to_datetime(slot.ends_at),
        })
        .collect();
    let people: Vec<dates::Person> = members
        .iter()
        .map(|held| dates::Person {
            id: held.seat.id.to_string(),
            category: held.seat.category,
            answers: answers
                .iter()
                .filter(|answer| answer.seat == held.seat.id)
                .map(|answer| (answer.slot.to_string(), answer.answer))
                .collect(),
        })
        .collect();
    dates::propose(&slots, &people, rules)
}
