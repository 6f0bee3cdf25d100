//! What a council sees of its issues: the list with how each waits, one of them whole, and what was done in a year (E4, E5).

use std::collections::{BTreeMap, BTreeSet};

use model::{
    CouncilId, IssueId,
    calendar::FiscalYear,
    councils::{BudgetSeason, Function},
    identifiers::JurisdictionCode,
    issues::{OriginKind, Stage, Step, Tally, Waiting},
    vocabulary::Vocabulary,
};
use store::{
    councils::{self, Council, CouncilBody},
    issues::{self, Issue, IssueStep, Proposal, ProposalReply, Work},
};

use crate::{Action, Actor, App, Fault, councils as column};

/// An issue in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The issue.
    pub issue: Issue,
    /// How it waits.
    pub waiting: Waiting,
    /// How many voices stand behind it.
    pub tally: Tally,
}

/// An issue whole.
#[derive(Debug, Clone)]
pub struct View {
    /// Its council.
    pub council: Council,
    /// The bodies of the council.
    pub bodies: Vec<CouncilBody>,
    /// The issue and how it waits.
    pub line: Line,
    /// From where it came, by kind.
    pub origins: BTreeMap<OriginKind, (u32, Tally)>,
    /// What was done, the oldest first.
    pub steps: Vec<IssueStep>,
    /// What was proposed, the newest first.
    pub proposals: Vec<Proposal>,
    /// Open issues of the council that are about the same, the likest first.
    pub alike: Vec<Issue>,
    /// What it became in the council above.
    pub raised: Option<Raised>,
    /// The council above.
    pub above: Option<Council>,
    /// The steps that can be taken now.
    pub possible: BTreeSet<Step>,
    /// The authority for which the reader acts.
    pub reader: Option<JurisdictionCode>,
    /// Where the budget stands today.
    pub season: BudgetSeason,
}

impl View {
    /// The proposal that stands.
    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposals.iter().find(|proposal| proposal.replaced_on.is_none())
    }

    /// What the reader's own municipality replied to it, or is to reply.
    pub fn own_reply(&self) -> Option<&ProposalReply> {
        self.proposal()?.replies.iter().find(|reply| Some(reply.jurisdiction) == self.reader)
    }
}

/// Where an issue is in the council above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The name of the council above.
    pub council: String,
    /// Where it is there.
    pub stage: Stage,
}

/// A year of a council.
#[derive(Debug, Clone)]
pub struct Year {
    /// The council.
    pub council: Council,
    /// The 年度.
    pub year: FiscalYear,
    /// What was done for each of its seven functions, in their order; empty where nothing was.
    pub functions: Vec<(Function, BTreeMap<Step, i64>)>,
    /// How many issues are in which stage now.
    pub stages: BTreeMap<Stage, i64>,
    /// How many of them stand still or are late.
    pub troubles: usize,
    /// How many days the issues of the year that are told back took, from arrival to the answer: the middle one.
    pub days_to_answer: Option<i64>,
}

/// The most that are shown to be alike.
const ALIKE: usize = 5;

/// From here on two issues may be about the same.
const LEAST_ALIKE: f64 = 0.12;

/// The issues of a council, the newest first.
pub async fn list(app: &App, actor: &Actor, council: CouncilId) -> Result<(Council, Vec<CouncilBody>, Vec<Line>), Fault> {
    let (council, mut tx) = column::opened(app, actor, council, Action::CouncilsView).await?;
    let bodies = councils::bodies(&mut tx, council.id).await?;
    let tallies: BTreeMap<IssueId, Tally> = issues::tallies(&mut tx, council.id).await?.into_iter().collect();
    let issues = issues::list(&mut tx, council.id).await?;
    let lines = issues.into_iter().map(|issue| line(app, &council, tallies.get(&issue.id).copied().unwrap_or_default(), issue)).collect();
    Ok((council, bodies, lines))
}

