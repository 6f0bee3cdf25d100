//! The answer to an invitation: by the person's own phone with the pledge, or entered by staff from paper or telephone (A10, B12).

use jiff::civil::Date;
use model::{
    OfficeId, SeatId,
    seats::{Channel, SeatState},
};
use store::{
    StoreError, Subject, offices,
    persons::{self, Person},
    seats::{self, Pledge, Seat},
};

use super::pledge::{self, PledgeText};
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
}

/// An answer.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Accepts, with the pledge.
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

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::Stale,
            other => Self::Fault(other.into()),
        }
    }
}

/// The invitation behind a link.
pub async fn view(app: &App, actor: &Actor) -> Result<Invitation, Fault> {
    let (office, id) = asked(actor)?;
    let mut tx = app.view(actor, Action::SeatsAnswer, &Resource::office(office).subject(id)).await?;
    let seat = seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let person = persons::load(&mut tx, office, seat.person).await?.ok_or(Fault::Hidden)?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let pledge = pledge::text_for(&owner.name, owner.manager_name.as_deref());
    Ok(Invitation { office_name: owner.name, phone: owner.phone, person, seat, pledge })
}

/// The person's own answer through a link. Sending the same answer twice is one answer.
pub async fn answer_by_link(app: &App, actor: &Actor, answer: Answer) -> Result<(), Error> {
    let (office, id) = asked(actor)?;
    keep(app, actor, office, id, answer, Way { channel: Channel::Online, on: app.today() }).await
}

/// An answer that came by paper, telephone or in person, entered by staff.
pub async fn enter_answer(app: &App, actor: &Actor, office: OfficeId, id: SeatId, answer: Answer, way: Way) -> Result<(), Error> {
    if way.on > app.today() {
        return Err(Error::InFuture);
    }
    keep(app, actor, office, id, answer, way).await
}

async fn keep(app: &App, actor: &Actor, office: OfficeId, id: SeatId, answer: Answer, way: Way) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::SeatsAnswer, &Resource::office(office).subject(id)).await?;
    let before = seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let state = match &answer {
        Answer::Accept { name, .. } if name.trim().is_empty() => return Err(Error::NameMissing),
        Answer::Accept { .. } => SeatState::Seated,
        Answer::Decline { .. } => SeatState::Declined,
    };
    if before.state == state {
        return Ok(());
    }
    if !before.state.may_become(state) {
        return Err(Error::Answered);
    }
    let decline_reason = match &answer {
        Answer::Decline { reason } => reason.clone(),
        Answer::Accept { .. } => None,
    };
    let after = Seat { state, answered_on: Some(way.on), answered_via: Some(way.channel), decline_reason, ..before.clone() };
    seats::update(&mut tx, &after).await?;
    let mut record = app.record(actor, Action::SeatsAnswer, office, Subject::new("seat", id));
    (record.before, record.after) = (super::facts(&before), super::facts(&after));
    if let Answer::Accept { affiliation, position, name } = answer {
        let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
        let text = pledge::text_for(&owner.name, owner.manager_name.as_deref());
        let entered_by = actor.account();
        let pledge = Pledge {
            id: app.mint(),
            office,
            seat: id,
            given_on: way.on,
            channel: way.channel,
            text: text.text,
            text_sha256: text.sha256,
            addressee: text.addressee,
            affiliation,
            position,
            name: name.trim().to_owned(),
            file: None,
            entered_by,
            recorded_at: app.now(),
        };
        seats::insert_pledge(&mut tx, &pledge).await?;
        record.after =
            record.after.plain("pledge", pledge.id).plain("pledge_sha256", &pledge.text_sha256).personal("name", pledge.name.as_str());
    }
    if let Actor::Link { id: link, .. } = actor {
        links::mark_used(app, &mut tx, *link).await?;
    }
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn asked(actor: &Actor) -> Result<(OfficeId, SeatId), Fault> {
    match actor {
        Actor::Link { purpose: LinkPurpose::Invitation, office: Some(office), subject, .. } => {
            Ok((*office, subject.parse().map_err(|_| Fault::Hidden)?))
        }
        _ => Err(Fault::Hidden),
    }
}
