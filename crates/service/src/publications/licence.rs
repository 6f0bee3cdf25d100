//! Under which terms others may use what the office publishes: the office chooses (B14).

use model::{OfficeId, Vocabulary, publications::Licence};
use store::{Facts, Subject, offices};

use crate::{Action, Actor, App, Fault, Resource};

/// The terms as they are.
pub async fn view(app: &App, actor: &Actor, office: OfficeId) -> Result<Licence, Fault> {
    let mut tx = app.view(actor, Action::OfficesView, &Resource::office(office)).await?;
    Ok(offices::licence(&mut tx, office).await?)
}

/// Chooses the terms, for everything that the office shows.
pub async fn choose(app: &App, actor: &Actor, office: OfficeId, licence: Licence) -> Result<(), Fault> {
    let mut tx = app.change(actor, Action::OfficesEdit, &Resource::office(office)).await?;
    let before = offices::licence(&mut tx, office).await?;
    offices::set_licence(&mut tx, office, licence).await?;
    let mut record = app.record(actor, Action::OfficesEdit, office, Subject::new("office", office));
    record.before = Facts::new().plain("licence", before.code());
    record.after = Facts::new().plain("licence", licence.code());
    Ok(tx.commit(app.now(), record).await?)
}
