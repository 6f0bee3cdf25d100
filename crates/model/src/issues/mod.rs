//! 地域課題 and the road they travel: received, sorted, deliberated, decided, proposed, acted upon, and told back to where they came
//! from (E4, E12, F2).

mod road;
mod tally;
mod waiting;

pub use road::{Stage, Step};
pub use tally::Tally;
pub use waiting::{Patience, Waiting};

use jiff::civil::Date;

use crate::{BodyId, councils::Function, vocabulary};

vocabulary! {
    /// How far an issue reaches (guide K, Ⅱ5(1)).
    Level {
        /// How one person is supported.
        Micro = "micro", "ミクロ（支援の質の向上）";
        /// How those who support work together.
        Meso = "meso", "メゾ（支援のネットワークづくり）";
        /// What the region has to build.
        Macro = "macro", "マクロ（協議会として取り組む体制整備）";
    }
}

vocabulary! {
    /// How soon (guide K, Ⅰ2(2)2)②).
    Urgency {
        /// Now.
        Urgent = "urgent", "緊急に対応する";
        /// In years.
        LongTerm = "long_term", "中長期で取り組む";
    }
}

vocabulary! {
    /// Where an issue came from. Who said it is told to nobody.
    OriginKind {
        /// A 地域連携推進会議 or a visit (E12).
        Voice = "voice", "地域連携推進会議";
        /// A council below (F2).
        Council = "council", "下の協議会";
        /// Somebody of this council.
        Member = "member", "協議会の構成員・事務局";
    }
}

vocabulary! {
    /// What came of it in the end.
    Outcome {
        /// What was hoped for is there.
        Done = "done", "実現した";
        /// Some of it.
        Partly = "partly", "一部が実現した";
        /// Something else helps.
        Otherwise = "otherwise", "ほかの方法で対応した";
        /// It will not be done, and the reason is told.
        NotPursued = "not_pursued", "見送った";
    }
}

vocabulary! {
    /// What a municipality says to a proposal.
    Reply {
        /// It will do its part.
        Agreed = "agreed", "取り組む";
        /// It is still looking into it.
        Considering = "considering", "検討中";
        /// It will not.
        Refused = "refused", "見送る";
    }
}

/// The words of an issue: all that is ever handed on, so nothing in it leads to anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueText {
    /// In one line.
    pub title: String,
    /// What it is about.
    pub text: String,
}

impl IssueText {
    /// Every text in it.
    pub fn texts(&self) -> [&str; 2] {
        [&self.title, &self.text]
    }

    /// The same texts, to be written anew.
    pub fn texts_mut(&mut self) -> [&mut String; 2] {
        [&mut self.title, &mut self.text]
    }
}

/// What the secretariat decides about an issue (E4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorting {
    /// How far it reaches.
    pub level: Level,
    /// How soon.
    pub urgency: Urgency,
    /// The function of the council to which it belongs (E5).
    pub function: Function,
    /// Which body takes it.
    pub body: BodyId,
    /// Until when.
    pub due_on: Date,
    /// What is expected to come of it.
    pub expected: String,
    /// The target of the 障害福祉計画 to which it belongs, if any (E7).
    pub plan_target: Option<String>,
}
