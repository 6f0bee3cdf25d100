//! Accounts: who can sign in. Not to be mixed up with persons, who sit in bodies (invariant 6).

use jiff::Timestamp;
use model::{AccountId, OfficeId, accounts::Role, identifiers::JurisdictionCode};

use crate::{Across, Place, ReadTx, Row, StoreError, WriteTx, schema::ACCOUNT_EMAIL, sql};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
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
    /// argon2id; absent until the invitation was accepted.
    pub password_hash: Option<String>,
    /// Since when it cannot sign in any more.
    pub disabled_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub version: i64,
}

const COLUMNS: &str = "id, role, office_id, jurisdiction, email, name, password_hash, disabled_at, created_at, version";

/// The account with an address; addresses are unique over the installation, so no owner is known before.
pub async fn by_email(tx: &mut ReadTx, _across: &Across, email: &str) -> Result<Option<Account>, StoreError> {
    let keyring = tx.keyring();
    let index = ACCOUNT_EMAIL.hash(&keyring, email);
    crate::sql::composed(format!("SELECT {COLUMNS} FROM accounts WHERE email_index = $1"))
        .bind(index)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// The account itself.
pub async fn load(tx: &mut ReadTx, id: AccountId) -> Result<Option<Account>, StoreError> {
    let keyring = tx.keyring();
    crate::sql::composed(format!("SELECT {COLUMNS} FROM accounts WHERE id = $1")).bind(id).optional(tx, |row| read(&keyring, row)).await
}

/// All accounts of an office, in the order in which they joined.
pub async fn of_office(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Account>, StoreError> {
    let keyring = tx.keyring();
    crate::sql::composed(format!("SELECT {COLUMNS} FROM accounts WHERE office_id = $1 ORDER BY id"))
        .bind(office)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// All accounts of an authority, in the order in which they joined.
pub async fn of_authority(tx: &mut ReadTx, jurisdiction: JurisdictionCode) -> Result<Vec<Account>, StoreError> {
    let keyring = tx.keyring();
    crate::sql::composed(format!("SELECT {COLUMNS} FROM accounts WHERE jurisdiction = $1 ORDER BY id"))
        .bind(jurisdiction)
        .all(tx, |row| read(&keyring, row))
        .await
}

/// Adds an account. [`StoreError::Duplicate`] when the address has one already.
pub async fn insert(tx: &mut WriteTx, account: &Account) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    sql("INSERT INTO accounts (id, role, office_id, jurisdiction, email, email_index, name, password_hash, disabled_at, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
        .bind(account.id)
        .bind(account.role)
        .bind(account.office)
        .bind(account.jurisdiction)
        .bind(keyring.seal(&Place::new("accounts.email", account.id), &account.email)?)
        .bind(ACCOUNT_EMAIL.hash(&keyring, &account.email))
        .bind(keyring.seal(&Place::new("accounts.name", account.id), &account.name)?)
        .bind(&account.password_hash)
        .bind(account.disabled_at)
        .bind(account.created_at)
        .bind(account.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes name, password and whether it is disabled, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, account: &Account) -> Result<(), StoreError> {
    let name = tx.keyring().seal(&Place::new("accounts.name", account.id), &account.name)?;
    sql("UPDATE accounts SET name = $1, password_hash = $2, disabled_at = $3, version = version + 1 WHERE id = $4 AND version = $5")
        .bind(name)
        .bind(&account.password_hash)
        .bind(account.disabled_at)
        .bind(account.id)
        .bind(account.version)
        .run_versioned(tx)
        .await
}

fn read(keyring: &crate::Keyring, row: &Row) -> Result<Account, StoreError> {
    let id: AccountId = row.get("id")?;
    Ok(Account {
        id,
        role: row.get("role")?,
        office: row.get("office_id")?,
        jurisdiction: row.get("jurisdiction")?,
        email: keyring.open(&Place::new("accounts.email", id), &row.get("email")?)?,
        name: keyring.open(&Place::new("accounts.name", id), &row.get("name")?)?,
        password_hash: row.get("password_hash")?,
        disabled_at: row.get("disabled_at")?,
        created_at: row.get("created_at")?,
        version: row.get("version")?,
    })
}
