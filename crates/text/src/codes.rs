//! Short codes that people copy from paper by hand: no look-alikes when written, patient when read (B2).

use std::{fmt, str::FromStr};

use crate::width;

/// Crockford's base 32: no I, L, O, which are read as 1, 1, 0, and no U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 5;

/// A code of ten characters, 50 random bits. It opens something, so that `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ShortCode([u8; ShortCode::LENGTH]);

/// Why a text is not such a code. The message is meant for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing was written.
    #[error("番号が入力されていません。お手紙にある10文字の番号を入力してください。")]
    Empty,
    /// Too few or too many characters.
    #[error("番号は10文字ですが、{found}文字あります。お手紙の番号と見くらべてください。")]
    Length {
        /// Characters that were written, without spaces and hyphens.
        found: usize,
    },
    /// A character that no code has.
    #[error("番号に使わない文字「{0}」が入っています。お手紙の番号と見くらべてください。")]
    Letter(char),
}

impl ShortCode {
    /// Characters of a code.
    pub const LENGTH: usize = 10;
    /// Random bits of a code.
    pub const BITS: u32 = 50;

    /// The code of the lowest 50 bits of a random number, which is an argument because the core knows no randomness.
    pub fn from_bits(random: u64) -> Self {
        let letter = |place: usize| ALPHABET[(random >> (5 * place)) as usize % ALPHABET.len()];
        Self(std::array::from_fn(|i| letter(Self::LENGTH - 1 - i)))
    }

    /// Ten characters without a hyphen: the form that is hashed.
    pub fn canonical(self) -> String {
        self.0.iter().copied().map(char::from).collect()
    }
}

/// `7K2QD-9XWMA`, as it is printed.
impl fmt::Display for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let canonical = self.canonical();
        let (first, second) = canonical.split_at(GROUP);
        write!(f, "{first}-{second}")
    }
}

impl fmt::Debug for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShortCode(…)")
    }
}

impl FromStr for ShortCode {
    type Err = CodeError;

    /// Reads what a person typed: small letters, full width, spaces, hyphens and the look-alikes O, I, l do not matter.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let mut letters = [0; Self::LENGTH];
        let mut found = 0;
        for c in width::fold(text).chars().filter(|c| !is_gap(*c)) {
            let letter = letter(c).ok_or(CodeError::Letter(c))?;
            if let Some(place) = letters.get_mut(found) {
                *place = letter;
            }
            found += 1;
        }
        match found {
            0 => Err(CodeError::Empty),
            Self::LENGTH => Ok(Self(letters)),
            _ => Err(CodeError::Length { found }),
        }
    }
}

fn letter(c: char) -> Option<u8> {
    let upper = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().copied().find(|known| char::from(*known) == upper)
}

/// Spaces, and everything that a Japanese keyboard gives for a hyphen, the long vowel mark included.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' | '・' | '.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// B2
    #[test]
    fn a_code_is_printed_in_two_groups_and_read_however_it_is_typed() {
        let code: ShortCode = "7K1QD-90WMA".parse().unwrap();
        assert_eq!(code.to_string(), "7K1QD-90WMA");
        assert_eq!(code.canonical(), "7K1QD90WMA");
        for typed in ["7k1qd90wma", "７Ｋ１ＱＤー９０ＷＭＡ", " 7K lQD  9OwmA", "7KIQD‐9oWMA", "7kｌqd.90wma"] {
            assert_eq!(typed.parse(), Ok(code), "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused_with_the_reason() {
        let refused = |text: &str| text.parse::<ShortCode>().unwrap_err();
        assert_eq!(refused(" ー "), CodeError::Empty);
        assert_eq!(refused("7K1QD-90WM"), CodeError::Length { found: 9 });
        assert_eq!(refused("7K1QD-90WMAA"), CodeError::Length { found: 11 });
        assert_eq!(refused("7K1QD-90WMU"), CodeError::Letter('U'));
        assert_eq!(refused("7K1QD-90WMあ"), CodeError::Letter('あ'));
    }

    #[test]
    fn no_two_characters_of_the_alphabet_look_alike() {
        for c in ['I', 'L', 'O', 'U'] {
            assert!(!ALPHABET.contains(&(c as u8)), "{c}");
        }
    }

    #[test]
    fn a_code_does_not_show_in_debug_output() {
        let code = ShortCode::from_bits(42);
        assert!(!format!("{code:?}").contains(&code.canonical()[5..]));
    }

    proptest! {
        #[test]
        fn every_code_is_read_back_from_what_is_printed(random in any::<u64>()) {
            let code = ShortCode::from_bits(random);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            prop_assert_eq!(code.to_string().to_lowercase().parse(), Ok(code));
        }

        #[test]
        fn other_bits_give_another_code(one in 0u64..1 << ShortCode::BITS, other in 0u64..1 << ShortCode::BITS) {
            prop_assert_eq!(one == other, ShortCode::from_bits(one) == ShortCode::from_bits(other));
        }

        #[test]
        fn reading_never_panics(text in ".{0,24}") {
            let _ = text.parse::<ShortCode>();
        }
    }
}
