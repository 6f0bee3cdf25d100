//! What everybody may read: minutes, the list of an office, a feed, a poster. No cookie is needed, none is set.

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use model::{calendar::format_date, publications::PublicMinutes};
use service::{App, japan, publications::public, rows::Publication};

use crate::{
    caller::{Caller, Ids},
    errors::WebError,
    frame::PageFrame,
    qr,
    render::{self, Page},
};

/// Whoever keeps a copy asks again each time, so that a withdrawal is seen at once; a page also depends on how its reader wants
/// to see it, which stands in cookies.
const KEPT: &str = "public, no-cache";

fn cached(page: Page) -> Page {
    page.map(|mut response: Response| {
        response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static(KEPT));
        response.headers_mut().insert(header::VARY, header::HeaderValue::from_static("cookie"));
        response
    })
}

#[derive(Template)]
#[template(path = "publications/public.html")]
pub(super) struct PublicPage<'a> {
    page: PageFrame,
    title: &'a str,
    published_on: String,
    held_on: String,
    version: u32,
    content: Option<&'a PublicMinutes>,
    withdrawn: Option<(String, &'a str)>,
    office_list: String,
    poster: String,
}

fn day(at: jiff::Timestamp) -> String {
    format_date(japan(at).date())
}

/// The 事業所番号 in a public address.
pub(super) fn number_of(address: &str) -> &str {
    address.split('-').next().unwrap_or_default()
}

/// The page of a publication.
pub(super) fn minutes_of(page: PageFrame, publication: &Publication) -> PublicPage<'_> {
    let address = &publication.address;
    PublicPage {
        page,
        title: &publication.title,
        published_on: day(publication.published_at),
        held_on: publication.content().map(|content| format_date(content.held_on)).unwrap_or_default(),
        version: publication.number,
        withdrawn: publication.withdrawn_at.map(|at| (day(at), publication.withdraw_reason.as_deref().unwrap_or_default())),
        content: publication.content(),
        office_list: format!("/p/offices/{}", number_of(address)),
        poster: format!("/p/{address}/poster"),
    }
}

/// A publication, or that it is gone: 410 with the day and the reason.
pub(super) async fn minutes(State(app): State<App>, caller: Caller, Ids(address): Ids<String>) -> Page {
    let publication = public::at_address(&app, &address).await?;
    let page = minutes_of(anybody(&caller), &publication);
    let status = if page.withdrawn.is_some() { StatusCode::GONE } else { StatusCode::OK };
    cached(render::with_status(status, &page))
}

/// The frame of a page that nobody signs in for.
fn anybody(caller: &Caller) -> PageFrame {
    PageFrame { signed_in: None, ..caller.frame() }
}

#[derive(Template)]
#[template(path = "publications/poster.html")]
pub(super) struct Poster<'a> {
    page: PageFrame,
    title: &'a str,
    office: &'a str,
    held_on: String,
    summary: &'a str,
    address: String,
    qr: String,
}

/// A poster that leads to a publication. There is none of what was withdrawn.
pub(super) fn poster_of<'a>(page: PageFrame, base_url: &str, publication: &'a Publication) -> Result<Poster<'a>, WebError> {
    let content = publication.content().ok_or(WebError::NotFound)?;
    let link = format!("{base_url}/p/{}", publication.address);
    Ok(Poster {
        page,
        title: &publication.title,
        office: &content.office_name,
        held_on: format_date(content.held_on),
        summary: &content.summary,
        qr: qr::svg(&link)?,
        address: link,
    })
}

pub(super) async fn poster(State(app): State<App>, caller: Caller, Ids(address): Ids<String>) -> Page {
    let publication = public::at_address(&app, &address).await?;
    if publication.withdrawn_at.is_some() {
        return cached(render::with_status(StatusCode::GONE, &minutes_of(anybody(&caller), &publication)));
    }
    cached(render::page(&poster_of(anybody(&caller), &app.settings.base_url, &publication)?))
}

#[derive(Template)]
#[template(path = "publications/office.html")]
pub(super) struct OfficePage {
    page: PageFrame,
    office: String,
    feed: String,
    lines: Vec<(String, String, String)>,
}

fn office_name(shown: &[Publication]) -> String {
    shown.iter().find_map(Publication::content).map(|content| content.office_name.clone()).unwrap_or_default()
}

/// The list of what an office shows.
pub(super) fn office_of(page: PageFrame, number: &str, shown: &[Publication]) -> OfficePage {
    let lines = shown.iter().map(|publication| {
        let word = match publication.withdrawn_at {
            Some(at) => format!("{}に取り下げました", day(at)),
            None => format!("{}に公表しました", day(publication.published_at)),
        };
        (format!("/p/{}", publication.address), publication.title.clone(), word)
    });
    OfficePage { page, office: office_name(shown), feed: format!("/p/offices/{number}/feed.xml"), lines: lines.collect() }
}

pub(super) async fn office(State(app): State<App>, caller: Caller, Ids(number): Ids<String>) -> Page {
    let shown = public::of_office(&app, &number).await?;
    cached(render::page(&office_of(anybody(&caller), &number, &shown)))
}

#[derive(Template)]
#[template(path = "publications/feed.xml", escape = "xml")]
pub(super) struct Feed {
    base: String,
    number: String,
    office: String,
    updated: String,
    entries: Vec<(String, String, String)>,
}

/// The feed of what an office shows.
pub(super) fn feed_of(base_url: &str, number: &str, shown: &[Publication]) -> Feed {
    let entry = |publication: &Publication| {
        let at = publication.withdrawn_at.unwrap_or(publication.published_at);
        (publication.address.clone(), publication.title.clone(), at.to_string())
    };
    let entries: Vec<_> = shown.iter().map(entry).collect();
    Feed {
        base: base_url.to_owned(),
        office: office_name(shown),
        updated: entries.iter().map(|entry| entry.2.clone()).max().unwrap_or_default(),
        number: number.to_owned(),
        entries,
    }
}

pub(super) async fn feed(State(app): State<App>, Ids(number): Ids<String>) -> Page {
    let shown = public::of_office(&app, &number).await?;
    let text = feed_of(&app.settings.base_url, &number, &shown).render().map_err(|error| WebError::Broken(error.to_string()))?;
    cached(Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response()))
}
