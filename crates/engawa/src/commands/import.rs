//! `engawa import offices FILE`

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use service::{
    Actor,
    offices::import::{self, Error, Report},
};

use super::{CommandError, Outcome, read_input, say};
use crate::{configuration::Configuration, startup};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Load the national list of offices (CSV of 障害福祉サービス等情報公表システム), as often as there are editions.
    Offices {
        /// The file; `-` for standard input.
        file: PathBuf,
        /// Only say what would be done.
        #[arg(long)]
        dry_run: bool,
        /// How to print the report.
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

/// Imports; does not hold when a row was rejected.
pub async fn run(configuration: &Configuration, command: Command) -> Result<Outcome, CommandError> {
    let Command::Offices { file, dry_run, format } = command;
    let bytes = read_input(&file)?;
    let app = startup::open(configuration).await?;
    let imported = import::import(&app, &Actor::System("import"), &bytes, dry_run).await;
    app.database.close().await;
    let report = imported.map_err(|error| match error {
        Error::List(error) => CommandError::Input(format!("{}: {error}", file.display())),
        Error::Fault(fault) => CommandError::Broken(fault.to_string()),
    })?;
    match format {
        Format::Json => say(serde_json::to_string(&report).map_err(|error| CommandError::Broken(error.to_string()))?),
        Format::Text => print(&report),
    }
    Ok(if report.rejected.is_empty() { Outcome::Holds } else { Outcome::DoesNotHold })
}

fn print(report: &Report) {
    let counts = |what: &str, counts: &import::Counts| {
        say(format_args!("{what}：新規 {}、変更 {}、変わらず {}", counts.new, counts.changed, counts.unchanged))
    };
    say(format_args!("{}行を読みました。", report.rows));
    counts("事業所", &report.offices);
    counts("住居", &report.dwellings);
    say(format_args!(
        "一覧からなくなった住居 {}、確かめたい行 {}、取り込めなかった行 {}",
        report.gone.len(),
        report.doubts.len(),
        report.rejected.len()
    ));
    for line in &report.rejected {
        say(format_args!("{}行目　{}　「{}」　{}", line.line, line.column.as_deref().unwrap_or("行全体"), line.value, line.reason));
    }
}
