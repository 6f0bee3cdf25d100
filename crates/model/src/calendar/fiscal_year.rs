//! 年度: 1 April to 31 March, named by the year in which it starts.

use std::{fmt, str::FromStr};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    month::CalendarMonth,
    wareki::{self, Era},
};
use crate::width::narrow;

/// 年度 (terms: `FiscalYear`). Written as the number of the year in which it starts: 2026 is 令和8年度.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i16", into = "i16")]
pub struct FiscalYear(i16);

/// Why something is not a 年度.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FiscalYearError {
    /// Neither a year of four digits nor an era with a year.
    #[error("年度として読めません：「{0}」。「2026」または「令和8年度」のように入力してください。")]
    Unrecognised(String),
    /// Outside the years that this program can show.
    #[error("{0}年度は扱えません。1873年度から9998年度までで入力してください。")]
    OutOfRange(i16),
    /// The era never had that 年度.
    #[error("{era}{year}年度という年度はありません。")]
    OutsideEra {
        /// The era as written.
        era: Era,
        /// Its year as written.
        year: i16,
    },
}

impl FiscalYear {
    /// The first 年度 that lies wholly in the present calendar.
    pub const MIN: Self = Self(1873);
    /// The last 年度 whose 31 March can be written with four digits.
    pub const MAX: Self = Self(9998);

    /// The 年度 that starts on 1 April of `year`.
    ///
    /// # Errors
    /// [`FiscalYearError::OutOfRange`] outside [`FiscalYear::MIN`]`..=`[`FiscalYear::MAX`].
    pub fn starting_in(year: i16) -> Result<Self, FiscalYearError> {
        let candidate = Self(year);
        if (Self::MIN..=Self::MAX).contains(&candidate) { Ok(candidate) } else { Err(FiscalYearError::OutOfRange(year)) }
    }

    /// The 年度 of a date. Dates before [`FiscalYear::MIN`] or after [`FiscalYear::MAX`] count as the nearest of the two.
    pub fn of(date: Date) -> Self {
        let start = if date.month() >= 4 { date.year() } else { date.year() - 1 };
        Self(start.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// The year of the common era in which it starts.
    pub fn start_year(self) -> i16 {
        self.0
    }

    /// 1 April.
    pub fn first_day(self) -> Date {
        Date::constant(self.0, 4, 1)
    }

    /// 31 March of the following year.
    pub fn last_day(self) -> Date {
        Date::constant(self.0 + 1, 3, 31)
    }

    /// Whether the date lies in this 年度.
    pub fn contains(self, date: Date) -> bool {
        (self.first_day()..=self.last_day()).contains(&date)
    }

    /// April to March.
    pub fn months(self) -> [CalendarMonth; 12] {
        let april = self.first_day();
        std::array::from_fn(|i| CalendarMonth::of(april.saturating_add((i as i64).months())))
    }

    /// The 年度 before; the first stays the first.
    pub fn previous(self) -> Self {
        Self(self.0 - 1).max(Self::MIN)
    }

    /// The 年度 after; the last stays the last.
    pub fn next(self) -> Self {
        Self(self.0 + 1).min(Self::MAX)
    }

    /// The era and its year by which the 年度 is called: the era of 1 April, except that the 年度 of 2019 as a whole is called
    /// 令和元年度 (新元号への円滑な移行に向けた関係省庁連絡会議申合せ, 1 April 2019).
    fn era_year(self) -> (Era, i16) {
        const FIRST_OF_REIWA: i16 = 2019;
        if self.0 == FIRST_OF_REIWA {
            return (Era::Reiwa, 1);
        }
        let era = Era::of(self.first_day()).unwrap_or(Era::Meiji);
        (era, self.0 - era.first_year() + 1)
    }
}

/// `令和8年度`
impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.era_year() {
            (era, 1) => write!(f, "{era}元年度"),
            (era, year) => write!(f, "{era}{year}年度"),
        }
    }
}

impl FromStr for FiscalYear {
    type Err = FiscalYearError;

