//! 委嘱状, where an operator gives one (A15).

use askama::Template;
use axum::extract::State;
use model::{OfficeId, SeatId, calendar::format_date, seats::SeatState};
use service::{App, offices::edit, seats};

use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    frame::{PageFrame, Room},
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "seats/appointment.html")]
struct AppointmentPage {
    page: PageFrame,
    base: String,
    written_on: String,
    name: String,
    affiliation: Option<String>,
    category: String,
    term: String,
    agreed: Vec<String>,
    corporation: String,
    office: String,
    manager: Option<String>,
}

/// The letter, for somebody who holds a seat.
pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, seat)): Ids<(OfficeId, SeatId)>) -> Page {
    let page = staff.office_frame(&app, office, Room::Seats).await?;
    let held = seats::view(&app, &staff.actor, office, seat).await?;
    if held.seat.state != SeatState::Seated {
        return Err(WebError::NotFound);
    }
    let owner = edit::view(&app, &staff.actor, office).await?;
    let day = |day: Option<jiff::civil::Date>| day.map(format_date).unwrap_or_default();
    let agreed = [("謝礼", held.seat.honorarium), ("交通費", held.seat.travel_costs)];
    render::page(&AppointmentPage {
        page,
        base: format!("/offices/{office}/seats"),
        written_on: format_date(app.today()),
        name: held.person.name,
        affiliation: held.person.affiliation,
        category: held.seat.category.to_string(),
        term: match (held.seat.term_from, held.seat.term_until) {
            (None, None) => String::new(),
            (from, until) => format!("{}から{}まで", day(from), day(until)),
        },
        agreed: agreed.into_iter().filter_map(|(what, text)| text.map(|text| format!("{what}　{text}"))).collect(),
        corporation: owner.corporation.name,
        office: owner.office.name,
        manager: owner.office.manager_name,
    })
}
