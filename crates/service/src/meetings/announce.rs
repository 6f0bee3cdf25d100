//! Telling the members a date that was held back until the authority knew of it (D1).

use model::{MeetingId, OfficeId, meetings::MeetingState};
use store::{
    Subject,
    meetings::{self, Meeting},
};

use super::fix::{Told, tell};
use crate::{Action, Actor, App, Fault, Resource, matters::notice};

/// The members were not told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Without a date there is nothing to tell.
    #[error("日程が決まってから、お知らせください。")]
    NotFixed,
    /// The authority comes first.
    #[error("構成員にお知らせする前に、行政に会議の日をお知らせください。")]
    HeldBack,
    /// They know already.
    #[error("構成員には、すでにこの日程をお知らせしています。")]
    Told,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。今の内容を確かめてください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Tells everybody who is seated, once.
pub async fn announce(app: &App, actor: &Actor, office: OfficeId, id: MeetingId) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::MeetingsArrange, &Resource::office(office)).await?;
    let before = meetings::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    if before.state != MeetingState::Fixed {
        return Err(Error::NotFixed);
    }
    if before.members_told_on.is_some() {
        return Err(Error::Told);
    }
    if notice::held_back(app, &mut tx, &before).await? {
        return Err(Error::HeldBack);
    }
    let after = Meeting { members_told_on: Some(app.today()), ..before.clone() };
    meetings::update(&mut tx, &after).await?;
    tell(app, &mut tx, office, &after, Told::Fixed).await?;
    let mut record = app.record(actor, Action::MeetingsArrange, office, Subject::new("meeting", id));
    (record.before, record.after) = (super::facts(&before), super::facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}
