//! A backup: one text file with a header, one JSON object a row and a file, and an end with the count and a hash. Sealed values stay
//! sealed in it: without the keys it tells nobody's name. It goes back into an installation that holds the same keys.

use std::collections::BTreeMap;

use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use model::OfficeId;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::{Pages, RestoreError, insert, is_empty, shapes, to_json};
use crate::{ActorStamp, Chain, Database, Facts, Objects, Record, StoreError, Subject, files, schema::TABLES};

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    Header { format: String, version: u32 },
    Row { table: String, values: BTreeMap<String, Json> },
    File { office: OfficeId, sha256: String, sealed: String },
    End { rows: usize, sha256: String },
}

const FORMAT: &str = "engawa-backup";
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
        let mut pages = Pages::of(&mut tx, table).await?;
        while let Some(page) = pages.next(&mut tx).await? {
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
            Some(Piece::Row(table, values)) => {
                insert(&mut tx, &shapes, &table, values, Vec::new()).await.map_err(|refused| refused.at(number))?
            }
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

fn encode(line: &Line) -> Result<String, StoreError> {
    serde_json::to_string(line).map_err(|error| StoreError::Unreadable(error.to_string()))
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
