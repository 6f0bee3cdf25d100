//! A whole question for dates as it comes from outside, and what can be wrong with it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Around, Authority, Obstacles, Person, Proposal, Room, Rules, Slot, Staff, obstacles, propose_around};

/// Slots, people, rules, and what else a date depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The candidate times.
    pub slots: Vec<Slot>,
    /// Who was asked.
    pub people: Vec<Person>,
    /// What a date should be like; as the ministry's guide asks when nothing is said.
    #[serde(default)]
    pub rules: Rules,
    /// Staff who were asked.
    #[serde(default)]
    pub staff: Vec<Staff>,
    /// What the authority wishes.
    #[serde(default)]
    pub authority: Authority,
    /// The rooms to choose from; without any, none is looked for.
    #[serde(default)]
    pub rooms: Vec<Room>,
    /// Whether the room must be reached without steps.
    #[serde(default)]
    pub step_free: bool,
}

/// Why a question cannot be answered. Places are written as in JSON: `people[2].answers`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// There is nothing to choose from.
    #[error("slots: there is no slot to choose from")]
    NoSlots,
    /// Two things have the same id.
    #[error("{list}[{index}].id: “{id}” stands there twice")]
    Twice {
        /// `slots`, `people`, `staff` or `rooms`.
        list: &'static str,
        /// The second of the two, from 0.
        index: usize,
        /// The id.
        id: String,
    },
    /// A slot ends before it begins, or when it begins.
    #[error("slots[{index}].end: the slot “{id}” does not end after its start")]
    Backwards {
        /// Which slot, from 0.
        index: usize,
        /// Its id.
        id: String,
    },
    /// An answer is about a slot that is not there.
    #[error("{place}: there is no slot “{slot}”")]
    UnknownSlot {
        /// Where it stands, as in JSON.
        place: String,
        /// The slot.
        slot: String,
    },
    /// Fewer than no days of notice.
    #[error("rules.notice_days: must not be negative")]
    Notice,
    /// Hours that end before they begin.
    #[error("authority.hours: until must lie after from")]
    Hours,
}

impl Question {
    /// All slots, the best first; or the first thing that is not clear.
    pub fn answer(&self) -> Result<Vec<Proposal>, Unclear> {
        self.check()?;
        Ok(propose_around(&self.slots, &self.people, &self.rules, &self.around()))
    }

    /// Why no slot can become whole, if none can; or the first thing that is not clear.
    pub fn obstacles(&self) -> Result<Option<Obstacles>, Unclear> {
        self.check()?;
        Ok(obstacles(&self.slots, &self.people, &self.rules, &self.around()))
    }

    fn around(&self) -> Around {
        Around { staff: self.staff.clone(), authority: self.authority.clone(), rooms: self.rooms.clone(), step_free: self.step_free }
    }

    fn check(&self) -> Result<(), Unclear> {
        if self.slots.is_empty() {
            return Err(Unclear::NoSlots);
        }
        if self.rules.notice_days < 0 {
            return Err(Unclear::Notice);
        }
        let known = unique("slots", self.slots.iter().map(|slot| slot.id.as_str()))?;
        unique("people", self.people.iter().map(|person| person.id.as_str()))?;
        if let Some((index, slot)) = self.slots.iter().enumerate().find(|(_, slot)| slot.end <= slot.start) {
            return Err(Unclear::Backwards { index, id: slot.id.clone() });
        }
        unique("staff", self.staff.iter().map(|staff| staff.id.as_str()))?;
        unique("rooms", self.rooms.iter().map(|room| room.id.as_str()))?;
        if self.authority.hours.is_some_and(|hours| hours.until <= hours.from) {
            return Err(Unclear::Hours);
        }
        let of_people = self
            .people
            .iter()
            .enumerate()
            .flat_map(|(at, one)| one.answers.keys().map(move |slot| (format!("people[{at}].answers"), slot)));
        let of_staff =
            self.staff.iter().enumerate().flat_map(|(at, one)| one.answers.keys().map(move |slot| (format!("staff[{at}].answers"), slot)));
        let of_rooms =
            self.rooms.iter().enumerate().flat_map(|(at, one)| one.taken.iter().map(move |slot| (format!("rooms[{at}].taken"), slot)));
        let of_authority = self.authority.answers.keys().map(|slot| ("authority.answers".to_owned(), slot));
        let mut named = of_people.chain(of_staff).chain(of_rooms).chain(of_authority);
        match named.find(|(_, slot)| !known.contains(slot.as_str())) {
            Some((place, slot)) => Err(Unclear::UnknownSlot { place, slot: slot.clone() }),
            None => Ok(()),
        }
    }
}

fn unique<'a>(list: &'static str, ids: impl Iterator<Item = &'a str>) -> Result<BTreeSet<&'a str>, Unclear> {
    let mut seen = BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            return Err(Unclear::Twice { list, index, id: id.to_owned() });
        }
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(text: &str) -> Question {
        serde_json::from_str(text).unwrap()
    }

    const SLOT: &str = r#"{"id":"a","start":"2026-10-05T14:00:00","end":"2026-10-05T16:00:00"}"#;

    /// B3
    #[test]
    fn a_question_in_the_words_of_the_command_line_is_answered() {
        let asked = question(&format!(
            r#"{{"slots":[{SLOT}],"people":[{{"id":"p","category":"resident","answers":{{"a":"yes"}}}}],"rules":{{"mandatory":["resident"]}}}}"#
        ));
        let proposals = asked.answer().unwrap();
        assert_eq!((proposals[0].yes, proposals[0].missing.len()), (1, 0));
    }

    #[test]
    fn what_is_not_clear_is_told_with_its_place() {
        let cases = [
            (r#"{"slots":[],"people":[]}"#.to_owned(), "slots: there is no slot to choose from"),
            (format!(r#"{{"slots":[{SLOT},{SLOT}],"people":[]}}"#), "slots[1].id: “a” stands there twice"),
            (
                r#"{"slots":[{"id":"a","start":"2026-10-05T14:00:00","end":"2026-10-05T14:00:00"}],"people":[]}"#.to_owned(),
                "slots[0].end: the slot “a” does not end after its start",
            ),
            (
                format!(r#"{{"slots":[{SLOT}],"people":[{{"id":"p","category":"resident","answers":{{"b":"no"}}}}]}}"#),
                "people[0].answers: there is no slot “b”",
            ),
            (format!(r#"{{"slots":[{SLOT}],"people":[],"rules":{{"notice_days":-1}}}}"#), "rules.notice_days: must not be negative"),
        ];
        for (text, told) in cases {
            assert_eq!(question(&text).answer().unwrap_err().to_string(), told);
        }
    }
}
