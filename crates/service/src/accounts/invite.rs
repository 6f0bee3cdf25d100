//! A manager invites a colleague: an account without a password, and a mail with a link to join.

use jiff::SignedDuration;
use model::{AccountId, OfficeId, accounts::Role};
use store::{
    Subject, WriteTx,
    accounts::{self, Account},
    offices,
};

use super::{COLLEAGUE_ROLES, create};
use crate::{Action, Actor, App, Fault, LinkPurpose, Resource, links, mail};

/// Who is invited.
#[derive(Debug, Clone)]
pub struct Input {
    /// To which office.
    pub office: OfficeId,
    /// As what.
    pub role: Role,
    /// The name, as colleagues see it.
    pub name: String,
    /// The address.
    pub email: String,
}

/// The invitation cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address has an account.
    #[error("このメールアドレスは、すでに登録されています。別のアドレスを入力してください。")]
    EmailTaken,
    /// The address cannot be one.
    #[error("メールアドレスの形が正しくありません。「@」と「.」が入っているかお確かめください。")]
    EmailUnfit,
    /// A manager gives no other roles.
    #[error("この役割は、ここからは招待できません。")]
    RoleUnfit,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Duplicate => EmailTaken);

/// How long an invitation can be accepted.
const VALID: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Invites a colleague.
pub async fn invite(app: &App, actor: &Actor, input: Input) -> Result<AccountId, Error> {
    if !super::is_email(&input.email) {
        return Err(Error::EmailUnfit);
    }
    if !COLLEAGUE_ROLES.contains(&input.role) {
        return Err(Error::RoleUnfit);
    }
    let mut tx = app.change(actor, Action::AccountsInvite, &Resource::office(input.office)).await?;
    let office = offices::load(&mut tx, input.office).await?.ok_or(Fault::Hidden)?;
    let account = Account {
        id: app.mint(),
        role: input.role,
        office: Some(input.office),
        jurisdiction: None,
        email: input.email,
        name: input.name,
        password_hash: None,
        disabled_at: None,
        created_at: app.now(),
        version: 1,
    };
    accounts::insert(&mut tx, &account).await?;
    send(app, &mut tx, &office.name, &account).await?;
    let mut record = app.record(actor, Action::AccountsInvite, input.office, Subject::new("account", account.id));
    record.after = create::facts(&account);
    tx.commit(app.now(), record).await?;
    Ok(account.id)
}

/// Issues the link on which somebody sets a password, and mails it in the name of `owner`. Returns the address of its page.
pub(super) async fn send(app: &App, tx: &mut WriteTx, owner: &str, account: &Account) -> Result<String, Fault> {
    let new = links::NewLink {
        office: account.office,
        purpose: LinkPurpose::StaffInvitation,
        subject: account.id.to_string(),
        kana: None,
        expires_at: app.now() + VALID,
    };
    let issued = links::issue(app, tx, new).await?;
    let address = format!("{}/join/{}", app.settings.base_url, issued.token);
    mail::enqueue(app, tx, letter(owner, account, &address)).await?;
    Ok(address)
}

fn letter(owner: &str, account: &Account, address: &str) -> mail::Mail {
    mail::Mail {
        office: account.office,
        to: account.email.clone(),
        subject: format!("【縁側】{owner}の{}として登録のご案内", account.role),
        body: format!(
            "{} 様\n\n{owner}から、縁側（地域連携推進会議の準備と記録のためのしくみ）に{}として招待されました。\n\n\
             次のアドレスを開き、パスワードを決めてください（14日間有効です）。\n{address}\n\n\
             お心当たりがない場合は、このメールを捨ててください。何も起こりません。\n",
            account.name, account.role
        ),
        calendar: None,
    }
}
