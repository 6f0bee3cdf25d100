//! Finding entries: by words, however they are typed, and by what is known of an entry.

use unicode_normalization::UnicodeNormalization;

use super::{Entry, Kind, State, Theme};
use crate::identifiers::JurisdictionCode;

/// What is sought. All that is given must apply; an empty query finds everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Parted by blanks of any width. Each must stand in title, summary, area, or the name of a prefecture, municipality or theme.
    /// Full and half width, hiragana and katakana, capitals and small letters are the same.
    pub words: String,
    /// The prefecture, or any place in it.
    pub prefecture: Option<JurisdictionCode>,
    /// The state then. Entries of which it is not known are left out.
    pub state: Option<State>,
    /// The type. Entries of which it is not known are left out.
    pub kind: Option<Kind>,
    /// One of the themes.
    pub theme: Option<Theme>,
}

/// See [`super::Library::search`].
pub(super) fn search<'e>(entries: &'e [Entry], query: &Query) -> Vec<&'e Entry> {
    let words: Vec<String> = query.words.split_whitespace().map(folded).collect();
    let applies = |entry: &&Entry| {
        query.prefecture.is_none_or(|code| entry.prefectures.iter().any(|lies_in| lies_in.code == code.prefecture()))
            && query.state.is_none_or(|state| entry.state == Some(state))
            && query.kind.is_none_or(|kind| entry.kind == Some(kind))
            && query.theme.is_none_or(|theme| entry.themes.contains(&theme))
            && words.iter().all(|word| entry.sought.contains(word))
    };
    entries.iter().filter(applies).collect()
}

/// The texts of an entry in which words are looked for, folded once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sought(String);

impl Sought {
    pub(super) fn of(texts: &[&str]) -> Self {
        // No word holds a line end, so none is found across two texts.
        Self(folded(&texts.join("\n")))
    }

    fn contains(&self, folded_word: &str) -> bool {
        self.0.contains(folded_word)
    }
}

/// `ｺｰﾃﾞｨﾈｰﾀｰ` and `コーディネーター` as `こーでぃねーたー`, `２４ＨＲ` as `24hr`.
fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).map(hiragana).collect()
}

fn hiragana(c: char) -> char {
    const DISTANCE: u32 = 'ァ' as u32 - 'ぁ' as u32;
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - DISTANCE).unwrap_or(c),
        _ => c,
    }
}
