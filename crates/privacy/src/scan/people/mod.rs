//! Names that nobody wrote on a roster: those that the text itself introduces by an address, a role, a list or a table, and whatever
//! is called the same elsewhere in it.

mod everyday;
mod kana;
mod kanji;
mod lines;
mod shape;
mod tokens;
mod words;

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    ops::Range,
    rc::Rc,
};

use super::{EverydayWord, Find, Names, view::View};
use crate::span::Label;
use tokens::Token;

pub(super) use shape::{Shape, of as shape};

/// From here on a name counts as introduced: the same word elsewhere is the same person.
const INTRODUCED: f32 = 0.8;

/// A text that is searched for names.
struct Text<'a> {
    view: &'a View,
    tokens: Vec<Token>,
    lists: &'a dyn Names,
    /// Words for things and not for people.
    everyday: Vec<EverydayWord>,
    /// Parts of the view in which names are expected, by their lines.
    expected: Vec<lines::Expected>,
    /// What was found out about words in kanji, by their range: the text is gone through twice.
    seen: RefCell<HashMap<(usize, usize), Rc<kanji::Seen>>>,
}

impl Text<'_> {
    /// The part in which names are expected and a range lies.
    fn expected_at(&self, range: &Range<usize>) -> Option<&lines::Expected> {
        // Parts lie one after the other or in one another, never deeper than a few.
        const DEEPEST: usize = 4;
        let before = self.expected.partition_point(|expected| expected.range.start <= range.start);
        self.expected[..before].iter().rev().take(DEEPEST).find(|expected| range.end <= expected.range.end)
    }
}

/// A name, in letters of the view.
#[derive(Debug, Clone)]
struct Named {
    range: Range<usize>,
    confidence: f32,
    why: &'static str,
    /// Surname and given name within it, in letters from its beginning.
    cut: Option<usize>,
}

/// What a text called a person.
#[derive(Debug, Default)]
struct Learned {
    words: BTreeMap<String, f32>,
}

impl Learned {
    fn learn(&mut self, word: &[char], sure: f32) {
        let word: String = word.iter().filter(|letter| !letter.is_whitespace()).collect();
        if !word.is_empty() && !words::nobody(&word) {
            let known = self.words.entry(word).or_insert(0.0);
            *known = known.max(sure);
        }
    }

    fn of(&self, word: &[char]) -> f32 {
        self.words.get(&word.iter().collect::<String>()).copied().unwrap_or(0.0)
    }
}

/// All of them.
pub(super) fn find(view: &View, lists: &dyn Names, everyday: Vec<EverydayWord>, already: &[Find], found: &mut Vec<Find>) {
    let (tokens, expected) = (tokens::of(&view.chars), lines::expected(view));
    let text = Text { tokens, expected, view, lists, everyday, seen: RefCell::default() };
    let mut learned = Learned::default();
    for find in already.iter().filter(|find| find.label.is_name() && find.confidence >= 0.9) {
        learned.learn(&view.letters[find.range.clone()], 0.6);
    }
    let mut named = Vec::new();
    // Twice: what the end of a text introduces is known at its beginning.
    for _ in 0..2 {
        named = kanji::find(&text, &learned);
        named.extend(kana::find(&text, &named, &learned));
        for name in named.iter().filter(|name| name.confidence >= INTRODUCED) {
            let letters = &view.chars[name.range.clone()];
            learned.learn(letters, name.confidence);
            for part in
                letters.split(|letter| matches!(letter, '・' | '=' | '･')).filter(|part| part.len() >= 2 && part.len() < letters.len())
            {
                learned.learn(part, name.confidence * 0.9);
            }
            if let Some(cut) = name.cut {
                learned.learn(&letters[..cut], name.confidence);
                learned.learn(&letters[cut..], name.confidence * 0.9);
            }
        }
    }
    found.extend(named.into_iter().map(|name| Find {
        range: view.origin(&name.range),
        label: Label::Person,
        confidence: name.confidence,
        why: name.why.to_owned(),
        known: false,
    }));
}

#[cfg(test)]
mod tests;
