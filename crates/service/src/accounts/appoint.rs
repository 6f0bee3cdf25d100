//! The first account of an office, or of the installation: an administrator (or the command line, at the very beginning) invites
//! somebody, who then invites colleagues.

use model::{
    AccountId, OfficeId,
    accounts::Role,
    identifiers::JurisdictionCode,
    jurisdictions::{self, JurisdictionKind},
};
use store::{
    Subject,
    accounts::{self, Account},
    offices,
};

use super::{create, invite};
use crate::{Action, Actor, App, Fault, Resource};

/// Who is appointed.
#[derive(Debug, Clone)]
pub struct Input {
    /// The office of which somebody becomes manager.
    pub office: Option<OfficeId>,
    /// The municipality or prefecture for which somebody acts; with neither, an administrator of the installation is appointed.
    pub jurisdiction: Option<JurisdictionCode>,
    /// The name.
    pub name: String,
    /// The address, by which one will sign in.
    pub email: String,
}

/// Somebody who was appointed.
#[derive(Debug, Clone)]
pub struct Appointed {
    /// The account.
    pub account: AccountId,
    /// The address of the page on which the person sets a password. It was mailed as well.
    pub link: String,
}

/// Nobody was appointed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address has an account.
    #[error("このメールアドレスは、すでに登録されています。別のアドレスを入力してください。")]
    EmailTaken,
    /// The address cannot be one.
    #[error("メールアドレスの形が正しくありません。「@」と「.」が入っているかお確かめください。")]
    EmailUnfit,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Duplicate => EmailTaken);

/// What an administrator sees of an office: who it is, and whether somebody manages it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The office.
    pub office: offices::Office,
    /// How many managers can sign in.
    pub managers: usize,
    /// How many were invited and have not joined yet.
    pub invited: usize,
}

/// Whether an office has somebody to manage it. No name is told: an administrator does not look into offices.
pub async fn standing(app: &App, actor: &Actor, office: OfficeId) -> Result<Standing, Fault> {
    let mut tx = app.view(actor, Action::AccountsAppoint, &Resource::installation()).await?;
    let managers = accounts::of_office(&mut tx, office).await?;
    let managers: Vec<_> =
        managers.into_iter().filter(|account| account.role == Role::OfficeManager && account.disabled_at.is_none()).collect();
    let joined = managers.iter().filter(|account| account.password_hash.is_some()).count();
    let office = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    Ok(Standing { office, managers: joined, invited: managers.len() - joined })
}

/// Invites a manager of an office, or an administrator.
pub async fn appoint(app: &App, actor: &Actor, input: Input) -> Result<Appointed, Error> {
    if !super::is_email(&input.email) {
        return Err(Error::EmailUnfit);
    }
    let mut tx = app.change(actor, Action::AccountsAppoint, &Resource::installation()).await?;
    let (owner, role) = match (input.office, input.jurisdiction.and_then(jurisdictions::lookup)) {
        (Some(office), _) => (offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?.name, Role::OfficeManager),
        (None, Some(area)) if area.kind == JurisdictionKind::Prefecture => (area.name.to_owned(), Role::PrefectureStaff),
        (None, Some(area)) => (area.name.to_owned(), Role::MunicipalityStaff),
        (None, None) => (app.settings.installation_name.clone(), Role::Administrator),
    };
    let account = Account {
        id: app.mint(),
        role,
        office: input.office,
        jurisdiction: input.jurisdiction.filter(|_| input.office.is_none()),
        email: input.email,
        name: input.name,
        password_hash: None,
        disabled_at: None,
        created_at: app.now(),
        version: 1,
    };
    accounts::insert(&mut tx, &account).await?;
    let link = invite::send(app, &mut tx, &owner, &account).await?;
    let mut record = app.installation_record(actor, Action::AccountsAppoint, Subject::new("account", account.id));
    record.after = create::facts(&account);
    tx.commit(app.now(), record).await?;
    Ok(Appointed { account: account.id, link })
}
