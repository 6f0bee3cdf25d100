//! 要望・助言: each gets an answer, somebody who sees to it, and a date; and is reported at the next meeting (B15).

use jiff::civil::Date;
use model::{OfficeId, VoiceId, meetings::VoiceState};
use store::{
    Facts, Subject,
    voices::{self, Voice},
};

use crate::{Action, Actor, App, Fault, Resource};

/// The office's answer.
#[derive(Debug, Clone)]
pub struct Input {
    /// The version that was shown.
    pub version: i64,
    /// The answer.
    pub answer: Option<String>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// By when.
    pub due_on: Option<Date>,
    /// Where it stands.
    pub state: VoiceState,
    /// What came of it.
    pub result: Option<String>,
}

/// The answer was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Whoever asked is told why nothing will be done.
    #[error("見送るときは、その理由を「事業所の答え」に入力してください。")]
    ReasonMissing,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。入力した内容は残してあります。今の内容と見比べてください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// All follow-ups, the open ones first, then by date.
pub async fn list(app: &App, actor: &Actor, office: OfficeId) -> Result<Vec<Voice>, Fault> {
    let mut tx = app.view(actor, Action::MinutesView, &Resource::office(office)).await?;
    let mut all = voices::list(&mut tx, office).await?;
    all.sort_by_key(|voice| {
        (matches!(voice.state, VoiceState::Done | VoiceState::NotPursued), voice.due_on.is_none(), voice.due_on, voice.id)
    });
    Ok(all)
}

/// Writes down answer, owner, date, result.
pub async fn answer(app: &App, actor: &Actor, office: OfficeId, id: VoiceId, input: Input) -> Result<(), Error> {
    if input.state == VoiceState::NotPursued && input.answer.as_deref().unwrap_or_default().trim().is_empty() {
        return Err(Error::ReasonMissing);
    }
    let mut tx = app.change(actor, Action::VoicesAnswer, &Resource::office(office)).await?;
    let before = voices::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let after = Voice {
        version: input.version,
        answer: input.answer,
        owner: input.owner,
        due_on: input.due_on,
        state: input.state,
        result: input.result,
        ..before.clone()
    };
    voices::update(&mut tx, &after).await?;
    let mut record = app.record(actor, Action::VoicesAnswer, office, Subject::new("voice", id));
    (record.before, record.after) = (facts(&before), facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn facts(voice: &Voice) -> Facts {
    Facts::new()
        .plain("state", model::Vocabulary::code(voice.state))
        .plain_option("due_on", voice.due_on)
        .personal("answer", voice.answer.clone().unwrap_or_default())
        .personal("owner", voice.owner.clone().unwrap_or_default())
}
