//! What somebody is writing and has not sent yet (B10).

use jiff::Timestamp;
use model::{AccountId, OfficeId};

use crate::{Place, ReadTx, StoreError, WriteTx, sql};

/// A form as it stood when it was last kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The fields, as the caller wrote them down.
    pub fields: String,
    /// When.
    pub saved_at: Timestamp,
}

fn place(account: AccountId, form: &str) -> Place {
    Place::new("drafts.fields", format_args!("{account}/{form}"))
}

/// What an account is writing in a form of an office.
pub async fn load(tx: &mut ReadTx, office: OfficeId, account: AccountId, form: &str) -> Result<Option<Draft>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT fields, saved_at FROM drafts WHERE office_id = $1 AND account_id = $2 AND form = $3")
        .bind(office)
        .bind(account)
        .bind(form)
        .optional(tx, |row| Ok(Draft { fields: keyring.open(&place(account, form), &row.get("fields")?)?, saved_at: row.get("saved_at")? }))
        .await
}

/// Keeps a form; the newest counts.
pub async fn keep(tx: &mut WriteTx, office: OfficeId, account: AccountId, form: &str, draft: &Draft) -> Result<(), StoreError> {
    let sealed = tx.keyring().seal(&place(account, form), &draft.fields)?;
    sql("INSERT INTO drafts (account_id, form, office_id, fields, saved_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account_id, form) DO UPDATE SET fields = excluded.fields, saved_at = excluded.saved_at")
    .bind(account)
    .bind(form)
    .bind(office)
    .bind(sealed)
    .bind(draft.saved_at)
    .run(tx)
    .await?;
    Ok(())
}

/// Forgets a form that was sent or given up.
pub async fn delete(tx: &mut WriteTx, office: OfficeId, account: AccountId, form: &str) -> Result<(), StoreError> {
    sql("DELETE FROM drafts WHERE office_id = $1 AND account_id = $2 AND form = $3").bind(office).bind(account).bind(form).run(tx).await?;
    Ok(())
}

/// Forgets what nobody went on with since `before`. Returns how many.
pub async fn delete_before(tx: &mut WriteTx, before: Timestamp) -> Result<u64, StoreError> {
    sql("DELETE FROM drafts WHERE saved_at < $1").bind(before).run(tx).await
}

/// Forgets those of a kind (what the names of their forms begin with) that are older than `before`. Returns how many.
pub async fn delete_like(tx: &mut WriteTx, beginning: &str, before: Timestamp) -> Result<u64, StoreError> {
    sql("DELETE FROM drafts WHERE form LIKE $1 AND saved_at < $2").bind(format!("{beginning}%")).bind(before).run(tx).await
}
