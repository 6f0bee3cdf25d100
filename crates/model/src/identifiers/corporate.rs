//! 法人番号.

use super::number;

number! {
    /// 法人番号 (A1): 13 digits, the first of which checks the other twelve (平成26年財務省令第70号 第2条).
    CorporateNumber, 13, 0, check_digit
}

/// From the right, digits weigh 1, 2, 1, 2 …; 9 minus the remainder of their sum by 9.
fn check_digit(digits: &[u8; 13]) -> u8 {
    let weighted = digits[1..].iter().rev().zip([1, 2].into_iter().cycle());
    let sum: u8 = weighted.map(|(digit, weight)| digit * weight).sum();
    9 - sum % 9
}
