//! What leaves Engawa of a call: the calendar of planned dates, letters, a table for spreadsheets (D2, D4, D6).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use model::{
    CallId, Vocabulary,
    calendar::{CalendarMonth, format_date_short, format_time},
    matters::MatterKind,
};
use service::{
    App,
    matters::calls,
    papers::{self, CallPaper, Format, Receivers},
};

use super::call::{Planned, lines, planned};
use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    papers::{Papers, named, private_file, refused, way},
    posted::Asked,
    render::{self, Page},
    spreadsheet,
};

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
    spreadsheet::file("irai.csv", headings, even)
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
    title: String,
    count: usize,
    unreached: bool,
    files: Vec<Papers>,
    first: String,
}

fn receivers(query: &Form) -> Receivers {
    if query.value("only") == "undelivered" { Receivers::Unreached } else { Receivers::Everybody }
}

/// The letters of a call: the first of them, and all as files; `?only=undelivered` for those whom no mail reached.
pub(super) async fn letters(State(app): State<App>, staff: Staff, Ids(id): Ids<CallId>, Asked(query): Asked) -> Page {
    let (base, to) = (format!("/authority/calls/{id}"), receivers(&query));
    let (count, title, first, files) = match papers::of_call(&app, &staff.actor, id, CallPaper::Letters, to).await {
        Ok(mut filled) => {
            let count = filled.copies.len();
            let letters = (0..filled.files()).map(|number| Papers::of_call(&base, CallPaper::Letters, to, number));
            let files = letters.chain([Papers::of_call(&base, CallPaper::Labels, to, 0)]).collect();
            filled.copies.truncate(1);
            let (title, first) = papers::html(&app, filled, None).await.map_err(refused)?;
            (count, title, first, files)
        }
        Err(papers::Error::TooEarly(_)) => (0, "書面".to_owned(), String::new(), Vec::new()),
        Err(error) => return Err(refused(error)),
    };
    render::page(&LettersPage { page: staff.frame(), base, title, count, unreached: to == Receivers::Unreached, files, first })
}

/// All letters of a call, or the labels for their envelopes, as one file: `letters.pdf`, `labels.pdf?only=undelivered`; where there
/// are very many, `letters.pdf?file=2` are the next.
pub(super) async fn file(State(app): State<App>, staff: Staff, Ids((id, name)): Ids<(CallId, String)>, Asked(query): Asked) -> Page {
    let (paper, format) = named::<CallPaper>(&name)?;
    if format == Format::Html {
        return Err(WebError::NotFound);
    }
    let filled = papers::of_call(&app, &staff.actor, id, paper, receivers(&query)).await.map_err(refused)?;
    let number: usize = query.value("file").parse().unwrap_or(1);
    let filled = number.checked_sub(1).and_then(|number| filled.file(number)).ok_or(WebError::NotFound)?;
    let bytes = papers::print(&app, filled, way(format, &query)).await.map_err(refused)?;
    Ok(private_file(bytes, format, (paper.label(), paper.code())))
}
