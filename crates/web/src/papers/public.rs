//! Files of what was published, for everybody (B14).

use axum::extract::State;
use model::Vocabulary;
use service::{
    App,
    papers::{self, PublicPaper},
};

use super::{file, refused};
use crate::{
    caller::{Caller, Ids},
    errors::WebError,
    publications::public::{Found, find, kept},
    render::Page,
};

/// `/p/…/papers/minutes.pdf`. A withdrawal is seen at once: whoever keeps a copy asks again, and gets the stone (410).
pub(super) async fn download(State(app): State<App>, caller: Caller, Ids((address, name)): Ids<(String, String)>) -> Page {
    let paper: PublicPaper = name.parse().map_err(|_| WebError::NotFound)?;
    let seen = match find(&app, &caller, &address).await? {
        Found::Shown(seen) => seen,
        Found::Withdrawn(stone) => return Ok(stone),
    };
    let link = caller.outside(format!("{}/p/{address}", app.settings.base_url));
    let bytes = papers::public(&app, &seen.publication, link, paper).await.map_err(refused)?;
    let title = format!("{}　{}", seen.publication.title, if paper == PublicPaper::Poster { "お知らせ" } else { "議事録" });
    kept(Ok(file(bytes, paper.format(), (&title, paper.code()))))
}
