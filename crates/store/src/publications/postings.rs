//! Which numbers of the shelf have which words: a small inverted index that works the same on both databases.
//!
//! A row says which of the 1,024 numbers of a block have a gram, two bytes each: where in the block (ten bits), and how much the gram
//! weighs there (six bits: more in the name of the office, a title or what was decided, and for every repetition). Years, places and
//! offices are grams of their own, with negative numbers, so that a search within a place reads a few rows more and no other table.

use std::collections::{BTreeMap, HashMap};

use model::{calendar::FiscalYear, identifiers::JurisdictionCode, publications::PublicMinutes};
use text::search::{Folded, Gram};

use crate::{
    Backend, ReadTx, StoreError, WriteTx,
    sql::{composed, placeholders},
};

/// How many numbers of the shelf share a row.
const BLOCK: i64 = 1024;
/// The most that a gram can weigh.
const HEAVIEST: u32 = 63;
/// So many rows are written by one statement.
const ROWS: usize = 200;

/// What a publication is found by.
#[derive(Debug, Clone, Default)]
pub struct Terms(BTreeMap<i64, u32>);

impl Terms {
    /// The words of released minutes.
    pub fn of(title: &str, content: &PublicMinutes) -> Self {
        let mut terms = Self::default();
        terms.add(&content.office_name, 12);
        terms.add(title, 2);
        terms.add(&content.summary, 6);
        for item in &content.items {
            terms.add(&item.title, 6);
            for entry in &item.entries {
                terms.add(&entry.text, 1);
                terms.add(entry.answer.as_deref().unwrap_or_default(), 1);
            }
        }
        terms
    }

    fn add(&mut self, text: &str, weight: u32) {
        for (gram, times) in Folded::of(text).grams() {
            let weighs = self.0.entry(gram.number()).or_default();
            *weighs = (*weighs + weight * times).min(HEAVIEST);
        }
    }

    /// What is not said but holds: a year, a place.
    pub fn facet(&mut self, facet: Facet) {
        self.0.insert(facet.number(), 1);
    }
}

/// What narrows a search without being a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// A 年度.
    Year(FiscalYear),
    /// A ward, municipality or prefecture.
    Place(JurisdictionCode),
    /// A 事業所番号.
    Office(i64),
}

impl Facet {
    /// Negative, so that it is no gram; the kinds lie apart.
    fn number(self) -> i64 {
        match self {
            Self::Year(year) => -i64::from(year.start_year()),
            Self::Place(place) => -(1 << 32) - place.to_string().parse::<i64>().unwrap_or_default(),
            Self::Office(number) => -(1 << 40) - number,
        }
    }
}

/// Enters publications under their numbers.
pub(super) async fn enter(tx: &mut WriteTx, entries: &[(i64, Terms)]) -> Result<(), StoreError> {
    let mut rows: BTreeMap<(i64, i64), Vec<u8>> = BTreeMap::new();
    for (number, terms) in entries {
        for (gram, weight) in &terms.0 {
            rows.entry((*gram, number / BLOCK)).or_default().extend(posting(*number, *weight));
        }
    }
    let join = match tx.backend() {
        // `||` makes a text of two blobs, byte for byte.
        Backend::Sqlite => "CAST(shelf_words.places || excluded.places AS BLOB)",
        Backend::Postgres => "shelf_words.places || excluded.places",
    };
    write(tx, rows.into_iter().collect(), join).await
}

/// Takes a number out, wherever in its block it stands.
pub(super) async fn remove(tx: &mut WriteTx, number: i64) -> Result<(), StoreError> {
    let block = number / BLOCK;
    let rows = crate::sql("SELECT gram, places FROM shelf_words WHERE block = $1")
        .bind(block)
        .all(tx, |row| Ok((row.get::<i64>("gram")?, row.get::<Vec<u8>>("places")?)))
        .await?;
    let mut kept = Vec::new();
    let mut empty = Vec::new();
    for (gram, places) in rows {
        let left: Vec<u8> = places.chunks_exact(2).filter(|pair| place(pair).0 as i64 != number % BLOCK).flatten().copied().collect();
        match (left.len() == places.len(), left.is_empty()) {
            (true, _) => {}
            (false, true) => empty.push(gram),
            (false, false) => kept.push(((gram, block), left)),
        }
    }
    for grams in empty.chunks(ROWS) {
        let statement =
            composed(format!("DELETE FROM shelf_words WHERE block = $1 AND gram IN ({})", placeholders(2, grams.len()))).bind(block);
        grams.iter().fold(statement, |statement, gram| statement.bind(*gram)).run(tx).await?;
    }
    write(tx, kept, "excluded.places").await
}

