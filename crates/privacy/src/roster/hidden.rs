//! Known names of which letters are struck out: 齋○さん, 見●花子. Who knows the house reads them.

use super::{Hit, RosterName, judge, needles, stream::Folded};
use crate::signs;

/// Names in kanji that can be read in spite of it.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    names: Vec<Vec<char>>,
}

impl Hidden {
    pub fn of(known: &[RosterName]) -> Self {
        let mut all = needles::Needles::new();
        known.iter().for_each(|name| needles::add(&mut all, name));
        let readable = |(name, needles): (String, Vec<needles::Needle>)| {
            let fits = |needle: &needles::Needle| {
                needle.exact
                    && needle.script == needles::Script::Written
                    && matches!(needle.part, needles::Part::Whole | needles::Part::Surname)
                    && (2..=6).contains(&needle.length)
            };
            needles.iter().any(fits).then(|| name.chars().collect())
        };
        Self { names: all.into_iter().filter_map(readable).collect() }
    }

    /// Where they stand: only before an address, because a mark before a word is mostly none of its letters.
    pub fn find(&self, letters: &[char], folded: &[Folded], plain: &[char]) -> Vec<Hit> {
        let mut found = Vec::new();
        for (at, letter) in letters.iter().enumerate() {
            if !is_struck(*letter) {
                continue;
            }
            for name in &self.names {
                for place in 0..name.len() {
                    found.extend(at.checked_sub(place).and_then(|start| hit(name, start, letters, folded, plain)));
                }
            }
        }
        found
    }
}

fn hit(name: &[char], start: usize, letters: &[char], folded: &[Folded], plain: &[char]) -> Option<Hit> {
    let end = start + name.len();
    let window = letters.get(start..end)?;
    let read = |at: usize| folded.binary_search_by_key(&at, |folded| folded.from).ok().map(|found| folded[found].letter);
    let fits = |(at, letter): (usize, &char)| is_struck(window[at]) || read(start + at) == Some(*letter);
    let seen = window.iter().filter(|letter| signs::is_kanji(**letter) && !is_struck(**letter)).count();
    let addressed = signs::polite(plain.get(judge::skip(plain, end)..)?).is_some();
    (seen > 0 && addressed && name.iter().enumerate().all(fits)).then_some(Hit {
        range: start..end,
        kana: false,
        initials: false,
        bare: false,
        confidence: 0.7,
        why: "名簿にある名前の一部を伏せた形です。",
    })
}

/// Marks that stand for a letter. 〇 is a letter of numbers too.
fn is_struck(letter: char) -> bool {
    matches!(letter, '○' | '〇' | '◯' | '●' | '×' | '✕' | '＊' | '*' | '□' | '■' | '△' | '▲' | '＿' | '＃')
}
