//! Small steps that make a plan better: filling what lacks, dropping what is not needed, other members, houses and days.

use super::{
    draft::{Call, Draft},
    field::Step,
    score::Score,
};

/// The best call of many, with the score that it would give.
#[derive(Default)]
struct Best(Option<(Score, Call)>);

impl Best {
    fn look(&mut self, draft: &mut Draft<'_>, call: Call) {
        if draft.fits(call) {
            let score = draft.score_with(call);
            if self.0.is_none_or(|(best, _)| score < best) {
                self.0 = Some((score, call));
            }
        }
    }
}

/// The best day for a call of this leader at this house, among those that are free.
pub(super) fn best_day(draft: &mut Draft<'_>, leader: usize, house: usize, newcomer: Option<usize>) -> Option<Call> {
    let field = draft.field();
    let mut best = Best::default();
    for day in field.common(leader, house) {
        best.look(draft, Call { house, leader, day: *day, newcomer });
    }
    best.0.map(|(_, call)| call)
}

/// Places what lacks, as far as nothing has to be moved for it: newcomers, houses, members.
pub(super) fn fill(draft: &mut Draft<'_>) {
    fill_from(draft, 0);
}

/// The same, beginning with others: what comes first has the better choice.
pub(super) fn fill_from(draft: &mut Draft<'_>, first: usize) {
    let field = draft.field();
    let (houses, members) = (field.houses(), field.members());
    for newcomer in field.newcomers() {
        while draft.tally.member_lack(newcomer) > 0 && lead(draft, newcomer) {}
    }
    if first % 2 == 1 {
        (0..members).for_each(|at| visit_more(draft, (at + first) % members));
    }
    (0..houses).for_each(|at| receive_more(draft, (at + first) % houses));
    (0..members).for_each(|at| visit_more(draft, (at + first) % members));
}

/// Gives a house what it lacks.
fn receive_more(draft: &mut Draft<'_>, house: usize) {
    let field = draft.field();
    while draft.tally.house_lack(house) > 0 {
        let before = draft.score();
        let mut best = Best::default();
        for leader in field.leaders() {
            for day in field.common(leader, house) {
                best.look(draft, Call::alone(house, leader, *day));
            }
        }
        let Some((_, call)) = best.0.filter(|(score, _)| *score < before) else { break };
        draft.place(call);
    }
}

/// Gives a member the visits that are lacking, and those that the share on site lacks.
fn visit_more(draft: &mut Draft<'_>, member: usize) {
    let field = draft.field();
    if field.is_newcomer(member) {
        return;
    }
    while draft.tally.member_lack(member) > 0 || (draft.tally.share_lack() > 0 && !field.is_online(member)) {
        let before = draft.score();
        let mut best = Best::default();
        for house in 0..field.houses() {
            for day in field.common(member, house) {
                best.look(draft, Call::alone(house, member, *day));
            }
        }
        let Some((_, call)) = best.0.filter(|(score, _)| *score < before) else { break };
        draft.place(call);
    }
}

/// Lets a newcomer go along: with a call that stands, or with a new one. Tells whether that went.
pub(super) fn lead(draft: &mut Draft<'_>, newcomer: usize) -> bool {
    let field = draft.field();
    let before = draft.score();
    let mut best: Option<(Score, Option<usize>, Call)> = None;
    for number in 0..draft.calls.len() {
        let alone = draft.calls[number];
        let led = Call { newcomer: Some(newcomer), ..alone };
        if alone.newcomer.is_some() || field.common(newcomer, alone.house).binary_search(&alone.day).is_err() {
            continue;
        }
        draft.discount(alone);
        if draft.fits(led) {
            let score = draft.score_with(led);
            if best.is_none_or(|(known, ..)| score < known) {
                best = Some((score, Some(number), led));
            }
        }
        draft.count(alone);
    }
    let mut new = Best::default();
    let anywhere = best.is_none();
    for house in 0..field.houses() {
        for day in field.common(newcomer, house) {
            // A new call only where none stands to go along with, or where the newcomer is expected.
            if anywhere || (field.keeps && field.is_agreed(Step { house, member: newcomer, day: *day })) {
                for leader in field.leaders().filter(|leader| field.can_accompany(*leader)) {
                    new.look(draft, Call { house, leader, day: *day, newcomer: Some(newcomer) });
                }
            }
        }
    }
    if let Some((score, call)) = new.0.filter(|(score, _)| best.is_none_or(|(known, ..)| *score < known)) {
        best = Some((score, None, call));
    }
    match best.filter(|(score, ..)| *score < before) {
        None => false,
        Some((_, Some(number), led)) => {
            draft.replace(number, led);
            true
        }
        Some((_, None, led)) => {
            draft.place(led);
            true
        }
    }
}

/// Drops calls, and newcomers of calls, without which the plan is better.
pub(super) fn drop_needless(draft: &mut Draft<'_>) {
    let mut number = 0;
    while number < draft.calls.len() {
        let before = draft.score();
        let call = draft.calls[number];
        draft.discount(call);
        let without = draft.score();
        draft.count(call);
        if without < before {
            draft.lift(number);
            continue;
        }
        if call.newcomer.is_some() {
            draft.replace(number, Call { newcomer: None, ..call });
            if draft.score() >= before {
                draft.replace(number, call);
            }
        }
        number += 1;
    }
}

/// Tries every other leader and day for a call, and every other house where this one has visits to spare. Tells whether it got better.
pub(super) fn relocate(draft: &mut Draft<'_>, number: usize) -> bool {
    let field = draft.field();
    let before = draft.score();
    let call = draft.calls[number];
    let lack = draft.tally.house_lack(call.house);
    draft.discount(call);
    let mut best = Best::default();
    for leader in field.leaders() {
        for day in field.common(leader, call.house) {
            best.look(draft, Call { leader, day: *day, ..call });
        }
    }
    if draft.tally.house_lack(call.house) == lack {
        for house in 0..field.houses() {
            for day in field.common(call.leader, house) {
                best.look(draft, Call { house, day: *day, ..call });
            }
        }
    }
    draft.count(call);
    match best.0.filter(|(score, _)| *score < before) {
        Some((_, better)) => {
            draft.replace(number, better);
            true
        }
        None => false,
    }
}

/// Lets two calls exchange their leaders, each on its best day. Tells whether it got better.
pub(super) fn exchange(draft: &mut Draft<'_>, one: usize, other: usize) -> bool {
    let before = draft.score();
    let (first, second) = (draft.calls[one], draft.calls[other]);
    if first.leader == second.leader || first.house == second.house {
        return false;
    }
    draft.discount(first);
    draft.discount(second);
    if let Some(new_first) = best_day(draft, second.leader, first.house, first.newcomer) {
        draft.count(new_first);
        if let Some(new_second) = best_day(draft, first.leader, second.house, second.newcomer) {
            draft.count(new_second);
            if draft.score() < before {
                draft.calls[one] = new_first;
                draft.calls[other] = new_second;
                return true;
            }
            draft.discount(new_second);
        }
        draft.discount(new_first);
    }
    draft.count(first);
    draft.count(second);
    false
}
