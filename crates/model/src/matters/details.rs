//! What a matter holds besides words: days, times and counts. No names.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{MatterKind, Recipient, ReportItem};

/// A day with its hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    /// The day.
    pub day: Date,
    /// From.
    pub starts: Time,
    /// To.
    pub ends: Time,
}

impl Sitting {
    /// Whether nobody can be at both from beginning to end. One that ends when the other begins does not overlap.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.day == other.day && self.starts < other.ends && other.starts < self.ends
    }
}

/// What a matter is about, with what is known so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Details {
    /// D1
    DateNotice(DateNotice),
    /// D2
    Survey(SurveyAnswer),
    /// D3
    GuidanceVisit(GuidanceVisit),
    /// D4, D10
    Report(Report),
    /// A reminder: words only.
    Reminder,
    /// A question: words only.
    Question,
}

impl Details {
    /// The kind of a matter with these details.
    pub fn kind(&self) -> MatterKind {
        match self {
            Self::DateNotice(_) => MatterKind::DateNotice,
            Self::Survey(_) => MatterKind::Survey,
            Self::GuidanceVisit(_) => MatterKind::GuidanceVisit,
            Self::Report(_) => MatterKind::Report,
            Self::Reminder => MatterKind::Reminder,
            Self::Question => MatterKind::Question,
        }
    }
}

/// The date of a meeting, told before the members hear of it (D1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateNotice {
    /// The date that was told, or about which the office went on without telling.
    pub sitting: Sitting,
    /// When the authority was told of it; `None`: it was not.
    pub told_on: Option<Date>,
    /// When the office went on without telling, with a reason in the thread.
    pub overridden_on: Option<Date>,
    /// What the authority answered; `None`: not yet.
    pub answer: Option<NoticeAnswer>,
    /// How many of the authority's staff came; `None`: nobody wrote it down.
    pub attended: Option<u16>,
}

impl DateNotice {
    /// Whether the members may be told of this date.
    pub fn clears(&self, sitting: Sitting) -> bool {
        self.sitting == sitting && (self.told_on.is_some() || self.overridden_on.is_some())
    }

    /// How many of the authority's staff will come, as far as it said.
    pub fn expected(&self) -> Option<u16> {
        match self.answer {
            Some(NoticeAnswer::Coming(officials)) => Some(officials),
            Some(NoticeAnswer::CannotCome) => Some(0),
            Some(NoticeAnswer::OtherDate) | None => None,
        }
    }
}

/// The authority's answer to the date of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeAnswer {
    /// So many of its staff come.
    Coming(u16),
    /// It wishes another date; which, stands in the thread.
    OtherDate,
    /// Nobody can come.
    CannotCome,
}

/// The dates that an office plans for a year (D2).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyAnswer {
    /// The dates; empty while nothing is known.
    pub dates: Vec<PlannedDate>,
    /// When the office answered last; that nothing is known yet is an answer as well.
    pub answered_on: Option<Date>,
}

/// A date that an office plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedDate {
    /// When.
    pub sitting: Sitting,
    /// Whether it may still change.
    pub provisional: bool,
}

/// A visit by staff of an authority (D3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidanceVisit {
    /// Its day.
    pub day: Date,
    /// From when; `None` for a past visit whose hour nobody remembers.
    pub starts: Option<Time>,
    /// When it was announced; `None` for one that was only written down afterwards.
    pub announced_on: Option<Date>,
    /// Whether it took place.
    pub made: bool,
}

/// A report (D4, D10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// To whom.
    pub to: Recipient,
    /// What was handed in last, complete.
    pub items: Vec<ReportItem>,
    /// When it was handed in last.
    pub submitted_on: Option<Date>,
    /// When the recipient last asked for a correction.
    pub returned_on: Option<Date>,
    /// When the recipient took it in.
    pub received_on: Option<Date>,
    /// Whether it lies with the recipient, or is done.
    pub handed_in: bool,
}

impl Report {
    /// A report that nobody has begun.
    pub fn to(recipient: Recipient) -> Self {
        Self { to: recipient, items: Vec::new(), submitted_on: None, returned_on: None, received_on: None, handed_in: false }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn sitting(from: i8, to: i8) -> Sitting {
        Sitting { day: date(2026, 10, 1), starts: time(from, 0, 0, 0), ends: time(to, 0, 0, 0) }
    }

    /// D2
    #[test]
    fn one_after_the_other_does_not_overlap() {
        assert!(sitting(10, 12).overlaps(&sitting(11, 13)));
        assert!(!sitting(10, 12).overlaps(&sitting(12, 14)));
        assert!(!sitting(10, 12).overlaps(&Sitting { day: date(2026, 10, 2), ..sitting(10, 12) }));
    }

    /// D1: what was told of one date does not clear another.
    #[test]
    fn a_date_that_was_moved_is_not_cleared_by_the_old_notice() {
        let told =
            DateNotice { sitting: sitting(10, 12), told_on: Some(date(2026, 8, 1)), overridden_on: None, answer: None, attended: None };
        assert!(told.clears(sitting(10, 12)));
        assert!(!told.clears(sitting(13, 15)));
        assert!(!DateNotice { told_on: None, ..told }.clears(sitting(10, 12)));
    }

    #[test]
    fn details_survive_writing_and_reading() {
        let all = [
            Details::Reminder,
            Details::Survey(SurveyAnswer::default()),
            Details::Report(Report::to(Recipient::Council)),
            Details::DateNotice(DateNotice {
                sitting: sitting(10, 12),
                told_on: None,
                overridden_on: None,
                answer: Some(NoticeAnswer::Coming(2)),
                attended: None,
            }),
        ];
        for details in all {
            let written = serde_json::to_string(&details).unwrap();
            assert_eq!(serde_json::from_str::<Details>(&written).unwrap(), details, "{written}");
        }
    }
}
