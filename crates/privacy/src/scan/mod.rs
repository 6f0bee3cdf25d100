//! Everything in a text that identifies a person (H1): names of the office's roster, names that the text itself introduces,
//! patterns (telephone, mail, addresses …), and descriptions that point at one resident of a small house.

mod addresses;
mod combinations;
mod contacts;
mod dates;
mod facilities;
mod merge;
mod numbers;
mod people;
mod rounded;
mod view;

use std::{ops::Range, sync::Arc};

use regex::Regex;

use crate::{
    roster::{Hit, Roster, RosterName},
    signs::{self, Follow},
    span::{Label, Span},
};
use view::View;

pub use crate::span::redact;

/// From this confidence on a span is more than a doubt: the command line prints it. What lies below, a person may want to look
/// at before a text becomes public.
pub const LIKELY: f32 = 0.3;

/// What an office knows about its people.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// All names: residents, their families, members, staff.
    pub names: Vec<RosterName>,
    /// What is known of the residents, to judge by how many of them a description fits. May be empty.
    pub residents: Vec<ResidentTraits>,
    /// The office's own name, numbers and address: they need not be hidden.
    pub own: Vec<String>,
}

/// What a description may say of one resident. What is not known is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResidentTraits {
    /// The youngest and the oldest that the resident may be, in years.
    pub ages: Option<(u8, u8)>,
    /// 男 or 女.
    pub sex: Option<String>,
    /// Any other words that may be told of them: diagnosis, room, work, hobby.
    pub words: Vec<String>,
}

/// How well lists know a word as a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Not at all.
    No,
    /// Some people are called so.
    Rare,
    /// Many are.
    Common,
    /// It is one of the few thousand most frequent.
    Frequent,
}

/// What a name is besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ordinary {
    /// Nothing else.
    No,
    /// A place (千葉, 豊田).
    Place,
    /// An everyday word (森, 希望).
    Word,
}

/// A word that language has for things and not for people (生活, 畑, 買い物), in scalar values of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EverydayWord {
    /// Where it stands.
    pub range: Range<usize>,
    /// It only stands with other words: 食事面, 新体制.
    pub affix: bool,
}

/// What a reader of language says of a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Where persons' names stand: first and after-last scalar value, how sure (0 to 1), and why.
    pub names: Vec<(usize, usize, f32, String)>,
    /// The everyday words, in their order.
    pub everyday: Vec<EverydayWord>,
}

/// What is known of names in general, without any roster.
pub trait Names: Send + Sync {
    /// The names and everyday words of a text.
    fn read(&self, text: &str) -> Reading;
    /// Whether a word is a surname.
    fn surname(&self, word: &str) -> Known;
    /// Whether a word is a given name.
    fn given(&self, word: &str) -> Known;
    /// Whether a name is an everyday word or a place as well.
    fn ordinary(&self, word: &str) -> Ordinary;
}

/// Nothing is known.
struct Nothing;

impl Names for Nothing {
    fn read(&self, _: &str) -> Reading {
        Reading::default()
    }

    fn surname(&self, _: &str) -> Known {
        Known::No
    }

    fn given(&self, _: &str) -> Known {
        Known::No
    }

    fn ordinary(&self, _: &str) -> Ordinary {
        Ordinary::No
    }
}

/// Finds what identifies people. Cheap to clone.
#[derive(Clone)]
pub struct Scanner {
    parts: Arc<Parts>,
}

struct Parts {
    roster: Roster,
    own: Vec<String>,
    residents: Vec<ResidentTraits>,
    language: Arc<dyn Names>,
}

impl Scanner {
    /// A scanner that knows an office, and reads names by language if there is a reader.
    pub fn new(knowledge: Knowledge, language: Option<Arc<dyn Names>>) -> Self {
        let own = knowledge.own.iter().map(|own| merge::compared(own)).filter(|own| !own.is_empty()).collect();
        Self {
            parts: Arc::new(Parts {
                roster: Roster::new(knowledge.names),
                own,
                residents: knowledge.residents,
                language: language.unwrap_or_else(|| Arc::new(Nothing)),
            }),
        }
    }

