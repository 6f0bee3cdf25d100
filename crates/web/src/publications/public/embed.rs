//! For the own site of an office or a city: a short list in a frame, without scripts, and the page from which its snippet is copied.

use askama::Template;
use axum::extract::State;
use service::{App, publications::public, rows::Scope};

use super::{
    answer::{kept, kept_framed},
    frame, office_of, place_of, scope_name, scope_path,
    shelves::Line,
};
use crate::{
    caller::{Caller, Ids},
    frame::PageFrame,
    render::{self, Page},
};

/// So many of the newest are shown in a frame.
const NEWEST: usize = 10;

#[derive(Template)]
#[template(path = "publications/embed.html")]
struct Embedded {
    page: PageFrame,
    name: String,
    lines: Vec<Line>,
    path: String,
}

/// `/p/offices/{number}/embed`
pub(super) async fn office(State(app): State<App>, caller: Caller, Ids(number): Ids<String>) -> Page {
    embedded(&app, &caller, office_of(&number)?).await
}

/// `/p/places/{code}/embed`
pub(super) async fn place(State(app): State<App>, caller: Caller, Ids(code): Ids<String>) -> Page {
    embedded(&app, &caller, Scope::Place(place_of(&code)?)).await
}

async fn embedded(app: &App, caller: &Caller, scope: Scope) -> Page {
    let newest = public::newest(app, scope, NEWEST).await?;
    kept_framed(render::page(&Embedded {
        page: frame(caller),
        name: scope_name(app, scope, &newest),
        lines: newest.iter().map(|entry| Line::of(entry, scope)).collect(),
        path: scope_path(scope),
    }))
}

#[derive(Template)]
#[template(path = "publications/snippet.html")]
struct Snippet {
    page: PageFrame,
    name: String,
    url: String,
    path: String,
}

/// `/p/offices/{number}/snippet`
pub(super) async fn office_snippet(State(app): State<App>, caller: Caller, Ids(number): Ids<String>) -> Page {
    snippet(&app, &caller, office_of(&number)?).await
}

/// `/p/places/{code}/snippet`
pub(super) async fn place_snippet(State(app): State<App>, caller: Caller, Ids(code): Ids<String>) -> Page {
    snippet(&app, &caller, Scope::Place(place_of(&code)?)).await
}

async fn snippet(app: &App, caller: &Caller, scope: Scope) -> Page {
    let newest = public::newest(app, scope, 1).await?;
    let path = scope_path(scope);
    kept(render::page(&Snippet {
        page: frame(caller),
        name: scope_name(app, scope, &newest),
        url: format!("{}{path}/embed", app.settings.base_url),
        path,
    }))
}
