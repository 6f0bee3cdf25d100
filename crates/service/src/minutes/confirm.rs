//! Confirming minutes: in two taps by link, or entered by staff; finished when everybody confirmed, or with a reason (B13).

use model::{MeetingId, OfficeId, SeatId, meetings::MinutesState, publications::PublicMinutes, seats::Channel};
use store::{
    Facts, Subject,
    minutes::{self, Confirmation, Minutes},
    offices,
};

use crate::{Action, Actor, App, Fault, LinkPurpose, Resource};

/// What somebody who attended sees.
#[derive(Debug, Clone)]
pub struct Question {
    /// 事業所の名称.
    pub office_name: String,
    /// 氏名.
    pub name: String,
    /// The text.
    pub content: PublicMinutes,
    /// What the person said so far.
    pub said: Option<Confirmation>,
    /// Whether it is finished.
    pub closed: bool,
}

/// Nothing was confirmed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is not being asked about.
    #[error("この議事録は、いま確認をお願いしていないか、確認が終わっています。")]
    Closed,
    /// Nobody is on the attendance list.
    #[error("出席した方の記録がありません。先に出欠を記録してください。")]
    NobodyAttended,
    /// Not everybody confirmed, and no reason was given.
    #[error("まだ確認していない方がいます。確認を終える理由を入力してください。")]
    ReasonMissing,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。画面を読み込み直してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// The minutes behind a link.
pub async fn view(app: &App, actor: &Actor) -> Result<Question, Fault> {
    let (office, meeting, seat) = asked(actor)?;
    let mut tx = app.view(actor, Action::MinutesConfirm, &resource(office, meeting, seat)).await?;
    let view = super::load(&mut tx, office, meeting).await?;
    let (held, said) = view.attended.into_iter().find(|(held, _)| held.seat.id == seat).ok_or(Fault::Hidden)?;
    let minutes = view.minutes.ok_or(Fault::Hidden)?;
    Ok(Question {
        office_name: offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?.name,
        name: held.person.name,
        content: view.content.ok_or(Fault::Hidden)?,
        said: said.filter(|said| said.number == minutes.number),
        closed: minutes.state != MinutesState::Circulated,
    })
}

/// The person's own word through a link; `comment` is a wish for a change.
pub async fn confirm_by_link(app: &App, actor: &Actor, comment: Option<String>) -> Result<(), Error> {
    let (office, meeting, seat) = asked(actor)?;
    keep(app, actor, office, meeting, seat, comment, Channel::Online).await
}

/// A word that came by paper or telephone, entered by staff.
pub async fn enter_confirmation(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    meeting: MeetingId,
    seat: SeatId,
    comment: Option<String>,
    channel: Channel,
) -> Result<(), Error> {
    keep(app, actor, office, meeting, seat, comment, channel).await
}

async fn keep(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    meeting: MeetingId,
    seat: SeatId,
    comment: Option<String>,
    channel: Channel,
) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::MinutesConfirm, &resource(office, meeting, seat)).await?;
    let view = super::load(&mut tx, office, meeting).await?;
    let before = view.minutes.ok_or(Fault::Hidden)?;
    if before.state != MinutesState::Circulated {
        return Err(Error::Closed);
    }
    if !view.attended.iter().any(|(held, _)| held.seat.id == seat) {
        return Err(Fault::Hidden.into());
    }
    let entered_by = actor.account();
    let said = Confirmation { seat, number: before.number, comment, channel, entered_by, answered_at: app.now() };
    minutes::confirm(&mut tx, office, before.id, &said).await?;
    let agreed =
        |known: &Option<Confirmation>| known.as_ref().is_some_and(|known| known.number == before.number && known.comment.is_none());
    let everybody = view.attended.iter().all(|(held, known)| if held.seat.id == seat { said.comment.is_none() } else { agreed(known) });
    if everybody {
        let after = Minutes { state: MinutesState::Confirmed, confirmed_on: Some(app.today()), ..before.clone() };
        minutes::update(&mut tx, &after).await?;
    }
    let mut record = app.record(actor, Action::MinutesConfirm, office, Subject::new("minutes", before.id));
    record.after = Facts::new()
        .plain("seat", seat)
        .plain("number", before.number)
        .plain("agreed", said.comment.is_none())
        .plain("finished", everybody);
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// Finishes the confirmation although somebody has not answered; the reason is recorded.
pub async fn finish(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, reason: &str) -> Result<(), Error> {
    if reason.trim().is_empty() {
        return Err(Error::ReasonMissing);
    }
    let mut tx = app.change(actor, Action::MinutesWrite, &Resource::office(office)).await?;
    let before = super::load(&mut tx, office, meeting).await?.minutes.ok_or(Fault::Hidden)?;
    if before.state != MinutesState::Circulated {
        return Err(Error::Closed);
    }
    let after = Minutes { state: MinutesState::Confirmed, confirmed_on: Some(app.today()), ..before.clone() };
    minutes::update(&mut tx, &after).await?;
    let mut record = app.record(actor, Action::MinutesWrite, office, Subject::new("minutes", before.id));
    record.after = Facts::new().plain("state", "confirmed").personal("reason", reason);
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn resource(office: OfficeId, meeting: MeetingId, seat: SeatId) -> Resource {
    Resource::office(office).subject(format_args!("{meeting}:{seat}"))
}

fn asked(actor: &Actor) -> Result<(OfficeId, MeetingId, SeatId), Fault> {
    let Actor::Link { purpose: LinkPurpose::MinutesConfirmation, office: Some(office), subject, .. } = actor else {
        return Err(Fault::Hidden);
    };
    let (meeting, seat) = subject.split_once(':').ok_or(Fault::Hidden)?;
    Ok((*office, meeting.parse().map_err(|_| Fault::Hidden)?, seat.parse().map_err(|_| Fault::Hidden)?))
}
