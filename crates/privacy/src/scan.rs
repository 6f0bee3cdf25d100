//! Finding what identifies a person in a text.

use std::sync::Arc;

use crate::{
    roster::{Certainty, Label as Named, Roster, RosterName},
    span::{Label, Span},
};

/// What an office knows.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// All names.
    pub names: Vec<RosterName>,
    /// The office's own name, numbers and address: they need not be hidden.
    pub own: Vec<String>,
}

/// Looks at texts with what an office knows. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Scanner {
    roster: Arc<Roster>,
    own: Arc<Vec<Vec<char>>>,
}

impl Scanner {
    /// A scanner of an office.
    pub fn new(knowledge: Knowledge) -> Self {
        let own = knowledge.own.iter().map(|own| own.chars().collect()).collect();
        Self { roster: Arc::new(Roster::new(knowledge.names)), own: Arc::new(own) }
    }

    /// Everything that is found, in order, not overlapping.
    pub fn scan(&self, text: &str) -> Vec<Span> {
        let letters: Vec<char> = text.chars().collect();
        let own: Vec<(usize, usize)> = self.own.iter().flat_map(|own| places(&letters, own)).collect();
        let mut spans: Vec<Span> = Vec::new();
        for span in self.roster.find(text) {
            if own.iter().any(|(from, to)| *from <= span.start && span.end <= *to) {
                continue;
            }
            let (confidence, label) = (
                if span.certainty == Certainty::Certain { 0.98 } else { 0.5 },
                if span.label == Named::Person { Label::Person } else { Label::KanaName },
            );
            let span = Span { start: span.start, end: span.end, label, text: span.text, confidence, why: span.why.to_owned(), known: true };
            match spans.last_mut() {
                Some(last) if span.start < last.end => {
                    last.end = last.end.max(span.end);
                    last.confidence = last.confidence.max(span.confidence);
                    last.text = letters[last.start..last.end].iter().collect();
                }
                _ => spans.push(span),
            }
        }
        spans
    }
}

fn places(letters: &[char], own: &[char]) -> Vec<(usize, usize)> {
    if own.is_empty() {
        return Vec::new();
    }
    letters.windows(own.len()).enumerate().filter(|(_, window)| *window == own).map(|(at, _)| (at, at + own.len())).collect()
}
