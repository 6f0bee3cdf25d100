//! What everybody may read. Everything but a stone comes from the shelf ([`store::publications::shelf`]).

use model::{
    calendar::FiscalYear,
    identifiers::{JurisdictionCode, OfficeNumber},
    publications::Licence,
};
use store::{
    offices,
    publications::{self, Publication, shelf},
};

pub use store::publications::shelf::{After, Entry, Scope, Whole};

use crate::{App, Fault};

/// The newest version at a public address; a withdrawn one comes without content.
pub async fn at_address(app: &App, address: &str) -> Result<Publication, Fault> {
    Ok(seen_at(app, address).await?.publication)
}

/// A publication with what its page tells besides.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The newest version.
    pub publication: Publication,
    /// Where its office lies.
    pub place: Option<JurisdictionCode>,
    /// Under which terms others may use it.
    pub licence: Licence,
}

impl Seen {
    /// As it stands on the shelf, for open data; `None` of what was withdrawn.
    pub fn whole(&self) -> Option<Whole> {
        let number = self.publication.content()?.office_number.parse().ok()?;
        Whole::proof(&self.publication, number, self.place, self.licence)
    }
}

/// The newest version at a public address, with its place and terms.
pub async fn seen_at(app: &App, address: &str) -> Result<Seen, Fault> {
    let mut tx = app.database.read().await?;
    let publication = publications::at_address(&mut tx, address).await?.ok_or(Fault::Hidden)?;
    let (place, licence) = offices::public_face(&mut tx, publication.office).await?;
    Ok(Seen { publication, place, licence })
}

/// A page of what is shown.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The newest year first.
    pub entries: Vec<Entry>,
    /// All, over all pages.
    pub total: usize,
    /// The years of which something is shown, whatever year was asked for.
    pub years: Vec<FiscalYear>,
    /// The places below of which something is shown.
    pub places: Vec<JurisdictionCode>,
}

/// What is shown of a scope: `rows` of it after leaving `skipped` out.
pub async fn list(app: &App, scope: Scope, year: Option<FiscalYear>, skipped: usize, rows: usize) -> Result<Listing, Fault> {
    let mut tx = app.database.read().await?;
    let total = usize::try_from(shelf::count(&mut tx, scope, year).await?).unwrap_or_default();
    let years = shelf::years(&mut tx, scope).await?;
    let places = match scope {
        Scope::Country => shelf::places_below(&mut tx, None).await?,
        Scope::Place(place) => shelf::places_below(&mut tx, Some(place)).await?,
        Scope::Office(_) => Vec::new(),
    };
    // A page beyond the last is the last.
    let last = total.saturating_sub(1) / rows.max(1) * rows;
    let part = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let entries = shelf::list(&mut tx, scope, year, (part(skipped.min(last)), part(rows))).await?;
    if let Scope::Office(number) = scope
        && total == 0
        && !publications::ever_by_number(&mut tx, &number.to_string()).await?
    {
        return Err(Fault::Hidden);
    }
    Ok(Listing { entries, total, years, places })
}

/// The newest of a scope, for feeds and other people's sites. Hidden for an office that never published.
pub async fn newest(app: &App, scope: Scope, rows: usize) -> Result<Vec<Entry>, Fault> {
    Ok(list(app, scope, None, 0, rows).await?.entries)
}

/// The minutes that an office (by its 事業所番号) shows now, the newest first.
pub async fn of_office(app: &App, number: &str) -> Result<Vec<Entry>, Fault> {
    let number: OfficeNumber = number.parse().map_err(|_| Fault::Hidden)?;
    newest(app, Scope::Office(number), 1000).await
}

/// The next entries with their content, the oldest year first, after the one that was walked to last.
pub async fn walk(app: &App, scope: Scope, year: Option<FiscalYear>, after: After) -> Result<Vec<Whole>, Fault> {
    let mut tx = app.database.read().await?;
    Ok(shelf::walk(&mut tx, scope, year, after, WALK).await?)
}

/// So many entries are read at once while walking.
pub const WALK: u32 = 200;

/// What a site map names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteMap {
    /// The parts: prefectures with something on the shelf, and the numbers of stretches of publications.
    Parts(Vec<JurisdictionCode>, Vec<i64>),
    /// The places and the offices of a prefecture.
    Prefecture(Vec<JurisdictionCode>, Vec<OfficeNumber>),
    /// The publications of a stretch, with when they were published.
    Stretch(Vec<(String, jiff::Timestamp)>),
}

/// So many numbers of the shelf go into one part of the site map; 50,000 addresses are allowed.
const STRETCH: i64 = 40_000;

/// The site map, or a part of it: a prefecture's code or the number of a stretch.
pub async fn site_map(app: &App, part: Option<&str>) -> Result<SiteMap, Fault> {
    let mut tx = app.database.read().await?;
    let Some(part) = part else {
        let last = shelf::last_number(&mut tx).await?;
        let stretches = if last > 0 { (0..=last / STRETCH).collect() } else { Vec::new() };
        return Ok(SiteMap::Parts(shelf::places_below(&mut tx, None).await?, stretches));
    };
    if part.len() == JurisdictionCode::LENGTH {
        let place: JurisdictionCode = part.parse().map_err(|_| Fault::Hidden)?;
        let mut places = vec![place];
        for city in shelf::places_below(&mut tx, Some(place)).await? {
            places.push(city);
            places.extend(shelf::places_below(&mut tx, Some(city)).await?);
        }
        return Ok(SiteMap::Prefecture(places, shelf::offices(&mut tx, Scope::Place(place)).await?));
    }
    let stretch: i64 = part.parse().ok().filter(|stretch| (0..1_000_000).contains(stretch)).ok_or(Fault::Hidden)?;
    Ok(SiteMap::Stretch(shelf::addresses(&mut tx, (stretch * STRETCH, (stretch + 1) * STRETCH)).await?))
}

/// The addresses that answer with a stone, for a static copy.
pub async fn stones(app: &App) -> Result<Vec<String>, Fault> {
    let mut tx = app.database.read().await?;
    Ok(shelf::stones(&mut tx).await?)
}

/// What changes whenever something is put onto the shelf or taken away.
pub async fn mark(app: &App) -> Result<(i64, i64), Fault> {
    let mut tx = app.database.read().await?;
    Ok((shelf::last_number(&mut tx).await?, shelf::count(&mut tx, Scope::Country, None).await?))
}

/// So many publications go onto the shelf in one transaction.
const BATCH: u32 = 100;

/// Puts everything onto the shelf that should stand there and does not, and takes away what should not: after an import or an update of
/// the program. Returns how many; a shelf that is as it should be is left alone.
pub async fn refill(app: &App) -> Result<usize, Fault> {
    let mut all = 0;
    while !is_true(app).await? {
        let mut tx = app.database.write().await?;
        all += shelf::refill(&mut tx, BATCH).await?;
        tx.commit_bookkeeping().await?;
    }
    Ok(all)
}

/// Whether the shelf holds exactly what is published and neither superseded nor withdrawn, indexed as this program does it.
pub async fn is_true(app: &App) -> Result<bool, Fault> {
    let mut tx = app.database.read().await?;
    Ok(shelf::is_true(&mut tx).await?)
}
