//! What is shown to everybody: minutes without anybody's name (B14, H1).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::FiscalYear,
    files::FileKind,
    meetings::{NoteKind, PlaceKind, Purpose},
    seats::SeatCategory,
    vocabulary,
};

vocabulary! {
    /// Under which terms others may use what an office publishes. The office chooses; without a word the law stands.
    Licence {
        /// Nothing is granted beyond the law.
        AsByLaw = "law", "著作権法の定めのとおり";
        /// Creative Commons Attribution 4.0 International.
        CcBy4 = "cc_by_4_0", "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）";
    }
}

impl Licence {
    /// Where the terms stand; nothing where they are the law's.
    pub fn address(self) -> Option<&'static str> {
        match self {
            Self::AsByLaw => None,
            Self::CcBy4 => Some("https://creativecommons.org/licenses/by/4.0/deed.ja"),
        }
    }
}

/// Minutes as everybody may read them. There is no field in which a person's name belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicMinutes {
    /// 事業所の名称.
    pub office_name: String,
    /// 事業所番号.
    pub office_number: String,
    /// 年度.
    pub year: FiscalYear,
    /// 第何回.
    pub number: u32,
    /// When it took place.
    pub held_on: Date,
    /// Kind of place (the address of a house is not told).
    pub place_kind: Option<PlaceKind>,
    /// How many came, by category.
    pub attendance: Vec<CategoryCount>,
    /// How many of the office's staff came.
    pub staff_present: u32,
    /// What was talked about, in order.
    pub items: Vec<PublicItem>,
    /// What was decided, in plain words.
    pub summary: String,
}

/// How many of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryCount {
    /// Which.
    pub category: SeatCategory,
    /// Came, in person, online or by proxy.
    pub present: u32,
    /// Could not come but wrote.
    pub written: u32,
}

/// An agenda item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicItem {
    /// 議題.
    pub title: String,
    /// The purposes it served.
    pub purposes: Vec<Purpose>,
    /// What was said.
    pub entries: Vec<PublicEntry>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicEntry {
    /// 報告, 質問, 要望, 助言, 意見.
    pub kind: NoteKind,
    /// By whom: the category only; `None` for the office.
    pub category: Option<SeatCategory>,
    /// What.
    pub text: String,
    /// The office's answer.
    pub answer: Option<String>,
}

impl PublicMinutes {
    /// Every text that people wrote, for the gate.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let entries = self.items.iter().flat_map(|item| item.entries.iter());
        let said = entries.flat_map(|entry| std::iter::once(entry.text.as_str()).chain(entry.answer.as_deref()));
        self.items.iter().map(|item| item.title.as_str()).chain(said).chain([self.summary.as_str()])
    }

    /// The same texts, in the same order, to be written anew.
    pub fn texts_mut(&mut self) -> Vec<&mut String> {
        let (mut titles, mut said) = (Vec::new(), Vec::new());
        for item in &mut self.items {
            titles.push(&mut item.title);
            said.extend(item.entries.iter_mut().flat_map(|entry| std::iter::once(&mut entry.text).chain(&mut entry.answer)));
        }
        titles.into_iter().chain(said).chain([&mut self.summary]).collect()
    }
}

/// A file that goes with published minutes, as everybody may have it: the clean copy by its hash, never the original, under a
/// number instead of a name (H1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicAttachment {
    /// 資料の番号 within the meeting, from 1.
    pub number: u32,
    /// What it is.
    pub kind: FileKind,
    /// The SHA-256 of the clean copy.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// How many pictures it shows.
    pub pictures: u32,
    /// What it is about or shows, in the words of the person who releases it: the text in place of the picture.
    pub description: String,
    /// All text in it, for whoever reads it without the file.
    pub text: String,
}

impl PublicAttachment {
    /// Every text that people wrote, for the gate.
    pub fn texts(&self) -> [&str; 2] {
        [&self.description, &self.text]
    }

    /// The same texts, to be written anew.
    pub fn texts_mut(&mut self) -> [&mut String; 2] {
        [&mut self.description, &mut self.text]
    }
}
