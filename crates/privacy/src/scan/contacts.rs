//! How a person is reached: telephone, mail, pages and accounts of networks.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{Find, pattern, view::View};
use crate::span::Label;

static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63} ?(?:@|\(at\)|\[at\]|<at>|☆|★|アットマーク|アット) ?[A-Za-z0-9-]{1,63}(?: ?(?:\.|\(dot\)|ドット) ?[A-Za-z0-9-]{1,63}){1,6}",
    )
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"0[0-9]{9,10}|(?:\+81[-. ]?(?:\(0\))?|\(?0)[0-9]{1,4}\)?[-. (・/]{0,2}[0-9]{1,4}(?:[-. )・/]{0,2}[0-9]{2,4})?(?:[-. ][0-9]{1,4})?",
    )
});
static PHONE_IN_KANJI: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[〇零][〇零一二三四五六七八九]{1,4}[-ー・ ()の]{0,2}[〇零一二三四五六七八九]{1,4}[-ー・ ()の]{0,2}[〇零一二三四五六七八九]{3,4}",
    )
});
static LOCAL_PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:電話|でんわ|携帯|自宅|連絡先|TEL|Tel|tel|FAX|Fax|fax|ファックス|ファクス|ファクシミリ|℡|☎|📞)(?:番号)?(?:[はがを:.() ]|FAX|共通|・){0,4}([0-9]{2,4}-[0-9]{4})",
    )
});
static PAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:https?://|www\.)[A-Za-z0-9./?=&#%_~:@!$*+,;'-]+"));
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?:LINE|ライン|Instagram|インスタグラム|インスタ|Twitter|ツイッター|旧Twitter|X|Facebook|フェイスブック|TikTok|YouTube|SNS|Threads|mixi)(?:の)?(?:ID|Id|id|アカウント|ユーザー名)?[ :は)(]{0,3})(@?[A-Za-z0-9][A-Za-z0-9_.]{3,30})|(@[A-Za-z0-9_]{4,30})",
    )
});

/// Pages that belong to persons more often than to anybody else.
const OF_PERSONS: [&str; 22] = [
    "twitter.com",
    "//x.com",
    "instagram.com",
    "facebook.com",
    "fb.com",
    "tiktok.com",
    "line.me",
    "lin.ee",
    "threads.net",
    "youtube.com",
    "note.com",
    "ameblo.jp",
    "hatenablog",
    "fc2.com",
    "livedoor",
    "blogspot",
    "mixi.jp",
    "linkedin.com",
    "pixiv.net",
    "bsky.app",
    "/~",
    "profile",
];

/// All of them in a text.
pub(super) fn find(view: &View, found: &mut Vec<Find>) {
    let text = view.text.as_str();
    for place in MAIL.find_iter(text) {
        found.push(Find::of(view, place.range(), Label::Email, 0.97, "メールアドレスの形です。"));
    }
    for place in PHONE.find_iter(text) {
        let open = usize::from(place.as_str().starts_with('('));
        if let Some(range) = phone(text, place.range()).or_else(|| phone(text, place.start() + open..place.end())) {
            found.push(Find::of(view, range, Label::Phone, 0.95, "電話番号の形です。"));
        }
    }
    for place in PHONE_IN_KANJI.find_iter(text).filter(|place| (10..=11).contains(&kanji_digits(place.as_str()))) {
        found.push(Find::of(view, place.range(), Label::Phone, 0.9, "漢数字の電話番号の形です。"));
    }
    for place in LOCAL_PHONE.captures_iter(text).filter_map(|places| places.get(1)) {
        found.push(Find::of(view, place.range(), Label::Phone, 0.8, "「電話」などの言葉の後にある番号です。"));
    }
    for place in PAGE.find_iter(text) {
        let personal = OF_PERSONS.iter().any(|host| place.as_str().contains(host));
        let (sure, why) = if personal {
            (0.85, "個人のページやアカウントのアドレスです。")
        } else {
            (0.25, "ウェブページのアドレスです。")
        };
        found.push(Find::of(view, place.range(), Label::Url, sure, why));
    }
    for place in ACCOUNT.captures_iter(text).filter_map(|places| places.get(1).or_else(|| places.get(2))) {
        let mail = text[..place.start()].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '.');
        if !mail {
            found.push(Find::of(view, place.range(), Label::Url, 0.7, "SNSなどのアカウント名の形です。"));
        }
    }
}

fn kanji_digits(text: &str) -> usize {
    text.chars().filter(|letter| "〇零一二三四五六七八九".contains(*letter)).count()
}

/// The part of a run of digits and hyphens that is a number of a telephone: ten digits, or eleven where they begin like those of a
/// mobile telephone. A number that goes on before or after it is another number.
fn phone(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let before = text[..range.start].chars().next_back();
    let joined = text[..range.start].trim_end_matches(['-', '.', '/']).ends_with(|letter: char| letter.is_ascii_digit());
    if before.is_some_and(|letter| letter.is_ascii_digit() || (joined && "-./".contains(letter))) {
        return None;
    }
    // The longest beginning that has the right number of digits and ends where its digits end.
    let whole = &text[range.clone()];
    let ends = whole.char_indices().filter(|(_, letter)| letter.is_ascii_digit()).map(|(at, _)| at + 1);
    ends.rev().map(|end| range.start..range.start + end).find(|range| is_phone(&text[range.clone()], &text[range.end..]))
}

fn is_phone(number: &str, after: &str) -> bool {
    if after.starts_with(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let national = match digits.strip_prefix("81") {
        Some(rest) if number.starts_with('+') => format!("0{}", rest.trim_start_matches('0')),
        _ => digits,
    };
    let mobile = ["070", "080", "090", "050", "020"].iter().any(|start| national.starts_with(start));
    let opens = number.matches('(').count();
    opens == number.matches(')').count()
        && !national.starts_with("00")
        && (national.len() == if mobile { 11 } else { 10 } || (national.len() == 11 && national.starts_with("060")))
}
