use std::collections::BTreeSet;

use super::*;
use crate::{Vocabulary, identifiers::JurisdictionCode, jurisdictions};

fn found(query: Query) -> Vec<&'static str> {
    Library::built_in().search(&query).into_iter().map(|entry| entry.id.as_str()).collect()
}

fn by_words(words: &str) -> Vec<&'static str> {
    found(Query { words: words.to_owned(), ..Query::default() })
}

fn code(text: &str) -> JurisdictionCode {
    text.parse().unwrap()
}

/// The prefectures without a meeting (G8: 37 of 47 have one).
const WITHOUT: [&str; 10] = ["福島県", "栃木県", "群馬県", "千葉県", "神奈川県", "岐阜県", "静岡県", "和歌山県", "岡山県", "福岡県"];

/// G8
#[test]
fn the_built_in_library_is_whole() {
    let library = Library::read(SUPPORT_BASES).unwrap_or_else(|error| panic!("{error}"));
    let ids: BTreeSet<&str> = library.entries().iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!((library.entries().len(), ids.len()), (108, 108));
    let count = |part| library.entries().iter().filter(|entry| entry.part == part).count();
    assert_eq!(Part::ALL.iter().map(|part| count(*part)).collect::<Vec<_>>(), [57, 48, 3]);
    assert!(library.entries().iter().all(|entry| entry.title.chars().count() <= LONGEST_TITLE));
}

/// G8
#[test]
fn every_prefecture_with_a_meeting_stands_in_the_table_and_no_other() {
    let cases = Library::built_in().entries().iter().filter(|entry| entry.part == Part::Case);
    let told: BTreeSet<&str> = cases.flat_map(|entry| &entry.prefectures).map(|prefecture| prefecture.name).collect();
    let all = jurisdictions::all().iter().filter(|known| known.kind == jurisdictions::JurisdictionKind::Prefecture);
    let expected: BTreeSet<&str> = all.map(|prefecture| prefecture.name).filter(|name| !WITHOUT.contains(name)).collect();
    assert_eq!((told.len(), told), (37, expected));
}

/// G8
#[test]
fn every_theme_state_and_type_has_an_entry() {
    for theme in Theme::ALL {
        assert!(!found(Query { theme: Some(*theme), ..Query::default() }).is_empty(), "{theme}");
    }
    let states = State::ALL.iter().map(|state| found(Query { state: Some(*state), ..Query::default() }).len());
    assert_eq!(states.collect::<Vec<_>>(), [28, 21]);
    let kinds = Kind::ALL.iter().map(|kind| found(Query { kind: Some(*kind), ..Query::default() }).len());
    assert_eq!(kinds.collect::<Vec<_>>(), [7, 33, 7]);
}

/// G8
#[test]
fn state_and_type_stand_only_where_the_source_says_them() {
    for entry in Library::built_in().entries() {
        assert!(entry.state.is_none() || entry.part == Part::Case, "{}", entry.id);
        assert!(entry.municipalities.is_empty() || entry.area.is_some(), "{}", entry.id);
        let is_without_case = entry.themes.contains(&Theme::NoLocalCase);
        assert!(!is_without_case || (entry.area.is_none() && entry.state.is_none() && entry.kind.is_none()), "{}", entry.id);
    }
    let kagoshima = Library::built_in().entry("b-002").unwrap();
    assert!(kagoshima.kind.is_none() && kagoshima.unclear.as_ref().is_some_and(|open| open.contains("整備類型")));
}

/// G8: cells of three prefectures that stand in each other's rows.
#[test]
fn a_case_lies_in_the_prefecture_that_its_cell_names() {
    let fukui = found(Query { prefecture: Some(code("180009")), state: Some(State::Developed), ..Query::default() });
    let names: Vec<_> = fukui.iter().flat_map(|id| &Library::built_in().entry(id).unwrap().municipalities).map(|m| m.full_name).collect();
    assert_eq!(names, ["福井県福井市", "福井県鯖江市", "福井県越前市"]);
    let kanazawa = found(Query { words: "金沢".into(), prefecture: Some(code("170003")), ..Query::default() });
    assert_eq!(kanazawa.len(), 1);
}

