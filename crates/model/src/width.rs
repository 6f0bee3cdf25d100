//! Folding of full-width ASCII for the parsers of this floor, which may not look sideways at the crate `text`.

use std::borrow::Cow;

/// `０１２ＡＢ－` as `012AB-`, and the ideographic space as a space. Everything else stays as it is.
pub(crate) fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(narrow_char).collect())
}

/// The minus signs and dashes that Japanese keyboards and spreadsheets put where a hyphen is meant. The long vowel mark ー is
/// left alone: it is a letter.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}')
}

/// One character of [`narrow`].
pub(crate) fn narrow_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_signs_become_half_width_and_kana_stay() {
        assert_eq!(narrow("Ｒ８．１１　ホーム"), "R8.11 ホーム");
    }
}
