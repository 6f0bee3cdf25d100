//! Writing minutes: every save is a version; two people who write at once are shown each other's text, and nothing is lost.

use model::{MeetingId, OfficeId, meetings::MinutesState, publications::PublicMinutes};
use store::{
    Facts, StoreError, Subject,
    minutes::{self, Minutes, Version},
};

use crate::{
    Action, Actor, App, Fault, Resource,
    drafts::{self, DraftOf},
};

/// The text was not kept as the newest.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else wrote a newer version since this one was opened; theirs is inside.
    #[error("ほかの方が先に保存しました。あなたの文章は下に残してあります。2つを見比べて、残したい内容で保存し直してください。")]
    Overtaken(Box<(Minutes, PublicMinutes)>),
    /// Confirmed minutes do not change any more.
    #[error("確認が済んだ議事録です。直すときは、先に「直して、もう一度確認していただく」を選んでください。")]
    Confirmed,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Saves a text that was written from version `from`. What people may change is titles, entries, answers and the summary; who
/// came and when stays as it was recorded.
pub async fn write(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, from: u32, text: PublicMinutes) -> Result<u32, Error> {
    let mut tx = app.change(actor, Action::MinutesWrite, &Resource::office(office)).await?;
    let view = super::load(&mut tx, office, meeting).await?;
    let (Some(minutes), Some(newest)) = (view.minutes, view.content) else { return Err(Fault::Hidden.into()) };
    if minutes.state == MinutesState::Confirmed {
        return Err(Error::Confirmed);
    }
    let content = PublicMinutes { items: text.items, summary: text.summary, ..newest.clone() };
    if content == newest {
        return Ok(minutes.number);
    }
    if from != minutes.number {
        return Err(Error::Overtaken(Box::new((minutes, newest))));
    }
    // Whoever confirmed an earlier text has not read this one: it is circulated anew.
    let after = Minutes { number: minutes.number + 1, state: MinutesState::Drafted, circulated_on: None, in_form: None, ..minutes.clone() };
    match minutes::update(&mut tx, &after).await {
        Err(StoreError::Stale) => return Err(Error::Overtaken(Box::new((minutes, newest)))),
        other => other?,
    }
    let version =
        Version { number: after.number, content: super::written(&content)?, written_by: actor.stamp().to_string(), written_at: app.now() };
    minutes::insert_version(&mut tx, &after, &version).await?;
    drafts::sent(&mut tx, actor, office, DraftOf::Minutes(meeting)).await?;
    let mut record = app.record(actor, Action::MinutesWrite, office, Subject::new("minutes", minutes.id));
    record.before = Facts::new().plain("number", minutes.number);
    record.after = Facts::new().plain("number", after.number);
    tx.commit(app.now(), record).await?;
    Ok(after.number)
}
