//! Parameters about who takes part (A2–A9).

use std::cmp::Ordering;

use model::seats::{CommunityKind, Independence, SeatCategory};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Asks, Count, Days,
    words::{both, inclusion, labels, words},
};

/// Parameters of `required_categories`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequiredCategories {
    /// The categories.
    #[schemars(schema_with = "words::<SeatCategory>")]
    pub categories: Vec<SeatCategory>,
    /// The categories in which somebody who speaks for a resident counts (A5).
    #[schemars(schema_with = "words::<SeatCategory>")]
    pub proxies_count_in: Vec<SeatCategory>,
    /// So many days before the meeting they should have been found (target).
    pub days_before: Days,
}

impl Asks for RequiredCategories {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![
            ("categories", labels(&self.categories)),
            ("proxies_count_in", labels(&self.proxies_count_in)),
            ("days_before", self.days_before.to_string()),
        ]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        inclusion(&self.categories, &other.categories)
    }
}

/// Parameters of `any_of_categories`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnyOfCategories {
    /// The categories.
    #[schemars(schema_with = "words::<SeatCategory>")]
    pub categories: Vec<SeatCategory>,
    /// At least so many members in all of them together.
    pub at_least: Count,
    /// So many days before the meeting they should have been found (target).
    pub days_before: Days,
}

impl Asks for AnyOfCategories {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![
            ("categories", labels(&self.categories)),
            ("at_least", self.at_least.to_string()),
            ("days_before", self.days_before.to_string()),
        ]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        (self.categories == other.categories).then(|| self.at_least.cmp(&other.at_least))
    }
}

/// Parameters of `minimum_members`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinimumMembers {
    /// At least so many.
    pub at_least: Count,
    /// So many days before the meeting they should have been found (target).
    pub days_before: Days,
}

impl Asks for MinimumMembers {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("at_least", self.at_least.to_string()), ("days_before", self.days_before.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(self.at_least.cmp(&other.at_least))
    }
}

/// Parameters of `maximum_members`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MaximumMembers {
    /// No more than so many.
    pub at_most: Count,
}

impl Asks for MaximumMembers {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("at_most", self.at_most.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(other.at_most.cmp(&self.at_most))
    }
}

/// Parameters of `advised_members`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdvisedMembers {
    /// About so many.
    pub about: Count,
    /// How far *about* reaches in both directions.
    pub tolerance: u8,
}

impl Asks for AdvisedMembers {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("about", self.about.to_string()), ("tolerance", self.tolerance.to_string())]
    }
}

/// Parameters of `community_kinds`. A sub-kind that stands in neither list is not spoken of by
/// the authority.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommunityKinds {
    /// These count.
    #[schemars(schema_with = "words::<CommunityKind>")]
    pub accepted: Vec<CommunityKind>,
    /// These do not.
    #[serde(default)]
    #[schemars(schema_with = "words::<CommunityKind>")]
    pub refused: Vec<CommunityKind>,
}

impl Asks for CommunityKinds {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("accepted", labels(&self.accepted)), ("refused", labels(&self.refused))]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        inclusion(&other.accepted, &self.accepted)
    }
}

/// Parameters of `proxy_categories`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProxyCategories {
    /// The categories.
    #[schemars(schema_with = "words::<SeatCategory>")]
    pub allowed: Vec<SeatCategory>,
}

impl Asks for ProxyCategories {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("allowed", labels(&self.allowed))]
    }
}

/// Parameters of `independence`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndependenceOf {
    /// Members of these categories …
    #[schemars(schema_with = "words::<SeatCategory>")]
    pub categories: Vec<SeatCategory>,
    /// … should not have one of these ties.
    #[schemars(schema_with = "words::<Independence>")]
    pub avoid: Vec<Independence>,
}

impl Asks for IndependenceOf {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("categories", labels(&self.categories)), ("avoid", labels(&self.avoid))]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        both(inclusion(&self.categories, &other.categories), inclusion(&self.avoid, &other.avoid))
    }
}

/// Parameters of `staggered_terms`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaggeredTerms {
    /// Terms that end within so many days of each other end at once.
    pub window_days: Days,
}

impl Asks for StaggeredTerms {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("window_days", self.window_days.to_string())]
    }
}

/// Parameters of `term_length`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermLength {
    /// No longer than so many months.
    pub at_most_months: Count,
}

impl Asks for TermLength {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("at_most_months", self.at_most_months.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(other.at_most_months.cmp(&self.at_most_months))
    }
}
