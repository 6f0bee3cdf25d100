//! The list of all offices, for administrators.

use store::{
    Across,
    offices::{self, Line},
};

pub use store::offices::{Order, Search};

use crate::{Action, Actor, App, Fault, Resource};

/// A page of the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The lines of this page.
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub total: i64,
}

/// Searches the offices of the installation. Reading across offices is recorded.
pub async fn list(app: &App, actor: &Actor, search: &Search) -> Result<Listed, Fault> {
    app.authorise(actor, Action::OfficesList, &Resource::installation())?;
    let across = Across::open(&app.database, app.now(), actor.stamp(), "list of offices").await?;
    let mut tx = app.database.read().await?;
    let (lines, total) = offices::search(&mut tx, &across, search).await?;
    Ok(Listed { lines, total })
}
