//! 国民の祝日 and the days on which offices of authorities are closed. Outside the years of the list the answer is *unknown*.

use std::{collections::BTreeMap, ops::RangeInclusive, sync::LazyLock};

use jiff::civil::{Date, Weekday};

/// Source and licence: `data/holidays/README.md`.
const LIST: &str = include_str!("../../../../data/holidays/holidays_2024_2031.csv");

/// The years that the list covers completely.
pub const COVERED_YEARS: RangeInclusive<i16> = 2024..=2031;

static HOLIDAYS: LazyLock<BTreeMap<Date, &'static str>> = LazyLock::new(|| LIST.lines().skip(1).filter_map(read_line).collect());

/// What is known about a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolidayLookup {
    /// A national holiday, with its name.
    Holiday(&'static str),
    /// Certainly none.
    NotHoliday,
    /// The list does not reach that year.
    Unknown,
}

/// Why offices of authorities are closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedReason {
    /// A Saturday or Sunday.
    Weekend,
    /// A national holiday, with its name.
    Holiday(&'static str),
    /// 29 December to 3 January (行政機関の休日に関する法律 第1条; 地方自治法 第4条の2).
    TurnOfTheYear,
}

impl std::fmt::Display for ClosedReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Weekend => "土・日曜日",
            Self::Holiday(name) => name,
            Self::TurnOfTheYear => "年末年始",
        })
    }
}

/// Whether offices of authorities work on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeDay {
    /// They do.
    Open,
    /// They do not.
    Closed(ClosedReason),
    /// A weekday of a year whose holidays are not known.
    Unknown,
}

/// The name of the holiday on a date, if it is one.
pub fn holiday_name(date: Date) -> HolidayLookup {
    if !COVERED_YEARS.contains(&date.year()) {
        return HolidayLookup::Unknown;
    }
    match HOLIDAYS.get(&date) {
        Some(name) => HolidayLookup::Holiday(name),
        None => HolidayLookup::NotHoliday,
    }
}

/// Whether offices of authorities work on a date. The name of a holiday is preferred to the weekend it falls on.
pub fn office_day(date: Date) -> OfficeDay {
    match holiday_name(date) {
        HolidayLookup::Holiday(name) => OfficeDay::Closed(ClosedReason::Holiday(name)),
        _ if is_turn_of_the_year(date) => OfficeDay::Closed(ClosedReason::TurnOfTheYear),
        _ if is_weekend(date) => OfficeDay::Closed(ClosedReason::Weekend),
        HolidayLookup::NotHoliday => OfficeDay::Open,
        HolidayLookup::Unknown => OfficeDay::Unknown,
    }
}

/// Why offices of authorities are closed on a date; `None` where they are open *or where it is not known*: ask [`office_day`]
/// to tell the two apart.
pub fn closed_reason(date: Date) -> Option<ClosedReason> {
    match office_day(date) {
        OfficeDay::Closed(reason) => Some(reason),
        OfficeDay::Open | OfficeDay::Unknown => None,
    }
}

/// Whether offices of authorities are known to be closed on a date: weekends, holidays, 29 December to 3 January.
pub fn is_office_closed(date: Date) -> bool {
    closed_reason(date).is_some()
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn is_turn_of_the_year(date: Date) -> bool {
    matches!((date.month(), date.day()), (12, 29..=31) | (1, 1..=3))
}

fn read_line(line: &'static str) -> Option<(Date, &'static str)> {
    let mut cells = line.split(',');
    let date = cells.next()?.parse().ok()?;
    let name = cells.nth(1)?;
    Some((date, name))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_line_of_the_list_is_read_and_lies_in_the_covered_years() {
        assert_eq!(HOLIDAYS.len(), LIST.lines().count() - 1);
        let years = |mut dates: Box<dyn Iterator<Item = &Date>>| dates.next().map(|d| d.year());
        assert_eq!(years(Box::new(HOLIDAYS.keys())), Some(*COVERED_YEARS.start()));
        assert_eq!(years(Box::new(HOLIDAYS.keys().rev())), Some(*COVERED_YEARS.end()));
    }

    #[test]
    fn holidays_have_their_names() {
        assert_eq!(holiday_name(date(2026, 11, 23)), HolidayLookup::Holiday("勤労感謝の日"));
        assert_eq!(holiday_name(date(2026, 11, 20)), HolidayLookup::NotHoliday);
    }

    #[test]
    fn outside_the_list_nothing_is_claimed() {
        assert_eq!(holiday_name(date(2023, 11, 23)), HolidayLookup::Unknown);
        assert_eq!(holiday_name(date(2032, 1, 1)), HolidayLookup::Unknown);
        assert_eq!(office_day(date(2032, 5, 6)), OfficeDay::Unknown);
        assert_eq!(closed_reason(date(2032, 5, 6)), None);
    }

    #[test]
    fn weekends_and_the_turn_of_the_year_are_closed_in_every_year() {
        assert_eq!(closed_reason(date(2032, 5, 8)), Some(ClosedReason::Weekend));
        assert_eq!(closed_reason(date(2032, 12, 29)), Some(ClosedReason::TurnOfTheYear));
        assert_eq!(closed_reason(date(2027, 1, 3)), Some(ClosedReason::TurnOfTheYear));
        assert_eq!(closed_reason(date(2027, 1, 1)), Some(ClosedReason::Holiday("元日")));
    }

    #[test]
    fn a_plain_weekday_is_open() {
        assert_eq!(office_day(date(2026, 12, 28)), OfficeDay::Open);
        assert_eq!(office_day(date(2027, 1, 4)), OfficeDay::Open);
        assert!(!is_office_closed(date(2026, 11, 20)));
        assert!(is_office_closed(date(2026, 11, 21)));
    }
}
