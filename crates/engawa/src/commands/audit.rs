//! `engawa audit verify`

use clap::Subcommand;

use super::{CommandError, Outcome, say};
use crate::{configuration::Configuration, startup};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Walk all chains and print the first broken link.
    Verify,
}

/// Walks the chains.
pub async fn run(configuration: &Configuration, command: Command) -> Result<Outcome, CommandError> {
    let Command::Verify = command;
    let app = startup::open(configuration).await?;
    let mut tx = app.database.read().await?;
    let walked = store::audit::verify(&mut tx).await?;
    drop(tx);
    app.database.close().await;
    match walked {
        Ok(verified) => {
            say(format_args!("{} records in {} chains, all as they were written", verified.records, verified.chains));
            Ok(Outcome::Holds)
        }
        Err(broken) => {
            say(broken);
            Ok(Outcome::DoesNotHold)
        }
    }
}
