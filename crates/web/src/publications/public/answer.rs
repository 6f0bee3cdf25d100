//! How public answers may be kept by browsers and machines in between: they ask again each time, so that a withdrawal is seen at once,
//! and get a short “not changed” when the page is the same byte for byte.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::{errors::WebError, render::Page};

/// A page also depends on how its reader wants to see it, which stands in cookies.
const KEPT: HeaderValue = HeaderValue::from_static("public, no-cache");
const BY_READER: HeaderValue = HeaderValue::from_static("cookie");

/// Rides on an answer that may be kept and asked for again by its tag.
#[derive(Clone, Copy)]
struct Tagged;

/// Rides on an answer that other sites may show in a frame.
#[derive(Clone, Copy)]
pub(crate) struct Framed;

/// An answer that may be kept. The same for every reader of it, but for what the reader's own cookies say.
pub(crate) fn kept(page: Page) -> Page {
    page.map(|mut response| {
        keep(&mut response);
        response.extensions_mut().insert(Tagged);
        response
    })
}

/// The same for what is written while it is sent, and so has no tag.
pub(super) fn kept_untagged(page: Page) -> Page {
    page.map(|mut response| {
        keep(&mut response);
        response
    })
}

/// The same for what other sites may show in a frame.
pub(super) fn kept_framed(page: Page) -> Page {
    kept(page).map(|mut response| {
        response.extensions_mut().insert(Framed);
        response
    })
}

fn keep(response: &mut Response) {
    response.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    response.headers_mut().insert(header::VARY, BY_READER);
}

/// Gives kept answers their strong tag (a hash of the bytes, which hold the released content, the templates' words and the addresses of
/// the assets) and answers 304 to whoever has them already.
pub(crate) async fn fresh(request: Request, next: Next) -> Response {
    let asks = request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let packed = is_packed(request.headers());
    let response = next.run(request).await;
    if !asks || response.status() != StatusCode::OK || response.extensions().get::<Tagged>().is_none() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return axum::response::IntoResponse::into_response(WebError::Broken("a page could not be read whole".to_owned()));
    };
    let tag = tag(&bytes, packed);
    let same = known.is_some_and(|known| names(&known, &tag));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if same {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Packed and plain bytes are different bytes, and have different tags.
fn tag(bytes: &[u8], packed: bool) -> String {
    let digest = Sha256::digest(bytes);
    format!("\"{}{}\"", HEXLOWER.encode(&digest[..16]), if packed { "-gzip" } else { "" })
}

fn is_packed(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|ways| ways.contains("gzip"))
}

/// Whether one of the tags that a reader knows is this one.
fn names(known: &HeaderValue, tag: &str) -> bool {
    known.to_str().is_ok_and(|known| known.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_of_the_bytes_and_of_how_they_travel() {
        assert_eq!(tag(b"a", false), tag(b"a", false));
        assert_ne!(tag(b"a", false), tag(b"b", false));
        assert_ne!(tag(b"a", false), tag(b"a", true));
    }

    #[test]
    fn a_list_of_tags_is_read_and_a_longer_one_is_another() {
        let known = |text: &'static str| HeaderValue::from_static(text);
        assert!(names(&known("\"x\", W/\"abc\""), "\"abc\"") && names(&known("*"), "\"abc\""));
        assert!(!names(&known("\"abcd\""), "\"abc\""));
    }
}
