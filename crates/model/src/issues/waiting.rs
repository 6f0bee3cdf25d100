//! Standing still is made visible: nothing stays untouched longer than the council itself said (法89条の3第6項: it decides how it works).

use jiff::civil::Date;

use super::Stage;

/// How long a council lets things wait, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until what arrived is sorted.
    pub to_sort: u16,
    /// Until anything happens again.
    pub to_move: u16,
}

impl Patience {
    /// What a new council starts with: the 事務局会議 of the next month, and a quarter of a year.
    pub const USUAL: Self = Self { to_sort: 31, to_move: 92 };
}

/// How an issue waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waiting {
    /// It is at the end of its road.
    Rests,
    /// Something happened within the time of the council.
    Moves {
        /// So many days ago.
        days: i64,
    },
    /// Nothing happened for longer than the council lets things wait.
    StandsStill {
        /// So many days.
        days: i64,
    },
    /// The day is over by which a body was to answer.
    Late {
        /// So many days.
        days: i64,
    },
}

impl Waiting {
    /// How an issue waits on a day: since when nothing happened to it, and by when its body is to answer.
    pub fn on(day: Date, stage: Stage, moved_on: Date, due_on: Option<Date>, patience: Patience) -> Self {
        if stage.is_closed() {
            return Self::Rests;
        }
        let days = |since: Date| i64::from((day - since).get_days());
        let answers = matches!(stage, Stage::Sorted | Stage::Deliberating);
        if let Some(late) = due_on.filter(|_| answers).map(days).filter(|late| *late > 0) {
            return Self::Late { days: late };
        }
        let still = days(moved_on);
        let most = if stage == Stage::Received { patience.to_sort } else { patience.to_move };
        if still > i64::from(most) { Self::StandsStill { days: still } } else { Self::Moves { days: still } }
    }

    /// Whether somebody has to see to it.
    pub fn is_trouble(self) -> bool {
        matches!(self, Self::StandsStill { .. } | Self::Late { .. })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const PATIENCE: Patience = Patience { to_sort: 30, to_move: 90 };

    fn on(day: Date, stage: Stage, due_on: Option<Date>) -> Waiting {
        Waiting::on(day, stage, date(2026, 4, 1), due_on, PATIENCE)
    }

    /// E4: nothing stays untouched longer than its rule says.
    #[test]
    fn what_is_not_sorted_in_time_stands_still() {
        assert_eq!(on(date(2026, 5, 1), Stage::Received, None), Waiting::Moves { days: 30 });
        assert_eq!(on(date(2026, 5, 2), Stage::Received, None), Waiting::StandsStill { days: 31 });
        assert_eq!(on(date(2026, 5, 2), Stage::Acting, None), Waiting::Moves { days: 31 });
        assert_eq!(on(date(2026, 7, 1), Stage::Acting, None), Waiting::StandsStill { days: 91 });
    }

    /// E4: a body answers by the day that was set; after its answer the day is of no more interest.
    #[test]
    fn a_body_that_does_not_answer_in_time_is_late() {
        let due = Some(date(2026, 4, 10));
        assert_eq!(on(date(2026, 4, 10), Stage::Deliberating, due), Waiting::Moves { days: 9 });
        assert_eq!(on(date(2026, 4, 12), Stage::Deliberating, due), Waiting::Late { days: 2 });
        assert!(!on(date(2026, 4, 12), Stage::Reported, due).is_trouble());
    }

    /// E4
    #[test]
    fn what_is_closed_does_not_wait() {
        assert_eq!(on(date(2030, 1, 1), Stage::Returned, Some(date(2026, 4, 10))), Waiting::Rests);
        assert_eq!(on(date(2030, 1, 1), Stage::Merged, None), Waiting::Rests);
    }
}
