//! What was typed into a form that could not be taken is shown again, so that it is never lost: to be sent once more with one
//! press where that may help (a database that is locked, gone or full), to be copied where somebody must sign in again.
//!
//! A form that a page refuses with reasons comes back from its own handler ([`crate::forms`]); this is for failures that no
//! handler sees.

use askama::Template;
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use service::App;

use crate::{
    errors::{Failure, WebError},
    frame::PageFrame,
    layers::BODY_LIMIT,
    once::{self, Taking},
    posted,
};

/// Rides on the answer that sends somebody to the sign-in page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignedOut;

#[derive(Template)]
#[template(path = "errors/kept.html")]
struct KeptPage {
    page: PageFrame,
    heading: &'static str,
    happened: String,
    next: &'static str,
    /// Where to send the fields once more; they stand in the page, hidden.
    again: Option<String>,
    fields: Vec<(String, String)>,
    /// What was written, to be copied.
    texts: Vec<String>,
    sign_in: Option<String>,
}

/// Takes a plain form once, and keeps what it brought, in case that nobody could take it.
pub(crate) async fn kept(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !is_plain_form(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return WebError::TooLarge("入力された文章が長すぎます。").into_response();
    };
    let (headers, path) = (parts.headers.clone(), parts.uri.path().to_owned());
    // What does not read is refused by whoever takes it.
    let fields = posted::pairs(&body).unwrap_or_default();
    let response = match once::begin(&app, &headers, &path, &fields).await {
        Taking::Answered(response) => response,
        Taking::Now(form) => {
            let response = next.run(Request::from_parts(parts, Body::from(body))).await;
            if let Some(form) = form {
                let led_to = once::led_to(&response);
                once::end(&app, form, led_to).await;
            }
            response
        }
    };
    match kept_page(&response, &headers, path, fields) {
        Some((status, page)) => match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => response,
        },
        None => response,
    }
}

fn is_plain_form(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"))
}

fn kept_page(response: &Response, headers: &HeaderMap, path: String, fields: Vec<(String, String)>) -> Option<(StatusCode, KeptPage)> {
    let failure = response.extensions().get::<Failure>();
    if failure.is_none() && response.extensions().get::<SignedOut>().is_none() {
        return None;
    }
    // What came from another site is never shown back, let alone sent again.
    if !posted::is_same_site(headers) || fields.iter().any(|(name, _)| name.contains("password")) {
        return None;
    }
    let texts = texts(&fields);
    let passing = failure.is_some_and(|failure| failure.passing);
    if !passing && texts.is_empty() {
        return None;
    }
    let status = if failure.is_some() { response.status() } else { StatusCode::FORBIDDEN };
    let next = match failure {
        Some(_) if status == StatusCode::INSUFFICIENT_STORAGE => {
            "この設置先の管理担当の方にご連絡ください。場所が空いてから「もう一度送信する」を押すと、そのまま保存できます。"
        }
        Some(_) if passing => "少し待ってから、「もう一度送信する」を押してください。",
        Some(_) => "ページを開き直し、お書きになった内容を写してから、もう一度送信してください。",
        None => "下の内容を写し取ってから、サインインし直して、もう一度送信してください。",
    };
    let page = KeptPage {
        page: PageFrame::default(),
        heading: failure.map_or("サインインの時間が切れました", |failure| failure.heading),
        happened: failure.map_or_else(
            || "しばらく操作がなかったため、サインインが切れていました。送信した内容は、まだ保存していません。".to_owned(),
            |failure| failure.happened.clone(),
        ),
        next,
        again: passing.then_some(path),
        fields: if passing { fields } else { Vec::new() },
        texts,
        sign_in: failure.is_none().then(|| sign_in(headers)),
    };
    Some((status, page))
}

/// What a person wrote in words; ids, codes and dates are made by a press.
fn texts(fields: &[(String, String)]) -> Vec<String> {
    let written = |value: &&String| !value.is_ascii();
    fields.iter().filter(|(name, _)| name != "csrf").map(|(_, value)| value).filter(written).cloned().collect()
}

/// The sign-in page, and from there back to the page with the form.
fn sign_in(headers: &HeaderMap) -> String {
    let next = posted::page_of_form(headers).unwrap_or_else(|| "/".to_owned());
    format!("/sign-in?next={}", percent_encoding::utf8_percent_encode(&next, percent_encoding::NON_ALPHANUMERIC))
}
