//! What is wished for the visits of a 年度 (C1–C3, A11): the days that somebody offers, in the words in which people say them.

use std::collections::BTreeSet;

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use serde::{Deserialize, Serialize};

use crate::{
    DwellingId,
    calendar::{DateError, FiscalYear, HolidayLookup, holiday_name, parse_date},
    vocabulary,
};

vocabulary! {
    /// A day of the week.
    WeekDay {
        /// 月曜日.
        Monday = "monday", "月";
        /// 火曜日.
        Tuesday = "tuesday", "火";
        /// 水曜日.
        Wednesday = "wednesday", "水";
        /// 木曜日.
        Thursday = "thursday", "木";
        /// 金曜日.
        Friday = "friday", "金";
        /// 土曜日.
        Saturday = "saturday", "土";
        /// 日曜日.
        Sunday = "sunday", "日";
    }
}

impl WeekDay {
    /// The day of the week of a date.
    pub fn of(date: Date) -> Self {
        match date.weekday() {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }

    /// Monday to Friday.
    pub fn working() -> BTreeSet<Self> {
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday].into()
    }
}

vocabulary! {
    /// How a member wishes to visit (A13, C3, C4).
    VisitWay {
        /// Goes there alone.
        OnSite = "on_site", "一人で訪問できる";
        /// Wishes to go together with somebody who knows the way.
        Accompanied = "accompanied", "はじめてなので、ほかの構成員と一緒に訪問したい";
        /// Comes with an interpreter or a helper.
        WithInterpreter = "with_interpreter", "通訳や介助の方と一緒に訪問する";
        /// Can only look in through a screen.
        Online = "online", "オンラインで訪問したい";
    }
}

/// The days that somebody offers: days of the week, with exceptions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// On these days of the week …
    pub weekdays: BTreeSet<WeekDay>,
    /// … also where they are national holidays, …
    pub holidays: bool,
    /// … but not in these months (1 to 12), …
    pub not_in: BTreeSet<i8>,
    /// … and not on these days.
    pub not_on: BTreeSet<Date>,
    /// Besides, on these days.
    pub also_on: BTreeSet<Date>,
}

impl Offer {
    /// What is taken for granted of somebody who has not said anything: working days.
    pub fn unsaid() -> Self {
        let none = BTreeSet::new;
        Self { weekdays: WeekDay::working(), holidays: false, not_in: BTreeSet::new(), not_on: none(), also_on: none() }
    }

    /// Whether the offer holds for a day.
    pub fn holds_on(&self, day: Date) -> bool {
        let holiday = matches!(holiday_name(day), HolidayLookup::Holiday(_));
        let usual = self.weekdays.contains(&WeekDay::of(day)) && (self.holidays || !holiday) && !self.not_in.contains(&day.month());
        self.also_on.contains(&day) || (usual && !self.not_on.contains(&day))
    }

    /// The days offered from a day on to the end of a 年度.
    pub fn days(&self, year: FiscalYear, from: Date) -> BTreeSet<Date> {
        let from = from.max(year.first_day());
        from.series(1.day()).take_while(|day| *day <= year.last_day()).filter(|day| self.holds_on(*day)).collect()
    }
}

/// What a member wishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberWish {
    /// When the member can visit.
    pub offer: Offer,
    /// How.
    pub way: VisitWay,
    /// Houses nearby.
    pub near: BTreeSet<DwellingId>,
    /// Houses a long way off.
    pub far: BTreeSet<DwellingId>,
    /// Houses in which a relative lives.
    pub relatives: BTreeSet<DwellingId>,
}

/// What is wished for a house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HouseWish {
    /// When it can be visited.
    pub offer: Offer,
    /// Where residents do not wish to be met (A11): only on these days of the week, when they are out. `None`: staff see to it.
    pub while_out: Option<BTreeSet<WeekDay>>,
    /// How often it wishes to be visited in the 年度, if more often than the rules ask.
    pub times: Option<u8>,
}

/// A line that does not name a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DaysError {
    /// It does not read as a day.
    #[error("{line}行目の「{text}」は、日付として読めません。「12月24日」のように、1行に1日ずつ入力してください。")]
    Unreadable {
        /// Which line, from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// It lies in another 年度.
    #[error("{line}行目の「{text}」は、{year}の日ではありません。")]
    OutsideYear {
        /// Which line, from 1.
        line: usize,
        /// What stands there.
        text: String,
        /// The 年度 that is meant.
        year: FiscalYear,
    },
    /// Nobody lists so many.
    #[error("日は{MOST_DAYS}日までにしてください。曜日や月を選ぶと、少なくできます。")]
    TooMany,
}

