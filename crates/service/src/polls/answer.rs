//! Answering a date poll. An answer may be changed until the date is fixed.

use model::{
    OfficeId, SeatId, SlotId,
    meetings::{MeetingState, PollAnswer},
    seats::Channel,
};
use store::{
    Facts, ReadTx, Subject,
    meetings::{self, Meeting},
    offices, persons,
    polls::{self, Answer, Poll, Slot},
    seats,
};

use crate::{Action, Actor, App, Fault, LinkPurpose, Resource};

/// What a member sees.
#[derive(Debug, Clone)]
pub struct Question {
    /// 事業所の名称.
    pub office_name: String,
    /// 事業所の電話番号.
    pub phone: String,
    /// 氏名.
    pub name: String,
    /// The meeting.
    pub meeting: Meeting,
    /// The poll.
    pub poll: Poll,
    /// The candidate times, with what the member answered so far.
    pub slots: Vec<(Slot, Option<PollAnswer>)>,
}

/// The answer was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A slot has no answer.
    #[error("まだ選んでいない日があります。")]
    Incomplete,
    /// The date is fixed.
    #[error("日程はすでに決まりました。ご都合が変わったときは、事業所にお電話ください。")]
    Closed,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// The poll behind a link: the newest open one of the member's office.
pub async fn view(app: &App, actor: &Actor) -> Result<Question, Fault> {
    let (office, seat) = asked(actor)?;
    let mut tx = app.view(actor, Action::PollsAnswer, &Resource::office(office).subject(seat)).await?;
    question(&mut tx, office, seat).await
}

async fn question(tx: &mut ReadTx, office: OfficeId, seat: SeatId) -> Result<Question, Fault> {
    let seat = seats::load(tx, office, seat).await?.ok_or(Fault::Hidden)?;
    let person = persons::load(tx, office, seat.person).await?.ok_or(Fault::Hidden)?;
    let owner = offices::load(tx, office).await?.ok_or(Fault::Hidden)?;
    for meeting in meetings::list(tx, office).await? {
        let Some(poll) = polls::of_meeting(tx, office, meeting.id).await? else { continue };
        let given = polls::answers(tx, office, poll.id).await?;
        let of_member =
            |slot: &Slot| given.iter().find(|answer| answer.slot == slot.id && answer.seat == seat.id).map(|answer| answer.answer);
        let slots = polls::slots(tx, office, poll.id).await?;
        let slots = slots
            .into_iter()
            .map(|slot| {
                let known = of_member(&slot);
                (slot, known)
            })
            .collect();
        return Ok(Question { office_name: owner.name, phone: owner.phone, name: person.name, meeting, poll, slots });
    }
    Err(Fault::Hidden)
}

/// The member's own answer through a link.
pub async fn answer_by_link(app: &App, actor: &Actor, given: &[(SlotId, PollAnswer)]) -> Result<(), Error> {
    let (office, seat) = asked(actor)?;
    keep(app, actor, office, seat, given, Channel::Online).await
}

/// An answer that came by paper or telephone, entered by staff.
pub async fn enter_answer(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    seat: SeatId,
    given: &[(SlotId, PollAnswer)],
    channel: Channel,
) -> Result<(), Error> {
    keep(app, actor, office, seat, given, channel).await
}

async fn keep(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    seat: SeatId,
    given: &[(SlotId, PollAnswer)],
    channel: Channel,
) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::PollsAnswer, &Resource::office(office).subject(seat)).await?;
    let question = question(&mut tx, office, seat).await?;
    if question.poll.closed_on.is_some() || question.meeting.state != MeetingState::Polling {
        return Err(Error::Closed);
    }
    let entered_by = actor.account();
    for (slot, _) in &question.slots {
        let answer = given.iter().find(|(id, _)| *id == slot.id).map(|(_, answer)| *answer).ok_or(Error::Incomplete)?;
        polls::answer(&mut tx, office, &Answer { slot: slot.id, seat, answer, channel, entered_by, answered_at: app.now() }).await?;
    }
    let mut record = app.record(actor, Action::PollsAnswer, office, Subject::new("seat", seat));
    record.after = Facts::new()
        .plain("poll", question.poll.id)
        .plain("slots", question.slots.len())
        .plain("channel", model::Vocabulary::code(channel));
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn asked(actor: &Actor) -> Result<(OfficeId, SeatId), Fault> {
    match actor {
        Actor::Link { purpose: LinkPurpose::DatePoll, office: Some(office), subject, .. } => {
            Ok((*office, subject.parse().map_err(|_| Fault::Hidden)?))
        }
        _ => Err(Fault::Hidden),
    }
}
