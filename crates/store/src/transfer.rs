//! Everything at once: backup and restore between any two databases, and sealing anew with a newer key.
//!
//! A backup is a text file: a header, one JSON object a row and a file, an end with the count and a hash. Sealed values stay sealed in it:
//! without the keys a backup tells nobody's name.

use std::collections::BTreeMap;

use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use model::OfficeId;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::{
    ActorStamp, Backend, Chain, Database, Facts, Objects, Place, ReadTx, Record, Sealed, StoreError, Subject, WriteTx,
    column::{Shape, Value},
    files,
    schema::{TABLES, Table},
    sql::{composed, placeholders},
};

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

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    Header { format: String, version: u32 },
    Row { table: String, values: BTreeMap<String, Json> },
    File { office: OfficeId, sha256: String, sealed: String },
    End { rows: usize, sha256: String },
}

const FORMAT: &str = "engawa-backup";
const PAGE: usize = 500;

/// Hands the lines of a backup to `write`, in one consistent state. Returns the number of rows.
pub async fn backup<E: From<StoreError>>(
    database: &Database,
    objects: &Objects,
    mut write: impl FnMut(&str) -> Result<(), E>,
) -> Result<usize, E> {
    let mut tx = database.read().await?;
    let mut hash = Sha256::new();
    let mut rows = 0;
    write(&encode(&Line::Header { format: FORMAT.to_owned(), version: 1 })?)?;
    for table in TABLES {
        let columns = columns(&mut tx, table).await?;
        let mut last: Option<Vec<Value>> = None;
        loop {
            let page = page(&mut tx, table, &columns, last.as_deref()).await?;
            let Some(end) = page.last() else { break };
            last = Some(key_values(table, end));
            for row in page {
                let line = encode(&Line::Row {
                    table: table.name.to_owned(),
                    values: row.iter().map(|(name, value)| (name.clone(), to_json(value))).collect(),
                })?;
                hash.update(line.as_bytes());
                write(&line)?;
                rows += 1;
            }
        }
    }
    for (office, sha256) in files::addresses(&mut tx).await? {
        let missing = || StoreError::Unreadable(format!("the bytes of the file {sha256}"));
        let sealed = objects.sealed(office, &sha256).await?.ok_or_else(missing)?;
        let line = encode(&Line::File { office, sealed: BASE64.encode(&sealed), sha256 })?;
        hash.update(line.as_bytes());
        write(&line)?;
    }
    write(&encode(&Line::End { rows, sha256: HEXLOWER.encode(&hash.finalize()) })?)?;
    Ok(rows)
}

/// Takes a backup into an empty database, all of it or nothing. Returns the number of rows.
pub async fn restore(
    database: &Database,
    objects: &Objects,
    at: Timestamp,
    lines: impl Iterator<Item = std::io::Result<String>>,
) -> Result<usize, RestoreError> {
    let mut tx = database.write().await?;
    if !is_empty(&mut tx).await? {
        return Err(RestoreError::NotEmpty);
    }
    let shapes = shapes(&mut tx).await?;
    let mut reading = Reading::default();
    for line in lines {
        let number = reading.line + 1;
        let text = line.map_err(|error| RestoreError::Damaged { line: number, reason: error.to_string() })?;
        match reading.take(&text)? {
            Some(Piece::Row(table, values)) => insert(&mut tx, &shapes, &table, values, number).await?,
            Some(Piece::File(office, sha256, sealed)) => objects.put_sealed(office, &sha256, sealed).await?,
            None => (),
        }
    }
    let rows = reading.finish()?;
    let record = Record {
        chain: Chain::Installation,
        actor: ActorStamp::System("restore"),
        action: "installation.restored",
        subject: Subject::new("installation", "this"),
        before: Facts::new(),
        after: Facts::new().plain("rows", rows),
    };
    tx.commit(at, record).await?;
    Ok(rows)
}

/// Seals every personal field and file anew that was sealed with an older key. Returns how many.
pub async fn reseal(database: &Database, objects: &Objects, at: Timestamp) -> Result<usize, StoreError> {
    let mut tx = database.write().await?;
    let mut count = 0;
    for table in TABLES.iter().filter(|table| !table.sealed.is_empty()) {
        count += reseal_table(&mut tx, table).await?;
    }
    for (office, sha256) in files::addresses(&mut tx).await? {
        count += usize::from(objects.reseal(office, &sha256).await?);
    }
    let record = Record {
        chain: Chain::Installation,
        actor: ActorStamp::System("keys rotate"),
        action: "installation.resealed",
        subject: Subject::new("key", tx.keyring().current()),
        before: Facts::new(),
        after: Facts::new().plain("fields", count),
    };
    tx.commit(at, record).await?;
    Ok(count)
}

async fn reseal_table(tx: &mut WriteTx, table: &Table) -> Result<usize, StoreError> {
    let keyring = tx.keyring();
    let columns = columns(tx, table).await?;
    let mut last: Option<Vec<Value>> = None;
    let mut count = 0;
    loop {
        let page = page(tx, table, &columns, last.as_deref()).await?;
        let Some(end) = page.last() else { return Ok(count) };
        last = Some(key_values(table, end));
        for row in page {
            let key = key_values(table, &row);
            for column in table.sealed {
                let Some(Value::Bytes(bytes)) = row.get(*column) else { continue };
                let sealed = Sealed::from_bytes(bytes.clone());
                if sealed.key_id() == Some(keyring.current()) {
                    continue;
                }
                let place = Place::of_row(table.name, column, &key);
                let anew = keyring.seal(&place, &keyring.open(&place, &sealed)?)?;
                update_sealed(tx, table, column, &anew, &key).await?;
                count += 1;
            }
        }
    }
}

