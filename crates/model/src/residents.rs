//! Residents and whether they wish to meet people of the community (A11).

use serde::{Deserialize, Serialize};

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

vocabulary! {
    /// 性別, as far as a description tells it.
    Sex {
        /// 男性.
        Male = "male", "男性";
        /// 女性.
        Female = "female", "女性";
    }
}

/// What people could say of a resident without a name. Kept for one purpose: the gate counts by it how many residents a description
/// fits (H1). Everything may stay empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traits {
    /// The year of birth, of the common era.
    pub birth_year: Option<i16>,
    /// 性別.
    pub sex: Option<Sex>,
    /// Words in which the resident might be described: diagnosis, room, former work, hobby.
    #[serde(default)]
    pub words: Vec<String>,
}

impl Traits {
    /// The most words that are kept.
    pub const MOST_WORDS: usize = 30;

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The words in a line that somebody typed, parted by marks or spaces; each once.
    pub fn words_in(line: &str) -> Vec<String> {
        let mut words = Vec::new();
        for word in line.split(|letter: char| letter.is_whitespace() || "、，,・／/".contains(letter)).filter(|word| !word.is_empty()) {
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        words
    }

    /// The youngest and the oldest that the resident may be in a year of the common era: the birthday is not kept.
    pub fn ages_in(&self, year: i16) -> Option<(u8, u8)> {
        let oldest = u8::try_from(year.checked_sub(self.birth_year?)?).ok()?;
        Some((oldest.saturating_sub(1), oldest))
    }
}

impl WishAnswer {
    /// Whether the resident may be asked to take a seat. Only a clear or conditional yes opens the way.
    pub fn allows_seat(self) -> bool {
        matches!(self, Self::Wishes | Self::Conditional)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// H1
    #[test]
    fn a_line_of_words_is_parted_and_nothing_stands_twice() {
        assert_eq!(Traits::words_in("てんかん、元左官　将棋・てんかん,  201号室"), ["てんかん", "元左官", "将棋", "201号室"]);
        assert!(Traits::words_in("　、 ").is_empty());
    }

    /// H1
    #[test]
    fn without_a_birthday_there_are_two_possible_ages() {
        let born = |birth_year| Traits { birth_year, ..Traits::default() };
        assert_eq!(born(Some(1968)).ages_in(2026), Some((57, 58)));
        assert_eq!(born(Some(2026)).ages_in(2026), Some((0, 0)));
        assert_eq!(born(Some(2027)).ages_in(2026), None);
        assert_eq!(born(None).ages_in(2026), None);
    }
}
