//! Date polls: ○△× from members without accounts, by link or entered by staff (B3, B12).

pub mod answer;
pub mod open;

use model::{MeetingId, OfficeId};
use planner::dates::{self, Proposal, Rules};
use store::{
    meetings::{self, Meeting},
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
    let poll = polls::of_meeting(&mut tx, office, meeting.id).await?;
    let (slots, answers) = match &poll {
        Some(poll) => (polls::slots(&mut tx, office, poll.id).await?, polls::answers(&mut tx, office, poll.id).await?),
        None => (Vec::new(), Vec::new()),
    };
    let proposals = propose(app, &slots, &members, &answers);
    Ok(Standing { meeting, poll, slots, members, answers, proposals })
}

fn propose(app: &App, slots: &[Slot], members: &[Held], answers: &[Answer]) -> Vec<Proposal> {
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
    let municipality_sits = members.iter().any(|held| held.seat.category == model::seats::SeatCategory::Municipality);
    dates::propose(&slots, &people, &Rules { office_days: municipality_sits, today: Some(app.today()), ..Rules::default() })
}
