//! Numbers that belong to one person: certificates, マイナンバー, accounts, plates.

use std::sync::LazyLock;

use regex::Regex;

use super::{Find, pattern, view::View};
use crate::span::Label;

static CERTIFICATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:受給者証|受給者番号|被保険者証|被保険者番号|保険証|保険者番号|障害者手帳|療育手帳|愛の手帳|福祉手帳|手帳番号|手帳の番号|年金証書|年金番号|基礎年金|証書番号|証番号|診察券|患者番号|カルテ",
        r"|利用者番号|会員番号|契約者番号|契約番号|免許証|免許番号|旅券|パスポート|在留カード|社員番号|職員番号|学籍番号|学生証|整理番号|顧客番号|お客様番号|お客さま番号|医療証|公費番号|公費負担者番号|負担者番号|個人番号|マイナンバー|暗証番号|ロッカー番号)",
        r"[^0-9\n。]{0,14}?([A-Z]{0,2}[0-9](?:[- ]?[0-9]){3,17}[A-Z]{0,2})",
    ))
});
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:口座|普通|当座|貯蓄|定期|総合|預金|貯金|振込先|振り込み先|引落|引き落とし|名義)[^0-9\n。]{0,12}?([0-9](?:[- ]?[0-9]){5,7})",
    )
});
static POSTAL_ACCOUNT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"記号[^0-9\n。]{0,4}([0-9]{5})(?:-[0-9])?(?:[^0-9\n。]{0,6}?番号)?[^0-9\n。]{0,6}?([0-9]{2,8})"));
static TWELVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}(?:[- ]?[0-9]{4})?"));
static TEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{10}|[0-9]{5} [0-9]{5}"));
static RESIDENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Z]{2}[0-9]{8}[A-Z]{2}"));
static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\p{Han}{1,4}|なにわ|いわき|つくば|とちぎ|とかち|むつ|ねや川|つがる|[ァ-ヶー]{2,4}) ?[0-9]{2,3}[ ]?[ぁ-ん] ?(?:[0-9]{2}-[0-9]{2}|[・･.]{1,3} ?[0-9]{1,3}(?:-[0-9]{2})?|[0-9]{4})",
    )
});

/// Words before a number that belongs to the office or to nobody.
const OF_NOBODY: [&str; 12] = [
    "事業所番号",
    "指定番号",
    "法人番号",
    "登録番号",
    "許可番号",
    "認可番号",
    "事業者番号",
    "文書番号",
    "JANコード",
    "型番",
    "製造番号",
    "口座",
];

/// All of them in a text.
pub(super) fn find(view: &View, found: &mut Vec<Find>) {
    let text = view.text.as_str();
    let mut add = |range: std::ops::Range<usize>, sure: f32, why: &'static str| {
        found.push(Find::of(view, range, Label::IdNumber, sure, why));
    };
    for places in CERTIFICATE.captures_iter(text) {
        if let Some(number) = places.get(1).filter(|number| whole(text, number.range())) {
            add(number.range(), 0.96, "証や手帳などの言葉の後にある番号です。");
        }
    }
    for places in ACCOUNT.captures_iter(text) {
        if let Some(number) = places.get(1).filter(|number| whole(text, number.range())) {
            add(number.range(), 0.93, "口座などの言葉の後にある番号です。");
        }
    }
    for places in POSTAL_ACCOUNT.captures_iter(text) {
        for number in [places.get(1), places.get(2)].into_iter().flatten() {
            add(number.range(), 0.95, "ゆうちょ銀行の記号・番号の形です。");
        }
    }
    for place in TWELVE.find_iter(text).filter(|place| whole(text, place.range())) {
        let digits: Vec<u32> = place.as_str().chars().filter_map(|letter| letter.to_digit(10)).collect();
        let said = said_before(text, place.start(), &["マイナンバー", "個人番号"]);
        if digits.len() == 12 && (is_my_number(&digits) || said) && !of_nobody(text, place.start()) {
            add(place.range(), if said { 0.98 } else { 0.9 }, "マイナンバーの形で、検査用の数字も合います。");
        } else if digits.len() == 16 && passes_luhn(&digits) {
            add(place.range(), 0.85, "カード番号の形で、検査用の数字も合います。");
        }
    }
    for place in TEN.find_iter(text).filter(|place| whole(text, place.range()) && !of_nobody(text, place.start())) {
        add(place.range(), 0.4, "10桁の番号です。");
    }
    for place in RESIDENCE.find_iter(text) {
        add(place.range(), 0.85, "在留カードの番号の形です。");
    }
    for place in PLATE.find_iter(text) {
        add(place.range(), 0.85, "自動車の登録番号の形です。");
    }
}

/// Whether no digit goes on before or after.
fn whole(text: &str, range: std::ops::Range<usize>) -> bool {
    let digit = |letter: char| letter.is_ascii_digit();
    !text[..range.start].ends_with(digit) && !text[range.end..].starts_with(digit)
}

fn said_before(text: &str, at: usize, words: &[&str]) -> bool {
    let near: usize = text[..at].chars().rev().take(16).map(char::len_utf8).sum();
    let before = &text[at - near..at];
    let line = before.rsplit('\n').next().unwrap_or(before);
    words.iter().any(|word| line.contains(word))
}

fn of_nobody(text: &str, at: usize) -> bool {
    said_before(text, at, &OF_NOBODY)
}

/// The check digit of マイナンバー (番号法施行規則 第5条: the remainder by 11 of the sum of the digits times 2 to 7).
fn is_my_number(digits: &[u32]) -> bool {
    let sum: u32 = digits[..11].iter().rev().zip((2..=7).cycle()).map(|(digit, weight)| digit * weight).sum();
    let rest = sum % 11;
    let check = if rest <= 1 { 0 } else { 11 - rest };
    digits[11] == check
}

/// The check of numbers of cards.
fn passes_luhn(digits: &[u32]) -> bool {
    let doubled = |(at, digit): (usize, &u32)| if at % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}
