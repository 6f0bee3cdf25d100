//! The program: command line, configuration, start-up. Everything it does is an action of `service`.

mod cache;
mod commands;
mod configuration;
mod logging;
mod startup;

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    let call = commands::Call::parse();
    match commands::run(call).await {
        Ok(commands::Outcome::Holds) => ExitCode::SUCCESS,
        Ok(commands::Outcome::DoesNotHold) => ExitCode::from(1),
        Err(error) => {
            logging::complain(&error);
            ExitCode::from(2)
        }
    }
}
