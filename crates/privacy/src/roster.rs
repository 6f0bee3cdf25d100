//! Finding the names that an office knows in a text, in every disguise: spaces and marks between the letters, a line break in
//! the middle, half width, variant kanji, kana of either kind.
//!
//! A text is folded letter by letter into two streams (as written, and as a reading), each letter remembering where it came
//! from; the names are folded in the same way and looked for. Better one word too many than one name too few.

use std::ops::Range;

use text::{kana, names, width};

/// A name that the office knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterName {
    /// 氏名, with a space between 姓 and 名.
    pub name: String,
    /// ふりがな, with a space between them.
    pub kana: String,
}

/// What a span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A name as it is written.
    Person,
    /// The reading of a name.
    KanaName,
}

/// How sure it is that a span means the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It is the name.
    Certain,
    /// It may be a word that looks like it: a person decides.
    Possible,
}

/// Where a name stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// First Unicode scalar value.
    pub start: usize,
    /// After the last.
    pub end: usize,
    /// What it is.
    pub label: Label,
    /// How sure.
    pub certainty: Certainty,
    /// The text itself.
    pub text: String,
    /// Why it was found, in words for people.
    pub why: &'static str,
}

/// The names that an office knows.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    needles: Vec<Needle>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Needle {
    letters: Vec<char>,
    label: Label,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Surname,
    Given,
}

/// Words after a name that say that it is one.
const HONORIFICS: [&str; 22] = [
    "さん",
    "様",
    "さま",
    "氏",
    "くん",
    "君",
    "ちゃん",
    "先生",
    "委員",
    "会長",
    "町会長",
    "施設長",
    "管理者",
    "利用者",
    "職員",
    "世話人",
    "家族",
    "ご家族",
    "民生委員",
    "理事長",
    "代表",
    "課長",
];

impl Roster {
    /// A roster of names.
    pub fn new(known: impl IntoIterator<Item = RosterName>) -> Self {
        let mut needles: Vec<Needle> = known.into_iter().flat_map(|name| needles_of(&name)).collect();
        needles.sort_by(|a, b| b.letters.len().cmp(&a.letters.len()).then_with(|| a.letters.cmp(&b.letters)));
        needles.dedup();
        Self { needles }
    }

    /// Every place where a known name stands, in order, the longest first where two overlap.
    pub fn find(&self, text: &str) -> Vec<Span> {
        let letters: Vec<char> = text.chars().collect();
        let written = fold(&letters, names::name_key);
        let spoken = fold(&letters, reading);
        let mut spans: Vec<Span> = Vec::new();
        for needle in &self.needles {
            let stream = match needle.label {
                Label::Person => &written,
                Label::KanaName => &spoken,
            };
            for range in occurrences(stream, &needle.letters) {
                let overlapped =
                    spans.iter().any(|span| span.start < range.end && range.start < span.end && span.certainty == Certainty::Certain);
                if !overlapped {
                    spans.extend(judge(needle, &letters, range));
                }
            }
        }
        spans.sort_by_key(|span| (span.start, span.end));
        spans.dedup_by(|later, earlier| later.start >= earlier.start && later.end <= earlier.end && later.certainty >= earlier.certainty);
        spans
    }
}

fn needles_of(name: &RosterName) -> Vec<Needle> {
    let written = |text: &str| -> Vec<char> { names::name_key(text).chars().collect() };
    let spoken =
        |text: &str| -> Vec<char> { fold(&text.chars().collect::<Vec<_>>(), reading).into_iter().map(|folded| folded.letter).collect() };
    let parts = |text: &str, label, key: &dyn Fn(&str) -> Vec<char>| {
        let split = names::split(text);
        let whole = Some((text, Part::Whole));
        let surname = split.filter(|parts| parts.given.is_some()).map(|parts| (parts.surname, Part::Surname));
        let given = split.and_then(|parts| parts.given).map(|given| (given, Part::Given));
        let made = [whole, surname, given].into_iter().flatten().map(|(text, part)| Needle { letters: key(text), label, part });
        made.filter(|needle| !needle.letters.is_empty()).collect::<Vec<_>>()
    };
    let mut needles = parts(&name.name, Label::Person, &written);
    needles.extend(parts(&name.kana, Label::KanaName, &spoken));
    needles
}

/// A letter of a folded text, and which letter of the text it came from.
#[derive(Debug, Clone, Copy)]
struct Folded {
    letter: char,
    from: usize,
    to: usize,
}

/// Folds letter by letter; a half-width kana and its voiced mark are one letter. Spaces and marks fold to nothing.
fn fold(letters: &[char], key: impl Fn(&str) -> String) -> Vec<Folded> {
    let mut folded = Vec::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let voiced = letters.get(at + 1).is_some_and(|next| matches!(next, 'ﾞ' | 'ﾟ' | '\u{3099}' | '\u{309A}'));
        let end = at + 1 + usize::from(voiced);
        let one: String = letters[at..end].iter().collect();
        if !one.chars().all(is_between) {
            folded.extend(key(&one).chars().map(|letter| Folded { letter, from: at, to: end }));
        }
        at = end;
    }
    folded
}

/// What people put between the letters of a name, by habit or to hide it.
fn is_between(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '・' | '･' | '.' | '．' | '-' | '‐' | '－' | '_' | '＿' | '/' | '／' | '*' | '＊' | '|' | '｜' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
}

