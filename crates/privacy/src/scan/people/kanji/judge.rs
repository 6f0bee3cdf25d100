//! How sure it is that a word in kanji is a name.

use std::{ops::Range, rc::Rc};

use super::{
    super::{
        super::{Known, Ordinary},
        Learned, Named, Text,
        everyday::{self, Everyday},
        shape::{self, Shape},
        words,
    },
    around::{Around, Joint},
    word,
};
use crate::signs::{self, Follow};

/// What can be said of a word in kanji before anything is learned of the text.
#[derive(Debug)]
pub(in super::super) struct Seen {
    around: Around,
    shape: Shape,
    ordinary: Ordinary,
    surname: Known,
    everyday: bool,
    /// It is nobody's name, wherever it stands.
    nobody: bool,
    /// It is a name only with an address or the role of somebody who was named.
    no_name: bool,
}

impl Seen {
    fn of(text: &Text<'_>, range: &Range<usize>) -> Self {
        let letters = &text.view.chars[range.clone()];
        let written = word(text, range);
        let (around, shape) = (Around::of(text, range), shape::of(letters, text.lists));
        Self {
            everyday: is_everyday(everyday::of(&text.everyday, range), shape, &around, range),
            around,
            shape,
            ordinary: text.lists.ordinary(&written),
            surname: shape::surname(&written, text.lists),
            nobody: words::nobody(&written) || letters.iter().all(|letter| "一二三四五六七八九十百千万〇".contains(*letter)),
            no_name: words::no_name(&written) || words::announces(&written),
        }
    }
}

/// How sure it is that a word in kanji is a name.
pub(super) fn judge(text: &Text<'_>, range: &Range<usize>, learned: &Learned) -> Option<Named> {
    let letters = &text.view.chars[range.clone()];
    let seen = text.seen.borrow_mut().entry((range.start, range.end)).or_insert_with(|| Rc::new(Seen::of(text, range))).clone();
    let Seen { ref around, shape, ordinary, .. } = *seen;
    let introduced = learned.of(letters);
    let named_role = (around.role_after || around.acts)
        && (introduced >= 0.5 || (around.role_after && matches!(shape, Shape::Surname(Known::Common | Known::Frequent, _))));
    if seen.everyday && introduced < 0.5 {
        return None;
    }
    if seen.nobody || (seen.no_name && around.address.is_none() && !named_role) {
        return None;
    }
    let cut = match shape {
        Shape::Full(cut, _) => Some(cut),
        _ => None,
    };
    let named = |confidence: f32, why: &'static str| Some(Named { range: range.clone(), confidence, why, cut });
    let signed = around.address.is_some() || around.role_after;
    let houses = text.view.chars.get(range.end) == Some(&'家')
        && "農実隣民商作画空国本分王生大武名旧各我".contains(letters[0])
        && letters.len() == 1;
    let house = letters.len() > 1 && letters.last().is_some_and(|last| "荘寮苑館院堂".contains(*last));
    if (house && around.address.is_none())
        || (around.institution && !signed)
        || (signs::after_institution(&text.view.spoken[..range.start]) && !signed)
        || houses
    {
        return None;
    }
    if around.address.is_some() {
        return named(addressed(shape, letters.len()), "敬称の付いた名前です。");
    }
    let in_sentence = if introduced < 0.5 { 0.0 } else { introduced_here((ordinary, seen.surname), around, letters.len()) };
    let by_shape = match shape {
        Shape::Full(_, known) => full(known, ordinary != Ordinary::No, around, letters.len()),
        Shape::Surname(known, ordinary) => surname(known, ordinary, around, letters.len()),
        Shape::Given(known, ordinary) => given(known, ordinary, around),
        Shape::Unknown => unknown(around, letters),
    };
    if in_sentence >= by_shape.0 && in_sentence > 0.0 {
        return named(in_sentence, "この文章の中で人の名前として出てくる言葉です。");
    }
    if by_shape.0 > 0.1 || matches!(shape, Shape::Surname(..)) { named(by_shape.0, by_shape.1) } else { None }
}

