use std::sync::OnceLock;

use proptest::prelude::*;

use super::*;

fn compiled() -> &'static [u8] {
    static COMPILED: OnceLock<Vec<u8>> = OnceLock::new();
    COMPILED.get_or_init(|| compile(PACKED).unwrap())
}

fn dictionary() -> &'static Dictionary {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    DICTIONARY.get_or_init(|| Dictionary::load(compiled()).unwrap())
}

/// Surface, finest classes, reading and sound of each word.
fn words(text: &str) -> Vec<(String, String, String, String)> {
    let dictionary = dictionary();
    let mut splitter = dictionary.splitter();
    let words = splitter.split(text).to_vec();
    words
        .iter()
        .map(|word| {
            let surface = &text[word.bytes.clone()];
            let speech = dictionary.speech(word);
            let classes = format!("{}/{}", speech.class(0), speech.class(1));
            let kana = |kana: Option<String>| kana.unwrap_or_default();
            (surface.to_owned(), classes, kana(dictionary.reading(word, surface)), kana(dictionary.sound(word, surface)))
        })
        .collect()
}

/// H1
#[test]
fn a_sentence_becomes_words_with_part_of_speech_reading_and_sound() {
    let found = words("町内会長の大場さんは学校へ行った。");
    let surfaces: Vec<_> = found.iter().map(|word| word.0.as_str()).collect();
    assert_eq!(surfaces, ["町内", "会長", "の", "大場", "さん", "は", "学校", "へ", "行っ", "た", "。"]);
    let word = |surface: &str| found.iter().find(|word| word.0 == surface).unwrap();
    assert_eq!(word("大場").1, "名詞/固有名詞");
    assert_eq!((word("大場").2.as_str(), word("は").2.as_str(), word("は").3.as_str()), ("オオバ", "ハ", "ワ"));
    assert_eq!((word("学校").2.as_str(), word("学校").3.as_str()), ("ガッコウ", "ガッコー"));
}

#[test]
fn what_inflects_has_a_base_form_and_what_does_not_is_its_own() {
    let (text, dictionary) = ("早く帰りました", dictionary());
    let mut splitter = dictionary.splitter();
    let bases: Vec<_> = splitter.split(text).iter().map(|word| dictionary.base(word, &text[word.bytes.clone()])).collect();
    assert_eq!(bases, ["早い", "帰る", "ます", "た"]);
}

#[test]
fn a_word_that_no_dictionary_has_is_a_word_without_reading() {
    let (text, dictionary) = ("ヌヘホモラッタさん", dictionary());
    let mut splitter = dictionary.splitter();
    let word = &splitter.split(text)[0];
    assert!(!word.known());
    assert_eq!((word.chars.clone(), dictionary.reading(word, "ヌヘホモラッタ")), (0..7, None));
    assert_eq!(dictionary.speech(word).class(0), "名詞");
    assert_eq!(dictionary.base(word, "ヌヘホモラッタ"), "ヌヘホモラッタ");
}

/// The dictionary in the repository is the one of its manifest.
#[test]
fn the_packed_dictionary_matches_its_manifest() {
    let manifest = include_str!("../../../../data/dictionary/manifest.toml");
    let value = |key: &str| manifest.lines().find_map(|line| line.strip_prefix(&format!("{key} = "))).unwrap().trim_matches('"');
    let crc = format!("{:08x}", crc32fast::hash(PACKED));
    assert_eq!((PACKED.len().to_string().as_str(), crc.as_str()), (value("bytes"), value("crc32")));
    let packed = packed::Packed::read(PACKED).unwrap();
    assert_eq!(packed.count.to_string(), value("entries"));
    assert!(version(PACKED).ends_with(&crc));
}

#[test]
fn changed_or_cut_bytes_are_refused() {
    assert!(Dictionary::load(b"").is_err());
    assert!(compile(b"Engawa words 1\n").is_err());
    assert!(compile(&PACKED[..PACKED.len() / 2]).is_err());
    let whole = compiled();
    assert!(Dictionary::load(&whole[..whole.len() - 1]).is_err());
    for at in [0, 17, 21, 30, whole.len() / 3, whole.len() - 1] {
        let mut changed = whole.to_vec();
        changed[at] ^= 1;
        assert!(Dictionary::load(&changed).is_err(), "byte {at}");
    }
}

#[test]
fn a_text_without_an_end_is_split_in_pieces() {
    let text = "あいうえお漢字".repeat(1_000);
    let mut splitter = dictionary().splitter();
    let words = splitter.split(&text);
    assert_eq!(words.last().unwrap().bytes.end, text.len());
    assert_eq!(words.last().unwrap().chars.end, text.chars().count());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Words stand in their order, within the text, and say the same place in characters and in bytes.
    #[test]
    fn words_stand_where_they_say(text in "[ぁ-んァ-ヶ一-龥a-z0-9、。\n 　「」]{0,60}|.{0,60}") {
        let mut splitter = dictionary().splitter();
        let mut end = (0, 0);
        for word in splitter.split(&text) {
            prop_assert!(word.chars.start >= end.0 && word.bytes.start >= end.1 && word.bytes.end <= text.len());
            prop_assert_eq!(text[..word.bytes.start].chars().count(), word.chars.start);
            prop_assert_eq!(text[word.bytes.clone()].chars().count(), word.chars.len());
            prop_assert!(text[end.1..word.bytes.start].chars().all(char::is_whitespace));
            end = (word.chars.end, word.bytes.end);
        }
        prop_assert!(text[end.1..].chars().all(char::is_whitespace));
    }
}
