//! Everything in open formats (H6): one file of JSON lines a table with every field readable, the files as they were put in, and a
//! manifest with the hash of each. Another installation, with other keys and perhaps another database, takes it in whole.
//!
//! What only concerns the running of one installation stays ([`Table::travels`]). Links that were sent before open nothing in the
//! other installation: their secrets are known only as hashes keyed here.

use std::{collections::BTreeMap, io::BufRead};

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use model::OfficeId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::{Columns, Pages, Refused, Values, insert, is_empty, key_values, shapes, to_json};
use crate::{
    Across, ActorStamp, Chain, Database, Facts, Keyring, Objects, Place, ReadTx, Record, Sealed, StoreError, Subject, WriteTx,
    audit::{
        rechain::{Rechain, Told},
        verify,
    },
    column::{Shape, Value},
    files,
    schema::{TABLES, Table},
};

const FORMAT: &str = "engawa-export";
/// The name of the manifest, which is written last.
pub const MANIFEST: &str = "manifest.json";
const VERSION: u32 = 1;

/// How much was taken out or in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// Rows of tables.
    pub rows: usize,
    /// Files.
    pub files: usize,
    /// Whether the audit chains were whole when it was taken out.
    pub chains_hold: bool,
}

/// What was taken out cannot be taken in; nothing was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The database or the store of files failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file of the folder does not read.
    #[error("{file}: {source}")]
    Read {
        /// Which file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file of the folder is not what the manifest says, or a line of it is not a row.
    #[error("{file}, line {line}: {reason}")]
    Damaged {
        /// Which file.
        file: String,
        /// Which line, from 1; 0 for the whole file.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// It was taken out of a program of another version.
    #[error("it was taken out at step {found} of the schema and this program is at step {ours}: use the same version on both sides")]
    OtherSchema {
        /// The step of the folder.
        found: usize,
        /// The step of this program.
        ours: usize,
    },
    /// There is something in the database already.
    #[error("the database is not empty: everything is only taken into a new installation")]
    NotEmpty,
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    format: String,
    version: u32,
    /// The number of steps of the schema.
    schema: usize,
    made_at: Timestamp,
    chains_hold: bool,
    tables: Vec<TableEntry>,
    files: Vec<FileEntry>,
}

#[derive(Serialize, Deserialize)]
struct TableEntry {
    table: String,
    file: String,
    rows: usize,
    sha256: String,
    /// What a column holds, for whoever reads the files without this program.
    columns: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
struct FileEntry {
    office: OfficeId,
    sha256: String,
    file: String,
}

/// Hands everything to `write`, which appends bytes to the file of that name; files come one after the other, the manifest last.
/// That everything was read is recorded first.
pub async fn export<E: From<StoreError>>(
    database: &Database,
    objects: &Objects,
    at: Timestamp,
    mut write: impl FnMut(&str, &[u8]) -> Result<(), E>,
) -> Result<Exported, E> {
    Across::open(database, at, ActorStamp::System("export"), "export").await?;
    let mut tx = database.read().await?;
    let chains_hold = verify(&mut tx).await?.is_ok();
    let schema = crate::migrate::steps();
    let mut manifest =
        Manifest { format: FORMAT.to_owned(), version: VERSION, schema, made_at: at, chains_hold, tables: Vec::new(), files: Vec::new() };
    for table in TABLES.iter().filter(|table| table.travels) {
        manifest.tables.push(export_table(&mut tx, table, &mut write).await?);
    }
    for (office, sha256) in files::addresses(&mut tx).await? {
        let missing = || StoreError::Unreadable(format!("the bytes of the file {sha256}"));
        let file = format!("files/{office}/{sha256}");
        write(&file, &objects.get(office, &sha256).await?.ok_or_else(missing)?)?;
        manifest.files.push(FileEntry { office, sha256, file });
    }
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| StoreError::Unreadable(error.to_string()))?;
    write(MANIFEST, text.as_bytes())?;
    Ok(manifest.amount())
}

impl Manifest {
    fn amount(&self) -> Exported {
        let rows = self.tables.iter().map(|table| table.rows).sum();
        Exported { rows, files: self.files.len(), chains_hold: self.chains_hold }
    }
}

async fn export_table<E: From<StoreError>>(
    tx: &mut ReadTx,
    table: &Table,
    write: &mut impl FnMut(&str, &[u8]) -> Result<(), E>,
) -> Result<TableEntry, E> {
    let (keyring, mut pages) = (tx.keyring(), Pages::of(tx, table).await?);
    let file = format!("tables/{}.jsonl", table.name);
    let (mut hash, mut rows) = (Sha256::new(), 0);
    write(&file, b"")?;
    while let Some(page) = pages.next(tx).await? {
        for row in page {
            let line = format!("{}\n", Json::Object(opened(&keyring, table, &row)?));
            hash.update(line.as_bytes());
            write(&file, line.as_bytes())?;
            rows += 1;
        }
    }
    let told = pages.columns.iter().filter(|(name, _)| !is_index(table, name));
    Ok(TableEntry {
        table: table.name.to_owned(),
        file,
        rows,
        sha256: HEXLOWER.encode(&hash.finalize()),
        columns: told.map(|(name, shape)| (name.clone(), meaning(table, name, *shape).to_owned())).collect(),
    })
}

fn is_index(table: &Table, column: &str) -> bool {
    table.indexes.iter().any(|index| index.column == column)
}

fn meaning(table: &Table, column: &str, shape: Shape) -> &'static str {
    match shape {
        _ if table.sealed.contains(&column) => "text (sealed in the database)",
        Shape::Text => "text",
        Shape::Whole => "whole number; moments are milliseconds since 1970-01-01T00:00:00Z",
        Shape::Real => "number",
        Shape::Bytes => "bytes in base64",
    }
}

