//! 年間計画: the whole year on one sheet of paper, made from meetings, visits and findings (B1).

use axum::extract::{Query, State};
use model::OfficeId;
use service::{
    App,
    papers::{Asked, Paper},
};

use super::Year;
use crate::{
    caller::{Ids, Staff},
    frame::Room,
    papers,
    render::Page,
};

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Query(query): Query<Year>) -> Page {
    let year = query.year.and_then(|text| text.parse().ok());
    let asked = Asked { year, ..Asked::office(Paper::YearPlan) };
    papers::show(&app, &staff, office, asked, format!("/offices/{office}"), Room::Home).await
}
