//! Letters in hand: link and code of a letter that was just made, so that whoever made it can print it again in larger letters or
//! another format without issuing another link.
//!
//! Links are stored as keyed hashes only. What stands on a letter is kept besides, sealed, as a draft of the account that made the
//! letter, for [`SHOWN_FOR`]; then it is shown to nobody and forgotten with the next clearing.

use jiff::SignedDuration;
use model::OfficeId;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::{ReadTx, WriteTx, accounts, drafts};

use crate::{Actor, App, Fault};

/// So long a letter can be printed again.
pub const SHOWN_FOR: SignedDuration = SignedDuration::from_hours(24);

/// How drafts of this kind are named.
pub(crate) const PREFIX: &str = "letter/";

/// What a letter says of how to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InHand {
    /// The address of the answer page.
    pub link: String,
    /// The short code.
    pub code: String,
    /// Whether a letter was sent before.
    pub again: bool,
}

/// Keeps what a letter says, for whoever has an account here. Who acts without one (the program itself) prints nothing again.
pub(crate) async fn keep(
    app: &App,
    tx: &mut WriteTx,
    actor: &Actor,
    office: OfficeId,
    of: impl std::fmt::Display,
    letter: &impl Serialize,
) -> Result<(), Fault> {
    let Some(account) = actor.account() else { return Ok(()) };
    if accounts::load(tx, account).await?.is_none() {
        return Ok(());
    }
    let fields = serde_json::to_string(letter).map_err(|error| Fault::Broken(error.to_string()))?;
    drafts::keep(tx, office, account, &format!("{PREFIX}{of}"), &drafts::Draft { fields, saved_at: app.now() }).await?;
    Ok(())
}

/// What a letter says that the actor made a short while ago.
pub(crate) async fn load<T: DeserializeOwned>(
    app: &App,
    tx: &mut ReadTx,
    actor: &Actor,
    office: OfficeId,
    of: impl std::fmt::Display,
) -> Result<Option<T>, Fault> {
    let Some(account) = actor.account() else { return Ok(None) };
    let kept = drafts::load(tx, office, account, &format!("{PREFIX}{of}")).await?;
    let kept = kept.filter(|kept| app.now().duration_since(kept.saved_at) <= SHOWN_FOR);
    kept.map(|kept| serde_json::from_str(&kept.fields).map_err(|error| Fault::Broken(error.to_string()))).transpose()
}
