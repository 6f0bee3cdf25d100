//! 和暦: dates as people in Japan write and read them (H2).

use std::ops::RangeInclusive;

use jiff::civil::{Date, DateTime, Time, Weekday, date};

use crate::{
    vocabulary::{self, Vocabulary},
    width::{is_hyphen, narrow},
};

crate::vocabulary! {
    /// 元号.
    Era {
        /// 1868–1912. Read and written from 明治6年 on: before it Japan counted days in another calendar.
        Meiji = "M", "明治";
        /// 1912–1926.
        Taisho = "T", "大正";
        /// 1926–1989.
        Showa = "S", "昭和";
        /// 1989–2019.
        Heisei = "H", "平成";
        /// Since 1 May 2019.
        Reiwa = "R", "令和";
    }
}

impl Era {
    /// The era of a date; `None` before 1 January 1873 (明治6年), when the present calendar came into force.
    pub fn of(date: Date) -> Option<Self> {
        Self::ALL.iter().rev().copied().find(|era| era.first_day() <= date)
    }

    /// The first day on which the era can be written in the present calendar.
    pub fn first_day(self) -> Date {
        match self {
            Self::Meiji => date(1873, 1, 1),
            Self::Taisho => date(1912, 7, 30),
            Self::Showa => date(1926, 12, 25),
            Self::Heisei => date(1989, 1, 8),
            Self::Reiwa => date(2019, 5, 1),
        }
    }

    /// The year of the common era that is the era's 元年.
    pub fn first_year(self) -> i16 {
        match self {
            Self::Meiji => 1868,
            other => other.first_day().year(),
        }
    }
}

/// Why a text is not a date. The message is meant for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing was written.
    #[error("日付が入力されていません。「令和8年11月20日」または「2026-11-20」のように入力してください。")]
    Empty,
    /// Not in any of the forms that are read.
    #[error("日付として読めません：「{0}」。「令和8年11月20日」または「2026-11-20」のように入力してください。")]
    Unrecognised(String),
    /// The calendar has no such day.
    #[error("{year}年{month}月{day}日という日はありません。月と日を確かめてください。")]
    NoSuchDay {
        /// Year of the common era.
        year: i16,
        /// As written.
        month: i8,
        /// As written.
        day: i8,
    },
    /// The day exists, but not in the era that was written.
    #[error("{era}{year}年{month}月{day}日は{era}の期間にありません。元号と年を確かめてください。")]
    OutsideEra {
        /// The era as written.
        era: Era,
        /// Its year as written.
        year: i16,
        /// As written.
        month: i8,
        /// As written.
        day: i8,
    },
}

/// `令和8年11月20日（金）`. Before 1873 the year of the common era stands in place of the era.
pub fn format_date(date: Date) -> String {
    format!("{}（{}）", format_date_short(date), weekday_name(date.weekday()))
}

/// `令和8年11月20日`
pub fn format_date_short(date: Date) -> String {
    let mut text = year_name(date);
    push_number(&mut text, date.month().into());
    text.push('月');
    push_number(&mut text, date.day().into());
    text.push('日');
    text
}

/// `1968年（昭和43年）`; the year in which an era began has both names, as `1989年（昭和64年・平成元年）`.
pub fn format_both_years(year: i16) -> String {
    let first = year_name(date(year, 1, 1));
    let last = year_name(date(year, 12, 31));
    if first == last { format!("{year}年（{last}）") } else { format!("{year}年（{first}・{last}）") }
}

/// `午後1時30分`, `午前10時`, `正午`. Seconds are not shown.
pub fn format_time(time: Time) -> String {
    let half = if time.hour() < 12 { "午前" } else { "午後" };
    match (time.hour(), time.minute()) {
        (12, 0) => "正午".to_owned(),
        (hour, 0) => format!("{half}{}時", hour % 12),
        (hour, minute) => format!("{half}{}時{minute}分", hour % 12),
    }
}

/// `令和8年11月20日（金）午後1時30分`
pub fn format_date_time(moment: DateTime) -> String {
    format!("{}{}", format_date(moment.date()), format_time(moment.time()))
}

