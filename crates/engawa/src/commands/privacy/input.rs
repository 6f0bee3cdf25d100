//! Texts: a plain file, or lines of objects.

use std::path::Path;

use serde::Deserialize;

use super::super::{CommandError, read_text};

/// What one file holds.
pub struct Input {
    /// Lines of objects rather than one plain text.
    pub lines: bool,
    pub documents: Vec<Document>,
}

/// A text.
#[derive(Debug, Deserialize)]
pub struct Document {
    pub id: String,
    pub text: String,
    /// Names known for this text alone.
    #[serde(default)]
    pub roster: Vec<Person>,
    /// Numbers and addresses of the office itself, which need not be hidden.
    #[serde(default)]
    pub own: Vec<String>,
}

/// Somebody on the roster of one text.
#[derive(Debug, Deserialize)]
pub struct Person {
    pub name: String,
    #[serde(default)]
    pub kana: String,
    #[serde(default)]
    pub role: String,
}

impl Document {
    /// Whether it carries what is known for it alone.
    pub fn knows_more(&self) -> bool {
        !self.roster.is_empty() || !self.own.is_empty()
    }
}

impl Input {
    /// Reads a file; `lines` says that it holds objects.
    pub fn read(file: &Path, lines: bool) -> Result<Self, CommandError> {
        let text = read_text(file)?;
        let named = file.extension().is_some_and(|extension| extension == "jsonl" || extension == "ndjson");
        if lines || named || begins_with_object(&text) {
            return Ok(Self { lines: true, documents: documents(file, &text)? });
        }
        let document = Document { id: file.display().to_string(), text, roster: Vec::new(), own: Vec::new() };
        Ok(Self { lines: false, documents: vec![document] })
    }
}

/// Whether the first line is an object with a text.
fn begins_with_object(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| line.starts_with('{') && serde_json::from_str::<Document>(line).is_ok())
}

fn documents(file: &Path, text: &str) -> Result<Vec<Document>, CommandError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|error| {
                let told = error.to_string();
                let reason = told.rsplit_once(" at line ").map_or(told.as_str(), |(reason, _)| reason);
                CommandError::Input(format!("{}, line {}, column {}: {reason}", file.display(), number + 1, error.column()))
            })
        })
        .collect()
}
