//! Advice while a member is being chosen (A2–A9, A11): the same rules as in [`assess`](crate::assess), applied as if the candidate
//! had the seat already.

use jiff::civil::Date;
use model::{SeatId, seats::SeatCategory};

use crate::{
    assess::assess_rules,
    book::Rulebook,
    facts::{OfficeYear, SeatFact},
    finding::{Finding, Status, Subject},
    kind::Kind,
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
