//! The day of the meeting: running order, attendance in taps, notes per item (B10–B12).

use askama::Template;
use axum::extract::State;
use model::{
    AgendaItemId, MeetingId, OfficeId, SeatId,
    meetings::{AttendanceMode, MeetingState, NoteKind},
    seats::Channel,
};
use service::{
    App,
    agenda::{self, Agenda},
    attendances::{self, Error, List},
    meetings, notes,
    rows::{Attendee, Note},
};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

/// A member on the attendance list.
struct MemberLine {
    seat: SeatId,
    name: String,
    category: String,
    mode: Option<AttendanceMode>,
    planned: Option<AttendanceMode>,
    proxy: Option<String>,
    opinion: Option<String>,
}

/// An item with what was said.
struct ItemLine {
    title: String,
    minutes: u32,
    begins: String,
    notes: Vec<(NoteKind, String, String)>,
}

#[derive(Template)]
#[template(path = "meetings/day.html")]
struct DayPage {
    page: PageFrame,
    base: String,
    office: String,
    form: Form,
    title: String,
    when: String,
    first: bool,
    members: Vec<MemberLine>,
    modes: Vec<Choice>,
    staff_present: Vec<(String, String)>,
    items: Vec<ItemLine>,
    kinds: Vec<Choice>,
    speakers: Vec<Choice>,
    item_choices: Vec<Choice>,
    held: bool,
}

async fn day_page(app: &App, staff: &Staff, office: OfficeId, id: MeetingId, form: Form) -> Result<DayPage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let list = attendances::view(app, &staff.actor, office, id).await?;
    let agenda = agenda::view(app, &staff.actor, office, id).await?;
    let notes = notes::list(app, &staff.actor, office, id).await?;
    let speakers = list
        .members
        .iter()
        .map(|(held, _)| Choice::new(held.seat.id.to_string(), format!("{}（{}）", held.person.name, held.seat.category)));
    let mut form = form;
    if form.value("client_key").is_empty() {
        // A key of this opened page: sending the same form twice is one note.
        form = with(form, "client_key", app.mint::<model::NoteId>().to_string());
    }
    Ok(DayPage {
        page,
        base: format!("/offices/{office}/meetings/{id}"),
        office: format!("/offices/{office}"),
        title: meetings::title(agenda.meeting.year, agenda.meeting.number),
        when: super::when(&agenda.meeting),
        first: agenda.meeting.number == 1,
        modes: Choice::all::<AttendanceMode>(),
        staff_present: list.staff.iter().filter_map(staff_line).collect(),
        items: items(&agenda, &notes, &list),
        kinds: Choice::all::<NoteKind>(),
        speakers: std::iter::once(Choice::new("", "事業所（職員）")).chain(speakers).collect(),
        item_choices: agenda.items.iter().map(|item| Choice::new(item.id.to_string(), item.title.clone())).collect(),
        held: agenda.meeting.state == MeetingState::Held,
        members: list.members.iter().map(member_line).collect(),
        form,
    })
}

fn with(form: Form, name: &str, value: String) -> Form {
    let mut form = form;
    form.set(name, value);
    form
}

fn staff_line(line: &service::rows::Attendance) -> Option<(String, String)> {
    match &line.attendee {
        Attendee::Staff { name, role } => Some((name.clone(), role.clone())),
        Attendee::Member(_) => None,
    }
}

fn member_line((held, line): &(service::seats::Held, Option<service::rows::Attendance>)) -> MemberLine {
    MemberLine {
        seat: held.seat.id,
        name: held.person.name.clone(),
        category: held.seat.category.to_string(),
        mode: line.as_ref().and_then(|line| line.mode),
        planned: line.as_ref().and_then(|line| line.planned),
        proxy: line.as_ref().and_then(|line| line.proxy_name.clone()),
        opinion: line.as_ref().and_then(|line| line.written_opinion.clone()),
    }
}

fn items(agenda: &Agenda, notes: &[Note], list: &List) -> Vec<ItemLine> {
    let speaker = |note: &Note| {
        let held = note.said_by.and_then(|seat| list.members.iter().find(|(held, _)| held.seat.id == seat));
        held.map_or("事業所".to_owned(), |(held, _)| format!("{}（{}）", held.person.name, held.seat.category))
    };
    let of = |item: Option<AgendaItemId>| {
        notes.iter().filter(|note| note.item == item).map(|note| (note.kind, speaker(note), note.text.clone())).collect::<Vec<_>>()
    };
    let mut begins = agenda.meeting.starts_at;
    let mut lines: Vec<ItemLine> = Vec::new();
    for item in &agenda.items {
        let shown = begins.map(model::calendar::format_time).unwrap_or_default();
        begins = begins.map(|time| time.saturating_add(jiff::SignedDuration::from_mins(i64::from(item.minutes))));
        lines.push(ItemLine { title: item.title.clone(), minutes: item.minutes, begins: shown, notes: of(Some(item.id)) });
    }
    let beyond = of(None);
    if !beyond.is_empty() {
        lines.push(ItemLine { title: "その他".to_owned(), minutes: 0, begins: String::new(), notes: beyond });
    }
    lines
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&day_page(&app, &staff, office, id, Form::empty()).await?)
}

async fn again(app: &App, staff: &Staff, office: OfficeId, id: MeetingId, mut form: Form, result: Result<(), Error>, done: &str) -> Page {
    match result {
        Ok(()) => render::done(&format!("/offices/{office}/meetings/{id}/day"), done),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            form.fail_whole(error);
            render::form_again(&day_page(app, staff, office, id, form).await?)
        }
    }
}

pub(super) async fn attendance(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let seat: SeatId = form.value("seat").parse().map_err(|_| WebError::NotFound)?;
    let mode = form.choice("mode", "出欠");
    let Some(mode) = mode else { return render::form_again(&day_page(&app, &staff, office, id, form).await?) };
    let detail = form.optional_text("detail", "代理の方・書面のご意見");
    let input = attendances::Input {
        seat,
        mode,
        proxy_name: detail.clone().filter(|_| mode == AttendanceMode::Proxy),
        written_opinion: detail.filter(|_| mode == AttendanceMode::Written),
        channel: Channel::InPerson,
    };
    let result = attendances::record(&app, &staff.actor, office, id, input).await;
    again(&app, &staff, office, id, form, result, "出欠を記録しました。").await
}

pub(super) async fn staff_present(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let name = form.required("staff_name", "職員の氏名");
    let role = form.required("staff_role", "職名");
    let (Some(name), Some(role)) = (name, role) else { return render::form_again(&day_page(&app, &staff, office, id, form).await?) };
    let result = attendances::add_staff(&app, &staff.actor, office, id, name, role).await;
    again(&app, &staff, office, id, form, result, "職員の出席を記録しました。").await
}

pub(super) async fn note(
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

pub(super) async fn close(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(form): Posted,
) -> Page {
    match attendances::close_meeting(&app, &staff.actor, office, id).await {
        Ok(()) => {
            render::done(&format!("/offices/{office}/minutes/{id}"), "会議を「開催済」にしました。記録をもとに、議事録を作りましょう。")
        }
        other => again(&app, &staff, office, id, form, other, "").await,
    }
}