/// A row as anybody can read it.
fn opened(keyring: &Keyring, table: &Table, row: &Values) -> Result<Map<String, Json>, StoreError> {
    let key = key_values(table, row);
    let told = row.iter().filter(|(name, _)| !is_index(table, name)).map(|(name, value)| {
        let value = match value {
            Value::Bytes(bytes) if table.sealed.contains(&name.as_str()) => {
                Json::String(keyring.open(&Place::of_row(table.name, name, &key), &Sealed::from_bytes(bytes.clone()))?)
            }
            other => to_json(other),
        };
        Ok((name.clone(), value))
    });
    told.collect()
}

/// Takes in what [`export`] wrote, all of it or nothing; `read` opens the file of a name. The receiving installation seals with its
/// own keys.
pub async fn import<R: BufRead>(
    database: &Database,
    objects: &Objects,
    at: Timestamp,
    mut read: impl FnMut(&str) -> std::io::Result<R>,
) -> Result<Exported, ImportError> {
    let manifest = manifest(open(&mut read, MANIFEST)?)?;
    let mut tx = database.write().await?;
    if !is_empty(&mut tx).await? {
        return Err(ImportError::NotEmpty);
    }
    let mut taking = Taking { shapes: shapes(&mut tx).await?, rechain: Rechain::default() };
    // In the order of this program, in which each table comes after those it refers to.
    for table in TABLES.iter().filter(|table| table.travels) {
        let entry = manifest.tables.iter().find(|entry| entry.table == table.name);
        let entry = entry.ok_or_else(|| damaged(MANIFEST, 0, format!("the table {} is missing", table.name)))?;
        let file = open(&mut read, &entry.file)?;
        taking.table(&mut tx, table, entry, file).await?;
    }
    for entry in &manifest.files {
        let mut bytes = Vec::new();
        let failed = |source| ImportError::Read { file: entry.file.clone(), source };
        open(&mut read, &entry.file)?.read_to_end(&mut bytes).map_err(failed)?;
        same_hash(&entry.file, &entry.sha256, Sha256::digest(&bytes).as_slice())?;
        objects.put(entry.office, &bytes).await?;
    }
    taking.rechain.finish(&mut tx).await?;
    let amount = manifest.amount();
    let record = Record {
        chain: Chain::Installation,
        actor: ActorStamp::System("import"),
        action: "installation.imported",
        subject: Subject::new("installation", "this"),
        before: Facts::new().plain("taken_out_at", manifest.made_at).plain("chains_hold", manifest.chains_hold),
        after: Facts::new().plain("rows", amount.rows).plain("files", amount.files),
    };
    tx.commit(at, record).await?;
    Ok(amount)
}

