//! A forgotten password: a mail with a link, the same answer whether there is an account or not.

use jiff::SignedDuration;
use store::{
    Subject,
    accounts::{self, Account},
    sessions,
};

use super::{PasswordFlaw, create, password, session};
use crate::{
    Action, Actor, App, Fault, LinkPurpose, Resource, links, mail,
    rate::{self, Limit},
};

/// The password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordFlaw),
    /// The present password is wrong.
    #[error("今のパスワードが違います。")]
    Wrong,
    /// Too many requests.
    #[error("短い間に何度も送信されました。15分ほどたってから、もう一度お試しください。")]
    Limited,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

const VALID: SignedDuration = SignedDuration::from_hours(1);
const PER_ADDRESS: Limit = Limit::per_minutes(5, 15);

/// Sends a link if the address has an account. Tells nobody whether it has.
pub async fn request(app: &App, email: &str, remote: &str) -> Result<(), Error> {
    if !rate::allow(app, &format!("reset/{remote}"), PER_ADDRESS).await? {
        return Err(Error::Limited);
    }
    let actor = Actor::Anonymous;
    let mut tx = app.change(&actor, Action::AccountsRequestReset, &Resource::installation()).await?;
    let account = accounts::by_email(&mut tx, &session::across(), email).await?;
    let account = account.filter(|account| account.disabled_at.is_none() && account.password_hash.is_some());
    let mut record = app.installation_record(&actor, Action::AccountsRequestReset, Subject::new("account", "unknown"));
    if let Some(account) = account {
        let new = links::NewLink {
            office: account.office,
            purpose: LinkPurpose::PasswordReset,
            subject: account.id.to_string(),
            kana: None,
            expires_at: app.now() + VALID,
        };
        let link = links::issue(app, &mut tx, new).await?;
        mail::enqueue(app, &mut tx, letter(app, &account, &link.token)).await?;
        record.subject = Subject::new("account", account.id);
    }
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn letter(app: &App, account: &Account, token: &str) -> mail::Mail {
    let base = &app.settings.base_url;
    mail::Mail {
        office: account.office,
        to: account.email.clone(),
        subject: "【縁側】パスワードの再設定".to_owned(),
        body: format!(
            "{} 様\n\nパスワードの再設定を受け付けました。次のアドレスを開いて、新しいパスワードを決めてください（1時間有効です）。\n\
             {base}/password/reset/{token}\n\nお心当たりがない場合は、このメールを捨ててください。今のパスワードはそのまま使えます。\n",
            account.name
        ),
        calendar: None,
    }
}

/// Sets a new password through a link, and ends all sessions.
pub async fn reset(app: &App, actor: &Actor, chosen: &str) -> Result<(), Error> {
    let Actor::Link { purpose: LinkPurpose::PasswordReset, subject, office, .. } = actor else { return Err(Fault::Hidden.into()) };
    let id = subject.parse().map_err(|_| Fault::Hidden)?;
    let resource = Resource { office: *office, ..Resource::installation() }.subject(id);
    change_to(app, actor, Action::AccountsReset, &resource, id, None, chosen).await
}

/// Changes the own password; the present one is asked again.
pub async fn change(app: &App, actor: &Actor, present: &str, chosen: &str) -> Result<(), Error> {
    let Actor::Account { id, office, .. } = actor else { return Err(Fault::Hidden.into()) };
    let resource = Resource { office: *office, ..Resource::installation() }.subject(id);
    change_to(app, actor, Action::AccountsOwn, &resource, *id, Some(present), chosen).await
}

async fn change_to(
    app: &App,
    actor: &Actor,
    action: Action,
    resource: &Resource,
    id: model::AccountId,
    present: Option<&str>,
    chosen: &str,
) -> Result<(), Error> {
    let mut tx = app.view(actor, action, resource).await?;
    let account = accounts::load(&mut tx, id).await?.ok_or(Fault::Hidden)?;
    drop(tx);
    if let Some(present) = present
        && !password::matches(present, account.password_hash.as_deref()).await?
    {
        return Err(Error::Wrong);
    }
    password::examine(chosen, &account.email)?;
    let hash = password::hash(app, chosen).await?;
    let mut tx = app.change(actor, action, resource).await?;
    accounts::update(&mut tx, &Account { password_hash: Some(hash), ..account.clone() }).await?;
    links::revoke(app, &mut tx, account.office, LinkPurpose::PasswordReset, id).await?;
    sessions::delete_all(&mut tx, id).await?;
    let mut record = app.installation_record(actor, action, Subject::new("account", id));
    record.before = create::facts(&account);
    record.after = create::facts(&account).plain("password", "changed");
    tx.commit(app.now(), record).await?;
    Ok(())
}
