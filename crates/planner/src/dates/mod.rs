//! The best dates of a meeting (B3): slots where all mandatory categories can be there come first, then those with experts, then
//! those with most people; a sure yes counts more than a perhaps, and the earlier day wins between equals.

mod question;

use std::{cmp::Reverse, collections::BTreeMap};

use jiff::civil::{Date, DateTime};
use model::{
    calendar::{self, OfficeDay},
    meetings::PollAnswer,
    seats::SeatCategory,
};
use serde::{Deserialize, Serialize};

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
    /// Why it stands where it stands, in words.
    pub reasons: Vec<String>,
}

/// All slots, the best first.
pub fn propose(slots: &[Slot], people: &[Person], rules: &Rules) -> Vec<Proposal> {
    let mut weighed: Vec<_> = slots.iter().map(|slot| (weigh(slot, people, rules), slot)).collect();
    weighed.sort_by(|(a, slot_a), (b, slot_b)| {
        let by_rank = rank(a, people, rules).cmp(&rank(b, people, rules));
        by_rank.then_with(|| slot_a.start.cmp(&slot_b.start)).then_with(|| slot_a.id.cmp(&slot_b.id))
    });
    weighed.into_iter().map(|(proposal, _)| proposal).collect()
}

/// Smaller is better: what is missing, what is unsure, experts, people.
fn rank(proposal: &Proposal, people: &[Person], rules: &Rules) -> impl Ord + use<> {
    let experts = rules.experts.iter().map(|category| best(people, *category, &proposal.slot)).sum::<u32>();
    (proposal.missing.len(), proposal.unsure.len(), Reverse(experts), Reverse(2 * proposal.yes + proposal.maybe))
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

fn weigh(slot: &Slot, people: &[Person], rules: &Rules) -> Proposal {
    let count = |answer: PollAnswer| people.iter().filter(|person| person.answers.get(&slot.id) == Some(&answer)).count();
    let of_mandatory =
        |wanted: u32| rules.mandatory.iter().copied().filter(|category| best(people, *category, &slot.id) == wanted).collect::<Vec<_>>();
    let (yes, maybe, no) = (count(PollAnswer::Yes), count(PollAnswer::Maybe), count(PollAnswer::No));
    let mut proposal = Proposal {
        slot: slot.id.clone(),
        missing: of_mandatory(0),
        unsure: of_mandatory(1),
        yes,
        maybe,
        no,
        unanswered: people.len() - yes - maybe - no,
        reasons: Vec::new(),
    };
    proposal.reasons = reasons(&proposal, slot, people, rules);
    proposal
}

fn reasons(proposal: &Proposal, slot: &Slot, people: &[Person], rules: &Rules) -> Vec<String> {
    let mut reasons = Vec::new();
    match (proposal.missing.is_empty(), proposal.unsure.is_empty()) {
        (true, true) => reasons.push("必ず選ぶ区分の方が、そろって出席できます。".to_owned()),
        (true, false) => reasons.push(format!("{}は、まだ確かではありません（△）。", names(&proposal.unsure))),
        (false, _) => {
            let waits = |category: &SeatCategory| {
                people.iter().any(|person| person.category == *category && !person.answers.contains_key(&slot.id))
            };
            let (open, closed): (Vec<_>, Vec<_>) = proposal.missing.iter().copied().partition(waits);
            if !closed.is_empty() {
                reasons.push(format!("{}の方が出席できません。", names(&closed)));
            }
            if !open.is_empty() {
                reasons.push(format!("{}の方のお返事を待っています。", names(&open)));
            }
        }
    }
    let experts: Vec<_> = rules.experts.iter().copied().filter(|category| best(people, *category, &slot.id) == 2).collect();
    if !experts.is_empty() {
        reasons.push(format!("{}も出席できます。", names(&experts)));
    }
    reasons.push(format!("○ {}人、△ {}人、× {}人、未回答 {}人です。", proposal.yes, proposal.maybe, proposal.no, proposal.unanswered));
    if rules.office_days
        && let OfficeDay::Closed(_) = calendar::office_day(slot.start.date())
    {
        reasons.push("土日・祝日などにあたるため、市町村の職員の出席は相談が必要です。".to_owned());
    }
    if let Some(today) = rules.today
        && slot.start.date().duration_since(today).as_hours() < i64::from(rules.notice_days) * 24
    {
        reasons.push(format!("今日から{}日以内です。もう少し先の日が望ましいとされています。", rules.notice_days));
    }
    reasons
}

fn names(categories: &[SeatCategory]) -> String {
    categories.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests;
