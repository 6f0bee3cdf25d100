//! What everybody may read: the shelf of a country, a place, an office; searching; minutes in several forms; feeds, open data, site map.
//! No cookie is needed, none is set.

mod answer;
pub mod copy;
mod embed;
pub(super) mod feed;
mod formats;
pub(super) mod minutes;
pub(super) mod open_data;
mod search;
mod shelves;
mod site_map;
mod structured;

use model::{calendar::format_date, identifiers::JurisdictionCode, jurisdictions};
use service::{
    App, japan,
    rows::{Scope, ShelfEntry},
};

use crate::{
    caller::Caller,
    components::Link,
    errors::WebError,
    frame::{NavItem, PageFrame},
    house::House,
    practice::SHELF,
};

pub(crate) use answer::{Framed, fresh, kept};
pub(crate) use minutes::{Found, find};

/// The addresses of the public side.
pub(super) fn rooms(house: House) -> House {
    house
        .get("/p", shelves::country)
        .get("/p/search", search::page)
        .get("/p/feed.xml", feed::country)
        .get("/p/data", open_data::page)
        .get("/p/data.csv", open_data::country_csv)
        .get("/p/data.json", open_data::country_json)
        .get("/p/places/{code}", shelves::place)
        .get("/p/places/{code}/feed.xml", feed::place)
        .get("/p/places/{code}/data.csv", open_data::place_csv)
        .get("/p/places/{code}/data.json", open_data::place_json)
        .get("/p/places/{code}/embed", embed::place)
        .get("/p/places/{code}/snippet", embed::place_snippet)
        .get("/p/offices/{number}", shelves::office)
        .get("/p/offices/{number}/feed.xml", feed::office)
        .get("/p/offices/{number}/data.csv", open_data::office_csv)
        .get("/p/offices/{number}/data.json", open_data::office_json)
        .get("/p/offices/{number}/embed", embed::office)
        .get("/p/offices/{number}/snippet", embed::office_snippet)
        .get("/p/{address}", minutes::page)
        .get("/p/{address}/large", minutes::large)
        .get("/p/{address}/poster", minutes::poster)
        .get("/sitemap.xml", site_map::site_map)
        .get("/robots.txt", site_map::robots)
}

/// The frame of a public page: nobody's name at the top, and the rooms of the public side.
pub(crate) fn frame(caller: &Caller) -> PageFrame {
    let frame = caller.frame();
    let here = frame.path.split('?').next().unwrap_or_default().to_owned();
    let rooms = [("/p", "公表された議事録"), ("/p/search", "言葉で探す"), ("/p/data", "オープンデータ"), (SHELF, "実践例")];
    // A copy in files cannot search, and holds what offices published alone.
    let rooms = rooms.into_iter().filter(|(href, _)| !(frame.copy && ["/p/search", SHELF].contains(href)));
    let nav = rooms.map(|(href, label)| NavItem { href: href.to_owned(), label, current: here == href }).collect();
    PageFrame { signed_in: None, csrf: String::new(), nav, ..frame }
}

/// The name of a place, with its prefecture.
fn place_name(code: JurisdictionCode) -> String {
    jurisdictions::lookup(code).map(|known| known.full_name.to_owned()).unwrap_or_default()
}

/// The way from the country down to a place; the place itself is the last.
fn trail(place: Option<JurisdictionCode>) -> Vec<Link> {
    let up = std::iter::successors(place.and_then(jurisdictions::lookup), |known| known.parent.and_then(jurisdictions::lookup));
    let mut links: Vec<Link> = up.map(|known| Link { href: format!("/p/places/{}", known.code), label: known.name.to_owned() }).collect();
    links.push(Link { href: "/p".to_owned(), label: "全国".to_owned() });
    links.reverse();
    links
}

fn day(at: jiff::Timestamp) -> String {
    format_date(japan(at).date())
}

/// The code of an address, if it is that of a place.
fn place_of(code: &str) -> Result<JurisdictionCode, WebError> {
    let place: JurisdictionCode = code.parse().map_err(|_| WebError::NotFound)?;
    jurisdictions::lookup(place).map(|_| place).ok_or(WebError::NotFound)
}

/// The number of an address, if it can be one.
fn office_of(number: &str) -> Result<Scope, WebError> {
    number.parse().map(Scope::Office).map_err(|_| WebError::NotFound)
}

/// What a scope is called: the country, a place, or an office by the name that its entries give.
fn scope_name(app: &App, scope: Scope, entries: &[ShelfEntry]) -> String {
    match scope {
        Scope::Country => app.settings.installation_name.clone(),
        Scope::Place(place) => place_name(place),
        Scope::Office(number) => entries.first().map_or_else(|| format!("事業所番号 {number}"), |entry| entry.office_name.clone()),
    }
}

/// The address of a scope's page; those of its feed and its open data begin with it.
fn scope_path(scope: Scope) -> String {
    match scope {
        Scope::Country => "/p".to_owned(),
        Scope::Place(place) => format!("/p/places/{place}"),
        Scope::Office(number) => format!("/p/offices/{number}"),
    }
}
