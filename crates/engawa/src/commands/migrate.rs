//! `engawa migrate`

use super::{CommandError, Outcome, say};
use crate::{configuration::Configuration, startup};

/// Opening the installation brings the schema up to date.
pub async fn run(configuration: &Configuration) -> Result<Outcome, CommandError> {
    let app = startup::open(configuration).await?;
    app.database.close().await;
    say("the schema is up to date");
    Ok(Outcome::Holds)
}