/// A kana letter as a reading: hiragana, small as large, no long marks. Anything else stays what it is.
fn reading(letter: &str) -> String {
    let hiragana = kana::to_hiragana(&width::fold(letter));
    hiragana.chars().filter(|c| *c != 'ー').map(large).collect()
}

fn large(letter: char) -> char {
    match letter {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' => 'か',
        'ゖ' => 'け',
        other => other,
    }
}

fn occurrences(stream: &[Folded], needle: &[char]) -> Vec<Range<usize>> {
    if needle.is_empty() || needle.len() > stream.len() {
        return Vec::new();
    }
    let matches = |window: &[Folded]| window.iter().zip(needle).all(|(folded, letter)| folded.letter == *letter);
    stream.windows(needle.len()).filter(|window| matches(window)).map(|window| window[0].from..window[needle.len() - 1].to).collect()
}

/// Whether an occurrence is a name, may be one, or is none.
fn judge(needle: &Needle, letters: &[char], range: Range<usize>) -> Option<Span> {
    let named = followed_by_honorific(letters, range.end);
    let (certainty, why) = match (needle.label, needle.part, needle.letters.len()) {
        (_, Part::Whole, 3..) => (Certainty::Certain, "名簿にある氏名です。"),
        (_, _, _) if named => (Certainty::Certain, "名簿にある名前に、敬称や役割の言葉が続いています。"),
        (Label::Person, Part::Surname, 2..) => (Certainty::Certain, "名簿にある姓です。"),
        (Label::Person, Part::Given, 2..) => (Certainty::Possible, "名簿にある名と同じ文字です。"),
        (Label::Person, _, _) if alone(letters, &range, is_kanji) => (Certainty::Possible, "名簿にある名前と同じ文字です。"),
        (Label::Person, _, _) => return None,
        (Label::KanaName, _, 2..) if alone(letters, &range, kana_like) => (Certainty::Certain, "名簿にあるふりがなです。"),
        (Label::KanaName, _, 3..) => (Certainty::Possible, "名簿にあるふりがなと同じ並びです。"),
        (Label::KanaName, Part::Surname, 2) => (Certainty::Possible, "名簿にある姓のふりがなと同じ並びです。"),
        (Label::KanaName, _, _) => return None,
    };
    let text = letters[range.clone()].iter().collect();
    Some(Span { start: range.start, end: range.end, label: needle.label, certainty, text, why })
}

/// Whether the letters beside a range are of another kind than those inside.
fn alone(letters: &[char], range: &Range<usize>, of_kind: fn(char) -> bool) -> bool {
    let before = range.start.checked_sub(1).and_then(|at| letters.get(at)).is_some_and(|letter| of_kind(*letter));
    let after = letters.get(range.end).is_some_and(|letter| of_kind(*letter));
    !before && !after
}

fn followed_by_honorific(letters: &[char], end: usize) -> bool {
    let rest: String = letters[end..].iter().filter(|letter| !is_between(**letter)).take(6).collect();
    let rest = rest.trim_start_matches(['（', '(', '「']);
    HONORIFICS.iter().any(|word| rest.starts_with(word))
}

fn kana_like(letter: char) -> bool {
    kana::is_kana(letter) || matches!(letter, '\u{FF66}'..='\u{FF9F}')
}

fn is_kanji(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn roster() -> Roster {
        let name = |name: &str, kana: &str| RosterName { name: name.to_owned(), kana: kana.to_owned() };
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
        ] {
            let found = roster().find(&format!("きのう、{text}と話した。"));
            assert!(found.iter().any(|span| span.certainty == Certainty::Certain), "{text}: {found:?}");
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
        let roster = Roster::new([RosterName { name: "溝口 学".into(), kana: "みぞぐち まなぶ".into() }]);
        let found = roster.find("ﾐｿﾞｸﾞﾁ様");
        assert_eq!((found[0].start, found[0].end, found[0].certainty), (0, 6, Certainty::Certain));
    }

    #[test]
    fn a_surname_of_one_letter_needs_a_word_that_says_so() {
        assert_eq!(certain("森さんの畑"), ["森"]);
        assert!(certain("森林公園へ行った").is_empty());
        assert!(roster().find("森林公園へ行った").is_empty());
    }

    #[test]
    fn a_word_that_sounds_like_a_name_is_left_to_a_person() {
        let found = roster().find("行くつもりです");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].certainty, Certainty::Possible);
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

    proptest! {
        /// H1: whatever stands around and between, a full name of the roster is never missed.
        #[test]
        fn a_full_name_is_never_missed(before in ".{0,12}", after in ".{0,12}", gaps in proptest::collection::vec(0usize..5, 4)) {
            let between = ["", " ", "　", "\n", "・"];
            let name: String = "齋藤花子".chars().zip(gaps).map(|(letter, gap)| format!("{letter}{}", between[gap])).collect();
            // A mark that joins the letter before it would change that letter.
            prop_assume!(!after.starts_with(|c: char| !c.is_alphanumeric() && !c.is_ascii()));
            let found = roster().find(&format!("{before}{name}{after}"));
            prop_assert!(found.iter().any(|span| span.certainty == Certainty::Certain));
        }

        #[test]
        fn nothing_makes_it_fall_over(text in "\\PC{0,60}") {
            for span in roster().find(&text) {
                prop_assert!(span.start < span.end && span.end <= text.chars().count());
            }
        }
    }
}
