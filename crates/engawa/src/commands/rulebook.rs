//! `engawa rulebook check | test | explain`

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use model::{Vocabulary, identifiers::JurisdictionCode, jurisdictions};
use rulebook::{Library, Rule, Rulebook, RulebookError, cases};
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
        Command::Check { paths } => Ok(told(library(&files(&paths)?).map(|library| library.books().count()))),
        Command::Test { paths } => test(&paths),
        Command::Schema => {
            say(format_args!("{:#}", rulebook::schema()));
            Ok(Outcome::Holds)
        }
        Command::Explain { code, on, format } => explain(code, on.unwrap_or_else(|| service::SystemClock.today()), format),
    }
}

/// A file and its text.
type Read = (String, String);

/// All rulebooks at the paths, or those of the program.
fn files(paths: &[PathBuf]) -> Result<Vec<Read>, CommandError> {
    if paths.is_empty() {
        return Ok(Library::built_in_files().iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect());
    }
    let mut found = Vec::new();
    for path in paths {
        collect(path, &mut found)?;
    }
    if found.is_empty() {
        return Err(CommandError::Input("there is no rulebook (*.toml) at these paths".to_owned()));
    }
    found.iter().map(|path| Ok((path.display().to_string(), read_text(path)?))).collect()
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

/// The rulebooks that were read, on top of those of the program that they do not replace.
fn library(files: &[Read]) -> Result<Library, Vec<RulebookError>> {
    let own = files.iter().map(|(file, text)| (file.as_str(), text.as_str()));
    let replaced = |text: &str| {
        let id = text.lines().find(|line| line.starts_with("id ="));
        files.iter().any(|(_, own)| own.lines().find(|line| line.starts_with("id =")) == id)
    };
    let built_in = Library::built_in_files().iter().copied().filter(|(_, text)| !replaced(text));
    Library::parse(own.chain(built_in))
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
    let files = files(paths)?;
    let library = match library(&files) {
        Ok(library) => library,
        Err(errors) => return Ok(told(Err(errors))),
    };
    let (mut run, mut outcome) = (0, Outcome::Holds);
    for (file, text) in &files {
        let Some(book) = library.books().find(|book| text.lines().any(|line| line == format!("id = \"{}\"", book.id()))) else { continue };
        let Some(written) = cases_beside(file)? else { continue };
        let (file, text) = written;
        match cases::parse(&file, &text) {
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

/// The cases beside a rulebook; those of the program are part of it.
fn cases_beside(file: &str) -> Result<Option<Read>, CommandError> {
    if let Some((file, text)) = rulebook::cases::built_in().iter().find(|(cases, _)| *cases == file.replace(".toml", ".cases.toml"))
        && !Path::new(file).exists()
    {
        return Ok(Some(((*file).to_owned(), (*text).to_owned())));
    }
    let beside = PathBuf::from(file.replace(".toml", ".cases.toml"));
    if beside.exists() { Ok(Some((beside.display().to_string(), read_text(&beside)?))) } else { Ok(None) }
}

fn explain(code: JurisdictionCode, on: Date, format: Format) -> Result<Outcome, CommandError> {
    let place = jurisdictions::lookup(code).ok_or_else(|| CommandError::Input(format!("there is no municipality with the code {code}")))?;
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
