//! 公表: the gate before, the public page after, withdrawal, and where else minutes were shown (B14, invariants 3 and 4).

pub mod attachments;
pub mod licence;
pub mod outputs;
pub mod public;
pub mod release;
pub mod review;
pub mod search;
pub mod settings;
pub mod withdraw;

mod checks;
mod knowledge;

use jiff::civil::Date;
use model::{MeetingId, OfficeId, PublicationId, meetings::PublicationChannel, publications::PublicMinutes};
use store::{
    Facts, ReadTx, Subject,
    meetings::{self, Meeting},
    publications::{self, Publication, Shown},
    voices,
};

use crate::{Action, Actor, App, Fault, Resource};

pub use checks::{Check, checks};
pub(crate) use knowledge::gate_of;
pub use outputs::{Output, Outputs};

/// Everything an office published, and where else it was shown.
pub async fn list(app: &App, actor: &Actor, office: OfficeId) -> Result<(Vec<Publication>, Vec<Shown>, Vec<Meeting>), Fault> {
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let published = publications::list(&mut tx, office).await?;
    let shown = publications::shown(&mut tx, office).await?;
    Ok((published, shown, meetings::list(&mut tx, office).await?))
}

/// The office's answers beside the requests and advice they belong to (B13).
pub(crate) async fn with_answers(
    tx: &mut ReadTx,
    office: OfficeId,
    meeting: MeetingId,
    mut draft: PublicMinutes,
) -> Result<PublicMinutes, Fault> {
    let voices = voices::list(tx, office).await?;
    for entry in
        draft.items.iter_mut().flat_map(|item| item.entries.iter_mut()).filter(|entry| entry.kind.wants_answer() && entry.answer.is_none())
    {
        let voice = voices.iter().find(|voice| voice.origin.meeting() == Some(meeting) && voice.text == entry.text);
        entry.answer = voice.and_then(|voice| voice.answer.clone());
    }
    Ok(draft)
}

/// Notes that minutes were shown elsewhere: a newsletter, a notice board.
pub async fn note_shown(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    meeting: MeetingId,
    channel: PublicationChannel,
    place: String,
    days: (Date, Option<Date>),
) -> Result<(), Fault> {
    let mut tx = app.change(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let shown = Shown { id: app.mint::<PublicationId>(), office, meeting, channel, place, from_day: days.0, until_day: days.1 };
    publications::insert_shown(&mut tx, &shown).await?;
    let mut record = app.record(actor, Action::PublicationsRelease, office, Subject::new("publication", shown.id));
    record.after = Facts::new().plain("channel", model::Vocabulary::code(channel)).plain("from_day", shown.from_day);
    Ok(tx.commit(app.now(), record).await?)
}
