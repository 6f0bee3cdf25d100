//! 行政の側: the offices of an area at a glance, and one of them (D6).

mod rules;

use askama::Template;
use axum::extract::State;
use model::{OfficeId, calendar::FiscalYear, jurisdictions};
use rulebook::{Finding, Status, Subject};
use service::{App, authorities};

use crate::{
    caller::{Ids, Staff},
    components::{Choice, Column, FindingLine, ListFrame},
    findings as words,
    forms::Form,
    frame::PageFrame,
    house::House,
    posted::Asked,
    render::{self, Page},
};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/authority", overview)
        .get("/authority/export.csv", export)
        .get("/authority/offices/{office}", office)
        .get("/authority/rules", rules::page)
}

const COLUMNS: &[Column] = &[
    Column { key: "urgency", label: "急ぐ順" },
    Column { key: "number", label: "事業所番号" },
    Column { key: "name", label: "名称" },
    Column { key: "place", label: "所在地" },
    Column { key: "", label: "いちばん急ぐこと" },
];

struct Line {
    href: String,
    number: String,
    name: String,
    place: String,
    broken: usize,
    overdue: usize,
    due: usize,
    met: usize,
    urgent: Option<String>,
    findings: Vec<Finding>,
}

impl From<authorities::Standing> for Line {
    fn from(standing: authorities::Standing) -> Self {
        let place = standing.office.location.and_then(jurisdictions::lookup);
        let counts = standing.counts();
        let count = |status| counts.get(&status).copied().unwrap_or_default();
        Self {
            href: format!("/authority/offices/{}", standing.office.id),
            number: standing.office.number.to_string(),
            place: place.map(|place| place.name.to_owned()).unwrap_or_default(),
            broken: count(Status::Broken),
            overdue: count(Status::Overdue),
            due: count(Status::Due),
            met: count(Status::Met),
            urgent: standing.most_urgent().map(|finding| finding.sentence.to_string()),
            name: standing.office.name,
            findings: standing.findings,
        }
    }
}

#[derive(Template)]
#[template(path = "authorities/overview.html")]
struct OverviewPage {
    page: PageFrame,
    area: &'static str,
    rulebook: String,
    own_rulebook: bool,
    year: FiscalYear,
    years: Vec<Choice>,
    rules: Vec<Choice>,
    rule: String,
    all: usize,
    with_broken: usize,
    with_overdue: usize,
    list: ListFrame,
    lines: Vec<Line>,
    export: String,
}

/// The 年度 that is asked for, if one is.
fn year_of(query: &Form) -> Option<FiscalYear> {
    query.value("year").parse().ok()
}

async fn overview(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let rule = query.value("rule").to_owned();
    let seen = authorities::overview(&app, &staff.actor, year_of(&query)).await?;
    let wanting = |line: &Line| rule.is_empty() || missed(&line.findings).any(|finding| finding.rule.as_str() == rule);
    let all: Vec<Line> = seen.offices.into_iter().map(Line::from).collect();
    let (count, with_broken, with_overdue) =
        (all.len(), all.iter().filter(|line| line.broken > 0).count(), all.iter().filter(|line| line.overdue > 0).count());
    let lines = all.into_iter().filter(wanting).collect();
    let words = |line: &Line| format!("{} {} {}", line.number, line.name, line.place);
    let (list, lines) =
        ListFrame::read("/authority", COLUMNS, &query).keeping(&["year", "rule"], &query).arrange(lines, words, |line, sort| match sort {
            "number" => (0, 0, line.number.clone()),
            "name" => (0, 0, line.name.clone()),
            "place" => (0, 0, line.place.clone()),
            _ => (usize::MAX - line.broken, usize::MAX - line.overdue, line.number.clone()),
        });
    let this_year = FiscalYear::of(app.today());
    let years = [this_year.next(), this_year, this_year.previous()];
    let mut rules: Vec<_> = seen.rulebook.rules().iter().map(|rule| Choice::new(rule.id.to_string(), rule.sentence.to_string())).collect();
    rules.dedup_by(|one, other| one.value == other.value);
    render::page(&OverviewPage {
        page: staff.frame(),
        area: seen.area.name,
        rulebook: seen.rulebook.title().to_owned(),
        own_rulebook: seen.rulebook.jurisdiction().is_some(),
        year: seen.year,
        years: years.into_iter().map(|year| Choice::new(year.start_year().to_string(), year.to_string())).collect(),
        rules,
        export: format!("/authority/export.csv?year={}", seen.year.start_year()),
        rule,
        all: count,
        with_broken,
        with_overdue,
        list,
        lines,
    })
}

fn missed(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| matches!(finding.status, Status::Broken | Status::Overdue))
}

/// One line a finding, for spreadsheets: UTF-8 with a byte order mark, as they like it.
async fn export(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let seen = authorities::overview(&app, &staff.actor, year_of(&query)).await?;
    let mut text = String::from("\u{feff}事業所番号,名称,所在地,規則,状態,程度,理由,期限,根拠,場所\r\n");
    for line in seen.offices.into_iter().map(Line::from) {
        for finding in &line.findings {
            let cells = [
                line.number.clone(),
                line.name.clone(),
                line.place.clone(),
                finding.sentence.to_string(),
                finding.status.to_string(),
                finding.level.map(|level| level.to_string()).unwrap_or_default(),
                finding.reason.clone(),
                finding.due.map(|day| day.to_string()).unwrap_or_default(),
                finding.citation.source.clone(),
                finding.citation.at.clone(),
            ];
            text.push_str(&cells.map(|cell| cell_of(&cell)).join(","));
            text.push_str("\r\n");
        }
    }
    let headers = [
        (axum::http::header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (axum::http::header::CONTENT_DISPOSITION, "attachment; filename=\"hantei.csv\""),
    ];
    Ok(axum::response::IntoResponse::into_response((headers, text)))
}

/// A cell that no spreadsheet takes for a formula.
fn cell_of(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

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
}

async fn office(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let (row, year, findings) = authorities::office(&app, &staff.actor, office, year_of(&query)).await?;
    let (open, done): (Vec<_>, Vec<_>) =
        findings.into_iter().filter(|finding| finding.status != Status::NotApplicable).partition(Finding::wants_attention);
    render::page(&OfficePage {
        page: staff.frame(),
        name: row.name,
        number: row.number.to_string(),
        address: row.address,
        year,
        open: lines(office, &open),
        done: lines(office, &done),
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
