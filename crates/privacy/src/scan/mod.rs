//! Everything in a text that identifies a person (H1): names of the office's roster, patterns (telephone, mail, addresses …),
//! and what points at one resident of a small house.

mod contacts;

use std::sync::Arc;

use crate::{
    roster::{self, Certainty, Roster, RosterName},
    span::{Label, Span},
};

pub use crate::span::redact;

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
    /// Age in years.
    pub age: Option<u8>,
    /// 男 or 女.
    pub sex: Option<String>,
    /// Any other words that may be told of them: diagnosis, room, work, hobby.
    pub words: Vec<String>,
}

/// A reader of names by language, without any roster.
pub trait Names: Send + Sync {
    /// Where persons' names stand: first and after-last scalar value, how sure (0 to 1), and why.
    fn names(&self, text: &str) -> Vec<(usize, usize, f32, String)>;
}

/// Finds what identifies people. Cheap to clone.
#[derive(Clone)]
pub struct Scanner {
    parts: Arc<Parts>,
}

struct Parts {
    roster: Roster,
    own: Vec<String>,
    language: Option<Arc<dyn Names>>,
}

impl Scanner {
    /// A scanner that knows an office, and reads names by language if there is a reader.
    pub fn new(knowledge: Knowledge, language: Option<Arc<dyn Names>>) -> Self {
        Self { parts: Arc::new(Parts { roster: Roster::new(knowledge.names), own: knowledge.own, language }) }
    }

    /// Every place that identifies somebody, in order; none overlaps another.
    pub fn scan(&self, text: &str) -> Vec<Span> {
        let letters: Vec<char> = text.chars().collect();
        let mut found: Vec<Span> = self.parts.roster.find(text).into_iter().map(known).collect();
        found.extend(contacts::find(text, &letters));
        if let Some(language) = &self.parts.language {
            let named = language.names(text).into_iter();
            found.extend(named.map(|(start, end, confidence, why)| Span {
                text: letters[start..end].iter().collect(),
                label: Label::Person,
                known: false,
                start,
                end,
                confidence,
                why,
            }));
        }
        found.retain(|span| span.known || !self.parts.own.contains(&span.text));
        apart(found)
    }
}

fn known(span: roster::Span) -> Span {
    let label = match span.label {
        roster::Label::Person => Label::Person,
        roster::Label::KanaName => Label::KanaName,
    };
    let confidence = if span.certainty == Certainty::Certain { 0.98 } else { 0.5 };
    Span { start: span.start, end: span.end, label, text: span.text, confidence, why: span.why.to_owned(), known: true }
}

/// The surest of those that overlap, in order.
fn apart(mut found: Vec<Span>) -> Vec<Span> {
    found.sort_by(|a, b| (b.known, b.confidence).partial_cmp(&(a.known, a.confidence)).unwrap_or(std::cmp::Ordering::Equal));
    let mut kept: Vec<Span> = Vec::new();
    for span in found {
        if kept.iter().all(|other| span.end <= other.start || other.end <= span.start) {
            kept.push(span);
        }
    }
    kept.sort_by_key(|span| span.start);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanner() -> Scanner {
        let name = RosterName { name: "見本 花子".to_owned(), kana: "みほん はなこ".to_owned(), role: "利用者".to_owned() };
        Scanner::new(Knowledge { names: vec![name], own: vec!["03-0000-0001".to_owned()], ..Knowledge::default() }, None)
    }

    /// H1
    #[test]
    fn a_known_name_a_telephone_number_and_mail_are_found() {
        let found = scanner().scan("見本様の携帯は090-0000-0000、hanako@example.jp です。");
        let told: Vec<(&str, Label, bool)> = found.iter().map(|span| (span.text.as_str(), span.label, span.known)).collect();
        assert_eq!(
            told,
            [("見本", Label::Person, true), ("090-0000-0000", Label::Phone, false), ("hanako@example.jp", Label::Email, false)]
        );
    }

    #[test]
    fn what_belongs_to_the_office_itself_is_not_found() {
        assert_eq!(scanner().scan("お問い合わせは03-0000-0001へ。"), []);
    }
}