fn open<R: BufRead>(read: &mut impl FnMut(&str) -> std::io::Result<R>, file: &str) -> Result<R, ImportError> {
    read(file).map_err(|source| ImportError::Read { file: file.to_owned(), source })
}

fn damaged(file: &str, line: usize, reason: impl Into<String>) -> ImportError {
    ImportError::Damaged { file: file.to_owned(), line, reason: reason.into() }
}

fn same_hash(file: &str, expected: &str, found: &[u8]) -> Result<(), ImportError> {
    if HEXLOWER.encode(found) == expected {
        return Ok(());
    }
    Err(damaged(file, 0, "its content is not what the manifest says: it was changed or cut off"))
}

fn manifest(file: impl BufRead) -> Result<Manifest, ImportError> {
    let manifest: Manifest = serde_json::from_reader(file).map_err(|error| damaged(MANIFEST, error.line(), error.to_string()))?;
    if manifest.format != FORMAT || manifest.version != VERSION {
        return Err(damaged(MANIFEST, 0, "another format or version"));
    }
    let ours = crate::migrate::steps();
    if manifest.schema != ours {
        return Err(ImportError::OtherSchema { found: manifest.schema, ours });
    }
    // Nothing outside the folder is ever opened, whatever a manifest says.
    let names = manifest.tables.iter().map(|entry| &entry.file).chain(manifest.files.iter().map(|entry| &entry.file));
    for name in names {
        if name.split('/').any(|part| part.is_empty() || part == "." || part == "..") || name.contains(['\\', ':']) {
            return Err(damaged(MANIFEST, 0, format!("“{name}” is not a name inside the folder")));
        }
    }
    Ok(manifest)
}

/// The state of taking in.
struct Taking {
    shapes: BTreeMap<&'static str, Columns>,
    rechain: Rechain,
}

impl Taking {
    async fn table(&mut self, tx: &mut WriteTx, table: &Table, entry: &TableEntry, file: impl BufRead) -> Result<(), ImportError> {
        let (mut hash, mut rows) = (Sha256::new(), 0);
        for line in file.lines() {
            let line = line.map_err(|source| ImportError::Read { file: entry.file.clone(), source })?;
            hash.update(line.as_bytes());
            hash.update(b"\n");
            rows += 1;
            self.row(tx, table, &line).await.map_err(|refused| match refused {
                Refused::Store(error) => ImportError::Store(error),
                Refused::Damaged(reason) => damaged(&entry.file, rows, reason),
            })?;
        }
        same_hash(&entry.file, &entry.sha256, hash.finalize().as_slice())
    }

    async fn row(&mut self, tx: &mut WriteTx, table: &Table, line: &str) -> Result<(), Refused> {
        let not_a_row = |error: serde_json::Error| Refused::Damaged(error.to_string());
        if table.name == "audit_log" {
            let told: Told = serde_json::from_str(line).map_err(not_a_row)?;
            return self.rechain.append(tx, told).await?.map_err(Refused::Damaged);
        }
        let mut told: BTreeMap<String, Json> = serde_json::from_str(line).map_err(not_a_row)?;
        let keyring = tx.keyring();
        let found_by = table.indexes.iter().filter_map(|index| {
            let clear = told.get(index.of)?.as_str()?;
            Some((index.column, Value::Bytes(index.hash(&keyring, clear).as_bytes().to_vec())))
        });
        let hashes = found_by.collect();
        seal(&keyring, table, &mut told)?;
        insert(tx, &self.shapes, table.name, told, hashes).await
    }
}

/// Seals the readable fields of a row for their places.
fn seal(keyring: &Keyring, table: &Table, told: &mut BTreeMap<String, Json>) -> Result<(), Refused> {
    let key: Vec<String> = table.key.iter().map(|name| told.get(*name).map(key_text).unwrap_or_default()).collect();
    for column in table.sealed {
        let Some(Json::String(clear)) = told.get(*column) else { continue };
        let sealed = keyring.seal(&Place::of_key(table.name, column, &key), clear)?;
        told.insert((*column).to_owned(), to_json(&Value::Bytes(sealed.as_bytes().to_vec())));
    }
    Ok(())
}

/// The value of a key as [`Place`] writes it.
fn key_text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