/// A list of days has no more than this.
pub const MOST_DAYS: usize = 366;

/// Reads a list of days, one a line or parted by 、 or commas: whole dates, or 「12月24日」 and 「12/24」 of the 年度.
///
/// ```
/// use model::{calendar::FiscalYear, visits::wishes::days_of};
/// let year = FiscalYear::starting_in(2026)?;
/// let days = days_of("12月24日\n2/3、令和9年3月1日", year)?;
/// assert_eq!(days.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2026-12-24", "2027-02-03", "2027-03-01"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`DaysError`], with the line.
pub fn days_of(text: &str, year: FiscalYear) -> Result<BTreeSet<Date>, DaysError> {
    let mut days = BTreeSet::new();
    for (number, line) in text.lines().enumerate() {
        for part in line.split(['、', ',', '，']).map(str::trim).filter(|part| !part.is_empty()) {
            let (line, text) = (number + 1, part.to_owned());
            let Some(day) = day_of(part, year) else { return Err(DaysError::Unreadable { line, text }) };
            if !year.contains(day) {
                return Err(DaysError::OutsideYear { line, text, year });
            }
            days.insert(day);
        }
    }
    if days.len() > MOST_DAYS { Err(DaysError::TooMany) } else { Ok(days) }
}

/// A day, whole or of the 年度.
fn day_of(text: &str, year: FiscalYear) -> Option<Date> {
    let whole: Result<Date, DateError> = parse_date(text);
    if let Ok(day) = whole {
        return Some(day);
    }
    let narrow = crate::width::narrow(text);
    let (month, day) = narrow.trim_end_matches('日').split_once(['月', '/'])?;
    let (month, day): (i8, i8) = (month.trim().parse().ok()?, day.trim().parse().ok()?);
    let calendar = if month >= 4 { year.start_year() } else { year.start_year() + 1 };
    Date::new(calendar, month, day).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn year() -> FiscalYear {
        FiscalYear::of(date(2026, 6, 1))
    }

    /// C3: what a member says about days of the week becomes days, without holidays unless they were offered.
    #[test]
    fn an_offer_keeps_its_days_of_the_week_and_leaves_holidays_out() {
        let offer = Offer { weekdays: [WeekDay::Monday].into(), ..Offer::unsaid() };
        let days = offer.days(year(), date(2027, 1, 1));
        // 11 January 2027 is 成人の日, 22 March the day off for 春分の日.
        assert_eq!(days.iter().filter(|day| day.month() == 1).count(), 3);
        assert!(!days.contains(&date(2027, 1, 11)) && days.contains(&date(2027, 1, 18)));
        assert!(Offer { holidays: true, ..offer }.holds_on(date(2027, 1, 11)));
    }

    #[test]
    fn exceptions_weigh_more_than_days_of_the_week() {
        let offer = Offer {
            not_in: [12].into(),
            not_on: [date(2026, 11, 4)].into(),
            also_on: [date(2026, 12, 5), date(2026, 11, 1)].into(),
            ..Offer::unsaid()
        };
        assert!(!offer.holds_on(date(2026, 12, 4)), "a month that was ruled out");
        assert!(!offer.holds_on(date(2026, 11, 4)), "a day that was ruled out");
        assert!(offer.holds_on(date(2026, 12, 5)) && offer.holds_on(date(2026, 11, 1)), "a Saturday and a Sunday that were named");
        assert!(!offer.holds_on(date(2026, 11, 3)), "文化の日");
    }

    #[test]
    fn no_day_before_the_given_one_or_outside_the_year_is_offered() {
        let days = Offer::unsaid().days(year(), date(2027, 3, 30));
        assert_eq!(days.into_iter().collect::<Vec<_>>(), [date(2027, 3, 30), date(2027, 3, 31)]);
        assert!(Offer::unsaid().days(year(), date(2027, 4, 1)).is_empty());
    }

    #[test]
    fn a_list_of_days_reads_as_people_write_it() {
        let days = days_of("１２月２４日、12/25\n\n2027-01-08", year()).unwrap();
        assert_eq!(days.into_iter().collect::<Vec<_>>(), [date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 8)]);
    }

    #[test]
    fn a_line_that_is_no_day_of_the_year_is_named() {
        assert_eq!(days_of("12月24日\nクリスマス", year()), Err(DaysError::Unreadable { line: 2, text: "クリスマス".to_owned() }));
        assert_eq!(days_of("2月30日", year()), Err(DaysError::Unreadable { line: 1, text: "2月30日".to_owned() }));
        let outside = days_of("2027-04-01", year());
        assert_eq!(outside, Err(DaysError::OutsideYear { line: 1, text: "2027-04-01".to_owned(), year: year() }));
    }
}
