//! The own account.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use axum_extra::extract::cookie::CookieJar;
use service::{
    App,
    accounts::{reset, session},
};

use crate::{
    caller::{self, Staff},
    forms::Form,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "accounts/own.html")]
struct OwnPage {
    page: PageFrame,
    form: Form,
    email: String,
    role: String,
    home: String,
}

fn own_page(staff: &Staff, form: Form) -> OwnPage {
    let account = &staff.signed_in.account;
    OwnPage { page: staff.frame(), form, email: account.email.clone(), role: account.role.to_string(), home: staff.home() }
}

pub(super) async fn page(staff: Staff) -> Page {
    render::page(&own_page(&staff, Form::empty()))
}

pub(super) async fn change_password(State(app): State<App>, staff: Staff, Posted(mut form): Posted) -> Page {
    let present = form.secret("present", "今のパスワード");
    let chosen = form.secret("chosen", "新しいパスワード");
    if let (Some(present), Some(chosen)) = (present, chosen) {
        match reset::change(&app, &staff.actor, &present, &chosen).await {
            // All sessions end with a new password, this one too.
            Ok(()) => return render::done("/sign-in", "パスワードを変更しました。新しいパスワードでサインインしてください。"),
            Err(reset::Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ reset::Error::Wrong) => form.fail("present", error),
            Err(error) => form.fail("chosen", error),
        }
    }
    render::form_again(&own_page(&staff, form))
}

pub(super) async fn sign_out_everywhere(State(app): State<App>, staff: Staff, Posted(_): Posted) -> Page {
    session::sign_out_everywhere(&app, &staff.actor).await?;
    Ok((CookieJar::new().add(caller::no_session_cookie(&app)), Redirect::to("/sign-in")).into_response())
}
