//! Whether a place where the letters of a name stand is the name, may be, or is none.

use std::ops::Range;

use text::{kana, width};

use super::{
    Certainty, Label, Span,
    needles::{Needle, Part},
    stream::{self, Place},
};

use Certainty::{Certain, Possible};

/// Words after a name that say that it is one; kana as hiragana.
const AFTER: [&str; 44] = [
    "さん",
    "さーん",
    "さま",
    "様",
    "氏",
    "殿",
    "どの",
    "くん",
    "君",
    "ちゃん",
    "ちゃま",
    "たん",
    "っち",
    "はん",
    "先生",
    "女史",
    "嬢",
    "夫妻",
    "夫人",
    "委員",
    "会長",
    "町会長",
    "区長",
    "施設長",
    "管理者",
    "所長",
    "利用者",
    "入居者",
    "職員",
    "世話人",
    "支援員",
    "相談員",
    "看護師",
    "医師",
    "議員",
    "家族",
    "ご家族",
    "民生委員",
    "理事長",
    "代表",
    "課長",
    "部長",
    "主任",
    "住職",
];

/// Words before a name that say that it is one.
const BEFORE: [&str; 22] = [
    "利用者",
    "入居者",
    "世話人",
    "職員",
    "支援員",
    "民生委員",
    "委員",
    "会長",
    "町会長",
    "施設長",
    "管理者",
    "所長",
    "家族",
    "相談員",
    "看護師",
    "担当",
    "代表",
    "部長",
    "課長",
    "主任",
    "理事長",
    "住民",
];

/// What begins like a word of [`AFTER`] and is none.
const NOT_AFTER: [&str; 9] = ["様子", "様々", "様式", "様相", "様態", "さまざま", "氏名", "代表的", "家族会"];

/// Words in kana that end like an address and are none: たくさん is nobody called たく.
const EVERYDAY: [&str; 12] = [
    "たくさん",
    "みなさん",
    "みなさま",
    "おくさん",
    "おくさま",
    "おきゃくさん",
    "おきゃくさま",
    "かあさん",
    "とうさん",
    "ねえさん",
    "にいさん",
    "ばあさん",
];

/// What follows a surname in the name of a place or an institution: 福島県, 川口駅.
const PLACES: [&str; 24] = [
    "都",
    "道",
    "府",
    "県",
    "市",
    "区",
    "町",
    "村",
    "郡",
    "駅",
    "川",
    "山",
    "橋",
    "通り",
    "公園",
    "神社",
    "病院",
    "医院",
    "小学校",
    "中学校",
    "高校",
    "商店街",
    "自治会",
    "団地",
];

/// Particles after a word.
const PARTICLES: &str = "はがをにとのもへでやかよね";

/// The span of an occurrence, if it is or may be the name.
pub(super) fn judge(needle: &Needle, letters: &[char], place: &Place) -> Option<Span> {
    let beside = Beside::of(letters, &place.range);
    let (certainty, why) = match needle.part {
        Part::Whole => whole(needle, place, &beside),
        _ if beside.named => (if beside.everyday { Possible } else { Certain }, "名簿にある名前に、敬称や役割の言葉が付いています。"),
        Part::Surname => surname(needle, place, &beside)?,
        Part::Given => given(needle, place, &beside)?,
        Part::Guess => guess(needle, &beside)?,
    };
    Some(Span {
        start: place.range.start,
        end: place.range.end,
        label: needle.label,
        certainty,
        text: letters[place.range.clone()].iter().collect(),
        word: word(letters, &place.range),
        why,
    })
}

/// A whole name is one wherever it stands, unless it is so short that it may be another word, or a phrase ends inside.
fn whole(needle: &Needle, place: &Place, beside: &Beside) -> (Certainty, &'static str) {
    let long = match needle.label {
        Label::Person => needle.letters.len() >= 3 && place.exact,
        Label::KanaName => needle.letters.len() >= 5,
    };
    let sure = beside.named || (!place.pause && (long || (place.exact && beside.alone && needle.letters.len() >= 2)));
    if sure { (Certain, "名簿にある氏名です。") } else { (Possible, "名簿にある氏名と同じ並びです。") }
}

