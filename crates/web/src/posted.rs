//! Forms as they arrive: read whole, checked to come from our own page.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Multipart, Query, Request, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, header, request::Parts},
};
use service::{App, accounts::session};

use crate::{caller, errors::WebError, forms::Form, once};

/// A posted form.
pub struct Posted(pub Form);

impl FromRequest<App> for Posted {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let headers = request.headers().clone();
        same_site(app, &headers)?;
        let body = Bytes::from_request(request, app).await.map_err(|_| WebError::TooLarge("入力された文章が長すぎます。"))?;
        let pairs = pairs(&body)?;
        let form = Form::from_pairs(pairs);
        own_page(app, &headers, form.value("csrf"))?;
        Ok(Self(form))
    }
}

/// What the query of an address asks for: a search, an order, a year.
pub struct Asked(pub Form);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = QueryRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, QueryRejection> {
        let Query(pairs) = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await?;
        Ok(Self(Form::from_pairs(pairs)))
    }
}

/// A posted form with files.
pub struct Uploaded {
    /// The fields that are text.
    pub form: Form,
    /// The files, by field; empty ones are left out.
    pub files: Vec<UploadedFile>,
}

/// A file as it arrived. Its name is only shown, never used as a path.
pub struct UploadedFile {
    /// The field.
    pub field: String,
    /// The name that the browser gave.
    pub name: String,
    /// The content.
    pub bytes: Bytes,
}

impl FromRequest<App> for Uploaded {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        const TOO_LARGE: &str = "ファイルが大きすぎます。20MBまでのファイルを送れます。";
        let headers = request.headers().clone();
        let in_parts = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
        if !in_parts {
            // A plain form is one without files.
            return Posted::from_request(request, app).await.map(|Posted(form)| Self { form, files: Vec::new() });
        }
        same_site(app, &headers)?;
        let mut parts = Multipart::from_request(request, app).await.map_err(|_| WebError::Forged)?;
        let (mut pairs, mut files) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|_| WebError::TooLarge(TOO_LARGE))? {
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(ToOwned::to_owned) {
                Some(name) => {
                    let bytes = part.bytes().await.map_err(|_| WebError::TooLarge(TOO_LARGE))?;
                    if !bytes.is_empty() {
                        files.push(UploadedFile { field, name, bytes });
                    }
                }
                None => pairs.push((field, part.text().await.map_err(|_| WebError::TooLarge(TOO_LARGE))?)),
            }
        }
        let form = Form::from_pairs(pairs);
        own_page(app, &headers, form.value("csrf"))?;
        Ok(Self { form, files })
    }
}

/// The fields of a plain form, in their order.
pub(crate) fn pairs(body: &[u8]) -> Result<Vec<(String, String)>, WebError> {
    let text = std::str::from_utf8(body).map_err(|_| WebError::Forged)?;
    let decode = |part: &str| {
        let spaced = part.replace('+', " ");
        percent_encoding::percent_decode_str(&spaced).decode_utf8().map(|text| text.into_owned()).map_err(|_| WebError::Forged)
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

/// Refuses what a browser says comes from another site. Browsers that say nothing are held to the token below.
fn same_site(app: &App, headers: &HeaderMap) -> Result<(), WebError> {
    let origin_is_ours = text(headers, &header::ORIGIN).is_some_and(|origin| origin == app.settings.base_url);
    if is_same_site(headers) || (text(headers, &SEC_FETCH_SITE).is_none() && origin_is_ours) { Ok(()) } else { Err(WebError::Forged) }
}

/// Whether nothing says that a form comes from another site.
pub(crate) fn is_same_site(headers: &HeaderMap) -> bool {
    match (text(headers, &SEC_FETCH_SITE), text(headers, &header::ORIGIN)) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, None) => true,
        (None, Some(origin)) => text(headers, &header::HOST).is_some_and(|host| origin.split("//").nth(1) == Some(host)),
    }
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The address of the page that a form stood on, without the host.
pub(crate) fn page_of_form(headers: &HeaderMap) -> Option<String> {
    let page = text(headers, &header::REFERER)?.parse::<axum::http::Uri>().ok()?;
    page.path_and_query().map(|path| path.as_str().to_owned())
}

/// Somebody who is signed in sends back the token of the session. Without a session the secret stands in the address itself
/// (links) or there is nothing to forge (signing in).
fn own_page(app: &App, headers: &HeaderMap, given: &str) -> Result<(), WebError> {
    match caller::session_secret(headers) {
        Some(secret) if !caller::equal(&session::form_token(app, &secret), once::token(given)) => Err(WebError::Forged),
        _ => Ok(()),
    }
}
