//! Days as Excel counts them.

use jiff::{ToSpan, civil::Date};

/// The day of a number: from 30 December 1899 (the first two months of 1900 are one off, as in Excel), or from 1 January 1904.
pub fn day(serial: f64, since_1904: bool) -> Option<Date> {
    let first = if since_1904 { Date::constant(1904, 1, 1) } else { Date::constant(1899, 12, 30) };
    // Up to the end of 9999.
    (0.0..2_958_466.0).contains(&serial).then(|| first.checked_add((serial.floor() as i64).days()).ok()).flatten()
}

/// Whether a form of numbers shows days: a letter for year, month or day (or an era) outside of quotes and brackets.
pub fn is_date_code(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => while letters.next().is_some_and(|inner| inner != '"') {},
            '[' => while letters.next().is_some_and(|inner| inner != ']') {},
            '\\' | '_' | '*' => {
                letters.next();
            }
            'y' | 'Y' | 'd' | 'D' | 'g' | 'e' => return true,
            'm' | 'M' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_in_excel() {
        assert_eq!(day(31_110.0, false), Some(Date::constant(1985, 3, 4)));
        assert_eq!(day(29_648.5, true), Some(Date::constant(1985, 3, 4)));
        assert_eq!([day(-1.0, false), day(f64::NAN, false), day(1e300, false)], [None, None, None]);
    }

    #[test]
    fn forms_of_days_are_told_from_forms_of_numbers() {
        assert!(["yyyy/mm/dd", "[$-411]ggge\"年\"m\"月\"d\"日\"", "m/d"].iter().all(|code| is_date_code(code)));
        assert!(!["0.00", "#,##0\"yen/day\"", "[Red]0", "0\\d"].iter().any(|code| is_date_code(code)));
    }
}
