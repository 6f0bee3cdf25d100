//! A text in runs of one script, which is all that is known of words without a dictionary.

use std::ops::Range;

use crate::signs;

/// What a run consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Kanji,
    Hiragana,
    Katakana,
    Latin,
    Digits,
    Space,
    /// An end of a line.
    Break,
    /// Any other sign, each for itself.
    Mark,
}

/// A run of letters of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// Letters of the view.
    pub range: Range<usize>,
}

/// All runs of a text.
pub(super) fn of(chars: &[char]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for at in 0..chars.len() {
        let kind = kind(chars, at);
        match tokens.last_mut() {
            Some(last) if last.kind == kind && !matches!(kind, Kind::Mark | Kind::Break) => last.range.end = at + 1,
            _ => tokens.push(Token { kind, range: at..at + 1 }),
        }
    }
    tokens
}

fn kind(chars: &[char], at: usize) -> Kind {
    let kanji = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|letter| signs::is_kanji(*letter));
    match chars[at] {
        '\n' => Kind::Break,
        letter if letter.is_whitespace() => Kind::Space,
        letter if signs::is_kanji(letter) => Kind::Kanji,
        // 三ヶ月, 井ノ上, 芳ケ野.
        'ヶ' | 'ヵ' | 'ケ' | 'ノ' | 'ツ' | 'ッ' if kanji(at.checked_sub(1)) && kanji(Some(at + 1)) => Kind::Kanji,
        letter if text::variants::is_variation_selector(letter) && kanji(at.checked_sub(1)) => Kind::Kanji,
        letter if signs::is_hiragana(letter) => Kind::Hiragana,
        letter if signs::is_katakana(letter) => Kind::Katakana,
        letter if letter.is_ascii_digit() => Kind::Digits,
        letter if letter.is_alphabetic() => Kind::Latin,
        _ => Kind::Mark,
    }
}
