//! Notes of the day: written, corrected, taken away, and kept while they are written (B10, B13).

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use model::{MeetingId, NoteId, OfficeId, Vocabulary};
use service::{
    App,
    drafts::{self, DraftOf},
    notes,
    rows::Note,
};

use super::{again_note, day_page};
use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    posted::Posted,
    render::{self, Page},
};

pub(in crate::meetings) async fn save(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let item = form.optional_choice("item", "議題");
    let kind = form.choice("kind", "種類");
    let said_by = form.optional_choice("said_by", "発言した方");
    let text = form.required_text("text", "内容");
    if let (Some(kind), Some(text), true) = (kind, text, form.is_valid()) {
        let input = notes::Input { item, kind, said_by, text, client_key: form.value("client_key").to_owned() };
        match notes::save(&app, &staff.actor, office, id, input).await {
            Ok(_) => return render::on_to(&format!("/offices/{office}/meetings/{id}/day#notes")),
            Err(notes::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("text", error),
        }
    }
    render::form_again(&day_page(&app, &staff, office, id, form).await?)
}

/// The fields of a note that stands already.
pub(super) fn form_of(note: &Note) -> Form {
    Form::from_pairs([
        ("item", note.item.map(|item| item.to_string()).unwrap_or_default()),
        ("kind", note.kind.code().to_owned()),
        ("said_by", note.said_by.map(|seat| seat.to_string()).unwrap_or_default()),
        ("text", note.text.clone()),
        ("client_key", note.client_key.clone()),
    ])
}

/// The page with a note in the form, to be corrected.
pub(in crate::meetings) async fn edit(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting, id)): Ids<(OfficeId, MeetingId, NoteId)>,
) -> Page {
    let all = notes::list(&app, &staff.actor, office, meeting).await?;
    let note = all.iter().find(|note| note.id == id).ok_or(WebError::NotFound)?;
    render::page(&day_page(&app, &staff, office, meeting, form_of(note)).await?)
}

pub(in crate::meetings) async fn remove(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting, id)): Ids<(OfficeId, MeetingId, NoteId)>,
    Posted(form): Posted,
) -> Page {
    let result = notes::remove(&app, &staff.actor, office, meeting, id).await;
    again_note(&app, &staff, office, meeting, form, result).await
}

/// Keeps a note while it is written. A page without scripts never comes here.
pub(in crate::meetings) async fn autosave(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(form): Posted,
) -> Page {
    match drafts::keep(&app, &staff.actor, office, DraftOf::Note(meeting), form.pairs_without(&["csrf"])).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(drafts::Error::TooLong) => Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response()),
        Err(drafts::Error::Fault(fault)) => Err(fault.into()),
    }
}
