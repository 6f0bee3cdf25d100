//! A 参加承諾書 that arrives after the answer: somebody said yes on the telephone and signed later (A10).

use model::{OfficeId, SeatId, seats::SeatState};
use store::{
    Subject, offices,
    seats::{self, Pledge, Seat},
};

use super::{answer::Way, pledge};
use crate::{Action, Actor, App, Fault, Resource};

/// Who signed, as it stands on the paper.
#[derive(Debug, Clone)]
pub struct Signature {
    /// 所属.
    pub affiliation: String,
    /// 役職.
    pub position: String,
    /// 氏名.
    pub name: String,
}

/// The pledge was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Only who accepted gives a pledge.
    #[error("引き受けていただいた方の承諾書だけを記録できます。先にお返事を記録してください。")]
    NotSeated,
    /// A word is no pledge.
    #[error("承諾書は、書面またはメール・FAXで受け取ってください。電話や口頭のお返事だけでは、承諾書になりません。")]
    Spoken,
    /// The pledge needs a name.
    #[error("承諾書の氏名を入力してください。")]
    NameMissing,
    /// Nobody signed tomorrow.
    #[error("承諾書の日が、今日より後になっています。")]
    InFuture,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Keeps the pledge of somebody who is seated. A second one for the same seat changes nothing: the first is frozen.
pub async fn receive_pledge(app: &App, actor: &Actor, office: OfficeId, id: SeatId, signature: Signature, way: Way) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::SeatsAnswer, &Resource::office(office).subject(id)).await?;
    let seat = seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    if seat.state != SeatState::Seated {
        return Err(Error::NotSeated);
    }
    if !way.channel.carries_pledge() {
        return Err(Error::Spoken);
    }
    if way.on > app.today() {
        return Err(Error::InFuture);
    }
    if signature.name.trim().is_empty() {
        return Err(Error::NameMissing);
    }
    if seats::pledges(&mut tx, office).await?.iter().any(|known| known.seat == id) {
        return Ok(());
    }
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let given = given(app, actor, &owner, &seat, signature, way)?;
    seats::insert_pledge(&mut tx, &given).await?;
    let mut record = app.record(actor, Action::SeatsAnswer, office, Subject::new("seat", id));
    record.after = facts(store::Facts::new(), &given);
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// The pledge that somebody gives now, with the text as it stands today.
pub(super) fn given(app: &App, actor: &Actor, owner: &offices::Office, seat: &Seat, by: Signature, way: Way) -> Result<Pledge, Fault> {
    let text = pledge::text_for(owner)?;
    Ok(Pledge {
        id: app.mint(),
        office: seat.office,
        seat: seat.id,
        given_on: way.on,
        channel: way.channel,
        text: text.text,
        text_sha256: text.sha256,
        addressee: text.addressee,
        affiliation: by.affiliation,
        position: by.position,
        name: by.name.trim().to_owned(),
        file: None,
        entered_by: actor.account(),
        recorded_at: app.now(),
    })
}

/// What the audit record says of a pledge, added to what it says of the seat.
pub(super) fn facts(facts: store::Facts, pledge: &Pledge) -> store::Facts {
    facts.plain("pledge", pledge.id).plain("pledge_sha256", &pledge.text_sha256).personal("name", pledge.name.as_str())
}
