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
    attachments: Vec<Check>,
    pictures: Vec<Check>,
}

static CHECKS: LazyLock<Result<Checks, String>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../words/release-checks.toml")).map_err(|error: toml::de::Error| error.to_string())
});

fn all() -> Result<&'static Checks, Fault> {
    CHECKS.as_ref().map_err(|error| Fault::Broken(format!("words/release-checks.toml: {error}")))
}

/// All points for minutes, in order.
pub fn checks() -> Result<&'static [Check], Fault> {
    all().map(|all| all.checks.as_slice())
}

/// All points for a file that goes with them, in order; with pictures there are more.
pub(super) fn of_attachment(has_pictures: bool) -> Result<Vec<&'static Check>, Fault> {
    let all = all()?;
    Ok(all.attachments.iter().chain(all.pictures.iter().filter(|_| has_pictures)).collect())
}
