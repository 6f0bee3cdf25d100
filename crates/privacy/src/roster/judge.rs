//! How sure it is that a place where the letters of a name stand is the name.

use std::ops::Range;

use super::{
    Place,
    needles::{Needle, Part, Script},
    stream,
};
use crate::signs;

/// A verdict: how sure, 0 to 1, and why.
pub(super) type Verdict = (f32, &'static str);

/// Words in kana that begin or end like a name: particles, after which a new word begins.
const PARTICLES: &str = "はがをにとのもへでやかよね";

/// Judges one place. `None` where the letters certainly belong to other words.
pub(super) fn judge(needle: &Needle, text: &Text<'_>, place: &Place) -> Option<Verdict> {
    let beside = Beside::of(text, &place.range);
    match needle.part {
        Part::Turned if place.wide || place.pause => None,
        Part::Whole | Part::Turned => Some(whole(needle, place, &beside)),
        Part::Nickname => nickname(place, &beside),
        _ if beside.named && !place.pause => Some(named(needle, place, &beside)),
        Part::Surname => surname(needle, place, &beside),
        Part::Given => given(needle, place, &beside),
        Part::Guess => guess(needle, &beside),
    }
}

/// Whether a verdict rests on the letters alone.
pub(super) fn bare(needle: &Needle, confidence: f32) -> bool {
    matches!(needle.part, Part::Surname | Part::Given) && confidence < 0.96
}

/// A whole name is one wherever it stands, unless it is so short that it may be another word, or a phrase ends inside.
fn whole(needle: &Needle, place: &Place, beside: &Beside) -> Verdict {
    let long = match needle.script {
        Script::Written => needle.length >= if needle.exact { 3 } else { 4 },
        Script::Spoken => needle.length >= 5,
        Script::Mixed => needle.length >= 3,
    };
    let sure = beside.named || (!place.pause && (long || (needle.exact && beside.alone && needle.length >= 2)));
    if sure {
        (0.99, "名簿にある氏名です。")
    } else if place.pause && (!beside.alone || needle.length < 3) {
        (0.2, "名簿にある氏名と同じ並びですが、間に区切りがあります。")
    } else {
        (0.6, "名簿にある氏名と同じ並びです。")
    }
}

/// With an address or a role beside it.
fn named(needle: &Needle, place: &Place, beside: &Beside) -> Verdict {
    const WHY: &str = "名簿にある名前に、敬称や役割の言葉が付いています。";
    let goes_on = needle.script == Script::Spoken && beside.goes_on_before;
    let sure = if beside.everyday {
        0.2
    } else if place.gap && needle.length <= 2 && !beside.alone {
        0.5
    } else {
        match (needle.exact, goes_on) {
            (true, false) => 0.97,
            _ => 0.86,
        }
    };
    (sure, WHY)
}

fn nickname(place: &Place, beside: &Beside) -> Option<Verdict> {
    let sure = match (place.gap || place.pause, beside.everyday || beside.goes_on_before) {
        (false, false) => 0.85,
        _ => 0.2,
    };
    Some((sure, "名簿にある名の愛称です。"))
}

fn surname(needle: &Needle, place: &Place, beside: &Beside) -> Option<Verdict> {
    const NAME: &str = "名簿にある姓です。";
    const SAME: &str = "名簿にある姓と同じ並びです。";
    if place.pause {
        return (beside.alone && needle.length >= 2).then_some((0.15, SAME));
    }
    match (needle.script, needle.length) {
        (Script::Written, 2..) if beside.role && !beside.institution && !place.gap => Some((0.6, SAME)),
        (Script::Written, 2..) if beside.of_place => Some((0.2, "名簿にある姓と同じですが、場所の名前のようです。")),
        (Script::Written, 2..) if beside.institution => Some((0.2, "名簿にある姓と同じですが、施設や店の名前のようです。")),
        (Script::Written, 2..) if beside.alone && needle.exact => Some((if place.gap { 0.7 } else { 0.95 }, NAME)),
        (Script::Written, 2..) if needle.exact && !place.gap => {
            // Other kanji stand right beside it: 本田中 is nobody called 田中, 先日田中が is.
            Some((if beside.kanji_before && beside.kanji_after { 0.25 } else { 0.6 }, SAME))
        }
        (Script::Written, 2..) => Some((if beside.alone { 0.5 } else { 0.15 }, SAME)),
        (Script::Written, _) if !beside.alone => None,
        (Script::Written, _) => Some((single(beside), SAME)),
        (Script::Mixed, 3..) => Some((if beside.alone { 0.7 } else { 0.3 }, SAME)),
        (Script::Mixed, _) => Some((0.15, SAME)),
        (Script::Spoken, 3..) if beside.alone => Some((0.9, NAME)),
        (Script::Spoken, 3..) if beside.begins && beside.particle_follows => Some((0.5, SAME)),
        (Script::Spoken, _) => Some((0.15, SAME)),
    }
}

/// A surname of one kanji (森, 林, 原) that stands alone is mostly the word.
fn single(beside: &Beside) -> f32 {
    match beside.after {
        _ if beside.speaks || beside.listed => 0.9,
        _ if beside.acts && !beside.of_place => 0.6,
        _ if beside.of_place || beside.institution => 0.1,
        Some('が' | 'は' | 'も' | 'と') if beside.begins => 0.6,
        Some('を' | 'で' | '沿') => 0.2,
        _ if beside.begins => 0.4,
        _ => 0.35,
    }
}

fn given(needle: &Needle, place: &Place, beside: &Beside) -> Option<Verdict> {
    const WHY: &str = "名簿にある名と同じ並びです。";
    if place.pause {
        return (beside.alone && needle.length >= 2).then_some((0.1, WHY));
    }
    let sure = match (needle.script, needle.length) {
        (Script::Written, 2..) if beside.alone && needle.exact => 0.75,
        (Script::Written, 3..) => 0.35,
        (Script::Written, 2) if beside.alone => 0.3,
        (Script::Written, 2) => 0.2,
        (Script::Written, _) if beside.alone && (beside.listed || beside.speaks) => 0.5,
        (Script::Written, _) if beside.alone && beside.begins && matches!(beside.after, Some('の' | 'も' | 'を' | 'は' | 'が' | 'と')) => {
            0.35
        }
        (Script::Written, _) if beside.alone => 0.15,
        (Script::Written, _) => return None,
        (Script::Mixed, 3..) if beside.alone => 0.5,
        (Script::Mixed, _) => 0.1,
        (Script::Spoken, 3..) if beside.alone => 0.7,
        (Script::Spoken, 3..) if beside.begins && beside.particle_follows => 0.4,
        (Script::Spoken, 2..) if beside.relative && beside.begins => 0.5,
        (Script::Spoken, 2) if beside.alone => 0.4,
        (Script::Spoken, 2) if !(beside.begins || beside.particle_follows) => return None,
        (Script::Spoken, _) => 0.1,
    };
    Some((sure, WHY))
}

fn guess(needle: &Needle, beside: &Beside) -> Option<Verdict> {
    const WHY: &str = "名簿にある氏名の一部と同じ並びです。";
    match (needle.script, needle.length) {
        (Script::Written, 2..) => Some((if beside.alone { 0.5 } else { 0.15 }, WHY)),
        (Script::Spoken, 3..) if beside.alone || beside.particle_follows => Some((if beside.alone { 0.4 } else { 0.12 }, WHY)),
        _ => None,
    }
}

/// A text as it is judged.
pub(super) struct Text<'a> {
    pub letters: &'a [char],
    /// The same in full width and hiragana ([`signs::plainly`]).
    pub plain: &'a [char],
}

