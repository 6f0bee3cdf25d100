//! For which dwellings a meeting is held (B17): the whole office, several together, or one.

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::{DwellingId, MeetingId, OfficeId, meetings::MeetingState};
use store::{
    Facts, ReadTx, Subject,
    dwellings::{self, Dwelling},
    meetings,
};

use crate::{Action, Actor, App, Fault, Resource};

/// The dwellings stay as they were.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A meeting is held for somebody.
    #[error("対象の住居を、少なくとも1つ選んでください。")]
    Nothing,
    /// The meeting is over.
    #[error("開催した会議、中止した会議の対象は変えられません。")]
    Over,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// The dwellings of an office, each with whether a meeting is held for it.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Vec<(Dwelling, bool)>, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let chosen = meetings::dwellings(&mut tx, office, meeting).await?;
    let all = dwellings::run(&mut tx, office).await?;
    Ok(all
        .into_iter()
        .map(|dwelling| {
            let held_for = chosen.is_empty() || chosen.contains(&dwelling.id);
            (dwelling, held_for)
        })
        .collect())
}

/// The names of the dwellings for which a meeting was held, of those that were run on its day.
pub(crate) async fn houses(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId, held_on: Date) -> Result<Vec<String>, Fault> {
    let chosen = meetings::dwellings(tx, office, meeting).await?;
    let run = |dwelling: &Dwelling| dwelling.gone_since.is_none_or(|gone| held_on < gone);
    let held_for = |dwelling: &Dwelling| if chosen.is_empty() { run(dwelling) } else { chosen.contains(&dwelling.id) };
    Ok(dwellings::list(tx, office).await?.into_iter().filter(held_for).map(|dwelling| dwelling.name).collect())
}

/// Says for which dwellings a meeting is held. All of them is the same as none in particular: a dwelling that is added later counts.
pub async fn choose(app: &App, actor: &Actor, office: OfficeId, id: MeetingId, chosen: &BTreeSet<DwellingId>) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::MeetingsArrange, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    if matches!(meeting.state, MeetingState::Held | MeetingState::Cancelled) {
        return Err(Error::Over);
    }
    let open: BTreeSet<DwellingId> = dwellings::run(&mut tx, office).await?.iter().map(|dwelling| dwelling.id).collect();
    if chosen.is_empty() {
        return Err(Error::Nothing);
    }
    if !chosen.is_subset(&open) {
        return Err(Fault::Hidden.into());
    }
    let before = meetings::dwellings(&mut tx, office, id).await?;
    let after: Vec<DwellingId> = if *chosen == open { Vec::new() } else { chosen.iter().copied().collect() };
    meetings::set_dwellings(&mut tx, office, id, &after).await?;
    let facts = |ids: &[DwellingId]| {
        let words: Vec<String> = ids.iter().map(ToString::to_string).collect();
        Facts::new().plain("dwellings", if words.is_empty() { "all".to_owned() } else { words.join(" ") })
    };
    let mut record = app.record(actor, Action::MeetingsArrange, office, Subject::new("meeting", id));
    (record.before, record.after) = (facts(&before), facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}
