//! 年間計画: the whole year on one sheet of paper, made from meetings and findings (B1).

use askama::Template;
use axum::extract::{Query, State};
use model::{OfficeId, calendar::FiscalYear};
use service::{App, findings};

use super::{Year, months};
use crate::{
    caller::{Ids, Staff},
    components::{FindingLine, Month},
    findings as words,
    frame::{PageFrame, Room},
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "home/plan.html")]
struct PlanPage {
    page: PageFrame,
    base: String,
    office: String,
    year: FiscalYear,
    made_on: String,
    months: Vec<Month>,
    undated: Vec<FindingLine>,
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Query(query): Query<Year>) -> Page {
    let year = query.year.and_then(|text| text.parse().ok());
    let home = findings::view_home(&app, &staff.actor, office, year).await?;
    let page = staff.office_frame(&app, office, Room::Home).await?;
    let open = home.findings.iter().filter(|finding| finding.wants_attention());
    let within = |finding: &&rulebook::Finding| finding.due.is_none_or(|day| !home.year.contains(day));
    let undated: Vec<_> = open.filter(within).cloned().collect();
    render::page(&PlanPage {
        page,
        base: format!("/offices/{office}"),
        office: home.office.name.clone(),
        year: home.year,
        made_on: model::calendar::format_date(home.on),
        months: months(office, &home, words::title),
        undated: words::lines(office, &undated),
    })
}
