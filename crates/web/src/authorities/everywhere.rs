//! The whole installation in numbers, for whoever runs it: no office behind any of them (D6).

use askama::Template;
use axum::extract::State;
use model::{Vocabulary, calendar::FiscalYear};
use rulebook::{Library, Rulebook, Status};
use service::{App, authorities};

use super::overview::{COUNTED, Counts, RuleLine, rules_of};
use crate::{
    caller::Staff,
    frame::PageFrame,
    posted::Asked,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "authorities/everywhere.html")]
struct EverywherePage {
    page: PageFrame,
    year: FiscalYear,
    other: FiscalYear,
    statuses: Vec<&'static str>,
    rule_lines: Vec<RuleLine>,
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let present = FiscalYear::of(app.today());
    let year = query.year().filter(|year| *year == present.previous()).unwrap_or(present);
    let [now, before] = authorities::everywhere(&app, &staff.actor, year).await?;
    let counts = Counts::new(&now, &before, String::new());
    let local = Library::in_force().books().filter(|book| book.jurisdiction().is_some());
    let rules = rules_of(std::iter::once(Rulebook::national()).chain(local));
    render::page(&EverywherePage {
        page: staff.frame(),
        year,
        other: if year == present { present.previous() } else { present },
        statuses: COUNTED.iter().map(|status: &Status| status.label()).collect(),
        rule_lines: rules.iter().filter_map(|(id, sentence, cite)| counts.line(id, sentence, cite)).collect(),
    })
}
