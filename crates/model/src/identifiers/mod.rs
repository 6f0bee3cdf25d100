//! Official numbers with check digits: 法人番号, 事業所番号 (A1) and 全国地方公共団体コード (D5).
//!
//! Two ways in. What a person types goes through `FromStr`: the check digit must be right. What stands in a real list goes
//! through `read`: a well-formed number with a wrong check digit is a doubt to be reported, not a reason to lose the row.

mod corporate;
mod jurisdiction;
mod office;

pub use corporate::CorporateNumber;
pub use jurisdiction::JurisdictionCode;
pub use office::OfficeNumber;

use crate::width::{is_hyphen, narrow};

/// Why a text is not such a number. The message is meant for the person who typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Nothing was written.
    #[error("番号が入力されていません。")]
    Empty,
    /// Something other than digits, spaces and hyphens.
    #[error("数字でない文字が入っています。数字だけを入力してください。")]
    NotDigits,
    /// Too few or too many digits.
    #[error("{expected}桁の番号ですが、{found}桁あります。書類の番号を確かめてください。")]
    Length {
        /// Digits that the number has.
        expected: usize,
        /// Digits that were written.
        found: usize,
    },
    /// The check digit does not fit the other digits: one of them is mistyped, or two are swapped.
    #[error("検査数字が合いません（{found}ではなく{expected}になるはずです）。打ち間違いがないか、書類の番号を確かめてください。")]
    CheckDigit {
        /// The digit that would fit.
        expected: u8,
        /// The digit that was written.
        found: u8,
    },
}

/// A well-formed number from a list that we did not write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Checked<N> {
    /// The check digit fits.
    Sound(N),
    /// The check digit does not fit; the number is kept as written.
    Doubtful {
        /// As written.
        number: N,
        /// The check digit that would fit.
        expected: u8,
        /// The check digit that was written.
        found: u8,
    },
}

impl<N: Copy> Checked<N> {
    /// The number as written, doubtful or not.
    pub fn number(self) -> N {
        match self {
            Self::Sound(number) | Self::Doubtful { number, .. } => number,
        }
    }

    /// The number if its check digit fits.
    ///
    /// # Errors
    /// [`NumberError::CheckDigit`].
    pub fn sound(self) -> Result<N, NumberError> {
        match self {
            Self::Sound(number) => Ok(number),
            Self::Doubtful { expected, found, .. } => Err(NumberError::CheckDigit { expected, found }),
        }
    }

    /// Whether the check digit fits.
    pub fn is_sound(self) -> bool {
        matches!(self, Self::Sound(_))
    }
}

/// The digits of a number of `N` digits, written in full or half width, with or without spaces and hyphens.
fn read_digits<const N: usize>(text: &str) -> Result<[u8; N], NumberError> {
    let narrowed = narrow(text);
    let mut digits = [0; N];
    let mut found = 0;
    for c in narrowed.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)) {
        let digit = c.to_digit(10).ok_or(NumberError::NotDigits)?;
        if let Some(place) = digits.get_mut(found) {
            *place = digit as u8;
        }
        found += 1;
    }
    match found {
        0 => Err(NumberError::Empty),
        _ if found == N => Ok(digits),
        _ => Err(NumberError::Length { expected: N, found }),
    }
}

/// Declares a number of `$length` ASCII digits whose digit at `$check` follows from the others by `$rule`.
macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $length:literal, $check:literal, $rule:path) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $length]);

        impl $name {
            /// How many digits the number has.
            pub const LENGTH: usize = $length;

            /// Reads a number of a list that we did not write.
            ///
            /// # Errors
            /// Everything but [`NumberError::CheckDigit`]: that is a doubt.
            pub fn read(text: &str) -> Result<$crate::identifiers::Checked<Self>, $crate::identifiers::NumberError> {
                let number = Self($crate::identifiers::read_digits(text)?);
                Ok(match number.expected_check_digit() {
                    expected if expected == number.0[$check] => $crate::identifiers::Checked::Sound(number),
                    expected => $crate::identifiers::Checked::Doubtful { number, expected, found: number.0[$check] },
                })
            }

            /// Whether the check digit fits the other digits.
            pub fn is_sound(self) -> bool {
                self.expected_check_digit() == self.0[$check]
            }

            fn expected_check_digit(self) -> u8 {
                $rule(&self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.iter().try_for_each(|digit| write!(f, "{digit}"))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::identifiers::NumberError;

            /// Reads what a person typed: the check digit must fit.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::read(text).and_then($crate::identifiers::Checked::sound)
            }
        }

        /// Written as its digits; read with the check digit in whatever state it is, so that a stored doubt stays readable.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::read(&text).map($crate::identifiers::Checked::number).map_err(serde::de::Error::custom)
            }
        }
    };
}
use number;

#[cfg(test)]
mod tests;
