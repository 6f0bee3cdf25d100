//! From one 年度 into the next (4.10): what stays, what changed, whose term ends, and the plan carried over.

pub mod carry;

use jiff::{ToSpan, civil::Date};
use model::{
    OfficeId,
    calendar::FiscalYear,
    meetings::{MeetingState, VoiceState},
    seats::SeatState,
};
use planner::terms::{self, Ending, Staying};
use rulebook::Rulebook;
use store::{
    ReadTx, dwellings,
    meetings::{self, Meeting},
    offices, residents, voices,
};

use crate::{Action, Actor, App, Fault, Resource, seats::Held};

/// A member whose term ends before the next year is over, with the term that is proposed.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// Who, with the seat.
    pub held: Held,
    /// First day of the proposed term.
    pub from: Date,
    /// Last day of the proposed term.
    pub until: Date,
    /// Whether a seat for the next term is there already: appointed again, or followed by somebody.
    pub followed: bool,
}

/// A rule that begins or ends with the next year.
#[derive(Debug, Clone)]
pub struct RuleChange {
    /// The sentence for people.
    pub sentence: String,
    /// Since when it holds.
    pub since: Option<Date>,
    /// Until when it held.
    pub until: Option<Date>,
    /// Where it is written.
    pub source: String,
}

/// What the next year looks like from this one.
#[derive(Debug, Clone)]
pub struct NextYear {
    /// The year that goes.
    pub from: FiscalYear,
    /// The year that comes.
    pub into: FiscalYear,
    /// Members who sit on through the whole next year, with the last day of their term.
    pub staying: Vec<Held>,
    /// Members whose term ends.
    pub leaving: Vec<Leaving>,
    /// Whether all terms end in one year as they stand (A9).
    pub all_at_once: bool,
    /// Houses that were added in the year, or are no longer run.
    pub houses_changed: Vec<dwellings::Dwelling>,
    /// Residents who came in the year, by number: names are on their own page.
    pub residents_new: usize,
    /// Residents who left in the year.
    pub residents_left: usize,
    /// Residents whose wish was asked more than a year before the next year begins, or never (A11).
    pub wishes_to_ask: usize,
    /// Requests and advice that are still open (B15).
    pub voices_open: usize,
    /// Meetings of the year that goes, to be carried over.
    pub meetings: Vec<Meeting>,
    /// Meetings that are planned for the next year already.
    pub planned: Vec<Meeting>,
    /// Rules that change.
    pub rules: Vec<RuleChange>,
}

/// What the next year looks like.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, into: FiscalYear) -> Result<NextYear, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    look_ahead(&mut tx, office, into).await
}

pub(super) async fn look_ahead(tx: &mut ReadTx, office: OfficeId, into: FiscalYear) -> Result<NextYear, Fault> {
    let from = into.previous();
    let place = offices::load(tx, office).await?.ok_or(Fault::Hidden)?.location;
    let held = crate::seats::held(tx, office).await?;
    let seated: Vec<&Held> = held.iter().filter(|held| held.seat.state == SeatState::Seated).collect();
    let (staying, going): (Vec<&Held>, Vec<&Held>) =
        seated.iter().partition(|held| held.seat.term_until.is_none_or(|last| last >= into.last_day()));
    let ends: Vec<FiscalYear> = seated.iter().filter_map(|held| held.seat.term_until).map(FiscalYear::of).collect();
    let leaving = leaving(into, &held, &staying, &going);
    let residents = residents::list(tx, office).await?;
    let wishes = residents::wishes(tx, office).await?;
    let asked_since = into.first_day().saturating_sub(1.year());
    let recently_asked =
        |resident: &residents::Resident| wishes.iter().any(|wish| wish.resident == resident.id && wish.asked_on >= asked_since);
    let here = || residents.iter().filter(|resident| resident.left_on.is_none());
    let came = |resident: &residents::Resident| from.contains(crate::japan(resident.created_at).date());
    let all = meetings::list(tx, office).await?;
    let of_year =
        |year: FiscalYear| all.iter().filter(move |meeting| meeting.year == year && meeting.state != MeetingState::Cancelled).cloned();
    let open = voices::list(tx, office).await?.into_iter().filter(|voice| matches!(voice.state, VoiceState::Open | VoiceState::Working));
    Ok(NextYear {
        from,
        into,
        all_at_once: terms::all_end_at_once(&ends),
        staying: staying.into_iter().cloned().collect(),
        leaving,
        houses_changed: dwellings::list(tx, office)
            .await?
            .into_iter()
            .filter(|house| house.gone_since.is_some_and(|day| from.contains(day)))
            .collect(),
        residents_new: here().filter(|resident| came(resident)).count(),
        residents_left: residents.iter().filter(|resident| resident.left_on.is_some_and(|day| from.contains(day))).count(),
        wishes_to_ask: here().filter(|resident| !recently_asked(resident)).count(),
        voices_open: open.count(),
        meetings: of_year(from).collect(),
        planned: of_year(into).collect(),
        rules: rule_changes(Rulebook::at(place), into),
    })
}

/// Whose term ends, with terms that part them over the years.
fn leaving(into: FiscalYear, all: &[Held], staying: &[&Held], going: &[&Held]) -> Vec<Leaving> {
    let stay: Vec<Staying> = staying
        .iter()
        .filter_map(|held| held.seat.term_until.map(|last| Staying { category: held.seat.category, until: FiscalYear::of(last) }))
        .collect();
    let followed = |held: &Held| {
        all.iter().any(|other| {
            other.seat.predecessor == Some(held.seat.id)
                && matches!(other.seat.state, SeatState::Candidate | SeatState::Invited | SeatState::Seated)
        })
    };
    let ending: Vec<Ending<&Held>> = going.iter().map(|held| Ending { key: *held, category: held.seat.category }).collect();
    let proposals = terms::stagger(into, &stay, &ending);
    let line = |proposal: terms::Proposal<&Held>| {
        // A term that ends within the next year is followed without a gap.
        let after = proposal.key.seat.term_until.map_or(into.first_day(), |last| last.saturating_add(1.day()));
        Leaving { held: proposal.key.clone(), from: after, until: proposal.until.last_day(), followed: followed(proposal.key) }
    };
    proposals.into_iter().map(line).collect()
}

/// Rules that begin to hold, change or end with the days of a year.
fn rule_changes(book: &Rulebook, into: FiscalYear) -> Vec<RuleChange> {
    let changed = |rule: &std::sync::Arc<rulebook::Rule>| {
        rule.periods.iter().find_map(|period| {
            let begins = Some(period.since).filter(|day| into.contains(*day));
            let ends = period.until.filter(|day| into.contains(*day) || *day == into.previous().last_day());
            (begins.is_some() || ends.is_some()).then(|| RuleChange {
                sentence: rule.sentence.to_string(),
                since: begins,
                until: ends,
                source: format!("{}　{}", rule.citation.source, rule.citation.at),
            })
        })
    };
    book.rules().iter().filter_map(changed).collect()
}
