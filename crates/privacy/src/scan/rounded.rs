//! Names that were cut short: もりか in もりかわさん, 水野照 in 水野照良から, ザキ in ノザキ. What is left over of the word belongs to them.

use std::ops::Range;

use super::{
    Find, Known, Names,
    people::{self, Shape},
    view::View,
};
use crate::signs;

/// Finds below this are doubts, which are left as they are.
const SURE: f32 = 0.5;
/// Letters in kana that may be missing.
const MISSING: usize = 2;

/// Rounds out each name.
pub(super) fn round_out(found: &mut [Find], view: &View, lists: &dyn Names) {
    for find in found.iter_mut().filter(|find| find.label.is_name() && find.confidence >= SURE && !find.range.is_empty()) {
        find.range = in_kana(view, in_kanji(view, find.range.clone(), lists));
    }
}

/// 水野照良, 堤桜: one letter is left of a run of kanji, and with it the word has the shape of a whole name.
fn in_kanji(view: &View, range: Range<usize>, lists: &dyn Names) -> Range<usize> {
    /// What stands after a name and may be a given name too.
    const AFTER: &str = "達等他側方宛案談";
    let letter = |at: usize| view.letters.get(at).copied().filter(|letter| signs::is_kanji(*letter));
    let (Some(left), true) = (letter(range.end), letter(range.end - 1).is_some()) else { return range };
    let after = &view.plain[range.end..];
    let addressed = signs::polite(&after[1..]).is_some();
    if letter(range.end + 1).is_some() && !addressed {
        return range;
    }
    if AFTER.contains(left) || signs::address(after).is_some() || signs::institution(after) || signs::of_place(after) {
        return range;
    }
    let whole: Vec<char> = view.letters[range.start..=range.end].to_vec();
    // 萱渕尭大様, 櫂鼻寿々（…）: nothing else ends there.
    let bound = left == '々' || addressed;
    let fits = bound
        || match whole.iter().rposition(|letter| letter.is_whitespace()) {
            Some(space) => lists.given(&whole[space + 1..].iter().collect::<String>()) != Known::No,
            None => matches!(people::shape(&whole, lists), Shape::Full(..) | Shape::Surname(..)),
        };
    if fits { range.start..range.end + 1 } else { range }
}

/// もりかわさん, やすひこ様; きぬっち; ノザキ.
fn in_kana(view: &View, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    let is = |at: Option<usize>, kind: fn(char) -> bool| at.and_then(|at| view.letters.get(at)).is_some_and(|letter| kind(*letter));
    if is(Some(end - 1), signs::is_hiragana) && signs::polite(&view.plain[end..]).is_none() {
        let hiragana = view.letters[end..].iter().take(MISSING).take_while(|letter| signs::is_hiragana(**letter)).count();
        let addressed = (1..=hiragana).find(|more| {
            let everyday = signs::everyday(&view.plain[end..]) || (*more == 2 && signs::everyday(&view.plain[end + 1..]));
            signs::polite(&view.plain[end + more..]).is_some() && !everyday
        });
        let pet = view.plain[end - 1..].starts_with(&['っ', 'ち']);
        end += addressed.unwrap_or(usize::from(pet));
    }
    if view.letters[range].iter().all(|letter| signs::is_katakana(*letter) || letter.is_whitespace() || *letter == '・') {
        let before = (1..=MISSING + 1).take_while(|back| is(start.checked_sub(*back), signs::is_katakana)).count();
        start -= if before <= MISSING { before } else { 0 };
    }
    start..end
}