/// Whether a word is an everyday word rather than a name: one that hardly anybody is called by, or that nothing around it takes for
/// a person (利用者の日常生活の様子, 職員の笑顔).
fn is_everyday(everyday: Everyday, shape: Shape, around: &Around, range: &Range<usize>) -> bool {
    match everyday {
        Everyday::No => false,
        Everyday::Part(end) => match around.address {
            Some(address) => end >= range.end + address,
            None => !(around.does && matches!(shape, Shape::Surname(Known::Common | Known::Frequent, _))),
        },
        Everyday::Whole(words) => match shape {
            Shape::Surname(Known::Frequent, _) => false,
            Shape::Full(_, Known::Common | Known::Frequent) if words > 1 => false,
            Shape::Surname(Known::Common, _) | Shape::Given(Known::Common | Known::Frequent, _) => {
                !(around.address.is_some() || around.role_after || around.alone || around.does)
            }
            Shape::Surname(..) | Shape::Given(..) => !(around.address.is_some() || around.alone),
            Shape::Full(_, known) => around.address.is_none() && !(around.alone && known >= Known::Common),
            Shape::Unknown => true,
        },
    }
}

fn addressed(shape: Shape, length: usize) -> f32 {
    match shape {
        Shape::Full(..) | Shape::Surname(..) | Shape::Given(..) => 0.96,
        Shape::Unknown if length <= 4 => 0.85,
        Shape::Unknown => 0.5,
    }
}

/// A word that the text elsewhere calls a person.
fn introduced_here(kind: (Ordinary, Known), around: &Around, length: usize) -> f32 {
    if around.of_place {
        return 0.0;
    }
    let subject = matches!(around.follow, Follow::Subject | Follow::Mark);
    let (ordinary, known) = kind;
    match (length, ordinary) {
        (2.., _) if around.placed() => 0.9,
        (2.., Ordinary::Word) if known == Known::Frequent && (around.acts || subject) => 0.8,
        (_, Ordinary::Word) if around.placed() || around.acts => 0.6,
        (1, Ordinary::Word) => 0.15,
        (_, Ordinary::Word) => {
            if subject {
                0.4
            } else {
                0.2
            }
        }
        _ if around.acts => 0.85,
        (1, _) => {
            if around.particle() {
                0.5
            } else {
                0.2
            }
        }
        _ if around.particle() => 0.8,
        _ => 0.5,
    }
}

const FULL: &str = "姓と名の形をした言葉です。";
pub(super) const SURNAME: &str = "姓として使われる言葉です。";
const GIVEN: &str = "名として使われる言葉です。";

fn full(known: Known, ordinary: bool, around: &Around, length: usize) -> (f32, &'static str) {
    let placed = around.role_after
        || around.role_before.is_some()
        || around.expected
        || around.reading_follows
        || around.speaks
        || around.kin_before;
    let sure = match (placed, known) {
        (true, Known::Common | Known::Frequent) => 0.95,
        (true, _) if length >= 3 => 0.85,
        (true, _) => 0.5,
        (false, _) if ordinary => 0.1,
        (false, Known::Common | Known::Frequent) if length >= 4 => 0.85,
        (false, Known::Common | Known::Frequent) if length == 3 && around.acts => 0.7,
        (false, Known::Common | Known::Frequent) if length == 3 && around.particle() => 0.45,
        (false, _) if length >= 3 && around.acts => 0.45,
        (false, _) if length >= 4 => 0.2,
        _ => 0.15,
    };
    (sure, FULL)
}

