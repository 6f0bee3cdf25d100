//! `engawa privacy scan | redact [--roster FILE.csv] FILE …`: needs no installation.

mod input;
mod roster;

use std::{path::PathBuf, sync::Arc};

use ::privacy::{
    RosterName,
    scan::{Knowledge, LIKELY, Names, Scanner, redact},
    span::Span,
};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::{CommandError, Outcome, say};
use input::{Document, Input};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print what identifies a person, one object a line. Ends with 1 when something was found.
    Scan(Call),
    /// Print the text with 〔氏名〕-style marks in place of what identifies a person. Ends with 1 when a name of the roster is left.
    Redact(Call),
}

#[derive(Debug, Args)]
pub struct Call {
    /// Names that must be found: CSV with the columns name, kana, role; UTF-8 or Windows-31J.
    #[arg(long)]
    roster: Option<PathBuf>,
    /// Input and output: one object a line. Without it, a file is such a file when its name ends in .jsonl or its first line is an
    /// object with a text.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// How sure a span must be to be told, 0 to 1. 0 tells every doubt.
    #[arg(long, default_value_t = LIKELY, value_parser = share)]
    least: f32,
    /// Plain text, or lines of {"id", "text"}, which may carry a "roster" and the office's "own" numbers; `-` for standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
}

/// A number from 0 to 1.
fn share(written: &str) -> Result<f32, String> {
    let share: f32 = written.parse().map_err(|_| "a number from 0 to 1 is needed".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("a number from 0 to 1 is needed".to_owned()) }
}

/// A line of the output of `scan`.
#[derive(Serialize)]
struct Scanned<'a> {
    id: &'a str,
    spans: Vec<Told<'a>>,
}

/// A span as it is printed; offsets count Unicode scalar values of the text as it stands in the input.
#[derive(Serialize)]
struct Told<'a> {
    start: usize,
    end: usize,
    label: &'static str,
    text: &'a str,
    confidence: f64,
    why: &'a str,
    known: bool,
}

/// A line of the output of `redact`, where the input has lines.
#[derive(Serialize)]
struct Redacted<'a> {
    id: &'a str,
    text: String,
}

/// Scans or redacts.
pub fn run(command: &Command) -> Result<Outcome, CommandError> {
    let (call, redacting) = match command {
        Command::Scan(call) => (call, false),
        Command::Redact(call) => (call, true),
    };
    let known = call.roster.as_deref().map(roster::read).transpose()?.unwrap_or_default();
    let language = language()?;
    let scanner = scanner(known.clone(), Vec::new(), &language);
    let mut holds = true;
    // All files are read before anything is printed: a wrong line gives an error and nothing half-done.
    let inputs = call.files.iter().map(|file| Input::read(file, call.format.is_some())).collect::<Result<Vec<_>, _>>()?;
    for input in inputs {
        for document in &input.documents {
            let own_scanner = document.knows_more().then(|| scanner_of(&known, document, &language));
            let scanner = own_scanner.as_ref().unwrap_or(&scanner);
            let spans = likely(scanner, &document.text, call.least);
            holds &= if redacting { redacted(scanner, document, &spans, &input)? } else { scanned(document, &spans)? };
        }
    }
    Ok(if holds { Outcome::Holds } else { Outcome::DoesNotHold })
}

/// The language, from this user's cache; compiled for this call alone where there is none.
fn language() -> Result<Arc<dyn Names>, CommandError> {
    let broken = |error: store::language::LanguageError| CommandError::Broken(error.to_string());
    if let Some(folder) = crate::cache::folder()
        && let Ok(language) = store::language::load(&folder)
    {
        return Ok(Arc::new(language));
    }
    let folder = tempfile::tempdir().map_err(|source| CommandError::File { path: std::env::temp_dir(), source })?;
    Ok(Arc::new(store::language::load(folder.path()).map_err(broken)?))
}

fn scanner(names: Vec<RosterName>, own: Vec<String>, language: &Arc<dyn Names>) -> Scanner {
    Scanner::new(Knowledge { names, own, ..Knowledge::default() }, Some(language.clone()))
}

fn scanner_of(known: &[RosterName], document: &Document, language: &Arc<dyn Names>) -> Scanner {
    let more =
        document.roster.iter().map(|person| RosterName { name: person.name.clone(), kana: person.kana.clone(), role: person.role.clone() });
    scanner(known.iter().cloned().chain(more).collect(), document.own.clone(), language)
}

fn likely(scanner: &Scanner, text: &str, least: f32) -> Vec<Span> {
    scanner.scan(text).into_iter().filter(|span| span.confidence >= least).collect()
}

/// Prints what was found; whether nothing was.
fn scanned(document: &Document, spans: &[Span]) -> Result<bool, CommandError> {
    let told = spans.iter().map(|span| Told {
        start: span.start,
        end: span.end,
        label: span.label.code(),
        text: &span.text,
        confidence: (f64::from(span.confidence) * 100.0).round() / 100.0,
        why: &span.why,
        known: span.known,
    });
    print(&Scanned { id: &document.id, spans: told.collect() })?;
    Ok(spans.is_empty())
}

/// Prints the text with marks; whether no likely name of the roster is left in it.
fn redacted(scanner: &Scanner, document: &Document, spans: &[Span], input: &Input) -> Result<bool, CommandError> {
    let text = redact(&document.text, spans);
    let left = scanner.scan(&text).iter().any(|span| span.known && span.confidence >= LIKELY);
    if input.lines {
        print(&Redacted { id: &document.id, text })?;
    } else {
        say(text.strip_suffix('\n').unwrap_or(&text));
    }
    Ok(!left)
}

fn print(line: &impl Serialize) -> Result<(), CommandError> {
    say(serde_json::to_string(line).map_err(|error| CommandError::Broken(error.to_string()))?);
    Ok(())
}
