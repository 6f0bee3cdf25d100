//! What a visitor writes after a visit (C6, C8): free impressions first, then whatever the prompts brought to mind. No points, no marks.

use std::{collections::BTreeMap, fmt::Display};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::VisitMode;

/// The most characters of one text.
pub const MOST_CHARACTERS: usize = 20_000;

/// What a visitor wrote. What is meant for nobody else never gets here: it stays on the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// The day of the visit.
    pub day: Date,
    /// How the visit was made (C4).
    pub mode: VisitMode,
    /// Free impressions.
    pub impressions: String,
    /// What the prompts brought to mind, by the id of their group; no empty ones.
    pub answers: BTreeMap<String, String>,
    /// What is said to the office.
    pub to_office: String,
    /// What is to be talked about in the meeting.
    pub to_meeting: String,
}

impl Notes {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        [&self.impressions, &self.to_office, &self.to_meeting].into_iter().all(|text| text.trim().is_empty()) && self.answers.is_empty()
    }

    /// Whether a text is longer than anybody writes by hand.
    pub fn is_too_long(&self) -> bool {
        let texts = [&self.impressions, &self.to_office, &self.to_meeting];
        texts.into_iter().chain(self.answers.values()).any(|text| text.chars().count() > MOST_CHARACTERS)
    }

    /// The record of the visit as a text, in the order of the groups (id and heading). What is said to the office or the meeting goes its
    /// own way.
    pub fn record<T: Display>(&self, groups: impl IntoIterator<Item = (impl AsRef<str>, T)>) -> String {
        let answer = |(id, heading): (_, T)| Some(format!("【{heading}】\n{}", self.answers.get(AsRef::<str>::as_ref(&id))?.trim()));
        let answers = groups.into_iter().filter_map(answer);
        let impressions = Some(self.impressions.trim().to_owned()).filter(|text| !text.is_empty());
        impressions.into_iter().chain(answers).collect::<Vec<_>>().join("\n\n")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn notes() -> Notes {
        Notes {
            day: date(2026, 6, 10),
            mode: VisitMode::OnSite,
            impressions: "明るい家だった。\n".into(),
            answers: [("environment".to_owned(), "庭に花があった。".to_owned()), ("gone".to_owned(), "？".to_owned())].into(),
            to_office: "廊下の灯りが切れていた。".into(),
            to_meeting: String::new(),
        }
    }

    /// C8: the record holds impressions and what the prompts brought, and not what was said to the office or the meeting.
    #[test]
    fn the_record_is_made_of_impressions_and_prompts() {
        let mut notes = notes();
        notes.answers.insert("days".to_owned(), "散歩が好き。".to_owned());
        let record = notes.record([("environment", "施設の環境"), ("staff", "職員"), ("days", "毎日の暮らし")]);
        assert_eq!(record, "明るい家だった。\n\n【施設の環境】\n庭に花があった。\n\n【毎日の暮らし】\n散歩が好き。");
    }

    #[test]
    fn a_blank_is_nothing_written_and_a_book_is_too_much() {
        let nothing = Notes { impressions: " \n".into(), answers: BTreeMap::new(), to_office: String::new(), ..notes() };
        assert!(nothing.is_empty() && !notes().is_empty());
        assert!(!notes().is_too_long() && Notes { to_meeting: "あ".repeat(MOST_CHARACTERS + 1), ..notes() }.is_too_long());
    }
}
