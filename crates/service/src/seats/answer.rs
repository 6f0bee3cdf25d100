//! The answer to an invitation: by the person's own phone with the pledge, or entered by staff from paper or telephone (A10, B12).

use jiff::civil::Date;
use model::{
    OfficeId, SeatId,
    seats::{Channel, SeatState},
};
use store::{
    Subject, WriteTx, offices,
    persons::{self, Person},
    seats::{self, Pledge, Seat},
};

use super::{
    pledge::{self, PledgeText},
    receive_pledge::{self, Signature},
    wish,
};
use crate::{Action, Actor, App, Fault, LinkPurpose, Resource, links};

/// What somebody who opens an invitation sees.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// 事業所の名称.
    pub office_name: String,
    /// 事業所の電話番号.
    pub phone: String,
    /// Who is asked.
    pub person: Person,
    /// For which seat.
    pub seat: Seat,
    /// What will be pledged.
    pub pledge: PledgeText,
    /// What was pledged, once it was: the person may read and print it again.
    pub given: Option<Pledge>,
}

/// An answer.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Accepts; with the pledge, where the way of the answer carries one ([`Channel::carries_pledge`]).
    Accept {
        /// 所属.
        affiliation: String,
        /// 役職.
        position: String,
        /// 氏名.
        name: String,
    },
    /// Does not accept.
    Decline {
        /// Why, if the person says so.
        reason: Option<String>,
        /// Whom the person would ask instead (A9).
        nominee: Option<String>,
    },
}

/// How an answer reached us.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// By which way.
    pub channel: Channel,
    /// When it was given.
    pub on: Date,
}

/// The answer was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The pledge needs a name.
    #[error("お名前を入力してください。")]
    NameMissing,
    /// There is an answer already, and it is another one.
    #[error("すでにお返事をいただいています。変えたいときは、事業所にお電話ください。")]
    Answered,
    /// The text of the pledge is not the one that was read.
    #[error("お約束の文が新しくなりました。まだお返事は送られていません。お手数ですが、もう一度お読みになってから送ってください。")]
    PledgeChanged,
    /// A resident's wish stands against it (A11).
    #[error("{}", .0.reason)]
    Refused(Box<rulebook::Finding>),
    /// The same, as it is told to the person.
    #[error("今は、お引き受けのお返事を受け取れません。お気持ちを職員にお聞かせください。")]
    NotNow,
    /// Nobody answered tomorrow.
    #[error("お返事の日が、今日より後になっています。")]
    InFuture,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。画面を読み込み直してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// The invitation behind a link.
pub async fn view(app: &App, actor: &Actor) -> Result<Invitation, Fault> {
    let (office, id) = asked(actor)?;
    let mut tx = app.view(actor, Action::SeatsAnswer, &Resource::office(office).subject(id)).await?;
    let seat = seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let person = persons::load(&mut tx, office, seat.person).await?.ok_or(Fault::Hidden)?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let pledge = pledge::text_for(&owner)?;
    let given = seats::pledges(&mut tx, office).await?.into_iter().find(|known| known.seat == id);
    Ok(Invitation { office_name: owner.name, phone: owner.phone, person, seat, pledge, given })
}

/// The person's own answer through a link. Sending the same answer twice is one answer.
///
/// `read` is the hash of the pledge that the page showed: what is kept is what was read, or nothing (A10).
pub async fn answer_by_link(app: &App, actor: &Actor, answer: Answer, read: &str) -> Result<(), Error> {
    let (office, id) = asked(actor)?;
    keep(app, actor, office, id, answer, Way { channel: Channel::Online, on: app.today() }, Some(read)).await
}

/// An answer that came by paper, telephone or in person, entered by staff.
pub async fn enter_answer(app: &App, actor: &Actor, office: OfficeId, id: SeatId, answer: Answer, way: Way) -> Result<(), Error> {
    if way.on > app.today() {
        return Err(Error::InFuture);
    }
    keep(app, actor, office, id, answer, way, None).await
}

async fn keep(app: &App, actor: &Actor, office: OfficeId, id: SeatId, answer: Answer, way: Way, read: Option<&str>) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::SeatsAnswer, &Resource::office(office).subject(id)).await?;
    let before = seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let (state, decline_reason, nominee) = match &answer {
        Answer::Accept { name, .. } if name.trim().is_empty() => return Err(Error::NameMissing),
        Answer::Accept { .. } => (SeatState::Seated, None, None),
        Answer::Decline { reason, nominee } => (SeatState::Declined, reason.clone(), nominee.clone()),
    };
    if before.state == state {
        return Ok(());
    }
    if !before.state.may_become(state) {
        return Err(Error::Answered);
    }
    let after = Seat { state, answered_on: Some(way.on), answered_via: Some(way.channel), decline_reason, nominee, ..before.clone() };
    let mut record = app.record(actor, Action::SeatsAnswer, office, Subject::new("seat", id));
    (record.before, record.after) = (super::facts(&before), super::facts(&after));
    seats::update(&mut tx, &after).await?;
    if let Answer::Accept { affiliation, position, name } = answer {
        nothing_stands_against(app, actor, &mut tx, &before).await?;
        record.after = record.after.plain_option("ended_term_before", end_term_before(&mut tx, &after).await?);
        if way.channel.carries_pledge() {
            let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
            let given = receive_pledge::given(app, actor, &owner, &after, Signature { affiliation, position, name }, way)?;
            if read.is_some_and(|read| read != given.text_sha256) {
                return Err(Error::PledgeChanged);
            }
            seats::insert_pledge(&mut tx, &given).await?;
            record.after = receive_pledge::facts(record.after, &given);
        }
    }
    if let Actor::Link { id: link, .. } = actor {
        links::mark_used(app, &mut tx, *link).await?;
    }
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// A wish may have changed between the letter and the answer (A11).
async fn nothing_stands_against(app: &App, actor: &Actor, tx: &mut WriteTx, seat: &Seat) -> Result<(), Error> {
    let person = persons::load(tx, seat.office, seat.person).await?.ok_or(Fault::Hidden)?;
    match wish::stands_against(tx, seat, &person, app.today()).await? {
        None => Ok(()),
        Some(_) if matches!(actor, Actor::Link { .. }) => Err(Error::NotNow),
        Some(refusal) => Err(Error::Refused(Box::new(refusal))),
    }
}

/// Somebody who is appointed again holds one seat, not two: the seat of the term before ends with that term (A9).
async fn end_term_before(tx: &mut WriteTx, seat: &Seat) -> Result<Option<SeatId>, Error> {
    let Some(id) = seat.predecessor else { return Ok(None) };
    let before = seats::load(tx, seat.office, id).await?.ok_or(Fault::Hidden)?;
    if before.person != seat.person || before.state != SeatState::Seated {
        return Ok(None);
    }
    seats::update(tx, &Seat { state: SeatState::Ended, ..before }).await?;
    Ok(Some(id))
}

fn asked(actor: &Actor) -> Result<(OfficeId, SeatId), Fault> {
    match actor {
        Actor::Link { purpose: LinkPurpose::Invitation, office: Some(office), subject, .. } => {
            Ok((*office, subject.parse().map_err(|_| Fault::Hidden)?))
        }
        _ => Err(Fault::Hidden),
    }
}
