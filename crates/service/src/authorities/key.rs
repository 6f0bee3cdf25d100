//! The key by which a program of an authority reads what its officials see on pages (D6). One a time for an area; only its keyed hash
//! is kept.

use jiff::SignedDuration;
use store::Subject;

use super::authorised_to;
use crate::{
    Action, Actor, App, Fault, LinkPurpose,
    links::{self, LinkError, NewLink},
    rate::{self, Limit},
};

/// A key is good for a year.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24 * 366);

/// So many requests a program may make.
const REQUESTS: Limit = Limit::per_minutes(600, 10);

/// Makes a key for the actor's area; an earlier one is closed. Returns its secret, which cannot be read again.
pub async fn make_key(app: &App, actor: &Actor) -> Result<String, Fault> {
    let area = authorised_to(app, actor, Action::AuthoritiesKey)?;
    let mut tx = app.database.write().await?;
    let subject = area.code.to_string();
    let new = NewLink { office: None, purpose: LinkPurpose::AuthorityKey, subject, kana: None, expires_at: app.now() + GOOD_FOR };
    let issued = links::issue(app, &mut tx, new).await?;
    let record = app.installation_record(actor, Action::AuthoritiesKey, Subject::new("key", issued.id));
    tx.commit(app.now(), record).await?;
    Ok(issued.token)
}

/// Closes the key of the actor's area.
pub async fn close_key(app: &App, actor: &Actor) -> Result<(), Fault> {
    let area = authorised_to(app, actor, Action::AuthoritiesKey)?;
    let mut tx = app.database.write().await?;
    links::revoke(app, &mut tx, None, LinkPurpose::AuthorityKey, area.code).await?;
    let record = app.installation_record(actor, Action::AuthoritiesKey, Subject::new("area", area.code));
    Ok(tx.commit(app.now(), record).await?)
}

/// Whose program has this key.
pub async fn reader(app: &App, secret: &str) -> Result<Actor, LinkError> {
    let actor = links::open_by_token(app, secret).await?;
    let Actor::Link { id, purpose: LinkPurpose::AuthorityKey, .. } = &actor else { return Err(LinkError::Unknown) };
    if rate::allow(app, &format!("key/{id}"), REQUESTS).await? { Ok(actor) } else { Err(LinkError::Limited) }
}
