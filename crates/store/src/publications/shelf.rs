//! 公開の棚: what everybody is shown now (B14). Pages, lists, searches, feeds, open data and the static copy take from here and from
//! nowhere else; what is withdrawn or superseded leaves it in the same transaction.

use jiff::Timestamp;
use model::{
    OfficeId, PublicationId,
    calendar::FiscalYear,
    identifiers::{JurisdictionCode, OfficeNumber},
    jurisdictions,
    publications::{Licence, PublicMinutes},
};

use super::{
    Publication,
    postings::{self, Facet, Terms},
    refill::EDITION,
};
use crate::{
    ReadTx, Row, StoreError, WriteTx, sql,
    sql::{Statement, composed, placeholders},
};

pub use super::refill::{is_true, refill};

/// Whose publications are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everybody's.
    Country,
    /// Those of the offices that lie in a prefecture, a municipality or a ward.
    Place(JurisdictionCode),
    /// Those of the office of a number.
    Office(OfficeNumber),
}

impl Scope {
    /// The condition on `shelf s`, whose only value is bound as `$1`. The same for all readers of the shelf.
    fn condition(self) -> &'static str {
        match self {
            Self::Country => "CAST($1 AS TEXT) IS NULL",
            Self::Place(place) => match jurisdictions::lookup(place).map(|known| known.kind) {
                Some(jurisdictions::JurisdictionKind::Prefecture) => "s.prefecture = $1",
                Some(jurisdictions::JurisdictionKind::Ward) => "s.place = $1",
                _ => "s.city = $1",
            },
            Self::Office(_) => "s.office_id IN (SELECT id FROM offices WHERE number = $1)",
        }
    }

    fn value(self) -> Option<String> {
        match self {
            Self::Country => None,
            Self::Place(place) => Some(place.to_string()),
            Self::Office(number) => Some(number.to_string()),
        }
    }

    fn facet(self) -> Option<Facet> {
        match self {
            Self::Country => None,
            Self::Place(place) => Some(Facet::Place(place)),
            Self::Office(number) => Some(Facet::Office(number.to_string().parse().unwrap_or_default())),
        }
    }

    fn bound(self, text: String) -> Statement {
        composed(text).bind(self.value())
    }
}

/// A publication that is shown, as lists tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number on the shelf: newer ones have greater numbers.
    pub number: i64,
    /// The stable part of its address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// In which 年度.
    pub year: FiscalYear,
    /// Since when.
    pub published_at: Timestamp,
    /// 事業所番号.
    pub office_number: OfficeNumber,
    /// 事業所の名称.
    pub office_name: String,
    /// Where the office lies.
    pub place: Option<JurisdictionCode>,
    /// Under which terms others may use it.
    pub licence: Licence,
}

const ENTRY: &str = "s.number, s.fiscal_year, s.published_at, NULLIF(s.place, '') AS place, p.address, p.title, o.number AS office_number, o.name AS office_name, o.licence";
const FROM: &str = "FROM shelf s JOIN publications p ON p.id = s.publication_id JOIN offices o ON o.id = s.office_id";

/// A stretch of what is shown, by year and then by when it was published, the newest first.
pub async fn list(tx: &mut ReadTx, scope: Scope, year: Option<FiscalYear>, rows: (u32, u32)) -> Result<Vec<Entry>, StoreError> {
    let (skipped, most) = rows;
    scope
        .bound(format!(
            "SELECT {ENTRY} {FROM} WHERE {} AND {} ORDER BY s.fiscal_year DESC, s.number DESC LIMIT $3 OFFSET $4",
            scope.condition(),
            in_year(year)
        ))
        .bind(year.map_or(0, |year| i64::from(year.start_year())))
        .bind(i64::from(most))
        .bind(i64::from(skipped))
        .all(tx, read)
        .await
}

/// A year is asked for by its number, so that an index can answer.
fn in_year(year: Option<FiscalYear>) -> &'static str {
    if year.is_some() { "s.fiscal_year = $2" } else { "CAST($2 AS BIGINT) = 0" }
}

