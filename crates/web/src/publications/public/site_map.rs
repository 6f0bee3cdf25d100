//! What machines that look for pages are told: the site map, in parts of at most 50,000 addresses, and where they need not look.

use askama::Template;
use axum::{extract::State, http::header, response::IntoResponse};
use service::{
    App,
    publications::public::{self, SiteMap},
};

use super::answer::kept;
use crate::{errors::WebError, posted::Asked, render::Page};

#[derive(Template)]
#[template(path = "publications/sitemap_index.xml", escape = "xml")]
struct Index {
    base: String,
    parts: Vec<String>,
}

#[derive(Template)]
#[template(path = "publications/sitemap.xml", escape = "xml")]
struct Part {
    base: String,
    /// Path and, where it is known, the day of the last change.
    addresses: Vec<(String, String)>,
}

/// `/sitemap.xml`, and its parts at `?part=…`.
pub(super) async fn site_map(State(app): State<App>, Asked(query): Asked) -> Page {
    let part = Some(query.value("part")).filter(|part| !part.is_empty());
    let base = app.settings.base_url.clone();
    let plain = |path: String| (path, String::new());
    let text = match public::site_map(&app, part).await? {
        SiteMap::Parts(prefectures, stretches) => {
            let parts = prefectures.iter().map(ToString::to_string).chain(stretches.iter().map(ToString::to_string));
            Index { base, parts: parts.collect() }.render()
        }
        SiteMap::Prefecture(places, offices) => {
            let places = places.iter().map(|place| plain(format!("/p/places/{place}")));
            let addresses = places.chain(offices.iter().map(|number| plain(format!("/p/offices/{number}")))).collect();
            Part { base, addresses }.render()
        }
        SiteMap::Stretch(published) => {
            let addresses = published.into_iter().map(|(address, at)| (format!("/p/{address}"), service::japan(at).date().to_string()));
            Part { base, addresses: addresses.collect() }.render()
        }
    };
    let text = text.map_err(|error| WebError::Broken(error.to_string()))?;
    kept(Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], text).into_response()))
}

/// `/robots.txt`: the public side is for everybody, the rest for those who have a link or an account.
pub(super) async fn robots(State(app): State<App>) -> Page {
    let text = format!(
        "User-agent: *\nDisallow: /\nAllow: /$\nAllow: /p$\nAllow: /p?\nAllow: /p/\nAllow: /assets/\nAllow: /sitemap.xml\n\nSitemap: {}/sitemap.xml\n",
        app.settings.base_url
    );
    kept(Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()))
}
