//! 行政の側: what a municipality or a prefecture sees of the offices that lie in it (D6). Statuses with their reasons and clauses;
//! never who sits where, what a resident wished, or what was said.

pub mod desk;
mod key;
pub mod preview;
mod saved;

use model::{
    OfficeId,
    calendar::FiscalYear,
    jurisdictions::{self, Jurisdiction, JurisdictionKind, lies_in},
};
use rulebook::{Finding, Rulebook, Status, Subject, kept};
use store::{
    Across, offices,
    standings::{self, Area, Search},
};

use crate::{
    Action, Actor, App, Fault, Resource,
    findings::{assessed, keep::years_kept},
};

pub use key::{close_key, make_key, reader};
pub use saved::{Error as SaveError, SavedView, forget_view, save_view, saved_views};
pub use store::offices::Office;
pub use store::standings::{Count, Course, Line, Order, Summary};

/// Which offices an authority looks at (D5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those that lie in its area.
    #[default]
    Lying,
    /// Those that it designated.
    Designated,
}

/// What an authority wants to see.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Which offices.
    pub scope: Scope,
    /// The 年度; the present one when none is named.
    pub year: Option<FiscalYear>,
    /// Part of a name, reading, number or address.
    pub text: String,
    /// Only where this rule …
    pub rule: Option<String>,
    /// … or, without a rule, any rule has this status.
    pub status: Option<Status>,
    /// The order.
    pub order: Order,
    /// Backwards.
    pub descending: bool,
    /// Which page, from 0.
    pub page: u32,
}

/// The offices of an area, as its authority sees them.
#[derive(Debug, Clone)]
pub struct Supervised {
    /// The area.
    pub area: &'static Jurisdiction,
    /// The 年度.
    pub year: FiscalYear,
    /// The rulebook that holds there.
    pub rulebook: &'static Rulebook,
    /// The page of offices that was asked for.
    pub lines: Vec<Line>,
    /// How many there are on all pages.
    pub total: i64,
    /// How many offices stand how under each rule.
    pub counts: Vec<Count>,
    /// The same a year before.
    pub counts_before: Vec<Count>,
}

/// The offices of the actor's area, as their findings were kept. Reading across offices is recorded.
pub async fn overview(app: &App, actor: &Actor, view: &View) -> Result<Supervised, Fault> {
    let area = authorised(app, actor)?;
    let search = search_of(app, area, view);
    let across = Across::open(&app.database, app.now(), actor.stamp(), "offices of an area").await?;
    let mut tx = app.database.read().await?;
    let (lines, total) = standings::search(&mut tx, &across, &search).await?;
    let counts = standings::count(&mut tx, &across, &search.area, search.year).await?;
    let counts_before = standings::count(&mut tx, &across, &search.area, search.year.previous()).await?;
    Ok(Supervised { area, year: search.year, rulebook: Rulebook::at(Some(area.code)), lines, total, counts, counts_before })
}

/// The same offices, all pages together, by number only. Reading across offices is recorded.
pub async fn chosen(app: &App, actor: &Actor, view: &View) -> Result<Vec<OfficeId>, Fault> {
    let area = authorised(app, actor)?;
    let search = search_of(app, area, view);
    let across = Across::open(&app.database, app.now(), actor.stamp(), "offices of an area").await?;
    let mut tx = app.database.read().await?;
    Ok(standings::ids(&mut tx, &across, &search).await?)
}

/// The same offices, all pages together, with the reasons. Reading across offices is recorded.
pub async fn export(app: &App, actor: &Actor, view: &View) -> Result<Vec<(Line, Vec<Finding>)>, Fault> {
    let area = authorised(app, actor)?;
    let search = search_of(app, area, view);
    let across = Across::open(&app.database, app.now(), actor.stamp(), "export of an area").await?;
    let mut tx = app.database.read().await?;
    let rows = standings::all(&mut tx, &across, &search).await?;
    let with_reasons = rows.into_iter().map(|(line, content)| {
        let book = Rulebook::at(line.location);
        let findings = content.and_then(|text| kept::read(&text, book, line.service)).unwrap_or_default();
        (line, shown_to_authorities(findings))
    });
    Ok(with_reasons.collect())
}

