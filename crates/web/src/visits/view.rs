//! One visit: what is agreed on, what is to be done before it, what was written after it.

use askama::Template;
use axum::extract::State;
use model::{OfficeId, VisitId, calendar::format_date, visits::VisitState};
use service::{
    App,
    visits::{self, Line},
};

use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    frame::{PageFrame, Room},
    render::{self, Page},
};

/// A visit as all its pages show it.
pub(super) struct Shown {
    pub(super) visitor: String,
    pub(super) dwelling: String,
    pub(super) when: String,
    pub(super) mode: String,
    pub(super) state: VisitState,
    pub(super) year: String,
    pub(super) recorded: String,
    pub(super) record: String,
}

impl Shown {
    pub(super) fn of(line: &Line) -> Self {
        let visit = &line.visit;
        let form = match visit.in_form {
            Some(true) => "（決められた様式）",
            Some(false) => "（自由な様式）",
            None => "",
        };
        Self {
            visitor: format!("{}さん（{}）", line.held.person.name, line.held.seat.category),
            dwelling: line.dwelling.name.clone(),
            when: super::when(visit),
            mode: visit.mode.map_or_else(|| "まだ決まっていません".to_owned(), |mode| mode.to_string()),
            state: visit.state,
            year: visit.year.to_string(),
            recorded: visit.recorded_on.map(|day| format!("{}{form}", format_date(day))).unwrap_or_default(),
            record: visit.record.clone().unwrap_or_default(),
        }
    }

    pub(super) fn made(&self) -> bool {
        self.state == VisitState::Made
    }
}

#[derive(Template)]
#[template(path = "visits/view.html")]
struct ViewPage {
    page: PageFrame,
    base: String,
    office: String,
    seat: String,
    shown: Shown,
    pledged: bool,
    handbook: bool,
    excused: bool,
    care: String,
    over: bool,
}

impl ViewPage {
    fn planned(&self) -> bool {
        self.shown.state == VisitState::Planned
    }
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, VisitId)>) -> Page {
    let page = staff.office_frame(&app, office, Room::Visits).await?;
    let line = line(&app, &staff, office, id).await?;
    let unwilling = visits::unwilling(&app, &staff.actor, office).await?.get(&line.dwelling.id).copied().unwrap_or_default();
    let seat = &line.held.seat;
    render::page(&ViewPage {
        page,
        base: format!("/offices/{office}/visits/{id}"),
        office: format!("/offices/{office}"),
        seat: seat.id.to_string(),
        shown: Shown::of(&line),
        pledged: line.held.pledge.is_some(),
        handbook: seat.handbook_given_on.is_some(),
        excused: seat.visit_excuse.is_some(),
        care: super::care(unwilling),
        over: line.visit.day.is_some_and(|day| day <= app.today()),
    })
}

pub(super) async fn line(app: &App, staff: &Staff, office: OfficeId, id: VisitId) -> Result<Line, WebError> {
    Ok(visits::view(app, &staff.actor, office, id).await?)
}
