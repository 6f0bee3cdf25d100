//! Opening a link or typing a code.

use model::Vocabulary;
use store::access_links::{self, AccessLink};
use text::codes::ShortCode;

use crate::{
    Actor, App, Fault, LinkPurpose,
    rate::{self, Limit},
};

/// A link or code does not open.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// There is no such link, or the code and the name do not belong together. Which of them is wrong is told to nobody.
    #[error("リンクまたはコードが正しくありません。お手紙の文字と、姓のふりがなをもう一度お確かめください。")]
    Unknown,
    /// Its time is over.
    #[error("このリンクの期限が過ぎています。お手数ですが、事業所にお電話ください。新しいご案内をお送りします。")]
    Expired,
    /// A newer letter was sent, or the office took it back.
    #[error("このリンクは新しいご案内に替わりました。いちばん新しいお手紙またはメールをお使いください。")]
    Revoked,
    /// Too many attempts.
    #[error("続けて何度も入力されたため、しばらく受け付けを止めています。15分ほどたってから、もう一度お試しください。")]
    Limited,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(LinkError);

/// Per address, so that nobody tries many codes; over all, so that nobody does it from many addresses.
const CODES_PER_ADDRESS: Limit = Limit::per_minutes(10, 15);
const CODES_OVER_ALL: Limit = Limit::per_minutes(600, 15);

/// Who somebody with this link is. The purpose is whatever the link was made for.
pub async fn open_by_token(app: &App, token: &str) -> Result<Actor, LinkError> {
    let hash = app.database.keyring().token_hash("link", token);
    let mut tx = app.database.read().await?;
    let link = access_links::by_token_hash(&mut tx, &hash).await?.ok_or(LinkError::Unknown)?;
    usable(app, &link)?;
    actor(link)
}

/// Gives a fresh secret to somebody who typed a code and the surname's reading; the page then leads to that address.
///
/// `remote` is where the attempt comes from, for the limit.
pub async fn open_by_code(app: &App, code: &str, surname_kana: &str, remote: &str) -> Result<String, LinkError> {
    if !rate::allow(app, &format!("code/{remote}"), CODES_PER_ADDRESS).await? || !rate::allow(app, "code", CODES_OVER_ALL).await? {
        return Err(LinkError::Limited);
    }
    let code: ShortCode = code.parse().map_err(|_| LinkError::Unknown)?;
    let surname = text::kana::reading_key(surname_kana);
    let hash = app.database.keyring().token_hash("code", &format!("{}/{surname}", code.canonical()));
    let mut tx = app.database.write().await?;
    let link = access_links::by_code_hash(&mut tx, &hash).await?.into_iter().next().ok_or(LinkError::Unknown)?;
    usable(app, &link)?;
    // Another way to the same door: the letter's own link, and a phone that came in by it before, go on working.
    let (token, token_hash) = super::secret(app);
    access_links::insert(&mut tx, &AccessLink { id: app.mint(), ..link }, &token_hash, None, app.now()).await?;
    tx.commit_bookkeeping().await?;
    Ok(token)
}

fn usable(app: &App, link: &AccessLink) -> Result<(), LinkError> {
    if link.revoked_at.is_some() {
        return Err(LinkError::Revoked);
    }
    if link.expires_at <= app.now() {
        return Err(LinkError::Expired);
    }
    Ok(())
}

fn actor(link: AccessLink) -> Result<Actor, LinkError> {
    let purpose: LinkPurpose = link.purpose.parse().map_err(|_| Fault::Broken(format!("a link of unknown purpose {}", link.id)))?;
    debug_assert!(LinkPurpose::ALL.contains(&purpose));
    Ok(Actor::Link { id: link.id, purpose, office: link.office, subject: link.subject })
}
