//! `engawa plan dates FILE`

use std::path::PathBuf;

use clap::Subcommand;
use planner::dates::{Proposal, Question};
use serde::Serialize;

use super::{CommandError, Outcome, read_json, say};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// The best dates of a meeting from the answers of its members, with reasons, as JSON.
    Dates {
        /// Slots, people with their answers, and rules, as JSON; `-` for standard input.
        file: PathBuf,
    },
}

/// What `plan dates` prints.
#[derive(Serialize)]
struct Dates {
    /// All slots, the best first.
    proposals: Vec<Proposal>,
}

/// Plans; needs no installation.
pub fn run(command: Command) -> Result<Outcome, CommandError> {
    let Command::Dates { file } = command;
    let question: Question = read_json(&file)?;
    let proposals = question.answer().map_err(|unclear| CommandError::Input(format!("{}: {unclear}", file.display())))?;
    say(serde_json::to_string(&Dates { proposals }).map_err(|error| CommandError::Broken(error.to_string()))?);
    Ok(Outcome::Holds)
}
