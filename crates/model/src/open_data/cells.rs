//! Cleaning of single cells: what is trimmed and folded, and what never is.

use crate::width::{is_hyphen, narrow, narrow_char};

/// The longest cell: six times the longest of the lists so far. Characters.
pub(super) const LONGEST_CELL: usize = 1_000;

/// Trimmed, with tabs and other control characters as spaces. Full-width spaces inside a name stay.
pub(super) fn text(cell: &str) -> String {
    let plain: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.trim().to_owned()
}

/// A telephone number in half width. Hyphens stay where they are and are not added where there are none.
pub(super) fn phone(cell: &str) -> String {
    // The long vowel mark is what a kana keyboard gives for a hyphen; between digits it can be nothing else.
    let dial = |c: char| if is_hyphen(c) || matches!(c, 'ー' | 'ｰ') { '-' } else { narrow_char(c) };
    text(cell).chars().map(dial).collect()
}

/// The part after the city, without the city where it is repeated there (`札幌市中央区` + `札幌市中央区大通…`).
pub(super) fn address(city: &str, cell: &str) -> String {
    let address = text(cell);
    let city = text(city);
    let repeated = repetitions(&city).find_map(|form| address.strip_prefix(form));
    repeated.unwrap_or(&address).trim_start().to_owned()
}

/// Whether a character was lost when the list was made: `?` for what the encoding did not have, U+FFFD for broken bytes.
pub(super) fn has_lost_character(cell: &str) -> bool {
    cell.contains(['?', char::REPLACEMENT_CHARACTER])
}

/// Degrees within the given bounds.
pub(super) fn degrees(cell: &str, bounds: std::ops::RangeInclusive<f64>) -> Option<f64> {
    narrow(cell.trim()).parse().ok().filter(|degrees| bounds.contains(degrees))
}

/// The city with its prefecture, then without.
fn repetitions(city: &str) -> impl Iterator<Item = &str> {
    let without_prefecture = ["都", "道", "府", "県"].iter().filter_map(move |end| {
        let (before, after) = city.split_once(end)?;
        let is_prefecture = (2..=3).contains(&before.chars().count()) && !after.is_empty();
        is_prefecture.then_some(after)
    });
    std::iter::once(city).chain(without_prefecture).filter(|form| !form.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_city_is_taken_off_the_address() {
        assert_eq!(address("北海道札幌市中央区", "札幌市中央区大通西1丁目"), "大通西1丁目");
        assert_eq!(address("北海道札幌市中央区", "北海道札幌市中央区　大通西1丁目"), "大通西1丁目");
        assert_eq!(address("東京都練馬区", "豊玉北6-12-1"), "豊玉北6-12-1");
        assert_eq!(address("京都府京都市北区", "京都市北区小山"), "小山");
        assert_eq!(address("", "豊玉北"), "豊玉北");
    }

    #[test]
    fn a_telephone_number_becomes_half_width_and_gets_no_hyphens_of_its_own() {
        assert_eq!(phone("０３－１２３４－５６７８"), "03-1234-5678");
        assert_eq!(phone(" 0312345678\t"), "0312345678");
        assert_eq!(phone("03ー1234−5678"), "03-1234-5678");
    }

    #[test]
    fn degrees_outside_japan_are_none() {
        assert_eq!(degrees("43.04184920", 20.0..=46.0), Some(43.0418492));
        assert_eq!(degrees("143.0", 20.0..=46.0), None);
        assert_eq!(degrees("NaN", 20.0..=46.0), None);
        assert_eq!(degrees("北緯43度", 20.0..=46.0), None);
    }
}
