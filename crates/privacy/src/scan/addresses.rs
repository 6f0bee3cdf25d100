//! 住所 down to the house number, with postal code and building.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use model::jurisdictions;
use regex::Regex;

use super::{Find, pattern, view::View};
use crate::span::Label;

const NUMBER: &str = r"(?:[0-9]{1,5}|[〇一二三四五六七八九十百千]{1,5})";

/// From after the name of the municipality to the end of the house number.
static TOWN_AND_HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    let house = house();
    pattern(&format!(r"^(?:[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}ーヶケ々〇0-9]{{1,16}}? ?{house}|{house})"))
});
/// A place of which only the town is written, with 丁目 or 番地.
static TOWN: LazyLock<Regex> = LazyLock::new(|| {
    let number = NUMBER;
    let chome = format!(r"{number}丁目 ?(?:{number}(?:番地|番)?(?:(?:の|-)?{number}号?)?(?:-{number})?)?");
    let banchi = format!(r"{number}番地?(?:(?:の|-){number}|{number}号)?");
    pattern(&format!(r"[\p{{Han}}ヶケがノの々]{{2,8}}?(?:{chome}|{banchi}|[1-9][0-9]{{0,3}}-[0-9]{{1,4}}-[0-9]{{1,4}})"))
});
static POSTCODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"〒 ?[0-9]{3}[- ]?[0-9]{4}|郵便番号[:は ]{0,2}[0-9]{3}-?[0-9]{4}"));
static POSTCODE_BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:〒 ?)?[0-9]{3}-[0-9]{4}[ \n]{0,2}$|〒 ?[0-9]{7}[ \n]{0,2}$"));
static BUILDING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^ ?(?:[\p{Han}\p{Katakana}ーA-Za-z・々ヶⅠⅡⅢ]|[0-9](?:号棟|号館|棟|丁目)?|[0-9]{1,2}[A-Z]){2,20} ?-?[0-9]{1,4}(?:号室|号|階)?(?:[A-Z0-9]{1,3}(?:号室|号)?)?|^ [0-9]{3,4}号室?|^-[0-9]{3,4}号?室?",
    )
});

fn house() -> String {
    let number = NUMBER;
    format!(
        r"(?:{number}丁目 ?(?:{number}(?:番地|番)?(?: ?(?:の|-)?{number}号?)?(?:-{number})?)?|{number}番地?(?:(?:の|-){number}|{number}号?)?|{number}条(?:[東西南北])?{number}丁目(?:{number}番(?:地)?(?:{number}号?)?|[0-9]+(?:-[0-9]+)*)?|[0-9]{{1,5}}(?:-[0-9]{{1,4}}){{1,3}}号?)"
    )
}

/// Every municipality and prefecture, as it is written in addresses.
static PLACES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let names = jurisdictions::all().iter().flat_map(|known| [known.name, known.full_name]).filter(|name| name.chars().count() > 1);
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).ok()
});

/// Words that are no part of a building's name.
const NO_BUILDING: [&str; 14] =
    ["電話", "携帯", "TEL", "Tel", "tel", "FAX", "Fax", "番号", "令和", "平成", "昭和", "定員", "生年", "メール"];

/// All of them in a text.
pub(super) fn find(view: &View, found: &mut Vec<Find>) {
    let text = view.text.as_str();
    let mut covered = 0;
    for place in PLACES.iter().flat_map(|places| places.find_iter(text)) {
        if place.start() < covered {
            continue;
        }
        let Some(house) = TOWN_AND_HOUSE.find(&text[place.end()..]) else { continue };
        let end = with_building(text, place.end() + house.end());
        let start = with_postcode(text, with_prefecture(text, place.start()));
        covered = end;
        found.push(Find::of(view, start..end, Label::Address, 0.95, "市町村名と番地のある住所です。"));
    }
    for place in TOWN.find_iter(text).filter(|place| !counts(&text[place.end()..])) {
        let sure = if place.as_str().contains("丁目") || place.as_str().contains("番地") { 0.7 } else { 0.55 };
        let (start, end) = (with_postcode(text, place.start()), with_building(text, place.end()));
        found.push(Find::of(view, start..end, Label::Address, sure, "町名と番地の形です。"));
    }
    for place in POSTCODE.find_iter(text) {
        found.push(Find::of(view, place.range(), Label::Address, 0.8, "郵便番号です。"));
    }
}

/// Whether what looked like a house number counts something (三番目, 5番手).
fn counts(after: &str) -> bool {
    ["目", "手", "組", "人", "回", "名", "件", "線", "台", "-", "歳", "月", "年", "日", "時"].iter().any(|word| after.starts_with(word))
}

fn with_prefecture(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end_matches(' ');
    let prefecture = jurisdictions::all()
        .iter()
        .filter(|known| known.kind == jurisdictions::JurisdictionKind::Prefecture)
        .find(|known| before.ends_with(known.name));
    if let Some(known) = prefecture {
        return before.len() - known.name.len();
    }
    // 郡 between them: 福島県石川郡石川町.
    let county = before
        .strip_suffix('郡')
        .map(|rest| rest.trim_end_matches(|letter: char| crate::signs::is_kanji(letter) && !"県道府".contains(letter)));
    match county {
        Some(rest) if before.len() - rest.len() <= 15 => with_prefecture(text, rest.len()),
        _ => start,
    }
}

fn with_postcode(text: &str, start: usize) -> usize {
    let bytes: usize = text[..start].chars().rev().take(14).map(char::len_utf8).sum();
    let before = &text[start - bytes..start];
    POSTCODE_BEFORE.find(before).map_or(start, |code| start - bytes + code.start())
}

fn with_building(text: &str, end: usize) -> usize {
    let after = &text[end..];
    match BUILDING.find(after) {
        Some(building)
            if !NO_BUILDING.iter().any(|word| building.as_str().contains(word))
                && !after[building.end()..].starts_with(|letter: char| letter.is_ascii_digit() || "-年月日時名人歳".contains(letter)) =>
        {
            end + building.end()
        }
        _ => end,
    }
}
