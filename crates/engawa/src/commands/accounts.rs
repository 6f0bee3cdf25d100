//! `engawa accounts invite`: the first administrator of an installation, or the first manager of an office.

use clap::Subcommand;
use model::{
    OfficeId,
    identifiers::{JurisdictionCode, OfficeNumber},
    jurisdictions,
};
use service::{
    Actor, App,
    accounts::appoint::{self, Error, Input},
    offices::list::{self, Order, Search},
};

use super::{CommandError, Outcome, say};
use crate::{configuration::Configuration, startup};

/// The command line acts under this name.
const COMMAND: Actor = Actor::System("accounts invite");

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Invite an administrator, or with --office the manager of an office. Prints the link on which the person sets a password;
    /// it is mailed as well.
    Invite {
        /// The name, shown to colleagues.
        #[arg(long)]
        name: String,
        /// The address by which the person signs in.
        #[arg(long)]
        email: String,
        /// 事業所番号 of the office that the person manages; without it, an administrator is invited.
        #[arg(long)]
        #[arg(conflicts_with = "municipality")]
        office: Option<String>,
        /// The code of the municipality or prefecture for which the person acts.
        #[arg(long)]
        municipality: Option<JurisdictionCode>,
    },
}

/// Invites.
pub async fn run(configuration: &Configuration, command: Command) -> Result<Outcome, CommandError> {
    let Command::Invite { name, email, office, municipality } = command;
    let app = startup::open(configuration).await?;
    let invited = invite(&app, name, email, office, municipality).await;
    app.database.close().await;
    say(invited?);
    Ok(Outcome::Holds)
}

async fn invite(
    app: &App,
    name: String,
    email: String,
    office: Option<String>,
    jurisdiction: Option<JurisdictionCode>,
) -> Result<String, CommandError> {
    if let Some(code) = jurisdiction.filter(|code| jurisdictions::lookup(*code).is_none()) {
        return Err(CommandError::Input(format!("--municipality {code}: there is no such municipality or prefecture")));
    }
    let office = match office {
        Some(number) => Some(find(app, &number).await?),
        None => None,
    };
    let appointed = appoint::appoint(app, &COMMAND, Input { office, jurisdiction, name, email }).await.map_err(|error| match error {
        Error::Fault(fault) => CommandError::Broken(fault.to_string()),
        other => CommandError::Input(other.to_string()),
    })?;
    Ok(appointed.link)
}

/// The office with this number.
async fn find(app: &App, written: &str) -> Result<OfficeId, CommandError> {
    let number: OfficeNumber = written.parse().map_err(|error| CommandError::Input(format!("--office {written}: {error}")))?;
    let search = Search { text: number.to_string(), prefecture: None, order: Order::Number, descending: false, page: 0 };
    let found = list::list(app, &COMMAND, &search).await.map_err(|fault| CommandError::Broken(fault.to_string()))?;
    let mut exact = found.lines.iter().filter(|line| line.number == number);
    match (exact.next(), exact.next()) {
        (Some(line), None) => Ok(line.id),
        (None, _) => Err(CommandError::Input(format!("--office {number}: there is no such office; import or register it first"))),
        (Some(_), Some(_)) => {
            Err(CommandError::Input(format!("--office {number}: two services have this number; invite on the page of the office instead")))
        }
    }
}
