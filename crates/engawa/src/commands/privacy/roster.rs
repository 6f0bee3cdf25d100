//! A roster: CSV with the columns name, kana, role, in any order.

use std::{borrow::Cow, path::Path};

use csv::StringRecord;
use encoding_rs::SHIFT_JIS;
use privacy::RosterName;

use super::super::{CommandError, read_input};

/// Reads a roster. kana and role may be missing or empty; a row without a name is wrong.
pub fn read(file: &Path) -> Result<Vec<RosterName>, CommandError> {
    let wrong =
        |line: u64, column: usize, reason: &str| CommandError::Input(format!("{}, line {line}, column {column}: {reason}", file.display()));
    let bytes = read_input(file)?;
    let text = decoded(&bytes).ok_or_else(|| wrong(1, 1, "neither UTF-8 nor Windows-31J"))?;
    let mut rows = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let head = rows.headers().map_err(|error| wrong(1, 1, &error.to_string()))?.clone();
    let place = |name: &str| head.iter().position(|column| column == name);
    let name = place("name").ok_or_else(|| wrong(1, 1, "the column `name` is missing (columns: name, kana, role)"))?;
    let (kana, role) = (place("kana"), place("role"));
    let mut known = Vec::new();
    for row in rows.records() {
        let row = row.map_err(|error| wrong(error.position().map_or(1, csv::Position::line), 1, &error.to_string()))?;
        let cell = |column: Option<usize>| column.and_then(|column| row.get(column)).unwrap_or_default().to_owned();
        if row.iter().all(str::is_empty) {
            continue;
        }
        let person = RosterName { name: cell(Some(name)), kana: cell(kana), role: cell(role) };
        if person.name.is_empty() {
            return Err(wrong(line(&row), name + 1, "no name"));
        }
        known.push(person);
    }
    Ok(known)
}

fn line(row: &StringRecord) -> u64 {
    row.position().map_or(1, csv::Position::line)
}

/// UTF-8, with or without a byte order mark, or else Windows-31J. `None` where it is neither.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map(Cow::Borrowed).ok().or_else(|| SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes))
}
