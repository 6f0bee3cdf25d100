//! Accounts: joining, signing in and out, passwords, colleagues.

pub mod appoint;
pub mod colleagues;
pub mod create;
pub mod invite;
pub mod join;
mod password;
pub mod reset;
pub mod session;
pub mod sign_in;

pub use password::PasswordFlaw;

use model::accounts::Role;
use store::accounts::Account;

use crate::Actor;

/// Who somebody with this account is.
pub(crate) fn actor_of(account: &Account) -> Actor {
    Actor::Account { id: account.id, role: account.role, office: account.office, jurisdiction: account.jurisdiction }
}

/// Whether a text looks like an address of mail. The real test is that a message arrives.
pub fn is_email(text: &str) -> bool {
    let well_formed = matches!(text.split_once('@'), Some((user, host)) if !user.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.'));
    well_formed && text.len() <= 254 && text.parse::<lettre::Address>().is_ok()
}

/// The roles that a manager may give to colleagues.
pub const COLLEAGUE_ROLES: [Role; 2] = [Role::OfficeStaff, Role::OfficeManager];
