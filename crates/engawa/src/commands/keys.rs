//! `engawa keys new | rotate`

use std::{io::Write, path::PathBuf};

use clap::Subcommand;
use service::{Entropy, SystemEntropy};
use store::Keyring;

use super::{CommandError, Outcome, say};
use crate::{configuration::Configuration, startup};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a new key file for a new installation.
    New {
        /// Where to; must not exist yet.
        file: PathBuf,
    },
    /// Seal every personal field anew with the newest key of the key file. Add a line `seal 2 …` (64 random hexadecimal
    /// digits) first; remove the old line only after this command has finished.
    Rotate,
}

/// Makes or changes keys.
pub async fn run(configuration: &Configuration, command: Command) -> Result<Outcome, CommandError> {
    match command {
        Command::New { file } => new(file),
        Command::Rotate => rotate(configuration).await,
    }
}

fn new(file: PathBuf) -> Result<Outcome, CommandError> {
    let mut random = [0; 96];
    SystemEntropy.fill(&mut random);
    let written = startup::private_file(&file).and_then(|mut opened| opened.write_all(Keyring::compose(&random).as_bytes()));
    written.map_err(|source| CommandError::File { path: file.clone(), source })?;
    say(format_args!("{}: keys written; keep a copy apart from the backups", file.display()));
    Ok(Outcome::Holds)
}

async fn rotate(configuration: &Configuration) -> Result<Outcome, CommandError> {
    let app = startup::open(configuration).await?;
    let resealed = store::transfer::reseal(&app.database, &app.files, app.now()).await?;
    app.database.close().await;
    say(format_args!("{resealed} fields sealed anew"));
    Ok(Outcome::Holds)
}
