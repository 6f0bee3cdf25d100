//! Links and short codes by which people without an account answer: one purpose, one subject, an end, a way to take them back.
//!
//! A link carries 128 random bits; a short code has ten characters without look-alikes and works only together with the
//! surname in kana. Links are known by the keyed hashes of both; what stands on a letter is kept sealed for a day, for whoever made it
//! ([`in_hand`]).

pub mod in_hand;
mod open;
mod ticket;

use data_encoding::BASE32_NOPAD;
use jiff::Timestamp;
use model::{AccessLinkId, OfficeId, Vocabulary};
use store::{
    WriteTx,
    access_links::{self, AccessLink},
};
use text::codes::ShortCode;

use crate::{App, Fault, LinkPurpose};

pub use open::{LinkError, open_by_code, open_by_token};
pub use ticket::Ticket;

/// What a new link is for.
#[derive(Debug)]
pub struct NewLink<'a> {
    /// The office it belongs to.
    pub office: Option<OfficeId>,
    /// What it is good for.
    pub purpose: LinkPurpose,
    /// The one thing it opens, as its id.
    pub subject: String,
    /// The reading of the person's name (姓 and 名 with a space between); with it a short code is made as well.
    pub kana: Option<&'a str>,
    /// Until when.
    pub expires_at: Timestamp,
}

/// A link that was just made. Its secrets are shown once, on paper or in a mail, and cannot be read again.
#[derive(Debug, Clone)]
pub struct IssuedLink {
    /// Its id.
    pub id: AccessLinkId,
    /// The secret part of its address.
    pub token: String,
    /// The short code, in groups for copying by hand.
    pub code: Option<String>,
}

/// Makes a link. Earlier ones for the same purpose and subject are taken back: only the newest letter counts.
pub async fn issue(app: &App, tx: &mut WriteTx, new: NewLink<'_>) -> Result<IssuedLink, Fault> {
    access_links::revoke(tx, new.office, new.purpose.code(), &new.subject, app.now()).await?;
    let keyring = tx.keyring();
    let (token, token_hash) = secret(app);
    let code = new.kana.map(|kana| (ShortCode::from_bits(app.entropy.bits() as u64), text::names::surname_reading_key(kana)));
    let code_hash = code.as_ref().map(|(code, surname)| keyring.token_hash("code", &format!("{}/{surname}", code.canonical())));
    let link = AccessLink {
        id: app.mint(),
        office: new.office,
        purpose: new.purpose.code().to_owned(),
        subject: new.subject,
        expires_at: new.expires_at,
        used_at: None,
        revoked_at: None,
    };
    access_links::insert(tx, &link, &token_hash, code_hash.as_ref(), app.now()).await?;
    Ok(IssuedLink { id: link.id, token, code: code.map(|(code, _)| code.to_string()) })
}

/// Takes back what is open for a purpose and subject.
pub async fn revoke(
    app: &App,
    tx: &mut WriteTx,
    office: Option<OfficeId>,
    purpose: LinkPurpose,
    subject: impl std::fmt::Display,
) -> Result<(), Fault> {
    access_links::revoke(tx, office, purpose.code(), &subject.to_string(), app.now()).await?;
    Ok(())
}

/// Notes that a link did what it is for.
pub async fn mark_used(app: &App, tx: &mut WriteTx, id: AccessLinkId) -> Result<(), Fault> {
    Ok(access_links::mark_used(tx, id, app.now()).await?)
}

/// 128 random bits as they stand in an address, and their hash.
fn secret(app: &App) -> (String, Vec<u8>) {
    let token = BASE32_NOPAD.encode(&app.entropy.bits().to_be_bytes()).to_lowercase();
    let hash = app.database.keyring().token_hash("link", &token);
    (token, hash)
}
