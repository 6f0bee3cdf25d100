//! What to try where nobody was found yet (A14): words, kept in `words/outreach.toml`.

use std::sync::LazyLock;

use model::seats::SeatCategory;
use serde::Deserialize;

use crate::Fault;

/// What to try for one category.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tries {
    /// For whom.
    pub category: SeatCategory,
    /// One sentence each, the easiest first.
    pub tries: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    categories: Vec<Tries>,
}

static WORDS: LazyLock<Result<Words, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../words/outreach.toml")).map_err(|error| error.to_string()));

/// What to try for these categories.
pub(super) fn for_categories(categories: &[SeatCategory]) -> Result<Vec<&'static Tries>, Fault> {
    let words = WORDS.as_ref().map_err(|error| Fault::Broken(format!("words/outreach.toml: {error}")))?;
    Ok(words.categories.iter().filter(|tries| categories.contains(&tries.category)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A14
    #[test]
    fn every_mandatory_category_has_something_to_try() {
        let all = [SeatCategory::Resident, SeatCategory::Family, SeatCategory::Community];
        let found = for_categories(&all).unwrap();
        assert_eq!(found.iter().map(|tries| tries.category).collect::<Vec<_>>(), all);
        assert!(found.iter().all(|tries| !tries.tries.is_empty()));
    }
}
