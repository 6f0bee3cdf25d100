//! From a template to an answer.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use crate::{errors::WebError, frame::Tone};

/// What a handler gives back.
pub type Page = Result<Response, WebError>;

/// A page.
pub fn page(template: &impl Template) -> Page {
    with_status(StatusCode::OK, template)
}

/// A form that comes back with its errors, everything typed still in it.
pub fn form_again(template: &impl Template) -> Page {
    with_status(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// A page with another status.
pub fn with_status(status: StatusCode, template: &impl Template) -> Page {
    let html = template.render().map_err(|error| WebError::Broken(error.to_string()))?;
    Ok((status, Html(html)).into_response())
}

/// After a change: on to a page, which says what was done.
pub fn done(address: &str, message: &str) -> Page {
    told(address, Tone::Success, message)
}

/// On to a page with a message of any tone.
pub fn told(address: &str, tone: Tone, message: &str) -> Page {
    let value = format!("{}.{message}", tone.class());
    let encoded = percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC).to_string();
    let cookie = Cookie::build((NOTICE, encoded)).path("/").http_only(true).same_site(SameSite::Lax);
    Ok((CookieJar::new().add(cookie), Redirect::to(address)).into_response())
}

/// On to a page without a message.
pub fn on_to(address: &str) -> Page {
    Ok(Redirect::to(address).into_response())
}

/// The cookie that carries a message over a redirect.
pub(crate) const NOTICE: &str = "notice";
