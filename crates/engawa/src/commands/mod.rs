//! The command line, as `engawa --help` shows it. One file per command; each returns whether what it checked holds.

mod accounts;
mod assess;
mod audit;
mod backup;
mod bench;
mod demo;
mod doctor;
mod exchange;
mod import;
mod keys;
mod migrate;
mod paper;
mod plan;
mod rulebook;
mod serve;

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
};

use clap::{Parser, Subcommand};

use crate::{
    configuration::{Configuration, ConfigurationError},
    logging,
};

/// 縁側（えんがわ）: the year of 地域連携推進会議, from the list of offices to published minutes.
#[derive(Debug, Parser)]
#[command(name = "engawa", version, about = "縁側（えんがわ）：地域連携推進会議の一年を、事業所の一覧から議事録の公表まで")]
pub struct Call {
    /// The configuration file.
    #[arg(long, global = true, default_value = "engawa.toml")]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open an invented office, ready to click through; prints one sign-in link a role.
    Demo {
        /// Keep the demonstration in this folder; without it, it is thrown away at the end.
        #[arg(long)]
        dir: Option<PathBuf>,
        /// The port to listen on (0: any free one).
        #[arg(long)]
        port: Option<u16>,
    },
    /// Serve pages, send mail and do what is due.
    Serve,
    /// Bring the schema up to date.
    Migrate,
    /// Say what is wrong with this installation and how to mend it.
    Doctor,
    /// Write everything (rows and files) into one file. The keys are not in it.
    Backup {
        /// Where to; must not exist yet.
        file: PathBuf,
    },
    /// Fill an empty installation from a backup.
    Restore {
        /// Where from.
        file: PathBuf,
    },
    /// Who may sign in.
    #[command(subcommand)]
    Accounts(accounts::Command),
    /// Write everything in open formats into a folder, with every name readable. The folder is as secret as the keys.
    Export {
        /// Where to; must not exist yet.
        dir: PathBuf,
    },
    /// Load lists, or a whole folder that `engawa export` wrote into an empty installation.
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Import {
        /// The folder.
        #[arg(required = true)]
        dir: Option<PathBuf>,
        #[command(subcommand)]
        list: Option<import::Command>,
    },
    /// Rulebooks: the rules of the country and of cities, as data.
    #[command(subcommand)]
    Rulebook(rulebook::Command),
    /// What the rules say: which duty is met, due or broken, why, and by which clause.
    Assess(assess::Call),
    /// Plan from answers in a file, without any installation.
    #[command(subcommand)]
    Plan(plan::Command),
    /// Fill in a form: PDF, DOCX, HTML or plain text, without any installation.
    Paper(paper::Call),
    /// The audit chain.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Data to measure with.
    #[command(subcommand)]
    Bench(bench::Command),
    /// The keys by which personal fields are sealed.
    #[command(subcommand)]
    Keys(keys::Command),
}

/// Whether what was checked holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done; what was checked holds.
    Holds,
    /// Done; what was checked does not hold, and the findings were printed.
    DoesNotHold,
}

/// The call or its input is wrong, or the installation does not answer.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The configuration.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The database.
    #[error("the database: {0}")]
    Store(#[source] store::StoreError),
    /// A file.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The input is wrong; the text says where and what would be right.
    #[error("{0}")]
    Input(String),
    /// Something that the program brings along is broken.
    #[error("the program is not in order: {0}")]
    Broken(String),
    /// The program could not listen or answer.
    #[error("cannot serve: {0}")]
    Serve(#[source] std::io::Error),
}

impl From<store::StoreError> for CommandError {
    fn from(error: store::StoreError) -> Self {
        Self::Store(error)
    }
}

/// Does what was asked.
pub async fn run(call: Call) -> Result<Outcome, CommandError> {
    let configuration = Configuration::load(&call.config)?;
    logging::start(&configuration.log);
    if let Some(folder) = &configuration.rulebooks {
        rulebook::put_in_force(folder)?;
    }
    match call.command {
        Command::Demo { dir, port } => demo::run(&configuration, dir, port).await,
        Command::Serve => serve::run(&configuration).await,
        Command::Migrate => migrate::run(&configuration).await,
        Command::Doctor => doctor::run(&configuration).await,
        Command::Backup { file } => backup::backup(&configuration, &file).await,
        Command::Restore { file } => backup::restore(&configuration, &file).await,
        Command::Export { dir } => exchange::export(&configuration, &dir).await,
        Command::Import { list: Some(command), .. } => import::run(&configuration, command).await,
        Command::Import { dir, list: None } => exchange::import(&configuration, &dir.unwrap_or_default()).await,
        Command::Plan(command) => plan::run(command),
        Command::Paper(call) => paper::run(call),
        Command::Rulebook(command) => rulebook::run(command),
        Command::Assess(call) => assess::run(&configuration, call).await,
        Command::Accounts(command) => accounts::run(&configuration, command).await,
        Command::Audit(command) => audit::run(&configuration, command).await,
        Command::Bench(command) => bench::run(&configuration, command).await,
        Command::Keys(command) => keys::run(&configuration, command).await,
    }
}

/// The whole of an input; `-` is standard input.
fn read_input(file: &Path) -> Result<Vec<u8>, CommandError> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map(|_| bytes).map_err(|source| CommandError::File { path: file.to_owned(), source })
}

/// The whole of a text in UTF-8, with or without a byte order mark.
fn read_text(file: &Path) -> Result<String, CommandError> {
    let bytes = read_input(file)?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let line = |at: usize| text[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    std::str::from_utf8(text)
        .map(ToOwned::to_owned)
        .map_err(|error| CommandError::Input(format!("{}, line {}: not UTF-8", file.display(), line(error.valid_up_to()))))
}

/// Reads JSON in UTF-8, with or without a byte order mark.
fn read_json<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T, CommandError> {
    serde_json::from_str(&read_text(file)?).map_err(|error| {
        let place = format!("{}, line {}, column {}", file.display(), error.line(), error.column());
        let told = error.to_string();
        let reason = told.rsplit_once(" at line ").map_or(told.as_str(), |(reason, _)| reason);
        CommandError::Input(format!("{place}: {reason}"))
    })
}

/// Prints a line of the result to standard output. A reader that went away (`| head`) is no error.
pub fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
