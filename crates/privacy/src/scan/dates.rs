//! 生年月日 and ages, as opposed to other dates and to ages that are said of many.

use std::sync::LazyLock;

use regex::Regex;

use super::{Find, pattern, view::View};
use crate::span::Label;

const NUMBER: &str = r"(?:[0-9]{1,2}|[〇一二三四五六七八九十]{1,3})";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let era = format!(r"(?:明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHRmtshr]) ?\.?(?:元|{NUMBER})");
    let year = r"(?:1[89]|20)[0-9]{2}|[一二][〇九八][〇一二三四五六七八九]{2}";
    let rest = format!(r"(?:年度?(?:\([^)\n]{{1,8}}\))? ?{NUMBER} ?月(?: ?{NUMBER} ?日)?|年|[./-] ?[0-9]{{1,2}} ?[./-] ?[0-9]{{1,2}})");
    pattern(&format!(
        r"(?:西暦)?(?:{era}|{year})(?:\([^)\n]{{2,8}}\))?{rest}|(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    ))
});
static BORN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^ ?\)?(?:\([^)\n]{1,8}\))? ?(?:生まれ|生れ|うまれ|に生まれ|に誕生|誕生|産まれ|出生|生(?:[^活産徒地物命計存業涯]|$))")
});
static TOLD_BORN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:生年月日|誕生日|誕生年月日|出生日|出生年月日|生まれた日|お生まれ|生まれ|出生|DOB|D\.O\.B\.?|birth(?:day| ?date)?)(?:[はが:も、，=|\t (「]|\([^)\n]{1,8}\)|西暦|和暦){0,6}$",
    )
});
static OF_OTHERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^ ?(?:に|より|から|付|施行|現在|時点|まで|以降|開催|開設|開所|設立|指定|改正|改定|策定|制定|作成|発行|\()"));
static AGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:満|数え(?:で)?)?([0-9]{1,3}|[一二三四五六七八九十百]{1,4}) ?[歳才](?:[0-9]{1,2}か月)?"));
static OF_MANY_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:平均(?:年齢)?|最高齢|最年少|最年長|最高|最低|年齢層|対象)[はがも:]?(?:約|およそ)?$|[〜~-] ?$"));
static OF_MANY_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^ ?(?:以上|以下|未満|前後|から|まで|[〜~-]|代|児|を超え|になると|になったら|に達|刻み|程度|くらい|ぐらい|の壁|時点)")
});

/// All of them in a text.
pub(super) fn find(view: &View, found: &mut Vec<Find>) {
    let text = view.text.as_str();
    for place in DATE.find_iter(text) {
        let joined = |letter: char| letter.is_ascii_alphanumeric();
        if text[..place.start()].ends_with(joined) || text[place.end()..].starts_with(|letter: char| letter.is_ascii_digit()) {
            continue;
        }
        let (before, after) = (near_before(text, place.start(), 24), &text[place.end()..]);
        if BORN.is_match(near_after(after)) {
            found.push(Find::of(view, place.range(), Label::BirthDate, 0.97, "「生」「生まれ」が続く日付です。"));
        } else if TOLD_BORN.is_match(before) {
            found.push(Find::of(view, place.range(), Label::BirthDate, 0.97, "生年月日として書かれた日付です。"));
        } else if whole_day(place.as_str()) && of_an_adult(place.as_str()) && !OF_OTHERS.is_match(after) {
            let sure = if before.ends_with('(') || before.ends_with(['\t', '|', ',']) { 0.6 } else { 0.35 };
            found.push(Find::of(view, place.range(), Label::BirthDate, sure, "大人の生年月日でありうる日付です。"));
        }
    }
    for place in AGE.find_iter(text) {
        let (before, after) = (near_before(text, place.start(), 16), near_after(&text[place.end()..]));
        if !text[..place.start()].ends_with(|letter: char| letter.is_ascii_digit())
            && !OF_MANY_BEFORE.is_match(before)
            && !OF_MANY_AFTER.is_match(after)
        {
            found.push(Find::of(view, place.range(), Label::Age, 0.5, "一人の人の年齢のようです。"));
        }
    }
}

/// Up to so many letters of the line before a place.
fn near_before(text: &str, at: usize, letters: usize) -> &str {
    let bytes: usize = text[..at].chars().rev().take(letters).take_while(|letter| *letter != '\n').map(char::len_utf8).sum();
    &text[at - bytes..at]
}

fn near_after(text: &str) -> &str {
    let bytes: usize = text.chars().take(16).map(char::len_utf8).sum();
    &text[..bytes]
}

/// Whether a date has a day: two places between its numbers, or eight digits.
fn whole_day(date: &str) -> bool {
    let digits = date.chars().filter(char::is_ascii_digit).count();
    date.contains('日') || date.matches(['.', '/', '-']).count() >= 2 || (digits == 8 && date.len() == 8)
}

/// Whether the year lies so far back that somebody born in it is grown up: the eras before 令和, and years before 2010 but for
/// 平成 22 and later.
fn of_an_adult(date: &str) -> bool {
    let number = |text: &str| -> Option<u32> {
        let digits: String = text.chars().skip_while(|letter| !letter.is_ascii_digit()).take_while(char::is_ascii_digit).take(4).collect();
        digits.parse().ok()
    };
    match date.trim_start_matches("西暦").chars().next() {
        Some('明' | '大' | '昭' | 'M' | 'T' | 'S' | 'm' | 't' | 's') => true,
        Some('平' | 'H' | 'h') => number(date).is_none_or(|year| year < 22),
        Some('1') => true,
        Some('2') => number(date).is_some_and(|year| (2000..2010).contains(&year)),
        _ => false,
    }
}
