//! The gate. [`Released`] has no other door: what is not released cannot be published, because the program does not compile.

use std::collections::BTreeSet;

use model::{
    matters::ReportSnapshot,
    publications::{PublicAttachment, PublicMinutes},
};

use crate::roster::{Certainty, Roster, Span};

/// Something that can be shown to everybody once it is released.
pub trait Publishable {
    /// Every text in it that people wrote.
    fn texts(&self) -> Vec<&str>;
}

impl Publishable for String {
    fn texts(&self) -> Vec<&str> {
        vec![self]
    }
}

impl Publishable for PublicMinutes {
    fn texts(&self) -> Vec<&str> {
        PublicMinutes::texts(self).collect()
    }
}

impl Publishable for PublicAttachment {
    fn texts(&self) -> Vec<&str> {
        PublicAttachment::texts(self).into()
    }
}

impl Publishable for ReportSnapshot {
    fn texts(&self) -> Vec<&str> {
        ReportSnapshot::texts(self).collect()
    }
}

/// Content that passed the gate. Only [`Gate::release`] makes one:
///
/// ```compile_fail
/// let draft = "議事録";
/// let released = privacy::Released { content: draft };
/// ```
///
/// and it is never changed afterwards:
///
/// ```compile_fail
/// fn change(mut released: privacy::Released<model::publications::PublicMinutes>) {
///     released.content().summary.push_str("あとから");
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released<T> {
    content: T,
}

impl<T> Released<T> {
    /// What may be shown.
    pub fn content(&self) -> &T {
        &self.content
    }
}

/// The check list that a person went through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonChecks(BTreeSet<String>);

impl PersonChecks {
    /// All points of the list, each ticked; `None` while one is open.
    pub fn complete<'a>(points: impl IntoIterator<Item = &'a str>, ticked: &BTreeSet<String>) -> Option<Self> {
        let points: BTreeSet<String> = points.into_iter().map(ToOwned::to_owned).collect();
        (!points.is_empty() && points.is_subset(ticked)).then_some(Self(points))
    }

    /// The points.
    pub fn points(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// The gate of one office.
#[derive(Debug, Clone)]
pub struct Gate {
    roster: Roster,
}

/// The content stays inside.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} か所に、利用者または構成員のお名前と思われる言葉があります。", spans.len())]
pub struct Blocked {
    /// What stands in the way: the text by its number, and where in it.
    pub spans: Vec<(usize, Span)>,
}

impl Gate {
    /// The gate of an office that knows these names.
    pub fn new(roster: Roster) -> Self {
        Self { roster }
    }

    /// Everything the gate sees in a draft: the text by its number, and where in it.
    pub fn examine(&self, draft: &impl Publishable) -> Vec<(usize, Span)> {
        let texts = draft.texts();
        texts.iter().enumerate().flat_map(|(number, text)| self.roster.find(text).into_iter().map(move |span| (number, span))).collect()
    }

    /// Lets a draft out, if no name stands in it. A word that only may be a name passes when a person said that it is none
    /// (`cleared` holds such words, as [`Span::word`] gives them); a certain name never passes.
    pub fn release<T: Publishable>(&self, draft: T, cleared: &BTreeSet<String>, _checks: &PersonChecks) -> Result<Released<T>, Blocked> {
        let stands = |span: &Span| span.certainty == Certainty::Certain || !cleared.contains(&span.word);
        let spans: Vec<_> = self.examine(&draft).into_iter().filter(|(_, span)| stands(span)).collect();
        if spans.is_empty() { Ok(Released { content: draft }) } else { Err(Blocked { spans }) }
    }

    /// Lets a short text out in which nothing even looks like a name: it can be put in other words.
    pub fn release_line(&self, line: String) -> Result<Released<String>, Blocked> {
        let spans = self.examine(&line);
        if spans.is_empty() { Ok(Released { content: line }) } else { Err(Blocked { spans }) }
    }
}
