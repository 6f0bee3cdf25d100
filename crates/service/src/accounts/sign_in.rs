//! Signing in with address and password, or through a one-time link.

use model::{Id, OfficeId};
use store::{
    Chain, Facts, Record, Subject,
    accounts::{self, Account},
};

use super::{password, session};
use crate::{
    Action, Actor, App, Fault, LinkPurpose, Resource, links,
    rate::{self, Limit},
};

/// Signing in did not work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Address or password is wrong, the account is closed, or there is none: all look the same.
    #[error("メールアドレスまたはパスワードが違います。もう一度お確かめください。")]
    Wrong,
    /// Too many attempts.
    #[error("続けて何度も間違えたため、しばらく受け付けを止めています。15分ほどたってから、もう一度お試しください。")]
    Limited,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

const PER_ACCOUNT: Limit = Limit::per_minutes(10, 15);
const PER_ADDRESS: Limit = Limit::per_minutes(30, 15);

/// Signs in; returns the secret for the cookie. `remote` is where the attempt comes from, for the limit.
pub async fn sign_in(app: &App, email: &str, given: &str, remote: &str) -> Result<String, Error> {
    let account_bucket = format!("sign-in/account/{}", email.trim().to_lowercase());
    if !rate::allow(app, &format!("sign-in/from/{remote}"), PER_ADDRESS).await? || !rate::allow(app, &account_bucket, PER_ACCOUNT).await? {
        return Err(Error::Limited);
    }
    let mut tx = app.database.read().await?;
    let account = accounts::by_email(&mut tx, &session::across(), email).await?;
    drop(tx);
    let hash = account.as_ref().and_then(|account| account.password_hash.as_deref());
    let right = password::matches(given, hash).await?;
    match account.filter(|account| right && account.disabled_at.is_none()) {
        Some(account) => Ok(open(app, &account).await?),
        None => {
            note_failure(app).await?;
            Err(Error::Wrong)
        }
    }
}

/// Signs in through a one-time link.
pub async fn sign_in_by_link(app: &App, token: &str) -> Result<String, links::LinkError> {
    let actor = links::open_by_token(app, token).await?;
    let Actor::Link { id, purpose: LinkPurpose::SignIn, subject, .. } = &actor else { return Err(links::LinkError::Unknown) };
    let account_id = subject.parse().map_err(|_| links::LinkError::Unknown)?;
    let mut tx = app.change(&actor, Action::AccountsSignIn, &Resource::installation().subject(account_id)).await?;
    let account =
        accounts::load(&mut tx, account_id).await?.filter(|account| account.disabled_at.is_none()).ok_or(links::LinkError::Unknown)?;
    let secret = session::open(app, &mut tx, account.id).await?;
    links::mark_used(app, &mut tx, *id).await?;
    tx.commit(app.now(), app.installation_record(&actor, Action::AccountsSignIn, Subject::new("account", account.id))).await?;
    Ok(secret)
}

async fn open(app: &App, account: &Account) -> Result<String, Fault> {
    let actor = super::actor_of(account);
    let mut tx = app.change(&actor, Action::AccountsSignIn, &Resource::installation().subject(account.id)).await?;
    let secret = session::open(app, &mut tx, account.id).await?;
    tx.commit(app.now(), app.installation_record(&actor, Action::AccountsSignIn, Subject::new("account", account.id))).await?;
    Ok(secret)
}

/// A failed attempt is recorded without saying for whom.
async fn note_failure(app: &App) -> Result<(), Fault> {
    let tx = app.database.write().await?;
    let record = Record {
        chain: Chain::Installation,
        after: Facts::new().plain("result", "refused"),
        ..app.record(&Actor::Anonymous, Action::AccountsSignIn, OfficeId::mint(0, 0), Subject::new("account", "unknown"))
    };
    Ok(tx.commit(app.now(), record).await?)
}
