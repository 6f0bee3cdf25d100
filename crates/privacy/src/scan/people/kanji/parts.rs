//! Names of two parts, and what is taken off a run of kanji before a name is looked for in it.

use std::{ops::Range, sync::LazyLock};

use super::{
    super::{
        super::{Known, Ordinary},
        Named, Text,
        everyday::{self, Everyday},
        shape,
        tokens::{Kind, Token},
        words,
    },
    around::{AFTER_PERSON, Around},
    word,
};
use crate::signs::{self, Follow, Words};

/// Words in kanji right before a name, without anything between: 先日松村様が.
static BEFORE: LazyLock<Words> = LazyLock::new(|| {
    Words::of(
        "先日 昨日 今日 本日 当日 今回 前回 次回 以前 現在 今年 昨年 毎日 毎週 毎朝 時々 隣家 同室 新任 前任 後任 担当 当時 元 前 故 旧 新 同 当 各 両",
    )
});

/// Surname and given name with a space between.
pub(super) fn with_space(text: &Text<'_>, at: usize) -> Option<Named> {
    let (surname, space, given) = (&text.tokens[at], text.tokens.get(at + 1)?, text.tokens.get(at + 2)?);
    let chars = &text.view.chars;
    if space.kind != Kind::Space || space.range.len() > 4 || chars[space.range.clone()].contains(&'\t') {
        return None;
    }
    if surname.range.start > 0 && chars[surname.range.start - 1].is_alphabetic() && role_length(text, surname) == 0 {
        return None;
    }
    let department = surname.range.len() >= 3 && "課係部室局署".contains(chars[surname.range.end - 1]);
    let fits = !department
        && match given.kind {
            Kind::Kanji => given.range.len() <= 4,
            Kind::Hiragana | Kind::Katakana => (1..=6).contains(&given.range.len()),
            _ => false,
        };
    let (start, given_end) = (surname.range.start + role_length(text, surname), given_end(text, given));
    if !fits || surname.range.end <= start || surname.range.end - start > 5 || given_end <= given.range.start {
        return None;
    }
    let range = start..given_end;
    let (one, other) = (word(text, &(start..surname.range.end)), word(text, &(given.range.start..given_end)));
    let around = Around::of(text, &range);
    let nothing = |word: &str| words::no_name(word) || words::announces(word);
    let labels = !around.alone && (nothing(&one) || words::nobody(&other) || words::announces(&other));
    let things = |range: Range<usize>| matches!(everyday::of(&text.everyday, &range), Everyday::Whole(_));
    let everyday = things(start..surname.range.end) && things(given.range.start..given_end);
    if everyday && shape::surname(&one, text.lists) < Known::Common {
        return None;
    }
    if labels || nothing(&format!("{one}{other}")) {
        return None;
    }
    if around.institution || signs::institution(&text.view.spoken[given.range.start..]) && around.address.is_none() {
        return None;
    }
    let known = (shape::surname(&one, text.lists), shape::given(&other, text.lists));
    let placed = around.expected || around.role_before.is_some() || around.address.is_some() || around.reading_follows;
    // A role and a surname, not two parts of a name: 田中　会長 is left to the other rules.
    let confidence = match known {
        (Known::No, Known::No) => {
            if around.alone || around.address.is_some() {
                0.8
            } else if placed {
                0.55
            } else {
                return None;
            }
        }
        (Known::No, _) | (_, Known::No) => {
            if around.alone {
                0.95
            } else if placed {
                0.85
            } else {
                0.35
            }
        }
        (Known::Common | Known::Frequent, Known::Common | Known::Frequent) => 0.97,
        _ => {
            if placed {
                0.96
            } else {
                0.7
            }
        }
    };
    let why = "姓と名の形をした言葉です。";
    Some(Named { range, confidence, why, cut: Some(surname.range.end - start) })
}

