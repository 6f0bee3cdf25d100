//! A house seen by its own staff with the viewpoints of the 手引き (C8): words before the visits and after them. No points, no marks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::notes::MOST_CHARACTERS;

/// What staff wrote about a house in a 年度.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelfCheck {
    /// What they saw before the visits, by the id of the group of viewpoints; no empty ones.
    pub before: BTreeMap<String, String>,
    /// What they saw or changed after the visits, likewise.
    pub after: BTreeMap<String, String>,
    /// What is to be done next.
    pub next: String,
}

impl SelfCheck {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.texts().all(|text| text.trim().is_empty())
    }

    /// Whether a text is longer than anybody writes by hand.
    pub fn is_too_long(&self) -> bool {
        self.texts().any(|text| text.chars().count() > MOST_CHARACTERS)
    }

    fn texts(&self) -> impl Iterator<Item = &String> {
        self.before.values().chain(self.after.values()).chain([&self.next])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C8: each part may be left out, but not all of them.
    #[test]
    fn each_part_may_be_left_out() {
        assert!(SelfCheck::default().is_empty() && SelfCheck { next: " \n".into(), ..SelfCheck::default() }.is_empty());
        let seen: BTreeMap<String, String> = [("environment".to_owned(), "玄関が暗い。".to_owned())].into();
        for some in [
            SelfCheck { before: seen.clone(), ..SelfCheck::default() },
            SelfCheck { after: seen, ..SelfCheck::default() },
            SelfCheck { next: "電球を替える。".into(), ..SelfCheck::default() },
        ] {
            assert!(!some.is_empty() && !some.is_too_long());
        }
        assert!(SelfCheck { next: "あ".repeat(MOST_CHARACTERS + 1), ..SelfCheck::default() }.is_too_long());
    }
}
