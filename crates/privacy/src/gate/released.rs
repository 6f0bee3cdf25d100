//! What passed the gate. [`Released`] has no other door than [`Gate`](super::Gate), and what is stored asks for [`Cleared`].

use std::collections::BTreeSet;

use model::{
    issues::IssueText,
    matters::ReportSnapshot,
    publications::{PublicAttachment, PublicMinutes},
};

/// Something that can be shown to everybody once it is released.
pub trait Publishable: Clone {
    /// Every text in it that people wrote.
    fn texts(&self) -> Vec<&str>;
    /// The same texts, in the same order, to be written anew.
    fn texts_mut(&mut self) -> Vec<&mut String>;
}

impl Publishable for String {
    fn texts(&self) -> Vec<&str> {
        vec![self]
    }

    fn texts_mut(&mut self) -> Vec<&mut String> {
        vec![self]
    }
}

impl<A: Publishable, B: Publishable> Publishable for (A, B) {
    fn texts(&self) -> Vec<&str> {
        [self.0.texts(), self.1.texts()].concat()
    }

    fn texts_mut(&mut self) -> Vec<&mut String> {
        let mut texts = self.0.texts_mut();
        texts.extend(self.1.texts_mut());
        texts
    }
}

impl<T: Publishable> Publishable for Option<T> {
    fn texts(&self) -> Vec<&str> {
        self.iter().flat_map(Publishable::texts).collect()
    }

    fn texts_mut(&mut self) -> Vec<&mut String> {
        self.iter_mut().flat_map(Publishable::texts_mut).collect()
    }
}

impl Publishable for PublicMinutes {
    fn texts(&self) -> Vec<&str> {
        PublicMinutes::texts(self).collect()
    }

    fn texts_mut(&mut self) -> Vec<&mut String> {
        PublicMinutes::texts_mut(self)
    }
}

impl Publishable for PublicAttachment {
    fn texts(&self) -> Vec<&str> {
        PublicAttachment::texts(self).into()
    }

    fn texts_mut(&mut self) -> Vec<&mut String> {
        PublicAttachment::texts_mut(self).into()
    }
}

impl Publishable for IssueText {
    fn texts(&self) -> Vec<&str> {
        IssueText::texts(self).into()
    }

    fn texts_mut(&mut self) -> Vec<&mut String> {
        IssueText::texts_mut(self).into()
    }
}

impl Publishable for ReportSnapshot {
    fn texts(&self) -> Vec<&str> {
        ReportSnapshot::texts(self).collect()
    }

    fn texts_mut(&mut self) -> Vec<&mut String> {
        ReportSnapshot::texts_mut(self)
    }
}

/// Content that passed the gate: a new document in which everything that was found is replaced, or was kept by a person with a
/// reason. Only [`Gate::release`](super::Gate::release) makes one:
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
    pub(super) content: T,
    /// Subjects that a person kept.
    pub(super) kept: BTreeSet<String>,
    /// What stands in place of what was taken out.
    pub(super) replacements: BTreeSet<String>,
}

impl<T> Released<T> {
    /// What may be shown.
    pub fn content(&self) -> &T {
        &self.content
    }
}

impl<A, B> Released<(A, B)> {
    /// Two things that were released together, each by itself.
    pub fn apart(self) -> (Released<A>, Released<B>) {
        let Self { content: (one, other), kept, replacements } = self;
        (Released { content: one, kept: kept.clone(), replacements: replacements.clone() }, Released { content: other, kept, replacements })
    }
}

impl<T: Publishable> Released<T> {
    /// The same document without a word that people wrote: what our own pages say by themselves.
    pub(super) fn blank(&self) -> Self {
        let mut content = self.content.clone();
        content.texts_mut().into_iter().for_each(String::clear);
        Self { content, kept: BTreeSet::new(), replacements: BTreeSet::new() }
    }
}

/// Released content of which every form in which it will be shown was made and looked at once more, byte by byte. Only
/// [`Gate::clear`](super::Gate::clear) makes one, and nothing else can be published:
///
/// ```compile_fail
/// fn publish(released: privacy::Released<String>) -> privacy::Cleared<String> {
///     privacy::Cleared { released }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleared<T> {
    pub(super) released: Released<T>,
}

impl<T> Cleared<T> {
    /// What was released.
    pub fn released(&self) -> &Released<T> {
        &self.released
    }
}
