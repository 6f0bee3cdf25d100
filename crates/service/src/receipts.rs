//! A form that is sent twice, by a double click or an impatient reload, is taken once and answered twice.
//!
//! Every form that is shown carries a number of its own. The same number with the same content is the same form; the one that
//! comes second gets the answer of the first.

use jiff::SignedDuration;
use store::receipts;

use crate::{App, Fault};

/// Whether a form is to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// It is the first: take it, then [`settle`].
    First,
    /// It was taken; its answer led here.
    Taken(String),
    /// It is being worked on at this moment.
    Underway,
}

/// Work that takes longer than this was broken off by the end of the process.
const BROKEN_OFF: SignedDuration = SignedDuration::from_secs(45);
/// Nobody presses the same button of the same page again after so long.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// The hash by which a form is known.
pub fn hash(app: &App, number: &str, path: &str, content: &str) -> Vec<u8> {
    app.database.keyring().token_hash("form", &format!("{number}\n{path}\n{content}"))
}

/// Asks for a form's turn.
pub async fn claim(app: &App, hash: &Vec<u8>) -> Result<Turn, Fault> {
    let mut tx = app.database.write().await?;
    let mut turn = Turn::First;
    if !receipts::insert(&mut tx, hash, app.now()).await? {
        match receipts::load(&mut tx, hash).await? {
            Some(receipts::Receipt { location: Some(location), .. }) => turn = Turn::Taken(location),
            Some(receipt) if app.now().duration_since(receipt.claimed_at) < BROKEN_OFF => turn = Turn::Underway,
            _ => {
                receipts::delete(&mut tx, hash).await?;
                receipts::insert(&mut tx, hash, app.now()).await?;
            }
        }
    }
    tx.commit_bookkeeping().await?;
    Ok(turn)
}

/// Notes where the answer of a form led; nowhere means that it was not taken and may come again.
pub async fn settle(app: &App, hash: &Vec<u8>, location: Option<&str>) -> Result<(), Fault> {
    let mut tx = app.database.write().await?;
    match location {
        Some(location) => receipts::settle(&mut tx, hash, location).await?,
        None => receipts::delete(&mut tx, hash).await?,
    }
    tx.commit_bookkeeping().await?;
    Ok(())
}

/// Forgets old receipts. Returns how many.
pub async fn forget_old(app: &App) -> Result<u64, Fault> {
    let mut tx = app.database.write().await?;
    let forgotten = receipts::delete_before(&mut tx, app.now() - FORGOTTEN_AFTER).await?;
    tx.commit_bookkeeping().await?;
    Ok(forgotten)
}
