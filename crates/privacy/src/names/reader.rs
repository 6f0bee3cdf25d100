//! The reader of names: from a text to spans with their probability and the reason.

use text::words::{Damaged, Dictionary, Splitter};

use super::{
    chain::{Chain, Scores},
    decode::{Found, decode},
    features::{Classes, Features},
    lines,
    lists::Lists,
    model::Model,
    pieces::{Cutter, Piece, Pieces},
    why,
};
use crate::scan::EverydayWord;

/// Scores of a piece that is surely outside any name.
const OUTSIDE: Scores = [0.0, -40.0, -40.0, -40.0, -40.0];

/// Lists and weights, loaded once and shared.
#[derive(Debug)]
pub struct NameReader {
    lists: Lists,
    model: Model,
    classes: Classes,
}

/// A name that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Where it begins, in Unicode scalar values.
    pub start: usize,
    /// Where it ends (exclusive).
    pub end: usize,
    /// Probability.
    pub confidence: f32,
    /// Why, in words.
    pub why: String,
}

impl NameReader {
    /// With the lists and weights of this program, for a dictionary.
    pub fn built_in(dictionary: &Dictionary) -> Result<Self, Damaged> {
        Ok(Self { lists: Lists::built_in()?, model: Model::built_in()?, classes: Classes::new(dictionary.speeches()) })
    }

    /// What the lists say of a word: their marks.
    pub fn marks(&self, word: &str) -> u16 {
        self.lists.marks(word)
    }

    /// The names of a text whose probability is `floor` or more, in their order, without overlap.
    pub fn read(&self, splitter: Splitter<'_>, text: &str, floor: f32) -> Vec<Name> {
        self.names(&self.pieces(splitter, text), floor)
    }

    /// The same of a text in pieces.
    pub fn names(&self, cut: &Pieces, floor: f32) -> Vec<Name> {
        let mut features = Features::default();
        let mut chain = Chain::default();
        let mut scores: Vec<Scores> = Vec::new();
        let (mut seen, mut places) = (Vec::new(), Vec::new());
        let mut names = Vec::new();
        for pieces in lines(cut) {
            features.read(&cut.normal, pieces, &self.classes, &self.lists);
            scores.clear();
            scores.extend((0..pieces.len()).map(|place| {
                if features.surely_outside(place) {
                    return OUTSIDE;
                }
                seen.clear();
                features.each(place, |_, feature| seen.push(feature));
                self.model.scores(&seen, &mut places)
            }));
            chain.run(&scores, &self.model.transitions);
            for Found { start, end, confidence, .. } in decode(&chain, pieces.len(), floor) {
                let why = why::reason(&cut.normal, pieces, start..end, confidence);
                names.push(Name { start: pieces[start].chars.start, end: pieces[end - 1].chars.end, confidence, why });
            }
        }
        names
    }

    /// The words of a text in pieces that the dictionary has for things and not for people.
    pub fn everyday(&self, cut: &Pieces) -> Vec<EverydayWord> {
        let word = |piece: &Piece| {
            let affix = self.classes.everyday(piece.speech)?;
            piece.known.then(|| EverydayWord { range: piece.chars.clone(), affix })
        };
        cut.pieces.iter().filter_map(word).collect()
    }

    /// The pieces of a text.
    pub fn pieces(&self, splitter: Splitter<'_>, text: &str) -> Pieces {
        Cutter::new(splitter, &self.lists).cut(text)
    }
}