fn surname(known: Known, ordinary: Ordinary, around: &Around, length: usize) -> (f32, &'static str) {
    if around.of_place {
        return (0.05, SURNAME);
    }
    let common = known >= Known::Common;
    let word = ordinary == Ordinary::Word && known != Known::Frequent;
    let sure = match around.role_before {
        _ if around.role_after => {
            if common {
                0.95
            } else {
                0.85
            }
        }
        Some(Joint::Direct) if length == 1 => {
            if common && around.acts {
                0.7
            } else {
                0.2
            }
        }
        Some(Joint::Direct) if word => {
            if common && around.particle() {
                0.6
            } else {
                0.2
            }
        }
        Some(Joint::Direct | Joint::Space) => {
            if common || around.expected {
                0.93
            } else {
                0.7
            }
        }
        Some(Joint::No) if common => {
            if word && !around.acts {
                0.5
            } else {
                0.9
            }
        }
        Some(Joint::No) => {
            if around.acts {
                0.75
            } else {
                0.3
            }
        }
        None if around.reading_follows => 0.9,
        None if around.expected => {
            if common || around.alone {
                0.92
            } else {
                0.8
            }
        }
        None if around.speaks => {
            if common && (length >= 2 || !word) {
                0.9
            } else {
                0.5
            }
        }
        None if around.kin_before && common && (length >= 2 || around.acts) => 0.75,
        None if length == 1 && known == Known::Frequent && around.begins && around.after.is_some_and(|after| "よか".contains(after)) => {
            0.45
        }
        None if around.bracketed && common && !word => 0.75,
        None if around.acts && common && !word => 0.85,
        None if around.acts && common => {
            if matches!(around.after, Some('が' | 'は' | 'よ' | 'か')) {
                0.5
            } else {
                0.2
            }
        }
        None if around.acts && !word && length >= 2 => 0.5,
        None => bare(known, ordinary, around, length),
    };
    (sure, SURNAME)
}

/// A surname in a sentence, without any sign.
fn bare(known: Known, ordinary: Ordinary, around: &Around, length: usize) -> f32 {
    let particle = around.particle();
    let subject = matches!(around.follow, Follow::Acts | Follow::Subject);
    match (known, ordinary, length) {
        (Known::Frequent, Ordinary::No, 2..) if particle => 0.8,
        (Known::Frequent, _, 2..) if subject => 0.6,
        (Known::Common, Ordinary::No, 2..) if particle => 0.6,
        (Known::Common | Known::Frequent, Ordinary::No, 2..) => {
            if around.after.is_some_and(signs::is_hiragana) {
                0.15
            } else {
                0.4
            }
        }
        (Known::Common, Ordinary::Place, 2..) if subject => 0.35,
        (Known::Rare, Ordinary::No, 2..) if subject => 0.25,
        (Known::Common | Known::Frequent, _, 2..) => 0.15,
        _ => 0.1,
    }
}

fn given(known: Known, ordinary: Ordinary, around: &Around) -> (f32, &'static str) {
    let common = known >= Known::Common;
    let word = ordinary != Ordinary::No;
    let sure = match (around.kin_before, around.expected) {
        (true, _) if !around.particle() => 0.1,
        (true, _) if common && !word => 0.7,
        (true, _) if around.acts => 0.5,
        (_, true) if around.alone => 0.8,
        (_, true) => 0.6,
        _ if around.reading_follows => 0.8,
        _ if around.role_after && common => 0.7,
        _ if around.speaks && common => 0.6,
        _ if around.relative && common => 0.6,
        _ if around.relative => 0.35,
        _ if common && !word => 0.2,
        _ => 0.1,
    };
    (sure, GIVEN)
}

fn unknown(around: &Around, letters: &[char]) -> (f32, &'static str) {
    const WHY: &str = "名前が書かれる場所にある言葉です。";
    let department = letters.last().is_some_and(|last| "課係部室局会所署班科団校院園社店組区市町村県".contains(*last));
    let sure = match letters.len() {
        2..=4 if around.alone => 0.8,
        2..=5 if around.reading_follows => 0.8,
        2..=4 if around.expected => 0.5,
        1 if around.alone => 0.5,
        2..=4 if around.role_before.is_some() && around.acts => 0.6,
        2..=4 if around.role_before == Some(Joint::Direct) => 0.2,
        2..=4 if around.speaks && around.acts => 0.4,
        2..=3 if around.role_after && !department => 0.4,
        _ => 0.0,
    };
    (sure, WHY)
}
