//! Searching what is shown: several words, all of which must stand in the text.

use model::{calendar::FiscalYear, publications::PublicMinutes};
use store::publications::shelf::{self, Entry, Scope};
use text::search::{Folded, excerpt, words};

use crate::{App, Fault};

/// Words beyond these are not looked at, nor what is longer.
const MOST_WORDS: usize = 8;
/// The longest query.
const LONGEST: usize = 100;
/// So many letters stand before the first word of an excerpt.
const AROUND: usize = 24;
/// So many pieces of different texts are shown of a hit.
const PIECES: usize = 3;

/// Something that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// As lists tell of it.
    pub entry: Entry,
    /// When the meeting was.
    pub held_on: jiff::civil::Date,
    /// A piece of the text; what was sought is marked.
    pub excerpt: Vec<(String, bool)>,
}

/// What a search gave.
#[derive(Debug, Clone)]
pub struct Result {
    /// This page.
    pub hits: Vec<Hit>,
    /// How many there are; with long words it may be a few too many.
    pub total: usize,
    /// Whether the query has a word that can be looked for.
    pub searchable: bool,
}

/// Searches within a scope and a year: `rows` hits after leaving `skipped` out.
pub async fn search(
    app: &App,
    query: &str,
    scope: Scope,
    year: Option<FiscalYear>,
    (skipped, rows): (usize, usize),
) -> std::result::Result<Result, Fault> {
    let query: String = query.chars().take(LONGEST).collect();
    let words = words(&query, MOST_WORDS);
    if words.is_empty() {
        return Ok(Result { hits: Vec::new(), total: 0, searchable: false });
    }
    let mut tx = app.database.read().await?;
    let found = shelf::search(&mut tx, scope, year, &words, (skipped, rows)).await?;
    let all = found.page.len();
    let hits: Vec<Hit> = found
        .page
        .into_iter()
        .filter_map(|one| {
            let excerpt = told(&one.entry, one.content(), &words)?;
            Some(Hit { held_on: one.content().held_on, entry: one.entry, excerpt })
        })
        .collect();
    Ok(Result { total: found.total - (all - hits.len()), hits, searchable: true })
}

/// Pieces of the texts in which the words stand, the one with most words first, until every word was shown or [`PIECES`] are. `None` if a
/// word stands nowhere, only its letters.
fn told(entry: &Entry, content: &PublicMinutes, words: &[Folded]) -> Option<Vec<(String, bool)>> {
    let texts: Vec<&str> = content.texts().chain([content.office_name.as_str(), entry.title.as_str()]).collect();
    let folded: Vec<Folded> = texts.iter().map(|text| Folded::of(text)).collect();
    if !words.iter().all(|word| folded.iter().any(|text| text.contains(word))) {
        return None;
    }
    let mut left: Vec<&Folded> = words.iter().collect();
    let mut pieces = Vec::new();
    for _ in 0..PIECES {
        let count = |at: &usize| left.iter().filter(|word| folded[*at].contains(word)).count();
        // The first of those that have most.
        let Some(best) = (0..texts.len()).rev().max_by_key(count).filter(|at| count(at) > 0) else { break };
        if !pieces.is_empty() {
            pieces.push(("　／　".to_owned(), false));
        }
        pieces.extend(excerpt(texts[best], words, AROUND)?);
        left.retain(|word| !folded[best].contains(word));
    }
    Some(pieces)
}
