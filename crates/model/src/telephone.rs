//! Telephone numbers that can be dialled.

use std::{fmt, str::FromStr};

use crate::width::{is_hyphen, narrow};

/// A number as it is shown and dialled: digits in groups, `011-000-0123`, `#7119`. Never empty, never a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telephone(String);

/// This is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("電話番号は、数字とハイフンで入力してください（例：011-000-0123）。")]
pub struct NoTelephone;

/// So many digits has a number: from the three of 110 to those of an international one.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;

impl FromStr for Telephone {
    type Err = NoTelephone;

    /// Reads a number in half or full width, with any kind of hyphen, with the area in parentheses.
    fn from_str(typed: &str) -> Result<Self, NoTelephone> {
        let typed = narrow(typed.trim());
        let mut shown = String::with_capacity(typed.len());
        for letter in typed.chars() {
            match letter {
                '0'..='9' => shown.push(letter),
                '#' | '+' if shown.is_empty() => shown.push(letter),
                '(' if shown.is_empty() => {}
                ' ' | '(' | ')' | 'ー' => shown.push('-'),
                hyphen if is_hyphen(hyphen) => shown.push('-'),
                _ => return Err(NoTelephone),
            }
        }
        let groups: Vec<&str> = shown.split('-').filter(|group| !group.is_empty()).collect();
        let digits = shown.chars().filter(char::is_ascii_digit).count();
        if DIGITS.contains(&digits) { Ok(Self(groups.join("-"))) } else { Err(NoTelephone) }
    }
}

impl Telephone {
    /// As it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C7: what is one tap away must be a number.
    #[test]
    fn numbers_are_read_as_people_write_them_and_sentences_are_not() {
        let read = [
            ("011-000-0123", "011-000-0123"),
            ("０１１－０００－０１２３", "011-000-0123"),
            ("０１１ー０００ー０１２３", "011-000-0123"),
            ("(011) 000-0123", "011-000-0123"),
            ("011(000)0123", "011-000-0123"),
            ("0110000123", "0110000123"),
            ("#7119", "#7119"),
            (" 110 ", "110"),
            ("+81 11 000 0123", "+81-11-000-0123"),
        ];
        for (typed, shown) in read {
            assert_eq!(typed.parse::<Telephone>().map(|number| number.to_string()), Ok(shown.to_owned()), "{typed}");
        }
        for typed in ["", "-", "12", "011-000-0123 内線 45", "代表番号へ", "javascript:1", "0110000123456789", "011#000#0123"] {
            assert_eq!(typed.parse::<Telephone>(), Err(NoTelephone), "{typed}");
        }
    }
}
