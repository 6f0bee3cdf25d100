//! The best dates of a meeting (B3): slots in which it can be held at all and all mandatory categories can be there come first, then those
//! that suit the authority where it was asked (D1), then those with experts, then those with most people; a sure yes counts more than a
//! perhaps, and the earlier day wins between equals.

mod around;
mod obstacles;
mod question;
mod words;

use std::{cmp::Reverse, collections::BTreeMap};

use jiff::civil::{Date, DateTime};
use model::{
    calendar::{self, OfficeDay},
    meetings::PollAnswer,
    seats::SeatCategory,
};
use serde::{Deserialize, Serialize};

pub use around::{Around, Authority, Hours, Room, Staff};
pub use obstacles::{Condition, Obstacles, obstacles};
pub use question::{Question, Unclear};

/// A candidate time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Its id.
    pub id: String,
    /// From.
    pub start: DateTime,
    /// To.
    pub end: DateTime,
}

/// Somebody who was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Its id.
    pub id: String,
    /// In which category the person sits.
    pub category: SeatCategory,
    /// The answers by slot; a slot without an answer is not known.
    #[serde(default)]
    pub answers: BTreeMap<String, PollAnswer>,
}

/// What a date should be like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Categories without which the meeting is not whole.
    pub mandatory: Vec<SeatCategory>,
    /// Categories whose advice is wished for.
    pub experts: Vec<SeatCategory>,
    /// Only weekdays on which offices work count as good.
    pub office_days: bool,
    /// The day of the planning: with `notice_days` it says what is too soon.
    pub today: Option<Date>,
    /// So many days ahead a date should be fixed.
    pub notice_days: i32,
}

impl Default for Rules {
    /// As the ministry's guide asks: three mandatory categories (A2), the date fixed a month ahead (B3).
    fn default() -> Self {
        Self {
            mandatory: vec![SeatCategory::Resident, SeatCategory::Family, SeatCategory::Community],
            experts: vec![SeatCategory::WelfareExpert, SeatCategory::ManagementExpert],
            office_days: false,
            today: None,
            notice_days: 30,
        }
    }
}

/// A slot in its rank, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// The slot.
    pub slot: String,
    /// Mandatory categories of which nobody could come.
    pub missing: Vec<SeatCategory>,
    /// Mandatory categories of which somebody may come, but nobody surely.
    pub unsure: Vec<SeatCategory>,
    /// How many said yes.
    pub yes: usize,
    /// How many said perhaps.
    pub maybe: usize,
    /// How many said no.
    pub no: usize,
    /// How many did not answer yet.
    pub unanswered: usize,
    /// Needed staff who cannot come, by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub staff_missing: Vec<String>,
    /// The room that is free and fits; `None` where rooms were not asked for, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// Whether rooms were asked for and none fits.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub roomless: bool,
    /// How little it suits the authority: 0 well, 1 uncertain or by arrangement, 2 not.
    #[serde(skip_serializing_if = "is_zero")]
    pub authority: u8,
    /// Why it stands where it stands, in words.
    pub reasons: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(value: &u8) -> bool {
    *value == 0
}

/// All slots, the best first; members only.
pub fn propose(slots: &[Slot], people: &[Person], rules: &Rules) -> Vec<Proposal> {
    propose_around(slots, people, rules, &Around::default())
}

/// All slots, the best first, with staff, authority and rooms.
pub fn propose_around(slots: &[Slot], people: &[Person], rules: &Rules, around: &Around) -> Vec<Proposal> {
    let mut weighed: Vec<_> = slots.iter().map(|slot| (weigh(slot, people, rules, around), slot)).collect();
    weighed.sort_by(|(a, slot_a), (b, slot_b)| {
        let by_rank = rank(a, people, rules).cmp(&rank(b, people, rules));
        by_rank.then_with(|| slot_a.start.cmp(&slot_b.start)).then_with(|| slot_a.id.cmp(&slot_b.id))
    });
    weighed.into_iter().map(|(proposal, _)| proposal).collect()
}

/// Smaller is better: whether it can be held, what is missing, what is unsure, the authority, experts, people.
fn rank(proposal: &Proposal, people: &[Person], rules: &Rules) -> impl Ord + use<> {
    let experts = rules.experts.iter().map(|category| best(people, *category, &proposal.slot)).sum::<u32>();
    let held = proposal.staff_missing.len() + usize::from(proposal.roomless);
    let members = (proposal.missing.len(), proposal.unsure.len());
    (held, members, proposal.authority, Reverse(experts), Reverse(2 * proposal.yes + proposal.maybe))
}

/// 2 when somebody of a category surely comes, 1 when perhaps, 0 when nobody.
fn best(people: &[Person], category: SeatCategory, slot: &str) -> u32 {
    let of_category = people.iter().filter(|person| person.category == category);
    of_category.filter_map(|person| person.answers.get(slot)).map(|answer| worth(*answer)).max().unwrap_or(0)
}

fn worth(answer: PollAnswer) -> u32 {
    match answer {
        PollAnswer::Yes => 2,
        PollAnswer::Maybe => 1,
        PollAnswer::No => 0,
    }
}

fn weigh(slot: &Slot, people: &[Person], rules: &Rules, around: &Around) -> Proposal {
    let count = |answer: PollAnswer| people.iter().filter(|person| person.answers.get(&slot.id) == Some(&answer)).count();
    let of_mandatory =
        |wanted: u32| rules.mandatory.iter().copied().filter(|category| best(people, *category, &slot.id) == wanted).collect::<Vec<_>>();
    let (yes, maybe, no) = (count(PollAnswer::Yes), count(PollAnswer::Maybe), count(PollAnswer::No));
    let staff_coming = around.staff.iter().filter(|staff| staff.answers.get(&slot.id) != Some(&PollAnswer::No)).count();
    let room = around.room(slot, yes + maybe + staff_coming);
    let mut proposal = Proposal {
        slot: slot.id.clone(),
        missing: of_mandatory(0),
        unsure: of_mandatory(1),
        yes,
        maybe,
        no,
        unanswered: people.len() - yes - maybe - no,
        staff_missing: around.absent(slot).map(|staff| staff.id.clone()).collect(),
        room: room.map(|room| room.id.clone()),
        roomless: room.is_none() && !around.rooms.is_empty(),
        authority: suits(slot, rules, around),
        reasons: Vec::new(),
    };
    proposal.reasons = words::reasons(&proposal, slot, people, rules, around);
    proposal
}

/// How little a slot suits the authority.
fn suits(slot: &Slot, rules: &Rules, around: &Around) -> u8 {
    let closed = rules.office_days && matches!(calendar::office_day(slot.start.date()), OfficeDay::Closed(_));
    let outside = around.authority.hours.is_some_and(|hours| !hours.hold(slot));
    match around.authority.answers.get(&slot.id) {
        Some(PollAnswer::No) => 2,
        Some(PollAnswer::Yes) => 0,
        Some(PollAnswer::Maybe) => 1,
        None => u8::from(closed || outside),
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_around;
