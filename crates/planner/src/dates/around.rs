//! What a date depends on besides the members (B3, B5, D1): staff, the authority, rooms.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Time;
use model::meetings::PollAnswer;
use serde::{Deserialize, Serialize};

use super::Slot;

/// Somebody of the office who was asked (B11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Its id.
    pub id: String,
    /// Whether the meeting cannot be held without this person.
    #[serde(default)]
    pub needed: bool,
    /// The answers by slot; a slot without an answer is not known.
    #[serde(default)]
    pub answers: BTreeMap<String, PollAnswer>,
}

/// What the authority wishes (D1).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Authority {
    /// What it answered by slot.
    pub answers: BTreeMap<String, PollAnswer>,
    /// The hours in which its officers come as a rule.
    pub hours: Option<Hours>,
}

/// From one time of day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// From.
    pub from: Time,
    /// To.
    pub until: Time,
}

impl Hours {
    /// Whether a slot lies within, on one day.
    pub fn hold(&self, slot: &Slot) -> bool {
        slot.start.date() == slot.end.date() && self.from <= slot.start.time() && slot.end.time() <= self.until
    }
}

/// A room in which the meeting can be held (B5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// Its id.
    pub id: String,
    /// For how many people.
    pub seats: usize,
    /// Whether it can be reached without steps.
    #[serde(default)]
    pub step_free: bool,
    /// The slots in which it is taken.
    #[serde(default)]
    pub taken: BTreeSet<String>,
}

/// Everything besides the members. Nothing of it has to be said: who names no rooms has one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Staff who were asked.
    pub staff: Vec<Staff>,
    /// The authority.
    pub authority: Authority,
    /// The rooms to choose from; the first that fits is proposed. With none, a room is not looked for.
    pub rooms: Vec<Room>,
    /// Whether the room must be reached without steps.
    pub step_free: bool,
}

impl Around {
    /// The first room that is free, large enough and, if need be, reached without steps.
    pub(super) fn room(&self, slot: &Slot, people: usize) -> Option<&Room> {
        let fits = |room: &&Room| room.seats >= people && (room.step_free || !self.step_free) && !room.taken.contains(&slot.id);
        self.rooms.iter().find(fits)
    }

    /// Staff without whom the meeting cannot be held and who said that they cannot come.
    pub(super) fn absent<'a>(&'a self, slot: &'a Slot) -> impl Iterator<Item = &'a Staff> {
        self.staff.iter().filter(|staff| staff.needed && staff.answers.get(&slot.id) == Some(&PollAnswer::No))
    }
}
