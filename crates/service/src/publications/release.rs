//! Publishing: through the gate, or not at all.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{AccountId, MeetingId, OfficeId, PublicationId, publications::PublicMinutes};
use privacy::{Blocked, Leak, PersonChecks, Released};
use store::{
    Facts, Subject, offices,
    publications::{self, NewPublication, Publication},
    reviews,
};

use super::{
    public::Seen,
    review::{Before, Known, before},
};
use crate::{Action, Actor, App, Fault, Resource, meetings};

/// What a person says at the gate.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The points of the check list that were ticked.
    pub ticked: BTreeSet<String>,
    /// Names the document that was shown, where one was.
    pub sha256: Option<String>,
}

/// Nothing became public.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The minutes are not confirmed.
    #[error("出席した方の確認が済んでから、公表できます。")]
    NotConfirmed,
    /// A point of the check list is open.
    #[error("確かめていない項目があります。一つずつ確かめて、印を付けてください。")]
    Unchecked,
    /// Nobody decided about something that was found.
    #[error(transparent)]
    Blocked(#[from] Blocked),
    /// The document is another one than was shown.
    #[error("見ていた文章から変わっています。下の文章をもう一度確かめてから、公表してください。")]
    Changed,
    /// A second person has to agree.
    #[error("もう一人の職員が同じ文章に同意してから、公表します。")]
    NeedsSecond,
    /// The last look found something, or a form could not be made.
    #[error(transparent)]
    Leak(#[from] Leak),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Publishes confirmed minutes; a second time makes a new version that supersedes. Returns the stable part of the address.
pub async fn release(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, input: Input) -> Result<String, Error> {
    let points = super::checks()?.iter().map(|check| check.key.as_str());
    let checks = PersonChecks::complete(points, &input.ticked).ok_or(Error::Unchecked)?;
    let mut tx = app.change(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let Before { meeting, draft, gate } = before(app, &mut tx, office, meeting).await?.ok_or(Error::NotConfirmed)?;
    let known = Known::load(&mut tx, office, meeting.id, &draft).await?;
    let released = gate.release(&draft, &known.decisions, &checks)?;
    let (_, sha256) = publications::written(released.content())?;
    if input.sha256.is_some_and(|shown| shown != sha256) {
        return Err(Error::Changed);
    }
    let agreed = known.stored.as_ref().and_then(|review| review.agreement.as_ref()).filter(|agreed| agreed.sha256 == sha256);
    let agreed = agreed.map(|agreed| agreed.by).filter(|by| Some(*by) != actor.account());
    if agreed.is_none() && super::settings::second_reader(app, &mut tx, office).await?.is_wanted() {
        return Err(Error::NeedsSecond);
    }
    let published = publications::list(&mut tx, office).await?;
    let address = address_of(released.content());
    let number = published.iter().filter(|known| known.address == address).map(|known| known.number).max().unwrap_or(0) + 1;
    let new = new(
        released.content(),
        (app.mint(), number),
        (office, meeting.id),
        Hands { released_by: actor.stamp().to_string(), agreed_by: agreed, at: app.now() },
        &checks,
    );
    let (place, licence) = offices::public_face(&mut tx, office).await?;
    // Setting papers is work for a processor: it is done away from those who answer requests.
    let outputs = app.outputs.clone();
    let looked = tokio::task::spawn_blocking(move || {
        let cleared = gate.clear(released, |released: &Released<PublicMinutes>| {
            let publication = Publication::proof(&new, released);
            outputs.produce(&Seen { publication, place, licence })
        });
        (cleared, new)
    });
    let (cleared, new) = looked.await.map_err(|error| Fault::Broken(error.to_string()))?;
    let cleared = cleared?;
    publications::insert(&mut tx, &new, &cleared).await?;
    if let Some(review) = known.stored {
        reviews::save(&mut tx, &reviews::Review { released_at: Some(app.now()), ..review }).await?;
    }
    let mut record = app.record(actor, Action::PublicationsRelease, office, Subject::new("publication", new.id));
    record.after = Facts::new()
        .plain("address", &address)
        .plain("number", number)
        .plain("sha256", sha256)
        .plain("checks", &new.checks)
        .plain("decided", known.decisions.made.len());
    if let Some(agreed) = agreed {
        record.after = record.after.plain("agreed_by", agreed);
    }
    tx.commit(app.now(), record).await?;
    Ok(address)
}

/// The stable part of the public address of minutes.
pub(crate) fn address_of(content: &PublicMinutes) -> String {
    format!("{}-{}-{}", content.office_number, content.year.start_year(), content.number)
}

/// Through whose hands a publication went, and when.
pub(crate) struct Hands {
    /// As the audit log writes actors.
    pub released_by: String,
    /// The second person.
    pub agreed_by: Option<AccountId>,
    pub at: Timestamp,
}

/// The row of a new version.
pub(crate) fn new(
    content: &PublicMinutes,
    (id, number): (PublicationId, u32),
    (office, meeting): (OfficeId, MeetingId),
    hands: Hands,
    checks: &PersonChecks,
) -> NewPublication {
    NewPublication {
        id,
        office,
        meeting,
        year: content.year,
        address: address_of(content),
        number,
        title: meetings::title(content.year, content.number),
        released_by: hands.released_by,
        agreed_by: hands.agreed_by,
        checks: checks.points().collect::<Vec<_>>().join(" "),
        published_at: hands.at,
    }
}
