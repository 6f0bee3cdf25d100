//! `engawa bench`: invented data of any size, to measure with, and what judging offices costs by itself.

mod peer;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Instant};

use clap::Subcommand;
use jiff::civil::Date;
use model::{Vocabulary, calendar::FiscalYear};
use rulebook::{Rulebook, facts::OfficeYear};
use service::{
    Actor, FixedClock, SeededEntropy, SystemClock,
    seeding::{self, Error, Size},
};
use store::Database;

use super::{CommandError, Outcome, say};
use crate::{configuration::Configuration, startup};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Fill an empty installation with invented offices; the same for the same seed and day. Prints what to look at as JSON.
    Seed {
        /// How many offices.
        #[arg(long, default_value_t = 17_500)]
        offices: u32,
        /// How many years of meetings each.
        #[arg(long, default_value_t = 1)]
        years: u8,
        /// Where chance begins.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Judge all offices from facts in memory, without reading the database in between. Prints times and counts as JSON.
    Evaluate {
        /// The 年度 by its first year; the last one when absent.
        #[arg(long)]
        year: Option<FiscalYear>,
        /// Only these rules are counted, for offices under the country's rules (all are judged).
        #[arg(long)]
        rules: Vec<String>,
        /// Write the facts as JSON, one office a line, for other programs that judge the same.
        #[arg(long)]
        facts: Option<PathBuf>,
    },
}

/// Seeds or measures.
pub async fn run(configuration: &Configuration, command: Command) -> Result<Outcome, CommandError> {
    match command {
        Command::Seed { offices, years, seed } => seed_with(configuration, Size { offices, years }, seed).await,
        Command::Evaluate { year, rules, facts } => evaluate(configuration, year, &rules, facts).await,
    }
}

/// How often everything is judged; the fastest time counts.
const ROUNDS: usize = 5;

#[expect(clippy::disallowed_methods, reason = "measuring is what the command is for")]
async fn evaluate(
    configuration: &Configuration,
    year: Option<FiscalYear>,
    rules: &[String],
    file: Option<PathBuf>,
) -> Result<Outcome, CommandError> {
    let app = startup::open(configuration).await?;
    let on = app.today();
    let year = year.unwrap_or_else(|| FiscalYear::of(on).previous());
    let all = service::findings::across::facts_of_all(&app, &Actor::System("bench evaluate"), year).await;
    app.database.close().await;
    let all = all.map_err(|fault| CommandError::Broken(fault.to_string()))?;
    // The peer knows the country's rules only.
    let national: Vec<&OfficeYear> = all.iter().filter(|facts| Rulebook::at(facts.office.place).jurisdiction().is_none()).collect();
    if let Some(file) = file {
        peer::write(&file, &national)?;
    }
    let fastest = |judge: &dyn Fn()| {
        let rounds = (0..ROUNDS).map(|_| {
            let begun = Instant::now();
            judge();
            begun.elapsed().as_secs_f64() * 1000.0
        });
        rounds.fold(f64::INFINITY, f64::min)
    };
    let one = fastest(&|| {
        std::hint::black_box(judged(&all, on));
    });
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let many = fastest(&|| {
        std::thread::scope(|scope| {
            for part in all.chunks(all.len().div_ceil(threads).max(1)) {
                scope.spawn(move || std::hint::black_box(judged(part, on)));
            }
        });
    });
    say(serde_json::json!({
        "offices": all.len(), "year": year.start_year(), "on": on.to_string(), "one_thread_ms": one, "threads": threads, "threads_ms": many,
        "findings": judged(&all, on), "counts": counts(&national, on, rules),
    }));
    Ok(Outcome::Holds)
}

/// How many findings.
fn judged(all: &[OfficeYear], on: Date) -> usize {
    all.iter().map(|facts| rulebook::assess(facts, Rulebook::at(facts.office.place), on).len()).sum()
}

/// How many findings of each rule have each status.
fn counts(all: &[&OfficeYear], on: Date, rules: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for facts in all {
        for finding in rulebook::assess(facts, Rulebook::at(facts.office.place), on) {
            if rules.is_empty() || rules.iter().any(|rule| rule == finding.rule.as_str()) {
                *counts.entry(format!("{} {}", finding.rule, finding.status.code())).or_default() += 1;
            }
        }
    }
    counts
}

async fn seed_with(configuration: &Configuration, size: Size, seed: u64) -> Result<Outcome, CommandError> {
    startup::prepare_folder(&configuration.data_dir)?;
    let keyring = Arc::new(startup::keyring(configuration)?);
    let database = Database::open(&configuration.database_url(), keyring).await?;
    let clock = Arc::new(FixedClock::on(service::Clock::today(&SystemClock)));
    let app = startup::app(configuration, database, clock, Arc::new(SeededEntropy::new(seed)))?;
    // Seeding is not what is measured; its texts hold no names.
    let app = service::App { tongue: service::Tongue::none(), ..app };
    let seeded = seeding::seed(&app, &Actor::System("bench seed"), size).await;
    let kept = service::findings::keep::refresh_outdated(&app).await;
    app.database.close().await;
    kept.map_err(|fault| CommandError::Broken(fault.to_string()))?;
    let seeded = seeded.map_err(|error| match error {
        Error::Fault(fault) => CommandError::Broken(fault.to_string()),
        other => CommandError::Input(other.to_string()),
    })?;
    say(serde_json::json!({
        "offices": seeded.offices,
        "office": seeded.office.to_string(),
        "meeting": seeded.meeting.to_string(),
        "public": seeded.address,
        "email": seeding::EMAIL,
        "city_email": seeding::CITY_EMAIL,
        "prefecture_email": seeding::PREFECTURE_EMAIL,
        "administrator_email": seeding::ADMINISTRATOR_EMAIL,
        "password": seeding::PASSWORD,
    }));
    Ok(Outcome::Holds)
}
