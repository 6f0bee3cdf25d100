//! Forms that are kept while they are written (B10): a closed browser or a lost connection costs nobody a sentence.
//!
//! A draft is nobody's record yet: only who writes it sees it, sending the form forgets it, and nothing of it enters the audit log.

use jiff::{SignedDuration, Timestamp};
use model::{AccountId, MeetingId, OfficeId};
use store::{StoreError, WriteTx, drafts};

use crate::{Action, Actor, App, Fault, Resource, links::in_hand};

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftOf {
    /// A note of the day.
    Note(MeetingId),
    /// The text of minutes.
    Minutes(MeetingId),
}

impl DraftOf {
    fn form(self) -> String {
        match self {
            Self::Note(meeting) => format!("note/{meeting}"),
            Self::Minutes(meeting) => format!("minutes/{meeting}"),
        }
    }

    /// Who may send the form may have a draft of it.
    fn action(self) -> Action {
        match self {
            Self::Note(_) => Action::NotesWrite,
            Self::Minutes(_) => Action::MinutesWrite,
        }
    }
}

/// Fields of a form with their values, in order.
pub type Fields = Vec<(String, String)>;

/// A form as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its fields.
    pub fields: Fields,
    /// When it was kept.
    pub saved_at: Timestamp,
}

/// The draft was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is longer than any form of ours.
    #[error("書きかけが長すぎて、自動では保存できません。区切りのよいところで、ボタンを押して保存してください。")]
    TooLong,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// So long may a draft be, in bytes.
const LIMIT: usize = 1_000_000;

/// Drafts that nobody went on with are forgotten after so long.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24 * 60);

/// What the actor is writing in a form.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, of: DraftOf) -> Result<Option<Draft>, Fault> {
    let account = writer(actor)?;
    let mut tx = app.view(actor, of.action(), &Resource::office(office)).await?;
    let Some(kept) = drafts::load(&mut tx, office, account, &of.form()).await? else { return Ok(None) };
    let fields = serde_json::from_str(&kept.fields).map_err(|error| Fault::Broken(error.to_string()))?;
    Ok(Some(Draft { fields, saved_at: kept.saved_at }))
}

/// Keeps what the actor has written so far.
pub async fn keep(app: &App, actor: &Actor, office: OfficeId, of: DraftOf, fields: Fields) -> Result<(), Error> {
    let account = writer(actor)?;
    let mut tx = app.change(actor, of.action(), &Resource::office(office)).await?;
    let fields = serde_json::to_string(&fields).map_err(|error| Fault::Broken(error.to_string()))?;
    if fields.len() > LIMIT {
        return Err(Error::TooLong);
    }
    drafts::keep(&mut tx, office, account, &of.form(), &drafts::Draft { fields, saved_at: app.now() }).await?;
    Ok(tx.commit_bookkeeping().await?)
}

/// Forgets what the actor was writing.
pub async fn discard(app: &App, actor: &Actor, office: OfficeId, of: DraftOf) -> Result<(), Fault> {
    let mut tx = app.change(actor, of.action(), &Resource::office(office)).await?;
    sent(&mut tx, actor, office, of).await?;
    Ok(tx.commit_bookkeeping().await?)
}

/// Forgets a form in the transaction in which it is sent.
pub(crate) async fn sent(tx: &mut WriteTx, actor: &Actor, office: OfficeId, of: DraftOf) -> Result<(), StoreError> {
    match actor.account() {
        Some(account) => drafts::delete(tx, office, account, &of.form()).await,
        None => Ok(()),
    }
}

/// Forgets drafts that nobody went on with, and letters whose time in hand is over. Returns how many.
pub async fn forget_old(app: &App) -> Result<u64, Fault> {
    let mut tx = app.database.write().await?;
    let forgotten = drafts::delete_before(&mut tx, app.now() - FORGOTTEN_AFTER).await?;
    let letters = drafts::delete_like(&mut tx, in_hand::PREFIX, app.now() - in_hand::SHOWN_FOR).await?;
    tx.commit_bookkeeping().await?;
    Ok(forgotten + letters)
}

fn writer(actor: &Actor) -> Result<AccountId, Fault> {
    actor.account().ok_or(Fault::Hidden)
}
