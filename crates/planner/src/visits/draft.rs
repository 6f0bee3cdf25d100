//! A plan in the making: calls at houses that can be placed, lifted and looked at.

use super::{
    field::{Field, Step},
    score::{Score, Tally},
};

/// A leader's visit to a house, and who goes along for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Call {
    pub house: usize,
    pub leader: usize,
    pub day: usize,
    pub newcomer: Option<usize>,
}

impl Call {
    pub fn alone(house: usize, leader: usize, day: usize) -> Self {
        Self { house, leader, day, newcomer: None }
    }

    /// The visits that it consists of.
    pub fn steps(self) -> impl Iterator<Item = Step> {
        let step = move |member| Step { house: self.house, member, day: self.day };
        [Some(self.leader), self.newcomer].into_iter().flatten().map(step)
    }
}

/// Calls that stand, with their score. Settled visits count, but are no calls.
#[derive(Debug, Clone)]
pub(super) struct Draft<'a> {
    pub tally: Tally<'a>,
    pub calls: Vec<Call>,
}

impl<'a> Draft<'a> {
    pub fn new(field: &'a Field) -> Self {
        Self { tally: Tally::new(field), calls: Vec::new() }
    }

    pub fn field(&self) -> &'a Field {
        self.tally.field
    }

    pub fn score(&self) -> Score {
        self.tally.score()
    }

    /// Whether a call could be placed: everybody can and is free on that day, and the house has room.
    pub fn fits(&self, call: Call) -> bool {
        let field = self.field();
        let can =
            |member: usize| !self.tally.is_busy(member, call.day) && field.common(member, call.house).binary_search(&call.day).is_ok();
        let leads = can(call.leader) && !field.is_newcomer(call.leader);
        let newcomer = call.newcomer.is_none_or(|newcomer| can(newcomer) && field.can_accompany(call.leader));
        leads && newcomer && self.has_room(call)
    }

    /// Whether the house has room on that day.
    pub fn has_room(&self, call: Call) -> bool {
        let heads = self.field().heads(call.leader) + u32::from(call.newcomer.is_some());
        self.tally.has_room(call.house, call.day, heads, heads == 2)
    }

    /// Places a call that [`Draft::fits`].
    pub fn place(&mut self, call: Call) {
        self.calls.push(call);
        self.count(call);
    }

    /// Takes a call away; the last one takes its number.
    pub fn lift(&mut self, number: usize) -> Call {
        let call = self.calls.swap_remove(number);
        self.discount(call);
        call
    }

    /// Takes all calls away.
    pub fn clear(&mut self) {
        while let Some(last) = self.calls.len().checked_sub(1) {
            self.lift(last);
        }
    }

    /// Counts a call without listing it: to look at a score, and to be followed by [`Draft::discount`].
    pub fn count(&mut self, call: Call) {
        call.steps().for_each(|step| self.tally.add(step));
    }

    /// Takes a call out of the score.
    pub fn discount(&mut self, call: Call) {
        call.steps().for_each(|step| self.tally.remove(step));
    }

    /// The score with one more call.
    pub fn score_with(&mut self, call: Call) -> Score {
        self.count(call);
        let score = self.score();
        self.discount(call);
        score
    }

    /// Puts another call in the place of one.
    pub fn replace(&mut self, number: usize, call: Call) {
        let before = std::mem::replace(&mut self.calls[number], call);
        self.discount(before);
        self.count(call);
    }
}