    /// Every place that identifies somebody, in order; none overlaps another. Doubts are among them: see [`LIKELY`].
    pub fn scan(&self, text: &str) -> Vec<Span> {
        let view = View::of(text);
        let mut found = Vec::new();
        for hit in self.parts.roster.hits(&view.letters, &view.plain) {
            let label = match (hit.initials, hit.kana) {
                (true, _) => Label::Initials,
                (_, true) => Label::KanaName,
                _ => Label::Person,
            };
            let confidence = if hit.bare { self.bare(&view, &hit) } else { hit.confidence };
            found.push(Find { range: hit.range, label, confidence, why: hit.why.to_owned(), known: true });
        }
        contacts::find(&view, &mut found);
        numbers::find(&view, &mut found);
        addresses::find(&view, &mut found);
        dates::find(&view, &mut found);
        facilities::find(&view, &mut found);
        combinations::find(&view, &self.parts.residents, &mut found);
        let language = self.parts.language.as_ref();
        let Reading { names, everyday } = language.read(&view.text);
        for (start, end, confidence, why) in names {
            // A name has a letter; a mark alone is a slip of the reader.
            if view.chars[start..end].iter().any(|letter| letter.is_alphabetic()) {
                found.push(Find { range: view.origin(&(start..end)), label: Label::Person, confidence, why, known: false });
            }
        }
        let already = found.clone();
        people::find(&view, language, everyday, &already, &mut found);
        rounded::round_out(&mut found, &view, language);
        found.retain(|find| !find.range.is_empty() && (find.label.is_name() || !self.is_own(&view.slice(&find.range))));
        merge::apart(found, &view)
    }

    /// How sure a known surname or given name is that stands without any sign: 本間, 希望, 緑 stand for other things too.
    fn bare(&self, view: &View, hit: &Hit) -> f32 {
        let word = view.slice(&hit.range);
        let after = &view.plain[hit.range.end..];
        let measured = after.first() == Some(&'の') && after.get(1).is_some_and(char::is_ascii_digit) && !signs::acts(after);
        if measured || signs::after_institution(&view.plain[..hit.range.start]) {
            return hit.confidence.min(0.28);
        }
        if self.parts.language.ordinary(&word) != Ordinary::Word {
            return hit.confidence;
        }
        let frequent = self.parts.language.surname(&word) == Known::Frequent && hit.range.len() > 1;
        let begins = hit.range.start.checked_sub(1).is_none_or(|at| !view.letters[at].is_alphanumeric());
        let most = match signs::follow(after) {
            Follow::Mark if begins => return hit.confidence,
            Follow::Acts => 0.7,
            Follow::Subject | Follow::Mark if frequent => 0.7,
            Follow::Subject if hit.range.len() > 1 && self.parts.language.surname(&word) != Known::No => 0.4,
            _ => 0.28,
        };
        hit.confidence.min(most)
    }

    /// Whether a number or address is the office's own.
    fn is_own(&self, text: &str) -> bool {
        let text = merge::compared(text);
        self.parts.own.iter().any(|own| *own == text || (text.chars().count() >= 8 && own.contains(&text)))
    }
}

/// Something found, before what overlaps is sorted out.
#[derive(Debug, Clone)]
struct Find {
    /// Letters of the given text.
    range: Range<usize>,
    label: Label,
    confidence: f32,
    why: String,
    known: bool,
}

impl Find {
    /// A pattern that was found in the text of a view.
    fn of(view: &View, bytes: Range<usize>, label: Label, confidence: f32, why: &str) -> Self {
        Self { range: view.given(bytes), label, confidence, why: why.to_owned(), known: false }
    }
}

#[expect(clippy::expect_used, reason = "the patterns stand in these files, and `every_pattern_is_well_formed` compiles each")]
fn pattern(of: &str) -> Regex {
    Regex::new(of).expect("a pattern of these files")
}

#[cfg(test)]
mod tests;
