//! Why no date is whole (B3): the fewest conditions that never hold together, and the slots that come nearest.

use std::collections::BTreeSet;

use model::{meetings::PollAnswer, seats::SeatCategory};
use serde::Serialize;

use super::{Person, Rules, Slot, around::Around};

/// A condition of a whole date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Somebody of a mandatory category comes.
    Category(SeatCategory),
    /// Somebody of the staff comes, by id.
    Staff(String),
    /// There is a room.
    Room,
}

/// No slot can become whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Obstacles {
    /// The fewest conditions that fail in such a way that each slot misses at least one. With one of them met everywhere, there might be a date.
    pub conditions: Vec<Condition>,
    /// The slots that miss the fewest conditions, each with those: what would have to be changed for it.
    pub nearest: Vec<(String, Vec<Condition>)>,
    /// The same in words: what never comes together, then what would help.
    pub reasons: Vec<String>,
}

/// Why no slot can become whole; `None` when one is, or may become so because somebody has not answered yet.
pub fn obstacles(slots: &[Slot], people: &[Person], rules: &Rules, around: &Around) -> Option<Obstacles> {
    let missed: Vec<(&Slot, BTreeSet<Condition>)> = slots.iter().map(|slot| (slot, missed(slot, people, rules, around))).collect();
    if missed.is_empty() || missed.iter().any(|(_, missed)| missed.is_empty()) {
        return None;
    }
    let conditions = fewest(&missed.iter().map(|(_, missed)| missed).collect::<Vec<_>>());
    let least = missed.iter().map(|(_, missed)| missed.len()).min();
    let near = missed.iter().filter(|(_, missed)| Some(missed.len()) == least);
    let nearest: Vec<_> = near.map(|(slot, missed)| (slot.id.clone(), missed.iter().cloned().collect::<Vec<_>>())).collect();
    let mut reasons = vec![format!("{}がそろう日が、候補の中にありません。", told(&conditions))];
    for (id, missing) in nearest.iter().take(TOLD) {
        if let Some(slot) = slots.iter().find(|slot| slot.id == *id) {
            let when = model::calendar::format_date_time(slot.start);
            reasons.push(format!("{when}は、{}の都合がつけば開けます。", told(missing)));
        }
    }
    Some(Obstacles { conditions, nearest, reasons })
}

/// So many slots are told in words.
const TOLD: usize = 3;

/// The conditions that certainly fail: an answer that is still open may become a yes.
fn missed(slot: &Slot, people: &[Person], rules: &Rules, around: &Around) -> BTreeSet<Condition> {
    let refused = |category: &SeatCategory| {
        let mut of_category = people.iter().filter(|person| person.category == *category);
        of_category.all(|person| person.answers.get(&slot.id) == Some(&PollAnswer::No))
    };
    let categories = rules.mandatory.iter().copied().filter(refused).map(Condition::Category);
    let staff = around.absent(slot).map(|staff| Condition::Staff(staff.id.clone()));
    let coming = people.iter().filter(|person| matches!(person.answers.get(&slot.id), Some(PollAnswer::Yes))).count();
    let room = (!around.rooms.is_empty() && around.room(slot, coming).is_none()).then_some(Condition::Room);
    categories.chain(staff).chain(room).collect()
}

/// The fewest conditions of which each slot misses one: by trying all choices, few before many.
fn fewest(missed: &[&BTreeSet<Condition>]) -> Vec<Condition> {
    let all: BTreeSet<&Condition> = missed.iter().flat_map(|missed| missed.iter()).collect();
    let all: Vec<&Condition> = all.into_iter().collect();
    let mut chosen = Vec::new();
    for size in 1..=all.len() {
        if choose(&all, size, missed, &mut chosen) {
            break;
        }
    }
    chosen.into_iter().cloned().collect()
}

fn choose<'a>(from: &[&'a Condition], size: usize, missed: &[&BTreeSet<Condition>], chosen: &mut Vec<&'a Condition>) -> bool {
    let Some(open) = missed.iter().find(|missed| !chosen.iter().any(|condition| missed.contains(*condition))) else { return true };
    if size == 0 {
        return false;
    }
    // Some condition that this slot misses must be among them.
    for condition in from.iter().filter(|condition| open.contains(**condition)) {
        chosen.push(condition);
        if choose(from, size - 1, missed, chosen) {
            return true;
        }
        chosen.pop();
    }
    false
}

fn told(conditions: &[Condition]) -> String {
    let one = |condition: &Condition| match condition {
        Condition::Category(category) => category.to_string(),
        Condition::Staff(id) => format!("職員（{id}）"),
        Condition::Room => "会場".to_owned(),
    };
    conditions.iter().map(one).collect::<Vec<_>>().join("と")
}