async fn update_sealed(tx: &mut WriteTx, table: &Table, column: &str, sealed: &Sealed, key: &[Value]) -> Result<(), StoreError> {
    let condition: Vec<String> = table.key.iter().enumerate().map(|(index, name)| format!("{name} = ${}", index + 2)).collect();
    let mut statement = composed(format!("UPDATE {} SET {column} = $1 WHERE {}", table.name, condition.join(" AND "))).bind(sealed);
    for value in key {
        statement = statement.bind_value(value.clone());
    }
    statement.run_versioned(tx).await
}

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

/// The rows after the key `last`, in the order of the key.
async fn page(tx: &mut ReadTx, table: &Table, columns: &Columns, last: Option<&[Value]>) -> Result<Vec<Values>, StoreError> {
    let names: Vec<&str> = columns.keys().map(String::as_str).collect();
    let key = table.key.join(", ");
    let condition = match last {
        Some(values) => format!("WHERE ({key}) > ({})", placeholders(1, values.len())),
        None => String::new(),
    };
    let mut statement = composed(format!("SELECT {} FROM {} {condition} ORDER BY {key} LIMIT {PAGE}", names.join(", "), table.name));
    for value in last.unwrap_or_default() {
        statement = statement.bind_value(value.clone());
    }
    statement.all(tx, |row| columns.iter().map(|(name, shape)| Ok((name.clone(), row.value(name, *shape)?))).collect()).await
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

async fn insert(
    tx: &mut WriteTx,
    shapes: &BTreeMap<&'static str, Columns>,
    table: &str,
    values: BTreeMap<String, Json>,
    line: usize,
) -> Result<(), RestoreError> {
    let damaged = |reason: String| RestoreError::Damaged { line, reason };
    // Only names that the schema knows reach the statement.
    let (name, columns) = shapes.get_key_value(table).ok_or_else(|| damaged(format!("there is no table “{table}”")))?;
    let mut names = Vec::new();
    let mut bound = Vec::new();
    for (column, value) in values {
        let (column, shape) = columns.get_key_value(&column).ok_or_else(|| damaged(format!("{table} has no column “{column}”")))?;
        names.push(column.as_str());
        bound.push(from_json(*shape, value).ok_or_else(|| damaged(format!("{table}.{column} is not what it should be")))?);
    }
    let text = format!("INSERT INTO {name} ({}) VALUES ({})", names.join(", "), placeholders(1, bound.len()));
    let mut statement = composed(text);
    for value in bound {
        statement = statement.bind_value(value);
    }
    statement.run(tx).await?;
    Ok(())
}

fn encode(line: &Line) -> Result<String, StoreError> {
    serde_json::to_string(line).map_err(|error| StoreError::Unreadable(error.to_string()))
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

/// What a line of a backup brings.
enum Piece {
    /// A row, with the name of its table.
    Row(String, BTreeMap<String, Json>),
    /// The sealed bytes of a file, at their address.
    File(OfficeId, String, Vec<u8>),
}

/// The state of reading a backup: header first, end last, nothing after it.
#[derive(Default)]
struct Reading {
    line: usize,
    rows: usize,
    hash: Sha256,
    begun: bool,
    ended: bool,
}

impl Reading {
    fn take(&mut self, text: &str) -> Result<Option<Piece>, RestoreError> {
        self.line += 1;
        let line: Line = serde_json::from_str(text).map_err(|error| self.damaged(error.to_string()))?;
        match line {
            _ if self.ended => Err(self.damaged("something follows the end")),
            Line::Header { format, version: 1 } if !self.begun && format == FORMAT => {
                self.begun = true;
                Ok(None)
            }
            Line::Header { .. } => Err(self.damaged("a header of another format or version")),
            _ if !self.begun => Err(self.damaged("the header is missing")),
            Line::Row { table, values } => {
                self.hash.update(text.as_bytes());
                self.rows += 1;
                Ok(Some(Piece::Row(table, values)))
            }
            Line::File { office, sha256, sealed } => {
                self.hash.update(text.as_bytes());
                let sealed = BASE64.decode(sealed.as_bytes()).map_err(|_| self.damaged("the bytes of a file do not read"))?;
                Ok(Some(Piece::File(office, sha256, sealed)))
            }
            Line::End { rows, sha256 } => {
                self.ended = true;
                let found = HEXLOWER.encode(&self.hash.clone().finalize());
                if rows == self.rows && sha256 == found { Ok(None) } else { Err(self.damaged("rows are missing or were changed")) }
            }
        }
    }

    fn finish(self) -> Result<usize, RestoreError> {
        if self.ended { Ok(self.rows) } else { Err(self.damaged("the end is missing: the file was cut off")) }
    }

    fn damaged(&self, reason: impl Into<String>) -> RestoreError {
        RestoreError::Damaged { line: self.line, reason: reason.into() }
    }
}