async fn write(tx: &mut WriteTx, rows: Vec<((i64, i64), Vec<u8>)>, becomes: &str) -> Result<(), StoreError> {
    for part in rows.chunks(ROWS) {
        let values: Vec<String> = (0..part.len()).map(|row| format!("({})", placeholders(row * 3 + 1, 3))).collect();
        let mut statement = composed(format!(
            "INSERT INTO shelf_words (gram, block, places) VALUES {} ON CONFLICT (gram, block) DO UPDATE SET places = {becomes}",
            values.join(", ")
        ));
        for ((gram, block), places) in part {
            statement = statement.bind(*gram).bind(*block).bind(places);
        }
        statement.run(tx).await?;
    }
    Ok(())
}

fn posting(number: i64, weight: u32) -> [u8; 2] {
    let place = u16::try_from(number % BLOCK).unwrap_or_default();
    let weight = u16::try_from(weight.clamp(1, HEAVIEST)).unwrap_or(1);
    ((place << 6) | weight).to_le_bytes()
}

/// Where in its block, and how heavy.
fn place(pair: &[u8]) -> (usize, u32) {
    let both = u16::from_le_bytes([pair[0], pair[1]]);
    (usize::from(both >> 6), u32::from(both & 0x3F))
}

/// The numbers in which every word and every facet stands (a word by its letters two by two, so that a long one may be missed by a
/// few that have all its parts), with what they weigh: the heaviest first, then the newest.
pub(super) async fn find(tx: &mut ReadTx, words: &[Vec<Gram>], facets: &[Facet]) -> Result<Vec<i64>, StoreError> {
    let mut sought: Vec<Vec<i64>> = words.iter().map(|word| word.iter().map(|gram| gram.number()).collect()).collect();
    sought.extend(facets.iter().map(|facet| vec![facet.number()]));
    let mut grams: Vec<i64> = sought.iter().flatten().copied().collect();
    grams.sort_unstable();
    grams.dedup();
    let statement = composed(format!("{SELECT} ({})", placeholders(1, grams.len())));
    let rows = grams
        .iter()
        .fold(statement, |statement, gram| statement.bind(*gram))
        .all(tx, |row| Ok((row.get::<i64>("block")?, row.get::<i64>("gram")?, row.get::<Vec<u8>>("places")?)))
        .await?;
    let mut blocks: HashMap<i64, HashMap<i64, Vec<u8>>> = HashMap::new();
    for (block, gram, places) in rows {
        blocks.entry(block).or_default().insert(gram, places);
    }
    let mut found: Vec<(u32, i64)> = Vec::new();
    for (block, rows) in blocks {
        if rows.len() == grams.len() {
            found.extend(in_block(&sought, &rows, words.len()).map(|(place, weight)| (weight, block * BLOCK + place as i64)));
        }
    }
    found.sort_unstable_by(|one, other| other.cmp(one));
    Ok(found.into_iter().map(|(_, number)| number).collect())
}

/// The statement that a search begins with; what follows is a list of grams.
pub(super) const SELECT: &str = "SELECT block, gram, places FROM shelf_words WHERE gram IN";

/// The places of a block that have all that is sought. A word weighs as much as the lightest of its grams; facets weigh nothing.
fn in_block(sought: &[Vec<i64>], rows: &HashMap<i64, Vec<u8>>, words: usize) -> impl Iterator<Item = (usize, u32)> {
    let mut weights = vec![0u32; BLOCK as usize];
    let mut met = vec![0usize; BLOCK as usize];
    for (which, grams) in sought.iter().enumerate() {
        let mut lightest = vec![u32::MAX; BLOCK as usize];
        let mut seen = vec![0usize; BLOCK as usize];
        let mut different: Vec<i64> = grams.clone();
        different.sort_unstable();
        different.dedup();
        for places in different.iter().filter_map(|gram| rows.get(gram)) {
            for (at, weight) in places.chunks_exact(2).map(place) {
                seen[at] += 1;
                lightest[at] = lightest[at].min(weight);
            }
        }
        for at in (0..BLOCK as usize).filter(|at| seen[*at] == different.len()) {
            met[at] += 1;
            weights[at] += if which < words { lightest[at] } else { 0 };
        }
    }
    let all = sought.len();
    (0..BLOCK as usize).filter(move |at| met[*at] == all).map(move |at| (at, weights[at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_posting_keeps_its_place_and_its_weight() {
        for (number, weight) in [(0, 1), (1023, 63), (1024, 5), (52_499, 40)] {
            let (at, weighs) = place(&posting(number, weight));
            assert_eq!((at as i64, weighs), (number % BLOCK, weight));
        }
        assert_eq!(place(&posting(7, 500)), (7, HEAVIEST));
    }

    #[test]
    fn facets_of_different_kinds_never_meet_and_are_no_grams() {
        let year = Facet::Year(FiscalYear::starting_in(2026).unwrap());
        let place = Facet::Place("131202".parse().unwrap());
        let numbers = [year.number(), place.number(), Facet::Office(9_920_000_016).number(), Facet::Office(1).number()];
        assert!(numbers.iter().all(|number| *number < 0));
        for (at, number) in numbers.iter().enumerate() {
            assert!(!numbers[at + 1..].contains(number));
        }
    }
}