/// G8, H2
#[test]
fn words_are_found_in_any_width_and_kana() {
    let coordinators = by_words("コーディネーター");
    assert!(coordinators.len() > 5);
    for typed in ["ｺｰﾃﾞｨﾈｰﾀｰ", "こーでぃねーたー", "　コーディネーター　", "コーテ\u{3099}ィネーター"]
    {
        assert_eq!(by_words(typed), coordinators, "{typed}");
    }
    assert_eq!(by_words("２４時間　３６５日"), by_words("24時間 365日"));
    assert_eq!(by_words("dvd"), by_words("ＤＶＤ"));
    assert_eq!(by_words("dvd").len(), 1);
}

/// G8
#[test]
fn every_word_must_be_found_but_not_in_one_place() {
    assert_eq!(by_words("大田区 総合サポートセンター 東京").len(), 1, "area, summary, prefecture");
    assert_eq!(by_words("笛吹市").len(), 1, "a municipality that is named beside the area");
    assert!(by_words("アウトリーチ・ニーズ").len() > 5, "the name of a theme");
    assert!(by_words("大田区 鉄道").is_empty());
    assert_eq!(by_words("").len(), 108);
    assert_eq!(by_words(" 　").len(), 108);
}

/// G8
#[test]
fn filters_apply_together() {
    let combined = Query { kind: Some(Kind::Combined), state: Some(State::Undeveloped), ..Query::default() };
    assert_eq!(found(combined.clone()).len(), 4);
    let of_shiga = Query { prefecture: Some(code("250007")), ..combined };
    let [only] = found(of_shiga.clone())[..] else { panic!("one combined case lies in Shiga") };
    assert_eq!(Library::built_in().entry(only).unwrap().area.as_deref(), Some("東近江市"));
    assert!(found(Query { theme: Some(Theme::Funding), ..of_shiga }).is_empty());
}

/// G8
#[test]
fn whoever_asks_from_a_municipality_finds_the_practice_of_its_prefecture() {
    let of = |place| found(Query { prefecture: Some(code(place)), ..Query::default() });
    assert_eq!(of("131202"), of("130001"));
    assert_eq!(of("130001").len(), 2);
    assert!(of("140007").is_empty(), "no meeting was held in Kanagawa");
}

/// G8
#[test]
fn an_idea_that_several_meetings_told_is_found_from_each() {
    let of_kumamoto = found(Query { prefecture: Some(code("430005")), words: "共生型".into(), ..Query::default() });
    assert_eq!(of_kumamoto.len(), 1);
    let entry = Library::built_in().entry(of_kumamoto[0]).unwrap();
    assert_eq!((entry.prefectures.len(), entry.area.as_deref()), (15, None));
    assert!(entry.unclear.is_some(), "joint meetings do not say whose idea it was");
}

/// G8
#[test]
fn an_entry_is_cited_with_issuer_title_date_and_place() {
    let entry = Library::built_in().entry("b-001").unwrap();
    let expected = "厚生労働省社会・援護局障害保健福祉部障害福祉課「地域生活支援拠点等の整備促進に係るフォローアップについて」\
        （事務連絡、平成31年3月28日）別添２ 事例紹介一覧表 No.1 熊本県 事例１をもとに作成";
    assert_eq!(entry.citation(), expected);
}

const SMALL: &str = r#"[source]
title = "例"
issuer = "縁台市"
document = "資料"
date = 2026-11-20
url = "https://example.jp/"
licence = "自由に使える。"

[[entry]]
id = "e-1"
part = "case"
prefectures = [{ code = "13", name = "東京都" }]
area = "練馬区"
municipalities = ["練馬区"]
state = "developed"
kind = "areal"
themes = ["trial"]
title = "見出し"
summary = "要約。"
place = "1ページ"
link = "https://example.jp/1"
unclear = "なし"
"#;

