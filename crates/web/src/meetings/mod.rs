//! 日程・会議: the year's meetings, polls, dates, agendas, and the day itself (4.5–4.7).

mod agenda;
mod attendance;
mod day;
mod fix;
mod payments;
mod poll;
mod scope;

use askama::Template;
use axum::extract::State;
use jiff::civil::Time;
use model::{
    MeetingId, OfficeId,
    calendar::{FiscalYear, format_date, format_time},
    meetings::MeetingState,
};
use service::{App, links::Ticket, matters::notice, meetings};

use crate::{
    caller::{Ids, Staff},
    components::Step,
    components::{Column, ListFrame},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    house::House,
    posted::{Asked, Posted},
    render::{self, Page},
};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/offices/{office}/meetings", list)
        .post("/offices/{office}/meetings", plan)
        .get("/offices/{office}/meetings/{meeting}", view)
        .get("/offices/{office}/meetings/{meeting}/poll", poll::page)
        .post("/offices/{office}/meetings/{meeting}/poll", poll::open)
        .get("/offices/{office}/meetings/{meeting}/poll/{seat}", poll::enter_page)
        .post("/offices/{office}/meetings/{meeting}/poll/{seat}", poll::enter)
        .get("/offices/{office}/meetings/{meeting}/fix", fix::page)
        .post("/offices/{office}/meetings/{meeting}/fix", fix::send)
        .get("/offices/{office}/meetings/{meeting}/scope", scope::page)
        .post("/offices/{office}/meetings/{meeting}/scope", scope::send)
        .get("/offices/{office}/meetings/{meeting}/payments", payments::page)
        .post("/offices/{office}/meetings/{meeting}/payments", payments::send)
        .get("/offices/{office}/meetings/{meeting}/cancel", fix::cancel_page)
        .post("/offices/{office}/meetings/{meeting}/cancel", fix::cancel)
        .get("/offices/{office}/meetings/{meeting}/agenda", agenda::page)
        .post("/offices/{office}/meetings/{meeting}/agenda", agenda::send)
        .get("/offices/{office}/meetings/{meeting}/agenda/print", agenda::print)
        .get("/offices/{office}/meetings/{meeting}/day", day::page)
        .post("/offices/{office}/meetings/{meeting}/day/attendance", day::attendance::record)
        .post("/offices/{office}/meetings/{meeting}/day/staff", day::attendance::staff_present)
        .post("/offices/{office}/meetings/{meeting}/day/note", day::notes::save)
        .post("/offices/{office}/meetings/{meeting}/day/note/autosave", day::notes::autosave)
        .get("/offices/{office}/meetings/{meeting}/day/note/{note}", day::notes::edit)
        .post("/offices/{office}/meetings/{meeting}/day/note/{note}/remove", day::notes::remove)
        .post("/offices/{office}/meetings/{meeting}/day/left", day::attendance::leave)
        .post("/offices/{office}/meetings/{meeting}/day/left/back", day::attendance::come_back)
        .post("/offices/{office}/meetings/{meeting}/day/close", day::close)
        .get("/offices/{office}/meetings/{meeting}/attendance", attendance::page)
        .post("/offices/{office}/meetings/{meeting}/attendance", attendance::ask)
        .get("/offices/{office}/meetings/{meeting}/attendance/{seat}", attendance::enter_page)
        .post("/offices/{office}/meetings/{meeting}/attendance/{seat}", attendance::enter)
        .get("/m/{token}/attendance", attendance::member::page)
        .post("/m/{token}/attendance", attendance::member::send)
        .get("/m/{token}/attendance/calendar.ics", attendance::member::calendar)
        .get("/m/{token}/dates", poll::member_page)
        .post("/m/{token}/dates", poll::member_answer)
}

/// A meeting as a list shows it.
pub(crate) struct Line {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) state: MeetingState,
    pub(crate) when: String,
}

impl Line {
    /// What a search looks through.
    pub(crate) fn words(&self) -> String {
        format!("{} {} {}", self.title, self.when, self.state)
    }
}

pub(crate) fn line(base: &str, meeting: &store_types::Meeting) -> Line {
    let when = meeting.held_on.or(meeting.day).map_or("日はまだ決まっていません".to_owned(), format_date);
    Line { href: format!("{base}/{}", meeting.id), title: meetings::title(meeting.year, meeting.number), state: meeting.state, when }
}

/// The rows of `store` that actions hand up, by the names that pages use.
pub(crate) mod store_types {
    pub(crate) use service::rows::Meeting;
}

#[derive(Template)]
#[template(path = "meetings/list.html")]
struct ListPage {
    page: PageFrame,
    list: ListFrame,
    lines: Vec<Line>,
    this_year: FiscalYear,
    next_year: FiscalYear,
}

