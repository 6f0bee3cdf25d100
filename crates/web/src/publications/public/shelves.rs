//! Lists of what is shown: of the country, a place, an office; by year, a page at a time.

use askama::Template;
use axum::extract::State;
use model::jurisdictions;
use service::{App, publications::public, rows::Scope, rows::ShelfEntry};

use super::{answer::kept, day, frame, office_of, place_name, place_of, scope_name, scope_path, trail};
use crate::{
    caller::{Caller, Ids},
    components::{Column, Link, ListFrame, PAGE_ROWS},
    forms::Form,
    frame::PageFrame,
    posted::Asked,
    render::{self, Page},
};

/// The one order: by year, then by when it was published, the newest first.
pub(super) const ORDER: &[Column] = &[Column { key: "newest", label: "新しい順" }];

/// A line of a list.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) office: String,
    pub(super) title: String,
    pub(super) told: String,
}

impl Line {
    /// The line of an entry. Where the list is of one office, its name and place need not be said.
    pub(super) fn of(entry: &ShelfEntry, scope: Scope) -> Self {
        let published = format!("{}に公表", day(entry.published_at));
        let in_office = matches!(scope, Scope::Office(_));
        let place = entry.place.map(place_name).filter(|place| !in_office && !place.is_empty());
        Self {
            href: format!("/p/{}", entry.address),
            office: if in_office { String::new() } else { entry.office_name.clone() },
            title: entry.title.clone(),
            told: place.map_or(published.clone(), |place| format!("{place}　{published}")),
        }
    }
}

/// A year to choose.
struct Year {
    label: String,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "publications/shelf.html")]
struct ShelfPage {
    page: PageFrame,
    heading: String,
    country: bool,
    trail: Vec<Link>,
    places: Vec<Link>,
    places_heading: &'static str,
    years: Vec<Year>,
    lines: Vec<Line>,
    list: ListFrame,
    /// The fields that keep a search within this scope; `None` in a copy, which cannot search.
    search: Option<(&'static str, String)>,
    path: String,
    url: String,
    snippet: bool,
}

/// `/p`
pub(super) async fn country(State(app): State<App>, caller: Caller, Asked(query): Asked) -> Page {
    shelf(&app, &caller, Scope::Country, &query).await
}

/// `/p/places/{code}`
pub(super) async fn place(State(app): State<App>, caller: Caller, Ids(code): Ids<String>, Asked(query): Asked) -> Page {
    shelf(&app, &caller, Scope::Place(place_of(&code)?), &query).await
}

/// `/p/offices/{number}`
pub(super) async fn office(State(app): State<App>, caller: Caller, Ids(number): Ids<String>, Asked(query): Asked) -> Page {
    shelf(&app, &caller, office_of(&number)?, &query).await
}

async fn shelf(app: &App, caller: &Caller, scope: Scope, query: &Form) -> Page {
    let path = scope_path(scope);
    let year = query.year();
    let asked = ListFrame::read(path.clone(), ORDER, query).keeping(&["year"], query);
    let listing = public::list(app, scope, year, asked.offset(), PAGE_ROWS).await?;
    let page = frame(caller);
    let heading = match scope {
        Scope::Country => "地域連携推進会議の議事録".to_owned(),
        other => format!("{}の議事録", scope_name(app, other, &listing.entries)),
    };
    let place = match scope {
        Scope::Country => None,
        Scope::Place(place) => Some(place),
        Scope::Office(_) => listing.entries.first().and_then(|entry| entry.place),
    };
    let mut trail = trail(place);
    if !matches!(scope, Scope::Office(_)) {
        trail.pop();
    }
    let below = listing.places.iter().filter_map(|code| jurisdictions::lookup(*code));
    let places = below.map(|known| Link { href: format!("/p/places/{}", known.code), label: known.name.to_owned() });
    let every = Year { label: "すべての年度".to_owned(), href: path.clone(), current: year.is_none() };
    let years = listing.years.iter().map(|one| Year {
        label: one.to_string(),
        href: format!("{path}?year={}", one.start_year()),
        current: year == Some(*one),
    });
    let search = match scope {
        Scope::Country => ("place", String::new()),
        Scope::Place(place) => ("place", place.to_string()),
        Scope::Office(number) => ("office", number.to_string()),
    };
    kept(render::page(&ShelfPage {
        heading,
        country: scope == Scope::Country,
        trail,
        places: places.collect(),
        places_heading: if scope == Scope::Country { "都道府県から選ぶ" } else { "市区町村から選ぶ" },
        years: std::iter::once(every).chain(years).collect(),
        lines: listing.entries.iter().map(|entry| Line::of(entry, scope)).collect(),
        list: asked.with_total(listing.total),
        search: (!page.copy).then_some(search),
        url: format!("{}{path}", app.settings.base_url),
        snippet: scope != Scope::Country,
        path,
        page,
    }))
}