    /// Accepts `2026`, `2026年度`, `令和8年度`, `R8`, in full or half width.
    fn from_str(text: &str) -> Result<Self, FiscalYearError> {
        let unrecognised = || FiscalYearError::Unrecognised(text.chars().take(40).collect());
        let narrowed = narrow(text.trim());
        let (era, rest) = wareki::split_era(&narrowed);
        let digits = rest.strip_suffix("年度").unwrap_or(rest);
        let Some(era) = era else {
            let year = wareki::digits(digits, 4..=4).ok_or_else(unrecognised)?;
            return Self::starting_in(year);
        };
        let year = wareki::era_year(digits).ok_or_else(unrecognised)?;
        let outside = FiscalYearError::OutsideEra { era, year };
        let named = Self::starting_in(era.first_year() + year - 1).map_err(|_| outside.clone())?;
        let called_so = named.era_year() == (era, year);
        // 平成31年度 was printed on forms before the era changed, and means the same 年度.
        let printed_before = Era::of(named.first_day()) == Some(era);
        if called_so || printed_before { Ok(named) } else { Err(outside) }
    }
}

impl TryFrom<i16> for FiscalYear {
    type Error = FiscalYearError;

    fn try_from(year: i16) -> Result<Self, FiscalYearError> {
        Self::starting_in(year)
    }
}

impl From<FiscalYear> for i16 {
    fn from(year: FiscalYear) -> i16 {
        year.0
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn year(start: i16) -> FiscalYear {
        FiscalYear::starting_in(start).unwrap()
    }

    #[test]
    fn the_last_day_of_march_belongs_to_the_year_that_began_the_april_before() {
        assert_eq!(FiscalYear::of(date(2027, 3, 31)), year(2026));
        assert_eq!(FiscalYear::of(date(2027, 4, 1)), year(2027));
        assert!(!year(2026).contains(date(2027, 4, 1)));
        assert!(!year(2026).contains(date(2026, 3, 31)));
    }

    /// H2
    #[test]
    fn a_fiscal_year_is_shown_with_its_era() {
        assert_eq!(year(2026).to_string(), "令和8年度");
        assert_eq!(year(2019).to_string(), "令和元年度");
        assert_eq!(year(2018).to_string(), "平成30年度");
        assert_eq!(year(1989).to_string(), "平成元年度");
        assert_eq!(year(1988).to_string(), "昭和63年度");
    }

    #[test]
    fn the_months_run_from_april_to_march() {
        let months = year(2026).months();
        assert_eq!(months[0].first_day(), date(2026, 4, 1));
        assert_eq!(months[8].first_day(), date(2026, 12, 1));
        assert_eq!(months[11].last_day(), year(2026).last_day());
    }

    #[test]
    fn a_fiscal_year_is_read_as_people_write_it() {
        for text in ["2026", "２０２６", "2026年度", "令和8年度", "令和８年度", "R8"] {
            assert_eq!(text.parse(), Ok(year(2026)), "{text}");
        }
        assert_eq!("平成31年度".parse(), Ok(year(2019)));
        assert_eq!("令和元年度".parse(), Ok(year(2019)));
    }

    #[test]
    fn what_is_not_a_fiscal_year_is_refused() {
        for text in ["", "26", "20266", "abcd", "令和", "令和0年度", "-2026", "2026-04-01"] {
            assert!(text.parse::<FiscalYear>().is_err(), "{text}");
        }
        let never = FiscalYearError::OutsideEra { era: Era::Showa, year: 100 };
        assert_eq!("昭和100年度".parse::<FiscalYear>(), Err(never));
        assert_eq!(FiscalYear::starting_in(1872), Err(FiscalYearError::OutOfRange(1872)));
    }

    #[test]
    fn serde_writes_a_number_and_refuses_an_impossible_one() {
        assert_eq!(serde_json::to_string(&year(2026)).unwrap(), "2026");
        assert_eq!(serde_json::from_str::<FiscalYear>("2026").unwrap(), year(2026));
        assert!(serde_json::from_str::<FiscalYear>("0").is_err());
        assert!(serde_json::from_str::<FiscalYear>("\"2026\"").is_err());
    }

    proptest! {
        #[test]
        fn every_year_is_read_back_from_its_name(start in 1873i16..=9998) {
            prop_assert_eq!(year(start).to_string().parse(), Ok(year(start)));
            prop_assert_eq!(FiscalYear::of(year(start).first_day()), year(start));
            prop_assert_eq!(FiscalYear::of(year(start).last_day()), year(start));
        }

        #[test]
        fn reading_never_panics(text in ".{0,12}") {
            let _ = text.parse::<FiscalYear>();
        }
    }
}
