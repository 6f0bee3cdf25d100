//! Views of the list of offices that an official keeps under a name.

use model::AccountId;

use crate::{ReadTx, StoreError, WriteTx, sql};

/// A view: what the list was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its name.
    pub name: String,
    /// The query of its address.
    pub query: String,
}

/// The views of an account, by name.
pub async fn list(tx: &mut ReadTx, account: AccountId) -> Result<Vec<SavedView>, StoreError> {
    sql("SELECT name, query FROM saved_views WHERE account_id = $1 ORDER BY name")
        .bind(account)
        .all(tx, |row| Ok(SavedView { name: row.get("name")?, query: row.get("query")? }))
        .await
}

/// Keeps a view; one of the same name is replaced.
pub async fn put(tx: &mut WriteTx, account: AccountId, view: &SavedView) -> Result<(), StoreError> {
    sql("INSERT INTO saved_views (account_id, name, query) VALUES ($1, $2, $3)
         ON CONFLICT (account_id, name) DO UPDATE SET query = excluded.query")
    .bind(account)
    .bind(&view.name)
    .bind(&view.query)
    .run(tx)
    .await
    .map(drop)
}

/// Forgets a view.
pub async fn delete(tx: &mut WriteTx, account: AccountId, name: &str) -> Result<(), StoreError> {
    sql("DELETE FROM saved_views WHERE account_id = $1 AND name = $2").bind(account).bind(name).run(tx).await.map(drop)
}
