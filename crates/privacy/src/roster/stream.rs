//! A text folded letter by letter, each letter remembering where it came from.

use std::ops::Range;

use text::{kana, variants::representative, width};
use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

use crate::signs;

/// A letter of a folded text: hiragana for kana of either kind and width, one kanji for all its variants, small letters of Latin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folded {
    /// The letter under which names are looked for.
    pub letter: char,
    /// First letter of the text that it came from.
    pub from: usize,
    /// After the last.
    pub to: usize,
    /// A mark that ends a phrase stands before it.
    pub after_pause: bool,
}

/// The letters of a text, folded.
pub(super) fn fold(letters: &[char]) -> Vec<Folded> {
    let mut folded: Vec<Folded> = Vec::with_capacity(letters.len());
    let (mut at, mut after_pause) = (0, false);
    while at < letters.len() {
        let letter = letters[at];
        if is_between(letter) {
            after_pause |= ends_phrase(letter);
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while letters.get(end).is_some_and(|next| is_voiced_mark(*next) || is_combining_mark(*next)) {
            end += 1;
        }
        let mut push = |one: char| {
            let last = folded.last().map(|folded| folded.letter);
            if let Some(letter) = same(one, last) {
                folded.push(Folded { letter, from: at, to: end, after_pause });
                after_pause = false;
            }
        };
        if simple(letter) && end == at + 1 {
            push(letter);
        } else {
            let mut parts = Vec::new();
            decompose_compatible(letter, |part| parts.push(part));
            let mark = letters[at + 1..end].iter().copied().find_map(voiced_mark);
            if let (Some(mark), Some(part)) = (mark, parts.last_mut()) {
                *part = compose(kana_of(*part), mark).unwrap_or(*part);
            }
            let joined: String = parts.into_iter().collect();
            width::fold(&joined).chars().filter(|part| !is_combining_mark(*part)).for_each(&mut push);
        }
        at = end;
    }
    folded
}

/// The folded letters of a name.
pub(super) fn key(name: &str) -> String {
    fold(&name.chars().collect::<Vec<_>>()).iter().map(|folded| folded.letter).collect()
}

/// Letters that fold to themselves or by one step.
fn simple(letter: char) -> bool {
    matches!(letter, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='龥' | '0'..='9' | 'a'..='z' | 'A'..='Z')
}

fn kana_of(letter: char) -> char {
    width::fold(&letter.to_string()).chars().next().unwrap_or(letter)
}

/// The one letter that stands for all that people take for the same; `last` is the letter before it.
fn same(letter: char, last: Option<char>) -> Option<char> {
    match letter {
        '々' | '〻' | 'ゝ' | 'ヽ' => last,
        'ゞ' | 'ヾ' => last.map(|last| compose(last, '\u{3099}').unwrap_or(last)),
        'ー' => Some('ー'),
        'ぁ'..='ゖ' => kana::key_letter(None, letter),
        'ァ'..='ヶ' => kana::key_letter(None, signs::plain(letter)),
        'A'..='Z' => Some(letter.to_ascii_lowercase()),
        _ if letter.is_ascii() => Some(letter),
        _ => representative(letter).to_lowercase().next(),
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
    if simple(letter) {
        return false;
    }
    !letter.is_alphanumeric() || is_combining_mark(letter) || is_voiced_mark(letter) || is_filler(letter)
}

/// Letters to Unicode that show nothing.
fn is_filler(letter: char) -> bool {
    matches!(letter, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}')
}

fn ends_phrase(letter: char) -> bool {
    "、。，,！？!?；;：:「」『』（）()［］[]【】〔〕".contains(letter)
}

/// The stream without what lies in some ranges of the text. A bracket that closes such a range ends no phrase.
pub(super) fn without(stream: &[Folded], ranges: &[Range<usize>]) -> Vec<Folded> {
    let mut ranges = ranges.iter().peekable();
    let mut kept = Vec::with_capacity(stream.len());
    let mut closed = None;
    for folded in stream {
        while let Some(range) = ranges.next_if(|range| range.end <= folded.from) {
            closed = Some(range.end);
        }
        if ranges.peek().is_some_and(|range| range.contains(&folded.from)) {
            continue;
        }
        let mut folded = *folded;
        folded.after_pause &= closed != Some(folded.from);
        kept.push(folded);
    }
    kept
}

/// Readings beside kanji, with what holds them: 斎(さい)藤(とう), 斎藤《さいとう》, and tags (`<rt>さい</rt>`). In order.
pub(super) fn ruby(letters: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        match tag(letters, at).or_else(|| bracketed(letters, at)) {
            Some(range) => {
                at = range.end;
                found.push(range);
            }
            None => at += 1,
        }
    }
    found
}

fn bracketed(letters: &[char], at: usize) -> Option<Range<usize>> {
    const BRACKETS: [(char, char); 7] = [('(', ')'), ('（', '）'), ('《', '》'), ('〈', '〉'), ('[', ']'), ('【', '】'), ('≪', '≫')];
    const LONGEST: usize = 24;
    let (_, closing) = BRACKETS.iter().find(|(opening, _)| *opening == letters[at])?;
    if at == 0 || !signs::is_kanji(letters[at - 1]) {
        return None;
    }
    let length = letters[at + 1..].iter().take(LONGEST).position(|letter| letter == closing)?;
    let inside = &letters[at + 1..at + 1 + length];
    (length > 0 && inside.iter().all(|letter| kana_like(*letter) || is_between(*letter))).then_some(at..at + length + 2)
}

fn tag(letters: &[char], at: usize) -> Option<Range<usize>> {
    const TAGS: [&str; 5] = ["ruby", "rb", "rt", "rp", "br"];
    if letters[at] != '<' {
        return None;
    }
    let length = letters[at..].iter().take(10).position(|letter| *letter == '>')?;
    let name: String = letters[at + 1..at + length].iter().filter(|letter| **letter != '/').map(char::to_ascii_lowercase).collect();
    if !TAGS.contains(&name.trim()) {
        return None;
    }
    let end = at + length + 1;
    if name != "rt" || letters[at + 1] == '/' {
        return Some(at..end);
    }
    let reading = letters[end..].iter().take(24).position(|letter| *letter == '<')?;
    Some(at..end + reading)
}

pub(super) fn kana_like(letter: char) -> bool {
    kana::is_kana(letter) || matches!(letter, '\u{FF66}'..='\u{FF9F}')
}
