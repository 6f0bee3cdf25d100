//! The calendar of the field: 年度, 和暦 and the days on which offices of authorities are closed (H2, B1).

mod fiscal_year;
pub mod holidays;
mod month;
pub mod wareki;

pub use fiscal_year::{FiscalYear, FiscalYearError};
pub use holidays::{ClosedReason, HolidayLookup, OfficeDay, closed_reason, holiday_name, is_office_closed, office_day};
pub use month::CalendarMonth;
/// An instant as people in Japan read it.
pub fn japan(instant: jiff::Timestamp) -> jiff::Zoned {
    // Japan has had one offset and no summer time since 1952; the fixed offset needs no table.
    instant.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(9)))
}

pub use wareki::{DateError, Era, format_both_years, format_date, format_date_short, format_date_time, format_time, parse_date};
