//! From a draft and decisions to the document in which they are carried out, and what is still open in it.

use std::collections::BTreeSet;

use super::{
    Gate,
    decisions::{Decision, Decisions},
    letters::Letters,
    people::People,
    released::Publishable,
    rounded::rounded,
    subjects::{Gathered, Meaning, Subject, mark},
};
use crate::span::{Label, Span};

/// A draft with decisions carried out.
#[derive(Debug, Clone)]
pub struct Settled<T> {
    /// The new document. What is open still stands in it as it was.
    pub content: T,
    /// Everybody and everything that was found, the surest first.
    pub subjects: Vec<Subject>,
    /// The texts of the draft, with what was found.
    pub before: Vec<Vec<Piece>>,
    /// The texts of the document, with what was done.
    pub after: Vec<Vec<Piece>>,
    /// The last look brought nothing new to light.
    pub(super) settled: bool,
    pub(super) kept: BTreeSet<String>,
    pub(super) replacements: BTreeSet<String>,
}

impl<T> Settled<T> {
    /// What still waits for a decision.
    pub fn open(&self) -> impl Iterator<Item = &Subject> {
        self.subjects.iter().filter(|subject| subject.decision.is_none())
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// What it is.
    pub state: PieceState,
    /// Whose place it is, by key; empty for plain text.
    pub subject: String,
}

/// What a piece of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceState {
    /// Nothing was found in it.
    Plain,
    /// Nobody has decided about it.
    Open,
    /// A person kept it.
    Kept,
    /// It stands in place of something.
    Replaced,
}

/// So often a replacement may bring something new to light.
const ROUNDS: usize = 4;

/// A text that is being worked on: each letter knows what it replaced.
struct Working {
    letters: Vec<char>,
    /// Which replacement a letter belongs to.
    replaced: Vec<Option<usize>>,
    /// Places that stay, open or kept.
    marks: Vec<(usize, usize, String, PieceState)>,
}

impl Gate {
    /// Carries decisions out. Each round looks at the whole once more, because letters that come to stand side by side may say
    /// something new; what nobody decided about stays, and is told.
    pub fn settle<T: Publishable>(&self, draft: &T, decisions: &Decisions) -> Settled<T> {
        let texts = draft.texts();
        let mut work: Vec<Working> = texts.iter().map(|text| Working::of(text)).collect();
        let mut letters = Letters::new(texts.iter().copied(), self.people.list());
        let mut gathered = Gathered::default();
        let mut keys: Vec<String> = Vec::new();
        let mut before = Vec::new();
        let (mut kept, mut replacements) = (BTreeSet::new(), BTreeSet::new());
        let mut settled = false;
        for round in 0..ROUNDS {
            let found = self.look(&work, decisions);
            if round == 0 {
                before = work.iter().zip(&found).map(|(work, found)| work.shown(found)).collect();
            }
            let mut changed = false;
            for (number, (text, found)) in work.iter_mut().zip(found).enumerate() {
                text.marks.clear();
                for (span, meaning) in &found {
                    if round == 0 || gathered.get(&meaning.key).is_none() {
                        gathered.add(meaning, span, number, &text.letters, decisions);
                    }
                }
                let mut doing: Vec<(Span, String, String)> = Vec::new();
                let starts: Vec<usize> = found.iter().map(|(span, _)| span.start).collect();
                let mut floor = 0;
                for (place, (span, meaning)) in found.into_iter().enumerate() {
                    let room = floor..starts.get(place + 1).copied().unwrap_or(text.letters.len());
                    floor = span.end;
                    let Some(decision) = gathered.get(&meaning.key).and_then(|subject| subject.decision.clone()) else {
                        text.marks.push((span.start, span.end, meaning.key, PieceState::Open));
                        continue;
                    };
                    if let Decision::Keep { .. } = decision {
                        kept.insert(meaning.key.clone());
                        text.marks.push((span.start, span.end, meaning.key, PieceState::Kept));
                        continue;
                    }
                    let (mut wide, words) = replacement(&decision, span.clone(), &meaning.key, &text.letters, &mut letters);
                    // What is taken along never reaches into another place.
                    (wide.start, wide.end) = (wide.start.max(room.start), wide.end.min(room.end.max(span.end)));
                    floor = wide.end;
                    doing.push((wide, words, meaning.key));
                }
                changed |= !doing.is_empty();
                for (span, words, key) in doing.into_iter().rev() {
                    replacements.insert(words.clone());
                    text.replace(span.start, span.end, &words, keys.len());
                    keys.push(key);
                }
            }
            settled = !changed;
            if settled {
                break;
            }
        }
        let mut content = draft.clone();
        for (slot, text) in content.texts_mut().into_iter().zip(&work) {
            *slot = text.letters.iter().collect();
        }
        let after = work.iter().map(|text| text.pieces(&keys)).collect();
        Settled { content, subjects: gathered.into_sorted(), before, after, settled, kept, replacements }
    }

