use proptest::prelude::*;

use super::*;

fn of(name: &str, kana: &str) -> Roster {
    Roster::new([RosterName { name: name.to_owned(), kana: kana.to_owned(), role: String::new() }])
}

fn roster() -> Roster {
    let name = |name: &str, kana: &str| RosterName { name: name.to_owned(), kana: kana.to_owned(), role: String::new() };
    Roster::new([name("齋藤 花子", "さいとう はなこ"), name("森 一", "もり はじめ"), name("髙﨑 次郎", "たかさき じろう")])
}

fn certain(text: &str) -> Vec<String> {
    roster().find(text).into_iter().filter(|span| span.certainty == Certainty::Certain).map(|span| span.text).collect()
}

/// H1
#[test]
fn a_name_is_found_in_every_disguise() {
    for text in [
        "齋藤花子",
        "斎藤　花子",
        "斉 藤 花 子",
        "齊藤・花子",
        "齋藤\n花子",
        "サイトウ　ハナコ",
        "ｻｲﾄｳﾊﾅｺ",
        "さいとう・はなこ",
        "斎-藤-花-子",
        "斎\u{AD}藤花\u{2060}子",
        "斎\u{3099}藤\u{20DD}花子",
        "斎（さい）藤（とう）花子",
        "斎藤（さいとう）花子",
        "サイトー・ハナコ",
        "さいとーはなこ",
    ] {
        let found = roster().find(&format!("きのう、{text}と話した。"));
        assert!(found.iter().any(|span| span.certainty == Certainty::Certain), "{text}: {found:?}");
    }
}

/// H1: how people write each other's names when they do not look them up. None passes unseen; a person decides at the least.
#[test]
fn the_usual_other_ways_to_write_a_name_are_seen() {
    for (name, kana, text) in [
        ("佐藤 花子", "さとう はなこ", "きのうサトーさんと話した。"),
        ("佐藤 花子", "さとう はなこ", "きのうさとおさんと話した。"),
        ("大野 一郎", "おおの いちろう", "駅でとおおのさんが言った。"),
        ("大野 雪江", "おおの ゆきえ", "大埜さんが来た。"),
        ("若葉 雪", "わかば ゆき", "きょうはゆきが来た。"),
        ("若葉 雪", "わかば ゆき", "雪さんが来た。"),
        ("三ヶ月 千鶴", "みかづき ちづる", "ちずるさんが来た。"),
        ("三ヶ月 千鶴", "みかづき ちづる", "三が月さんが来た。"),
        ("山之内 豊", "やまのうち ゆたか", "山ノ内さんが来た。"),
        ("佐々木 誠", "ささき まこと", "佐佐木さんが来た。"),
        ("佐佐木 誠", "ささき まこと", "佐々木が来た。"),
        ("鈴木 優", "すずき ゆう", "すゞき様が来た。"),
        ("森 一", "もり はじめ", "昨日森一来た。"),
        ("森 一", "もり はじめ", "世話人森が説明した。"),
        ("グエン ティ ラン", "ぐえん てぃ らん", "ランさんが来た。"),
        ("グエン ティ ラン", "ぐえん てぃ らん", "グエンが来た。"),
        ("見本花子", "みほんはなこ", "見本さんが来た。"),
        ("見本花子", "みほんはなこ", "みほんさんが来た。"),
        ("見本花子", "", "花子が来た。"),
        ("福島 花子", "ふくしま はなこ", "福島県の福島が来た。"),
        ("仮名 太郎", "かな たろう", "利用者の仮名に聞いた。"),
    ] {
        assert!(!of(name, kana).find(text).is_empty(), "{name}: {text}");
    }
}

/// H1
#[test]
fn a_surname_alone_is_found_in_any_variant() {
    assert_eq!(certain("高崎さんと斉藤の話"), ["高崎", "斉藤"]);
}

/// H1: voiced half-width kana are one letter.
#[test]
fn half_width_voiced_kana_are_read_as_one_letter() {
    let found = of("溝口 学", "みぞぐち まなぶ").find("ﾐｿﾞｸﾞﾁ様");
    assert_eq!((found[0].start, found[0].end, found[0].certainty), (0, 6, Certainty::Certain));
}

