//! 訪問: the visits of a 年度, planning, recording, the 手引き (C1–C5, C8). Only staff of the office come here; nothing is public.

mod change;
mod handbook;
mod offer;
mod plan;
mod proposal;
mod record;
mod self_check;
mod settle;
mod timetable;
mod view;
mod wishes;

use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use model::{
    OfficeId,
    calendar::{FiscalYear, format_date},
    visits::{VisitMode, VisitState},
};
pub(crate) use service::visits::when;
use service::{
    App,
    rows::Visit,
    seats::Held,
    visits::{self, House, Line, Visitor},
};

use self::timetable::YearTable;
use crate::{
    caller::{Ids, Staff},
    components::{Choice, Column, FindingLine, ListFrame},
    findings,
    forms::Form,
    frame::{PageFrame, Room},
    house,
    posted::Asked,
    render::{self, Page},
};

pub(crate) fn rooms(house: house::House) -> house::House {
    house
        .get("/offices/{office}/visits", list)
        .get("/offices/{office}/visits/new", plan::page)
        .post("/offices/{office}/visits/new", plan::send)
        .get("/offices/{office}/visits/handbook", handbook::page)
        .post("/offices/{office}/visits/handbook", handbook::send)
        .get("/offices/{office}/visits/wishes", wishes::page)
        .post("/offices/{office}/visits/wishes", wishes::ask)
        .get("/offices/{office}/visits/wishes/members/{seat}", wishes::enter_page)
        .post("/offices/{office}/visits/wishes/members/{seat}", wishes::enter)
        .get("/offices/{office}/visits/wishes/houses/{dwelling}", wishes::house_page)
        .post("/offices/{office}/visits/wishes/houses/{dwelling}", wishes::open_house)
        .get("/offices/{office}/visits/houses/{dwelling}/self-check", self_check::page)
        .post("/offices/{office}/visits/houses/{dwelling}/self-check", self_check::keep)
        .get("/m/{token}/visit-days", wishes::by_link)
        .post("/m/{token}/visit-days", wishes::say)
        .get("/offices/{office}/visits/proposal", proposal::page)
        .post("/offices/{office}/visits/proposal", proposal::send)
        .post("/offices/{office}/visits/proposal/check", proposal::check)
        .get("/offices/{office}/visits/tell", timetable::tell_page)
        .post("/offices/{office}/visits/tell", timetable::tell)
        .get("/offices/{office}/visits/calendar.ics", timetable::file)
        .get("/offices/{office}/visits/{visit}", view::page)
        .post("/offices/{office}/visits/{visit}/announce", view::announce)
        .get("/offices/{office}/visits/{visit}/change", change::page)
        .post("/offices/{office}/visits/{visit}/change", change::send)
        .get("/offices/{office}/visits/{visit}/record", record::page)
        .post("/offices/{office}/visits/{visit}/record", record::send)
        .get("/offices/{office}/visits/{visit}/cancel", settle::cancel_page)
        .post("/offices/{office}/visits/{visit}/cancel", settle::cancel)
        .get("/offices/{office}/visits/{visit}/take-back", settle::take_back_page)
        .post("/offices/{office}/visits/{visit}/take-back", settle::take_back)
}

const COLUMNS: &[Column] = &[
    Column { key: "day", label: "訪問の日" },
    Column { key: "dwelling", label: "住居" },
    Column { key: "visitor", label: "訪問する方" },
    Column { key: "state", label: "状態" },
    Column { key: "", label: "訪問記録" },
];

#[derive(Template)]
#[template(path = "visits/list.html")]
struct ListPage {
    page: PageFrame,
    base: String,
    office: String,
    year: FiscalYear,
    findings: Vec<FindingLine>,
    houses: Vec<House>,
    visitors: Vec<Visitor>,
    list: ListFrame,
    lines: Vec<Line>,
    table: YearTable,
    today: Date,
}

impl ListPage {
    fn handbook(&self, held: &Held) -> Option<String> {
        handbook::given(held)
    }

    fn when(&self, visit: &Visit) -> String {
        when(visit)
    }

    fn day(&self, day: &Date) -> String {
        format_date(*day)
    }

    fn waits(&self, visit: &Visit) -> bool {
        visit.state == VisitState::Planned && visit.day.is_some_and(|day| day < self.today)
    }

    /// What of a house is still to be done in this 年度, in words.
    fn missing(&self, house: &House) -> String {
        let mut parts = Vec::new();
        match (house.made, house.planned) {
            (0, 0) => parts.push("この年度の訪問は、まだ予定がありません。".to_owned()),
            (_, 0) => {}
            (_, planned) => parts.push(format!("予定している訪問が{planned}件あります。")),
        }
        if house.unrecorded > 0 {
            parts.push(format!("訪問記録がまだの訪問が{}件あります。", house.unrecorded));
        }
        parts.concat()
    }
}

async fn list(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let page = staff.office_frame(&app, office, Room::Visits).await?;
    let base = format!("/offices/{office}/visits");
    let year = year(&app, &query);
    let overview = visits::list(&app, &staff.actor, office, year).await?;
    let shown = overview.visits.iter().filter(|line| line.visit.state != VisitState::Cancelled);
    let cells = shown.filter_map(|line| Some((line.dwelling.id, line.visit.day?, format!("{}さん", line.held.person.name)))).collect();
    let table = YearTable::of(year, overview.houses.iter().map(|house| (house.dwelling.id, house.dwelling.name.clone())), cells);
    let words = |line: &Line| {
        format!(
            "{} {} {} {}",
            line.dwelling.name,
            line.held.person.name,
            line.visit.state,
            line.visit.mode.map_or("", model::Vocabulary::label)
        )
    };
    let key = |line: &Line, sort: &'static str| match sort {
        "dwelling" => line.dwelling.name.clone(),
        "visitor" => text::kana::reading_key(&line.held.person.kana),
        "state" => line.visit.state.to_string(),
        _ => String::new(),
    };
    let (list, lines) = ListFrame::read(&base, COLUMNS, &query).keeping(&["year"], &query).arrange(overview.visits, words, key);
    render::page(&ListPage {
        page,
        base,
        office: format!("/offices/{office}"),
        year,
        findings: findings::lines(office, &overview.findings),
        houses: overview.houses,
        visitors: overview.visitors,
        list,
        lines,
        table,
        today: overview.on,
    })
}

/// The 年度 that a query asks for; this one where it asks for none.
fn year(app: &App, query: &Form) -> FiscalYear {
    query.year().unwrap_or_else(|| FiscalYear::of(app.today()))
}

/// What staff keep in mind where somebody of a house does not wish to be met; empty where nobody said so. It never leaves the office.
fn care(unwilling: usize) -> String {
    match unwilling {
        0 => String::new(),
        count => format!(
            "会うことを望まない方が{count}名います。外出の時間に合わせるか、居室から離れた所だけを見ていただくなど、職員で決めておいてください。訪問する方には伝えません。"
        ),
    }
}

/// How a visit can be made; nothing chosen yet is an answer as well while it is planned.
fn modes(planned: bool) -> Vec<Choice> {
    let open = planned.then(|| Choice::new("", "まだ決めていない"));
    Choice::all::<VisitMode>().into_iter().chain(open).collect()
}

/// The version that a form was shown. One that does not read is older than any: the person is shown what stands there now.
fn version(form: &Form) -> i64 {
    form.value("version").parse().unwrap_or_default()
}
