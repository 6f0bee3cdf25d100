//! How an office publishes: whether a second person has to agree.

use model::OfficeId;
use rulebook::Rulebook;
use store::{Facts, ReadTx, Subject, offices, reviews};

use crate::{Action, Actor, App, Fault, Resource};

pub use store::reviews::Settings;

/// Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。今の設定を確かめてから、もう一度お試しください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// How an office publishes.
pub async fn view(app: &App, actor: &Actor, office: OfficeId) -> Result<Settings, Fault> {
    let mut tx = app.view(actor, Action::OfficesView, &Resource::office(office)).await?;
    Ok(reviews::settings(&mut tx, office).await?)
}

/// Who wants a second person to read what becomes public.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecondReader {
    /// The office itself.
    pub office: bool,
    /// The rule of its place, in words.
    pub rule: Option<String>,
}

impl SecondReader {
    /// Whether anybody does.
    pub fn is_wanted(&self) -> bool {
        self.office || self.rule.is_some()
    }
}

/// Who wants a second person to read what this office publishes.
pub(super) async fn second_reader(app: &App, tx: &mut ReadTx, office: OfficeId) -> Result<SecondReader, Fault> {
    Ok(SecondReader { office: reviews::settings(tx, office).await?.second_review, rule: rule_of(app, tx, office).await? })
}

async fn rule_of(app: &App, tx: &mut ReadTx, office: OfficeId) -> Result<Option<String>, Fault> {
    let owner = offices::load(tx, office).await?.ok_or(Fault::Hidden)?;
    let rule = rulebook::advice::second_reader(Rulebook::at(owner.location), owner.service, app.today());
    Ok(rule.map(|rule| rule.sentence.to_string()))
}

/// The rule of the place of an office about a second person, in words; for the page on which the office sets its own.
pub async fn rule(app: &App, actor: &Actor, office: OfficeId) -> Result<Option<String>, Fault> {
    let mut tx = app.view(actor, Action::OfficesView, &Resource::office(office)).await?;
    rule_of(app, &mut tx, office).await
}

/// Changes how an office publishes.
pub async fn change(app: &App, actor: &Actor, office: OfficeId, settings: Settings) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::OfficesEdit, &Resource::office(office)).await?;
    let before = reviews::settings(&mut tx, office).await?;
    reviews::save_settings(&mut tx, office, settings).await?;
    let mut record = app.record(actor, Action::OfficesEdit, office, Subject::new("office", office));
    record.before = Facts::new().plain("second_review", before.second_review);
    record.after = Facts::new().plain("second_review", settings.second_review);
    tx.commit(app.now(), record).await?;
    Ok(())
}