/// One issue.
pub async fn view(app: &App, actor: &Actor, council: CouncilId, id: IssueId) -> Result<View, Fault> {
    let (council, mut tx) = column::opened(app, actor, council, Action::CouncilsView).await?;
    let all = issues::list(&mut tx, council.id).await?;
    let issue = all.iter().find(|issue| issue.id == id).cloned().ok_or(Fault::Hidden)?;
    let mut origins: BTreeMap<OriginKind, (u32, Tally)> = BTreeMap::new();
    let mut tally = Tally::default();
    for origin in issues::origins(&mut tx, council.id, id).await? {
        tally = tally + origin.tally;
        let known = origins.entry(origin.source.kind()).or_default();
        *known = (known.0 + 1, known.1 + origin.tally);
    }
    let raised = match issues::raised_to(&mut tx, council.id, id).await? {
        Some((upper, _, stage)) => councils::load(&mut tx, upper).await?.map(|upper| Raised { council: upper.name, stage }),
        None => None,
    };
    let above = column::council_above(&mut tx, &council).await?;
    let mut possible: BTreeSet<Step> = Step::ALL.iter().copied().filter(|step| issue.stage.after(*step).is_some()).collect();
    if above.is_none() {
        possible.remove(&Step::Lifted);
    }
    let reader = match actor {
        Actor::Account { jurisdiction, .. } => *jurisdiction,
        Actor::Anonymous | Actor::Link { .. } | Actor::System(_) => None,
    };
    Ok(View {
        bodies: councils::bodies(&mut tx, council.id).await?,
        steps: issues::steps(&mut tx, council.id, id).await?,
        proposals: issues::proposals(&mut tx, council.id, id).await?,
        alike: if possible.contains(&Step::Merged) { alike(&issue, &all) } else { Vec::new() },
        line: line(app, &council, tally, issue),
        origins,
        raised,
        above,
        possible,
        reader,
        season: BudgetSeason::of(app.today()),
        council,
    })
}

/// What a council did in a 年度, and how its road stands now.
pub async fn year(app: &App, actor: &Actor, council: CouncilId, year: Option<FiscalYear>) -> Result<Year, Fault> {
    let (council, mut tx) = column::opened(app, actor, council, Action::CouncilsView).await?;
    let year = year.unwrap_or_else(|| FiscalYear::of(app.today()));
    let work = issues::work(&mut tx, council.id, year.first_day(), year.last_day()).await?;
    let done =
        |function| work.iter().filter(|work| work.function == Some(function)).map(|Work { kind, steps, .. }| (*kind, *steps)).collect();
    let functions = Function::of(council.places.is_prefectural()).map(|function| (function, done(function))).collect();
    let issues = issues::list(&mut tx, council.id).await?;
    let mut stages: BTreeMap<Stage, i64> = BTreeMap::new();
    for issue in &issues {
        *stages.entry(issue.stage).or_default() += 1;
    }
    let troubles = issues.iter().filter(|issue| waiting(app, &council, issue).is_trouble()).count();
    let told = issues.iter().filter(|issue| issue.stage == Stage::Returned && year.contains(issue.moved_on));
    let mut days: Vec<i64> = told.map(|issue| i64::from((issue.moved_on - issue.arrived_on).get_days())).collect();
    days.sort_unstable();
    let days_to_answer = days.get(days.len() / 2).copied();
    Ok(Year { council, year, functions, stages, troubles, days_to_answer })
}

fn line(app: &App, council: &Council, tally: Tally, issue: Issue) -> Line {
    Line { waiting: waiting(app, council, &issue), tally, issue }
}

fn waiting(app: &App, council: &Council, issue: &Issue) -> Waiting {
    let due_on = issue.sorting.as_ref().map(|sorting| sorting.due_on);
    Waiting::on(app.today(), issue.stage, issue.moved_on, due_on, council.patience)
}

fn alike(issue: &Issue, all: &[Issue]) -> Vec<Issue> {
    let whole = |issue: &Issue| issue.words.texts().join("\n");
    let open: Vec<(&Issue, String)> =
        all.iter().filter(|other| other.id != issue.id && !other.stage.is_closed()).map(|other| (other, whole(other))).collect();
    let texts: Vec<(&Issue, &str)> = open.iter().map(|(issue, text)| (*issue, text.as_str())).collect();
    text::likeness::most_alike(&whole(issue), &texts, LEAST_ALIKE, ALIKE).into_iter().map(|(issue, _)| issue.clone()).collect()
}
