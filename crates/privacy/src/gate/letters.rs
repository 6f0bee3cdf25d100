//! Letters that stand for people: the same person, the same letter; never one that the text uses already, nor anybody's real initial.

use std::collections::{BTreeMap, BTreeSet};

use text::{kana, width};

use super::people::KnownPerson;

/// What is given when all letters of the alphabet are taken.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";

/// Letters of one document.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    free: Vec<char>,
    given: BTreeMap<String, char>,
}

impl Letters {
    /// Letters that neither stand in a text nor begin the name of somebody whom the office knows.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>, people: &[KnownPerson]) -> Self {
        let mut taken: BTreeSet<char> = people.iter().flat_map(initials).collect();
        for text in texts {
            taken.extend(alone(text));
        }
        let mut free: Vec<char> = ('A'..='Z').chain(STEMS.chars()).filter(|letter| !taken.contains(letter)).collect();
        free.reverse();
        Self { free, given: BTreeMap::new() }
    }

    /// The letter of a subject; `None` when none is left.
    pub fn of(&mut self, subject: &str) -> Option<char> {
        if let Some(letter) = self.given.get(subject) {
            return Some(*letter);
        }
        let letter = self.free.pop()?;
        self.given.insert(subject.to_owned(), letter);
        Some(letter)
    }
}

/// Letters of a text that stand for something by themselves: Aさん, Ｂ委員, C型.
fn alone(text: &str) -> Vec<char> {
    let letters: Vec<char> = width::fold(text).chars().collect();
    let latin = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_alphabetic);
    let alone = |at: &usize| {
        (letters[*at].is_ascii_alphabetic() && !latin(at.checked_sub(1)) && !latin(Some(at + 1))) || STEMS.contains(letters[*at])
    };
    (0..letters.len()).filter(alone).map(|at| letters[at].to_ascii_uppercase()).collect()
}

/// The letters with which the parts of a name begin in Latin writing.
fn initials(person: &KnownPerson) -> Vec<char> {
    let parts = person.kana.split_whitespace().chain(person.name.split_whitespace());
    let latin = |first: char| width::fold(&first.to_string()).chars().next().filter(char::is_ascii_alphabetic);
    let of = |first: char| initial(first).chars().chain(latin(first).map(|letter| letter.to_ascii_uppercase()));
    parts.filter_map(|part| part.chars().next()).flat_map(of).collect()
}

fn initial(first: char) -> &'static str {
    let folded = kana::to_hiragana(&width::fold(&first.to_string()));
    match folded.chars().next().unwrap_or(' ') {
        'あ' | 'ぁ' => "A",
        'い' | 'ぃ' => "I",
        'う' | 'ぅ' => "U",
        'え' | 'ぇ' => "E",
        'お' | 'ぉ' => "O",
        'か' | 'き' | 'く' | 'け' | 'こ' => "K",
        'が' | 'ぎ' | 'ぐ' | 'げ' | 'ご' => "G",
        'さ' | 'し' | 'す' | 'せ' | 'そ' => "S",
        'ざ' | 'ず' | 'ぜ' | 'ぞ' => "Z",
        'じ' => "JZ",
        'た' | 'つ' | 'て' | 'と' => "T",
        'ち' => "CT",
        'だ' | 'で' | 'ど' => "D",
        'ぢ' => "JD",
        'づ' => "ZD",
        'な' | 'に' | 'ぬ' | 'ね' | 'の' | 'ん' => "N",
        'は' | 'ひ' | 'へ' | 'ほ' => "H",
        'ふ' => "FH",
        'ば' | 'び' | 'ぶ' | 'べ' | 'ぼ' => "B",
        'ぱ' | 'ぴ' | 'ぷ' | 'ぺ' | 'ぽ' => "P",
        'ま' | 'み' | 'む' | 'め' | 'も' => "M",
        'や' | 'ゆ' | 'よ' => "Y",
        'ら' | 'り' | 'る' | 'れ' | 'ろ' => "RL",
        'わ' | 'を' => "W",
        'ゔ' => "VB",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::Stand;

    fn person(name: &str, kana: &str) -> KnownPerson {
        KnownPerson { name: name.to_owned(), kana: kana.to_owned(), stand: Stand::Resident }
    }

    /// H1
    #[test]
    fn a_letter_is_neither_in_the_text_nor_anybodys_initial() {
        let people = [person("青空 文太", "あおぞら ぶんた"), person("千葉 翔", "ちば しょう")];
        let mut letters = Letters::new(["Ｄ型の事業所で、e委員が話した。PDFは別。"], &people);
        assert_eq!(letters.of("one"), Some('F'), "A, B, C, T and S are initials, D and E stand in the text");
        assert_eq!(letters.of("two"), Some('G'));
        assert_eq!(letters.of("one"), Some('F'));
    }

    #[test]
    fn when_the_alphabet_is_used_up_there_are_other_signs_and_then_none() {
        let mut letters = Letters::new(["甲さんが来た。"], &[]);
        let given: Vec<Option<char>> = (0..40).map(|number| letters.of(&number.to_string())).collect();
        assert_eq!(given[26], Some('乙'));
        assert_eq!(given[35], None);
    }
}
