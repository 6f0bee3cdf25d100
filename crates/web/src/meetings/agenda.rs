//! The agenda: from the library, in order, with the sum of minutes and warnings (B6–B8).

use askama::Template;
use axum::extract::State;
use model::{
    AgendaItemId, MeetingId, OfficeId, Vocabulary,
    meetings::{IncidentConsent, ItemStyle, Purpose},
};
use service::{
    App,
    agenda::{self, ABOUT_MINUTES, Agenda, Change, Entry, Error},
    meetings,
    papers::{Asked, Paper},
};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    papers,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "meetings/agenda.html")]
struct AgendaPage {
    page: PageFrame,
    base: String,
    form: Form,
    title: String,
    agenda: Agenda,
    about: u32,
    library: Vec<(Purpose, Vec<&'static Entry>)>,
    purposes: Vec<Choice>,
    styles: Vec<Choice>,
    consents: Vec<Choice>,
}

async fn agenda_page(app: &App, staff: &Staff, office: OfficeId, id: MeetingId, form: Form) -> Result<AgendaPage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let agenda = agenda::view(app, &staff.actor, office, id).await?;
    let entries = agenda::library()?;
    let first = agenda.meeting.number == 1;
    let offered = |purpose: Purpose| {
        let unused = |entry: &&Entry| {
            entry.purposes.first() == Some(&purpose)
                && (first || !entry.first_only)
                && !agenda.items.iter().any(|item| item.library_key.as_deref() == Some(entry.key.as_str()))
        };
        (purpose, entries.iter().filter(unused).collect())
    };
    Ok(AgendaPage {
        page,
        base: format!("/offices/{office}/meetings/{id}"),
        form,
        title: meetings::title(agenda.meeting.year, agenda.meeting.number),
        about: ABOUT_MINUTES,
        library: Purpose::ALL.iter().copied().map(offered).collect(),
        purposes: Choice::all::<Purpose>(),
        styles: Choice::all::<ItemStyle>(),
        consents: Choice::all::<IncidentConsent>(),
        agenda,
    })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MeetingId)>) -> Page {
    let form = Form::from_pairs([("style", "dialogue"), ("minutes", "15")]);
    render::page(&agenda_page(&app, &staff, office, id, form).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    if let Some(change) = read(&mut form) {
        match agenda::edit(&app, &staff.actor, office, id, change).await {
            Ok(()) => return render::on_to(&format!("/offices/{office}/meetings/{id}/agenda")),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&agenda_page(&app, &staff, office, id, form).await?)
}

/// Which button was pressed.
fn read(form: &mut Form) -> Option<Change> {
    let item = |form: &Form| form.value("item").parse::<AgendaItemId>().ok();
    match form.value("do") {
        "library" => Some(Change::AddFromLibrary(form.value("key").to_owned())),
        "voices" => Some(Change::TakeOverVoices),
        "up" => item(form).map(Change::Up),
        "down" => item(form).map(Change::Down),
        "remove" => item(form).map(Change::Remove),
        "minutes" => {
            let minutes = form.number("item_minutes", "時間（分）", 1..=240);
            Some(Change::SetMinutes(item(form)?, minutes?))
        }
        "consent" => Some(Change::SetConsent(item(form)?, form.choice("consent", "ご本人の了承")?)),
        _ => {
            let title = form.required("title", "議題");
            let description = form.optional_text("description", "内容").unwrap_or_default();
            let purposes: Vec<Purpose> = form.choices("purposes", "目的");
            if purposes.is_empty() {
                form.fail("purposes", "この議題の目的を、少なくとも1つ選んでください。");
            }
            let style = form.choice("style", "進め方");
            let minutes = form.number("minutes", "時間（分）", 1..=240);
            if !form.is_valid() {
                return None;
            }
            Some(Change::Add { title: title?, description, purposes, style: style?, minutes: minutes? })
        }
    }
}

pub(super) async fn print(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MeetingId)>) -> Page {
    let asked = Asked::of(Paper::Agenda, id);
    papers::show(&app, &staff, office, asked, format!("/offices/{office}/meetings/{id}/agenda"), Room::Meetings).await
}

/// The codes of the four purposes stay in one place; this only proves that the page knows them all.
const _: () = assert!(<Purpose as Vocabulary>::ALL.len() == 4);
