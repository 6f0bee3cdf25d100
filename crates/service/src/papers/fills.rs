//! What stands in the fields of a prescribed form: a text for each word of [`Fill`]. Nobody's name is in what is asked here.

use jiff::civil::Date;
use model::{
    Vocabulary,
    calendar::{FiscalYear, format_date},
    meetings::NoteKind,
    publications::{PublicEntry, PublicMinutes},
    visits::VisitMode,
};
use paper::content::PublicationLine;
use rulebook::form::{Fill, PrescribedForm};
use store::offices::Office;

/// What is said where minutes hold nothing of a kind.
const NOTHING: &str = "ありません。";

/// The fields that ask for a part of a visit's record.
const PARTS: [Fill; 5] = [Fill::Impressions, Fill::Environment, Fill::Residents, Fill::Staff, Fill::Wishes];

/// A visit, as far as it is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Visited {
    /// Which dwelling.
    pub(super) dwelling: String,
    /// When.
    pub(super) day: Option<Date>,
    /// On site or through a screen.
    pub(super) mode: Option<VisitMode>,
    /// Who visited, by category.
    pub(super) visitors: String,
    /// What the record says; empty when it is kept on a paper of its own.
    pub(super) text: String,
    /// When it was written.
    pub(super) recorded_on: Option<Date>,
}

/// What both kinds of forms ask for; `None`: it is something of the meeting or the visit. An empty text is written by hand.
pub(super) fn of_office(fill: Fill, owner: &Office, year: FiscalYear) -> Option<String> {
    match fill {
        Fill::ByHand => Some(String::new()),
        Fill::OfficeName => Some(owner.name.clone()),
        Fill::OfficeNumber => Some(owner.number.to_string()),
        Fill::OfficeAddress => Some(owner.address.clone()),
        Fill::Service => Some(owner.service.label().to_owned()),
        Fill::FiscalYear => Some(year.to_string()),
        _ => None,
    }
}

/// What is known of a meeting.
pub(super) fn of_minutes(fill: Fill, minutes: &PublicMinutes, dwellings: &[String], publications: &[PublicationLine]) -> String {
    match fill {
        Fill::Meeting => crate::meetings::title(minutes.year, minutes.number),
        Fill::HeldOn => format_date(minutes.held_on),
        Fill::PlaceKind => minutes.place_kind.map(|kind| kind.label().to_owned()).unwrap_or_default(),
        Fill::Dwellings => dwellings.join("\n"),
        Fill::Attendance => attendance(minutes),
        Fill::StaffPresent => format!("{}人", minutes.staff_present),
        Fill::Topics => listed(minutes.items.iter().map(|item| item.title.clone())),
        Fill::Reports => said(minutes, NoteKind::Report),
        Fill::Questions => said(minutes, NoteKind::Question),
        Fill::Requests => said(minutes, NoteKind::Request),
        Fill::Advice => said(minutes, NoteKind::Advice),
        Fill::Opinions => said(minutes, NoteKind::Opinion),
        Fill::Answers => or_nothing(entries(minutes).filter_map(answered)),
        Fill::Discussion => discussion(minutes),
        Fill::Summary => minutes.summary.clone(),
        Fill::Publication => publication(publications),
        _ => String::new(),
    }
}

/// What is known of a visit.
pub(super) fn of_visit(fill: Fill, form: &PrescribedForm, visit: &Visited) -> String {
    match fill {
        Fill::Dwelling => visit.dwelling.clone(),
        Fill::VisitedOn => visit.day.map(format_date).unwrap_or_default(),
        Fill::VisitMode => visit.mode.map(|mode| mode.label().to_owned()).unwrap_or_default(),
        Fill::Visitors => visit.visitors.clone(),
        Fill::RecordedOn => visit.recorded_on.map(format_date).unwrap_or_default(),
        part if PARTS.contains(&part) && !visit.text.trim().is_empty() => part_of_record(part, form, &visit.text),
        _ => String::new(),
    }
}

/// A record is kept as one text: it stands in the first field that asks for a part of it, and the others point there.
fn part_of_record(part: Fill, form: &PrescribedForm, text: &str) -> String {
    let first = PARTS.into_iter().find_map(|part| form.fields().find(|field| field.from == part));
    match first {
        Some(field) if field.from != part => format!("「{}」の欄に、まとめて書かれています。", field.label),
        _ => text.to_owned(),
    }
}

fn entries(minutes: &PublicMinutes) -> impl Iterator<Item = &PublicEntry> {
    minutes.items.iter().flat_map(|item| &item.entries)
}

fn attendance(minutes: &PublicMinutes) -> String {
    let line = |count: &model::publications::CategoryCount| {
        let written = if count.written > 0 { format!("（ほかに書面のご意見{}人）", count.written) } else { String::new() };
        format!("{}　{}人{written}", count.category, count.present)
    };
    minutes.attendance.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn listed(lines: impl Iterator<Item = String>) -> String {
    lines.map(|line| format!("・{line}")).collect::<Vec<_>>().join("\n")
}

fn or_nothing(lines: impl Iterator<Item = String>) -> String {
    let text = listed(lines);
    if text.is_empty() { NOTHING.to_owned() } else { text }
}

/// What was said of one kind, and by which category where it was not the office.
fn said(minutes: &PublicMinutes, kind: NoteKind) -> String {
    or_nothing(entries(minutes).filter(|entry| entry.kind == kind).map(|entry| match entry.category {
        Some(category) => format!("{}（{category}）", entry.text),
        None => entry.text.clone(),
    }))
}

/// What was said with its answer; what wants one and has none says so.
fn answered(entry: &PublicEntry) -> Option<String> {
    let answer = match &entry.answer {
        Some(answer) => answer.as_str(),
        None if entry.kind.wants_answer() => "まだお答えしていません。",
        None => return None,
    };
    Some(format!("{}「{}」\n　回答　{answer}", entry.kind, entry.text))
}

fn discussion(minutes: &PublicMinutes) -> String {
    let entry = |entry: &PublicEntry| {
        let by = entry.category.map_or("事業所", Vocabulary::label);
        let answer = entry.answer.as_ref().map(|answer| format!("\n　回答　{answer}")).unwrap_or_default();
        format!("・{}（{by}）　{}{answer}", entry.kind, entry.text)
    };
    let items = minutes.items.iter().enumerate().map(|(place, item)| {
        let lines = std::iter::once(format!("{}　{}", place + 1, item.title)).chain(item.entries.iter().map(entry));
        lines.collect::<Vec<_>>().join("\n")
    });
    items.collect::<Vec<_>>().join("\n")
}

fn publication(lines: &[PublicationLine]) -> String {
    if lines.is_empty() {
        return "まだ公表していません。".to_owned();
    }
    let line = |line: &PublicationLine| {
        let until = line.until.map(|day| format!("{}まで", format_date(day))).unwrap_or_default();
        let words = [line.how.clone(), line.place.clone(), format!("{}から{until}", format_date(line.published_on))];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("　")
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}
