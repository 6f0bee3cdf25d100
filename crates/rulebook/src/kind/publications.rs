//! Parameters about what is published (B14).

use std::cmp::Ordering;

use model::meetings::PublicationChannel;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Asks, Count,
    words::{inclusion, labels, words},
};

/// Parameters of `publication_channels`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicationChannels {
    /// At least one of these.
    #[schemars(schema_with = "words::<PublicationChannel>")]
    pub any_of: Vec<PublicationChannel>,
}

impl Asks for PublicationChannels {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("any_of", labels(&self.any_of))]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        inclusion(&other.any_of, &self.any_of)
    }

    fn problem(&self) -> Option<&'static str> {
        self.any_of.is_empty().then_some("any_ofに、公表の方法を1つ以上書いてください。")
    }
}

/// Parameters of `publication_duration`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicationDuration {
    /// At least so many months.
    pub months: Count,
}

impl Asks for PublicationDuration {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("months", self.months.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(self.months.cmp(&other.months))
    }
}
