//! `engawa bench seed`: invented data of any size, to measure with.

use std::sync::Arc;

use clap::Subcommand;
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
}

/// Seeds.
pub async fn run(configuration: &Configuration, command: Command) -> Result<Outcome, CommandError> {
    let Command::Seed { offices, years, seed } = command;
    startup::prepare_folder(&configuration.data_dir)?;
    let keyring = Arc::new(startup::keyring(configuration)?);
    let database = Database::open(&configuration.database_url(), keyring).await?;
    let clock = Arc::new(FixedClock::on(service::Clock::today(&SystemClock)));
    let app = startup::app(configuration, database, clock, Arc::new(SeededEntropy::new(seed)))?;
    let seeded = seeding::seed(&app, &Actor::System("bench seed"), Size { offices, years }).await;
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
        "password": seeding::PASSWORD,
    }));
    Ok(Outcome::Holds)
}
