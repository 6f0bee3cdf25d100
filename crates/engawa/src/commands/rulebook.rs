//! `engawa rulebook check | test | explain`

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use model::{
    Vocabulary,
    identifiers::JurisdictionCode,
    jurisdictions::{self, Jurisdiction},
};
use rulebook::{BUILT_IN, Library, LogEntry, Regulation, Rule, Rulebook, RulebookError, cases};
use service::Clock;

use super::{CommandError, Outcome, read_text, say};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check rulebooks: syntax, names, references, dates, citations. Those of the program when no path is given.
    Check {
        /// Files, or folders with files.
        paths: Vec<PathBuf>,
    },
    /// Run the cases (*.cases.toml) beside rulebooks and print what differs.
    Test {
        /// Files, or folders with files.
        paths: Vec<PathBuf>,
    },
    /// Print the JSON Schema of rulebooks, for editors.
    Schema,
    /// The rules in force at a place, with citations.
    Explain {
        /// The code of a municipality, a ward or a prefecture.
        code: JurisdictionCode,
        /// The day; today when absent.
        #[arg(long)]
        on: Option<Date>,
        /// What changes on which day, instead: rules that begin, end, bind more or less, or give way to others.
        #[arg(long, conflicts_with = "on")]
        changes: bool,
        /// How to print.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON document.
    Json,
}

/// Does what was asked; needs no installation.
pub fn run(command: Command) -> Result<Outcome, CommandError> {
    match command {
        Command::Check { paths } => Ok(told(library(&given(&paths)?).map(|library| library.books().count()))),
        Command::Test { paths } => test(&paths),
        Command::Schema => {
            say(format_args!("{:#}", rulebook::schema()));
            Ok(Outcome::Holds)
        }
        Command::Explain { code, changes: true, format, .. } => changes(code, format),
        Command::Explain { code, on, format, .. } => explain(code, on.unwrap_or_else(|| service::SystemClock.today()), format),
    }
}

/// A rulebook and the cases beside it, each with the name of its file.
struct Given {
    file: String,
    text: String,
    cases: Option<(String, String)>,
}

/// All rulebooks at the paths, or those of the program.
fn given(paths: &[PathBuf]) -> Result<Vec<Given>, CommandError> {
    if paths.is_empty() {
        let built_in = BUILT_IN.iter().map(|known| Given {
            file: known.file.to_owned(),
            text: known.text.to_owned(),
            cases: Some((known.cases_file.to_owned(), known.cases.to_owned())),
        });
        return Ok(built_in.collect());
    }
    let mut found = Vec::new();
    for path in paths {
        collect(path, &mut found)?;
    }
    if found.is_empty() {
        return Err(CommandError::Input("there is no rulebook (*.toml) at these paths".to_owned()));
    }
    found.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<Given, CommandError> {
    let beside = path.with_extension("cases.toml");
    let cases = match beside.exists() {
        true => Some((beside.display().to_string(), read_text(&beside)?)),
        false => None,
    };
    Ok(Given { file: path.display().to_string(), text: read_text(path)?, cases })
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<(), CommandError> {
    let failed = |source| CommandError::File { path: path.to_owned(), source };
    if !path.is_dir() {
        found.push(path.to_owned());
        return Ok(());
    }
    let mut entries = std::fs::read_dir(path)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)?;
    entries.sort();
    for entry in entries {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() || (name.ends_with(".toml") && !name.ends_with(".cases.toml")) {
            collect(&entry, found)?;
        }
    }
    Ok(())
}

/// Lets the rulebooks of a folder hold from now on, together with those of the program that they do not replace.
pub fn put_in_force(folder: &Path) -> Result<(), CommandError> {
    let given = given(&[folder.to_owned()])?;
    let faults = |errors: Vec<RulebookError>| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let library = library(&given).map_err(|errors| CommandError::Input(faults(errors)))?;
    library.put_in_force().map_err(|_| CommandError::Broken("rulebooks were put in force twice".to_owned()))
}

/// The rulebooks that were read, on top of those of the program that they do not replace.
fn library(given: &[Given]) -> Result<Library, Vec<RulebookError>> {
    Library::parse_over_built_in(given.iter().map(|one| (one.file.as_str(), one.text.as_str())))
}

fn told(checked: Result<usize, Vec<RulebookError>>) -> Outcome {
    match checked {
        Ok(books) => {
            say(format_args!("{books} rulebooks, all in order"));
            Outcome::Holds
        }
        Err(errors) => {
            for error in errors {
                say(error);
            }
            Outcome::DoesNotHold
        }
    }
}

fn test(paths: &[PathBuf]) -> Result<Outcome, CommandError> {
    let given = given(paths)?;
    let library = match library(&given) {
        Ok(library) => library,
        Err(errors) => return Ok(told(Err(errors))),
    };
    let (mut run, mut outcome) = (0, Outcome::Holds);
    for Given { file, cases, .. } in &given {
        let (Some(book), Some((file, text))) = (library.books().find(|book| book.file() == file), cases) else { continue };
        match cases::parse(file, text) {
            Ok(cases) => {
                for case in &cases {
                    run += 1;
                    for difference in cases::run(case, book) {
                        say(format_args!("{file}:{difference}"));
                        outcome = Outcome::DoesNotHold;
                    }
                }
            }
            Err(error) => {
                say(error);
                outcome = Outcome::DoesNotHold;
            }
        }
    }
    say(format_args!("{run} cases{}", if outcome == Outcome::Holds { ", all as expected" } else { "" }));
    Ok(outcome)
}

fn place(code: JurisdictionCode) -> Result<&'static Jurisdiction, CommandError> {
    jurisdictions::lookup(code).ok_or_else(|| CommandError::Input(format!("there is no municipality with the code {code}")))
}

