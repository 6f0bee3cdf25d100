//! Finding names of persons by language alone: dictionary, lists of names and the statistics of context (H1). No roster is
//! needed, so that names are found that nobody knew of.

use text::words::{Damaged, Dictionary};

/// What finding names needs, loaded once and shared.
#[derive(Debug)]
pub struct Language {
    dictionary: Dictionary,
}

/// A place that is probably a person's name.
#[derive(Debug, Clone, PartialEq)]
pub struct NameSpan {
    /// Where it begins, in Unicode scalar values of the text.
    pub start: usize,
    /// Where it ends (exclusive).
    pub end: usize,
    /// How sure this is, 0 to 1.
    pub confidence: f32,
    /// Why, in one short Japanese sentence.
    pub why: String,
}

impl Language {
    /// Takes a compiled dictionary ([`text::words::compile`]). `Damaged`: the bytes are none.
    pub fn load(compiled: &[u8]) -> Result<Self, Damaged> {
        Ok(Self { dictionary: Dictionary::load(compiled)? })
    }

    /// The dictionary, for readings and search.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Names of persons in a text, in their order, without overlap.
    pub fn names(&self, text: &str) -> Vec<NameSpan> {
        let mut splitter = self.dictionary.splitter();
        let mut spans: Vec<NameSpan> = Vec::new();
        for word in splitter.split(text) {
            if !self.dictionary.speech(word).is(&["名詞", "固有名詞", "人名"]) {
                continue;
            }
            match spans.last_mut().filter(|span| span.end == word.chars.start) {
                Some(span) => span.end = word.chars.end,
                None => spans.push(NameSpan {
                    start: word.chars.start,
                    end: word.chars.end,
                    confidence: 0.5,
                    why: "辞書に人の名前として載っている言葉です。".to_owned(),
                }),
            }
        }
        spans
    }
}
