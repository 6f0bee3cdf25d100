//! Publishing: through the gate, or not at all.

use std::collections::BTreeSet;

use model::{MeetingId, OfficeId, meetings::MinutesState};
use privacy::{Blocked, PersonChecks};
use store::{
    Facts, Subject,
    publications::{self, NewPublication},
};

use super::{gate_of, with_answers};
use crate::{Action, Actor, App, Fault, Resource, meetings, minutes};

/// What a person says at the gate.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The points of the check list that were ticked.
    pub ticked: BTreeSet<String>,
    /// Words that look like a name and are none.
    pub cleared: BTreeSet<String>,
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
    /// A name stands in the text.
    #[error(transparent)]
    Blocked(#[from] Blocked),
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
    let view = minutes::load(&mut tx, office, meeting).await?;
    if view.minutes.is_none_or(|minutes| minutes.state != MinutesState::Confirmed) {
        return Err(Error::NotConfirmed);
    }
    let draft = with_answers(&mut tx, office, meeting, view.content.ok_or(Fault::Hidden)?).await?;
    let released = gate_of(&mut tx, office, &[meeting]).await?.release(draft, &input.cleared, &checks)?;
    let content = released.content();
    let address = format!("{}-{}-{}", content.office_number, content.year.start_year(), content.number);
    let known = publications::list(&mut tx, office).await?;
    let number = known.iter().filter(|known| known.address == address).map(|known| known.number).max().unwrap_or(0) + 1;
    let new = NewPublication {
        id: app.mint(),
        office,
        meeting,
        year: content.year,
        address: address.clone(),
        number,
        title: meetings::title(content.year, content.number),
        released_by: actor.stamp().to_string(),
        checks: checks.points().collect::<Vec<_>>().join(" "),
        published_at: app.now(),
    };
    publications::insert(&mut tx, &new, &released).await?;
    let mut record = app.record(actor, Action::PublicationsRelease, office, Subject::new("publication", new.id));
    record.after =
        Facts::new().plain("address", &address).plain("number", number).plain("checks", &new.checks).plain("cleared", input.cleared.len());
    tx.commit(app.now(), record).await?;
    Ok(address)
}
