//! Splitting a text of any length into words.

use std::ops::Range;

use vibrato::{Tokenizer, dictionary::LexType, tokenizer::worker::Worker};

use super::Dictionary;

/// No more characters than this are looked at together: memory stays small whatever the text.
const STRETCH: usize = 1_000;
const UNKNOWN: u32 = u32::MAX;

/// A word in a text. What it means says the [`Dictionary`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in Unicode scalar values.
    pub chars: Range<usize>,
    /// Where it stands, in bytes.
    pub bytes: Range<usize>,
    /// Cost of the word in the dictionary: the lower, the commoner.
    pub cost: i16,
    entry: u32,
    speech: u16,
}

impl Word {
    /// Whether the dictionary has it.
    pub fn known(&self) -> bool {
        self.entry != UNKNOWN
    }

    /// Number of its entry in the dictionary, `None` for an unknown word.
    pub fn entry(&self) -> Option<u32> {
        self.known().then_some(self.entry)
    }

    /// Number of its part of speech, see [`Dictionary::speeches`].
    pub fn speech(&self) -> u16 {
        self.speech
    }
}

/// Splits texts, one after the other.
pub struct Splitter<'d> {
    worker: Worker<'d>,
    dictionary: &'d Dictionary,
    words: Vec<Word>,
}

/// Bytes of the next stretch: up to the end of a sentence or line, and never too long.
fn stretch(text: &str) -> usize {
    let mut characters = 0;
    for (at, character) in text.char_indices() {
        characters += 1;
        if characters == STRETCH || matches!(character, '。' | '\n' | '！' | '？') {
            return at + character.len_utf8();
        }
    }
    text.len()
}

impl<'d> Splitter<'d> {
    pub(super) fn new(tokenizer: &'d Tokenizer, dictionary: &'d Dictionary) -> Self {
        Self { worker: tokenizer.new_worker(), dictionary, words: Vec::new() }
    }

    /// The words of a text in their order, without gaps. White space is a word, or part of none when it ends a line.
    pub fn split(&mut self, text: &str) -> &[Word] {
        self.words.clear();
        let (mut byte, mut character) = (0, 0);
        while let Some(rest) = text.get(byte..).filter(|rest| !rest.is_empty()) {
            let length = stretch(rest);
            let part = &rest[..length];
            self.worker.reset_sentence(part.trim_end_matches(['\n', '\r']));
            self.worker.tokenize();
            for token in self.worker.token_iter() {
                let (chars, bytes) = (token.range_char(), token.range_byte());
                let index = token.word_idx();
                let (entry, speech) = match index.lex_type {
                    LexType::Unknown => (UNKNOWN, token.feature().parse().unwrap_or_default()),
                    _ => (index.word_id, self.dictionary.speech_of_entry(index.word_id)),
                };
                self.words.push(Word {
                    chars: character + chars.start..character + chars.end,
                    bytes: byte + bytes.start..byte + bytes.end,
                    cost: token.word_cost(),
                    entry,
                    speech,
                });
            }
            character += part.chars().count();
            byte += length;
        }
        &self.words
    }
}
