//! The day of the meeting: running order with a clock per item, attendance in taps, notes per item (B10–B12).

pub(super) mod attendance;
pub(super) mod notes;

use askama::Template;
use axum::extract::State;
use model::{
    AgendaItemId, MeetingId, OfficeId, SeatId,
    meetings::{AttendanceMode, MeetingState, NoteKind},
};
use service::{
    App,
    agenda::{self, Agenda},
    attendances::{
        self, Error, List,
        leave::{self, Left},
    },
    drafts::{self, DraftOf},
    materials, meetings,
    notes::{self as said, Error as NoteError},
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
    notes: Vec<NoteLine>,
}

/// A note with where it is corrected.
struct NoteLine {
    kind: NoteKind,
    speaker: String,
    text: String,
    address: String,
}

/// Somebody who was not there for an item.
struct LeftLine {
    item: AgendaItemId,
    seat: SeatId,
    words: String,
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
    /// Whether the impressions of visits are one of the items.
    impressions: bool,
    kinds: Vec<Choice>,
    speakers: Vec<Choice>,
    item_choices: Vec<Choice>,
    present: Vec<Choice>,
    left: Vec<LeftLine>,
    /// When the draft in the form was kept, if it is one.
    draft_of: Option<String>,
    outstanding: usize,
    held: bool,
}

async fn day_page(app: &App, staff: &Staff, office: OfficeId, id: MeetingId, form: Form) -> Result<DayPage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let list = attendances::view(app, &staff.actor, office, id).await?;
    let agenda = agenda::view(app, &staff.actor, office, id).await?;
    let notes = said::list(app, &staff.actor, office, id).await?;
    let speakers = list
        .members
        .iter()
        .map(|(held, _)| Choice::new(held.seat.id.to_string(), format!("{}（{}）", held.person.name, held.seat.category)));
    let mut form = form;
    let mut draft_of = None;
    // A note that somebody was writing when the browser closed is in the form again.
    if form.value("text").is_empty()
        && form.is_valid()
        && let Some(draft) = drafts::view(app, &staff.actor, office, DraftOf::Note(id)).await?
        && draft.fields.iter().any(|(name, value)| name == "text" && !value.trim().is_empty())
    {
        draft_of = Some(model::calendar::format_date_time(service::japan(draft.saved_at).datetime()));
        form = Form::from_pairs(draft.fields);
    }
    if form.value("client_key").is_empty() {
        // A key of this opened page: sending the same form twice is one note.
        form = with(form, "client_key", app.mint::<model::NoteId>().to_string());
    }
    let base = format!("/offices/{office}/meetings/{id}");
    let left = leave::list(app, &staff.actor, office, id).await?;
    Ok(DayPage {
        page,
        left: left.into_iter().filter_map(|left| left_line(left, &agenda, &list)).collect(),
        present: present(&list),
        draft_of,
        outstanding: materials::view(app, &staff.actor, office, id).await?.outstanding(),
        office: format!("/offices/{office}"),
        title: meetings::title(agenda.meeting.year, agenda.meeting.number),
        when: super::when(&agenda.meeting),
        first: agenda.meeting.number == 1,
        modes: Choice::all::<AttendanceMode>(),
        staff_present: list.staff.iter().filter_map(staff_line).collect(),
        items: items(&base, &agenda, &notes, &list),
        impressions: agenda.has_impressions(),
        kinds: Choice::all::<NoteKind>(),
        speakers: std::iter::once(Choice::new("", "事業所（職員）")).chain(speakers).collect(),
        item_choices: agenda.items.iter().map(|item| Choice::new(item.id.to_string(), item.title.clone())).collect(),
        held: agenda.meeting.state == MeetingState::Held,
        members: list.members.iter().map(member_line).collect(),
        form,
        base,
    })
}

/// Who can leave: members who are there.
fn present(list: &List) -> Vec<Choice> {
    let there = list.members.iter().filter(|(_, line)| line.as_ref().and_then(|line| line.mode).is_some_and(AttendanceMode::present));
    there.map(|(held, _)| Choice::new(held.seat.id.to_string(), format!("{}（{}）", held.person.name, held.seat.category))).collect()
}

fn left_line(left: Left, agenda: &Agenda, list: &List) -> Option<LeftLine> {
    let title = &agenda.items.iter().find(|item| item.id == left.item)?.title;
    let name = &list.members.iter().find(|(held, _)| held.seat.id == left.seat)?.0.person.name;
    let reason = if left.reason.is_empty() { String::new() } else { format!("（{}）", left.reason) };
    Some(LeftLine { item: left.item, seat: left.seat, words: format!("{title}　{name}さん{reason}") })
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

fn items(base: &str, agenda: &Agenda, notes: &[Note], list: &List) -> Vec<ItemLine> {
    let speaker = |note: &Note| {
        let held = note.said_by.and_then(|seat| list.members.iter().find(|(held, _)| held.seat.id == seat));
        held.map_or("事業所".to_owned(), |(held, _)| format!("{}（{}）", held.person.name, held.seat.category))
    };
    let of = |item: Option<AgendaItemId>| {
        notes
            .iter()
            .filter(|note| note.item == item)
            .map(|note| NoteLine {
                kind: note.kind,
                speaker: speaker(note),
                text: note.text.clone(),
                address: format!("{base}/day/note/{}", note.id),
            })
            .collect::<Vec<_>>()
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

pub(in crate::meetings) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&day_page(&app, &staff, office, id, Form::empty()).await?)
}

async fn again_note(app: &App, staff: &Staff, office: OfficeId, id: MeetingId, mut form: Form, result: Result<(), NoteError>) -> Page {
    match result {
        Ok(()) => render::done(&format!("/offices/{office}/meetings/{id}/day#notes"), "記録を取り消しました。"),
        Err(NoteError::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            form.fail_whole(error);
            render::form_again(&day_page(app, staff, office, id, form).await?)
        }
    }
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

pub(in crate::meetings) async fn close(
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
