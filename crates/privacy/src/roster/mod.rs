//! Finding the names that an office knows in a text, however they are written.
//!
//! What is undone before looking: spaces and marks between the letters, line breaks, ruby in brackets, width, composed and
//! combining signs, variants of kanji (齋・斎・斉), 々 and ゝ, ヶ・が and ノ・の, kana of either kind, long vowels (サトー), ぢ・づ,
//! kana for kanji in part (さい藤), Latin letters (Saito Hanako), pet names (はなちゃん), letters struck out (齋○さん).
//!
//! Better one word too many than one name too few: what only may be a name is told too, with little confidence, so that a
//! person decides.

mod forms;
mod hidden;
mod judge;
mod latin;
mod needles;
mod stream;

use std::{ops::Range, sync::Arc};

use aho_corasick::AhoCorasick;

use crate::signs;
use judge::Text;
use needles::{Needle, Needles, Script};
use stream::Folded;

/// A name that the office knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RosterName {
    /// 氏名, with a space between 姓 and 名 where it is known.
    pub name: String,
    /// ふりがな, with a space between them; empty where nobody wrote it down.
    pub kana: String,
    /// What the person is to the office (利用者, 世話人, 民生委員); empty where nobody wrote it down.
    pub role: String,
}

impl RosterName {
    /// The names in a line that somebody wrote down freely (`母　見本 花子　090-…`): each word that is no number and does not only
    /// say what the person is to somebody.
    pub fn in_free_text(line: &str) -> Vec<Self> {
        needles::names_in(line).map(|name| Self { name, ..Self::default() }).collect()
    }
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
    /// The unbroken run of letters of one script in which it stands (関係者 for 関): what a person clears, so that clearing one
    /// word does not clear the name elsewhere.
    pub word: String,
    /// Why it was found, in words for people.
    pub why: &'static str,
}

/// The names that an office knows. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    search: Option<Arc<Search>>,
}

#[derive(Debug)]
struct Search {
    patterns: AhoCorasick,
    /// What each pattern stands for.
    needles: Vec<Vec<Needle>>,
    latin: latin::Latin,
    hidden: hidden::Hidden,
}

/// A place that may be a known name.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub range: Range<usize>,
    /// It is written in kana.
    pub kana: bool,
    /// Initials, not a name.
    pub initials: bool,
    /// A surname or given name without any sign of a person.
    pub bare: bool,
    pub confidence: f32,
    pub why: &'static str,
}

/// From here on a known name is taken for certain.
const CERTAIN: f32 = 0.85;

/// A longer name that is at least so sure holds the shorter ones in it.
const ENCLOSING: f32 = 0.5;

/// Where a pattern stands in a text.
#[derive(Debug, Clone)]
struct Place {
    range: Range<usize>,
    /// Something stands between its letters.
    gap: bool,
    /// So much that two cells or lines may be meant.
    wide: bool,
    /// A mark that ends a phrase stands between its letters.
    pause: bool,
}

impl Roster {
    /// A roster of names.
    pub fn new(known: impl IntoIterator<Item = RosterName>) -> Self {
        let known: Vec<RosterName> = known.into_iter().collect();
        let mut needles = Needles::new();
        known.iter().for_each(|name| needles::add(&mut needles, name));
        // Patterns of this size are always built; without them nothing would be found, so that there is no roster then.
        let search = AhoCorasick::new(needles.keys()).ok().filter(|_| !needles.is_empty()).map(|patterns| {
            let (latin, hidden) = (latin::Latin::of(&known), hidden::Hidden::of(&known));
            Arc::new(Search { patterns, needles: needles.into_values().collect(), latin, hidden })
        });
        Self { search }
    }

    /// Every place where a known name stands, in order. A place inside another that is at least as sure is not told again.
    pub fn find(&self, text: &str) -> Vec<Span> {
        let letters: Vec<char> = text.chars().collect();
        let plain = signs::plainly(&letters);
        let span = |hit: Hit| Span {
            start: hit.range.start,
            end: hit.range.end,
            label: if hit.kana { Label::KanaName } else { Label::Person },
            certainty: if hit.confidence >= CERTAIN { Certainty::Certain } else { Certainty::Possible },
            text: letters[hit.range.clone()].iter().collect(),
            word: word(&letters, &hit.range),
            why: hit.why,
        };
        self.hits(&letters, &plain).into_iter().map(span).collect()
    }

