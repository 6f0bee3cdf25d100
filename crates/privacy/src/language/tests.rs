use std::sync::{Arc, OnceLock};

use proptest::prelude::*;

use super::*;

/// The language of this program, loaded once for all tests.
pub(crate) fn language() -> Arc<Language> {
    static LANGUAGE: OnceLock<Arc<Language>> = OnceLock::new();
    LANGUAGE.get_or_init(|| Arc::new(Language::load(&text::words::compile(text::words::PACKED).unwrap()).unwrap())).clone()
}

fn names(text: &str) -> Vec<String> {
    let part = |span: &NameSpan| text.chars().skip(span.start).take(span.end - span.start).collect();
    language().names(text).iter().map(part).collect()
}

/// H1
#[test]
fn names_are_found_without_a_roster_with_and_without_a_form_of_address() {
    let cases = [
        ("自治会長の大場さんから、夏祭りの案内がありました。", vec!["大場"]),
        ("世話人の千葉が夜間の見守りについて説明した。", vec!["千葉"]),
        ("森様より、書面でご意見をいただいた。", vec!["森"]),
        ("司会は林が務め、泉委員が感想を述べた。", vec!["林", "泉"]),
        ("出席者：豊田、松村、藤澤", vec!["豊田", "松村", "藤澤"]),
        ("髙橋　一郎氏が館内を案内した。", vec!["髙橋　一郎"]),
        ("実習生のグエン・ティ・ランさんが来られた。", vec!["グエン・ティ・ラン"]),
    ];
    for (text, expected) in cases {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn places_words_and_facilities_that_look_like_surnames_are_no_names() {
    for text in [
        "千葉市から視察の一行が訪れた。",
        "裏手の森を抜けると、雑木林の中に遊歩道がある。",
        "会議の記録は、原則として個人が特定されない形で公表する。",
        "田中荘の食堂で避難訓練を行った。",
        "施設長が要望を取りまとめて回答する。",
        "利用者は地域の行事に参加している。",
    ] {
        assert_eq!(names(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn each_name_says_why_in_words() {
    let spans = language().names("民生委員の大場さんと、利用者の佐藤 花子様が参加した。");
    assert_eq!(spans.len(), 2);
    assert!(spans[0].why.contains("「さん」"), "{}", spans[0].why);
    assert!(spans.iter().all(|span| span.confidence > 0.5 && span.confidence <= 1.0 && span.why.ends_with("。")), "{spans:?}");
}

#[test]
fn a_careful_reading_finds_what_the_likely_one_finds_and_more() {
    let text = "会議では意見が出た。馬酔木によれば、道が暗い。ヌラリホンも同じ考えであった。";
    let (likely, careful) = (language().names(text), language().names_from(text, CAREFUL));
    assert!(careful.len() >= likely.len());
    for span in likely {
        assert!(careful.iter().any(|other| other.start == span.start && other.end == span.end));
    }
}

#[test]
fn a_changed_dictionary_is_refused() {
    assert!(Language::load(b"nothing").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the text: no panic; spans stand within it, in order, apart from each other, with a probability and a reason.
    #[test]
    fn any_text_is_read(text in "([一-龥]{1,3}|[ぁ-ん]{1,4}|[ァ-ヶ]{1,4}|さん|様|・|、|。|\n|　|ｻﾄｳ|ﾞ|髙|(田中)|[a-zA-Z. ]{1,4}){0,24}|.{0,60}") {
        let mut end = 0;
        for span in language().names_from(&text, 0.01) {
            prop_assert!(span.start >= end && span.start < span.end && span.end <= text.chars().count());
            prop_assert!((0.0..=1.0).contains(&span.confidence) && !span.why.is_empty());
            end = span.end;
        }
    }
}