/// G8
#[test]
fn a_library_of_another_source_is_read_and_cited_by_it() {
    let library = Library::read(SMALL).unwrap();
    assert_eq!(library.source().issuer, "縁台市");
    assert_eq!(library.entries()[0].citation(), "縁台市「例」（資料、令和8年11月20日）1ページをもとに作成");
}

/// G8: what is replaced in a sound file, the line and the entry that are named, the reason.
#[test]
fn a_broken_library_is_refused_with_place_and_reason() {
    let again = format!("unclear = \"なし\"\n{}", &SMALL[SMALL.find("[[entry]]").unwrap()..]);
    let long = format!("\"{}\"", "あ".repeat(LONGEST_TITLE + 1));
    let cases: &[(&str, &str, usize, Option<&str>, &str)] = &[
        ("date = 2026-11-20", "date = 2026-11-20T10:00:00", 5, None, "日付だけ"),
        ("title = \"例\"", "title = \" \"", 2, None, "「title」が空"),
        ("https://example.jp/\"", "example.jp\"", 6, None, "リンク"),
        ("licence =", "license =", 7, None, "unknown field"),
        ("id = \"e-1\"", "id = \"Ｅ１\"", 10, Some("Ｅ１"), "半角の英小文字"),
        ("id = \"e-1\"", "id = \"\"", 10, Some(""), "半角の英小文字"),
        ("part = \"case\"\n", "", 9, None, "missing field `part`"),
        ("\"case\"", "\"story\"", 11, None, "unknown variant `story`"),
        ("{ code = \"13\", name = \"東京都\" }", "", 12, Some("e-1"), "都道府県がありません"),
        ("code = \"13\"", "code = \"48\"", 12, Some("e-1"), "コードではありません"),
        ("code = \"13\"", "code = \"131\"", 12, Some("e-1"), "コードではありません"),
        ("code = \"13\"", "code = \"27\"", 12, Some("e-1"), "「大阪府」です"),
        ("\"東京都\" }", "\"東京都\" }, { code = \"13\", name = \"東京都\" }", 12, Some("e-1"), "「東京都」が2回"),
        ("area = \"練馬区\"", "area = \"\"", 13, Some("e-1"), "「area」が空"),
        ("[\"練馬区\"]", "[\"札幌市\"]", 14, Some("e-1"), "「札幌市」が、書かれた都道府県の中に"),
        ("[\"練馬区\"]", "[\"練馬区\", \"練馬区\"]", 14, Some("e-1"), "「練馬区」が2回"),
        ("\"developed\"", "\"整備済\"", 15, None, "unknown variant `整備済`"),
        ("\"areal\"", "\"area\"", 16, None, "unknown variant `area`"),
        ("[\"trial\"]", "[]", 17, Some("e-1"), "テーマがありません"),
        ("[\"trial\"]", "[\"trial\", \"trial\"]", 17, Some("e-1"), "「trial」が2回"),
        ("\"見出し\"", &long, 18, Some("e-1"), "見出しが41文字"),
        ("\"要約。\"", "\"\"", 19, Some("e-1"), "「summary」が空"),
        ("\"1ページ\"", "\"　\"", 20, Some("e-1"), "「place」が空"),
        ("https://example.jp/1", "javascript:1", 21, Some("e-1"), "リンク"),
        ("unclear = \"なし\"\n", "unclear = \"なし\n", 22, None, "読めません"),
        ("unclear = \"なし\"\n", &again, 24, Some("e-1"), "同じidが10行目にも"),
    ];
    for (sound, broken, line, entry, reason) in cases {
        assert_eq!(SMALL.matches(sound).count(), 1, "{sound} must stand once");
        let error = Library::read(&SMALL.replace(sound, broken)).unwrap_err();
        assert_eq!((error.line, error.entry.as_deref()), (*line, *entry), "{sound} → {broken}: {error}");
        assert!(error.to_string().starts_with(&format!("{line}行目")) && error.to_string().contains(reason), "{sound} → {broken}: {error}");
    }
}
