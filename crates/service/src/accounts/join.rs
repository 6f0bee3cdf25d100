//! Somebody who was invited chooses a password and joins.

use store::{
    Subject,
    accounts::{self, Account},
};

use super::{PasswordFlaw, create, password, session};
use crate::{Action, Actor, App, Fault, LinkPurpose, Resource, links};

/// Joining did not work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordFlaw),
    /// The name is missing.
    #[error("お名前を入力してください。")]
    NameMissing,
    /// The link does not open.
    #[error(transparent)]
    Link(#[from] links::LinkError),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Whose invitation a link is, for the page.
pub async fn view(app: &App, actor: &Actor) -> Result<Account, Fault> {
    let (id, resource) = invited(actor)?;
    let mut tx = app.view(actor, Action::AccountsJoin, &resource).await?;
    accounts::load(&mut tx, id).await?.ok_or(Fault::Hidden)
}

/// Sets name and password and signs in; returns the secret for the cookie.
pub async fn join(app: &App, actor: &Actor, name: &str, chosen: &str) -> Result<String, Error> {
    let (id, resource) = invited(actor)?;
    if name.trim().is_empty() {
        return Err(Error::NameMissing);
    }
    let account = view(app, actor).await?;
    password::examine(chosen, &account.email)?;
    let hash = password::hash(app, chosen).await?;
    let mut tx = app.change(actor, Action::AccountsJoin, &resource).await?;
    let before = accounts::load(&mut tx, id).await?.ok_or(Fault::Hidden)?;
    let after = Account { name: name.trim().to_owned(), password_hash: Some(hash), ..before.clone() };
    accounts::update(&mut tx, &after).await?;
    links::revoke(app, &mut tx, before.office, LinkPurpose::StaffInvitation, id).await?;
    let secret = session::open(app, &mut tx, id).await?;
    let mut record = app.installation_record(actor, Action::AccountsJoin, Subject::new("account", id));
    (record.before, record.after) = (create::facts(&before), create::facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(secret)
}

fn invited(actor: &Actor) -> Result<(model::AccountId, Resource), Fault> {
    let Actor::Link { purpose: LinkPurpose::StaffInvitation, subject, office, .. } = actor else { return Err(Fault::Hidden) };
    let id = subject.parse().map_err(|_| Fault::Hidden)?;
    Ok((id, Resource { office: *office, ..Resource::installation() }.subject(id)))
}
