//! Minutes with marks: what was found, what was done about it, as the gate's page shows them.

use std::collections::BTreeMap;

use model::{calendar::format_date, publications::PublicMinutes};
use privacy::{Piece, PieceState, Subject};

/// A piece of a text.
pub(super) struct Run {
    pub text: String,
    /// The last part of the CSS class; empty for plain text.
    pub class: &'static str,
    /// What readers of a screen are told before it.
    pub told: &'static str,
    /// The number of its subject on the page.
    pub number: usize,
}

/// Something that was said.
pub(super) struct Said {
    pub who: String,
    pub text: Vec<Run>,
    pub answer: Option<Vec<Run>>,
}

/// Minutes with marks.
pub(super) struct Marked {
    pub office: String,
    pub held_on: String,
    pub summary: Vec<Run>,
    pub items: Vec<(Vec<Run>, Vec<Said>)>,
}

impl Marked {
    /// `texts` in the order of [`PublicMinutes::texts`].
    pub fn of(content: &PublicMinutes, texts: &[Vec<Piece>], subjects: &[Subject]) -> Self {
        let numbers: BTreeMap<&str, usize> = subjects.iter().enumerate().map(|(at, one)| (one.key.as_str(), at + 1)).collect();
        let runs = |pieces: &[Piece]| pieces.iter().map(|piece| run(piece, &numbers)).collect::<Vec<_>>();
        let mut texts = texts.iter().map(|pieces| runs(pieces));
        let mut next = || texts.next().unwrap_or_default();
        let titles: Vec<Vec<Run>> = content.items.iter().map(|_| next()).collect();
        let mut items = Vec::new();
        for (title, item) in titles.into_iter().zip(&content.items) {
            let mut said = Vec::new();
            for entry in &item.entries {
                let by = entry.category.map_or_else(|| "事業所".to_owned(), |category| category.to_string());
                let text = next();
                said.push(Said { who: format!("{}（{by}）", entry.kind), text, answer: entry.answer.is_some().then(&mut next) });
            }
            items.push((title, said));
        }
        Self { office: content.office_name.clone(), held_on: format_date(content.held_on), summary: next(), items }
    }
}

fn run(piece: &Piece, numbers: &BTreeMap<&str, usize>) -> Run {
    let (class, told) = match piece.state {
        PieceState::Plain => ("", ""),
        PieceState::Open => ("open", "決めていない言葉："),
        PieceState::Kept => ("kept", "そのまま載せる言葉："),
        PieceState::Replaced => ("done", "置き換えた言葉："),
    };
    Run { text: piece.text.clone(), class, told, number: numbers.get(piece.subject.as_str()).copied().unwrap_or(0) }
}
