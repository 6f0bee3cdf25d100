//! The front door, signing in and out.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Redirect},
};
use axum_extra::extract::cookie::CookieJar;
use service::{
    App,
    accounts::{session, sign_in},
};

use crate::{
    caller::{self, Caller, Member, Remote},
    forms::Form,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "accounts/front_door.html")]
struct FrontDoor {
    page: PageFrame,
    installation: String,
}

/// The first page: on to the own home, or the three ways in.
pub(super) async fn front_door(State(app): State<App>, caller: Caller) -> Page {
    match &caller.signed_in {
        Some(signed_in) => render::on_to(&caller::home_of(signed_in)),
        None => render::page(&FrontDoor { page: caller.frame(), installation: app.settings.installation_name.clone() }),
    }
}

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    page: PageFrame,
    form: Form,
}

#[derive(serde::Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

pub(super) async fn page(caller: Caller, Query(next): Query<Next>) -> Page {
    render::page(&SignInPage { page: caller.frame(), form: Form::from_pairs([("next", next.next)]) })
}

pub(super) async fn send(State(app): State<App>, caller: Caller, Remote(remote): Remote, Posted(mut form): Posted) -> Page {
    let email = form.required("email", "メールアドレス");
    let password = form.secret("password", "パスワード");
    if let (Some(email), Some(password)) = (email, password) {
        match sign_in::sign_in(&app, &email, &password, &remote).await {
            Ok(secret) => return enter(&app, secret, form.value("next")).await,
            Err(sign_in::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("email", error),
        }
    }
    render::form_again(&SignInPage { page: caller.frame(), form })
}

/// Sets the cookie and leads on: back to where somebody wanted to go, if that is a page of ours.
pub(super) async fn enter(app: &App, secret: String, next: &str) -> Page {
    let home = match session::resume(app, &secret).await? {
        Some(signed_in) => caller::home_of(&signed_in),
        None => "/".to_owned(),
    };
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') && !next.contains(char::is_control);
    let address = if own { next } else { &home };
    Ok((CookieJar::new().add(caller::session_cookie(app, secret)), Redirect::to(address)).into_response())
}

#[derive(Template)]
#[template(path = "accounts/by_link.html")]
struct ByLinkPage {
    page: PageFrame,
}

/// A button, so that a mail program that looks at links does not use the link up.
pub(super) async fn by_link_page(caller: Caller) -> Page {
    render::page(&ByLinkPage { page: caller.frame() })
}

pub(super) async fn by_link(State(app): State<App>, member: Member, Posted(_): Posted) -> Page {
    let secret = sign_in::sign_in_by_link(&app, &member.token).await?;
    enter(&app, secret, "").await
}

/// Signs out, and clears what autosave keeps in the browser: it may hold notes about people.
pub(super) async fn out(State(app): State<App>, headers: axum::http::HeaderMap, Posted(_): Posted) -> Page {
    if let Some(secret) = caller::session_secret(&headers) {
        session::sign_out(&app, &secret).await?;
    }
    let clear = [(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"storage\""))];
    Ok((CookieJar::new().add(caller::no_session_cookie(&app)), clear, Redirect::to("/")).into_response())
}
