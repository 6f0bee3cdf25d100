//! All offices of an area: how many stand how under each rule, and a page of the list.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use model::{
    Vocabulary,
    calendar::{FiscalYear, format_date, format_date_short},
    jurisdictions::{self, lies_in},
};
use rulebook::{Library, Rulebook, Status};
use service::{
    App,
    authorities::{self, SavedView, Scope, Summary, Supervised, desk},
};

use super::{place_name, view_of, years};
use crate::{
    caller::Staff,
    components::{Choice, ListFrame},
    forms::Form,
    frame::PageFrame,
    posted::Asked,
    render::{self, Page},
};

/// The statuses that are counted, the most urgent first.
pub(super) const COUNTED: [Status; 6] = [Status::Broken, Status::Overdue, Status::Due, Status::Unknown, Status::Advice, Status::Met];

/// Of these it is told how many offices have any: of the others, nearly all.
const WHOLE: [Status; 4] = [Status::Broken, Status::Overdue, Status::Unknown, Status::Advice];

/// A number that leads to the offices behind it.
pub(super) struct Figure {
    pub(super) status: Status,
    pub(super) count: i64,
    pub(super) before: Option<i64>,
    pub(super) href: String,
}

impl Figure {
    /// What is said of the offices that are counted over all rules.
    fn words(&self) -> &'static str {
        match self.status {
            Status::Broken => "不足のある事業所",
            Status::Overdue => "期限や目安を過ぎたことのある事業所",
            Status::Due => "これからすることのある事業所",
            Status::Unknown => "分からないことのある事業所",
            Status::Advice => "助言のある事業所",
            Status::Met | Status::NotApplicable => "済んだことのある事業所",
        }
    }
}

/// A rule and how many offices stand how under it.
pub(super) struct RuleLine {
    pub(super) sentence: String,
    pub(super) cite: String,
    pub(super) figures: Vec<Figure>,
}

struct Line {
    href: String,
    number: String,
    name: String,
    place: &'static str,
    designated_here: bool,
    standing: Option<Standing>,
}

struct Standing {
    broken: i64,
    overdue: i64,
    due: i64,
    met: i64,
    course: Vec<String>,
    urgent: Option<String>,
}

#[derive(Template)]
#[template(path = "authorities/overview.html")]
struct OverviewPage {
    page: PageFrame,
    area: &'static str,
    rulebook: String,
    own_rulebook: bool,
    /// Whether this authority should still say where abuse is reported.
    desk_missing: bool,
    designates: bool,
    designated: bool,
    year: FiscalYear,
    years: Vec<Choice>,
    rules: Vec<Choice>,
    rule: String,
    statuses: Vec<Choice>,
    labels: Vec<&'static str>,
    status: String,
    as_of: Option<String>,
    totals: Vec<Figure>,
    rule_lines: Vec<RuleLine>,
    list: ListFrame,
    lines: Vec<Line>,
    exported: String,
    narrowed: Vec<String>,
    saved: Vec<SavedView>,
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let (frame, view) = view_of(&query);
    let seen = authorities::overview(&app, &staff.actor, &view).await?;
    let list = frame.with_total(usize::try_from(seen.total).unwrap_or(0));
    let counts = Counts::of(&seen, view.scope);
    let inside = Library::in_force().books().filter(|book| book.jurisdiction().is_some_and(|place| lies_in(place, seen.area.code)));
    let rules = rules_of(std::iter::once(seen.rulebook).chain(inside));
    let totals: Vec<Figure> = WHOLE.iter().map(|status| counts.figure(None, *status)).collect();
    let rule_lines = rules.iter().filter_map(|(id, sentence, cite)| counts.line(id, sentence, cite)).collect();
    let sentence = |id: &str| rules.iter().find(|(known, _, _)| known == id).map(|(_, sentence, _)| sentence.clone());
    let narrowed = [view.rule.as_deref().and_then(sentence), view.status.map(|status| status.label().to_owned())];
    let as_of = seen.lines.iter().filter_map(|line| line.standing.as_ref()).map(|standing| standing.assessed_on).min();
    render::page(&OverviewPage {
        page: staff.frame(),
        area: seen.area.name,
        rulebook: seen.rulebook.title().to_owned(),
        desk_missing: desk::is_missing(&app, &staff.actor).await?,
        own_rulebook: seen.rulebook.jurisdiction().is_some(),
        designates: jurisdictions::designates(seen.area.code),
        designated: view.scope == Scope::Designated,
        year: seen.year,
        years: years(&app).into_iter().map(|year| Choice::new(year.start_year().to_string(), year.to_string())).collect(),
        rules: rules.iter().map(|(id, sentence, _)| Choice::new(id, sentence)).collect(),
        rule: view.rule.clone().unwrap_or_default(),
        statuses: COUNTED.iter().map(|status| Choice::new(status.code(), status.label())).collect(),
        labels: COUNTED.iter().map(|status| status.label()).collect(),
        status: view.status.map(|status| status.code().to_owned()).unwrap_or_default(),
        as_of: as_of.map(format_date),
        totals,
        rule_lines,
        exported: exported(&query),
        narrowed: narrowed.into_iter().flatten().collect(),
        saved: authorities::saved_views(&app, &staff.actor).await?,
        lines: seen.lines.iter().map(|line| shown(&seen, line)).collect(),
        list,
    })
}

