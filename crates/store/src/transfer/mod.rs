//! Everything at once. [`backup`] and [`restore`] between any two databases with the same keys, [`export`] and [`import`] in open
//! formats between any two installations, [`reseal`] with a newer key.

mod backup;
mod exchange;
mod reseal;

use std::collections::BTreeMap;

use data_encoding::BASE64;
use serde_json::Value as Json;

use crate::{
    Backend, ReadTx, StoreError, WriteTx,
    column::{Shape, Value},
    schema::{TABLES, Table},
    sql::{composed, placeholders},
};

pub use backup::{backup, restore};
pub use exchange::{Exported, ImportError, MANIFEST, export, import};
pub use reseal::reseal;

/// A backup cannot be taken back in.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file is not a backup, or a piece of it is missing or changed.
    #[error("line {line}: {reason}")]
    Damaged {
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// There is something in the database already.
    #[error("the database is not empty: a backup is only restored into a new installation")]
    NotEmpty,
}

const PAGE: usize = 500;

type Columns = BTreeMap<String, Shape>;
type Values = BTreeMap<String, Value>;

/// The columns of a table as the database has them.
async fn columns(tx: &mut ReadTx, table: &Table) -> Result<Columns, StoreError> {
    let text = match tx.backend() {
        Backend::Sqlite => "SELECT name, type AS kind FROM pragma_table_info($1)",
        Backend::Postgres => {
            "SELECT CAST(column_name AS TEXT) AS name, CAST(data_type AS TEXT) AS kind FROM information_schema.columns
             WHERE table_schema = current_schema() AND table_name = $1"
        }
    };
    let found = crate::sql(text).bind(table.name).all(tx, |row| Ok((row.get::<String>("name")?, row.get::<String>("kind")?))).await?;
    found.into_iter().map(|(name, kind)| Ok((name, shape(&kind)?))).collect()
}

async fn shapes(tx: &mut ReadTx) -> Result<BTreeMap<&'static str, Columns>, StoreError> {
    let mut shapes = BTreeMap::new();
    for table in TABLES {
        shapes.insert(table.name, columns(tx, table).await?);
    }
    Ok(shapes)
}

fn shape(kind: &str) -> Result<Shape, StoreError> {
    match kind.to_ascii_uppercase().as_str() {
        "TEXT" => Ok(Shape::Text),
        "INTEGER" | "BIGINT" => Ok(Shape::Whole),
        "REAL" | "DOUBLE PRECISION" => Ok(Shape::Real),
        "BLOB" | "BYTEA" => Ok(Shape::Bytes),
        other => Err(StoreError::Unreadable(format!("a column of type {other}"))),
    }
}

/// The rows of a table, page by page in the order of its key, so that a table of any length is walked in little memory.
struct Pages<'t> {
    table: &'t Table,
    columns: Columns,
    /// The key of the last row that was read.
    last: Option<Vec<Value>>,
}

impl<'t> Pages<'t> {
    async fn of(tx: &mut ReadTx, table: &'t Table) -> Result<Self, StoreError> {
        Ok(Self { table, columns: columns(tx, table).await?, last: None })
    }

    /// The next page; `None` after the last.
    async fn next(&mut self, tx: &mut ReadTx) -> Result<Option<Vec<Values>>, StoreError> {
        let Self { table, columns, last } = self;
        let names: Vec<&str> = columns.keys().map(String::as_str).collect();
        let key = table.key.join(", ");
        let condition = match last {
            Some(values) => format!("WHERE ({key}) > ({})", placeholders(1, values.len())),
            None => String::new(),
        };
        let mut statement = composed(format!("SELECT {} FROM {} {condition} ORDER BY {key} LIMIT {PAGE}", names.join(", "), table.name));
        for value in last.iter().flatten() {
            statement = statement.bind_value(value.clone());
        }
        let read = |row: &crate::Row| columns.iter().map(|(name, shape)| Ok((name.clone(), row.value(name, *shape)?))).collect();
        let page: Vec<Values> = statement.all(tx, read).await?;
        let Some(end) = page.last() else { return Ok(None) };
        self.last = Some(key_values(table, end));
        Ok(Some(page))
    }
}

fn key_values(table: &Table, row: &Values) -> Vec<Value> {
    table.key.iter().filter_map(|name| row.get(*name).cloned()).collect()
}

async fn is_empty(tx: &mut ReadTx) -> Result<bool, StoreError> {
    for table in TABLES {
        let count: i64 =
            composed(format!("SELECT count(*) AS rows_found FROM {}", table.name)).one(tx, |row| row.get("rows_found")).await?;
        if count > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Inserts a row as it was told, with `more` columns that only this program makes.
async fn insert(
    tx: &mut WriteTx,
    shapes: &BTreeMap<&'static str, Columns>,
    table: &str,
    values: BTreeMap<String, Json>,
    more: Vec<(&str, Value)>,
) -> Result<(), Refused> {
    let damaged = Refused::Damaged;
    // Only names that the schema knows reach the statement.
    let (name, columns) = shapes.get_key_value(table).ok_or_else(|| damaged(format!("there is no table “{table}”")))?;
    let mut names = Vec::new();
    let mut bound = Vec::new();
    for (column, value) in values {
        let (column, shape) = columns.get_key_value(&column).ok_or_else(|| damaged(format!("{table} has no column “{column}”")))?;
        names.push(column.as_str());
        bound.push(from_json(*shape, value).ok_or_else(|| damaged(format!("{table}.{column} is not what it should be")))?);
    }
    for (column, value) in more {
        names.push(column);
        bound.push(value);
    }
    let mut statement = composed(format!("INSERT INTO {name} ({}) VALUES ({})", names.join(", "), placeholders(1, bound.len())));
    for value in bound {
        statement = statement.bind_value(value);
    }
    statement.run(tx).await?;
    Ok(())
}

/// Why a row was not taken in; the reader knows in which line it stood.
enum Refused {
    Store(StoreError),
    Damaged(String),
}

impl Refused {
    fn at(self, line: usize) -> RestoreError {
        match self {
            Self::Store(error) => RestoreError::Store(error),
            Self::Damaged(reason) => RestoreError::Damaged { line, reason },
        }
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::String(text.clone()),
        Value::Whole(number) => Json::from(*number),
        Value::Real(number) => Json::from(*number),
        Value::Bytes(bytes) => Json::String(BASE64.encode(bytes)),
        Value::Null(_) => Json::Null,
    }
}

fn from_json(shape: Shape, value: Json) -> Option<Value> {
    Some(match (shape, value) {
        (shape, Json::Null) => Value::Null(shape),
        (Shape::Text, Json::String(text)) => Value::Text(text),
        (Shape::Whole, Json::Number(number)) => Value::Whole(number.as_i64()?),
        (Shape::Real, Json::Number(number)) => Value::Real(number.as_f64()?),
        (Shape::Bytes, Json::String(text)) => Value::Bytes(BASE64.decode(text.as_bytes()).ok()?),
        _ => return None,
    })
}
