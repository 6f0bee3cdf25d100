//! Finding names of persons by language alone: dictionary, lists of names and the statistics of context (H1). No roster is
//! needed, so that names are found that nobody knew of.

use std::{collections::HashMap, sync::RwLock};

use text::words::{Damaged, Dictionary};

pub use crate::names::Name as NameSpan;
use crate::{
    names::{NameReader, decode::WHOLE, lists},
    scan::{Known, Names, Ordinary, Reading},
};

/// What finding names needs, loaded once and shared.
#[derive(Debug)]
pub struct Language {
    dictionary: Dictionary,
    reader: NameReader,
    /// Words that were asked for by [`Language::is_everyday`]: few are asked for often.
    everyday: RwLock<HashMap<String, bool>>,
}

/// No more words are remembered.
const REMEMBERED: usize = 10_000;

/// From this probability on a span is taken for a name.
pub const LIKELY: f32 = WHOLE;
/// A setting that misses almost no name and still marks little of other text: for the eyes of a person.
pub const CAREFUL: f32 = 0.01;

impl Language {
    /// Takes a compiled dictionary ([`text::words::compile`]). `Damaged`: the bytes are none.
    pub fn load(compiled: &[u8]) -> Result<Self, Damaged> {
        let dictionary = Dictionary::load(compiled)?;
        let reader = NameReader::built_in(&dictionary)?;
        Ok(Self { dictionary, reader, everyday: RwLock::default() })
    }

    /// The dictionary, for readings and search.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Names of persons in a text, in their order, without overlap: what is probably one ([`LIKELY`] and more).
    pub fn names(&self, text: &str) -> Vec<NameSpan> {
        self.names_from(text, LIKELY)
    }

    /// The same with everything whose probability is at least `floor`. Spans below [`LIKELY`] are parts that may belong to a name,
    /// for a person to look at.
    pub fn names_from(&self, text: &str, floor: f32) -> Vec<NameSpan> {
        self.reader.read(self.dictionary.splitter(), text, floor)
    }
}

impl Names for Language {
    fn read(&self, text: &str) -> Reading {
        let pieces = self.reader.pieces(self.dictionary.splitter(), text);
        let names = self.reader.names(&pieces, LIKELY).into_iter().map(|name| (name.start, name.end, name.confidence, name.why));
        Reading { names: names.collect(), everyday: self.reader.everyday(&pieces) }
    }

    fn surname(&self, word: &str) -> Known {
        known(self.reader.marks(word), (lists::COMMON_SURNAME, lists::SURNAME, lists::RARE_SURNAME))
    }

    fn given(&self, word: &str) -> Known {
        known(self.reader.marks(word), (lists::COMMON_GIVEN, lists::GIVEN, lists::RARE_GIVEN))
    }

    fn ordinary(&self, word: &str) -> Ordinary {
        let marks = self.reader.marks(word);
        if marks & lists::WORD != 0 || self.is_everyday(word) {
            Ordinary::Word
        } else if marks & lists::PLACE != 0 {
            Ordinary::Place
        } else {
            Ordinary::No
        }
    }
}

impl Language {
    /// Whether the dictionary takes a word by itself for a noun that is no name (希望, 光, 花).
    fn is_everyday(&self, word: &str) -> bool {
        if let Some(known) = self.everyday.read().ok().and_then(|known| known.get(word).copied()) {
            return known;
        }
        let everyday = self.looks_everyday(word);
        if let Ok(mut known) = self.everyday.write() {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(word.to_owned(), everyday);
        }
        everyday
    }

    fn looks_everyday(&self, word: &str) -> bool {
        let mut splitter = self.dictionary.splitter();
        let mut words = splitter.split(word).iter();
        let Some(first) = words.next() else { return false };
        let speech = self.dictionary.speech(first);
        words.next().is_none() && first.known() && speech.is(&["名詞"]) && !speech.is(&["名詞", "固有名詞"])
    }
}

/// How well lists know a word by its marks: those of frequent, of listed and of rare names.
fn known(marks: u16, (frequent, listed, rare): (u16, u16, u16)) -> Known {
    if marks & frequent != 0 {
        Known::Frequent
    } else if marks & listed != 0 {
        Known::Common
    } else if marks & rare != 0 {
        Known::Rare
    } else {
        Known::No
    }
}

#[cfg(test)]
pub(crate) mod tests;
