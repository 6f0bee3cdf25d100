//! A report as it was handed in, for A4 (D4).

use askama::Template;
use axum::extract::State;
use model::{EntryId, MatterId, OfficeId, calendar::format_date, matters::ReportSnapshot};
use service::{
    App, japan,
    matters::{self, Desk},
};

use super::thread;
use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    frame::PageFrame,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "matters/papers.html")]
struct PapersPage {
    page: PageFrame,
    back: String,
    title: String,
    handed_in: String,
    report: ReportSnapshot,
    visits: Vec<(String, String, String, Vec<String>)>,
    shown: Vec<String>,
}

impl PapersPage {
    fn held_on(&self, minutes: &model::publications::PublicMinutes) -> String {
        format_date(minutes.held_on)
    }
}

async fn papers(app: &App, staff: &Staff, desk: Desk, id: MatterId, entry: EntryId) -> Page {
    let thread = matters::thread(app, &staff.actor, desk, id).await?;
    let line = thread.lines.into_iter().find(|line| line.entry.id == entry).ok_or(WebError::NotFound)?;
    let report = line.entry.snapshot.ok_or(WebError::NotFound)?;
    let visits = report.visits.iter().map(|visit| {
        (
            visit.day.map(format_date).unwrap_or_default(),
            visit.dwelling.clone(),
            visit.mode.map(|mode| mode.to_string()).unwrap_or_default(),
            visit.record.lines().map(ToOwned::to_owned).collect(),
        )
    });
    let shown = report
        .publications
        .iter()
        .map(|shown| format!("第{}回の議事録　{}　{}　{}から", shown.number, shown.channel, shown.place, format_date(shown.from_day)));
    render::page(&PapersPage {
        page: thread::frame(app, staff, desk).await?,
        back: thread::address(desk, id),
        title: thread.matter.title,
        handed_in: format_date(japan(line.entry.at).date()),
        visits: visits.collect(),
        shown: shown.collect(),
        report,
    })
}

pub(super) async fn of_office(State(app): State<App>, staff: Staff, Ids((office, id, entry)): Ids<(OfficeId, MatterId, EntryId)>) -> Page {
    papers(&app, &staff, Desk::Office(office), id, entry).await
}

pub(super) async fn of_authority(State(app): State<App>, staff: Staff, Ids((id, entry)): Ids<(MatterId, EntryId)>) -> Page {
    let desk = thread::authority(&staff)?;
    papers(&app, &staff, desk, id, entry).await
}