/// Reads `2026-11-20`, `2026/11/20`, `2026年11月20日`, `令和8年11月20日`, `R8.11.20`, each in full or half width, with or
/// without a weekday in brackets. The weekday is not compared with the date.
///
/// # Errors
/// See [`DateError`]. Two-digit years without an era are not guessed.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let plain: String = narrow(text).chars().filter(|c| !c.is_whitespace()).collect();
    if plain.is_empty() {
        return Err(DateError::Empty);
    }
    let unrecognised = || DateError::Unrecognised(text.chars().take(40).collect());
    let (era, rest) = split_era(without_weekday(&plain));
    let [year, month, day] = split_parts(rest).ok_or_else(unrecognised)?;
    let month = digits(month, 1..=2).ok_or_else(unrecognised)? as i8;
    let day = digits(day, 1..=2).ok_or_else(unrecognised)? as i8;
    match era {
        None => {
            let year = digits(year, 4..=4).ok_or_else(unrecognised)?;
            Date::new(year, month, day).map_err(|_| DateError::NoSuchDay { year, month, day })
        }
        Some(era) => {
            let year = era_year(year).ok_or_else(unrecognised)?;
            date_in_era(era, year, month, day)
        }
    }
}

fn date_in_era(era: Era, year: i16, month: i8, day: i8) -> Result<Date, DateError> {
    let common = era.first_year() + year - 1;
    let found = Date::new(common, month, day).map_err(|_| DateError::NoSuchDay { year: common, month, day })?;
    if Era::of(found) == Some(era) { Ok(found) } else { Err(DateError::OutsideEra { era, year, month, day }) }
}

/// `令和8年`, `令和元年`; `1850年` before the eras that are known here.
pub(super) fn year_name(date: Date) -> String {
    // Long enough for a whole date: every reason of a finding names one or two.
    let mut text = String::with_capacity(32);
    match Era::of(date).map(|era| (era, date.year() - era.first_year() + 1)) {
        None => push_number(&mut text, date.year()),
        Some((era, 1)) => {
            text.push_str(era.label());
            text.push('元');
        }
        Some((era, year)) => {
            text.push_str(era.label());
            push_number(&mut text, year);
        }
    }
    text.push('年');
    text
}

/// Without leading zeros.
fn push_number(text: &mut String, number: i16) {
    let digit = |value: i16| char::from(b'0' + (value % 10).unsigned_abs() as u8);
    if number < 0 {
        text.push('-');
    }
    let mut place = 10_000;
    while place > 1 && number / place == 0 {
        place /= 10;
    }
    while place > 0 {
        text.push(digit(number / place));
        place /= 10;
    }
}

/// Takes the era off the front: its two characters, its Latin letter, or the single-character form of typewriters.
pub(super) fn split_era(text: &str) -> (Option<Era>, &str) {
    const SQUARE: [(Era, &str); 5] = [(Era::Meiji, "㍾"), (Era::Taisho, "㍽"), (Era::Showa, "㍼"), (Era::Heisei, "㍻"), (Era::Reiwa, "㋿")];
    let lower = |era: Era| vocabulary::Vocabulary::code(era).to_ascii_lowercase();
    for (era, square) in SQUARE {
        let rest = text
            .strip_prefix(era.label())
            .or_else(|| text.strip_prefix(square))
            .or_else(|| text.strip_prefix(era.code()))
            .or_else(|| text.strip_prefix(lower(era).as_str()));
        if let Some(rest) = rest {
            return (Some(era), rest.trim_start_matches(['.', ' ']));
        }
    }
    (None, text)
}

/// A year of an era: `8`, `08`, `元`; up to four digits, as far as dates reach. Zero is no year.
pub(super) fn era_year(text: &str) -> Option<i16> {
    match text {
        "元" => Some(1),
        _ => digits(text, 1..=4).filter(|year| *year > 0),
    }
}

/// A number of so many ASCII digits and nothing else: no sign, no space.
pub(super) fn digits(text: &str, lengths: RangeInclusive<usize>) -> Option<i16> {
    let plain = lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn split_parts(text: &str) -> Option<[&str; 3]> {
    if let Some((year, rest)) = text.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        return Some([year, month, day.strip_suffix('日')?]);
    }
    let separator = text.chars().find(|c| is_hyphen(*c) || matches!(c, '.' | '/'))?;
    let mut parts = text.split(separator);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(three)
}

