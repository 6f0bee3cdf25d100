//! Hiragana and katakana, and readings that are compared (H2).

use unicode_normalization::char::compose;

use crate::width;

/// The distance between a hiragana and its katakana in Unicode.
const DISTANCE: u32 = 0x60;

/// Katakana as hiragana; everything else stays. ヷヸヹヺ have no hiragana and stay.
pub fn to_hiragana(text: &str) -> String {
    text.chars().map(hiragana).collect()
}

/// Hiragana as katakana; everything else stays.
pub fn to_katakana(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + DISTANCE).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Whether a character is hiragana, full-width katakana, or a mark that lengthens or repeats one.
pub fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ' | 'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ')
}

/// Whether a text is a reading (フリガナ): kana in any width, with spaces and ・ between its parts.
pub fn is_reading(text: &str) -> bool {
    let folded = width::fold(text);
    let mut letters = folded.chars().filter(|c| !is_separator(*c)).peekable();
    letters.peek().is_some() && letters.all(is_kana)
}

/// A key under which readings are equal that people take for the same, however they type them: `サイトウ　ハナコ` and
/// `さいとうはなこ`, `サトー` and `さとう`, `オータ` and `おおた`, `ﾐﾂﾞﾉ` and `みずの`, `キヤノン` and `キャノン`.
/// Different names stay different: おおの and おの, ゆうき and ゆき.
///
/// For comparing and hashing only; the key is not a reading that may be shown.
pub fn reading_key(text: &str) -> String {
    let letters: String = text.chars().filter(|c| !is_separator(*c)).collect();
    let folded = to_hiragana(&width::fold(&letters)).to_lowercase();
    let mut key = String::with_capacity(folded.len());
    for c in folded.chars().filter(|c| !is_stray_mark(*c)) {
        let last = key.chars().next_back();
        key.extend(key_letter(last, c));
    }
    key
}

/// One step of [`reading_key`]: the letter that a hiragana adds to the key, which may depend on the key's last letter so far.
/// `None` for a mark that has nothing to follow.
pub fn key_letter(last: Option<char>, c: char) -> Option<char> {
    let row = last.and_then(vowel);
    match (plain_letter(repeated(last, c)?), row) {
        ('ー', row) => row.map(long_vowel),
        ('お', Some('お')) => Some('う'),
        ('い', Some('え')) => Some('え'),
        (letter, _) => Some(letter),
    }
}

/// The letter for which a mark of repetition stands (さゝき, すゞき); any other letter is itself.
fn repeated(last: Option<char>, c: char) -> Option<char> {
    match c {
        'ゝ' => last,
        'ゞ' => last.map(|last| compose(last, '\u{3099}').unwrap_or(last)),
        _ => Some(c),
    }
}

/// How a long vowel is mostly spelt in hiragana.
fn long_vowel(row: char) -> char {
    if row == 'お' { 'う' } else { row }
}

/// Large for small, and one of each pair that sounds alike.
fn plain_letter(c: char) -> char {
    match c {
        'ぁ' => 'あ',
        'ぃ' | 'ゐ' => 'い',
        'ぅ' => 'う',
        'ぇ' | 'ゑ' => 'え',
        'ぉ' | 'を' => 'お',
        'ゕ' => 'か',
        'ゖ' => 'け',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ぢ' => 'じ',
        'づ' => 'ず',
        'ゔ' => 'ぶ',
        _ => c,
    }
}

/// The row of the table of kana to which a large hiragana belongs, by its vowel.
pub fn vowel(c: char) -> Option<char> {
    const ROWS: [(char, &str); 5] = [
        ('あ', "あかがさざただなはばぱまやらわ"),
        ('い', "いきぎしじちにひびぴみり"),
        ('う', "うくぐすずつぬふぶぷむゆる"),
        ('え', "えけげせぜてでねへべぺめれ"),
        ('お', "おこごそぞとどのほぼぽもよろ"),
    ];
    ROWS.iter().find(|(_, row)| row.contains(c)).map(|(vowel, _)| *vowel)
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - DISTANCE).unwrap_or(c),
        _ => c,
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '・' | '･' | '-' | '－' | '‐' | '=' | '＝' | '゠')
}

/// A voiced mark that found no kana to join.
fn is_stray_mark(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309A}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// H2
    #[test]
    fn readings_that_people_take_for_the_same_have_one_key() {
        let pairs = [
            ("サイトウ　ハナコ", "さいとうはなこ"),
            ("ｻｲﾄｳ ﾊﾅｺ", "さいとう　はなこ"),
            ("サトー", "さとう"),
            ("オータ", "おおた"),
            ("ケーコ", "けいこ"),
            ("ﾐﾂﾞﾉ", "みずの"),
            ("キヤノン", "キャノン"),
            ("さゝき", "ササキ"),
            ("すゞき", "スズキ"),
            ("おゝの", "オオノ"),
            ("ジョン・スミス", "じよんすみす"),
        ];
        for (one, other) in pairs {
            assert_eq!(reading_key(one), reading_key(other), "{one} {other}");
        }
    }

    #[test]
    fn different_names_keep_different_keys() {
        let pairs = [("おおの", "おの"), ("ゆうき", "ゆき"), ("かとう", "さとう"), ("はら", "ばら"), ("しん", "しの")];
        for (one, other) in pairs {
            assert_ne!(reading_key(one), reading_key(other), "{one} {other}");
        }
    }

    #[test]
    fn kanji_latin_and_nothing_are_no_reading() {
        assert!(is_reading("サイトウ ハナコ") && is_reading("ｻｲﾄｳ") && is_reading("らーめん"));
        for text in ["", " ", "斎藤", "さいとうhanako", "さいとう花子", "・"] {
            assert!(!is_reading(text), "{text}");
        }
    }

    #[test]
    fn a_mark_with_nothing_before_it_is_dropped_from_the_key() {
        assert_eq!(reading_key("ーゝゞあ"), "あ");
        assert_eq!(reading_key(""), "");
    }

    proptest! {
        #[test]
        fn the_key_of_a_key_is_itself(text in "[ぁ-ゖァ-ヶｦ-ﾟーゝゞ・ 　]{0,16}|.{0,16}") {
            let key = reading_key(&text);
            prop_assert_eq!(reading_key(&key), key);
        }

        #[test]
        fn hiragana_survives_the_way_through_katakana(text in "[ぁ-ゖゝゞ]{0,16}") {
            let katakana = to_katakana(&text);
            prop_assert!(katakana.chars().all(is_kana));
            prop_assert_eq!(to_hiragana(&katakana), text);
        }

        #[test]
        fn both_scripts_have_one_key(text in "[ぁ-ゖー]{0,16}") {
            prop_assert_eq!(reading_key(&to_katakana(&text)), reading_key(&text));
        }
    }
}