/// What lists of meetings can be sorted by.
pub(crate) const ORDERS: &[Column] = &[Column { key: "meeting", label: "会議の順" }, Column { key: "state", label: "状態" }];

async fn list(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let page = staff.office_frame(&app, office, Room::Meetings).await?;
    let base = format!("/offices/{office}/meetings");
    let lines = meetings::list(&app, &staff.actor, office).await?.iter().map(|meeting| line(&base, meeting)).collect();
    let frame = ListFrame::read(&base, ORDERS, &query);
    let (list, lines) = frame.arrange(lines, Line::words, |line, sort| (sort == "state").then_some(line.state));
    let this_year = FiscalYear::of(app.today());
    render::page(&ListPage { page, list, lines, this_year, next_year: this_year.next() })
}

async fn plan(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(form): Posted) -> Page {
    let year = form.year().unwrap_or_else(|| FiscalYear::of(app.today()));
    let id = meetings::plan::plan(&app, &staff.actor, office, year).await?;
    render::done(&format!("/offices/{office}/meetings/{id}"), "会議を年間計画に加えました。次は、日程を決めましょう。")
}

#[derive(Template)]
#[template(path = "meetings/view.html")]
struct ViewPage {
    page: PageFrame,
    base: String,
    office: String,
    title: String,
    meeting: store_types::Meeting,
    when: String,
    steps: Vec<Step>,
    /// The dwellings it is held for; empty when it is held for all.
    held_for: Vec<String>,
    /// The authority that is to hear of the date before the members do (D1).
    wait_for: Option<&'static str>,
}

impl ViewPage {
    fn open(&self) -> bool {
        matches!(self.meeting.state, MeetingState::Planned | MeetingState::Polling | MeetingState::Fixed)
    }

    fn fixed(&self) -> bool {
        self.meeting.state == MeetingState::Fixed
    }

    fn held(&self) -> bool {
        self.meeting.state == MeetingState::Held
    }
}

async fn view(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MeetingId)>) -> Page {
    let page = staff.office_frame(&app, office, Room::Meetings).await?;
    let meeting = meetings::view(&app, &staff.actor, office, id).await?;
    let scope = meetings::scope::view(&app, &staff.actor, office, id).await?;
    let all = scope.iter().all(|(_, held_for)| *held_for);
    let held_for = scope.into_iter().filter(|(_, held_for)| *held_for && !all).map(|(dwelling, _)| dwelling.name).collect();
    let standing = notice::standing(&app, &staff.actor, office, id).await?;
    let at = match meeting.state {
        MeetingState::Planned => 0,
        MeetingState::Polling => 1,
        MeetingState::Fixed => 2,
        MeetingState::Held | MeetingState::Cancelled => 4,
    };
    render::page(&ViewPage {
        page,
        base: format!("/offices/{office}/meetings/{id}"),
        office: format!("/offices/{office}"),
        title: meetings::title(meeting.year, meeting.number),
        when: when(&meeting),
        steps: Step::list(&["都合を聞く", "日程を決める", "次第を作る", "当日の記録", "議事録と公表"], at),
        wait_for: standing.authority.filter(|_| standing.held_back).map(|authority| authority.name),
        meeting,
        held_for,
    })
}

/// 「令和8年10月1日（木）　午後2時から午後4時まで」
pub(crate) fn when(meeting: &store_types::Meeting) -> String {
    let day = meeting.held_on.or(meeting.day).map(format_date);
    match (day, meeting.starts_at, meeting.ends_at) {
        (Some(day), Some(from), Some(to)) => format!("{day}　{}から{}まで", format_time(from), format_time(to)),
        (Some(day), _, _) => day,
        (None, _, _) => "まだ決まっていません".to_owned(),
    }
}

/// Letters in hand, each with its code as a picture.
pub(crate) fn with_qr(tickets: Vec<Ticket>) -> Result<Vec<(Ticket, String)>, WebError> {
    tickets.into_iter().map(|ticket| crate::qr::svg(&ticket.link).map(|qr| (ticket, qr))).collect()
}

/// A time of day from an input (`14:00`), full width too.
pub(crate) fn time(form: &mut Form, name: &str, label: &str) -> Option<Time> {
    form.required(name, label)?;
    optional_time(form, name, label)
}

/// A time of day; `None` is blank, or unreadable with a message.
pub(crate) fn optional_time(form: &mut Form, name: &str, label: &str) -> Option<Time> {
    let written = form.optional(name, label)?;
    let folded = text::width::fold(&written);
    let time = Time::strptime("%H:%M", folded.trim()).ok();
    if time.is_none() {
        form.fail(name, format_args!("{label}を「14:00」のように入力してください。"));
    }
    time
}
