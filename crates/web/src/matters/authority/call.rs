//! What became of a call: answers in a table, planned dates in a calendar with clashes, who is late, letters, CSV (D2, D4, D6).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use model::{
    CallId, Vocabulary,
    calendar::{CalendarMonth, format_date, format_date_short, format_time},
    matters::{Details, MatterKind, PlannedDate, Recipient, Report, ReportItem},
};
use service::{
    App,
    matters::{
        calls::{self, Error, View},
        oversee::{self, Overseen},
    },
};

use super::super::{
    survey, thread,
    words::{self, Turn},
};
use crate::{
    caller::{Ids, Staff},
    components::{Column, ListFrame},
    csv,
    errors::WebError,
    frame::PageFrame,
    posted::{Asked, Posted},
    render::{self, Page},
};

/// A date that somebody plans, and whether it clashes.
#[derive(Clone)]
struct Planned {
    office: String,
    href: String,
    date: PlannedDate,
    clash: bool,
}

struct Line {
    href: String,
    turn: Turn,
    number: String,
    office: String,
    mail: &'static str,
    answered: String,
    /// Planned dates, each with whether it clashes.
    dates: Vec<(String, bool)>,
    /// The parts of a report, each with whether it is there.
    items: Vec<(&'static str, bool)>,
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
        undelivered: view.arrivals.values().filter(|arrival| undelivered(**arrival)).count(),
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

fn undelivered(arrival: service::matters::Arrival) -> bool {
    matches!(arrival, service::matters::Arrival::NotMailed | service::matters::Arrival::Failed)
}

fn lines(app: &App, staff: &Staff, view: &View, planned: &[Planned]) -> Result<Vec<Line>, WebError> {
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
fn planned(view: &View) -> Vec<Planned> {
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

struct Day {
    label: String,
    sittings: Vec<(String, Planned)>,
}

#[derive(Template)]
#[template(path = "matters/authority/calendar.html")]
struct CalendarPage {
    page: PageFrame,
    base: String,
    title: String,
    pairs: u16,
    clashing: usize,
    months: Vec<(String, Vec<Day>)>,
}

pub(super) async fn calendar(State(app): State<App>, staff: Staff, Ids(id): Ids<CallId>) -> Page {
    let view = calls::view(&app, &staff.actor, id).await?;
    if view.call.kind != MatterKind::Survey {
        return Err(WebError::NotFound);
    }
    let planned = planned(&view);
    let mut days: BTreeMap<Date, Vec<(String, Planned)>> = BTreeMap::new();
    for one in &planned {
        let when = &one.date.sitting;
        let hours = format!("{}から{}まで", format_time(when.starts), format_time(when.ends));
        days.entry(when.day).or_default().push((hours, one.clone()));
    }
    let month = |month: &CalendarMonth| {
        let of_month = days.range(month.first_day()..=month.last_day());
        let days = of_month.map(|(day, sittings)| Day { label: format_date_short(*day), sittings: sittings.clone() });
        (format!("{}年{}月", month.year(), month.month()), days.collect::<Vec<_>>())
    };
    render::page(&CalendarPage {
        page: staff.frame(),
        base: format!("/authority/calls/{id}"),
        pairs: view.call.pairs,
        clashing: planned.iter().filter(|planned| planned.clash).count(),
        months: view.call.year.months().iter().map(month).filter(|(_, days)| !days.is_empty()).collect(),
        title: view.call.title,
    })
}

/// One line a planned date, or one a report, or one an office that has not answered.
pub(super) async fn export(State(app): State<App>, staff: Staff, Ids(id): Ids<CallId>) -> Page {
    let view = calls::view(&app, &staff.actor, id).await?;
    let planned = planned(&view);
    let mut table = Vec::new();
    for line in lines(&app, &staff, &view, &planned)? {
        let head = [line.number.clone(), line.office.clone(), line.turn.label.to_owned(), line.answered.clone()];
        let mine: Vec<&Planned> = planned.iter().filter(|planned| planned.href == line.href).collect();
        let mut rows: Vec<Vec<String>> = mine.iter().map(|planned| row_of(planned)).collect();
        if rows.is_empty() {
            rows.push(line.items.iter().map(|(item, there)| format!("{item}：{}", if *there { "あり" } else { "なし" })).collect());
        }
        table.extend(rows.into_iter().map(|row| head.iter().cloned().chain(row).chain([line.mail.to_owned()]).collect::<Vec<_>>()));
    }
    let headings: &[&str] = match view.call.kind {
        MatterKind::Survey => &["事業所番号", "事業所", "状態", "回答した日", "予定の日", "始まり", "終わり", "仮", "重なり", "メール"],
        _ => &["事業所番号", "事業所", "状態", "提出した日", "内容", "メール"],
    };
    // A spreadsheet wants as many cells in each line as there are headings; the mail stands last.
    let width = headings.len();
    let even = table.into_iter().map(|mut row| {
        let mail = row.pop().unwrap_or_default();
        if view.call.kind != MatterKind::Survey {
            let items = row.split_off(4).join("　");
            row.push(items);
        }
        row.resize(width - 1, String::new());
        row.push(mail);
        row
    });
    Ok(csv::file("irai.csv", headings, even))
}

fn row_of(planned: &Planned) -> Vec<String> {
    let when = &planned.date.sitting;
    let yes = |is: bool, word: &str| if is { word.to_owned() } else { String::new() };
    vec![
        when.day.to_string(),
        when.starts.strftime("%H:%M").to_string(),
        when.ends.strftime("%H:%M").to_string(),
        yes(planned.date.provisional, "仮"),
        yes(planned.clash, "重なり"),
    ]
}

#[derive(Template)]
#[template(path = "matters/authority/letters.html")]
struct LettersPage {
    page: PageFrame,
    base: String,
    area: &'static str,
    title: String,
    text: Vec<String>,
    due: Option<String>,
    written_on: String,
    link: String,
    offices: Vec<(String, String, String)>,
}

/// A letter for each office, one a sheet; `?only=undelivered` for those whom no mail reached.
pub(super) async fn letters(State(app): State<App>, staff: Staff, Ids(id): Ids<CallId>, Asked(query): Asked) -> Page {
    let area = oversee::area_of(&app, &staff.actor)?;
    let view = calls::view(&app, &staff.actor, id).await?;
    let only = query.value("only") == "undelivered";
    let wanted = |seen: &&Overseen| !only || view.arrivals.get(&seen.matter.id).is_none_or(|arrival| undelivered(*arrival));
    let offices = view.matters.iter().filter(wanted).filter_map(|seen| seen.office.clone());
    render::page(&LettersPage {
        page: staff.frame(),
        base: format!("/authority/calls/{id}"),
        area: area.name,
        text: view.call.text.lines().map(ToOwned::to_owned).collect(),
        due: view.call.due_on.map(format_date),
        written_on: format_date(view.call.opened_on),
        link: app.settings.base_url.clone(),
        offices: offices.map(|office| (office.name, office.number.to_string(), office.address)).collect(),
        title: view.call.title,
    })
}

pub(super) async fn close(State(app): State<App>, staff: Staff, Ids(id): Ids<CallId>, Posted(form): Posted) -> Page {
    let base = format!("/authority/calls/{id}");
    match calls::close(&app, &staff.actor, id, thread::version(&form)).await {
        Ok(()) => render::done(&base, "締め切りました。"),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(error) => render::told(&base, crate::frame::Tone::Warn, &error.to_string()),
    }
}
