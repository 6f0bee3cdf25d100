//! A first text from agenda, notes and attendance. Requests and advice become follow-ups at the same time (B13, B15).

use model::{
    MeetingId, OfficeId,
    meetings::{AttendanceMode, MeetingState, MinutesState, NoteKind},
    publications::{PublicEntry, PublicItem, PublicMinutes},
    seats::SeatCategory,
};
use store::{
    Facts, StoreError, Subject, WriteTx, agenda,
    attendances::{self, Attendance, Attendee},
    meetings::{self, Meeting},
    minutes::{self, Minutes, Version},
    notes::{self, Note},
    offices,
    voices::{self, Origin, Voice},
};

use crate::{Action, Actor, App, Fault, Resource, agenda::carry_over, seats::Held};

/// No text was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The meeting has not taken place.
    #[error("会議を「開催済」にしてから、議事録を作ってください。")]
    NotHeld,
    /// There is one already.
    #[error("議事録は、すでに作り始めています。")]
    Begun,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Duplicate => Begun);

/// Makes the first text.
pub async fn draft(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::MinutesWrite, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    if meeting.state != MeetingState::Held {
        return Err(Error::NotHeld);
    }
    let held = crate::seats::held(&mut tx, office).await?;
    let notes = notes::list(&mut tx, office, meeting.id).await?;
    let content = compose(&mut tx, &meeting, &notes, &held).await?;
    let minutes = Minutes {
        id: app.mint(),
        office,
        meeting: meeting.id,
        state: MinutesState::Drafted,
        number: 1,
        drafted_on: app.today(),
        circulated_on: None,
        confirmed_on: None,
        in_form: None,
        version: 1,
    };
    let version = Version { number: 1, content: super::written(&content)?, written_by: actor.stamp().to_string(), written_at: app.now() };
    minutes::insert(&mut tx, &minutes, &version).await?;
    let followed = follow_up(app, &mut tx, &meeting, &notes, &held).await?;
    let mut record = app.record(actor, Action::MinutesWrite, office, Subject::new("minutes", minutes.id));
    record.after = Facts::new().plain("meeting", meeting.id).plain("number", 1).plain("follow_ups", followed);
    tx.commit(app.now(), record).await?;
    Ok(())
}

async fn compose(tx: &mut WriteTx, meeting: &Meeting, notes: &[Note], held: &[Held]) -> Result<PublicMinutes, Fault> {
    let office = offices::load(tx, meeting.office).await?.ok_or(Fault::Hidden)?;
    let (attendance, staff_present) = super::counts(tx, meeting.office, meeting.id).await?;
    let agenda = agenda::list(tx, meeting.office, meeting.id).await?;
    let entries = |item| notes.iter().filter(|note| note.item == item).map(|note| entry(note, held)).collect::<Vec<_>>();
    let mut items: Vec<PublicItem> = agenda
        .iter()
        .map(|item| PublicItem { title: item.title.clone(), purposes: item.purposes.clone(), entries: entries(Some(item.id)) })
        .collect();
    let beyond = entries(None);
    if !beyond.is_empty() {
        items.push(PublicItem { title: "その他".to_owned(), purposes: Vec::new(), entries: beyond });
    }
    let written = written_opinions(tx, meeting, held).await?;
    if !written.is_empty() {
        items.push(PublicItem { title: "書面でいただいたご意見".to_owned(), purposes: Vec::new(), entries: written });
    }
    Ok(PublicMinutes {
        office_name: office.name,
        office_number: office.number.to_string(),
        year: meeting.year,
        number: meeting.number,
        held_on: meeting.held_on.or(meeting.day).unwrap_or(meeting.year.first_day()),
        place_kind: meeting.place_kind,
        attendance,
        staff_present,
        items,
        summary: String::new(),
    })
}

/// What those wrote who could not come (B4).
async fn written_opinions(tx: &mut WriteTx, meeting: &Meeting, held: &[Held]) -> Result<Vec<PublicEntry>, StoreError> {
    let opinion = |line: Attendance| {
        let Attendee::Member(seat) = line.attendee else { return None };
        let category = held.iter().find(|held| held.seat.id == seat).map(|held| held.seat.category);
        let text = line.written_opinion.filter(|_| line.mode == Some(AttendanceMode::Written))?;
        Some(PublicEntry { kind: NoteKind::Opinion, category, text, answer: None })
    };
    Ok(attendances::list(tx, meeting.office, meeting.id).await?.into_iter().filter_map(opinion).collect())
}

fn entry(note: &Note, held: &[Held]) -> PublicEntry {
    PublicEntry { kind: note.kind, category: category(note, held), text: note.text.clone(), answer: None }
}

fn category(note: &Note, held: &[Held]) -> Option<SeatCategory> {
    let seat = note.said_by?;
    held.iter().find(|held| held.seat.id == seat).map(|held| held.seat.category)
}

async fn follow_up(app: &App, tx: &mut WriteTx, meeting: &Meeting, notes: &[Note], held: &[Held]) -> Result<usize, StoreError> {
    let wanting: Vec<&Note> = notes.iter().filter(|note| note.kind.wants_answer()).collect();
    let mut arisen = Vec::new();
    for note in &wanting {
        let origin = Origin::Meeting { meeting: meeting.id, note: Some(note.id) };
        let voice = Voice::new(app.mint(), meeting.office, meeting.body, origin, note.kind, category(note, held), note.text.clone());
        voices::insert(tx, &voice).await?;
        arisen.push(voice);
    }
    carry_over::new_voices(app, tx, meeting.office, &arisen).await?;
    for item in agenda::list(tx, meeting.office, meeting.id).await? {
        let Some(id) = item.voice else { continue };
        if let Some(voice) = voices::load(tx, meeting.office, id).await? {
            voices::update(tx, &Voice { reported_in: Some(meeting.id), ..voice }).await?;
        }
    }
    Ok(wanting.len())
}
