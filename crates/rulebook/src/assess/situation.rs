//! The facts as seen on a day, and the day of the meeting around which a year turns.

use jiff::{Span, civil::Date};
use model::meetings::MeetingState;

use super::verdict::Deadline;
use crate::{
    book::YearPlan,
    facts::{MeetingFact, OfficeYear},
    finding::Subject,
};

/// The facts as seen on a day.
pub(crate) struct Situation<'a> {
    pub(crate) facts: &'a OfficeYear,
    pub(crate) on: Date,
    /// The meeting around which the year turns.
    pub(crate) anchor: Anchor,
    /// What the year assumes.
    pub(crate) plan: YearPlan,
}

/// The day by which preparations are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// The date is fixed, and the meeting has not been recorded as held.
    Fixed(Date),
    /// The latest meeting was held, and no other is ahead.
    Held(Date),
    /// No date is fixed; the plan of the year assumes this one.
    Assumed(Date),
}

impl Anchor {
    pub(crate) fn day(self) -> Date {
        match self {
            Self::Fixed(day) | Self::Held(day) | Self::Assumed(day) => day,
        }
    }

    pub(crate) fn held(self) -> Option<Date> {
        match self {
            Self::Held(day) => Some(day),
            Self::Fixed(_) | Self::Assumed(_) => None,
        }
    }
}

impl<'a> Situation<'a> {
    pub(crate) fn new(facts: &'a OfficeYear, plan: YearPlan, on: Date) -> Self {
        Self { facts, on, anchor: anchor(facts, plan, on), plan }
    }

    /// The day whose rules apply: today, but never outside the 年度 that is assessed.
    pub(crate) fn rule_day(&self) -> Date {
        self.on.clamp(self.facts.year.first_day(), self.facts.year.last_day())
    }

    /// The 年度 is over and no meeting took place or is about to: its preparations have become pointless.
    pub(crate) fn is_past_without_meeting(&self) -> bool {
        self.on > self.facts.year.last_day() && matches!(self.anchor, Anchor::Assumed(_))
    }

    /// A date that has come. What is dated later has not happened yet.
    pub(crate) fn happened(&self, day: Option<Date>) -> Option<Date> {
        day.filter(|day| *day <= self.on)
    }

    /// Whether a meeting has been held, as seen on the day.
    pub(crate) fn is_held(&self, meeting: &MeetingFact) -> bool {
        is_held(meeting, self.on)
    }

    /// Meetings that were not cancelled.
    pub(crate) fn live_meetings(&self) -> impl Iterator<Item = &'a MeetingFact> {
        self.facts.meetings.iter().filter(|m| m.state != MeetingState::Cancelled)
    }

    /// Meetings with a fixed day, held ones among them.
    pub(crate) fn dated_meetings(&self) -> impl Iterator<Item = (&'a MeetingFact, Date)> {
        self.live_meetings().filter(|m| matches!(m.state, MeetingState::Fixed | MeetingState::Held)).filter_map(|m| Some((m, m.day?)))
    }

    /// A target so many days before the meeting.
    pub(crate) fn before_meeting(&self, span: Span) -> Deadline {
        Deadline::target(self.anchor.day().saturating_sub(span))
    }
}

fn anchor(facts: &OfficeYear, plan: YearPlan, on: Date) -> Anchor {
    let with_state = |state| facts.meetings.iter().filter(move |m| m.state == state);
    let mut fixed: Vec<Date> = with_state(MeetingState::Fixed).filter_map(|m| m.day).collect();
    fixed.extend(with_state(MeetingState::Held).filter(|m| !is_held(m, on)).filter_map(|m| m.day));
    let held = with_state(MeetingState::Held).filter(|m| is_held(m, on)).filter_map(|m| m.day).max();
    let ahead = fixed.iter().copied().filter(|day| *day >= on).min();
    match (ahead, held, fixed.iter().copied().min()) {
        (Some(day), _, _) => Anchor::Fixed(day),
        (None, Some(day), _) => Anchor::Held(day),
        (None, None, Some(day)) => Anchor::Fixed(day),
        (None, None, None) => Anchor::Assumed(plan.assumed_meeting.in_year(facts.year)),
    }
}

fn is_held(meeting: &MeetingFact, on: Date) -> bool {
    meeting.state == MeetingState::Held && meeting.day.is_none_or(|day| day <= on)
}

/// The meeting as the subject of a verdict.
pub(crate) fn subject(meeting: &MeetingFact) -> Subject {
    Subject::Meeting(meeting.id)
}
