//! Views of the list that an official keeps under a name.

use model::AccountId;
use store::{Facts, Subject, saved_views};

use super::authorised;
use crate::{Action, Actor, App, Fault};

pub use store::saved_views::SavedView;

/// The view was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Enough is enough.
    #[error("保存できる条件は{MOST}個までです。使わないものを消してから、もう一度保存してください。")]
    TooMany,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// So many views may somebody keep.
const MOST: usize = 20;

/// The views of the actor, by name.
pub async fn saved_views(app: &App, actor: &Actor) -> Result<Vec<SavedView>, Fault> {
    authorised(app, actor)?;
    let mut tx = app.database.read().await?;
    Ok(saved_views::list(&mut tx, owner(actor)?).await?)
}

/// Keeps a view under a name; one of the same name is replaced.
pub async fn save_view(app: &App, actor: &Actor, view: SavedView) -> Result<(), Error> {
    authorised(app, actor)?;
    let account = owner(actor)?;
    let mut tx = app.database.write().await?;
    let known = saved_views::list(&mut tx, account).await?;
    if known.len() >= MOST && known.iter().all(|known| known.name != view.name) {
        return Err(Error::TooMany);
    }
    saved_views::put(&mut tx, account, &view).await?;
    let mut record = app.installation_record(actor, Action::AuthoritiesView, Subject::new("view", account));
    record.after = Facts::new().plain("query", &view.query);
    Ok(tx.commit(app.now(), record).await?)
}

/// Forgets a view.
pub async fn forget_view(app: &App, actor: &Actor, name: &str) -> Result<(), Fault> {
    authorised(app, actor)?;
    let account = owner(actor)?;
    let mut tx = app.database.write().await?;
    saved_views::delete(&mut tx, account, name).await?;
    let record = app.installation_record(actor, Action::AuthoritiesView, Subject::new("view", account));
    Ok(tx.commit(app.now(), record).await?)
}

fn owner(actor: &Actor) -> Result<AccountId, Fault> {
    actor.account().ok_or(Fault::Hidden)
}
