//! What other places did: a library of practice that can be searched and cited (G8).
//!
//! The built-in one holds the case table and the list of ideas of the ministry's notice of 28 March 2019 on 地域生活支援拠点等. What the
//! source leaves open is said in [`Entry::unclear`]; nothing is guessed.

mod fault;
mod reading;
mod search;

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;

use crate::{calendar::format_date_short, jurisdictions::Jurisdiction, vocabulary};

pub use fault::{LibraryError, LibraryFault};
pub use search::Query;

/// Source and licence: `data/practice/README.md`.
const SUPPORT_BASES: &str = include_str!("../../../../data/practice/support_bases.toml");

/// A title is a line of a list of hits.
pub const LONGEST_TITLE: usize = 40;

vocabulary! {
    /// The part of the source in which an entry stands.
    Part {
        /// 別添２: what a municipality, an area or a prefecture told of itself.
        Case = "case", "事例紹介";
        /// 別添３: an idea from the talks of a meeting.
        Idea = "idea", "市町村等の取組み";
        /// 別添３: the same, of a prefecture.
        PrefectureIdea = "prefecture_idea", "県の取組み";
    }
}

vocabulary! {
    /// Whether the base was there when its case was told.
    State {
        /// 整備済.
        Developed = "developed", "整備済";
        /// 未整備.
        Undeveloped = "undeveloped", "未整備";
    }
}

vocabulary! {
    /// The type of a base (整備類型).
    Kind {
        /// All functions in one place.
        Multifunctional = "multifunctional", "多機能拠点整備型";
        /// Several offices and bodies share them.
        Areal = "areal", "面的整備型";
        /// Both together.
        Combined = "combined", "併用整備型";
    }
}

vocabulary! {
    /// What an entry is about: the five functions of a base by their official names, then what else returns in the source.
    Theme {
        /// 24-hour contact, consultation offices, 基幹相談支援センター.
        Consultation = "consultation", "相談";
        /// Acceptance and response when something happens.
        Emergency = "emergency", "緊急時の受け入れ・対応";
        /// Trying out life in the community.
        Trial = "trial", "体験の機会・場";
        /// Finding and training staff.
        Training = "training", "専門的人材の確保・養成";
        /// Networks of those who support.
        Community = "community", "地域の体制づくり";
        /// Coordinators and who takes their part.
        Coordination = "coordination", "コーディネート";
        /// Councils, committees, talks.
        Council = "council", "協議会・検討の場";
        /// Making use of what is there.
        Resources = "resources", "既存の資源の活用";
        /// Care of elderly people as a partner.
        Elderly = "elderly", "高齢・介護分野との連携";
        /// Several municipalities together.
        WideArea = "wide_area", "圏域・広域での整備";
        /// Disabilities that ask for special knowledge.
        Intensive = "intensive", "強度行動障害・発達障害・医療的ケア";
        /// Going to people and learning what they need.
        Outreach = "outreach", "アウトリーチ・ニーズの把握";
        /// Places to live or to stay.
        Housing = "housing", "住まいの確保";
        /// Telling residents, users and offices.
        Publicity = "publicity", "周知・理解の促進";
        /// Who pays for what.
        Funding = "funding", "委託・加算・費用";
        /// Roadmaps, order of steps, looking back.
        Progress = "progress", "進め方・進捗の把握・検証";
        /// What a prefecture does for its municipalities.
        PrefectureSupport = "prefecture_support", "都道府県による支援";
        /// A prefecture in whose meeting only cases of other places were told.
        NoLocalCase = "no_local_case", "県内の事例なし";
    }
}

/// The document from which a library was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its title, as written.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// What kind of document it is: `事務連絡`.
    pub document: String,
    /// The day on which it was issued.
    pub date: Date,
    /// Where it, or what belongs to it, can be found.
    pub url: String,
    /// Under which terms it may be used, in Japanese.
    pub licence: String,
}

/// One practice, in words of our own.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Stable and unique in its library: `b-001`.
    pub id: String,
    /// Where in the source it stands.
    pub part: Part,
    /// At least one. Of a case the prefecture in which it lies; of an idea those in whose meeting it was told.
    pub prefectures: Vec<&'static Jurisdiction>,
    /// Municipality or area as written: `甲州市（峡東圏域）`.
    pub area: Option<String>,
    /// The municipalities that are named.
    pub municipalities: Vec<&'static Jurisdiction>,
    /// The state when it was told, where the source says it.
    pub state: Option<State>,
    /// The type, where the source says it.
    pub kind: Option<Kind>,
    /// At least one, none twice.
    pub themes: Vec<Theme>,
    /// At most [`LONGEST_TITLE`] characters.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Table, number or sheet in the source: `別添２ 事例紹介一覧表 No.1 熊本県 事例１`.
    pub place: String,
    /// A page to which the source points.
    pub link: Option<String>,
    /// What the source leaves open.
    pub unclear: Option<String>,
    /// What it was taken from.
    pub source: Arc<Source>,
    /// Everything in which words are looked for.
    sought: search::Sought,
}

impl Entry {
    /// Issuer, title, date and place, and that it was worked on: to stand wherever the entry is shown or quoted.
    pub fn citation(&self) -> String {
        let Source { title, issuer, document, date, .. } = &*self.source;
        format!("{issuer}「{title}」（{document}、{}）{}をもとに作成", format_date_short(*date), self.place)
    }
}

/// Entries from one source, in its order. Whatever exists has been checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Library {
    source: Arc<Source>,
    entries: Vec<Entry>,
}

impl Library {
    /// The library that the program brings along.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Library> = LazyLock::new(|| {
            #[expect(clippy::expect_used, reason = "the text is embedded, and the test `the_built_in_library_is_whole` reads it")]
            Library::read(SUPPORT_BASES).expect("the library of practice is part of the program")
        });
        &BUILT_IN
    }

    /// Reads and checks a library as it is written: TOML in the form of `data/practice/support_bases.toml`.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line and entry. Nothing of the text is taken then.
    pub fn read(text: &str) -> Result<Self, LibraryError> {
        reading::read(text)
    }

    /// What it was made from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Every entry, in the order of the source.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of an id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The entries to which everything in the query applies, in the order of the source.
    pub fn search(&self, query: &Query) -> Vec<&Entry> {
        search::search(&self.entries, query)
    }
}

#[cfg(test)]
mod tests;
