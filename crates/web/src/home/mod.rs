//! The home of an office: what to do next in this 年度, why, by which clause; the year as a line of months (4.2).

mod next_year;
mod plan;

use askama::Template;
use axum::extract::{Query, State};
use jiff::ToSpan;
use model::{
    OfficeId,
    calendar::{FiscalYear, format_date},
    meetings::MeetingState,
    visits::VisitState,
};
use service::{
    App,
    findings::{self, Home},
};

use crate::{
    caller::{Ids, Staff},
    components::{FindingLine, Month, MonthEvent, StatusWord},
    findings as words,
    frame::{PageFrame, Room},
    house::House,
    render::{self, Page},
};

/// How far ahead the home looks: what is due later waits behind a line, so that a full year does not look like a mountain (H4).
const SOON_DAYS: i64 = 31;

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/offices/{office}", page)
        .get("/offices/{office}/year", plan::page)
        .get("/offices/{office}/next-year", next_year::page)
        .post("/offices/{office}/next-year", next_year::send)
}

#[derive(serde::Deserialize)]
struct Year {
    year: Option<String>,
}

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    page: PageFrame,
    year: FiscalYear,
    today: String,
    previous: FiscalYear,
    following: FiscalYear,
    path: String,
    now: Vec<FindingLine>,
    later: Vec<FindingLine>,
    done: Vec<FindingLine>,
    months: Vec<Month>,
}

async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Query(query): Query<Year>) -> Page {
    let year = query.year.and_then(|text| text.parse().ok());
    let home = findings::view_home(&app, &staff.actor, office, year).await?;
    let page = staff.office_frame(&app, office, Room::Home).await?;
    let (open, done): (Vec<_>, Vec<_>) = home.findings.iter().cloned().partition(rulebook::Finding::wants_attention);
    let soon = home.on.saturating_add(SOON_DAYS.days());
    let (now, later): (Vec<_>, Vec<_>) = open.into_iter().partition(|finding| finding.due.is_none_or(|due| due <= soon));
    render::page(&HomePage {
        page,
        year: home.year,
        today: format_date(home.on),
        previous: home.year.previous(),
        following: home.year.next(),
        path: format!("/offices/{office}"),
        now: words::lines(office, &now),
        later: words::lines(office, &later),
        done: words::lines(office, &done),
        months: months(office, &home),
    })
}

/// Meetings, visits and due dates by month.
fn months(office: OfficeId, home: &Home) -> Vec<Month> {
    let line = |month: &model::calendar::CalendarMonth| {
        let meetings = home.meetings.iter().filter_map(|meeting| {
            let day = meeting.held_on.or(meeting.day).filter(|day| month.contains(*day))?;
            let status = match meeting.state {
                MeetingState::Held => StatusWord::Met,
                MeetingState::Cancelled => StatusWord::NotApplicable,
                MeetingState::Planned | MeetingState::Polling | MeetingState::Fixed => StatusWord::Due,
            };
            Some(MonthEvent {
                status,
                label: format!("第{}回会議（{}日）", meeting.number, day.day()),
                href: Some(format!("/offices/{office}/meetings/{}", meeting.id)),
            })
        });
        let visits = home.visits.iter().filter_map(|(visit, dwelling)| {
            let day = visit.day.filter(|day| month.contains(*day))?;
            let status = match visit.state {
                VisitState::Made => StatusWord::Met,
                VisitState::Planned => StatusWord::Due,
                VisitState::Cancelled => return None,
            };
            Some(MonthEvent {
                status,
                label: format!("{}への訪問（{}日）", dwelling.name, day.day()),
                href: Some(format!("/offices/{office}/visits/{}", visit.id)),
            })
        });
        let due = home.findings.iter().filter(|finding| finding.wants_attention()).filter_map(|finding| {
            let day = finding.due.filter(|day| month.contains(*day))?;
            let line = words::line(office, finding);
            Some(MonthEvent {
                status: line.status,
                label: format!("{}日まで　{}", day.day(), words::short(finding)),
                href: line.next.map(|next| next.href),
            })
        });
        Month {
            label: format!("{}月", month.month()),
            current: month.contains(home.on),
            events: meetings.chain(visits).chain(due).collect(),
        }
    };
    home.year.months().iter().map(line).collect()
}
