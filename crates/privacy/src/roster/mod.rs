//! Finding the names that an office knows in a text, however they are written.
//!
//! What is undone before looking: spaces and marks between the letters, line breaks, ruby in brackets, width, composed and
//! combining signs, variants of kanji (齋・斎・斉), 々 and ゝ, ヶ・が and ノ・の, kana of either kind, long vowels (サトー), ぢ・づ.
//! What is not undone here: nicknames, initials, Latin letters for a Japanese name, homophones in other kanji. They belong to the
//! part of the gate that knows names in general, not those of an office.
//!
//! Better one word too many than one name too few: what only may be a name is shown to a person, who decides word by word.

mod judge;
mod needles;
mod stream;

use needles::Needle;
use stream::Streams;

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

/// The names that an office knows.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    needles: Vec<Needle>,
}

impl Roster {
    /// A roster of names.
    pub fn new(known: impl IntoIterator<Item = RosterName>) -> Self {
        let mut needles: Vec<Needle> = known.into_iter().flat_map(|name| needles::of(&name)).collect();
        needles.sort_by(|a, b| b.letters.len().cmp(&a.letters.len()).then_with(|| a.cmp(b)));
        needles.dedup();
        Self { needles }
    }

    /// Every place where a known name stands, in order. A place inside another that is at least as sure is not told again.
    pub fn find(&self, text: &str) -> Vec<Span> {
        let letters: Vec<char> = text.chars().collect();
        let streams = Streams::of(&letters);
        let mut found: Vec<Span> = Vec::new();
        for needle in &self.needles {
            found.extend(streams.occurrences(needle).into_iter().filter_map(|place| judge::judge(needle, &letters, &place)));
        }
        found.sort_by_key(|span| (span.certainty, std::cmp::Reverse(span.end - span.start), span.start, span.label));
        let mut spans: Vec<Span> = Vec::new();
        for span in found {
            if !spans.iter().any(|known| known.start <= span.start && span.end <= known.end) {
                spans.push(span);
            }
        }
        spans.sort_by_key(|span| (span.start, span.end));
        spans
    }
}

#[cfg(test)]
mod tests;
