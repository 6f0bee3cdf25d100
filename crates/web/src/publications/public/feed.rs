//! Atom feeds of what is shown: of an office, a place, the country. What is withdrawn is not in them.

use askama::Template;
use axum::{extract::State, http::header, response::IntoResponse};
use service::{
    App,
    publications::public,
    rows::{Scope, ShelfEntry},
};

use super::{answer::kept, office_of, place_of, scope_name, scope_path};
use crate::{caller::Ids, errors::WebError, render::Page};

/// So many of the newest stand in a feed.
const NEWEST: usize = 50;

struct FeedEntry {
    address: String,
    title: String,
    office: String,
    updated: String,
}

#[derive(Template)]
#[template(path = "publications/feed.xml", escape = "xml")]
pub(in crate::publications) struct Feed {
    base: String,
    path: String,
    name: String,
    updated: String,
    entries: Vec<FeedEntry>,
}

/// `/p/feed.xml`
pub(super) async fn country(State(app): State<App>) -> Page {
    feed(&app, Scope::Country).await
}

/// `/p/places/{code}/feed.xml`
pub(super) async fn place(State(app): State<App>, Ids(code): Ids<String>) -> Page {
    feed(&app, Scope::Place(place_of(&code)?)).await
}

/// `/p/offices/{number}/feed.xml`
pub(super) async fn office(State(app): State<App>, Ids(number): Ids<String>) -> Page {
    feed(&app, office_of(&number)?).await
}

async fn feed(app: &App, scope: Scope) -> Page {
    let newest = public::newest(app, scope, NEWEST).await?;
    let feed = feed_of(&app.settings.base_url, scope, scope_name(app, scope, &newest), newest);
    let text = feed.render().map_err(|error| WebError::Broken(error.to_string()))?;
    kept(Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response()))
}

/// The feed of what a scope shows.
pub(in crate::publications) fn feed_of(base: &str, scope: Scope, name: String, newest: Vec<ShelfEntry>) -> Feed {
    let entries = newest.into_iter().map(|entry| FeedEntry {
        updated: entry.published_at.to_string(),
        address: entry.address,
        title: entry.title,
        office: entry.office_name,
    });
    let entries: Vec<FeedEntry> = entries.collect();
    // An empty feed has been as it is since always.
    let updated = entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned());
    Feed { base: base.to_owned(), path: scope_path(scope), name, updated, entries }
}