/// How many there are.
pub async fn count(tx: &mut ReadTx, scope: Scope, year: Option<FiscalYear>) -> Result<i64, StoreError> {
    scope
        .bound(format!("SELECT count(*) AS shown FROM shelf s WHERE {} AND {}", scope.condition(), in_year(year)))
        .bind(year.map_or(0, |year| i64::from(year.start_year())))
        .one(tx, |row| row.get("shown"))
        .await
}

/// The years of which something is shown, the newest first. An index is stepped through from year to year.
pub async fn years(tx: &mut ReadTx, scope: Scope) -> Result<Vec<FiscalYear>, StoreError> {
    let condition = scope.condition();
    scope
        .bound(format!(
            "WITH RECURSIVE years (shown) AS (
               SELECT max(s.fiscal_year) FROM shelf s WHERE {condition}
               UNION ALL
               SELECT (SELECT max(s.fiscal_year) FROM shelf s WHERE {condition} AND s.fiscal_year < years.shown) FROM years WHERE years.shown IS NOT NULL)
             SELECT shown FROM years WHERE shown IS NOT NULL"
        ))
        .all(tx, |row| row.get("shown"))
        .await
}

/// The places below one (prefectures of the country, municipalities of a prefecture, wards of a city) of which something is shown.
pub async fn places_below(tx: &mut ReadTx, above: Option<JurisdictionCode>) -> Result<Vec<JurisdictionCode>, StoreError> {
    let kind = above.and_then(jurisdictions::lookup).map(|known| known.kind);
    let (below, scope) = match (above, kind) {
        (None, _) => ("prefecture", Scope::Country),
        (Some(place), Some(jurisdictions::JurisdictionKind::Prefecture)) => ("city", Scope::Place(place)),
        (Some(place), Some(jurisdictions::JurisdictionKind::DesignatedCity)) => ("place", Scope::Place(place)),
        _ => return Ok(Vec::new()),
    };
    let condition = scope.condition();
    // From place to place, without looking at what lies between.
    let found: Vec<JurisdictionCode> = scope
        .bound(format!(
            "WITH RECURSIVE below (code) AS (
               SELECT min(s.{below}) FROM shelf s WHERE {condition} AND s.{below} > ''
               UNION ALL
               SELECT (SELECT min(s.{below}) FROM shelf s WHERE {condition} AND s.{below} > below.code) FROM below WHERE below.code IS NOT NULL)
             SELECT code FROM below WHERE code IS NOT NULL ORDER BY code"
        ))
        .all(tx, |row| row.get("code"))
        .await?;
    Ok(found.into_iter().filter(|code| Some(*code) != above).collect())
}

/// An entry with what was released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// As lists tell of it.
    pub entry: Entry,
    /// Version, from 1.
    pub version: u32,
    /// What was released.
    content: PublicMinutes,
}

impl Whole {
    /// What was released. Nobody but the store makes one: open data cannot be given a draft.
    pub fn content(&self) -> &PublicMinutes {
        &self.content
    }

    /// How a publication will stand on the shelf, for the last look of the gate; `None` of what was withdrawn.
    pub fn proof(publication: &Publication, number: OfficeNumber, place: Option<JurisdictionCode>, licence: Licence) -> Option<Self> {
        let content = publication.content()?.clone();
        let entry = Entry {
            number: 0,
            address: publication.address.clone(),
            title: publication.title.clone(),
            year: publication.year,
            published_at: publication.published_at,
            office_number: number,
            office_name: content.office_name.clone(),
            place,
            licence,
        };
        Some(Self { entry, version: publication.number, content })
    }
}

/// Where walking through the shelf goes on: after this year and number.
pub type After = (i64, i64);

