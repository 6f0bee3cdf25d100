//! 言葉で探す: several words, all of which must stand in the text; within a place, an office, a year.

use askama::Template;
use axum::extract::State;
use model::{calendar::format_date, identifiers::JurisdictionCode, jurisdictions};
use service::{
    App,
    publications::{public, search},
    rows::Scope,
};

use super::{answer::kept, frame, office_of, place_name, place_of, scope_name, shelves, shelves::Line};
use crate::{
    caller::Caller,
    components::{Choice, ListFrame, PAGE_ROWS},
    forms::Form,
    frame::PageFrame,
    posted::Asked,
    render::{self, Page},
};

/// Beyond so many hits nobody reads on; words are added instead.
const MOST_PAGES: usize = 20;

struct HitLine {
    line: Line,
    held_on: String,
    excerpt: Vec<(String, bool)>,
}

#[derive(Template)]
#[template(path = "publications/search.html")]
struct SearchPage {
    page: PageFrame,
    list: ListFrame,
    /// What was searched for, when something was.
    asked: bool,
    /// Whether there is a word in it that can be looked for.
    searchable: bool,
    /// Within what, in words; empty for the country.
    within: String,
    office: String,
    places: Vec<Choice>,
    place: String,
    years: Vec<Choice>,
    year: String,
    hits: Vec<HitLine>,
    beyond: bool,
}

/// `/p/search?q=…&year=…&place=…&office=…`
pub(super) async fn page(State(app): State<App>, caller: Caller, Asked(query): Asked) -> Page {
    let scope = scope_of(&query);
    let asked = ListFrame::read("/p/search", shelves::ORDER, &query).keeping(&["place", "office", "year"], &query);
    let asked = ListFrame { page: asked.page.min(MOST_PAGES), ..asked };
    let country = public::list(&app, Scope::Country, None, 0, 0).await?;
    let year = query.year();
    let found = search::search(&app, &asked.search, scope, year, (asked.offset(), PAGE_ROWS)).await?;
    let entries: Vec<_> = found.hits.iter().map(|hit| hit.entry.clone()).collect();
    let mut places: Vec<Choice> = vec![Choice::new("", "全国")];
    places.extend(country.places.iter().map(|code| Choice::new(code.to_string(), place_name(*code))));
    if let Scope::Place(place) = scope
        && !country.places.contains(&place)
    {
        places.insert(1, Choice::new(place.to_string(), place_name(place)));
    }
    let mut years = vec![Choice::new("", "すべての年度")];
    years.extend(country.years.iter().map(|year| Choice::new(year.start_year().to_string(), year.to_string())));
    let hits = found.hits.into_iter().map(|hit| HitLine {
        line: Line::of(&hit.entry, Scope::Country),
        held_on: format_date(hit.held_on),
        excerpt: hit.excerpt,
    });
    kept(render::page(&SearchPage {
        page: frame(&caller),
        asked: !asked.search.is_empty(),
        searchable: found.searchable,
        within: if scope == Scope::Country { String::new() } else { scope_name(&app, scope, &entries) },
        office: if matches!(scope, Scope::Office(_)) { query.value("office").to_owned() } else { String::new() },
        places,
        place: if let Scope::Place(place) = scope { place.to_string() } else { String::new() },
        years,
        year: year.map(|year| year.start_year().to_string()).unwrap_or_default(),
        hits: hits.collect(),
        beyond: asked.page == MOST_PAGES && found.total > MOST_PAGES * PAGE_ROWS,
        list: asked.with_total(found.total.min(MOST_PAGES * PAGE_ROWS)),
    }))
}

/// Within what; nonsense counts as the whole country.
fn scope_of(query: &Form) -> Scope {
    let place: Option<JurisdictionCode> = place_of(query.value("place")).ok().filter(|place| jurisdictions::lookup(*place).is_some());
    match (office_of(query.value("office")), place) {
        (Ok(office), _) => office,
        (_, Some(place)) => Scope::Place(place),
        _ => Scope::Country,
    }
}
