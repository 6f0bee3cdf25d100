//! 氏名: its parts, and keys under which names are equal that registers write differently (H2).

use unicode_normalization::char::decompose_compatible;

use crate::{
    kana,
    variants::{is_variation_selector, representative},
    width,
};

/// A name in its two parts, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameParts<'a> {
    /// 姓; the whole name where there is no space.
    pub surname: &'a str,
    /// 名; everything after the first space.
    pub given: Option<&'a str>,
}

/// Parts a name at its first space, full or half width. `None` for an empty name. A name without a space is not guessed at:
/// it is all surname.
pub fn split(name: &str) -> Option<NameParts<'_>> {
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    Some(match name.split_once(char::is_whitespace) {
        Some((surname, given)) => NameParts { surname, given: Some(given.trim_start()) },
        None => NameParts { surname: name, given: None },
    })
}

/// A key under which a name is equal however it is spaced, in whatever width and variant of kanji (髙・高, 﨑・崎, 齋・斎・斉,
/// 邊・辺). Kana keep their script. For comparing and hashing only; never shown.
pub fn name_key(name: &str) -> String {
    let ignored = |c: char| c.is_whitespace() || is_variation_selector(c) || matches!(c, '・' | '･');
    let letters: String = name.chars().filter(|c| !ignored(*c)).map(representative).collect();
    width::fold(&letters).to_lowercase()
}

/// A character without its width and its variant of kanji, for comparing text character by character: `Ａ` is `A`, `ｱ` is `ア`,
/// 髙 is 高. Kana that differ in size stay (ヶ).
pub fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FFEE}' if c != '～' => {
            let mut plain = c;
            decompose_compatible(c, |folded| plain = folded);
            plain
        }
        'ヶ' => c,
        _ if c < '\u{2E80}' || matches!(c, '\u{3000}'..='\u{33FF}') => c,
        _ => representative(c),
    }
}

/// [`name_key`] of the surname. Empty for an empty name.
pub fn surname_key(name: &str) -> String {
    split(name).map(|parts| name_key(parts.surname)).unwrap_or_default()
}

/// [`kana::reading_key`] of the surname of a reading (`サイトウ　ハナコ`). Empty for an empty reading.
pub fn surname_reading_key(reading: &str) -> String {
    split(reading).map(|parts| kana::reading_key(parts.surname)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// H2
    #[test]
    fn a_name_is_parted_at_its_space() {
        let parts = |surname, given| Some(NameParts { surname, given });
        assert_eq!(split("　斎藤　花子 "), parts("斎藤", Some("花子")));
        assert_eq!(split("斎藤  花子"), parts("斎藤", Some("花子")));
        assert_eq!(split("ほとり マリア ルイザ"), parts("ほとり", Some("マリア ルイザ")));
    }

    #[test]
    fn a_name_without_a_space_is_not_guessed_at_and_nothing_is_no_name() {
        assert_eq!(split("斎藤花子"), Some(NameParts { surname: "斎藤花子", given: None }));
        assert_eq!(split("　 "), None);
        assert_eq!(surname_key(""), "");
    }

    #[test]
    fn variants_of_kanji_width_and_spaces_do_not_tell_names_apart() {
        let pairs = [
            ("髙橋　一郎", "高橋一郎"),
            ("山﨑", "山崎"),
            ("齋藤", "斉藤"),
            ("斎藤", "齊藤"),
            ("渡邊", "渡辺"),
            ("渡邉", "渡辺"),
            ("\u{845B}\u{E0100}西", "葛西"),
            ("ﾏﾘｱ", "マリア"),
            ("Ｍａｒｉａ", "maria"),
            ("𠮷田", "吉田"),
        ];
        for (one, other) in pairs {
            assert_eq!(name_key(one), name_key(other), "{one} {other}");
        }
    }

    #[test]
    fn a_single_character_is_made_plain_and_what_is_plain_stays() {
        assert_eq!("髙﨑Ａｱ１".chars().map(plain).collect::<String>(), "高崎Aア1");
        assert_eq!("関ヶ原・さん〜".chars().map(plain).collect::<String>(), "関ヶ原・さん〜");
    }

    #[test]
    fn different_names_keep_different_keys() {
        for (one, other) in [("高橋", "高島"), ("大野", "小野"), ("坂本", "阪本"), ("まりあ", "マリア")] {
            assert_ne!(name_key(one), name_key(other), "{one} {other}");
        }
    }

    #[test]
    fn the_surname_has_keys_of_its_own() {
        assert_eq!(surname_key("髙橋　一郎"), name_key("高橋"));
        assert_eq!(surname_reading_key("サイトウ　ハナコ"), kana::reading_key("さいとう"));
        assert_ne!(surname_reading_key("サイトウハナコ"), kana::reading_key("さいとう"));
    }

    proptest! {
        #[test]
        fn the_key_of_a_key_is_itself(name in "[髙﨑齋邉ケヶｱ-ﾟＡ-Ｚ 　\u{FA19}\u{E0100}]{0,8}|.{0,16}") {
            let key = name_key(&name);
            prop_assert_eq!(name_key(&key), key);
        }

        #[test]
        fn the_parts_hold_every_letter_of_the_name(name in "[一-龥あ-んァ-ヶ 　]{0,12}") {
            let parts = split(&name);
            let joined = parts.map(|parts| format!("{}{}", parts.surname, parts.given.unwrap_or_default()));
            prop_assert_eq!(name_key(&joined.unwrap_or_default()), name_key(&name));
        }
    }
}