/// The next entries with their content, the oldest year first, for open data.
pub async fn walk(tx: &mut ReadTx, scope: Scope, year: Option<FiscalYear>, after: After, most: u32) -> Result<Vec<Whole>, StoreError> {
    scope
        .bound(format!(
            "SELECT {ENTRY}, p.number AS version, p.content {FROM} WHERE {} AND {} AND (s.fiscal_year, s.number) > ($3, $4)
             ORDER BY s.fiscal_year, s.number LIMIT $5",
            scope.condition(),
            in_year(year)
        ))
        .bind(year.map_or(0, |year| i64::from(year.start_year())))
        .bind(after.0)
        .bind(after.1)
        .bind(i64::from(most))
        .all(tx, read_whole)
        .await
}

/// Addresses with their day, from one number of the shelf up to before another, for site maps.
pub async fn addresses(tx: &mut ReadTx, numbers: (i64, i64)) -> Result<Vec<(String, Timestamp)>, StoreError> {
    sql("SELECT p.address, s.published_at FROM shelf s JOIN publications p ON p.id = s.publication_id WHERE s.number >= $1 AND s.number < $2 ORDER BY s.number")
        .bind(numbers.0)
        .bind(numbers.1)
        .all(tx, |row| Ok((row.get("address")?, row.get("published_at")?)))
        .await
}

/// The numbers of the offices in a scope that show something.
pub async fn offices(tx: &mut ReadTx, scope: Scope) -> Result<Vec<OfficeNumber>, StoreError> {
    scope
        .bound(format!(
            "SELECT DISTINCT o.number FROM shelf s JOIN offices o ON o.id = s.office_id WHERE {} ORDER BY o.number",
            scope.condition()
        ))
        .all(tx, |row| row.get("number"))
        .await
}

/// The greatest number on the shelf, 0 when nothing stands there.
pub async fn last_number(tx: &mut ReadTx) -> Result<i64, StoreError> {
    sql("SELECT COALESCE(max(number), 0) AS last FROM shelf").one(tx, |row| row.get("last")).await
}

/// A page of what was found, with the number of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// This page, the heaviest first, then the newest.
    pub page: Vec<Whole>,
    /// All that have the letters of the words; with long words a few may not have the words themselves.
    pub total: usize,
}

/// What has all the words, within a scope and a year. Whether a word really stands there is for the reader of the content to see.
pub async fn search(
    tx: &mut ReadTx,
    scope: Scope,
    year: Option<FiscalYear>,
    words: &[text::search::Folded],
    rows: (usize, usize),
) -> Result<Found, StoreError> {
    let needed: Vec<_> = words.iter().filter_map(text::search::Folded::needed).collect();
    if needed.is_empty() {
        return Ok(Found { page: Vec::new(), total: 0 });
    }
    let facets: Vec<Facet> = scope.facet().into_iter().chain(year.map(Facet::Year)).collect();
    let numbers = postings::find(tx, &needed, &facets).await?;
    let page: Vec<i64> = numbers.iter().copied().skip(rows.0).take(rows.1).collect();
    if page.is_empty() {
        return Ok(Found { page: Vec::new(), total: numbers.len() });
    }
    let statement =
        composed(format!("SELECT {ENTRY}, p.number AS version, p.content {FROM} WHERE s.number IN ({})", placeholders(1, page.len())));
    let mut found = page.iter().fold(statement, |statement, number| statement.bind(*number)).all(tx, read_whole).await?;
    found.sort_by_key(|one| page.iter().position(|number| *number == one.entry.number));
    Ok(Found { page: found, total: numbers.len() })
}

/// What was withdrawn: address, when, why. For the stones of a static copy.
pub async fn stones(tx: &mut ReadTx) -> Result<Vec<String>, StoreError> {
    sql("SELECT DISTINCT address FROM publications WHERE withdrawn_at IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM publications n WHERE n.address = publications.address AND n.withdrawn_at IS NULL) ORDER BY address")
    .all(tx, |row| row.get("address"))
    .await
}

/// Something that goes onto the shelf.
pub(super) struct Standing<'a> {
    pub(super) publication: PublicationId,
    pub(super) office: OfficeId,
    pub(super) year: FiscalYear,
    pub(super) title: &'a str,
    pub(super) content: &'a PublicMinutes,
    pub(super) published_at: Timestamp,
}

