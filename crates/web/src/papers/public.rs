//! Files of what was published, for everybody (B14).

use axum::extract::State;
use service::{
    App,
    papers::{self, Format, Paper, PublicPaper},
};

use super::{file, named, refused, way};
use crate::{caller::Ids, errors::WebError, posted::Asked, render::Page};

/// `/p/…/papers/minutes-publication.pdf?size=18`. A withdrawal is seen at once: whoever keeps a copy asks again.
pub(super) async fn download(State(app): State<App>, Ids((address, name)): Ids<(String, String)>, Asked(query): Asked) -> Page {
    let (paper, format) = named(&name)?;
    let public = match paper {
        Paper::MinutesPublication => PublicPaper::Minutes,
        Paper::Poster => PublicPaper::Poster,
        _ => return Err(WebError::NotFound),
    };
    // The page at the address is the HTML.
    if format == Format::Html {
        return Err(WebError::NotFound);
    }
    let filled = papers::public(&app, &address, public).await.map_err(refused)?;
    let bytes = papers::print(&app, filled, way(format, &query)).await.map_err(refused)?;
    Ok(file(bytes, paper, format, "public, no-cache"))
}