fn search_of(app: &App, area: &Jurisdiction, view: &View) -> Search {
    Search {
        area: offices_of(area, view.scope),
        year: view.year.unwrap_or_else(|| FiscalYear::of(app.today())),
        text: view.text.clone(),
        rule: view.rule.clone(),
        status: view.status,
        order: view.order,
        descending: view.descending,
        page: view.page,
    }
}

/// How many offices of the installation stand how under each rule, in a year and in the one before. Numbers only: whoever runs an
/// installation does not look into offices. Reading across offices is recorded.
pub async fn everywhere(app: &App, actor: &Actor, year: FiscalYear) -> Result<[Vec<Count>; 2], Fault> {
    app.authorise(actor, Action::OfficesList, &Resource::installation())?;
    let across = Across::open(&app.database, app.now(), actor.stamp(), "counts of the installation").await?;
    let mut tx = app.database.read().await?;
    let now = standings::count_everywhere(&mut tx, &across, year).await?;
    Ok([now, standings::count_everywhere(&mut tx, &across, year.previous()).await?])
}

/// The years that an authority may look at: those whose findings are kept.
pub fn years(app: &App) -> [FiscalYear; 2] {
    let kept = years_kept(app.today());
    [kept.until, kept.from]
}

fn offices_of(area: &Jurisdiction, scope: Scope) -> Area {
    match (scope, area.kind) {
        (Scope::Designated, _) => Area::Designated(area.code),
        (Scope::Lying, JurisdictionKind::Prefecture) => Area::Prefecture(area.code),
        (Scope::Lying, _) => Area::Lying(jurisdictions::inside(area.code).collect()),
    }
}

/// One office that lies in the actor's area, or that the actor's authority designated.
pub async fn office(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    year: Option<FiscalYear>,
) -> Result<(offices::Office, FiscalYear, Vec<Finding>), Fault> {
    let area = authorised(app, actor)?;
    let on = app.today();
    let year = year.unwrap_or_else(|| FiscalYear::of(on));
    let mut tx = app.database.read().await?;
    let row = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    if row.designator != area.code && !row.location.is_some_and(|place| lies_in(place, area.code)) {
        return Err(Fault::Hidden);
    }
    let findings = assessed(&mut tx, office, year, on).await?;
    Ok((row, year, shown_to_authorities(findings)))
}

/// The rules that hold in the actor's area.
pub fn rules(app: &App, actor: &Actor) -> Result<(&'static Jurisdiction, &'static Rulebook), Fault> {
    let area = authorised(app, actor)?;
    Ok((area, Rulebook::at(Some(area.code))))
}

/// The area for which somebody acts, if it may be looked at.
pub(crate) fn authorised(app: &App, actor: &Actor) -> Result<&'static Jurisdiction, Fault> {
    authorised_to(app, actor, Action::AuthoritiesView)
}

fn authorised_to(app: &App, actor: &Actor, action: Action) -> Result<&'static Jurisdiction, Fault> {
    let code = match actor {
        Actor::Account { jurisdiction, .. } => *jurisdiction,
        Actor::Link { subject, .. } => subject.parse().ok(),
        Actor::Anonymous | Actor::System(_) => None,
    };
    let code = code.ok_or(Fault::Hidden)?;
    app.authorise(actor, action, &Resource { location: Some(code), ..Resource::installation().subject(code) })?;
    jurisdictions::lookup(code).ok_or(Fault::Hidden)
}

/// What is said of single seats tells who sits there, and of a resident's seat it lets the wish be guessed (A11): authorities see
/// that a rule is not met, and nothing about whom.
pub(crate) fn shown_to_authorities(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|finding| !(matches!(finding.subject, Subject::Seat(_)) && finding.requirement.as_str() == "A11"));
    for finding in findings.iter_mut().filter(|finding| matches!(finding.subject, Subject::Seat(_))) {
        finding.reason = "".into();
    }
    findings
}
