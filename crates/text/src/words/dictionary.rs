//! The dictionary, ready to split texts.

use vibrato::Tokenizer;

use super::{
    Damaged,
    compile::Compiled,
    entries::{Entries, Entry},
    split::{Splitter, Word},
};
use crate::kana;

/// A part of speech of the dictionary: six parts, `*` where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    number: u16,
    parts: [Box<str>; 6],
}

impl Speech {
    /// The number of this part of speech in this dictionary.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// 0 to 3: from 名詞 to the finest class; 4: the row of a verb or adjective; 5: its form. `*` where there is none.
    pub fn class(&self, depth: usize) -> &str {
        self.parts.get(depth).map_or("*", |part| part)
    }

    /// Whether it begins with these classes.
    pub fn is(&self, classes: &[&str]) -> bool {
        classes.len() <= self.parts.len() && classes.iter().zip(&self.parts).all(|(one, other)| **one == **other)
    }
}

/// What splits texts into words and knows about them. Shared between threads; each has its own [`Splitter`].
pub struct Dictionary {
    tokenizer: Tokenizer,
    entries: Entries,
    speeches: Vec<Speech>,
    endings: Vec<(usize, Box<str>)>,
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dictionary").field("speeches", &self.speeches.len()).finish_non_exhaustive()
    }
}

fn speech((number, line): (usize, &str)) -> Option<Speech> {
    let mut parts = line.splitn(3, ',').nth(2)?.split(',').map(Box::from);
    let mut next = || parts.next();
    Some(Speech { number: u16::try_from(number).ok()?, parts: [next()?, next()?, next()?, next()?, next()?, next()?] })
}

fn ending(line: &str) -> Option<(usize, Box<str>)> {
    let (drop, add) = line.split_once(',')?;
    Some((drop.parse().ok()?, add.into()))
}

impl Dictionary {
    /// Loads what [`super::compile`] made (tens of milliseconds). `Damaged`: other bytes, or changed ones.
    pub fn load(compiled: &[u8]) -> Result<Self, Damaged> {
        let Compiled { count, parts: [words, entries, speeches, endings] } = Compiled::open(compiled)?;
        let wrong = || Damaged("a part of speech is cut off".to_owned());
        let words = vibrato::Dictionary::read(words).map_err(|error| Damaged(error.to_string()))?;
        let lines = |bytes| std::str::from_utf8(bytes).map_err(|_| wrong());
        Ok(Self {
            tokenizer: Tokenizer::new(words),
            entries: Entries::new(entries.to_vec(), count),
            speeches: lines(speeches)?.lines().enumerate().map(speech).collect::<Option<_>>().ok_or_else(wrong)?,
            endings: lines(endings)?.lines().map(ending).collect::<Option<_>>().ok_or_else(wrong)?,
        })
    }

    /// What splits texts, with its own memory: make one a thread and use it again.
    pub fn splitter(&self) -> Splitter<'_> {
        Splitter::new(&self.tokenizer, self)
    }

    fn entry(&self, word: &Word) -> Option<Entry<'_>> {
        word.entry().and_then(|number| self.entries.get(number))
    }

    pub(super) fn speech_of_entry(&self, number: u32) -> u16 {
        self.entries.get(number).map_or(0, |entry| entry.speech)
    }

    /// All parts of speech, by number.
    pub fn speeches(&self) -> &[Speech] {
        &self.speeches
    }

    /// The part of speech of a word. Unknown words have one too, guessed from their characters.
    pub fn speech(&self, word: &Word) -> &Speech {
        let number = usize::from(word.speech());
        &self.speeches[number.min(self.speeches.len() - 1)]
    }

    /// The base form (終止形 of what inflects); the surface itself for unknown words.
    pub fn base(&self, word: &Word, surface: &str) -> String {
        let ending = self.entry(word).and_then(|entry| self.endings.get(usize::from(entry.ending)));
        let Some((drop, add)) = ending else { return surface.to_owned() };
        let kept = surface.chars().count().saturating_sub(*drop);
        surface.chars().take(kept).chain(add.chars()).collect()
    }

    /// The reading in katakana as it is written (ハ for は); `None` for unknown words.
    pub fn reading(&self, word: &Word, surface: &str) -> Option<String> {
        self.entry(word).map(|entry| entry.reading().unwrap_or_else(|| kana::to_katakana(surface)))
    }

    /// How it sounds, in katakana (ワ for the particle は, ー for long vowels); `None` for unknown words.
    pub fn sound(&self, word: &Word, surface: &str) -> Option<String> {
        self.entry(word).and_then(|entry| entry.sound().or_else(|| self.reading(word, surface)))
    }
}
