//! What is around every answer: safe headers, limits, a log line without personal data, a calm page when something breaks.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use service::App;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer};

use crate::{
    errors::WebError,
    kept::kept,
    publications::public::{Framed, fresh},
    render::NOTICE,
};

pub(crate) const BODY_LIMIT: usize = 22 * 1024 * 1024;
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Everything comes from our own address: no inline script or style, no frames, no other site.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; \
                                       connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The same for a page that other sites may show in a frame. It has no form and no script.
const FRAMED_POLICY: &str =
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; frame-ancestors *; base-uri 'none'";

/// Puts the layers around a router.
pub(crate) fn around(router: Router<App>, app: &App) -> Router<App> {
    let tls = app.settings.base_url.starts_with("https://");
    router
        .fallback(|| async { WebError::NotFound })
        .method_not_allowed_fallback(|| async { WebError::NotFound })
        .layer(middleware::from_fn_with_state(app.clone(), kept))
        .layer(middleware::from_fn(fresh))
        .layer(middleware::from_fn(logged))
        .layer(middleware::from_fn(move |request: Request, next: Next| headed(tls, request, next)))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CatchPanicLayer::custom(|_| WebError::Broken("a handler panicked".to_owned()).into_response()))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIME_LIMIT))
        .layer(CompressionLayer::new())
}

/// One line a request: the pattern of the address, never the address itself, which may carry a link's secret.
async fn logged(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let pattern = request.extensions().get::<MatchedPath>().map_or("-", |path| path.as_str()).to_owned();
    let began = tokio::time::Instant::now();
    let response = next.run(request).await;
    tracing::info!(%method, pattern, status = response.status().as_u16(), ms = began.elapsed().as_millis() as u64, "request");
    response
}

async fn headed(tls: bool, request: Request, next: Next) -> Response {
    let shows_notice = request.method() == Method::GET && has_notice(request.headers());
    let cacheable = is_cacheable(request.uri().path());
    let mut response = next.run(request).await;
    let page_shown = response.status().is_success();
    let again_later = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let policy = if response.extensions().get::<Framed>().is_some() { FRAMED_POLICY } else { CONTENT_SECURITY_POLICY };
    let headers = response.headers_mut();
    // Files of people bring a stricter one.
    let has_policy = headers.contains_key(header::CONTENT_SECURITY_POLICY);
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    if !has_policy {
        set(header::CONTENT_SECURITY_POLICY, policy);
    }
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), interest-cohort=()");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if again_later {
        set(header::RETRY_AFTER, "10");
    }
    if tls {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if !cacheable {
        set(header::CACHE_CONTROL, "no-store");
    }
    if shows_notice && page_shown {
        // Shown once.
        headers.append(header::SET_COOKIE, HeaderValue::from_static("notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    }
    response
}

/// What everybody may keep and ask for again: assets, and the public side.
fn is_cacheable(path: &str) -> bool {
    path.starts_with("/assets/") || path.starts_with("/p/") || matches!(path, "/p" | "/sitemap.xml" | "/robots.txt")
}

fn has_notice(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|cookies| cookies.split(';').any(|cookie| cookie.trim().split_once('=').is_some_and(|(name, _)| name == NOTICE)))
}
