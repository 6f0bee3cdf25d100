//! What is looked for: the whole name, its parts, its reading.

use text::{kana, names};

use super::{Label, RosterName, stream};

/// Letters that are looked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Needle {
    /// Folded loosely, as [`stream::Folded::letter`].
    pub letters: Vec<char>,
    /// Folded strictly, as [`stream::Folded::exact`]; the same as `letters` for a reading.
    pub exact: Vec<char>,
    pub label: Label,
    pub part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Whole,
    Surname,
    Given,
    /// The beginning or the end of a name that was written without a space: it may be the surname or the given name.
    Guess,
}

/// The needles of a name.
pub(super) fn of(name: &RosterName) -> Vec<Needle> {
    let written = parts(&name.name).into_iter().filter_map(|(text, part)| made(&text, part, Label::Person));
    let spoken = parts(&name.kana).into_iter().filter_map(|(text, part)| made(&text, part, Label::KanaName));
    written.chain(spoken).collect()
}

fn made(text: &str, part: Part, label: Label) -> Option<Needle> {
    let (letters, exact): (Vec<char>, Vec<char>) = match label {
        Label::Person => stream::written(&text.chars().collect::<Vec<_>>()).iter().map(|folded| (folded.letter, folded.exact)).unzip(),
        Label::KanaName => kana::reading_key(text).chars().map(|letter| (letter, letter)).unzip(),
    };
    (!letters.is_empty()).then_some(Needle { letters, exact, label, part })
}

/// The parts of a name. A name of several parts after the first (グエン ティ ラン) gives each; one without a space is guessed at.
fn parts(name: &str) -> Vec<(String, Part)> {
    let Some(split) = names::split(name) else { return Vec::new() };
    let mut parts = vec![(name.to_owned(), Part::Whole)];
    match split.given {
        None => parts.extend(guesses(name.trim())),
        Some(given) => {
            parts.push((split.surname.to_owned(), Part::Surname));
            parts.push((given.to_owned(), Part::Given));
            parts.extend(given.split_whitespace().map(|one| (one.to_owned(), Part::Given)));
        }
    }
    parts
}

/// Surnames have mostly one to three kanji or two to four kana, and given names are what is left.
fn guesses(name: &str) -> Vec<(String, Part)> {
    let letters: Vec<char> = name.chars().filter(|letter| !stream::is_between(*letter)).collect();
    let spoken = letters.iter().all(|letter| kana::is_kana(*letter));
    let lengths = if spoken { 2..=4 } else { 1..=3 };
    let cut = |at: usize| {
        let (front, back) = letters.split_at(at);
        [(front.iter().collect(), Part::Guess), (back.iter().collect(), Part::Guess)]
    };
    lengths.filter(|at| *at < letters.len()).flat_map(cut).collect()
}

/// Words beside a name in a line of contacts.
const STANDINGS: [&str; 34] = [
    "母",
    "父",
    "兄",
    "姉",
    "弟",
    "妹",
    "夫",
    "妻",
    "祖母",
    "祖父",
    "叔父",
    "叔母",
    "伯父",
    "伯母",
    "長男",
    "長女",
    "次男",
    "次女",
    "息子",
    "娘",
    "後見人",
    "成年後見人",
    "保佐人",
    "補助人",
    "家族",
    "相談員",
    "相談支援専門員",
    "電話",
    "携帯",
    "自宅",
    "様",
    "さん",
    "氏",
    "施設",
];

/// Names in a line of contacts. Two words that follow one another may be 姓 and 名 and are also one name.
pub(super) fn names_in(line: &str) -> impl Iterator<Item = String> {
    let parted = |letter: char| !letter.is_alphabetic() && letter != '・' && letter != '々';
    let words: Vec<String> = line
        .split(parted)
        .map(|word| word.trim_end_matches("さん").trim_end_matches('様').to_owned())
        .filter(|word| word.chars().count() >= 2 && !word.is_ascii() && !STANDINGS.contains(&word.as_str()))
        .collect();
    let pairs: Vec<String> = words.windows(2).map(|pair| pair.join(" ")).collect();
    words.into_iter().chain(pairs)
}
