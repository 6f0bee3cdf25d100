//! Date polls: ○△× from members without accounts, by link or entered by staff (B3, B12).

pub mod answer;
pub mod open;

use jiff::civil::Date;
use model::{MeetingId, OfficeId, seats::SeatCategory};
use planner::dates::{self, Around, Proposal, Rules};
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
    /// Why none of them can become whole, and what would help, in words; empty when one can.
    pub obstacles: Vec<String>,
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
    let rules = rules(wishes, app.today(), &members);
    let (asked, people) = (asked(&slots), people(&members, &answers));
    let proposals = dates::propose(&asked, &people, &rules);
    // Before anybody has answered there is nothing to explain.
    let obstacles = Some(&people).filter(|_| !answers.is_empty());
    let obstacles = obstacles.and_then(|people| dates::obstacles(&asked, people, &rules, &Around::default()));
    let obstacles = obstacles.map(|obstacles| obstacles.reasons).unwrap_or_default();
    Ok(Standing { meeting, poll, slots, members, answers, proposals, obstacles })
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

/// The candidate times as the planner knows them.
fn asked(slots: &[Slot]) -> Vec<dates::Slot> {
    let one = |slot: &Slot| dates::Slot {
        id: slot.id.to_string(),
        start: slot.day.to_datetime(slot.starts_at),
        end: slot.day.to_datetime(slot.ends_at),
    };
    slots.iter().map(one).collect()
}

/// The members with their answers as the planner knows them.
fn people(members: &[Held], answers: &[Answer]) -> Vec<dates::Person> {
    let of = |seat| answers.iter().filter(move |answer| answer.seat == seat);
    let one = |held: &Held| dates::Person {
        id: held.seat.id.to_string(),
        category: held.seat.category,
        answers: of(held.seat.id).map(|answer| (answer.slot.to_string(), answer.answer)).collect(),
    };
    members.iter().map(one).collect()
}
