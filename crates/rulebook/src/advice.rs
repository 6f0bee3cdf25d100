//! Advice while a member is being chosen (A2–A9, A11) and while a date is sought (B3): the same rules as in
//! [`assess`](crate::assess). A candidate is judged as if the seat were theirs already.

use jiff::{ToSpan, civil::Date};
use model::{MeetingId, SeatId, offices::ServiceKind, seats::SeatCategory};

use crate::{
    assess::assess_rules,
    book::Rulebook,
    facts::{OfficeYear, SeatFact},
    finding::{Finding, Status, Subject},
    kind::{Count, Kind, SameDay, VisitScope, VisitsOnSite},
    rule::{Regulation, Rule},
};

/// What is to be said about taking `candidate` into the meeting of `facts`, most urgent first. A seat of the same id in `facts` is
/// replaced, so that a change of a seat can be tried as well. Only what wants attention is returned, and of the other members only
/// what the choice of this one can change:
///
/// - everything about the candidate: a resident who does not wish contact ([`refusal`]), ties to the 法人, a proxy in the wrong
///   category;
/// - family members who belong to the same resident as the candidate;
/// - categories for which nobody has been chosen, the number of members, and terms that would all end at once.
pub fn for_seat(candidate: &SeatFact, facts: &OfficeYear, book: &Rulebook, on: Date) -> Vec<Finding> {
    let supposed = suppose(candidate, facts);
    let mut findings = assess_rules(&supposed, book, on, Kind::concerns_choice);
    findings.retain(|f| {
        f.wants_attention()
            && match f.subject {
                Subject::Seat(id) => id == candidate.id || (f.status == Status::Advice && shares_resident(candidate, &supposed, id)),
                Subject::Category(category) => !is_chosen(&supposed, category),
                Subject::Office | Subject::Meeting(_) | Subject::Dwelling(_) => true,
            }
    });
    findings
}

/// Why `candidate` must not be taken, if a rule forbids it (A11: a resident who does not wish to meet people of the community).
/// Everything else is advice, which the office may weigh.
pub fn refusal(candidate: &SeatFact, facts: &OfficeYear, book: &Rulebook, on: Date) -> Option<Finding> {
    assess_rules(&suppose(candidate, facts), book, on, |kind| matches!(kind, Kind::SeatNeedsWish))
        .into_iter()
        .find(|f| f.status == Status::Broken && f.subject == Subject::Seat(candidate.id))
}

/// What is to be said about how early the date of `meeting` was fixed (B3); `None` where the rules have nothing against it.
pub fn for_date(meeting: MeetingId, facts: &OfficeYear, book: &Rulebook, on: Date) -> Option<Finding> {
    assess_rules(facts, book, on, |kind| matches!(kind, Kind::DateFixedAhead(_)))
        .into_iter()
        .find(|finding| finding.subject == Subject::Meeting(meeting) && finding.wants_attention())
}

/// What the rules in force on a day wish of the date of a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateWishes {
    /// Somebody of each of these should be there (A2).
    pub mandatory: Vec<SeatCategory>,
    /// A date before this day is fixed later than is wished for (B3).
    pub not_before: Option<Date>,
}

/// What a rulebook wishes of a date that is sought on a day, by an office of a service.
pub fn of_dates(book: &Rulebook, service: ServiceKind, on: Date) -> DateWishes {
    let mut wishes = DateWishes::default();
    for rule in asking(book, service, on) {
        match &rule.kind {
            Kind::RequiredCategories(wanted) => wishes.mandatory.extend(&wanted.categories),
            Kind::DateFixedAhead(wanted) => {
                let day = on.saturating_add(i64::from(wanted.months_before.get()).months());
                wishes.not_before = wishes.not_before.max(Some(day));
            }
            _ => {}
        }
    }
    wishes
}

/// What the rules in force on a day wish of the visits of a 年度 (C1–C4).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VisitWishes {
    /// So often each dwelling is visited.
    pub each_dwelling: Option<Count>,
    /// Whether dwellings of サテライト型 are visited as well.
    pub satellites: bool,
    /// So often each member visits.
    pub each_member: Option<Count>,
    /// Which part of the visits is made on site.
    pub on_site: Option<VisitsOnSite>,
    /// At most so many visit a dwelling on a day.
    pub visitors_a_day: Option<Count>,
    /// What is said about visits on the day of a meeting; `None`: nothing.
    pub same_day: Option<SameDay>,
}

/// What a rulebook wishes of the visits that an office of a service plans on a day. How often is said for about a year in all books; what
/// the stretch is exactly, findings tell.
pub fn of_visits(book: &Rulebook, service: ServiceKind, on: Date) -> VisitWishes {
    let mut wishes = VisitWishes::default();
    for rule in asking(book, service, on) {
        match &rule.kind {
            Kind::VisitFrequency(wanted) if wanted.scope == VisitScope::EachDwelling => {
                wishes.each_dwelling = wishes.each_dwelling.max(Some(wanted.times));
                wishes.satellites |= wanted.satellites;
            }
            Kind::VisitFrequency(wanted) if wanted.scope == VisitScope::EachMember => {
                wishes.each_member = wishes.each_member.max(Some(wanted.times));
            }
            Kind::VisitsOnSite(wanted) => wishes.on_site = Some(wanted.clone()),
            Kind::VisitorsLimit(wanted) => wishes.visitors_a_day = Some(wanted.at_most),
            Kind::VisitDay(wanted) => wishes.same_day = Some(wanted.same_day_as_meeting),
            _ => {}
        }
    }
    wishes
}

/// What a rulebook says on a day to the offices of a service about a second person who reads what becomes public (H1); `None` where it
/// asks for nobody.
pub fn second_reader(book: &Rulebook, service: ServiceKind, on: Date) -> Option<&Rule> {
    asking(book, service, on).find(|rule| matches!(rule.kind, Kind::SecondReader) && rule.regulation_on(on) == Some(Regulation::Duty))
}

/// The rules of a rulebook that ask something of the offices of a service on a day.
fn asking(book: &Rulebook, service: ServiceKind, on: Date) -> impl Iterator<Item = &Rule> {
    let heard = book.heard_by(service).iter();
    heard.filter_map(move |heard| heard.versions.iter().map(|version| &*version.rule).find(|rule| rule.asks_on(on)))
}

fn suppose(candidate: &SeatFact, facts: &OfficeYear) -> OfficeYear {
    let mut supposed = facts.clone();
    supposed.seats.retain(|s| s.id != candidate.id);
    supposed.seats.push(candidate.clone());
    supposed
}

fn shares_resident(candidate: &SeatFact, facts: &OfficeYear, other: SeatId) -> bool {
    let resident = candidate.voice_of();
    resident.is_some() && facts.seats.iter().any(|s| s.id == other && s.family_of == resident)
}

fn is_chosen(facts: &OfficeYear, category: SeatCategory) -> bool {
    facts.seats.iter().any(|s| s.category == category && s.is_open())
}
