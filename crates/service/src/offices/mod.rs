//! 法人, 事業所 and 住居: registering by hand, changing, and the list for administrators.

pub mod dwelling;
pub mod edit;
pub mod evaluate;
pub mod import;
pub mod list;
pub mod register;

use model::OfficeId;

use crate::{Action, Actor, App, Fault, Resource};

/// The name of an office, for the top of its pages.
pub async fn name(app: &App, actor: &Actor, office: OfficeId) -> Result<String, Fault> {
    let mut tx = app.view(actor, Action::OfficesView, &Resource::office(office)).await?;
    Ok(store::offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?.name)
}
