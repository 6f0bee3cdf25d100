//! A text folded letter by letter, each letter remembering where it came from.

use std::ops::Range;

use text::{kana, names, width};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::{Label, needles::Needle};

/// A letter of a folded text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folded {
    /// Under which letters are equal that people take for the same: 々 repeats, ヶ is ケ, ノ is の.
    pub letter: char,
    /// Under which only variants of one letter are equal.
    pub exact: char,
    /// First letter of the text that it came from.
    from: usize,
    /// After the last.
    to: usize,
    /// A mark that ends a phrase stands before it.
    after_pause: bool,
}

/// Where a needle stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub range: Range<usize>,
    /// As strictly as the needle.
    pub exact: bool,
    /// Something stands between its letters.
    pub gap: bool,
    /// A mark that ends a phrase stands between its letters.
    pub pause: bool,
}

/// A text in the ways in which it is looked at.
pub(super) struct Streams {
    written: Vec<Folded>,
    /// Without the ruby in brackets after kanji; only where there is any.
    without_ruby: Option<Vec<Folded>>,
    spoken: Vec<Folded>,
}

impl Streams {
    pub fn of(letters: &[char]) -> Self {
        let written = written(letters);
        let ruby = ruby(letters);
        let outside = |folded: &&Folded| !ruby.iter().any(|range| range.contains(&folded.from));
        let without_ruby = (!ruby.is_empty()).then(|| {
            let mut kept: Vec<Folded> = written.iter().filter(outside).copied().collect();
            // The bracket of a reading ends no phrase.
            for folded in &mut kept {
                folded.after_pause &= !ruby.iter().any(|range| range.end == folded.from);
            }
            kept
        });
        Self { written, without_ruby, spoken: spoken(letters) }
    }

    pub fn occurrences(&self, needle: &Needle) -> Vec<Place> {
        match needle.label {
            Label::Person => {
                let mut places = occurrences(&self.written, needle);
                let more = self.without_ruby.iter().flat_map(|stream| occurrences(stream, needle));
                places.extend(more);
                places
            }
            Label::KanaName => (0..self.spoken.len()).filter_map(|start| spoken_at(&self.spoken, start, needle)).collect(),
        }
    }
}

fn occurrences(stream: &[Folded], needle: &Needle) -> Vec<Place> {
    let same = |window: &[Folded]| window.iter().zip(&needle.letters).all(|(folded, letter)| folded.letter == *letter);
    let exact = |window: &[Folded]| window.iter().zip(&needle.exact).all(|(folded, letter)| folded.exact == *letter);
    stream.windows(needle.letters.len()).filter(|window| same(window)).map(|window| place(window, exact(window))).collect()
}

fn place(window: &[Folded], exact: bool) -> Place {
    let (from, to) = (window[0].from, window[window.len() - 1].to);
    let gap = window.windows(2).any(|pair| pair[0].to < pair[1].from);
    Place { range: from..to, exact, gap, pause: window[1..].iter().any(|folded| folded.after_pause) }
}

/// Reads on from `start` as long as the letters sound like the needle. A long mark may be a vowel or nothing.
fn spoken_at(stream: &[Folded], start: usize, needle: &Needle) -> Option<Place> {
    let first = stream[start];
    if first.letter == 'ー' || kana::key_letter(None, first.letter) != needle.letters.first().copied() {
        return None;
    }
    let end = sounds_like(&stream[start + 1..], needle.letters[0], &needle.letters[1..])?;
    let window = &stream[start..=start + end];
    let long = stream[start + end + 1..].iter().take_while(|folded| folded.letter == 'ー').count();
    let mut place = place(window, true);
    place.range.end = stream[start + end + long].to;
    Some(place)
}

/// How many letters of the stream sound like the rest of a reading after `last`.
fn sounds_like(stream: &[Folded], last: char, rest: &[char]) -> Option<usize> {
    let Some((wanted, later)) = rest.split_first() else { return Some(0) };
    let (next, after) = stream.split_first()?;
    if kana::key_letter(Some(last), next.letter) == Some(*wanted)
        && let Some(more) = sounds_like(after, *wanted, later)
    {
        return Some(more + 1);
    }
    if next.letter == 'ー' { sounds_like(after, last, rest).map(|more| more + 1) } else { None }
}

