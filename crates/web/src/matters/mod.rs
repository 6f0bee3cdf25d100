//! 用件 between an office and authorities (D1–D4): the office's list and the thread that both sides see.

mod authority;
mod new;
mod notice;
mod papers;
mod report;
mod say;
mod survey;
mod thread;
mod words;

use askama::Template;
use axum::extract::State;
use model::{OfficeId, calendar::format_date, jurisdictions};
use service::{
    App,
    matters::{self, Desk},
};

use crate::{
    caller::{Ids, Staff},
    components::{Column, ListFrame},
    frame::{PageFrame, Room},
    house::House,
    posted::Asked,
    render::{self, Page},
};

use words::Turn;

pub(crate) fn rooms(house: House) -> House {
    let house = house
        .get("/offices/{office}/matters", list)
        .get("/offices/{office}/matters/new", new::page)
        .post("/offices/{office}/matters/new", new::send)
        .get("/offices/{office}/matters/{matter}", thread::of_office)
        .post("/offices/{office}/matters/{matter}/say", say::office_says)
        .post("/offices/{office}/matters/{matter}/settle", say::office_settles)
        .post("/offices/{office}/matters/{matter}/withdraw", say::office_withdraws)
        .post("/offices/{office}/matters/{matter}/attended", notice::office_notes_attendance)
        .post("/offices/{office}/matters/{matter}/survey", survey::send)
        .post("/offices/{office}/matters/{matter}/report", report::submit)
        .get("/offices/{office}/matters/{matter}/papers/{entry}", papers::of_office)
        .get("/offices/{office}/meetings/{meeting}/notice", notice::page)
        .post("/offices/{office}/meetings/{meeting}/notice", notice::tell)
        .post("/offices/{office}/meetings/{meeting}/notice/go-on", notice::go_on)
        .post("/offices/{office}/meetings/{meeting}/announce", notice::announce);
    authority::rooms(house)
}

struct Line {
    href: String,
    turn: Turn,
    due: String,
    title: String,
    kind: String,
    authority: &'static str,
    opened: String,
    order: (u8, String),
}

#[derive(Template)]
#[template(path = "matters/list.html")]
struct ListPage {
    page: PageFrame,
    base: String,
    list: ListFrame,
    lines: Vec<Line>,
}

const COLUMNS: &[Column] = &[
    Column { key: "turn", label: "状態" },
    Column { key: "due", label: "期限" },
    Column { key: "kind", label: "用件" },
    Column { key: "authority", label: "相手" },
    Column { key: "opened", label: "始まり" },
];

async fn list(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let page = staff.office_frame(&app, office, Room::Matters).await?;
    let base = format!("/offices/{office}/matters");
    let today = app.today();
    let lines = matters::list(&app, &staff.actor, office).await?.into_iter().map(|matter| {
        let turn = Turn::of(Desk::Office(office), &matter, today);
        Line {
            href: format!("{base}/{}", matter.id),
            order: (turn.order, matter.due_on.map(|day| day.to_string()).unwrap_or_else(|| "9999".to_owned())),
            turn,
            due: matter.due_on.map(format_date).unwrap_or_default(),
            kind: matter.details.kind().to_string(),
            title: matter.title,
            authority: jurisdictions::lookup(matter.jurisdiction).map(|known| known.name).unwrap_or_default(),
            opened: format_date(matter.opened_on),
        }
    });
    let words = |line: &Line| format!("{} {} {} {}", line.title, line.kind, line.authority, line.turn.label);
    let frame = ListFrame::read(&base, COLUMNS, &query);
    let (list, lines) = frame.arrange(lines.collect(), words, |line, sort| match sort {
        "due" => (0, line.order.1.clone()),
        "kind" => (0, line.kind.clone()),
        "authority" => (0, line.authority.to_owned()),
        // They come newest first.
        "opened" => (0, String::new()),
        _ => line.order.clone(),
    });
    render::page(&ListPage { page, base, list, lines })
}