    /// The same with how sure each place is. `plain` is `signs::plainly(letters)`.
    pub(crate) fn hits(&self, letters: &[char], plain: &[char]) -> Vec<Hit> {
        let Some(search) = &self.search else { return Vec::new() };
        let text = Text { letters, plain };
        let folded = stream::fold(letters);
        let mut found = Vec::new();
        search.read(&folded, &text, &mut found);
        let ruby = stream::ruby(letters);
        if !ruby.is_empty() {
            search.read(&stream::without(&folded, &ruby), &text, &mut found);
        }
        if folded.iter().any(|folded| folded.letter == 'ー') {
            let short: Vec<Folded> = folded.iter().filter(|folded| folded.letter != 'ー').copied().collect();
            search.read(&short, &text, &mut found);
        }
        found.extend(search.latin.find(letters));
        found.extend(search.hidden.find(letters, &folded, plain));
        outermost(found)
    }
}

impl Search {
    /// All places in a folded text.
    fn read(&self, folded: &[Folded], text: &Text<'_>, found: &mut Vec<Hit>) {
        let mut haystack = String::with_capacity(folded.len() * 3);
        let mut starts = Vec::with_capacity(folded.len());
        for one in folded {
            starts.push(haystack.len());
            haystack.push(one.letter);
        }
        for place in self.patterns.find_overlapping_iter(&haystack) {
            let first = starts.partition_point(|start| *start < place.start());
            let last = starts.partition_point(|start| *start < place.end());
            let window = &folded[first..last];
            let (Some(begin), Some(end)) = (window.first(), window.last()) else { continue };
            let gap = window.windows(2).any(|pair| pair[0].to < pair[1].from);
            let wide = window.windows(2).any(|pair| {
                let between = &text.letters[pair[0].to.min(pair[1].from)..pair[1].from];
                between.len() > 2 || between.iter().any(|letter| matches!(letter, '\t' | '\n' | '|' | ','))
            });
            let pause = window[1..].iter().any(|folded| folded.after_pause);
            for needle in &self.needles[place.pattern().as_usize()] {
                let mut range = begin.from..end.to;
                if needle.script == Script::Spoken {
                    range.end += text.letters[range.end..].iter().take_while(|letter| matches!(letter, 'ー' | 'ｰ')).count();
                }
                let place = Place { range, gap, wide, pause };
                if let Some((confidence, why)) = judge::judge(needle, text, &place) {
                    let kana =
                        text.letters[place.range.clone()].iter().all(|letter| !letter.is_alphanumeric() || stream::kana_like(*letter));
                    found.push(Hit { range: place.range, kana, initials: false, bare: judge::bare(needle, confidence), confidence, why });
                }
            }
        }
    }
}

/// Without what lies inside another that is at least as sure, in order.
fn outermost(mut found: Vec<Hit>) -> Vec<Hit> {
    found.sort_by(|a, b| (a.range.start, b.range.end).cmp(&(b.range.start, a.range.end)).then(b.confidence.total_cmp(&a.confidence)));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in found {
        // Whatever could hold it begins before it and is not far away.
        let inside = |other: &Hit| hit.range.end <= other.range.end && other.confidence >= hit.confidence.min(ENCLOSING);
        if kept.iter().rev().take(16).any(inside) {
            continue;
        }
        while kept
            .last()
            .is_some_and(|last| hit.range.start <= last.range.start && last.range.end <= hit.range.end && hit.confidence >= last.confidence)
        {
            kept.pop();
        }
        kept.push(hit);
    }
    kept
}

/// The run of letters of one script around a place.
fn word(letters: &[char], range: &Range<usize>) -> String {
    let (first, last) = (letters[range.start], letters[range.end - 1]);
    let before = letters[..range.start].iter().rev().take_while(|letter| signs::same_script(**letter, first)).count();
    let after = letters[range.end..].iter().take_while(|letter| signs::same_script(**letter, last)).count();
    letters[range.start - before..range.end + after].iter().collect()
}

#[cfg(test)]
mod tests;
