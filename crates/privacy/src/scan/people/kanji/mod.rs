//! Names in kanji, or that begin with kanji (福井たえ, 松村リサ).

mod around;
mod judge;
mod parts;

use std::ops::Range;

use super::{
    Learned, Named, Text,
    everyday::{self, Everyday},
    tokens::Kind,
    words,
};
use crate::signs;
pub(super) use around::reading_follows;
use around::reading_in_brackets;
pub(super) use judge::Seen;
use judge::{SURNAME, judge};
use parts::{covers, role_length, with_kana, with_space};

/// What may stand between the names of a list.
const JOINTS: &str = "、・,，/／と及や&＆|";

/// All of them, in order.
pub(super) fn find(text: &Text<'_>, learned: &Learned) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let token = &text.tokens[at];
        if token.kind != Kind::Kanji {
            at += 1;
            continue;
        }
        if let Some(spread) = spread_word(text, at) {
            at += spread;
            continue;
        }
        if let Some(mut named) = with_space(text, at).or_else(|| one(text, at, learned)) {
            if let Some(last) = found.last().filter(|last| named.confidence < 0.9 && joined(text, last, &named)) {
                // In a list everything is what its neighbours are.
                named.confidence = named.confidence.max((last.confidence - 0.1).min(0.8));
            }
            while text.tokens.get(at + 1).is_some_and(|next| next.range.start < named.range.end) {
                at += 1;
            }
            found.push(named);
        }
        at += 1;
    }
    together(text, &mut found);
    for at in (1..found.len()).rev() {
        if found[at].confidence >= 0.6 && found[at - 1].confidence < 0.6 && joined(text, &found[at - 1], &found[at]) {
            found[at - 1].confidence = found[at - 1].confidence.max((found[at].confidence - 0.1).min(0.75));
        }
    }
    found
}

/// Three words in a list that all are surnames are surnames, even if each alone were a place.
fn together(text: &Text<'_>, found: &mut [Named]) {
    let surname = |named: &Named| named.why == SURNAME && named.confidence >= 0.15 && named.range.len() >= 2;
    for at in 1..found.len() {
        let pair = surname(&found[at - 1]) && surname(&found[at]) && joined(text, &found[at - 1], &found[at]);
        let place = |named: &Named| signs::of_place(&text.view.spoken[named.range.end..]);
        if pair && !place(&found[at - 1]) && !place(&found[at]) {
            found[at - 1].confidence = found[at - 1].confidence.max(0.6);
            found[at].confidence = found[at].confidence.max(0.6);
        }
    }
}

/// Words with space between their letters (日　時, 場　所, 氏　名): how many runs they are.
fn spread_word(text: &Text<'_>, at: usize) -> Option<usize> {
    let mut word = String::new();
    for (count, pair) in text.tokens[at..].chunks(2).take(4).enumerate() {
        let [kanji, ..] = pair else { break };
        if kanji.kind != Kind::Kanji || kanji.range.len() > 2 {
            break;
        }
        word.extend(&text.view.chars[kanji.range.clone()]);
        if count > 0 && (words::no_name(&word) || words::announces(&word)) {
            return Some(count * 2 + 1);
        }
        if pair.get(1).is_none_or(|space| space.kind != Kind::Space) {
            break;
        }
    }
    None
}

/// Whether only a mark of a list, or a role after it, stands between two names; or から, as in 星から高林へ.
fn joined(text: &Text<'_>, one: &Named, other: &Named) -> bool {
    let view = text.view;
    let range = one.range.end.min(other.range.start)..other.range.start;
    let between: String = view.chars[range.clone()].iter().filter(|letter| !letter.is_whitespace()).collect();
    let rest = between.trim_start_matches("さん").trim_start_matches(['様', '氏']);
    let mark = |letter: char| JOINTS.contains(letter);
    if rest == "から" {
        return view.chars.get(other.range.end).is_some_and(|letter| matches!(letter, 'へ' | 'に'));
    }
    match rest.trim_start_matches(mark) {
        role if role.len() == rest.len() => false,
        "" => true,
        role => {
            let letters: Vec<char> = view.spoken[range].iter().copied().filter(|letter| !letter.is_whitespace()).collect();
            let count = role.trim_end_matches('の').chars().count();
            let end = letters.len() - usize::from(role.ends_with('の'));
            signs::role(&letters[..end]).is_some_and(|length| length >= count)
        }
    }
}

fn word(text: &Text<'_>, range: &Range<usize>) -> String {
    text.view.chars[range.clone()].iter().filter(|letter| !text::variants::is_variation_selector(**letter)).collect()
}

/// The name in one run of kanji, if there is one: the likeliest of the ways to take roles and addresses off it.
fn one(text: &Text<'_>, at: usize, learned: &Learned) -> Option<Named> {
    let token = &text.tokens[at];
    let (start, end) = (token.range.start, token.range.end);
    let spoken = &text.view.spoken;
    let whole: String = text.view.spoken[start..end].iter().collect();
    let counted = start > 0 && text.view.chars[start - 1].is_ascii_digit();
    if counted || words::nobody(&whole) || signs::polite(&text.view.spoken[start..]).is_some_and(|length| start + length >= end) {
        return None;
    }
    let mut starts = vec![start];
    let role = role_length(text, token);
    if role > 0 {
        starts.push(start + role);
    }
    let mut ends: Vec<usize> = (start + 1..end).filter(|at| covers(spoken, *at, end)).collect();
    let polite = ends.iter().any(|at| signs::polite(&spoken[*at..]).is_some());
    if !polite || reading_in_brackets(&text.view.chars, end) {
        ends.push(end);
    }
    let mut best: Option<Named> = None;
    let starts_at_role = *starts.last().unwrap_or(&start);
    for from in starts {
        for to in ends.iter().copied().filter(|to| *to > from && *to - from <= 7) {
            let whole = to == end;
            if whole
                && from == starts_at_role
                && to - from >= 3
                && reading_in_brackets(&text.view.chars, end)
                && !words::no_name(&word(text, &(from..to)))
            {
                let named = judge(text, &(from..to), learned);
                let cut = named.as_ref().and_then(|named| named.cut);
                if named.is_none() && everyday::of(&text.everyday, &(from..to)) != Everyday::No {
                    return None;
                }
                return Some(Named { range: from..to, confidence: 0.9, why: "後ろに読みが書かれています。", cut });
            }
            for named in [whole.then(|| with_kana(text, at, from)).flatten(), judge(text, &(from..to), learned)].into_iter().flatten() {
                if best.as_ref().is_none_or(|best| named.confidence > best.confidence) {
                    best = Some(named);
                }
            }
        }
    }
    best
}
