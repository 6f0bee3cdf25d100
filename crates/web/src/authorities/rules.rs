//! The rules that hold in an area on a day, past or future, with their sources (D8, D9).

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use model::calendar::format_date;
use rulebook::{LogEntry, Regulation, Rule, form::PrescribedForm};
use service::{App, authorities};

use crate::{
    caller::Staff,
    forms::Form,
    frame::PageFrame,
    posted::Asked,
    render::{self, Page},
};

struct Line {
    sentence: String,
    regulation: Regulation,
    source: String,
    at: String,
    own: bool,
    days: String,
    services: String,
}

#[derive(Template)]
#[template(path = "authorities/rules.html")]
struct RulesPage {
    page: PageFrame,
    area: &'static str,
    rulebook: String,
    on: String,
    form: Form,
    lines: Vec<Line>,
    to_come: Vec<Line>,
    forms: Vec<Arc<PrescribedForm>>,
    log: Vec<Logged>,
}

/// An entry of the change log.
struct Logged {
    day: String,
    event: String,
    sentence: String,
    cite: String,
}

impl From<LogEntry> for Logged {
    fn from(entry: LogEntry) -> Self {
        Self {
            day: format_date(entry.day),
            event: entry.event.to_string(),
            sentence: entry.sentence.to_string(),
            cite: entry.citation.to_string(),
        }
    }
}

impl RulesPage {
    /// What holds, and what comes, if anything does.
    fn parts(&self) -> Vec<(&'static str, &Vec<Line>)> {
        let parts = [("当てはまる決まり", &self.lines), ("このあと始まること・変わること", &self.to_come)];
        parts.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
    }
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Asked(mut form): Asked) -> Page {
    let (area, book) = authorities::rules(&app, &staff.actor)?;
    let today = app.today();
    if form.value("on").is_empty() {
        form.set("on", today.to_string());
    }
    let on = form.optional_date("on", "日").unwrap_or(today);
    let own = |rule: &Rule| *rule.book == *book.id() && book.jurisdiction().is_some();
    let line = |rule: &Rule, period: &rulebook::Period| Line {
        sentence: rule.sentence.to_string(),
        regulation: period.is,
        source: rule.citation.source.clone(),
        at: rule.citation.at.clone(),
        own: own(rule),
        days: match period.until {
            Some(until) => format!("{}から{}まで", format_date(period.since), format_date(until)),
            None => format!("{}から", format_date(period.since)),
        },
        // Of a rule for every service nothing needs to be said.
        services: match rule.services.as_slice() {
            [one] => one.to_string(),
            _ => String::new(),
        },
    };
    let all = || book.rules().iter().flat_map(|rule| rule.periods.iter().map(move |period| (rule, period)));
    let lines = all().filter(|(_, period)| period.contains(on)).map(|(rule, period)| line(rule, period)).collect();
    let to_come = all().filter(|(_, period)| period.since > on).map(|(rule, period)| line(rule, period)).collect();
    render::page(&RulesPage {
        page: staff.frame(),
        area: area.name,
        rulebook: book.title().to_owned(),
        on: format_date(on),
        form,
        lines,
        to_come,
        forms: book.forms().to_vec(),
        log: book.changes().into_iter().rev().map(Logged::from).collect(),
    })
}
