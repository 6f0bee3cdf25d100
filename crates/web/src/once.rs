//! A form that is sent twice is taken once ([`service::receipts`]). The number of a form rides behind the token of the session, in
//! the same hidden field: `TOKEN.NUMBER`.

use std::time::Duration;

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use data_encoding::BASE64URL_NOPAD;
use service::{App, Fault, receipts, receipts::Turn};

use crate::errors::WebError;

/// How long the second waits for the answer of the first.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(50);

/// The hidden field of a page that is shown now.
pub(crate) fn field(app: &App, token: &str) -> String {
    format!("{token}.{}", BASE64URL_NOPAD.encode(&app.entropy.bits().to_be_bytes()))
}

/// The token of a hidden field.
pub(crate) fn token(field: &str) -> &str {
    field.split_once('.').map_or(field, |(token, _)| token)
}

/// A form that must be taken once, known by its hash.
pub(crate) struct Once(Vec<u8>);

/// Whether to take a form.
pub(crate) enum Taking {
    /// Take it; if it is one of those that are taken once, say afterwards what became of it.
    Now(Option<Once>),
    /// It was taken before: this is its answer.
    Answered(Response),
}

/// Asks whether to take a form. Only pages of somebody who signed in have numbers; what members send may come twice by its nature.
pub(crate) async fn begin(app: &App, headers: &HeaderMap, path: &str, fields: &[(String, String)]) -> Taking {
    let number = fields.iter().find(|(name, _)| name == "csrf").and_then(|(_, value)| value.split_once('.'));
    let Some((_, number)) = number.filter(|(token, number)| !token.is_empty() && !number.is_empty() && is_a_person(headers)) else {
        return Taking::Now(None);
    };
    let content: String = fields.iter().map(|(name, value)| format!("{}:{name}{}:{value}", name.len(), value.len())).collect();
    let hash = receipts::hash(app, number, path, &content);
    match turn(app, &hash).await {
        Ok(Turn::First) => Taking::Now(Some(Once(hash))),
        Ok(Turn::Taken(location)) => Taking::Answered(Redirect::to(&location).into_response()),
        Ok(Turn::Underway) => Taking::Answered(WebError::Underway.into_response()),
        Err(fault) => Taking::Answered(WebError::from(fault).into_response()),
    }
}

/// A script of ours that saves a draft is not somebody who presses a button.
fn is_a_person(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-mode").is_none_or(|mode| mode == "navigate")
}

async fn turn(app: &App, hash: &Vec<u8>) -> Result<Turn, Fault> {
    let began = tokio::time::Instant::now();
    loop {
        match receipts::claim(app, hash).await? {
            Turn::Underway if began.elapsed() < PATIENCE => tokio::time::sleep(PAUSE).await,
            turn => return Ok(turn),
        }
    }
}

/// Where an answer leads; nowhere when the form was not taken.
pub(crate) fn led_to(response: &Response) -> Option<String> {
    let location = response.headers().get(header::LOCATION).filter(|_| response.status().is_redirection())?;
    location.to_str().ok().map(ToOwned::to_owned)
}

/// Says what became of a form. If that cannot be noted, a second press waits until the first counts as broken off.
pub(crate) async fn end(app: &App, Once(hash): Once, led_to: Option<String>) {
    if let Err(fault) = receipts::settle(app, &hash, led_to.as_deref()).await {
        tracing::warn!(error = %fault, "the receipt of a form could not be kept");
    }
}