/// Puts publications onto the shelf, with their words. The order is that of their numbers. A second writer waits at the number.
pub(super) async fn put_up(tx: &mut WriteTx, standing: &[Standing<'_>]) -> Result<(), StoreError> {
    let last = take_numbers(tx, i64::try_from(standing.len()).unwrap_or_default()).await?;
    sql("INSERT INTO shelf_state (name, value) VALUES ('edition', $1) ON CONFLICT (name) DO NOTHING").bind(EDITION).run(tx).await?;
    let mut entries = Vec::new();
    for (number, one) in (1..).zip(standing).map(|(at, one)| (last - standing.len() as i64 + at, one)) {
        let location: Option<JurisdictionCode> =
            sql("SELECT location FROM offices WHERE id = $1").bind(one.office).one(tx, |row| row.get("location")).await?;
        let city = location.and_then(jurisdictions::city_of);
        let prefecture = location.map(JurisdictionCode::prefecture);
        let written = |place: Option<JurisdictionCode>| place.map(|code| code.to_string()).unwrap_or_default();
        sql("INSERT INTO shelf (number, publication_id, office_id, place, city, prefecture, fiscal_year, published_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(number)
        .bind(one.publication)
        .bind(one.office)
        .bind(written(location))
        .bind(written(city.or(location)))
        .bind(written(prefecture))
        .bind(one.year)
        .bind(one.published_at)
        .run(tx)
        .await?;
        let mut terms = Terms::of(one.title, one.content);
        for place in [location, city, prefecture].into_iter().flatten() {
            terms.facet(Facet::Place(place));
        }
        terms.facet(Facet::Year(one.year));
        terms.facet(Facet::Office(one.content.office_number.parse().unwrap_or_default()));
        entries.push((number, terms));
    }
    postings::enter(tx, &entries).await
}

/// Gives the next numbers away; the last of them comes back. Whoever changes the shelf does this first, so that one waits for the other.
async fn take_numbers(tx: &mut WriteTx, how_many: i64) -> Result<i64, StoreError> {
    sql("INSERT INTO shelf_state (name, value) VALUES ('last', $1) ON CONFLICT (name) DO UPDATE SET value = shelf_state.value + excluded.value RETURNING value")
        .bind(how_many)
        .one(tx, |row| row.get("value"))
        .await
}

/// Takes whatever stands at an address from the shelf, and its words from the index.
pub(super) async fn take_down(tx: &mut WriteTx, office: OfficeId, address: &str) -> Result<(), StoreError> {
    take_numbers(tx, 0).await?;
    let numbers: Vec<i64> =
        sql("SELECT number FROM shelf WHERE publication_id IN (SELECT id FROM publications WHERE office_id = $1 AND address = $2)")
            .bind(office)
            .bind(address)
            .all(tx, |row| row.get("number"))
            .await?;
    for number in numbers {
        take_number_down(tx, number).await?;
    }
    Ok(())
}

pub(super) async fn take_number_down(tx: &mut WriteTx, number: i64) -> Result<(), StoreError> {
    sql("DELETE FROM shelf WHERE number = $1").bind(number).run(tx).await?;
    postings::remove(tx, number).await
}

pub(super) fn read_content(row: &Row) -> Result<PublicMinutes, StoreError> {
    let content: Option<String> = row.get("content")?;
    let content = content.ok_or_else(|| StoreError::Unreadable("published minutes on the shelf".to_owned()))?;
    serde_json::from_str(&content).map_err(|_| StoreError::Unreadable("published minutes".to_owned()))
}

fn read_whole(row: &Row) -> Result<Whole, StoreError> {
    Ok(Whole { entry: read(row)?, version: row.get("version")?, content: read_content(row)? })
}

fn read(row: &Row) -> Result<Entry, StoreError> {
    Ok(Entry {
        number: row.get("number")?,
        address: row.get("address")?,
        title: row.get("title")?,
        year: row.get("fiscal_year")?,
        published_at: row.get("published_at")?,
        office_number: row.get("office_number")?,
        office_name: row.get("office_name")?,
        place: row.get("place")?,
        licence: row.get("licence")?,
    })
}
