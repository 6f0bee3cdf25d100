//! Joining after an invitation.

use askama::Template;
use axum::extract::State;
use service::{App, accounts::join};

use super::sign_in;
use crate::{
    caller::Member,
    forms::Form,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "accounts/join.html")]
struct JoinPage {
    page: PageFrame,
    form: Form,
    email: String,
    role: String,
}

async fn join_page(app: &App, member: &Member, form: Form) -> Result<JoinPage, crate::errors::WebError> {
    let account = join::view(app, &member.actor).await?;
    let form = if form.value("name").is_empty() && form.is_valid() { Form::from_pairs([("name", account.name.clone())]) } else { form };
    Ok(JoinPage { page: member.frame(""), form, email: account.email, role: account.role.to_string() })
}

pub(super) async fn page(State(app): State<App>, member: Member) -> Page {
    render::page(&join_page(&app, &member, Form::empty()).await?)
}

pub(super) async fn send(State(app): State<App>, member: Member, Posted(mut form): Posted) -> Page {
    let name = form.required("name", "お名前");
    let chosen = form.secret("chosen", "パスワード");
    if let (Some(name), Some(chosen)) = (name, chosen) {
        match join::join(&app, &member.actor, &name, &chosen).await {
            Ok(secret) => return sign_in::enter(&app, secret, "").await,
            Err(join::Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ join::Error::NameMissing) => form.fail("name", error),
            Err(error) => form.fail("chosen", error),
        }
    }
    render::form_again(&join_page(&app, &member, form).await?)
}