/// The change log of the rulebook that holds at a place.
fn changes(code: JurisdictionCode, format: Format) -> Result<Outcome, CommandError> {
    let (place, book) = (place(code)?, Rulebook::at(Some(code)));
    let log = book.changes();
    if format == Format::Json {
        say(serde_json::json!({ "code": code.to_string(), "name": place.full_name, "rulebook": book.id(), "changes": log }));
        return Ok(Outcome::Holds);
    }
    say(format_args!("{}（{code}）　{}", place.full_name, book.title()));
    for LogEntry { day, rule, event, from, to, book, sentence, citation, .. } in log {
        let said = |regulation: Option<Regulation>| regulation.map_or("なし", |regulation| regulation.label());
        let (from, to) = (said(from), said(to));
        say(format_args!("{day}　{rule}　{event}　{from} → {to}　[{book}]\n    {sentence}（{citation}）"));
    }
    Ok(Outcome::Holds)
}

fn explain(code: JurisdictionCode, on: Date, format: Format) -> Result<Outcome, CommandError> {
    let place = place(code)?;
    let book = Rulebook::at(Some(code));
    let in_force = book.rules().iter().filter_map(|rule| Some((rule, rule.regulation_on(on)?)));
    match format {
        Format::Json => {
            let rules: Vec<_> = in_force
                .map(|(rule, regulation)| {
                    serde_json::json!({
                        "rule": rule.id, "requirement": rule.requirement, "level": regulation.code(), "sentence": &*rule.sentence,
                        "citation": &*rule.citation, "rulebook": &*rule.book, "services": codes(rule),
                    })
                })
                .collect();
            say(serde_json::json!({ "code": code.to_string(), "name": place.full_name, "on": on, "rulebook": book.id(), "rules": rules }));
        }
        Format::Text => {
            say(format_args!("{}（{code}）　{on}　{}", place.full_name, book.title()));
            if book.jurisdiction().is_none() {
                say("この市区町村の規則集はありません。国の規則が当てはまります。");
            }
            for (rule, regulation) in in_force {
                say(format_args!("{}　{regulation}　{}\n    {}（{}）", rule.id, rule.requirement, rule.sentence, rule.citation));
            }
        }
    }
    Ok(Outcome::Holds)
}

fn codes(rule: &Rule) -> Vec<&'static str> {
    rule.services.iter().map(|service| service.code()).collect()
}
