//! 全国地方公共団体コード.

use super::{NumberError, number, read_digits};

number! {
    /// 全国地方公共団体コード (D5): 6 digits: prefecture (2), municipality (3), check digit (1).
    ///
    /// Well-formed does not mean that there is such a place: ask [`crate::jurisdictions::lookup`].
    JurisdictionCode, 6, 5, check_digit
}

impl JurisdictionCode {
    /// The code from its first five digits, as national lists write it (JIS X 0401 and 0402).
    ///
    /// # Errors
    /// Everything but [`NumberError::CheckDigit`].
    pub fn from_five(text: &str) -> Result<Self, NumberError> {
        let five: [u8; 5] = read_digits(text)?;
        let mut digits = [0; 6];
        digits[..5].copy_from_slice(&five);
        digits[5] = check_digit(&digits);
        Ok(Self(digits))
    }

    /// The code of the prefecture in which the place lies; a prefecture lies in itself.
    pub fn prefecture(self) -> Self {
        let mut digits = [self.0[0], self.0[1], 0, 0, 0, 0];
        digits[5] = check_digit(&digits);
        Self(digits)
    }

    /// The first five digits.
    pub fn five(self) -> String {
        self.0[..5].iter().map(|digit| char::from(b'0' + digit)).collect()
    }
}

/// The digits weigh 6, 5, 4, 3, 2; 11 minus the remainder of their sum by 11, of which the last digit counts. Where the sum is
/// below 11 the remainder is the sum itself.
fn check_digit(digits: &[u8; 6]) -> u8 {
    let sum: u8 = digits[..5].iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 10
}
