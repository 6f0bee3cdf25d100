//! Why a library was not read, in words for whoever wrote it.

use super::LONGEST_TITLE;

/// The first thing that is wrong with a library.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}行目{}：{fault}", entry.as_ref().map(|id| format!("「{id}」")).unwrap_or_default())]
pub struct LibraryError {
    /// Counted from 1.
    pub line: usize,
    /// The id of the entry in which it stands, where that can be said.
    pub entry: Option<String>,
    /// What is the matter.
    pub fault: LibraryFault,
}

/// What may be wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LibraryFault {
    /// No TOML, a field too many or too few, or a word that is not in its vocabulary; in the words of the reader of TOML.
    #[error("事例集として読めません（{0}）。項目の名前、使える語、記号を確かめてください。")]
    Unreadable(String),
    /// The date of the source has a time, or is in no calendar.
    #[error("日付だけを2019-03-28の形で書いてください。")]
    NoDay,
    /// A field with nothing in it.
    #[error("項目「{0}」が空です。書き足すか、項目ごと消してください。")]
    Blank(&'static str),
    /// An id that could not stand in an address.
    #[error("idは、半角の英小文字・数字・ハイフンで書いてください（例：b-001）。")]
    BadId,
    /// The id of an earlier entry.
    #[error("同じidが{first_line}行目にもあります。別のidにしてください。")]
    RepeatedId {
        /// The line of the earlier one.
        first_line: usize,
    },
    /// An entry that lies nowhere.
    #[error("都道府県がありません。一つは書いてください。")]
    NoPrefecture,
    /// No prefecture has the code.
    #[error("都道府県のコードではありません。2桁で書いてください（例：01）。")]
    UnknownPrefecture,
    /// Another prefecture has the code.
    #[error("このコードの都道府県は「{expected}」です。コードか名前を直してください。")]
    OtherPrefecture {
        /// Its name.
        expected: &'static str,
    },
    /// A prefecture, municipality or theme that stands there already.
    #[error("「{0}」が2回書かれています。一つにしてください。")]
    Repeated(String),
    /// None of the prefectures has such a municipality, or more than one.
    #[error("市区町村「{0}」が、書かれた都道府県の中に見つからないか、二つ以上あります。名前と都道府県を確かめてください。")]
    UnknownMunicipality(String),
    /// An entry that is about nothing.
    #[error("テーマがありません。一つは書いてください。")]
    NoTheme,
    /// Longer than a line of a list.
    #[error("見出しが{length}文字あります。{LONGEST_TITLE}文字までにしてください。")]
    TitleTooLong {
        /// Its characters.
        length: usize,
    },
    /// A link that leads to no page.
    #[error("リンクは「http://」か「https://」で始めてください。")]
    NoLink,
}
