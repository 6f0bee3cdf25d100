//! Ages and dates, told less exactly.

use text::width;

/// `82歳` as `80代`, `昭和18年5月3日` as `昭和10年代`, `1943年5月3日` as `1940年代`. `None` where no number can be read.
pub(super) fn rounded(text: &str) -> Option<String> {
    let plain = plain(text);
    match era(&plain) {
        Some(era) => {
            let year = number_before(&plain[era.len()..], '年').or_else(|| plain[era.len()..].starts_with("元年").then_some(1))?;
            Some(match year / 10 {
                0 => format!("{era}ひと桁年代"),
                tens => format!("{era}{}0年代", tens),
            })
        }
        None => year(&plain).map(|year| format!("{}年代", year / 10 * 10)).or_else(|| age(&plain)),
    }
}

fn age(plain: &str) -> Option<String> {
    let years = first_number(plain).filter(|years| *years < 130)?;
    Some(match years {
        0..=9 => "10歳未満".to_owned(),
        _ => format!("{}代", years / 10 * 10),
    })
}

/// A year of four digits at the beginning: `1943年`, `1943/5/3`, `1943.5.3`.
fn year(plain: &str) -> Option<u32> {
    let digits: String = plain.chars().take_while(char::is_ascii_digit).collect();
    let follows = plain[digits.len()..].chars().next();
    (digits.len() == 4 && follows.is_some_and(|letter| matches!(letter, '年' | '/' | '-' | '.'))).then(|| digits.parse().ok()).flatten()
}

const ERAS: [&str; 5] = ["明治", "大正", "昭和", "平成", "令和"];
const SHORT: [(char, &str); 5] = [('m', "明治"), ('t', "大正"), ('s', "昭和"), ('h', "平成"), ('r', "令和")];

fn era(plain: &str) -> Option<&'static str> {
    ERAS.into_iter().find(|era| plain.starts_with(era))
}

/// Half width, digits for kanji numerals, whole names of eras, no blanks.
fn plain(text: &str) -> String {
    let folded: String = width::fold(text).to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    let mut plain = digits_for_kanji(&folded);
    if let Some((letter, era)) = SHORT.iter().find(|(letter, _)| plain.starts_with(*letter)) {
        let rest = plain[letter.len_utf8()..].trim_start_matches('.').replacen(['/', '.', '-'], "年", 1);
        plain = format!("{era}{rest}");
    }
    plain
}

/// 八十二 as 82, 二〇二六 as 2026.
fn digits_for_kanji(text: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for letter in text.chars().chain(['\n']) {
        if digit(letter).is_some() || letter == '十' {
            run.push(letter);
            continue;
        }
        out.push_str(&numeral(&run));
        run.clear();
        out.push(letter);
    }
    out.trim_end_matches('\n').to_owned()
}

fn digit(letter: char) -> Option<u32> {
    "〇一二三四五六七八九".chars().position(|one| one == letter).and_then(|place| u32::try_from(place).ok())
}

fn numeral(run: &str) -> String {
    match run.split_once('十') {
        None => run.chars().filter_map(digit).map(|digit| digit.to_string()).collect(),
        Some((tens, ones)) => {
            let tens = tens.chars().filter_map(digit).next_back().unwrap_or(1);
            format!("{}", tens * 10 + ones.chars().find_map(digit).unwrap_or(0))
        }
    }
}

fn first_number(plain: &str) -> Option<u32> {
    let digits: String = plain.chars().skip_while(|letter| !letter.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn number_before(rest: &str, mark: char) -> Option<u32> {
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    rest[digits.len()..].starts_with(mark).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::rounded;

    /// H1
    #[test]
    fn ages_and_dates_are_told_less_exactly() {
        for (text, told) in [
            ("82歳", "80代"),
            ("８２才", "80代"),
            ("八十二歳", "80代"),
            ("満十歳", "10代"),
            ("7歳", "10歳未満"),
            ("昭和18年5月3日", "昭和10年代"),
            ("昭和五年五月三日生", "昭和ひと桁年代"),
            ("S18.5.3", "昭和10年代"),
            ("平成元年4月1日", "平成ひと桁年代"),
            ("1943年5月3日", "1940年代"),
            ("１９４３／５／３", "1940年代"),
        ] {
            assert_eq!(rounded(text).as_deref(), Some(told), "{text}");
        }
    }

    #[test]
    fn what_has_no_number_is_not_rounded() {
        assert_eq!(rounded("高齢"), None);
        assert_eq!(rounded(""), None);
        assert_eq!(rounded("昭和"), None);
    }
}