fn without_weekday(text: &str) -> &str {
    let Some(open) = text.rfind('(') else {
        return text;
    };
    let inside = text[open + 1..].trim_end_matches(')').trim_end_matches("曜日").trim_end_matches('曜');
    let is_weekday = inside.chars().count() == 1 && "月火水木金土日祝".contains(inside);
    if is_weekday { &text[..open] } else { text }
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;
    use proptest::prelude::*;

    use super::*;

    /// H2
    #[test]
    fn a_date_is_written_with_era_and_weekday() {
        assert_eq!(format_date(date(2026, 11, 20)), "令和8年11月20日（金）");
        assert_eq!(format_date(date(2019, 5, 1)), "令和元年5月1日（水）");
        assert_eq!(format_date_short(date(2019, 4, 30)), "平成31年4月30日");
        assert_eq!(format_date_short(date(1989, 1, 7)), "昭和64年1月7日");
        assert_eq!(format_date_short(date(1926, 12, 24)), "大正15年12月24日");
        assert_eq!(format_date_short(date(1873, 1, 1)), "明治6年1月1日");
        assert_eq!(format_date_short(date(1872, 12, 31)), "1872年12月31日");
    }

    #[test]
    fn a_year_stands_with_both_its_names() {
        assert_eq!(format_both_years(1968), "1968年（昭和43年）");
        assert_eq!(format_both_years(1989), "1989年（昭和64年・平成元年）");
        assert_eq!(format_both_years(2026), "2026年（令和8年）");
    }

    #[test]
    fn a_time_is_written_as_it_is_said() {
        assert_eq!(format_time(time(13, 30, 0, 0)), "午後1時30分");
        assert_eq!(format_time(time(10, 0, 0, 0)), "午前10時");
        assert_eq!(format_time(time(12, 0, 0, 0)), "正午");
        assert_eq!(format_time(time(12, 5, 0, 0)), "午後0時5分");
        assert_eq!(format_time(time(0, 0, 0, 0)), "午前0時");
        assert_eq!(format_date_time(date(2026, 11, 20).at(13, 30, 0, 0)), "令和8年11月20日（金）午後1時30分");
    }

    #[test]
    fn a_date_is_read_in_every_form_that_people_write() {
        let forms = [
            "2026-11-20",
            "２０２６－１１－２０",
            "2026−11−20",
            "2026/11/20",
            "2026.11.20",
            "2026年11月20日",
            "令和8年11月20日",
            "令和８年１１月２０日（金）",
            "令和 8年 11月 20日 (金曜日)",
            "R8.11.20",
            "r8/11/20",
            "Ｒ０８．１１．２０",
            "㋿8年11月20日",
        ];
        for form in forms {
            assert_eq!(parse_date(form), Ok(date(2026, 11, 20)), "{form}");
        }
        assert_eq!(parse_date("令和元年5月1日"), Ok(date(2019, 5, 1)));
        assert_eq!(parse_date("S64.1.7"), Ok(date(1989, 1, 7)));
        assert_eq!(parse_date("明治45年7月29日"), Ok(date(1912, 7, 29)));
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for text in ["2025-02-30", "令和7年2月30日"] {
            let none = DateError::NoSuchDay { year: 2025, month: 2, day: 30 };
            assert_eq!(parse_date(text), Err(none), "{text}");
        }
        assert!(parse_date("2026-13-01").is_err());
        assert!(parse_date("2026-00-10").is_err());
    }

    #[test]
    fn a_day_outside_the_era_that_is_written_is_refused() {
        for text in ["平成31年5月1日", "令和元年4月30日", "昭和100年1月1日", "明治5年12月2日"] {
            assert!(matches!(parse_date(text), Err(DateError::OutsideEra { .. })), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused_and_not_guessed() {
        assert_eq!(parse_date("　 "), Err(DateError::Empty));
        let strange = [
            "11/20",
            "26-11-20",
            "2026-11",
            "2026-11-20-1",
            "2026-11/20",
            "令和0年1月1日",
            "令和-8年1月1日",
            "20261120",
            "2026年11月20",
            "慶応3年1月1日",
            "+2026-11-20",
            "明日",
            "2026-11-20(嵐)",
        ];
        for text in strange {
            assert!(matches!(parse_date(text), Err(DateError::Unrecognised(_))), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_date_is_read_back_from_what_is_written(year in 1873i16..=2200, month in 1i8..=12, day in 1i8..=28) {
            let date = date(year, month, day);
            prop_assert_eq!(parse_date(&format_date(date)), Ok(date));
            prop_assert_eq!(parse_date(&format_date_short(date)), Ok(date));
            prop_assert_eq!(parse_date(&date.to_string()), Ok(date));
        }

        #[test]
        fn reading_never_panics(text in "[令和平成昭元RHS0-9年月日（）()./-]{0,16}|.{0,16}") {
            let _ = parse_date(&text);
        }
    }
}
