//! Looking through every plan of a small office, where pairs and visits through a screen leave no shorter proof.

use super::{
    draft::{Call, Draft},
    field::Field,
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
