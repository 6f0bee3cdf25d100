//! `engawa assess`: what the rules say of offices, or of a situation in a file.

use std::{
    io::{BufWriter, Stdout, Write},
    path::PathBuf,
};

use clap::{ArgGroup, Args, ValueEnum};
use jiff::civil::Date;
use model::{
    calendar::FiscalYear,
    identifiers::{JurisdictionCode, OfficeNumber},
};
use rulebook::{Finding, Rulebook, Status, cases};
use serde::Serialize;
use service::{
    Actor,
    findings::across::{self, Whose},
};

use super::{CommandError, Outcome, read_text};
use crate::{configuration::Configuration, startup};

#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("whose").required(true)))]
pub struct Call {
    /// 事業所番号.
    #[arg(long, group = "whose")]
    office: Option<OfficeNumber>,
    /// The code of a municipality, a ward or a prefecture: all offices that lie there.
    #[arg(long, group = "whose")]
    municipality: Option<JurisdictionCode>,
    /// Every office.
    #[arg(long, group = "whose")]
    all: bool,
    /// A situation as in a file of cases, without any installation; `-` for standard input.
    #[arg(long, group = "whose")]
    facts: Option<PathBuf>,
    /// The 年度 by its first year; the present one when absent.
    #[arg(long)]
    year: Option<FiscalYear>,
    /// The day of the assessment; today when absent.
    #[arg(long)]
    on: Option<Date>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON document.
    Json,
    /// One finding a line.
    Jsonl,
    /// With a heading, for spreadsheets.
    Csv,
    /// For people.
    Table,
}

/// A finding with the office it is about.
#[derive(Serialize)]
struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<String>,
    #[serde(flatten)]
    finding: Finding,
}

/// Assesses; does not hold when something is broken or overdue.
pub async fn run(configuration: &Configuration, call: Call) -> Result<Outcome, CommandError> {
    let out = BufWriter::new(std::io::stdout());
    let mut printer = Printer { out, format: call.format, first: true, outcome: Outcome::Holds };
    printer.begin();
    match &call.facts {
        Some(file) => {
            let (on, mut facts) = cases::situation(&file.display().to_string(), &read_text(file)?, call.on)
                .map_err(|error| CommandError::Input(error.to_string()))?;
            if let Some(year) = call.year {
                facts.year = year;
            }
            printer.office(None, None, rulebook::assess(&facts, Rulebook::at(facts.office.place), on));
        }
        None => {
            let whose = match (call.office, call.municipality) {
                (Some(number), _) => Whose::Number(number),
                (None, Some(area)) => Whose::Area(area),
                (None, None) => Whose::All,
            };
            let app = startup::open(configuration).await?;
            let on = call.on.unwrap_or_else(|| app.today());
            let year = call.year.unwrap_or_else(|| FiscalYear::of(on));
            let each = |assessed: across::Assessed| {
                let number = assessed.office.number.to_string();
                printer.office(Some(number), Some(&assessed.office.name), assessed.findings);
            };
            let found = across::assess(&app, &Actor::System("assess"), whose, year, on, each).await;
            app.database.close().await;
            let found = found.map_err(|fault| CommandError::Broken(fault.to_string()))?;
            if found == 0 && call.office.is_some() {
                return Err(CommandError::Input("there is no office of this number".to_owned()));
            }
        }
    }
    printer.end();
    Ok(printer.outcome)
}

struct Printer {
    /// A country has half a million findings: they are not written line by line.
    out: BufWriter<Stdout>,
    format: Format,
    first: bool,
    outcome: Outcome,
}

impl Printer {
    /// Whoever no longer listens does not want the rest.
    fn say(&mut self, line: impl std::fmt::Display) {
        let _ = writeln!(self.out, "{line}");
    }

    fn begin(&mut self) {
        match self.format {
            Format::Json => self.say("["),
            Format::Csv => self.say("office,subject,rule,status,level,reason,due,source,at,requirement"),
            Format::Jsonl | Format::Table => {}
        }
    }

    fn end(&mut self) {
        if self.format == Format::Json {
            self.say("]");
        }
        let _ = self.out.flush();
    }

    fn office(&mut self, number: Option<String>, name: Option<&str>, findings: Vec<Finding>) {
        if self.format == Format::Table
            && let (Some(number), Some(name)) = (&number, name)
        {
            self.say(format_args!("{number}　{name}"));
        }
        for finding in findings {
            if matches!(finding.status, Status::Broken | Status::Overdue) {
                self.outcome = Outcome::DoesNotHold;
            }
            self.finding(Told { office: number.clone(), finding });
            self.first = false;
        }
    }

    fn finding(&mut self, told: Told) {
        let Told { office, finding } = &told;
        let due = finding.due.map(|day| day.to_string()).unwrap_or_default();
        let level = finding.level.map(|level| level.to_string()).unwrap_or_default();
        match self.format {
            Format::Json | Format::Jsonl => {
                // A finding of numbers, days and words always becomes JSON.
                let text = serde_json::to_string(&told).unwrap_or_default();
                let comma = if self.format == Format::Json && !self.first { "," } else { "" };
                self.say(format_args!("{comma}{text}"));
            }
            Format::Csv => {
                let code = |word: &dyn std::fmt::Display| word.to_string();
                let cells = [
                    office.clone().unwrap_or_default(),
                    code(&finding.subject),
                    code(&finding.rule),
                    model::Vocabulary::code(finding.status).to_owned(),
                    finding.level.map(|level| model::Vocabulary::code(level).to_owned()).unwrap_or_default(),
                    finding.reason.to_string(),
                    due,
                    finding.citation.source.clone(),
                    finding.citation.at.clone(),
                    code(&finding.requirement),
                ];
                self.say(cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).join(","));
            }
            Format::Table if finding.status == Status::NotApplicable => {}
            Format::Table => {
                self.say(format_args!("  {}　{level}　{}　{}　{due}（{}）", finding.status, finding.rule, finding.reason, finding.citation))
            }
        }
    }
}