fn surname(needle: &Needle, place: &Place, beside: &Beside) -> Option<(Certainty, &'static str)> {
    const NAME: (Certainty, &str) = (Certain, "名簿にある姓です。");
    const SAME: (Certainty, &str) = (Possible, "名簿にある姓と同じ並びです。");
    match (needle.label, needle.letters.len()) {
        (Label::Person, 2..) => {
            let other_word = place.gap || !place.exact || beside.place_follows || !(beside.kanji || beside.alone);
            Some(if other_word { SAME } else { NAME })
        }
        (Label::Person, _) => beside.alone.then_some(SAME),
        (Label::KanaName, 3..) if beside.alone && !place.pause => Some(NAME),
        (Label::KanaName, 2..) => Some(SAME),
        (Label::KanaName, _) => None,
    }
}

fn given(needle: &Needle, place: &Place, beside: &Beside) -> Option<(Certainty, &'static str)> {
    let word_like = beside.alone || beside.particle_follows;
    let may_be = match (needle.label, needle.letters.len()) {
        (Label::Person, 2..) => beside.kanji || beside.alone || needle.letters.len() >= 3,
        (Label::KanaName, 3..) => !place.pause || word_like,
        (Label::KanaName, 2) => word_like,
        (Label::Person, _) => beside.alone,
        (Label::KanaName, _) => false,
    };
    may_be.then_some((Possible, "名簿にある名と同じ並びです。"))
}

fn guess(needle: &Needle, beside: &Beside) -> Option<(Certainty, &'static str)> {
    let may_be = match needle.label {
        Label::Person => needle.letters.len() >= 2,
        Label::KanaName => needle.letters.len() >= 3 && (beside.alone || beside.particle_follows),
    };
    may_be.then_some((Possible, "名簿にある氏名の一部と同じ並びです。"))
}

/// What stands beside a place.
struct Beside {
    /// An address or a role stands beside it.
    named: bool,
    /// Together with what follows it is an everyday word.
    everyday: bool,
    /// The letters beside it are of another script.
    alone: bool,
    /// It is in kanji.
    kanji: bool,
    particle_follows: bool,
    place_follows: bool,
}

impl Beside {
    fn of(letters: &[char], range: &Range<usize>) -> Self {
        let (first, last) = (letters[range.start], letters[range.end - 1]);
        let before = range.start.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(range.end).copied();
        let alone = before.is_none_or(|letter| !same_script(letter, first)) && after.is_none_or(|letter| !same_script(letter, last));
        let rest = spoken(letters[range.end..].iter().filter(|letter| !stream::is_between(**letter)).take(8));
        let so_far = spoken(letters[..range.start].iter().rev().filter(|letter| !stream::is_between(**letter)).take(6));
        let so_far: String = so_far.chars().rev().collect();
        let itself = spoken(letters[range.clone()].iter().filter(|letter| !stream::is_between(**letter)));
        let addressed = AFTER.iter().any(|word| rest.starts_with(word)) && !NOT_AFTER.iter().any(|word| rest.starts_with(word));
        let role_before = BEFORE.iter().any(|word| so_far.ends_with(word)) && after.is_none_or(|letter| !same_script(letter, last));
        Self {
            named: addressed || role_before,
            everyday: EVERYDAY.iter().any(|word| format!("{itself}{rest}").starts_with(word))
                || itself.chars().count() == 1 && kana_like(first),
            alone,
            kanji: is_kanji(first) && is_kanji(last),
            particle_follows: rest.chars().next().is_none_or(|letter| PARTICLES.contains(letter)),
            place_follows: PLACES.iter().any(|word| rest.starts_with(word)),
        }
    }
}

fn spoken<'a>(letters: impl Iterator<Item = &'a char>) -> String {
    kana::to_hiragana(&width::fold(&letters.collect::<String>()))
}

/// The run of letters of one script around a place.
fn word(letters: &[char], range: &Range<usize>) -> String {
    let (first, last) = (letters[range.start], letters[range.end - 1]);
    let before = letters[..range.start].iter().rev().take_while(|letter| same_script(**letter, first)).count();
    let after = letters[range.end..].iter().take_while(|letter| same_script(**letter, last)).count();
    letters[range.start - before..range.end + after].iter().collect()
}

fn same_script(one: char, other: char) -> bool {
    let script = |letter: char| match letter {
        _ if is_kanji(letter) => 1,
        'ぁ'..='ゟ' => 2,
        _ if kana_like(letter) => 3,
        _ if letter.is_alphabetic() => 4,
        _ => 0,
    };
    script(one) != 0 && script(one) == script(other)
}

fn kana_like(letter: char) -> bool {
    kana::is_kana(letter) || matches!(letter, '\u{FF66}'..='\u{FF9F}')
}

pub(super) fn is_kanji(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々' | '〻' | '\u{20000}'..='\u{3FFFF}')
}
