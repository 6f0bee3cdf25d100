//! Parameters about visits (C1–C8).

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Asks, Count, Days, FormName, FrequencyPeriod, Percent, words::both};

/// Parameters of `visit_frequency`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitFrequency {
    /// At least so many times …
    pub times: Count,
    /// … in each of these …
    pub per: FrequencyPeriod,
    /// … for each of these.
    #[serde(default)]
    pub scope: VisitScope,
    /// Whether dwellings of サテライト型 must be visited as well.
    #[serde(default)]
    pub satellites: bool,
}

impl Asks for VisitFrequency {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("times", self.times.to_string()), ("per", self.per.told())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        (self.scope == other.scope).then(|| self.times.cmp(&other.times))
    }
}

/// What is visited, or who visits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VisitScope {
    /// The office as a whole: any member, any dwelling.
    #[default]
    Office,
    /// Each dwelling is visited by somebody.
    EachDwelling,
    /// Each member visits some dwelling; who is excused is not counted (C2).
    EachMember,
}

/// Parameters of `visits_on_site`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitsOnSite {
    /// More than this share of the visits of a 年度.
    pub more_than_percent: Option<Percent>,
    /// At least this share of them.
    pub at_least_percent: Option<Percent>,
    /// At least so many of them.
    pub at_least: Option<Count>,
}

impl Asks for VisitsOnSite {
    fn told(&self) -> Vec<(&'static str, String)> {
        let shares = [("more_than_percent", self.more_than_percent), ("at_least_percent", self.at_least_percent)];
        let told = shares.into_iter().filter_map(|(name, share)| Some((name, share?.to_string())));
        told.chain(self.at_least.map(|count| ("at_least", count.to_string()))).collect()
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        // In half percents, so that "more than 50" lies above "at least 50".
        let share = |one: &Self| {
            let more_than = one.more_than_percent.map_or(0, |percent| 2 * u16::from(percent.get()) + 1);
            more_than.max(one.at_least_percent.map_or(0, |percent| 2 * u16::from(percent.get())))
        };
        both(Some(share(self).cmp(&share(other))), Some(self.at_least.cmp(&other.at_least)))
    }

    fn problem(&self) -> Option<&'static str> {
        if self.more_than_percent.is_some_and(|percent| percent.get() == 100) {
            return Some("100％より多くはできません。");
        }
        let nothing = self.more_than_percent.is_none() && self.at_least_percent.is_none() && self.at_least.is_none();
        nothing.then_some("more_than_percent・at_least_percent・at_leastのどれかを書いてください。")
    }
}

/// Parameters of `visitors_at_least`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitorsAtLeast {
    /// At least so many different members in a 年度.
    pub at_least: Count,
}

impl Asks for VisitorsAtLeast {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("at_least", self.at_least.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(self.at_least.cmp(&other.at_least))
    }
}

/// Parameters of `visitors_limit`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitorsLimit {
    /// At most so many visitors.
    pub at_most: Count,
}

impl Asks for VisitorsLimit {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("at_most", self.at_most.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(other.at_most.cmp(&self.at_most))
    }
}

/// Parameters of `visit_day`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitDay {
    /// Visits on the day of a meeting.
    pub same_day_as_meeting: SameDay,
}

/// What is said about visits on the day of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SameDay {
    /// They may be.
    Allowed,
    /// They should be.
    Preferred,
    /// They should not be.
    Avoid,
}

impl Asks for VisitDay {
    fn told(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        match (self.same_day_as_meeting, other.same_day_as_meeting) {
            (one, other) if one == other => Some(Ordering::Equal),
            (SameDay::Allowed, _) => Some(Ordering::Less),
            (_, SameDay::Allowed) => Some(Ordering::Greater),
            _ => None,
        }
    }
}

/// Parameters of `visit_recorded`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitRecorded {
    /// So many days after the visit (target).
    pub days_after: Days,
    /// The form that the authority prescribes, if it does.
    pub prescribed_form: Option<FormName>,
}

impl Asks for VisitRecorded {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("days_after", self.days_after.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        both(Some(other.days_after.cmp(&self.days_after)), Some(self.prescribed_form.is_some().cmp(&other.prescribed_form.is_some())))
    }
}
