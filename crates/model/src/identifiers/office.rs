//! 事業所番号.

use super::number;

number! {
    /// 事業所番号 (A1): 10 digits: prefecture (2), kind (1), area (2), serial (4), check digit (1).
    ///
    /// One number may stand for several services and several dwellings: it is no key of a row of the national list.
    OfficeNumber, 10, 9, check_digit
}

/// モジュラス10: from the left, digits weigh 2, 1, 2, 1 …; the digits of the products are added up to the next ten.
fn check_digit(digits: &[u8; 10]) -> u8 {
    let weighted = digits[..9].iter().zip([2, 1].into_iter().cycle());
    let sum: u8 = weighted.map(|(digit, weight)| digit * weight).map(|product| product / 10 + product % 10).sum();
    (10 - sum % 10) % 10
}
