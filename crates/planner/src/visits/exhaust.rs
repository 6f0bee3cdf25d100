//! Looking through every plan of a small office, where pairs and visits through a screen leave no shorter proof.

use super::{
    draft::{Call, Draft},
    field::Field,
    score::Level,
};

/// What looking through everything came to.
#[derive(Debug)]
pub(super) enum Outcome<'a> {
    /// A whole plan.
    Whole(Box<Draft<'a>>),
    /// There is none.
    None,
    /// There are too many to look through.
    TooMany,
}

/// So many calls are tried at most.
const MOST: usize = 100_000;

/// A whole plan, if there is one. Any whole plan has a call for whatever lacks first, so that trying all of those misses none.
pub(super) fn exhaust(field: &Field) -> Outcome<'_> {
    let mut draft = Draft::new(field);
    let mut left = MOST;
    match complete(&mut draft, &mut left) {
        true => Outcome::Whole(Box::new(draft)),
        false if left == 0 => Outcome::TooMany,
        false => Outcome::None,
    }
}

fn complete(draft: &mut Draft<'_>, left: &mut usize) -> bool {
    if draft.score().is_whole() {
        return true;
    }
    for call in answers(draft) {
        if *left == 0 {
            return false;
        }
        *left -= 1;
        if draft.fits(call) {
            draft.place(call);
            if complete(draft, left) {
                return true;
            }
            draft.lift(draft.calls.len() - 1);
        }
    }
    false
}

/// All calls that would answer the first lack.
fn answers(draft: &Draft<'_>) -> Vec<Call> {
    let field = draft.field();
    let tally = &draft.tally;
    let lacking = (0..field.houses()).find(|house| tally.house_lack(*house) > 0);
    let newcomer = field.newcomers().find(|member| tally.member_lack(*member) > 0);
    let member = field.leaders().find(|member| tally.member_lack(*member) > 0);
    let needed = |call: &Call| {
        let unseen = lacking.is_some_and(|house| tally.heads(house, call.day) == 0 || !field.is_online(call.leader));
        match (lacking, newcomer, member) {
            (Some(house), ..) => call.house == house && unseen,
            (_, Some(newcomer), _) => call.newcomer == Some(newcomer),
            (.., Some(member)) => call.leader == member,
            _ => !field.is_online(call.leader),
        }
    };
    let mut calls = Vec::new();
    for leader in field.leaders() {
        for house in 0..field.houses() {
            for day in field.common(leader, house) {
                let alone = Call::alone(house, leader, *day);
                let lacks = |newcomer: &usize| tally.member_lack(*newcomer) > 0;
                calls.extend(field.newcomers().filter(lacks).map(|newcomer| Call { newcomer: Some(newcomer), ..alone }));
                calls.push(alone);
            }
        }
    }
    calls.retain(needed);
    calls
}

/// Looks for a whole plan with fewer changes than a known one, from what still stands of the plan before: whatever lacks first is
/// answered by each call that could, and what is in the way of it goes.
pub(super) fn with_fewer_changes(standing: &mut Draft<'_>, known: &mut Vec<Call>, fewest: u32) {
    let mut left = MOST / 20;
    for limit in standing.score().of(Level::Changes)..fewest {
        let mut search = Fewer { best: known, fewest: limit + 1, left };
        search.go_on(standing);
        if search.left == 0 {
            return;
        }
        left = search.left;
    }
}

struct Fewer<'b> {
    best: &'b mut Vec<Call>,
    fewest: u32,
    left: usize,
}

impl Fewer<'_> {
    fn go_on(&mut self, draft: &mut Draft<'_>) {
        let changes = draft.score().of(Level::Changes);
        // The first plan with so few changes will do: fewer were tried before.
        if self.left == 0 {
            return;
        }
        if draft.score().is_whole() {
            if changes < self.fewest {
                self.fewest = changes;
                *self.best = draft.calls.clone();
                self.left = 0;
            }
            return;
        }
        // A newcomer who lost the leader may yet come as agreed, with another one: that is a change less.
        let field = draft.field();
        let regained: u32 = field.newcomers().map(|newcomer| draft.tally.member_lack(newcomer)).sum();
        if changes >= self.fewest + regained {
            return;
        }
        for call in answers(draft) {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            let before = draft.calls.clone();
            if make_way(draft, call) && draft.fits(call) {
                draft.place(call);
                self.go_on(draft);
            }
            draft.clear();
            before.into_iter().for_each(|call| draft.place(call));
        }
    }
}

/// Takes away what a call cannot stand beside; tells whether all of it was agreed before. What was added on the way is not taken back.
fn make_way(draft: &mut Draft<'_>, call: Call) -> bool {
    let members = |call: &Call| [Some(call.leader), call.newcomer];
    let same = |other: &Call| members(other).into_iter().flatten().any(|member| members(&call).contains(&Some(member)));
    lift_where(draft, |other| other.day == call.day && same(other))
        && (draft.has_room(call) || lift_where(draft, |other| (other.day, other.house) == (call.day, call.house)))
}

fn lift_where(draft: &mut Draft<'_>, which: impl Fn(&Call) -> bool) -> bool {
    let field = draft.field();
    let mut agreed = true;
    for number in (0..draft.calls.len()).rev() {
        if which(&draft.calls[number]) {
            agreed &= draft.lift(number).steps().all(|step| field.is_agreed(step));
        }
    }
    agreed
}