/// What stands beside a place.
struct Beside {
    /// An address or a role stands beside it.
    named: bool,
    /// A role stands before it.
    role: bool,
    /// What follows is said of a person that acts.
    acts: bool,
    /// What follows is said of somebody's child or relative.
    relative: bool,
    /// Together with what follows it is an everyday word.
    everyday: bool,
    /// The letters beside it are of another script.
    alone: bool,
    kanji_before: bool,
    kanji_after: bool,
    /// A word in kana seems to have begun before it.
    goes_on_before: bool,
    /// A phrase begins with it.
    begins: bool,
    particle_follows: bool,
    /// It is part of the name of a place or an institution.
    institution: bool,
    /// What follows is said of places.
    of_place: bool,
    /// It says something: 森：, 森「.
    speaks: bool,
    /// It stands between marks, as in a list.
    listed: bool,
    /// The letter after it.
    after: Option<char>,
}

impl Beside {
    fn of(text: &Text<'_>, range: &Range<usize>) -> Self {
        let (letters, plain) = (text.letters, text.plain);
        let (first, last) = (letters[range.start], letters[range.end - 1]);
        let before = range.start.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(range.end).copied();
        let joins_before = before.is_some_and(|letter| signs::same_script(letter, first));
        let joins_after = after.is_some_and(|letter| signs::same_script(letter, last));
        let after_gap = skip(plain, range.end);
        let address = signs::address(&plain[after_gap..]).is_some();
        let role = role_before(plain, range.start);
        let named = address || (role && !joins_after);
        let begins = before.is_none_or(stream::is_between) || role;
        let joins_before = joins_before && !role;
        let joins_after = joins_after && !address;
        Self {
            named,
            role,
            acts: signs::acts(&plain[range.end..]),
            relative: signs::of_relative(&plain[range.end..]),
            everyday: signs::everyday(&plain[range.start..]) || (range.len() == 1 && stream::kana_like(first)),
            alone: !joins_before && !joins_after,
            kanji_before: joins_before && signs::is_kanji(first),
            kanji_after: joins_after && signs::is_kanji(last),
            goes_on_before: joins_before && before.is_some_and(|letter| !PARTICLES.contains(letter)),
            begins,
            particle_follows: plain.get(range.end).is_none_or(|letter| PARTICLES.contains(*letter) || stream::is_between(*letter)),
            institution: signs::institution(&plain[range.end..]),
            of_place: signs::of_place(&plain[range.end..]),
            speaks: begins && after.is_some_and(|letter| "：:→「『".contains(letter)),
            listed: begins && after.is_none_or(|letter| "、，,／/\n\t）)】・".contains(letter)),
            after,
        }
    }
}

/// Where the text goes on after what may stand between a name and its address.
pub(super) fn skip(plain: &[char], from: usize) -> usize {
    let between = |letter: &char| {
        letter.is_whitespace() || (stream::is_between(*letter) && !"、。，,．.！？!?：:；;（(「『【［[〔／/|".contains(*letter))
    };
    from + plain[from..].iter().take(6).take_while(|letter| between(letter)).count()
}

/// Whether a role or a relative stands before it, with の or a space between: 世話人の, 施設長　.
fn role_before(plain: &[char], end: usize) -> bool {
    let space = plain[..end].iter().rev().take(6).take_while(|letter| letter.is_whitespace() || "（(「・:：、".contains(**letter)).count();
    let at = end - space;
    let joined = if space == 0 && at > 0 && plain[at - 1] == 'の' { at - 1 } else { at };
    if signs::role(&plain[..joined]).is_some() {
        return true;
    }
    joined < at && signs::kin(&plain[..joined]).is_some()
}
