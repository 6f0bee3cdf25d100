//! 公表: the gate before, the public page after, withdrawal, and where else minutes were shown (B14, invariants 3 and 4).

pub mod licence;
pub mod public;
pub mod release;
pub mod search;
pub mod withdraw;

mod checks;

use jiff::civil::Date;
use model::{
    MeetingId, OfficeId, PublicationId,
    meetings::{MinutesState, PublicationChannel},
    publications::PublicMinutes,
};
use privacy::{Gate, Roster, RosterName, Span};
use store::{
    Facts, ReadTx, Subject, attendances,
    meetings::{self, Meeting},
    persons,
    publications::{self, Publication, Shown},
    residents, voices,
};

use crate::{Action, Actor, App, Fault, Resource, minutes};

pub use checks::{Check, checks};

/// What stands before the gate.
#[derive(Debug, Clone)]
pub struct BeforeGate {
    /// The meeting.
    pub meeting: Meeting,
    /// Exactly what would become public.
    pub draft: PublicMinutes,
    /// What the gate sees: the text by its number, and where in it.
    pub seen: Vec<(usize, Span)>,
}

/// Everything an office published, and where else it was shown.
pub async fn list(app: &App, actor: &Actor, office: OfficeId) -> Result<(Vec<Publication>, Vec<Shown>, Vec<Meeting>), Fault> {
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let published = publications::list(&mut tx, office).await?;
    let shown = publications::shown(&mut tx, office).await?;
    Ok((published, shown, meetings::list(&mut tx, office).await?))
}

/// What would become public, and what stands in the way. `None` while the minutes are not confirmed.
pub async fn before_gate(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Option<BeforeGate>, Fault> {
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let view = minutes::load(&mut tx, office, meeting).await?;
    if view.minutes.is_none_or(|minutes| minutes.state != MinutesState::Confirmed) {
        return Ok(None);
    }
    let draft = with_answers(&mut tx, office, meeting, view.content.ok_or(Fault::Hidden)?).await?;
    let seen = gate_of(&mut tx, office, &[meeting]).await?.examine(&draft);
    Ok(Some(BeforeGate { meeting: view.meeting, draft, seen }))
}

/// The gate of an office: all names it knows, of people who left as well, of those whom residents gave as their contact, and of
/// those who came to these meetings in a member's place.
pub(crate) async fn gate_of(tx: &mut ReadTx, office: OfficeId, meetings: &[MeetingId]) -> Result<Gate, Fault> {
    let mut known: Vec<RosterName> = Vec::new();
    for resident in residents::list(tx, office).await? {
        known.extend(resident.contact_person.as_deref().into_iter().flat_map(RosterName::in_free_text));
        known.push(RosterName { name: resident.name, kana: resident.kana });
    }
    known.extend(persons::list(tx, office).await?.into_iter().map(|person| RosterName { name: person.name, kana: person.kana }));
    for meeting in meetings {
        let lines = attendances::list(tx, office, *meeting).await?;
        known.extend(lines.iter().filter_map(|line| line.proxy_name.as_deref()).flat_map(RosterName::in_free_text));
    }
    Ok(Gate::new(Roster::new(known)))
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
        let voice = voices.iter().find(|voice| voice.meeting == meeting && voice.text == entry.text);
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
