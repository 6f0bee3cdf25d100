//! A forgotten password.

use askama::Template;
use axum::extract::State;
use service::{App, accounts::reset};

use crate::{
    caller::{Caller, Member, Remote},
    forms::Form,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "accounts/forgot.html")]
struct ForgotPage {
    page: PageFrame,
    form: Form,
}

pub(super) async fn forgot_page(caller: Caller) -> Page {
    render::page(&ForgotPage { page: caller.frame(), form: Form::empty() })
}

pub(super) async fn forgot(State(app): State<App>, caller: Caller, Remote(remote): Remote, Posted(mut form): Posted) -> Page {
    if let Some(email) = form.required("email", "メールアドレス") {
        match reset::request(&app, &email, &remote).await {
            Ok(()) => {
                let message =
                    "登録のあるアドレスでしたら、再設定のご案内をお送りしました。届かないときは、迷惑メールの中もお確かめください。";
                return render::done("/sign-in", message);
            }
            Err(reset::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("email", error),
        }
    }
    render::form_again(&ForgotPage { page: caller.frame(), form })
}

#[derive(Template)]
#[template(path = "accounts/reset.html")]
struct ResetPage {
    page: PageFrame,
    form: Form,
}

pub(super) async fn reset_page(member: Member) -> Page {
    render::page(&ResetPage { page: member.frame(""), form: Form::empty() })
}

pub(super) async fn reset(State(app): State<App>, member: Member, Posted(mut form): Posted) -> Page {
    if let Some(chosen) = form.secret("chosen", "新しいパスワード") {
        match reset::reset(&app, &member.actor, &chosen).await {
            Ok(()) => return render::done("/sign-in", "パスワードを変更しました。新しいパスワードでサインインしてください。"),
            Err(reset::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("chosen", error),
        }
    }
    render::form_again(&ResetPage { page: member.frame(""), form })
}
