//! From all that was found to spans that do not overlap.

use text::width;

use super::{Find, LIKELY, view::View};
use crate::{
    signs,
    span::{Label, Span},
};

/// The spans, in order. Where two overlap the surer stays, a known name before a guess, and what encloses the other before what
/// lies inside it.
pub(super) fn apart(mut found: Vec<Find>, view: &View) -> Vec<Span> {
    enclose(&mut found);
    found.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.range.start.cmp(&b.range.start)));
    let mut taken = vec![false; view.letters.len()];
    let mut kept: Vec<Find> = Vec::new();
    for find in found {
        if taken[find.range.clone()].iter().any(|taken| *taken) {
            widen(&mut kept, &find, &mut taken);
            continue;
        }
        taken[find.range.clone()].fill(true);
        kept.push(find);
    }
    kept.sort_by_key(|find| find.range.start);
    kept.into_iter().map(|find| span(find, view)).collect()
}

/// Two sure readings of one name that overlap (柘植 and 植の) are hidden together: nobody can say which of them is right.
fn widen(kept: &mut [Find], find: &Find, taken: &mut [bool]) {
    const SURE: f32 = 0.8;
    let name = |find: &Find| find.label.is_name() && find.confidence >= SURE;
    let over = |kept: &Find| kept.range.start < find.range.end && find.range.start < kept.range.end;
    let mut both = kept.iter_mut().filter(|kept| over(kept));
    if let (Some(one), None) = (both.next(), both.next())
        && name(find)
        && name(one)
    {
        one.range = one.range.start.min(find.range.start)..one.range.end.max(find.range.end);
        taken[one.range.clone()].fill(true);
    }
}

/// A whole name that holds a name of the roster (the sister of 見本 花子 is 見本 月子) takes its place.
fn enclose(found: &mut [Find]) {
    const SURE: f32 = 0.55;
    let wholes: Vec<Find> = found.iter().filter(|find| find.label.is_name() && !find.known && find.confidence >= SURE).cloned().collect();
    for find in found.iter_mut().filter(|find| find.known && find.label.is_name()) {
        let holds = |whole: &&Find| {
            whole.range.start <= find.range.start && find.range.end <= whole.range.end && whole.range.len() > find.range.len()
        };
        if let Some(whole) = wholes.iter().filter(holds).max_by(|one, other| one.confidence.total_cmp(&other.confidence)) {
            find.range = whole.range.clone();
            find.label = Label::Person;
            find.confidence = find.confidence.max(whole.confidence);
        }
    }
}

/// Likely finds before doubts; among them the longer, where one is not much surer.
fn rank(find: &Find) -> f32 {
    let length = f32::from(u16::try_from(find.range.len()).unwrap_or(u16::MAX)).min(60.0);
    let likely = if find.confidence >= LIKELY { 100.0 } else { 0.0 };
    // Numbers, mail and addresses hold what looks like a name (hanako@…, 田中コーポ); a combination holds whatever it says.
    let encloses = match find.label {
        Label::Email | Label::Url => 40.0,
        Label::Address | Label::Phone | Label::IdNumber | Label::BirthDate => 20.0,
        Label::Age => -20.0,
        Label::Combination => 10.0,
        _ => 0.0,
    };
    likely + encloses + length * 0.3 + find.confidence * 10.0 + if find.known { 2.0 } else { 0.0 }
}

fn span(find: Find, view: &View) -> Span {
    let text = view.slice(&find.range);
    let kana = find.label == Label::Person
        && text
            .chars()
            .all(|letter| signs::is_hiragana(letter) || signs::is_katakana(letter) || letter.is_whitespace() || "・･=＝".contains(letter));
    let label = if kana { Label::KanaName } else { find.label };
    Span { start: find.range.start, end: find.range.end, label, text, confidence: find.confidence, why: find.why, known: find.known }
}

/// A number or an address as it is compared: without width, spaces and hyphens.
pub(super) fn compared(text: &str) -> String {
    let hyphen = |letter: char| matches!(letter, '-' | '‐' | '‑' | '–' | '—' | '−' | 'ー' | '(' | ')' | '〒');
    width::fold(text).chars().filter(|letter| !letter.is_whitespace() && !hyphen(*letter)).collect::<String>().to_lowercase()
}
