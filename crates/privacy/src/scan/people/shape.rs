//! Whether a word has the shape of a name, by lists of names.

use text::kana;
use text::variants::{is_variation_selector, representative};

use super::super::{Known, Names, Ordinary};
use crate::signs;

/// What a word may be as a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Shape {
    /// Surname and given name together: letters of the surname, and how well both are known.
    Full(usize, Known),
    /// A surname, and what else the word is.
    Surname(Known, Ordinary),
    /// A given name.
    Given(Known, Ordinary),
    /// No list has it.
    Unknown,
}

/// The shape of a word, the likeliest.
pub(in super::super) fn of(word: &[char], lists: &dyn Names) -> Shape {
    let text = |part: &[char]| part.iter().filter(|letter| !is_variation_selector(**letter)).collect::<String>();
    let whole = text(word);
    let surname = surname(&whole, lists);
    if surname >= Known::Common {
        return Shape::Surname(surname, lists.ordinary(&whole));
    }
    let mut best: Option<(u8, usize, Known)> = None;
    for cut in 1..word.len().min(5) {
        let (front, back) = word.split_at(cut);
        let one = self::surname(&text(front), lists);
        if one == Known::No {
            continue;
        }
        let back = text(back);
        let other = given(&back, lists);
        if other == Known::No || signs::institution(&back.chars().collect::<Vec<_>>()) {
            continue;
        }
        let rank = rank(one) * 2 + rank(other) + u8::from(cut == 2);
        if best.is_none_or(|(known, ..)| rank > known) {
            best = Some((rank, cut, one.min(other)));
        }
    }
    match (best, surname, given(&whole, lists)) {
        (Some((_, cut, known)), _, _) if word.len() >= 3 || known >= Known::Common => Shape::Full(cut, known),
        (_, Known::Rare, given) if given < Known::Common => Shape::Surname(surname, lists.ordinary(&whole)),
        (_, _, given) if given != Known::No => Shape::Given(given, lists.ordinary(&whole)),
        (Some((_, cut, known)), _, _) => Shape::Full(cut, known),
        _ => Shape::Unknown,
    }
}

fn rank(known: Known) -> u8 {
    match known {
        Known::No => 0,
        Known::Rare => 1,
        Known::Common | Known::Frequent => 3,
    }
}

/// How well a word is known as a surname, in whatever variants of its letters.
pub(super) fn surname(word: &str, lists: &dyn Names) -> Known {
    let known = lists.surname(word);
    plainly(word).map_or(known, |plain| known.max(lists.surname(&plain)))
}

/// The same for a given name.
pub(super) fn given(word: &str, lists: &dyn Names) -> Known {
    let known = lists.given(word);
    let known = plainly(word).map_or(known, |plain| known.max(lists.given(&plain)));
    if known == Known::No && word.chars().all(signs::is_katakana) { lists.given(&kana::to_hiragana(word)) } else { known }
}

/// A word in the usual variants of its letters; `None` where it is written so already.
fn plainly(word: &str) -> Option<String> {
    let varied = word.chars().any(|letter| representative(letter) != letter);
    varied.then(|| word.chars().map(representative).collect())
}
