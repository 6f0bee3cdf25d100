//! Days and months before or after a meeting: the parameters of many kinds.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Asks, Count, Days};

/// So many days before the meeting, or before the end of what the kind speaks of (target).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DaysBefore {
    /// The days.
    pub days_before: Days,
}

impl Asks for DaysBefore {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("days_before", self.days_before.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(self.days_before.cmp(&other.days_before))
    }
}

/// So many months before the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthsBefore {
    /// The months.
    pub months_before: Count,
}

impl Asks for MonthsBefore {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("months_before", self.months_before.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(self.months_before.cmp(&other.months_before))
    }
}

/// So many days after the meeting (a target, except where the kind says that the authority states it).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DaysAfter {
    /// The days.
    pub days_after: Days,
}

impl Asks for DaysAfter {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("days_after", self.days_after.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(other.days_after.cmp(&self.days_after))
    }
}
