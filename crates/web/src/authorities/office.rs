//! One office as its authority sees it: each rule with its reason and clause, nobody's name (D6).

use askama::Template;
use axum::extract::State;
use model::{OfficeId, calendar::FiscalYear};
use rulebook::{Finding, Status, Subject};
use service::{App, authorities};

use crate::{
    caller::{Ids, Staff},
    components::FindingLine,
    findings as words,
    frame::PageFrame,
    posted::Asked,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "authorities/office.html")]
struct OfficePage {
    page: PageFrame,
    name: String,
    number: String,
    address: String,
    year: FiscalYear,
    open: Vec<FindingLine>,
    done: Vec<FindingLine>,
    /// What does not apply, an exemption among it, with the reason.
    apart: Vec<FindingLine>,
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let (row, year, findings) = authorities::office(&app, &staff.actor, office, query.year()).await?;
    let (apart, findings): (Vec<_>, Vec<_>) = findings.into_iter().partition(|finding| finding.status == Status::NotApplicable);
    let (open, done): (Vec<_>, Vec<_>) = findings.into_iter().partition(Finding::wants_attention);
    render::page(&OfficePage {
        page: staff.frame(),
        name: row.name,
        number: row.number.to_string(),
        address: row.address,
        year,
        open: lines(office, &open),
        done: lines(office, &done),
        apart: lines(office, &apart),
    })
}

/// Findings without the links by which the office mends them; one line for all seats of a rule.
fn lines(office: OfficeId, findings: &[Finding]) -> Vec<FindingLine> {
    let mut seen = Vec::new();
    let mut shown = Vec::new();
    for finding in findings {
        let of_seat = matches!(finding.subject, Subject::Seat(_));
        if of_seat && seen.contains(&(&finding.rule, finding.status)) {
            continue;
        }
        seen.push((&finding.rule, finding.status));
        let line = words::line(office, finding);
        let reason = if of_seat { "構成員ごとの内容は、事業所だけが見られます。".to_owned() } else { line.reason };
        shown.push(FindingLine { reason, next: None, ..line });
    }
    shown
}