/// The rules of some books, each once: id, sentence, where it is written. What an earlier book says of a rule stands for all.
pub(super) fn rules_of<'b>(books: impl IntoIterator<Item = &'b Rulebook>) -> Vec<(String, String, String)> {
    let mut rules: Vec<(String, String, String)> = Vec::new();
    for rule in books.into_iter().flat_map(Rulebook::rules) {
        if rules.iter().all(|(known, _, _)| known != rule.id.as_str()) {
            rules.push((rule.id.to_string(), rule.sentence.to_string(), rule.citation.to_string()));
        }
    }
    rules
}

/// Counts of this year and of the one before, by rule and status.
pub(super) struct Counts {
    now: BTreeMap<(Option<String>, Status), i64>,
    before: BTreeMap<(Option<String>, Status), i64>,
    /// The address of the list behind a number, as far as the year; empty where nobody may look behind it.
    list: String,
}

impl Counts {
    fn of(seen: &Supervised, scope: Scope) -> Self {
        let scope = if scope == Scope::Designated { "&scope=designated" } else { "" };
        Self::new(&seen.counts, &seen.counts_before, format!("/authority?year={}{scope}", seen.year.start_year()))
    }

    pub(super) fn new(now: &[authorities::Count], before: &[authorities::Count], list: String) -> Self {
        let by_rule =
            |counts: &[authorities::Count]| counts.iter().map(|count| ((count.rule.clone(), count.status), count.offices)).collect();
        Self { now: by_rule(now), before: by_rule(before), list }
    }

    fn figure(&self, rule: Option<&str>, status: Status) -> Figure {
        let key = (rule.map(str::to_owned), status);
        let count = |counts: &BTreeMap<_, i64>| counts.get(&key).copied().unwrap_or_default();
        let rule = rule.map(|rule| format!("&rule={rule}")).unwrap_or_default();
        let href = if self.list.is_empty() { String::new() } else { format!("{}{rule}&status={}", self.list, status.code()) };
        Figure { status, count: count(&self.now), before: (!self.before.is_empty()).then(|| count(&self.before)), href }
    }

    /// A rule that nobody is counted under is not shown.
    pub(super) fn line(&self, id: &str, sentence: &str, cite: &str) -> Option<RuleLine> {
        let figures: Vec<_> = COUNTED.iter().map(|status| self.figure(Some(id), *status)).collect();
        let counted = figures.iter().any(|figure| figure.count > 0);
        counted.then(|| RuleLine { sentence: sentence.to_owned(), cite: cite.to_owned(), figures })
    }
}

fn shown(seen: &Supervised, line: &authorities::Line) -> Line {
    let book = Rulebook::at(line.location);
    Line {
        href: format!("/authority/offices/{}?year={}", line.id, seen.year.start_year()),
        number: line.number.to_string(),
        name: line.name.clone(),
        place: place_name(line.location),
        designated_here: line.designator == seen.area.code,
        standing: line.standing.as_ref().map(|summary| Standing {
            broken: summary.statuses.count(Status::Broken),
            overdue: summary.statuses.count(Status::Overdue),
            due: summary.statuses.count(Status::Due),
            met: summary.statuses.count(Status::Met),
            course: course(summary),
            urgent: summary.urgent.as_deref().and_then(|id| book.versions(id).next()).map(|rule| rule.sentence.to_string()),
        }),
    }
}

/// The year of an office in one line.
fn course(summary: &Summary) -> Vec<String> {
    let course = &summary.course;
    let meeting = match (course.held_on, course.fixed_for) {
        (Some(day), _) => format!("会議 {}に開催", format_date_short(day)),
        (None, Some(day)) => format!("会議 {}の予定", format_date_short(day)),
        (None, None) => "会議の日は未定".to_owned(),
    };
    let visits = match course.visits_made {
        0 => "訪問なし".to_owned(),
        made => format!("訪問{made}回"),
    };
    let published = course.published_on.map(|day| format!("公表 {}", format_date_short(day)));
    let reported = course.reported_on.map(|day| format!("報告 {}", format_date_short(day)));
    [Some(meeting), Some(visits), published, reported].into_iter().flatten().collect()
}

/// The query by which the same offices leave for a spreadsheet.
fn exported(query: &Form) -> String {
    let (frame, _) = view_of(query);
    frame.query()
}
