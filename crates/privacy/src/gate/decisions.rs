//! What a person decides about somebody or something that the gate found.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// In which part somebody stands in the minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// 利用者.
    Resident,
    /// 利用者家族.
    Family,
    /// 地域の関係者.
    Community,
    /// The office's own staff.
    Staff,
    /// Anybody else.
    Other,
}

impl Stand {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Resident, Self::Family, Self::Community, Self::Staff, Self::Other];

    /// The words that stand in place of a name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Resident => "利用者の方",
            Self::Family => "ご家族の方",
            Self::Community => "地域の方",
            Self::Staff => "職員",
            Self::Other => "関係者の方",
        }
    }

    /// Words before a name that say the same, so that it is not said twice.
    pub(super) fn said_before(self) -> &'static [&'static str] {
        match self {
            Self::Resident => &["利用者の", "入居者の", "利用者", "入居者"],
            Self::Family => &["利用者家族の", "ご家族の", "家族の", "ご家族", "家族"],
            Self::Community => &["地域の", "近隣の", "近所の"],
            Self::Staff => &["職員の", "世話人の", "支援員の", "職員", "世話人", "支援員"],
            Self::Other => &["関係者の"],
        }
    }
}

/// What becomes of all places of one person or thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "how", deny_unknown_fields)]
pub enum Decision {
    /// Replaced by a mark that says what stood there: 〔氏名〕.
    Mark,
    /// Replaced by the part in which somebody stands: 地域の方.
    Category {
        /// Which.
        stand: Stand,
    },
    /// Replaced by a letter that nobody else bears in this document: Bさん.
    Letter,
    /// An age or a date, told less exactly: 80代.
    Rounded,
    /// Left as it is, because it is nobody's name, or a public figure's or facility's.
    Keep {
        /// Why; never empty.
        reason: String,
    },
}

/// All decisions about a document, by the key of their [`Subject`](super::Subject), and words that a person marked in addition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// What becomes of whom.
    pub made: BTreeMap<String, Decision>,
    /// Words that the machine did not find and a person wants to be hidden.
    pub marked: BTreeSet<String>,
}

impl Decisions {
    /// Nothing is decided.
    pub fn none() -> Self {
        Self::default()
    }

    /// Takes in what an earlier text decided, where nothing is decided yet.
    pub fn or_else(mut self, earlier: &Self) -> Self {
        for (key, decision) in &earlier.made {
            self.made.entry(key.clone()).or_insert_with(|| decision.clone());
        }
        self
    }
}
