//! Whom a span means: all forms of one person's name lead to one key, so that a person is decided about once.

use std::collections::{BTreeMap, BTreeSet};

use text::{kana, names};

use super::decisions::Stand;

/// Somebody whom the office knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// 氏名, with a space between 姓 and 名 where it is known.
    pub name: String,
    /// ふりがな; empty where nobody wrote it down.
    pub kana: String,
    /// In which part.
    pub stand: Stand,
}

/// Everybody whom an office knows, found by any form of the name.
#[derive(Debug, Clone, Default)]
pub(super) struct People {
    known: Vec<KnownPerson>,
    by_form: BTreeMap<String, BTreeSet<usize>>,
}

impl People {
    /// Somebody who is told twice (a resident who is a member) is one person, in the part told first.
    pub fn new(known: impl IntoIterator<Item = KnownPerson>) -> Self {
        let mut people = Self::default();
        let mut seen = BTreeSet::new();
        for person in known.into_iter().filter(|person| !person.name.trim().is_empty()) {
            if seen.insert(names::name_key(&person.name)) {
                for form in forms(&person) {
                    people.by_form.entry(form).or_default().insert(people.known.len());
                }
                people.known.push(person);
            }
        }
        people
    }

    pub fn list(&self) -> &[KnownPerson] {
        &self.known
    }

    /// The key of the person whom a form of a name means, and the part in which all of that name stand. Two of the same surname
    /// are one key when nothing but the surname is said.
    pub fn who(&self, text: &str) -> (String, Option<Stand>) {
        let plain = without_ruby(text);
        let found = [names::name_key(&plain), kana::reading_key(&plain)].into_iter().find_map(|form| self.by_form.get(&form));
        let Some(found) = found else { return (bare(&plain), None) };
        let mut people = found.iter().filter_map(|place| self.known.get(*place));
        match (people.next(), people.next()) {
            (Some(person), None) => (names::name_key(&person.name), Some(person.stand)),
            (Some(first), Some(second)) => {
                let same = second.stand == first.stand && people.all(|person| person.stand == first.stand);
                (bare(&plain), same.then_some(first.stand))
            }
            (None, _) => (bare(&plain), None),
        }
    }
}

/// A form of a name under which it is equal however it is written.
pub(super) fn bare(text: &str) -> String {
    let letters: String = text.chars().filter(|letter| letter.is_alphanumeric() || *letter == '々' || *letter == 'ー').collect();
    names::name_key(&letters)
}

fn forms(person: &KnownPerson) -> Vec<String> {
    let parts = |name: &str| {
        let split = names::split(name);
        let given = split.and_then(|split| split.given);
        let mut parts = vec![name.to_owned()];
        parts.extend(split.map(|split| split.surname.to_owned()));
        parts.extend(given.map(ToOwned::to_owned));
        parts.extend(given.into_iter().flat_map(str::split_whitespace).map(ToOwned::to_owned));
        parts
    };
    let written = parts(&person.name).into_iter().map(|part| names::name_key(&part));
    let spoken = parts(&person.kana).into_iter().map(|part| kana::reading_key(&part));
    written.chain(spoken).filter(|form| !form.is_empty()).collect()
}

/// Letters only, and no readings in brackets.
fn without_ruby(text: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for letter in text.chars() {
        match letter {
            '(' | '（' | '《' | '〈' | '[' | '【' => depth += 1,
            ')' | '）' | '》' | '〉' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && (letter.is_alphanumeric() || matches!(letter, '々' | 'ー')) => plain.push(letter),
            _ => {}
        }
    }
    if plain.is_empty() { text.to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, kana: &str, stand: Stand) -> KnownPerson {
        KnownPerson { name: name.to_owned(), kana: kana.to_owned(), stand }
    }

    /// H1: one decision for all forms of a name.
    #[test]
    fn all_forms_of_a_name_lead_to_one_person() {
        let people = People::new([person("齋藤 花子", "さいとう はなこ", Stand::Resident)]);
        let (key, stand) = people.who("齋藤花子");
        assert_eq!(stand, Some(Stand::Resident));
        for form in ["斎藤", "斉 藤", "サイトウ", "花子", "はなこ", "斎（さい）藤（とう）花子", "ｻｲﾄｳ"] {
            assert_eq!(people.who(form).0, key, "{form}");
        }
    }

    #[test]
    fn a_surname_of_two_people_means_neither_of_them_alone() {
        let people =
            People::new([person("青空 一郎", "あおぞら いちろう", Stand::Resident), person("青空 雪", "あおぞら ゆき", Stand::Family)]);
        assert_ne!(people.who("青空").0, people.who("青空一郎").0);
        assert_eq!(people.who("青空").1, None);
        assert_eq!(people.who("雪").1, Some(Stand::Family));
    }
}