/// Where a given name ends: before the address or particle that follows it in the same kana.
fn given_end(text: &Text<'_>, given: &Token) -> usize {
    if given.kind == Kind::Kanji {
        let spoken = &text.view.spoken;
        return (given.range.start + 1..given.range.end).find(|at| covers(spoken, *at, given.range.end)).unwrap_or(given.range.end);
    }
    if given.kind == Kind::Katakana {
        return given.range.end;
    }
    kana_given_end(text, &given.range).map_or(given.range.end.min(given.range.start + 5), |end| end.max(given.range.start))
}

/// Whether an address or a role begins here and reaches to the end of the run.
pub(super) fn covers(spoken: &[char], at: usize, end: usize) -> bool {
    signs::address(&spoken[at..]).is_some_and(|length| at + length >= end)
}

/// How much of a run is a given name in hiragana; `None` where no address, particle or end shows it.
fn kana_given_end(text: &Text<'_>, run: &Range<usize>) -> Option<usize> {
    /// Particles that are somebody's name too.
    const PARTICLES: [&str; 7] = ["より", "から", "まで", "など", "とも", "でも", "のみ"];
    let spoken = &text.view.spoken;
    if PARTICLES.contains(&word(text, run).as_str()) {
        return None;
    }
    if run.len() >= 2 && run.len() <= 5 && shape::given(&word(text, run), text.lists) != Known::No {
        return Some(run.end);
    }
    (run.start + 2..run.end.min(run.start + 6)).rev().find(|end| {
        let known = shape::given(&word(text, &(run.start..*end)), text.lists) != Known::No;
        known && (signs::polite(&spoken[*end..]).is_some() || AFTER_PERSON.contains(&spoken[*end]))
    })
}

/// Letters at the beginning of a run that are a role or another word before a name.
pub(super) fn role_length(text: &Text<'_>, token: &Token) -> usize {
    let chars = &text.view.spoken[token.range.clone()];
    let role = (1..chars.len()).rev().find(|length| signs::is_role(&chars[..*length]) && *length >= 2);
    role.or_else(|| BEFORE.start(chars).filter(|length| *length >= 2 && *length < chars.len())).unwrap_or(0)
}

/// A surname in kanji with a given name in kana right after it: 福井たえ.
pub(super) fn with_kana(text: &Text<'_>, at: usize, from: usize) -> Option<Named> {
    let (token, next) = (&text.tokens[at], text.tokens.get(at + 1)?);
    let surname = word(text, &(from..token.range.end));
    if matches!(everyday::of(&text.everyday, &(from..token.range.end)), Everyday::Part(_)) {
        return None;
    }
    let known = shape::surname(&surname, text.lists);
    if known == Known::No || words::no_name(&surname) {
        return None;
    }
    let end = match next.kind {
        Kind::Hiragana => kana_given_end(text, &next.range)?,
        Kind::Katakana if (2..=5).contains(&next.range.len()) && shape::given(&word(text, &next.range), text.lists) != Known::No => {
            next.range.end
        }
        _ => return None,
    };
    let range = from..end;
    let around = Around::of(text, &range);
    let bounded = end == next.range.end;
    let surely = known == Known::Frequent
        || (known == Known::Common && token.range.end - from >= 2 && text.lists.ordinary(&surname) == Ordinary::No);
    let given = shape::given(&word(text, &(next.range.start..end)), text.lists);
    let placed = around.expected || around.role_before.is_some() || around.address.is_some() || around.reading_follows;
    let confidence = match (placed, bounded, given) {
        (true, ..) => 0.95,
        (false, true, _) if next.kind == Kind::Katakana => 0.8,
        (false, _, Known::Common | Known::Frequent) if surely && around.acts => 0.8,
        (false, true, Known::Common | Known::Frequent) if surely && around.follow == Follow::Mark => 0.8,
        (false, true, Known::Common | Known::Frequent) if surely && around.after.is_none_or(|after| !signs::is_kanji(after)) => 0.5,
        _ => return None,
    };
    Some(Named { range, confidence, why: "姓と名の形をした言葉です。", cut: Some(token.range.end - from) })
}
