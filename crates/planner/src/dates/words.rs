//! Why a slot stands where it stands, in words.

use model::{
    calendar::{self, OfficeDay},
    meetings::PollAnswer,
    seats::SeatCategory,
};

use super::{Around, Person, Proposal, Rules, Slot, best};

pub(super) fn reasons(proposal: &Proposal, slot: &Slot, people: &[Person], rules: &Rules, around: &Around) -> Vec<String> {
    let mut reasons = members(proposal, slot, people, rules);
    reasons.extend(house(proposal, around));
    reasons.extend(authority(slot, rules, around));
    if let Some(today) = rules.today
        && slot.start.date().duration_since(today).as_hours() < i64::from(rules.notice_days) * 24
    {
        reasons.push(format!("今日から{}日以内です。もう少し先の日が望ましいとされています。", rules.notice_days));
    }
    reasons
}

fn members(proposal: &Proposal, slot: &Slot, people: &[Person], rules: &Rules) -> Vec<String> {
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
    reasons
}

/// Staff and rooms.
fn house(proposal: &Proposal, around: &Around) -> Vec<String> {
    let mut reasons = Vec::new();
    if !proposal.staff_missing.is_empty() {
        reasons.push(format!("出席が必要な職員（{}）が出席できません。", proposal.staff_missing.join("、")));
    }
    match &proposal.room {
        Some(room) => reasons.push(format!("会場は{room}が使えます。")),
        None if proposal.roomless && around.step_free => reasons.push("段差なしで入れて、人数に合う会場が空いていません。".to_owned()),
        None if proposal.roomless => reasons.push("人数に合う会場が空いていません。".to_owned()),
        None => {}
    }
    reasons
}

fn authority(slot: &Slot, rules: &Rules, around: &Around) -> Option<String> {
    let said = match around.authority.answers.get(&slot.id) {
        Some(PollAnswer::Yes) => return Some("市町村の職員も出席できます。".to_owned()),
        Some(PollAnswer::Maybe) => "市町村の職員の出席は、まだ確かではありません（△）。",
        Some(PollAnswer::No) => "市町村の職員は出席できません。",
        None if rules.office_days && matches!(calendar::office_day(slot.start.date()), OfficeDay::Closed(_)) => {
            "土日・祝日などにあたるため、市町村の職員の出席は相談が必要です。"
        }
        None if around.authority.hours.is_some_and(|hours| !hours.hold(slot)) => "市町村の職員の対応時間の外なので、出席は相談が必要です。",
        None => return None,
    };
    Some(said.to_owned())
}

fn names(categories: &[SeatCategory]) -> String {
    categories.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}
