//! Known names in Latin letters: Saito Hanako, HANAKO SAITŌ, Satoh, and initials of both parts (H.S., S・B).

use std::collections::{BTreeMap, BTreeSet};

use text::{kana, names, width};

use super::{Hit, RosterName};

/// Names by the key under which spellings are equal.
#[derive(Debug, Default)]
pub(super) struct Latin {
    whole: BTreeSet<String>,
    parts: BTreeMap<String, bool>,
    initials: BTreeSet<(char, char)>,
}

impl Latin {
    pub fn of(known: &[RosterName]) -> Self {
        let mut latin = Self::default();
        for name in known {
            for written in [&name.kana, &name.name] {
                latin.add(written);
            }
        }
        latin
    }

    fn add(&mut self, written: &str) {
        let Some(split) = names::split(written) else { return };
        let Some(surname) = spelt(split.surname) else { return };
        self.parts.insert(surname.clone(), true);
        let Some(given) = split.given.and_then(spelt) else { return };
        self.whole.insert(format!("{surname}{given}"));
        self.whole.insert(format!("{given}{surname}"));
        if let (Some(one), Some(other)) = (surname.chars().next(), given.chars().next()) {
            self.initials.extend([(one, other), (other, one)]);
        }
        self.parts.entry(given).or_insert(false);
    }

    /// Where they stand.
    pub fn find(&self, letters: &[char]) -> Vec<Hit> {
        let words = words(letters);
        let keys: Vec<String> = words.iter().map(|word| key(&word.text)).collect();
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let hit = |end: usize, initials: bool, confidence: f32, why: &'static str| Hit {
                range: word.from..end,
                kana: false,
                initials,
                bare: false,
                confidence,
                why,
            };
            let next = words.get(at + 1).filter(|next| word.joins(next, letters));
            if self.whole.contains(&keys[at]) && keys[at].len() >= 4 {
                found.push(hit(word.to, false, 0.97, "名簿にある氏名のローマ字です。"));
            } else if let Some(next) = next
                && self.whole.contains(&format!("{}{}", keys[at], keys[at + 1]))
                && keys[at].len() > 1
            {
                found.push(hit(next.to, false, 0.97, "名簿にある氏名のローマ字です。"));
            } else if self.parts.contains_key(&keys[at]) && keys[at].len() >= 2 {
                let capital = word.text.starts_with(char::is_uppercase);
                let sure = match (capital, keys[at].len()) {
                    (true, 4..) => 0.9,
                    (true, _) => 0.6,
                    (false, 4..) => 0.5,
                    _ => 0.2,
                };
                found.push(hit(word.to, false, sure, "名簿にある名前のローマ字です。"));
            } else if let Some((end, one, other)) = initials(word, next)
                && self.initials.contains(&(one, other))
            {
                found.push(hit(end, true, 0.5, "名簿にある人の頭文字と同じです。"));
            }
        }
        found
    }
}

/// A word in Latin letters.
struct Word {
    from: usize,
    to: usize,
    /// In half width.
    text: String,
}

impl Word {
    /// Whether another word follows it as part of the same name.
    fn joins(&self, next: &Self, letters: &[char]) -> bool {
        let between = &letters[self.to..next.from];
        between.len() <= 3 && between.iter().all(|letter| letter.is_whitespace() || ".,・･-．，－_".contains(*letter))
    }
}

/// Runs of Latin letters; long vowels with a mark belong to them.
fn words(letters: &[char]) -> Vec<Word> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !is_latin(letters[at]) {
            at += 1;
            continue;
        }
        let length =
            letters[at..].iter().take_while(|letter| is_latin(**letter) || matches!(letter, '\'' | '’' | '\u{0304}' | '\u{0302}')).count();
        let text = width::fold(&letters[at..at + length].iter().collect::<String>());
        found.push(Word { from: at, to: at + length, text });
        at += length;
    }
    found
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | 'À'..='ž')
}

