//! 行政の側: all matters of an authority, what it asks of its offices, reminders, visits (D1–D4, D6).

mod call;
mod call_papers;
mod calls;
mod reminders;
mod visits;

use askama::Template;
use axum::extract::State;
use model::{
    Vocabulary,
    calendar::{FiscalYear, format_date},
    matters::MatterKind,
};
use service::{App, matters::oversee};

use super::{notice, papers, report, say, thread, words::Turn};
use crate::{
    caller::Staff,
    components::{Choice, Column, ListFrame},
    forms::Form,
    frame::PageFrame,
    house::House,
    posted::Asked,
    render::{self, Page},
};

pub(super) fn rooms(house: House) -> House {
    house
        .get("/authority/matters", list)
        .get("/authority/matters/{matter}", thread::of_authority)
        .post("/authority/matters/{matter}/say", say::authority_says)
        .post("/authority/matters/{matter}/settle", say::authority_settles)
        .post("/authority/matters/{matter}/withdraw", say::authority_withdraws)
        .post("/authority/matters/{matter}/answer", notice::answer)
        .post("/authority/matters/{matter}/attended", notice::authority_notes_attendance)
        .post("/authority/matters/{matter}/receive", report::receive)
        .post("/authority/matters/{matter}/return", report::give_back)
        .post("/authority/matters/{matter}/made", visits::made)
        .get("/authority/matters/{matter}/papers/{entry}", papers::of_authority)
        .get("/authority/calls", calls::list)
        .get("/authority/calls/new", calls::new_page)
        .post("/authority/calls/new", calls::open)
        .get("/authority/calls/{call}", call::page)
        .post("/authority/calls/{call}/close", call::close)
        .get("/authority/calls/{call}/calendar", call_papers::calendar)
        .get("/authority/calls/{call}/letters", call_papers::letters)
        .get("/authority/calls/{call}/letters/{paper}", call_papers::file)
        .get("/authority/calls/{call}/export.csv", call_papers::export)
        .get("/authority/reminders", reminders::log)
        .get("/authority/reminders/new", reminders::new_page)
        .post("/authority/reminders/preview", reminders::preview)
        .post("/authority/reminders", reminders::send)
        .get("/authority/visits", visits::list)
        .get("/authority/visits/new", visits::new_page)
        .post("/authority/visits/new", visits::plan)
}

struct Line {
    href: String,
    turn: Turn,
    due: String,
    kind: String,
    title: String,
    office: String,
    number: String,
    year: String,
    order: (u8, String),
}

#[derive(Template)]
#[template(path = "matters/authority/list.html")]
struct ListPage {
    page: PageFrame,
    area: &'static str,
    list: ListFrame,
    lines: Vec<Line>,
    own: usize,
    years: Vec<Choice>,
    kinds: Vec<Choice>,
    query: Form,
}

const COLUMNS: &[Column] = &[
    Column { key: "turn", label: "状態" },
    Column { key: "due", label: "期限" },
    Column { key: "kind", label: "用件" },
    Column { key: "office", label: "事業所" },
    Column { key: "year", label: "年度" },
];

async fn list(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let desk = thread::authority(&staff)?;
    let area = oversee::area_of(&app, &staff.actor)?;
    let today = app.today();
    let kind: Option<MatterKind> = query.value("kind").parse().ok();
    let all = oversee::list(&app, &staff.actor, query.year()).await?;
    let lines: Vec<Line> = all
        .into_iter()
        .filter(|seen| kind.is_none_or(|kind| seen.matter.details.kind() == kind))
        .map(|seen| {
            let (matter, turn) = (&seen.matter, Turn::of(desk, &seen.matter, today));
            Line {
                href: format!("/authority/matters/{}", matter.id),
                order: (turn.order, matter.due_on.map(|day| day.to_string()).unwrap_or_else(|| "9999".to_owned())),
                turn,
                due: matter.due_on.map(format_date).unwrap_or_default(),
                kind: matter.details.kind().to_string(),
                title: matter.title.clone(),
                year: matter.year.to_string(),
                number: seen.office.as_ref().map(|office| office.number.to_string()).unwrap_or_default(),
                office: seen.office.map_or_else(|| "一覧にない事業所".to_owned(), |office| office.name),
            }
        })
        .filter(|line| query.value("turn") != "own" || line.turn.own)
        .collect();
    let own = lines.iter().filter(|line| line.turn.own).count();
    let words = |line: &Line| format!("{} {} {} {} {}", line.title, line.kind, line.office, line.number, line.turn.label);
    let frame = ListFrame::read("/authority/matters", COLUMNS, &query).keeping(&["year", "kind", "turn"], &query);
    let (list, lines) = frame.arrange(lines, words, |line, sort| match sort {
        "due" => (0, line.order.1.clone()),
        "kind" => (0, line.kind.clone()),
        "office" => (0, line.number.clone()),
        "year" => (0, line.year.clone()),
        _ => line.order.clone(),
    });
    let kinds = MatterKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect();
    render::page(&ListPage { page: staff.frame(), area: area.name, list, lines, own, years: years(&app), kinds, query })
}

/// The years that lists offer: the next, the present and the last.
fn years(app: &App) -> Vec<Choice> {
    let this_year = FiscalYear::of(app.today());
    let years = [this_year.next(), this_year, this_year.previous()];
    years.into_iter().map(|year| Choice::new(year.start_year().to_string(), year.to_string())).collect()
}
