//! What became of a call: answers in a table, planned dates with their clashes, who is late, whom no mail reached (D2, D4, D6).

use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use model::{
    CallId, Vocabulary,
    calendar::format_date,
    matters::{Details, MatterKind, PlannedDate, Recipient, Report, ReportItem},
};
use service::{
    App,
    matters::{
        calls::{self, Error, View},
        oversee::Overseen,
    },
};

use super::super::{
    survey, thread,
    words::{self, Turn},
};
use crate::{
    caller::{Ids, Staff},
    components::{Column, ListFrame},
    errors::WebError,
    frame::PageFrame,
    posted::{Asked, Posted},
    render::{self, Page},
};

/// A date that somebody plans, and whether it clashes.
#[derive(Clone)]
pub(super) struct Planned {
    pub(super) office: String,
    pub(super) href: String,
    pub(super) date: PlannedDate,
    pub(super) clash: bool,
}

/// How an office stands with a call.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) turn: Turn,
    pub(super) number: String,
    pub(super) office: String,
    pub(super) mail: &'static str,
    pub(super) answered: String,
    /// Planned dates, each with whether it clashes.
    dates: Vec<(String, bool)>,
    /// The parts of a report, each with whether it is there.
    pub(super) items: Vec<(&'static str, bool)>,
}

#[derive(Template)]
#[template(path = "matters/authority/call.html")]
struct CallPage {
    page: PageFrame,
    base: String,
    title: String,
    kind: String,
    year: String,
    text: Vec<String>,
    form_text: String,
    form_url: String,
    due: String,
    opened: String,
    closed: Option<String>,
    version: i64,
    survey: bool,
    report: bool,
    pairs: u16,
    counts: Counts,
    list: ListFrame,
    lines: Vec<Line>,
}

/// How many of those who were asked answered.
struct Counts {
    all: usize,
    answered: usize,
    open: usize,
    late: usize,
    clashing: usize,
    undelivered: usize,
}

const COLUMNS: &[Column] = &[
    Column { key: "turn", label: "状態" },
    Column { key: "number", label: "事業所番号" },
    Column { key: "name", label: "事業所" },
    Column { key: "answered", label: "お返事" },
    Column { key: "", label: "内容" },
    Column { key: "mail", label: "メール" },
];

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(id): Ids<CallId>, Asked(query): Asked) -> Page {
    let view = calls::view(&app, &staff.actor, id).await?;
    let planned = planned(&view);
    let base = format!("/authority/calls/{id}");
    let lines = lines(&app, &staff, &view, &planned)?;
    let counts = Counts {
        all: lines.len(),
        answered: lines.iter().filter(|line| !line.answered.is_empty()).count(),
        open: lines.iter().filter(|line| line.turn.order == 2 || line.turn.order == 3).count(),
        late: lines.iter().filter(|line| line.turn.order == 2).count(),
        clashing: planned.iter().filter(|planned| planned.clash).count(),
        undelivered: view.arrivals.values().filter(|arrival| arrival.wants_letter()).count(),
    };
    let only = query.value("only").to_owned();
    let wanted = |line: &Line| match only.as_str() {
        "late" => line.turn.order == 2,
        "open" => line.turn.order == 2 || line.turn.order == 3,
        _ => true,
    };
    let words = |line: &Line| format!("{} {} {}", line.number, line.office, line.turn.label);
    let frame = ListFrame::read(&base, COLUMNS, &query).keeping(&["only"], &query);
    let (list, lines) = frame.arrange(lines.into_iter().filter(wanted).collect(), words, |line, sort| match sort {
        "number" => (0, line.number.clone()),
        "name" => (0, line.office.clone()),
        "answered" => (0, line.answered.clone()),
        "mail" => (0, line.mail.to_owned()),
        _ => (line.turn.order, line.number.clone()),
    });
    let call = view.call;
    render::page(&CallPage {
        page: staff.frame(),
        survey: call.kind == MatterKind::Survey,
        report: call.kind == MatterKind::Report,
        kind: call.kind.to_string(),
        year: call.year.to_string(),
        text: call.text.lines().map(ToOwned::to_owned).collect(),
        form_text: call.form_text,
        form_url: call.form_url,
        due: call.due_on.map(format_date).unwrap_or_default(),
        opened: format_date(call.opened_on),
        closed: call.closed_on.map(format_date),
        version: call.version,
        pairs: call.pairs,
        title: call.title,
        base,
        counts,
        list,
        lines,
    })
}

pub(super) fn lines(app: &App, staff: &Staff, view: &View, planned: &[Planned]) -> Result<Vec<Line>, WebError> {
    let desk = thread::authority(staff)?;
    let line = |seen: &Overseen| {
        let href = format!("/authority/matters/{}", seen.matter.id);
        let dates = planned.iter().filter(|date| date.href == href).map(|date| (survey::planned(&date.date), date.clash));
        Line {
            turn: Turn::of(desk, &seen.matter, app.today()),
            number: seen.office.as_ref().map(|office| office.number.to_string()).unwrap_or_default(),
            office: name(seen),
            mail: view.arrivals.get(&seen.matter.id).copied().map(words::arrival_in_table).unwrap_or_default(),
            answered: answered(&seen.matter.details).map(format_date).unwrap_or_default(),
            dates: dates.collect(),
            items: items(&seen.matter.details),
            href,
        }
    };
    Ok(view.matters.iter().map(line).collect())
}

fn name(seen: &Overseen) -> String {
    seen.office.as_ref().map_or_else(|| "一覧にない事業所".to_owned(), |office| office.name.clone())
}

fn answered(details: &Details) -> Option<Date> {
    match details {
        Details::Survey(answer) => answer.answered_on,
        Details::Report(report) => report.submitted_on,
        _ => None,
    }
}

/// The parts of a report with whether they were handed in.
fn items(details: &Details) -> Vec<(&'static str, bool)> {
    let Details::Report(Report { to, items, .. }) = details else { return Vec::new() };
    let asked: &[ReportItem] = match to {
        Recipient::Council => &[ReportItem::Operation],
        _ => &[ReportItem::Minutes, ReportItem::VisitRecords, ReportItem::PublicationState],
    };
    asked.iter().map(|item| (item.label(), items.contains(item))).collect()
}

/// All planned dates of a survey by day and hour, with those that clash marked.
pub(super) fn planned(view: &View) -> Vec<Planned> {
    let mut all = Vec::new();
    for seen in &view.matters {
        let Details::Survey(answer) = &seen.matter.details else { continue };
        let href = format!("/authority/matters/{}", seen.matter.id);
        all.extend(answer.dates.iter().map(|date| Planned { office: name(seen), href: href.clone(), date: *date, clash: false }));
    }
    all.sort_by_key(|planned| planned.date.sitting);
    let sittings: Vec<_> = all.iter().map(|planned| planned.date.sitting).collect();
    for (planned, clash) in all.iter_mut().zip(planner::clashes::clashes(&sittings, view.call.pairs)) {
        planned.clash = clash;
    }
    all
}

pub(super) async fn close(State(app): State<App>, staff: Staff, Ids(id): Ids<CallId>, Posted(form): Posted) -> Page {
    let base = format!("/authority/calls/{id}");
    match calls::close(&app, &staff.actor, id, thread::version(&form)).await {
        Ok(()) => render::done(&base, "締め切りました。"),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(error) => render::told(&base, crate::frame::Tone::Warn, &error.to_string()),
    }
}
