//! The home of an office: what to do next in this 年度, why, by which clause; the year as a line of months (4.2).

mod next_year;
mod plan;

use askama::Template;
use axum::extract::{Query, State};
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
    next: Vec<FindingLine>,
    done: Vec<FindingLine>,
    months: Vec<Month>,
}

async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Query(query): Query<Year>) -> Page {
    let year = query.year.and_then(|text| text.parse().ok());
    let home = findings::view_home(&app, &staff.actor, office, year).await?;
    let page = staff.office_frame(&app, office, Room::Home).await?;
    let (open, done): (Vec<_>, Vec<_>) = home.findings.iter().cloned().partition(rulebook::Finding::wants_attention);
    render::page(&HomePage {
        page,
        year: home.year,
        today: format_date(home.on),
        previous: home.year.previous(),
        following: home.year.next(),
        path: format!("/offices/{office}"),
        next: words::lines(office, &open),
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
