//! What members need to take part, as a paper to tick off before the meeting (A13).

use askama::Template;
use axum::extract::State;
use model::{OfficeId, calendar::format_date};
use service::{
    App,
    seats::needs::{self, CheckList},
};

use crate::{
    caller::{Ids, Staff},
    frame::{PageFrame, Room},
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "seats/needs.html")]
struct NeedsPage {
    page: PageFrame,
    base: String,
    list: CheckList,
    meeting_on: Option<String>,
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    let page = staff.office_frame(&app, office, Room::Seats).await?;
    let list = needs::check_list(&app, &staff.actor, office).await?;
    render::page(&NeedsPage { page, base: format!("/offices/{office}/seats"), meeting_on: list.meeting_on.map(format_date), list })
}