/// Two capitals: `SB`, or `S` and `B` with a mark between them. Where they end, and which.
fn initials(word: &Word, next: Option<&Word>) -> Option<(usize, char, char)> {
    let lower =
        |text: &str| -> Vec<char> { text.chars().filter(char::is_ascii_uppercase).map(|letter| letter.to_ascii_lowercase()).collect() };
    match (&lower(&word.text)[..], word.text.len()) {
        ([one], 1) => {
            let next = next?;
            match &lower(&next.text)[..] {
                [other] if next.text.len() == 1 => Some((next.to, *one, *other)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The key of a name in kana or in Latin letters. `None` for kanji.
fn spelt(name: &str) -> Option<String> {
    let folded = width::fold(name);
    let spelling = if kana::is_reading(name) {
        romanised(&kana::to_hiragana(&folded))
    } else if folded.chars().all(|letter| is_latin(letter) || letter.is_whitespace() || "・.-'’".contains(letter)) {
        folded
    } else {
        return None;
    };
    let key = key(&spelling);
    (!key.is_empty()).then_some(key)
}

/// Hiragana in Latin letters, after the table of Kunrei; ー and what is no kana is left out.
fn romanised(kana: &str) -> String {
    const VOWELS: [char; 5] = ['a', 'i', 'u', 'e', 'o'];
    const ROWS: [(&str, &str); 15] = [
        ("", "あいうえお"),
        ("k", "かきくけこ"),
        ("g", "がぎぐげご"),
        ("s", "さしすせそ"),
        ("z", "ざじずぜぞ"),
        ("t", "たちつてと"),
        ("z", "だぢづでど"),
        ("n", "なにぬねの"),
        ("h", "はひふへほ"),
        ("b", "ばびぶべぼ"),
        ("p", "ぱぴぷぺぽ"),
        ("m", "まみむめも"),
        ("r", "らりるれろ"),
        ("y", "や　ゆ　よ"),
        ("w", "わゐ　ゑを"),
    ];
    let mut text = String::new();
    for letter in kana.chars() {
        let small = match letter {
            'ゃ' => Some('a'),
            'ゅ' => Some('u'),
            'ょ' => Some('o'),
            _ => None,
        };
        if let Some(vowel) = small {
            if text.ends_with('i') {
                text.pop();
                text.push('y');
            }
            text.push(vowel);
            continue;
        }
        match letter {
            'ん' => text.push('n'),
            'ゔ' => text.push_str("bu"),
            'だ' => text.push_str("da"),
            'で' => text.push_str("de"),
            'ど' => text.push_str("do"),
            'ぁ' => replace_vowel(&mut text, 'a'),
            'ぃ' => replace_vowel(&mut text, 'i'),
            'ぅ' => replace_vowel(&mut text, 'u'),
            'ぇ' => replace_vowel(&mut text, 'e'),
            'ぉ' => replace_vowel(&mut text, 'o'),
            _ => {
                let found = ROWS.iter().find_map(|(row, kana)| kana.chars().position(|one| one == letter).map(|at| (row, at)));
                if let Some((row, at)) = found {
                    text.push_str(row);
                    text.push(VOWELS[at]);
                }
            }
        }
    }
    text
}

fn replace_vowel(text: &mut String, vowel: char) {
    text.pop();
    text.push(vowel);
}

/// A key under which Hepburn, Kunrei and everyday spellings are equal, with long vowels written or not.
fn key(word: &str) -> String {
    let lower: String = word.to_lowercase().chars().filter_map(unmarked).collect();
    const STEPS: [(&str, &str); 30] = [
        ("tch", "ch"),
        ("shi", "si"),
        ("sh", "sy"),
        ("chi", "ti"),
        ("ch", "ty"),
        ("tsu", "tu"),
        ("fu", "hu"),
        ("f", "h"),
        ("ji", "zi"),
        ("jy", "zy"),
        ("j", "zy"),
        ("dzu", "zu"),
        ("du", "zu"),
        ("di", "zi"),
        ("l", "r"),
        ("v", "b"),
        ("mb", "nb"),
        ("mp", "np"),
        ("mm", "nm"),
        ("wo", "o"),
        ("ei", "e"),
        ("ee", "e"),
        ("ou", "o"),
        ("oo", "o"),
        ("uu", "u"),
        ("aa", "a"),
        ("ii", "i"),
        ("kk", "k"),
        ("ss", "s"),
        ("tt", "t"),
    ];
    let folded = STEPS.iter().fold(lower, |text, (from, to)| text.replace(from, to)).replace("pp", "p").replace("nn", "n");
    without_h(&folded)
}

/// `oh` for a long vowel (Satoh, Ohno) is `o`; the h before a vowel stays.
fn without_h(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let silent = |at: usize| {
        letters[at] == 'h' && at > 0 && letters[at - 1] == 'o' && letters.get(at + 1).is_none_or(|next| !"aiueoy".contains(*next))
    };
    (0..letters.len()).filter(|at| !silent(*at)).map(|at| letters[at]).collect()
}

/// A letter without its mark of length; nothing for what is no letter.
fn unmarked(letter: char) -> Option<char> {
    match letter {
        'ā' | 'â' => Some('a'),
        'ī' | 'î' => Some('i'),
        'ū' | 'û' => Some('u'),
        'ē' | 'ê' => Some('e'),
        'ō' | 'ô' => Some('o'),
        _ if letter.is_alphabetic() => Some(letter),
        _ => None,
    }
}
