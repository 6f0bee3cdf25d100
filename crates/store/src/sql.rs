//! A statement with its values. SQL stands where it is used; this module only binds and reads.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

use crate::{
    ReadTx, StoreError, WriteTx,
    column::{self, Column, Shape, Value},
};

/// A row that was found.
pub struct Row(AnyRow);

impl Row {
    /// The value of a column by its name.
    pub fn get<T: Column>(&self, column: &str) -> Result<T, StoreError> {
        column::pull(&self.0, column)
    }

    /// The value of a column of a known shape, for what walks over all tables.
    pub(crate) fn value(&self, column: &str, shape: Shape) -> Result<Value, StoreError> {
        Ok(column::raw(&self.0, column, shape)?.unwrap_or(Value::Null(shape)))
    }
}

/// A statement with `$1`, `$2`, … and their values.
#[must_use]
pub struct Statement {
    text: SqlStr,
    arguments: Result<AnyArguments, StoreError>,
}

/// Starts a statement from text in the program itself.
pub fn sql(text: &'static str) -> Statement {
    Statement { text: text.into_sql_str(), arguments: Ok(AnyArguments::default()) }
}

/// Starts a statement that was put together from parts of the program (column lists, sort orders, placeholders). Values from
/// outside never belong into `text`; they are bound.
pub fn composed(text: String) -> Statement {
    Statement { text: AssertSqlSafe(text).into_sql_str(), arguments: Ok(AnyArguments::default()) }
}

impl Statement {
    /// Binds the next value.
    pub fn bind<T: Column>(self, value: T) -> Self {
        self.bind_value(value.write())
    }

    pub(crate) fn bind_value(mut self, value: Value) -> Self {
        if let Ok(arguments) = &mut self.arguments
            && let Err(error) = column::push(arguments, value)
        {
            self.arguments = Err(error);
        }
        self
    }

    /// All rows.
    pub async fn all<T>(self, tx: &mut ReadTx, read: impl Fn(&Row) -> Result<T, StoreError>) -> Result<Vec<T>, StoreError> {
        let rows = sqlx::query_with(self.text, self.arguments?).fetch_all(tx.connection()).await?;
        rows.into_iter().map(|row| read(&Row(row))).collect()
    }

    /// The row, if it is there.
    pub async fn optional<T>(self, tx: &mut ReadTx, read: impl Fn(&Row) -> Result<T, StoreError>) -> Result<Option<T>, StoreError> {
        let row = sqlx::query_with(self.text, self.arguments?).fetch_optional(tx.connection()).await?;
        row.map(|row| read(&Row(row))).transpose()
    }

    /// The row, which must be there (a count, for example).
    pub async fn one<T>(self, tx: &mut ReadTx, read: impl Fn(&Row) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.optional(tx, read).await?.ok_or_else(|| StoreError::Unreadable("a row that must exist".to_owned()))
    }

    /// Changes rows; returns how many.
    pub async fn run(self, tx: &mut WriteTx) -> Result<u64, StoreError> {
        Ok(sqlx::query_with(self.text, self.arguments?).execute(tx.connection()).await?.rows_affected())
    }

    /// Changes exactly one row, which the statement names by id and version; [`StoreError::Stale`] when it is no longer so.
    pub async fn run_versioned(self, tx: &mut WriteTx) -> Result<(), StoreError> {
        match self.run(tx).await? {
            1 => Ok(()),
            _ => Err(StoreError::Stale),
        }
    }
}

/// `$first, $first+1, …`: placeholders for `count` values.
pub fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}
