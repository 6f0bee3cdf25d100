//! The gate (H1, invariant 4): what is found in a draft, what a person decides about it, the new document that comes of it, and
//! a last look at the bytes that the public will get.

mod decisions;
mod letters;
mod outputs;
mod people;
mod read;
mod released;
mod rounded;
mod settle;
mod subjects;

use std::{collections::BTreeSet, sync::Arc};

pub use decisions::{Decision, Decisions, Stand};
pub use outputs::{Format, Leak, Leaked, Produced};
pub use people::KnownPerson;
pub use released::{Cleared, Publishable, Released};
pub use settle::{Piece, PieceState, Settled};
pub use subjects::{Place, Subject, mark};

use crate::{
    RosterName,
    scan::{Knowledge, Names, ResidentTraits, Scanner},
    span::Span,
};
use people::People;

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
#[derive(Clone)]
pub struct Gate {
    scanner: Scanner,
    people: People,
    own: Vec<Vec<char>>,
}

/// The content stays inside.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{} か所に、個人が分かるかもしれない言葉があります。", places(subjects))]
pub struct Blocked {
    /// What nobody decided about.
    pub subjects: Vec<Subject>,
}

fn places(subjects: &[Subject]) -> usize {
    subjects.iter().map(|subject| subject.places.len()).sum()
}

/// Up to here a guess about an unknown word is noise: nearly every 開 that could be a given name is the verb. A person who is asked about
/// nothing but noise no longer reads what is asked.
const FAINT: f32 = 0.2;

impl Gate {
    /// The gate of an office that knows these people. `language` reads names that nobody knows; `own` is what the office says of
    /// itself anyway: its name, its number, its address.
    pub fn new(people: Vec<KnownPerson>, own: Vec<String>, language: Option<Arc<dyn Names>>) -> Self {
        Self::with_residents(people, Vec::new(), own, language)
    }

    /// The same for an office of which it is known who lives there: by that it is counted how many a description fits.
    pub fn with_residents(
        people: Vec<KnownPerson>,
        residents: Vec<ResidentTraits>,
        own: Vec<String>,
        language: Option<Arc<dyn Names>>,
    ) -> Self {
        let names = people.iter().map(|person| RosterName {
            name: person.name.clone(),
            kana: person.kana.clone(),
            role: person.stand.words().to_owned(),
        });
        let letters = own.iter().map(|own| own.chars().collect()).collect();
        let scanner = Scanner::new(Knowledge { names: names.collect(), residents, own }, language);
        Self { scanner, people: People::new(people), own: letters }
    }

    /// What is found in a text, besides what lies wholly within the office's own name: グループホーム森 tells of no 森.
    fn scan(&self, text: &str) -> Vec<Span> {
        let letters: Vec<char> = text.chars().collect();
        let mut spans = self.scanner.scan(text);
        spans.retain(|span| span.known || span.confidence > FAINT);
        for own in self.own.iter().filter(|own| !own.is_empty()) {
            for at in (0..letters.len()).filter(|at| letters[*at..].starts_with(own)) {
                spans.retain(|span| span.start < at || at + own.len() < span.end);
            }
        }
        spans
    }

    /// Lets a document out in which every decision is carried out and nothing is open. A name that the office knows is never kept,
    /// whatever was decided.
    pub fn release<T: Publishable>(&self, draft: &T, decisions: &Decisions, _checks: &PersonChecks) -> Result<Released<T>, Blocked> {
        let settled = self.settle(draft, decisions);
        let open: Vec<Subject> = match settled.settled {
            true => settled.open().cloned().collect(),
            false => settled.subjects.clone(),
        };
        if !open.is_empty() || !settled.settled {
            return Err(Blocked { subjects: open });
        }
        Ok(Released { content: settled.content, kept: settled.kept, replacements: settled.replacements })
    }

    /// Lets words out in which nothing at all is found: they can be put in other words.
    pub fn release_plain<T: Publishable>(&self, words: T) -> Result<Released<T>, Blocked> {
        let subjects = self.settle(&words, &Decisions::none()).subjects;
        if subjects.is_empty() {
            Ok(Released { content: words, kept: BTreeSet::new(), replacements: BTreeSet::new() })
        } else {
            Err(Blocked { subjects })
        }
    }
}
