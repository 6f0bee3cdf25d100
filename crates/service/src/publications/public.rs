//! What everybody may read.

use store::publications::{self, Publication};

use crate::{App, Fault};

/// The newest version at a public address; a withdrawn one comes without content.
pub async fn at_address(app: &App, address: &str) -> Result<Publication, Fault> {
    let mut tx = app.database.read().await?;
    publications::at_address(&mut tx, address).await?.ok_or(Fault::Hidden)
}

/// The minutes that an office (by its 事業所番号) shows now, the newest first. Superseded ones are left out.
pub async fn of_office(app: &App, number: &str) -> Result<Vec<Publication>, Fault> {
    let mut tx = app.database.read().await?;
    let shown = publications::shown_by_number(&mut tx, number).await?;
    if shown.is_empty() { Err(Fault::Hidden) } else { Ok(shown) }
}
