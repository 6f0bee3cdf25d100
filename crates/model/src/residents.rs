//! Residents and whether they wish to meet people of the community (A11).

use crate::vocabulary;

vocabulary! {
    /// The answer to the 意向確認 (A11).
    WishAnswer {
        /// Wishes to meet people of the community.
        Wishes = "wishes", "会ってもよい";
        /// Under conditions that staff know.
        Conditional = "conditional", "条件つきで会ってもよい";
        /// Does not wish it: never seated, and not met on a visit.
        Declines = "declines", "会いたくない";
        /// Has been asked; has not decided.
        Undecided = "undecided", "まだ決めていない";
    }
}

vocabulary! {
    /// Who answered the 意向確認.
    WishRespondent {
        /// The resident.
        Resident = "resident", "ご本人";
        /// The family.
        Family = "family", "ご家族";
        /// The guardian.
        Guardian = "guardian", "成年後見人";
    }
}

vocabulary! {
    /// How the 意向確認 was asked.
    WishMethod {
        /// A talk with the person.
        Talk = "talk", "個別の説明";
        /// An explanatory meeting.
        Briefing = "briefing", "説明会";
        /// A question sheet.
        Sheet = "sheet", "書面（質問用紙）";
        /// By telephone.
        Telephone = "telephone", "電話";
    }
}

impl WishAnswer {
    /// Whether the resident may be asked to take a seat. Only a clear or conditional yes opens the way.
    pub fn allows_seat(self) -> bool {
        matches!(self, Self::Wishes | Self::Conditional)
    }
}
