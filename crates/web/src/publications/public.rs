//! What everybody may read: minutes, the list of an office, a feed, a poster. No cookie is needed, none is set.

use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use model::{calendar::format_date, publications::PublicMinutes};
use service::{
    App, japan,
    papers::{self, Paper, PublicPaper},
    publications::public,
    rows::Publication,
};

use crate::{
    caller::{Caller, Ids},
    frame::PageFrame,
    papers::{Papers, refused},
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
struct PublicPage {
    page: PageFrame,
    title: String,
    published_on: String,
    held_on: String,
    version: u32,
    content: Option<PublicMinutes>,
    withdrawn: Option<(String, String)>,
    office_list: String,
    poster: String,
    papers: Papers,
}

fn day(at: jiff::Timestamp) -> String {
    format_date(japan(at).date())
}

pub(super) async fn minutes(State(app): State<App>, caller: Caller, Ids(address): Ids<String>) -> Page {
    let publication = public::at_address(&app, &address).await?;
    let number = address.split('-').next().unwrap_or_default();
    let page = PublicPage {
        page: PageFrame { signed_in: None, ..caller.frame() },
        title: publication.title,
        published_on: day(publication.published_at),
        held_on: publication.content.as_ref().map(|content| format_date(content.held_on)).unwrap_or_default(),
        version: publication.number,
        withdrawn: publication.withdrawn_at.map(|at| (day(at), publication.withdraw_reason.unwrap_or_default())),
        content: publication.content,
        office_list: format!("/p/offices/{number}"),
        poster: format!("/p/{address}/poster"),
        papers: Papers::public(&address, Paper::MinutesPublication),
    };
    cached(render::page(&page))
}

#[derive(Template)]
#[template(path = "publications/poster.html")]
struct Poster {
    page: PageFrame,
    title: String,
    papers: Papers,
    paper: String,
}

pub(super) async fn poster(State(app): State<App>, caller: Caller, Ids(address): Ids<String>) -> Page {
    let filled = papers::public(&app, &address, PublicPaper::Poster).await.map_err(refused)?;
    let (title, paper) = papers::html(&app, filled, false).await.map_err(refused)?;
    let papers = Papers::public(&address, Paper::Poster);
    cached(render::page(&Poster { page: PageFrame { signed_in: None, ..caller.frame() }, title, papers, paper }))
}

#[derive(Template)]
#[template(path = "publications/office.html")]
struct OfficePage {
    page: PageFrame,
    office: String,
    feed: String,
    lines: Vec<(String, String, String)>,
}

fn office_name(shown: &[Publication]) -> String {
    shown.iter().find_map(|publication| publication.content.as_ref()).map(|content| content.office_name.clone()).unwrap_or_default()
}

pub(super) async fn office(State(app): State<App>, caller: Caller, Ids(number): Ids<String>) -> Page {
    let shown = public::of_office(&app, &number).await?;
    let lines = shown.iter().map(|publication| {
        let word = match publication.withdrawn_at {
            Some(at) => format!("{}に取り下げました", day(at)),
            None => format!("{}に公表しました", day(publication.published_at)),
        };
        (format!("/p/{}", publication.address), publication.title.clone(), word)
    });
    cached(render::page(&OfficePage {
        page: PageFrame { signed_in: None, ..caller.frame() },
        office: office_name(&shown),
        feed: format!("/p/offices/{number}/feed.xml"),
        lines: lines.collect(),
    }))
}

#[derive(Template)]
#[template(path = "publications/feed.xml", escape = "xml")]
struct Feed {
    base: String,
    number: String,
    office: String,
    updated: String,
    entries: Vec<(String, String, String)>,
}

pub(super) async fn feed(State(app): State<App>, Ids(number): Ids<String>) -> Page {
    let shown = public::of_office(&app, &number).await?;
    let entries: Vec<_> = shown
        .iter()
        .map(|publication| {
            (
                publication.address.clone(),
                publication.title.clone(),
                publication.withdrawn_at.unwrap_or(publication.published_at).to_string(),
            )
        })
        .collect();
    let feed = Feed {
        base: app.settings.base_url.clone(),
        office: office_name(&shown),
        updated: entries.iter().map(|entry| entry.2.clone()).max().unwrap_or_default(),
        number,
        entries,
    };
    let text = feed.render().map_err(|error| crate::errors::WebError::Broken(error.to_string()))?;
    cached(Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response()))
}
