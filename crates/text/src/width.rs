//! Full and half width (H2).

use unicode_normalization::char::{compose, decompose_compatible};

/// Letters, digits and signs in half width, kana in full width: `ＡＢ１２　ｶﾞｲﾄﾞ` as `AB12 ガイド`.
///
/// Narrower than NFKC on purpose: ㈱, ① and the variants of kanji in people's names stay as they were written. 〜 stays, and
/// its double ～, which Windows writes for it, becomes 〜 rather than `~`; ー stays a letter. Voiced marks that stand apart (as
/// in half-width kana and in names of files from some systems) join their kana.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, |narrow| push_joined(&mut folded, narrow));
    }
    folded
}

fn fold_char(c: char, mut push: impl FnMut(char)) {
    match c {
        '～' => push('〜'),
        '\u{3000}' | '\u{FF01}'..='\u{FFEE}' => decompose_compatible(c, push),
        _ => push(c),
    }
}

fn push_joined(text: &mut String, c: char) {
    let is_voiced_mark = matches!(c, '\u{3099}' | '\u{309A}');
    let joined = text.chars().next_back().filter(|_| is_voiced_mark).and_then(|last| compose(last, c));
    match joined {
        Some(joined) => {
            text.pop();
            text.push(joined);
        }
        None => text.push(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// H2
    #[test]
    fn letters_become_half_width_and_kana_full_width() {
        assert_eq!(fold("ＡＢ１２－３（仮）"), "AB12-3(仮)");
        assert_eq!(fold("ﾋﾟｱｻﾎﾟｰﾄ｢ｳﾞｨﾗ｣"), "ピアサポート「ヴィラ」");
        assert_eq!(fold("ホームか\u{3099}く"), "ホームがく");
        assert_eq!(fold("東　京"), "東 京");
    }

    #[test]
    fn what_is_no_matter_of_width_stays() {
        for text in ["10時〜12時", "㈱ほとり", "①", "髙﨑", "神", "コーヒー", "…"] {
            assert_eq!(fold(text), text);
        }
        assert_eq!(fold("10時～12時"), "10時〜12時");
    }

    #[test]
    fn a_voiced_mark_without_its_kana_is_not_lost() {
        assert_eq!(fold("ﾞ").chars().count(), 1);
        assert_eq!(fold("漢\u{3099}"), "漢\u{3099}");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "[ｦ-ﾟ！-～ 　あ-んア-ヺ\u{3099}\u{309A}]{0,12}|.{0,24}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
