//! Who or what was found, with all its places: what a person decides about, once.

use std::collections::BTreeMap;

use text::width;

use super::{
    decisions::{Decision, Decisions, Stand},
    people::{self, People},
};
use crate::span::{Label, Span};

/// From here on a name of the office's own is that name, whatever else the letters may mean.
const CERTAIN: f32 = 0.8;

/// How much of a text is shown around a place, in letters.
const AROUND: usize = 14;

/// A place in a text, with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text by its number.
    pub text: usize,
    /// What stands before.
    pub before: String,
    /// The place itself.
    pub words: String,
    /// What stands after.
    pub after: String,
}

/// A person or a thing that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Names it among all subjects of an office. Holds names: sealed where it is stored, never in an address or a log.
    pub key: String,
    /// What it is.
    pub label: Label,
    /// Certainly a name that the office itself knows: it can never be kept.
    pub known: bool,
    /// A person marked it.
    pub marked: bool,
    /// How sure the surest place is.
    pub confidence: f32,
    /// Why, in words for people.
    pub why: Vec<String>,
    /// Where.
    pub places: Vec<Place>,
    /// What is proposed.
    pub proposal: Decision,
    /// What was decided, if it holds.
    pub decision: Option<Decision>,
}

impl Subject {
    /// Whether it may stay as it is, with a reason.
    pub fn may_stay(&self) -> bool {
        !self.known && !self.marked
    }

    /// Whether it is somebody, who can be told by a part or a letter.
    pub fn is_person(&self) -> bool {
        self.label.is_name()
    }

    /// Whether it can be told less exactly.
    pub fn may_be_rounded(&self) -> bool {
        matches!(self.label, Label::Age | Label::BirthDate)
    }

    /// Whether a decision holds for it: nothing known is kept, and nothing without a reason; only people have parts and letters.
    pub fn allows(&self, decision: &Decision) -> bool {
        match decision {
            Decision::Keep { reason } => self.may_stay() && !reason.trim().is_empty(),
            Decision::Category { .. } | Decision::Letter => self.is_person(),
            Decision::Rounded => self.may_be_rounded(),
            Decision::Mark => true,
        }
    }

    /// The ways in which it is written, each once, in order.
    pub fn forms(&self) -> Vec<&str> {
        let mut forms: Vec<&str> = Vec::new();
        for place in &self.places {
            if !forms.contains(&place.words.as_str()) {
                forms.push(&place.words);
            }
        }
        forms
    }
}

/// What a span means.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meaning {
    pub key: String,
    pub known: bool,
    pub stand: Option<Stand>,
}

impl Meaning {
    /// A name that the office knows is the person; one that may be another word is decided word by word, so that keeping 関係者
    /// keeps no 関; anything else is what it says.
    pub fn of(people: &People, span: &Span, letters: &[char]) -> Self {
        if span.known && span.confidence >= CERTAIN {
            let (key, stand) = people.who(&span.text);
            return Self { key: format!("known:{key}"), known: true, stand };
        }
        let key = match span.label {
            label if span.known && label.is_name() => format!("word:{}", word(letters, span.start, span.end)),
            label if label.is_name() => format!("person:{}", people::bare(&span.text)),
            label => format!("{}:{}", label.code(), width::fold(&span.text).split_whitespace().collect::<String>()),
        };
        Self { key, known: false, stand: None }
    }

    /// A word that a person marked.
    pub fn marked(people: &People, word: &str) -> Self {
        let (key, stand) = people.who(word);
        Self { key: format!("marked:{key}"), known: false, stand }
    }
}

/// The run of letters of one script around a place.
fn word(letters: &[char], start: usize, end: usize) -> String {
    let (first, last) = (letters[start], letters[end - 1]);
    let before = letters[..start].iter().rev().take_while(|letter| same_script(**letter, first)).count();
    let after = letters[end..].iter().take_while(|letter| same_script(**letter, last)).count();
    letters[start - before..end + after].iter().collect()
}

fn same_script(one: char, other: char) -> bool {
    let script = |letter: char| match letter {
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々' | '〻' | '\u{20000}'..='\u{3FFFF}' => 1,
        'ぁ'..='ゟ' => 2,
        'ァ'..='ヿ' | '\u{FF66}'..='\u{FF9F}' => 3,
        _ if letter.is_alphabetic() => 4,
        _ => 0,
    };
    script(one) != 0 && script(one) == script(other)
}

/// The mark that takes the place of what is hidden: 〔氏名〕.
pub fn mark(label: Label) -> String {
    let word = if label.is_name() { Label::Person.word() } else { label.word() };
    format!("〔{word}〕")
}

/// All subjects of a document, gathered place by place.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    subjects: Vec<Subject>,
    by_key: BTreeMap<String, usize>,
}

impl Gathered {
    /// Adds a place. The decision holds only if it may: nothing known is kept, and nothing is kept without a reason.
    pub fn add(&mut self, meaning: &Meaning, span: &Span, text: usize, letters: &[char], decisions: &Decisions) {
        let place = Place {
            text,
            before: letters[span.start.saturating_sub(AROUND)..span.start].iter().collect(),
            words: letters[span.start..span.end].iter().collect(),
            after: letters[span.end..(span.end + AROUND).min(letters.len())].iter().collect(),
        };
        let at = *self.by_key.entry(meaning.key.clone()).or_insert_with(|| {
            self.subjects.push(subject(meaning, span, decisions));
            self.subjects.len() - 1
        });
        let Some(subject) = self.subjects.get_mut(at) else { return };
        subject.confidence = subject.confidence.max(span.confidence);
        if !subject.why.contains(&span.why) {
            subject.why.push(span.why.clone());
        }
        subject.places.push(place);
    }

    pub fn get(&self, key: &str) -> Option<&Subject> {
        self.by_key.get(key).and_then(|at| self.subjects.get(*at))
    }

    /// The surest first.
    pub fn into_sorted(self) -> Vec<Subject> {
        let mut subjects = self.subjects;
        subjects.sort_by(|one, other| {
            (other.known, other.marked).cmp(&(one.known, one.marked)).then(other.confidence.total_cmp(&one.confidence))
        });
        subjects
    }
}

fn subject(meaning: &Meaning, span: &Span, decisions: &Decisions) -> Subject {
    let mut subject = Subject {
        key: meaning.key.clone(),
        label: span.label,
        known: meaning.known,
        marked: meaning.key.starts_with("marked:"),
        confidence: span.confidence,
        why: Vec::new(),
        places: Vec::new(),
        proposal: proposal(meaning, span.label),
        decision: None,
    };
    subject.decision = decisions.made.get(&meaning.key).filter(|decision| subject.allows(decision)).cloned();
    subject
}

fn proposal(meaning: &Meaning, label: Label) -> Decision {
    match (label, meaning.stand) {
        (Label::Age | Label::BirthDate, _) => Decision::Rounded,
        (label, Some(stand)) if label.is_name() => Decision::Category { stand },
        _ => Decision::Mark,
    }
}
