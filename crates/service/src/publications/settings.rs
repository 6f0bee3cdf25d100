//! How an office publishes: whether a second person has to agree.

use model::OfficeId;
use store::{Facts, Subject, reviews};

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