/// A text as it is written.
pub(super) fn written(letters: &[char]) -> Vec<Folded> {
    let mut folded: Vec<Folded> = Vec::with_capacity(letters.len());
    each(letters, |one, from, to, after_pause| {
        for exact in names::name_key(one).chars() {
            let letter = match loose(exact) {
                '々' | '〻' => folded.last().map_or(exact, |before| before.letter),
                letter => letter,
            };
            folded.push(Folded { letter, exact, from, to, after_pause });
        }
    });
    folded
}

/// A text as a reading: hiragana, marks of length and repetition as they are.
fn spoken(letters: &[char]) -> Vec<Folded> {
    let mut folded = Vec::with_capacity(letters.len());
    each(letters, |one, from, to, after_pause| {
        folded.extend(kana::to_hiragana(&width::fold(one)).chars().map(|letter| Folded { letter, exact: letter, from, to, after_pause }));
    });
    folded
}

/// Letters between which a name is the same although they differ: 三ヶ月 and 三が月, 山ノ内 and 山之内, 三ツ谷 and 三つ谷.
fn loose(letter: char) -> char {
    match letter {
        'ヶ' | 'ヵ' | 'が' | 'ガ' => 'ケ',
        'ノ' | '之' | '乃' => 'の',
        'ツ' | 'ッ' | 'っ' => 'つ',
        '埜' => '野',
        other => other,
    }
}

/// Calls with each letter that is one, its voiced mark and combining signs with it: the letter itself, where it stands, and
/// whether a phrase ended before it.
fn each(letters: &[char], mut call: impl FnMut(&str, usize, usize, bool)) {
    let (mut at, mut after_pause) = (0, false);
    while at < letters.len() {
        let signs = letters[at + 1..].iter().take_while(|next| is_voiced_mark(**next) || is_combining_mark(**next)).count();
        let end = at + 1 + signs;
        if is_between(letters[at]) {
            after_pause |= ends_phrase(letters[at]);
        } else {
            let mut one = String::new();
            decompose_compatible(letters[at], |plain| one.push(plain));
            one.extend(letters[at + 1..end].iter().copied().filter_map(voiced_mark));
            call(&width::fold(&one).replace(['\u{3099}', '\u{309A}'], ""), at, end, after_pause);
            after_pause = false;
        }
        at = end;
    }
}

fn is_voiced_mark(letter: char) -> bool {
    matches!(letter, 'ﾞ' | 'ﾟ' | '゛' | '゜' | '\u{3099}' | '\u{309A}')
}

fn voiced_mark(letter: char) -> Option<char> {
    match letter {
        'ﾞ' | '゛' | '\u{3099}' => Some('\u{3099}'),
        'ﾟ' | '゜' | '\u{309A}' => Some('\u{309A}'),
        _ => None,
    }
}

/// What is no letter and no digit: people put it between the letters of a name, by habit or to hide it.
pub(super) fn is_between(letter: char) -> bool {
    !letter.is_alphanumeric() || is_combining_mark(letter) || is_voiced_mark(letter) || is_filler(letter)
}

/// Letters to Unicode that show nothing.
fn is_filler(letter: char) -> bool {
    matches!(letter, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}')
}

fn ends_phrase(letter: char) -> bool {
    "、。，,！？!?；;：:「」『』（）()［］[]【】〔〕".contains(letter)
}

/// Kana in brackets right after kanji, brackets included: 斎(さい)藤(とう).
fn ruby(letters: &[char]) -> Vec<Range<usize>> {
    const BRACKETS: [(char, char); 6] = [('(', ')'), ('（', '）'), ('《', '》'), ('〈', '〉'), ('[', ']'), ('【', '】')];
    let after_kanji = |at: usize| at > 0 && super::judge::is_kanji(letters[at - 1]);
    let opened = |at: usize| {
        let (_, closing) = BRACKETS.iter().find(|(opening, _)| *opening == letters[at])?;
        let length = letters[at + 1..].iter().position(|letter| letter == closing)?;
        let inside = &letters[at + 1..at + 1 + length];
        (length > 0 && after_kanji(at) && inside.iter().all(|letter| kana::is_kana(*letter) || is_between(*letter)))
            .then_some(at..at + length + 2)
    };
    (0..letters.len()).filter_map(opened).collect()
}
