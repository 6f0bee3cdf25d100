//! `engawa plan dates FILE`

use std::path::PathBuf;

use clap::Subcommand;
use planner::dates::{Obstacles, Proposal, Question, Unclear};
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
    /// Why none of them can become whole; left out when one can.
    #[serde(skip_serializing_if = "Option::is_none")]
    obstacles: Option<Obstacles>,
}

/// Plans; needs no installation.
pub fn run(command: Command) -> Result<Outcome, CommandError> {
    let Command::Dates { file } = command;
    let question: Question = read_json(&file)?;
    let unclear = |unclear: Unclear| CommandError::Input(format!("{}: {unclear}", file.display()));
    let dates = Dates { proposals: question.answer().map_err(unclear)?, obstacles: question.obstacles().map_err(unclear)? };
    say(serde_json::to_string(&dates).map_err(|error| CommandError::Broken(error.to_string()))?);
    Ok(Outcome::Holds)
}
