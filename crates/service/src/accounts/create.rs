//! The first account, or one by command: an administrator, an official, the manager of an office.

use model::{AccountId, OfficeId, accounts::Role, identifiers::JurisdictionCode};
use store::{
    Facts, StoreError, Subject,
    accounts::{self, Account},
};

use super::{PasswordFlaw, password};
use crate::{Action, Actor, App, Fault, Resource};

/// A new account with everything known.
#[derive(Debug, Clone)]
pub struct Input {
    /// What it may do.
    pub role: Role,
    /// The office of managers and staff.
    pub office: Option<OfficeId>,
    /// The municipality or prefecture of officials.
    pub jurisdiction: Option<JurisdictionCode>,
    /// The address by which one signs in.
    pub email: String,
    /// The name, shown to colleagues.
    pub name: String,
    /// The password; without one the account can only be entered by a link.
    pub password: Option<String>,
}

/// The account cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address has an account.
    #[error("このメールアドレスは、すでに登録されています。")]
    EmailTaken,
    /// The address cannot be one.
    #[error("メールアドレスの形が正しくありません。")]
    EmailUnfit,
    /// The password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordFlaw),
    /// Role, office and jurisdiction do not go together.
    #[error("この役割には、所属する事業所または自治体の指定が必要です。")]
    Unplaced,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Makes an account.
pub async fn create(app: &App, actor: &Actor, input: Input) -> Result<AccountId, Error> {
    if !super::is_email(&input.email) {
        return Err(Error::EmailUnfit);
    }
    if !placed(&input) {
        return Err(Error::Unplaced);
    }
    let password_hash = match &input.password {
        Some(chosen) => {
            password::examine(chosen, &input.email)?;
            Some(password::hash(app, chosen).await?)
        }
        None => None,
    };
    let mut tx = app.change(actor, Action::AccountsCreate, &Resource { office: input.office, ..Resource::installation() }).await?;
    let account = Account {
        id: app.mint(),
        role: input.role,
        office: input.office,
        jurisdiction: input.jurisdiction,
        email: input.email,
        name: input.name,
        password_hash,
        disabled_at: None,
        created_at: app.now(),
        version: 1,
    };
    accounts::insert(&mut tx, &account).await.map_err(|error| match error {
        StoreError::Duplicate => Error::EmailTaken,
        other => Error::Fault(other.into()),
    })?;
    let mut record = app.installation_record(actor, Action::AccountsCreate, Subject::new("account", account.id));
    record.after = facts(&account);
    tx.commit(app.now(), record).await.map_err(Fault::from)?;
    Ok(account.id)
}

fn placed(input: &Input) -> bool {
    match input.role {
        Role::Administrator => input.office.is_none() && input.jurisdiction.is_none(),
        Role::OfficeManager | Role::OfficeStaff => input.office.is_some() && input.jurisdiction.is_none(),
        Role::MunicipalityStaff | Role::PrefectureStaff => input.office.is_none() && input.jurisdiction.is_some(),
    }
}

/// What the audit record says of an account.
pub(super) fn facts(account: &Account) -> Facts {
    Facts::new()
        .plain("role", model::Vocabulary::code(account.role))
        .plain_option("office", account.office)
        .plain_option("jurisdiction", account.jurisdiction)
        .plain("disabled", account.disabled_at.is_some())
        .plain("has_password", account.password_hash.is_some())
        .personal("email", account.email.as_str())
        .personal("name", account.name.as_str())
}
