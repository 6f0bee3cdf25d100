//! What is looked for: the whole name, its parts, its reading, and the ways in which people write them.

use std::collections::BTreeMap;

use text::{kana, names};

use super::{RosterName, forms, stream};

/// Which part of a name something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Whole,
    /// The given name before the surname.
    Turned,
    Surname,
    Given,
    /// The beginning or the end of a name that was written without a space: it may be the surname or the given name.
    Guess,
    /// A pet name (りさちゃん), with its ending.
    Nickname,
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Script {
    Written,
    Spoken,
    /// Kanji and kana together (さい藤).
    Mixed,
}

/// What a pattern stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Needle {
    pub part: Part,
    pub script: Script,
    /// As it is written on the roster, variants of letters apart; otherwise letters were exchanged that people take for the same.
    pub exact: bool,
    /// Letters of the pattern.
    pub length: usize,
}

/// Patterns in folded letters, each with all that it may stand for, the surest first.
pub(super) type Needles = BTreeMap<String, Vec<Needle>>;

/// Adds all patterns of a name.
pub(super) fn add(needles: &mut Needles, name: &RosterName) {
    let written = Parts::of(&name.name, stream::key);
    let spoken = Parts::of(&name.kana, kana::reading_key);
    for (part, letters) in &written.parts {
        // A foreign name, and one of which nobody wrote down the reading, is a reading itself.
        if !letters.chars().all(stream::kana_like) {
            forms::loosely(letters).into_iter().for_each(|(form, exact)| put(needles, form, *part, Script::Written, exact));
        } else if letters.chars().all(stream::kana_like) {
            forms::spoken(&kana::reading_key(letters)).into_iter().for_each(|form| put(needles, form, *part, Script::Spoken, true));
        }
    }
    for (part, reading) in &spoken.parts {
        forms::spoken(reading).into_iter().for_each(|form| put(needles, form, *part, Script::Spoken, true));
    }
    for given in spoken.given.iter().chain(written.given.iter().filter(|given| given.chars().all(stream::kana_like))) {
        forms::nicknames(given).into_iter().for_each(|form| put(needles, form, Part::Nickname, Script::Spoken, true));
    }
    if let (Some(surname), Some(reading)) = (&written.surname, &spoken.surname) {
        mixed(needles, (surname, reading), written.given.first().zip(spoken.given.first()));
    }
}

/// Kana of one part beside kanji of the other, and kana for one letter of a part.
fn mixed(needles: &mut Needles, surname: (&String, &String), given: Option<(&String, &String)>) {
    let halves = |(written, spoken): (&String, &String)| forms::halves(written, spoken);
    let (surnames, givens) = (halves(surname), given.map(halves).unwrap_or_default());
    for half in &surnames {
        put(needles, half.clone(), Part::Surname, Script::Mixed, true);
    }
    for half in &givens {
        put(needles, half.clone(), Part::Given, Script::Mixed, true);
    }
    let Some((given, reading)) = given else { return };
    let whole = |needles: &mut Needles, one: &str, other: &str| {
        put(needles, format!("{one}{other}"), Part::Whole, Script::Mixed, true);
    };
    for form in forms::spoken(surname.1) {
        whole(needles, &form, given);
    }
    for form in forms::spoken(reading) {
        whole(needles, surname.0, &form);
    }
    for half in &surnames {
        whole(needles, half, given);
        whole(needles, half, reading);
    }
    for half in &givens {
        whole(needles, surname.0, half);
        whole(needles, surname.1, half);
    }
}

fn put(needles: &mut Needles, form: String, part: Part, script: Script, exact: bool) {
    let length = form.chars().count();
    if length == 0 || (script != Script::Written && length < 2) {
        return;
    }
    let known = needles.entry(form).or_default();
    let needle = Needle { part, script, exact, length };
    if !known.contains(&needle) {
        known.push(needle);
        known.sort_by_key(|needle| (needle.part, needle.script, !needle.exact));
    }
}

/// A name and its parts, folded.
struct Parts {
    parts: Vec<(Part, String)>,
    surname: Option<String>,
    given: Vec<String>,
}

impl Parts {
    /// The parts of a name. A name of several parts after the first (グエン ティ ラン) gives each; one without a space is guessed at.
    fn of(name: &str, key: impl Fn(&str) -> String) -> Self {
        let separated: String = name.trim().chars().map(|letter| if is_separator(letter) { ' ' } else { letter }).collect();
        let mut known = Self { parts: Vec::new(), surname: None, given: Vec::new() };
        let Some(split) = names::split(&separated) else { return known };
        known.put(Part::Whole, key(&separated));
        match split.given {
            None => {
                for guess in guesses(split.surname) {
                    known.put(Part::Guess, key(&guess));
                }
            }
            Some(given) => {
                let surname = key(split.surname);
                known.put(Part::Turned, format!("{}{surname}", key(given)));
                known.put(Part::Surname, surname.clone());
                known.surname = Some(surname);
                known.put(Part::Given, key(given));
                known.given = given.split_whitespace().map(&key).filter(|one| !one.is_empty()).collect();
                for one in known.given.clone() {
                    known.put(Part::Given, one);
                }
            }
        }
        known
    }

    fn put(&mut self, part: Part, letters: String) {
        if !letters.is_empty() {
            self.parts.push((part, letters));
        }
    }
}

/// What parts a foreign name.
fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '・' | '･' | '=' | '＝' | '゠')
}

/// Surnames have mostly one to three kanji or two to four kana, and given names are what is left.
fn guesses(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().filter(|letter| !stream::is_between(*letter)).collect();
    let spoken = letters.iter().all(|letter| kana::is_kana(*letter));
    let lengths = if spoken { 2..=4 } else { 1..=3 };
    let cut = |at: usize| {
        let (front, back) = letters.split_at(at);
        [front.iter().collect(), back.iter().collect()]
    };
    lengths.filter(|at| *at < letters.len()).flat_map(cut).collect()
}

/// Words beside a name in a line of contacts.
const STANDINGS: &str = "\
    母 父 兄 姉 弟 妹 夫 妻 祖母 祖父 叔父 叔母 伯父 伯母 長男 長女 次男 次女 息子 娘 後見人 成年後見人 \
    保佐人 補助人 家族 相談員 相談支援専門員 電話 携帯 自宅 様 さん 氏 施設";

/// Names in a line of contacts. Two words that follow one another may be 姓 and 名 and are also one name.
pub(super) fn names_in(line: &str) -> impl Iterator<Item = String> {
    let parted = |letter: char| !letter.is_alphabetic() && letter != '・' && letter != '々';
    let words: Vec<String> = line
        .split(parted)
        .map(|word| word.trim_end_matches("さん").trim_end_matches('様').to_owned())
        .filter(|word| word.chars().count() >= 2 && !word.is_ascii() && !STANDINGS.split_whitespace().any(|standing| standing == word))
        .collect();
    let pairs: Vec<String> = words.windows(2).map(|pair| pair.join(" ")).collect();
    words.into_iter().chain(pairs)
}
