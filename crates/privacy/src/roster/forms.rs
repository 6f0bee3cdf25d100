//! The ways in which people write one name when they do not look it up.

use text::kana::vowel;

use crate::signs;

/// Endings of pet names.
const PET: &[&str] = &["ちやん", "くん", "さん", "りん", "つち", "たん", "ぴー", "つぴ", "ちん", "きち", "やん", "つぺ", "ぽん"];

/// More forms than this nobody needs: a name with so many letters that can be exchanged is looked for with fewer.
const MOST: usize = 96;

/// A name in kanji, and with letters exchanged that people take for the same: 三ヶ月 and 三が月, 山之内 and 山ノ内, 二宮 and ニ宮.
/// `true` where nothing was exchanged. All in folded letters.
pub(super) fn loosely(letters: &str) -> Vec<(String, bool)> {
    let kanji_around = |at: usize, all: &[char]| {
        let kanji = |at: Option<usize>| at.and_then(|at| all.get(at)).is_some_and(|letter| signs::is_kanji(*letter));
        kanji(at.checked_sub(1)) && kanji(Some(at + 1))
    };
    let all: Vec<char> = letters.chars().collect();
    let choices: Vec<Vec<char>> = all
        .iter()
        .enumerate()
        .map(|(at, letter)| match letter {
            'け' | 'ケ' | 'か' | 'が' if kanji_around(at, &all) => vec![*letter, 'け', 'か', 'が'],
            'の' | '之' | '乃' if all.len() > 1 => vec![*letter, 'の', '之', '乃'],
            '二' => vec![*letter, 'に'],
            '八' => vec![*letter, 'は'],
            '力' => vec![*letter, 'か'],
            '口' => vec![*letter, 'ろ'],
            '工' => vec![*letter, 'え'],
            '夕' => vec![*letter, 'た'],
            '一' if all.len() > 1 => vec![*letter, 'ー'],
            _ => vec![*letter],
        })
        .collect();
    let mut forms = spelt(&choices);
    forms.dedup();
    forms.into_iter().map(|form| (form == letters, form)).map(|(exact, form)| (form, exact)).collect()
}

/// A reading with its long vowels in all the ways in which they are written: さとう, さとお, さとー. The reading is a key as
/// `kana::reading_key` gives it.
pub(super) fn spoken(reading: &str) -> Vec<String> {
    let all: Vec<char> = reading.chars().collect();
    let mut choices: Vec<Vec<char>> = Vec::with_capacity(all.len());
    for (at, letter) in all.iter().enumerate() {
        let row = at.checked_sub(1).and_then(|before| vowel(all[before]));
        choices.push(match (row, letter) {
            (Some('お'), 'う') => vec!['う', 'お', 'ー'],
            (Some('え'), 'え' | 'い') => vec!['え', 'い', 'ー'],
            (Some(row), letter) if row == *letter => vec![*letter, 'ー'],
            _ => vec![*letter],
        });
    }
    spelt(&choices)
}

/// Every way to choose one letter at each place; the first of each where there are too many.
fn spelt(choices: &[Vec<char>]) -> Vec<String> {
    let mut forms = vec![String::new()];
    for choice in choices {
        let many = forms.len() * choice.len() > MOST;
        let letters = if many { &choice[..1] } else { &choice[..] };
        forms = forms.iter().flat_map(|form| letters.iter().map(move |letter| format!("{form}{letter}"))).collect();
    }
    forms.sort();
    forms.dedup();
    forms
}

/// Kanji with kana for some of its letters: 斎とう, さい藤. Which kana belong to which letter is not known, so that all are tried.
pub(super) fn halves(written: &str, reading: &str) -> Vec<String> {
    let (kanji, kana): (Vec<char>, Vec<char>) = (written.chars().collect(), reading.chars().collect());
    let mut forms = Vec::new();
    for kept in 1..kanji.len() {
        for cut in 1..kana.len() {
            let tail: String = kanji[..kept].iter().chain(&kana[cut..]).collect();
            let head: String = kana[..cut].iter().chain(&kanji[kept..]).collect();
            forms.extend([tail, head]);
        }
    }
    forms.retain(|form| form.chars().count() >= 2);
    forms
}

/// Pet names of a given name: りさちゃん, ゆみりん, ゆうくん. The reading is a key.
pub(super) fn nicknames(reading: &str) -> Vec<String> {
    let all: Vec<char> = reading.chars().collect();
    let mut stems: Vec<String> = (2..all.len()).map(|length| all[..length].iter().collect::<String>()).collect();
    stems.extend(all.first().map(|first| format!("{first}ー")));
    stems.extend(all.get(..2).map(|two| format!("{}ー", two.iter().collect::<String>())));
    stems.extend(all.first().and_then(|first| vowel(*first).map(|row| format!("{first}{row}"))));
    stems.iter().flat_map(|stem| PET.iter().map(move |ending| format!("{stem}{ending}"))).collect()
}