/// H1
#[test]
fn names_in_a_line_of_contacts_are_known() {
    let known = RosterName::in_free_text("母　見本 花子（090-0000-0000）、後見人：仮名太郎様");
    let names: Vec<&str> = known.iter().map(|known| known.name.as_str()).collect();
    assert!(names.contains(&"見本 花子") && names.contains(&"仮名太郎"), "{names:?}");
    assert!(!names.contains(&"母") && !names.contains(&"後見人"), "{names:?}");
}

#[test]
fn a_surname_of_one_letter_needs_a_word_that_says_so() {
    assert_eq!(certain("森さんの畑"), ["森"]);
    assert!(roster().find("森林公園へ行った").is_empty());
}

#[test]
fn a_word_that_sounds_like_a_name_is_left_to_a_person() {
    let found = roster().find("行くつもりです");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].certainty, found[0].word.as_str()), (Certainty::Possible, "くつもりです"));
}

/// A place that is called like a resident is a person's decision, not a wall.
#[test]
fn a_place_that_bears_the_surname_is_left_to_a_person() {
    let found = of("福島 花子", "ふくしま はなこ").find("福島県へ行った");
    assert_eq!((found[0].certainty, found[0].word.as_str()), (Certainty::Possible, "福島県"));
}

#[test]
fn everyday_words_do_not_become_walls() {
    let roster = of("滝 たく", "たき たく");
    assert!(roster.find("人がたくさん来た").iter().all(|span| span.certainty == Certainty::Possible));
}

#[test]
fn a_phrase_that_ends_inside_makes_it_less_than_certain() {
    let found = of("田中 花子", "たなか はなこ").find("水田。中には");
    assert!(found.iter().all(|span| span.certainty == Certainty::Possible), "{found:?}");
}

#[test]
fn a_text_without_names_is_left_alone() {
    assert!(roster().find("地域の清掃に、利用者が3人参加しました。").is_empty());
}

#[test]
fn places_are_counted_in_unicode_scalar_values() {
    let found = roster().find("😀齋藤花子");
    assert_eq!((found[0].start, found[0].end), (1, 5));
}

/// Letters that stand between those of a name without hiding it.
fn between() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec!["", " ", "　", "\n", "・", "-", "\u{200B}", "\u{AD}", "\u{2060}", "*", "●", "\u{FE0F}", "\u{3164}"])
}

proptest! {
    /// H1: whatever stands around and between, a full name of the roster is never missed.
    #[test]
    fn a_full_name_is_never_missed(before in "\\PC{0,12}", after in "\\PC{0,12}", gaps in proptest::collection::vec(between(), 4)) {
        let name: String = "齋藤花子".chars().zip(gaps).map(|(letter, gap)| format!("{letter}{gap}")).collect();
        let found = roster().find(&format!("{before}{name}{after}"));
        prop_assert!(found.iter().any(|span| span.certainty == Certainty::Certain));
    }

    /// H1: nor its reading, in either kana, long vowels as they come.
    #[test]
    fn a_full_reading_is_never_missed(
        before in "[ぁ-んァ-ヶー一-龥、]{0,8}",
        after in "[ぁ-んァ-ヶ一-龥、]{0,8}",
        spelt in proptest::sample::select(vec!["さいとうはなこ", "サイトウハナコ", "ｻｲﾄｳﾊﾅｺ", "サイトーハナコ", "さいとおはなこ", "さいとうはなーこ"]),
    ) {
        let found = roster().find(&format!("{before}{spelt}{after}"));
        prop_assert!(found.iter().any(|span| span.certainty == Certainty::Certain), "{:?}", found);
    }

    /// H1: a surname with an address is never missed, whatever stands before it.
    #[test]
    fn a_surname_with_an_address_is_never_missed(before in "\\PC{0,12}", address in proptest::sample::select(vec!["さん", "様", "サン", " さん", "氏", "くん"])) {
        for surname in ["齋藤", "斉藤", "サイトウ", "さいとう", "森", "高崎"] {
            let found = roster().find(&format!("{before}{surname}{address}が来た"));
            prop_assert!(found.iter().any(|span| span.certainty == Certainty::Certain), "{before}{surname}{address}");
        }
    }

    #[test]
    fn nothing_makes_it_fall_over(text in "\\PC{0,60}", name in "\\PC{0,8}", kana in "[ぁ-んー゛ゝ ]{0,8}") {
        let roster = Roster::new([RosterName { name, kana, role: String::new() }]);
        for span in roster.find(&text) {
            prop_assert!(span.start < span.end && span.end <= text.chars().count());
            prop_assert!(span.word.contains(&span.text));
        }
    }
}
