//! Notes of the day: per item, what kind, who said it (B10, B13). A repeated save is the same note.

use model::{AgendaItemId, MeetingId, NoteId, OfficeId, SeatId, meetings::NoteKind};
use store::{
    Facts, Subject, agenda, meetings, minutes,
    notes::{self, Note},
    seats,
};

use crate::{
    Action, Actor, App, Fault, Resource,
    drafts::{self, DraftOf},
};

/// A note as it is saved.
#[derive(Debug, Clone)]
pub struct Input {
    /// At which item.
    pub item: Option<AgendaItemId>,
    /// What kind.
    pub kind: NoteKind,
    /// Who said it; `None` for the office.
    pub said_by: Option<SeatId>,
    /// What was said.
    pub text: String,
    /// Given by the page: the same key is the same note.
    pub client_key: String,
}

/// The note was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was said is in the minutes by now.
    #[error("議事録の下書きができたあとは、当日の記録は変えられません。議事録の画面で直してください。")]
    InMinutes,
    /// Nothing was written.
    #[error("記録する内容を入力してください。")]
    Empty,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// The notes of a meeting.
pub async fn list(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Vec<Note>, Fault> {
    let mut tx = app.view(actor, Action::MinutesView, &Resource::office(office)).await?;
    Ok(notes::list(&mut tx, office, meeting).await?)
}

/// Takes a note away that was written by mistake. Once the minutes are drafted from the notes, it stays.
pub async fn remove(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, id: NoteId) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::NotesWrite, &Resource::office(office)).await?;
    let note = notes::list(&mut tx, office, meeting).await?.into_iter().find(|note| note.id == id).ok_or(Fault::Hidden)?;
    if minutes::of_meeting(&mut tx, office, meeting).await?.is_some() {
        return Err(Error::InMinutes);
    }
    notes::delete(&mut tx, office, id).await?;
    let mut record = app.record(actor, Action::NotesWrite, office, Subject::new("note", id));
    record.before =
        Facts::new().plain("meeting", meeting).plain("kind", model::Vocabulary::code(note.kind)).personal("text", note.text.as_str());
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// Saves a note: a new one, or the one with the same key anew.
pub async fn save(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, input: Input) -> Result<NoteId, Error> {
    if input.text.trim().is_empty() {
        return Err(Error::Empty);
    }
    let mut tx = app.change(actor, Action::NotesWrite, &Resource::office(office)).await?;
    meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    if let Some(item) = input.item {
        agenda::list(&mut tx, office, meeting).await?.into_iter().find(|known| known.id == item).ok_or(Fault::Hidden)?;
    }
    if let Some(seat) = input.said_by {
        seats::load(&mut tx, office, seat).await?.ok_or(Fault::Hidden)?;
    }
    let known = notes::list(&mut tx, office, meeting).await?;
    let same = known.iter().find(|note| note.client_key == input.client_key).cloned();
    let note = Note {
        id: same.as_ref().map_or_else(|| app.mint(), |note| note.id),
        office,
        meeting,
        item: same.as_ref().map_or(input.item, |note| note.item),
        place_in_order: same
            .as_ref()
            .map_or_else(|| known.iter().map(|note| note.place_in_order).max().unwrap_or(0) + 1, |note| note.place_in_order),
        kind: input.kind,
        said_by: input.said_by,
        text: input.text,
        client_key: input.client_key,
        version: same.as_ref().map_or(1, |note| note.version),
    };
    match same {
        Some(_) => notes::update(&mut tx, &note).await?,
        None => notes::insert(&mut tx, &note).await?,
    }
    drafts::sent(&mut tx, actor, office, DraftOf::Note(meeting)).await?;
    let mut record = app.record(actor, Action::NotesWrite, office, Subject::new("note", note.id));
    record.after =
        Facts::new().plain("meeting", meeting).plain("kind", model::Vocabulary::code(note.kind)).personal("text", note.text.as_str());
    tx.commit(app.now(), record).await?;
    Ok(note.id)
}
