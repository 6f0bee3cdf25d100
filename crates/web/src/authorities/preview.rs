//! Trying out other rules on the own offices: those of another day, or a rulebook that is being written (D8).

use askama::Template;
use axum::extract::State;
use model::{Vocabulary, calendar::format_date};
use rulebook::{Level, Status};
use service::{
    App,
    authorities::{
        self,
        preview::{self, Error, Input},
    },
};

use crate::{
    caller::Staff,
    forms::Form,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

struct Line {
    sentence: String,
    from: String,
    to: String,
    cite: String,
    count: usize,
    offices: Vec<(String, String)>,
    more: usize,
}

#[derive(Template)]
#[template(path = "authorities/preview.html")]
struct PreviewPage {
    page: PageFrame,
    area: &'static str,
    form: Form,
    faults: Vec<String>,
    seen: Option<(String, usize)>,
    lines: Vec<Line>,
}

/// So many offices are named for a change; the rest is counted.
const NAMED: usize = 50;

pub(super) async fn page(State(app): State<App>, staff: Staff) -> Page {
    let (area, _) = authorities::rules(&app, &staff.actor)?;
    let form = Form::from_pairs([("day", app.today().to_string())]);
    render::page(&PreviewPage { page: staff.frame(), area: area.name, form, faults: Vec::new(), seen: None, lines: Vec::new() })
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Posted(mut form): Posted) -> Page {
    let (area, _) = authorities::rules(&app, &staff.actor)?;
    let (mut faults, mut seen, mut lines) = (Vec::new(), None, Vec::new());
    if let Some(day) = form.date("day", "確かめる日") {
        let text = Some(form.value("text").to_owned()).filter(|text| !text.trim().is_empty());
        match preview::preview(&app, &staff.actor, &Input { day, text }).await {
            Ok(found) => {
                seen = Some((format_date(day), found.offices));
                lines = found.changes.iter().map(line).collect();
            }
            Err(Error::Rulebook(errors)) => {
                form.fail("text", "規則集に直すところがあります。下に、場所と直し方を示しました。");
                faults = errors.iter().map(ToString::to_string).collect();
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
        }
    }
    let valid = form.is_valid();
    let shown = PreviewPage { page: staff.frame(), area: area.name, form, faults, seen, lines };
    if valid { render::page(&shown) } else { render::form_again(&shown) }
}

fn line(change: &preview::Change) -> Line {
    let said = |status: Option<Status>, level: Option<Level>| match (status, level) {
        (None | Some(Status::NotApplicable), _) => "定めなし".to_owned(),
        (Some(status), Some(level)) => format!("{status}（{}）", level.label()),
        (Some(status), None) => status.to_string(),
    };
    let named =
        |(id, number, name): &(model::OfficeId, String, String)| (format!("/authority/offices/{id}"), format!("{name}（{number}）"));
    Line {
        sentence: change.what.sentence.to_string(),
        from: said(change.what.from, change.what.level_from),
        to: said(change.what.to, change.what.level_to),
        cite: change.what.citation.to_string(),
        count: change.offices.len(),
        offices: change.offices.iter().take(NAMED).map(named).collect(),
        more: change.offices.len().saturating_sub(NAMED),
    }
}
