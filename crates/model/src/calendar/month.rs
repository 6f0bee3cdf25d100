//! One month of one year.

use std::fmt;

use jiff::civil::Date;

use super::wareki;

/// A month of the calendar, such as 令和8年4月. Ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarMonth {
    first_day: Date,
}

impl CalendarMonth {
    /// The month in which a date lies.
    pub fn of(date: Date) -> Self {
        Self { first_day: date.first_of_month() }
    }

    /// The year of the common era.
    pub fn year(self) -> i16 {
        self.first_day.year()
    }

    /// 1 to 12.
    pub fn month(self) -> i8 {
        self.first_day.month()
    }

    /// The first day of the month.
    pub fn first_day(self) -> Date {
        self.first_day
    }

    /// The last day of the month.
    pub fn last_day(self) -> Date {
        self.first_day.last_of_month()
    }

    /// Whether the date lies in this month.
    pub fn contains(self, date: Date) -> bool {
        date.first_of_month() == self.first_day
    }
}

/// `令和8年4月`
impl fmt::Display for CalendarMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}月", wareki::year_name(self.first_day), self.month())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_knows_its_last_day_in_leap_years() {
        assert_eq!(CalendarMonth::of(date(2028, 2, 3)).last_day(), date(2028, 2, 29));
        assert_eq!(CalendarMonth::of(date(2027, 2, 3)).last_day(), date(2027, 2, 28));
    }

    #[test]
    fn the_same_month_of_another_year_is_another_month() {
        let april = CalendarMonth::of(date(2026, 4, 1));
        assert!(april.contains(date(2026, 4, 30)));
        assert!(!april.contains(date(2027, 4, 1)));
        assert_eq!(april.to_string(), "令和8年4月");
    }
}
