//! Numbers, times and days of a year as parameters: what is outside its range is refused where it is read.

use std::{borrow::Cow, fmt};

use jiff::{Span, ToSpan, civil::Time};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::book::MonthDay;

macro_rules! bounded {
    ($($(#[$doc:meta])* $name:ident($inner:ty), $min:literal..=$max:literal, $refusal:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(try_from = "i64")]
        pub struct $name($inner);

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "integer", "minimum": $min, "maximum": $max })
            }
        }

        impl TryFrom<i64> for $name {
            type Error = &'static str;

            fn try_from(number: i64) -> Result<Self, Self::Error> {
                match <$inner>::try_from(number) {
                    Ok(number @ $min..=$max) => Ok(Self(number)),
                    _ => Err($refusal),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    )+};
}

bounded! {
    /// A number of days, 0 to 366: longer stretches are a mistake in a year's plan.
    Days(u16), 0..=366, "日数は0から366までの整数で書いてください";
    /// A count of people, meetings, visits, months or years, 1 to 100.
    Count(u8), 1..=100, "数は1から100までの整数で書いてください";
    /// A share of a whole.
    Percent(u8), 0..=100, "割合は0から100までの整数（％）で書いてください";
    /// A length of time within a day.
    Minutes(u16), 1..=1440, "分は1から1440までの整数で書いてください";
    /// A month of the year.
    Month(u8), 1..=12, "月は1から12までの整数で書いてください";
    /// The year in which a 年度 begins.
    Year(i16), 2000..=9000, "年は、年度のはじまる西暦4桁で書いてください";
}

impl Days {
    /// As a span of days.
    pub fn span(self) -> Span {
        i64::from(self.0).days()
    }

    /// The number.
    pub fn count(self) -> u16 {
        self.0
    }
}

impl Count {
    /// The number.
    pub fn get(self) -> u8 {
        self.0
    }

    /// As a span of months.
    pub fn months(self) -> Span {
        i64::from(self.0).months()
    }

    /// As a span of years.
    pub fn years(self) -> Span {
        i64::from(self.0).years()
    }
}

impl Percent {
    /// The number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl Minutes {
    /// The number.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl Year {
    /// The number.
    pub fn get(self) -> i16 {
        self.0
    }
}

/// A day of any year, written `{ month = 4, day = 30 }`; 29 February is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "DayOfYearText")]
#[schemars(with = "DayOfYearText")]
pub struct DayOfYear(MonthDay);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DayOfYearText {
    month: i8,
    day: i8,
}

impl DayOfYear {
    /// The month and the day.
    pub fn get(self) -> MonthDay {
        self.0
    }
}

impl TryFrom<DayOfYearText> for DayOfYear {
    type Error = &'static str;

    fn try_from(written: DayOfYearText) -> Result<Self, Self::Error> {
        MonthDay::new(written.month, written.day).map(Self).ok_or("毎年ある月日ではありません")
    }
}

impl fmt::Display for DayOfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}月{}日", self.0.month(), self.0.day())
    }
}

/// A time of the day, written `"08:30"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Clock(Time);

impl JsonSchema for Clock {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Clock".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[0-2]\d:[0-5]\d$" })
    }
}

impl Clock {
    /// The time.
    pub fn time(self) -> Time {
        self.0
    }
}

impl TryFrom<String> for Clock {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let well_formed = text.len() == 5 && text.as_bytes()[2] == b':';
        let time = text.parse().ok().filter(|_| well_formed);
        time.map(Self).ok_or("時刻は\"08:30\"の形で、00:00から23:59までで書いてください")
    }
}

/// `8時30分`
impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.minute() {
            0 => write!(f, "{}時", self.0.hour()),
            minute => write!(f, "{}時{minute}分", self.0.hour()),
        }
    }
}
