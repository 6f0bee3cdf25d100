//! The visits of a 年度 at a glance (house × month), as a file for calendars, and told to those who visit (C1, C3).

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::IntoResponse,
};
use jiff::civil::Date;
use model::{
    DwellingId, OfficeId,
    calendar::{CalendarMonth, FiscalYear},
};
use service::{
    App,
    links::Ticket,
    visits::{
        announce::Error,
        tell,
        timetable::{self, Of},
    },
};

use super::year;
use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::{Asked, Posted},
    render::{self, Page},
};

/// A house in the table of a 年度.
pub(super) struct HouseRow {
    pub(super) name: String,
    /// For each month from April on, its visits in a line each.
    pub(super) months: Vec<Vec<String>>,
}

/// The table house × month.
pub(super) struct YearTable {
    pub(super) months: Vec<String>,
    pub(super) rows: Vec<HouseRow>,
}

impl YearTable {
    /// The table of visits: house, day, and what stands there.
    pub(super) fn of(
        year: FiscalYear,
        houses: impl Iterator<Item = (DwellingId, String)>,
        visits: Vec<(DwellingId, Date, String)>,
    ) -> Self {
        let mut cells: BTreeMap<(DwellingId, CalendarMonth), Vec<(Date, String)>> = BTreeMap::new();
        for (dwelling, day, words) in visits {
            cells.entry((dwelling, CalendarMonth::of(day))).or_default().push((day, words));
        }
        let months = year.months();
        let mut cell = |dwelling, month| {
            let mut lines = cells.remove(&(dwelling, month)).unwrap_or_default();
            lines.sort();
            lines.into_iter().map(|(day, words)| format!("{}日　{words}", day.day())).collect()
        };
        let rows = houses.map(|(id, name)| HouseRow { name, months: months.iter().map(|month| cell(id, *month)).collect() }).collect();
        Self { months: months.iter().map(|month| format!("{}月", month.month())).collect(), rows }
    }
}

/// A calendar file: of everybody, of one member, of one house. It is called after the 年度, never after a person.
pub(super) async fn file(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let year = year(&app, &query);
    let of = match (query.value("seat").parse(), query.value("dwelling").parse()) {
        (Ok(seat), _) => Of::Member(seat),
        (_, Ok(dwelling)) => Of::House(dwelling),
        _ => Of::All,
    };
    let file = timetable::file(&app, &staff.actor, office, year, of).await?;
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"houmon-{}.ics\"", year.start_year())),
    ];
    Ok((headers, file).into_response())
}

#[derive(Template)]
#[template(path = "visits/tell.html")]
struct TellPage {
    page: PageFrame,
    base: String,
    year: FiscalYear,
    form: Form,
    tickets: Vec<(Ticket, String)>,
}

async fn told(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    year: FiscalYear,
    form: Form,
    tickets: Vec<Ticket>,
) -> Result<TellPage, WebError> {
    Ok(TellPage {
        page: staff.office_frame(app, office, Room::Visits).await?,
        base: format!("/offices/{office}/visits"),
        year,
        form,
        tickets: crate::meetings::with_qr(tickets)?,
    })
}

pub(super) async fn tell_page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    render::page(&told(&app, &staff, office, year(&app, &query), Form::empty(), Vec::new()).await?)
}

/// Tells each member of the own visits; codes are shown this once.
pub(super) async fn tell(
    State(app): State<App>,
    staff: Staff,
    Ids(office): Ids<OfficeId>,
    Asked(query): Asked,
    Posted(mut form): Posted,
) -> Page {
    let year = year(&app, &query);
    match tell::tell(&app, &staff.actor, office, year).await {
        Ok(tickets) => return render::page(&told(&app, &staff, office, year, form, tickets).await?),
        Err(Error::Fault(fault)) => return Err(fault.into()),
        Err(error) => form.fail_whole(error),
    }
    render::form_again(&told(&app, &staff, office, year, form, Vec::new()).await?)
}