    /// What is found in the texts now, besides replacements. Shorter forms of a name that nobody knows belong to the longer one.
    fn look(&self, work: &[Working], decisions: &Decisions) -> Vec<Vec<(Span, Meaning)>> {
        let mut all: Vec<Vec<(Span, Meaning)>> = work
            .iter()
            .map(|text| {
                let mut spans = self.scan(&text.letters.iter().collect::<String>());
                spans.retain_mut(|span| text.trim(span));
                let mut found: Vec<(Span, Meaning)> =
                    spans.into_iter().map(|span| (Meaning::of(&self.people, &span, &text.letters), span)).map(|(m, s)| (s, m)).collect();
                for word in &decisions.marked {
                    text.mark(&self.people, word, &mut found);
                }
                found.sort_by_key(|(span, _)| (span.start, span.end));
                joined(found, &text.letters)
            })
            .collect();
        let long: BTreeSet<String> = all.iter().flatten().map(|(_, meaning)| meaning.key.clone()).collect();
        for (_, meaning) in all.iter_mut().flatten().filter(|(_, meaning)| meaning.key.starts_with("person:")) {
            if let Some(whole) = whole_of(&meaning.key, &long) {
                meaning.key = whole;
            }
        }
        all
    }
}

/// The only longer name that begins with a shorter one of two letters or more.
fn whole_of(key: &str, all: &BTreeSet<String>) -> Option<String> {
    let short = key.strip_prefix("person:").filter(|name| name.chars().count() >= 2)?;
    let mut longer =
        all.iter().filter(|other| other.strip_prefix("person:").is_some_and(|name| name.len() > short.len() && name.starts_with(short)));
    match (longer.next(), longer.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
}

/// A reading in brackets after the same person's name goes with it: 青空（あおぞら）さん is one place.
fn joined(found: Vec<(Span, Meaning)>, letters: &[char]) -> Vec<(Span, Meaning)> {
    let mut out: Vec<(Span, Meaning)> = Vec::new();
    for (span, meaning) in found {
        if let Some((last, of)) = out.last_mut() {
            let opened = letters[last.end..span.start].iter().collect::<String>();
            let closes = letters.get(span.end).is_some_and(|letter| matches!(letter, '）' | ')' | '》' | '】'));
            if of.key == meaning.key && span.label == Label::KanaName && matches!(opened.as_str(), "（" | "(" | "《" | "【") && closes {
                last.end = span.end + 1;
                last.text = letters[last.start..last.end].iter().collect();
                continue;
            }
        }
        out.push((span, meaning));
    }
    out
}

impl Working {
    fn of(text: &str) -> Self {
        let letters: Vec<char> = text.chars().collect();
        Self { replaced: vec![None; letters.len()], letters, marks: Vec::new() }
    }

    /// Leaves of a span what is not a replacement already. `false` when nothing that could say anything is left.
    fn trim(&self, span: &mut Span) -> bool {
        let own = |at: usize| self.replaced.get(at).is_some_and(Option::is_none);
        while span.start < span.end && !own(span.start) {
            span.start += 1;
        }
        while span.end > span.start && !own(span.end - 1) {
            span.end -= 1;
        }
        span.text = self.letters[span.start..span.end].iter().collect();
        span.text.chars().any(char::is_alphanumeric)
    }

    /// Adds the places of a word that a person marked. What it touches goes with it.
    fn mark(&self, people: &People, word: &str, found: &mut Vec<(Span, Meaning)>) {
        let wanted: Vec<char> = word.chars().collect();
        if wanted.is_empty() {
            return;
        }
        let mut at = 0;
        while at + wanted.len() <= self.letters.len() {
            if self.letters[at..at + wanted.len()] != wanted[..] || self.replaced[at..at + wanted.len()].iter().any(Option::is_some) {
                at += 1;
                continue;
            }
            let (mut start, mut end) = (at, at + wanted.len());
            found.retain(|(span, _)| {
                let touched = span.start < at + wanted.len() && at < span.end;
                if touched {
                    (start, end) = (start.min(span.start), end.max(span.end));
                }
                !touched
            });
            let span = Span {
                start,
                end,
                label: Label::Person,
                text: self.letters[start..end].iter().collect(),
                confidence: 1.0,
                why: "確認した方が印を付けました。".to_owned(),
                known: false,
            };
            found.push((span, Meaning::marked(people, word)));
            at = end.max(at + 1);
        }
    }

    fn replace(&mut self, start: usize, end: usize, words: &str, which: usize) {
        let count = words.chars().count();
        self.letters.splice(start..end, words.chars());
        self.replaced.splice(start..end, std::iter::repeat_n(Some(which), count));
        for (from, to, ..) in &mut self.marks {
            if *from >= end {
                *from = *from + count - (end - start);
                *to = *to + count - (end - start);
            }
        }
    }

    /// The text with what was found in it.
    fn shown(&self, found: &[(Span, Meaning)]) -> Vec<Piece> {
        cut(&self.letters, found.iter().map(|(span, meaning)| (span.start, span.end, meaning.key.clone(), PieceState::Open)).collect())
    }

    /// The text with what was done to it.
    fn pieces(&self, keys: &[String]) -> Vec<Piece> {
        let mut marks = self.marks.clone();
        let mut at = 0;
        while at < self.letters.len() {
            let Some(which) = self.replaced[at] else {
                at += 1;
                continue;
            };
            let end = at + self.replaced[at..].iter().take_while(|other| **other == Some(which)).count();
            marks.push((at, end, keys.get(which).cloned().unwrap_or_default(), PieceState::Replaced));
            at = end;
        }
        marks.sort_by_key(|(start, end, ..)| (*start, *end));
        cut(&self.letters, marks)
    }
}

fn cut(letters: &[char], marks: Vec<(usize, usize, String, PieceState)>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let plain =
        |from: usize, to: usize| Piece { text: letters[from..to].iter().collect(), state: PieceState::Plain, subject: String::new() };
    for (start, end, subject, state) in marks {
        let start = start.max(at);
        if start >= end {
            continue;
        }
        if at < start {
            pieces.push(plain(at, start));
        }
        pieces.push(Piece { text: letters[start..end].iter().collect(), state, subject });
        at = end;
    }
    if at < letters.len() {
        pieces.push(plain(at, letters.len()));
    }
    pieces
}

/// Forms of address.
const ADDRESSES: [&str; 13] = ["さん", "さま", "様", "氏", "くん", "君", "ちゃん", "殿", "どの", "先生", "サン", "さーん", "女史"];

/// Roles that stand like a form of address.
const ROLES: [&str; 24] = [
    "民生委員",
    "委員長",
    "副委員長",
    "委員",
    "町会長",
    "自治会長",
    "会長",
    "区長",
    "理事長",
    "施設長",
    "管理者",
    "所長",
    "支援員",
    "相談員",
    "世話人",
    "職員",
    "看護師",
    "医師",
    "議員",
    "代表",
    "課長",
    "部長",
    "主任",
    "住職",
];

/// Where to write what. A part takes the address and the role after it along and is not said twice.
fn replacement(decision: &Decision, mut span: Span, key: &str, letters: &[char], names: &mut Letters) -> (Span, String) {
    let follows = |end: usize, words: &[&str]| {
        words
            .iter()
            .filter(|word| letters[end..].iter().copied().take(word.chars().count()).eq(word.chars()))
            .map(|word| word.chars().count())
            .max()
    };
    let marked = mark(span.label);
    match decision {
        Decision::Mark | Decision::Keep { .. } => (span, marked),
        Decision::Rounded => {
            let words = rounded(&span.text).unwrap_or(marked);
            (span, words)
        }
        Decision::Letter if span.label.is_name() => {
            let Some(letter) = names.of(key) else { return (span, marked) };
            if follows(span.end, &ROLES).is_some() {
                return (span, letter.to_string());
            }
            span.end += follows(span.end, &ADDRESSES).unwrap_or(0);
            (span, format!("{letter}さん"))
        }
        Decision::Category { stand } => {
            span.end += follows(span.end, &ROLES).unwrap_or(0);
            span.end += follows(span.end, &ADDRESSES).unwrap_or(0);
            let said =
                stand.said_before().iter().map(|word| word.chars().collect::<Vec<_>>()).find(|word| letters[..span.start].ends_with(word));
            span.start -= said.map_or(0, |word| word.len());
            (span, stand.words().to_owned())
        }
        Decision::Letter => (span, marked),
    }
}
