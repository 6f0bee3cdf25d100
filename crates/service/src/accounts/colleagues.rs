//! The colleagues of an office: who can sign in, and closing an account.

use model::{AccountId, OfficeId, accounts::Role};
use store::{
    Subject,
    accounts::{self, Account},
    sessions,
};

use super::create;
use crate::{Action, Actor, App, Fault, Resource};

/// The account stays open.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody must be able to manage the office.
    #[error("管理者が一人もいなくなるため、止められません。先に別の方を管理者として招待してください。")]
    LastManager,
    /// Somebody else changed it.
    #[error("ほかの方が先に変更しました。一覧を開き直してお確かめください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// The accounts of an office.
pub async fn list(app: &App, actor: &Actor, office: OfficeId) -> Result<Vec<Account>, Fault> {
    let mut tx = app.view(actor, Action::AccountsList, &Resource::office(office)).await?;
    Ok(accounts::of_office(&mut tx, office).await?)
}

/// Closes an account of the office and ends its sessions.
pub async fn disable(app: &App, actor: &Actor, office: OfficeId, id: AccountId) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::AccountsDisable, &Resource::office(office)).await?;
    let all = accounts::of_office(&mut tx, office).await?;
    let account = all.iter().find(|account| account.id == id).cloned().ok_or(Fault::Hidden)?;
    let manages =
        |account: &&Account| account.role == Role::OfficeManager && account.disabled_at.is_none() && account.password_hash.is_some();
    if manages(&&account) && all.iter().filter(manages).count() == 1 {
        return Err(Error::LastManager);
    }
    let closed = Account { disabled_at: Some(app.now()), ..account.clone() };
    accounts::update(&mut tx, &closed).await?;
    sessions::delete_all(&mut tx, id).await?;
    let mut record = app.record(actor, Action::AccountsDisable, office, Subject::new("account", id));
    (record.before, record.after) = (create::facts(&account), create::facts(&closed));
    tx.commit(app.now(), record).await?;
    Ok(())
}
