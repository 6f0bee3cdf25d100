//! What a column says about one subject, before the rule adds its level, citation and remedy.

use std::borrow::Cow;

use jiff::civil::Date;
use model::calendar::wareki;

use crate::finding::{DueBasis, Status, Subject};

/// What is said about one subject.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    pub(crate) subject: Subject,
    pub(crate) status: Status,
    pub(crate) reason: Cow<'static, str>,
    pub(crate) due: Option<Deadline>,
    pub(crate) since: Option<Date>,
}

/// A day until which something is to be done; the day itself is still in time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    pub(crate) day: Date,
    pub(crate) basis: DueBasis,
}

impl Deadline {
    pub(crate) fn stated(day: Date) -> Self {
        Self { day, basis: DueBasis::Stated }
    }

    pub(crate) fn target(day: Date) -> Self {
        Self { day, basis: DueBasis::Target }
    }
}

impl Verdict {
    fn new(subject: Subject, status: Status, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { subject, status, reason: reason.into(), due: None, since: None }
    }

    pub(crate) fn met(subject: Subject, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(subject, Status::Met, reason)
    }

    pub(crate) fn broken(subject: Subject, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(subject, Status::Broken, reason)
    }

    pub(crate) fn unknown(subject: Subject, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(subject, Status::Unknown, reason)
    }

    pub(crate) fn advice(subject: Subject, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(subject, Status::Advice, reason)
    }

    pub(crate) fn not_applicable(subject: Subject, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(subject, Status::NotApplicable, reason)
    }

    /// To be done, without a day that could be named.
    pub(crate) fn due(subject: Subject, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(subject, Status::Due, reason)
    }

    /// To be done by a day, or late since then.
    pub(crate) fn pending(subject: Subject, on: Date, deadline: Deadline, reason: &str) -> Self {
        let day = wareki::format_date_short(deadline.day);
        let late = on > deadline.day;
        let tail = match (deadline.basis, late) {
            (DueBasis::Stated, false) => ["期限は", &day, "です。"],
            (DueBasis::Stated, true) => ["期限の", &day, "を過ぎています。"],
            (DueBasis::Target, false) => ["", &day, "までが目安です。"],
            (DueBasis::Target, true) => ["目安の", &day, "を過ぎています。"],
        };
        let [before, day, after] = tail;
        let reason = [reason, before, day, after].concat();
        let status = if late { Status::Overdue } else { Status::Due };
        let since = if late { deadline.day.tomorrow().ok() } else { None };
        Self { due: Some(deadline), since, ..Self::new(subject, status, reason) }
    }

    /// Adds the day from which it holds.
    pub(crate) fn since(self, since: Option<Date>) -> Self {
        Self { since, ..self }
    }

    /// Adds the day until which something is to be done.
    pub(crate) fn until(self, deadline: Deadline) -> Self {
        Self { due: Some(deadline), ..self }
    }
}
