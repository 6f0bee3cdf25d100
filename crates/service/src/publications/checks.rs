//! The check list that a person goes through before publishing: words, kept in `words/release-checks.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Fault;

/// A point of the check list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Its key.
    pub key: String,
    /// What to look at.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checks {
    checks: Vec<Check>,
}

static CHECKS: LazyLock<Result<Vec<Check>, String>> = LazyLock::new(|| {
    let checks: Result<Checks, _> = toml::from_str(include_str!("../../../../words/release-checks.toml"));
    checks.map(|checks| checks.checks).map_err(|error| error.to_string())
});

/// All points, in order.
pub fn checks() -> Result<&'static [Check], Fault> {
    CHECKS.as_deref().map_err(|error| Fault::Broken(format!("words/release-checks.toml: {error}")))
}
