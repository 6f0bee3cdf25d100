//! The facts as seen on a day, and the day of the meeting around which a year turns.

use jiff::{Span, civil::Date};
use model::{DwellingId, meetings::MeetingState};

use super::verdict::{Deadline, Verdict};
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
    /// The day whose rules apply, if it is another one.
    rules_of: Option<Date>,
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
        Self { facts, on, anchor: anchor(facts, plan, on), rules_of: None }
    }

    /// The same facts under the rules of another day.
    pub(crate) fn under(self, rules_of: Option<Date>) -> Self {
        Self { rules_of, ..self }
    }

    /// The day whose rules apply.
    pub(crate) fn rules_of(&self) -> Date {
        self.rules_of.unwrap_or_else(|| self.rule_day())
    }

    /// Today, but never outside the 年度 that is assessed: an old year is judged by the rules and the members of its time.
    pub(crate) fn rule_day(&self) -> Date {
        self.on.clamp(self.facts.year.first_day(), self.facts.year.last_day())
    }

    /// The 年度 is over and no meeting took place or is about to: its preparations have become pointless.
    pub(crate) fn is_past_without_meeting(&self) -> bool {
        self.is_past() && matches!(self.anchor, Anchor::Assumed(_))
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

    /// The dwellings, with or without those of サテライト型.
    pub(crate) fn dwellings(&self, satellites: bool) -> impl Iterator<Item = DwellingId> {
        self.facts.office.dwellings.iter().filter(move |dwelling| satellites || !dwelling.satellite).map(|dwelling| dwelling.id)
    }

    /// One verdict per meeting with a day; while there is none, `nothing_yet` says so about the office.
    pub(crate) fn of_each_dated(&self, nothing_yet: &'static str, judge: impl Fn(&MeetingFact, Date) -> Verdict) -> Vec<Verdict> {
        let verdicts: Vec<_> = self.dated_meetings().map(|(meeting, day)| judge(meeting, day)).collect();
        match verdicts.is_empty() {
            true => vec![Verdict::not_applicable(Subject::Office, nothing_yet)],
            false => verdicts,
        }
    }

    /// The 年度 is over.
    pub(crate) fn is_past(&self) -> bool {
        self.on > self.facts.year.last_day()
    }

    /// A target so many days before the meeting.
    pub(crate) fn before_meeting(&self, span: Span) -> Deadline {
        Deadline::target(self.anchor.day().saturating_sub(span))
    }
}

fn anchor(facts: &OfficeYear, plan: YearPlan, on: Date) -> Anchor {
    let held = facts.meetings.iter().filter(|m| is_held(m, on)).filter_map(|m| m.day).max();
    match (next_fixed(facts.meetings.iter(), on), held) {
        (Some(day), _) if day >= on => Anchor::Fixed(day),
        (_, Some(day)) => Anchor::Held(day),
        (Some(day), None) => Anchor::Fixed(day),
        (None, None) => Anchor::Assumed(plan.assumed_meeting.in_year(facts.year)),
    }
}

/// The first day that is fixed and ahead, or else the first that has passed without a record that the meeting was held.
pub(crate) fn next_fixed<'a>(meetings: impl Iterator<Item = &'a MeetingFact>, on: Date) -> Option<Date> {
    let waiting = |m: &&MeetingFact| m.state == MeetingState::Fixed || (m.state == MeetingState::Held && !is_held(m, on));
    next(meetings.filter(waiting).filter_map(|m| m.day), on)
}

/// The first day that is ahead, or else the first of those that have passed.
pub(crate) fn next(days: impl Iterator<Item = Date>, on: Date) -> Option<Date> {
    days.min_by_key(|day| (*day < on, *day))
}

fn is_held(meeting: &MeetingFact, on: Date) -> bool {
    meeting.state == MeetingState::Held && meeting.day.is_none_or(|day| day <= on)
}

/// The meeting as the subject of a verdict.
pub(crate) fn subject(meeting: &MeetingFact) -> Subject {
    Subject::Meeting(meeting.id)
}
