//! Pages for people without an account. A link leads to the one page it is for; a code typed by hand leads to the same place.

pub(crate) mod handbook;
mod invitation;
mod needs;
pub(crate) mod notes;
mod visit;

use askama::Template;
use axum::extract::State;
use service::{Actor, App, LinkPurpose, links};

use crate::{
    caller::{Caller, Member, Remote},
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    house::House,
    posted::Posted,
    render::{self, Page},
};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/m/{token}/invitation", invitation::page)
        .post("/m/{token}/invitation", invitation::send)
        .get("/m/{token}/visit", visit::page)
        .get("/m/{token}/visit/notes", notes::page)
        .post("/m/{token}/visit/notes", notes::send)
        .post("/m/{token}/visit/notes/sealed", notes::take)
        .post("/m/{token}/visit/conduct", notes::confirm)
        .get("/m/offline", notes::offline::shell)
        .get("/m/worker.js", notes::offline::worker)
        .get("/m/app.webmanifest", notes::offline::manifest)
        .get("/m/{token}/handbook", handbook::page)
        .post("/m/{token}/handbook", handbook::receive)
        .get("/m/{token}/needs", needs::page)
        .post("/m/{token}/needs", needs::tell)
        .get("/m/{token}", enter)
        .get("/code", code_page)
        .post("/code", code)
}

/// Leads a link to the page that it is for.
async fn enter(member: Member) -> Page {
    let Actor::Link { purpose, .. } = &member.actor else { return Err(WebError::NotFound) };
    let token = &member.token;
    render::on_to(&match purpose {
        LinkPurpose::Invitation => format!("/m/{token}/invitation"),
        LinkPurpose::DatePoll => format!("/m/{token}/dates"),
        LinkPurpose::Attendance => format!("/m/{token}/attendance"),
        LinkPurpose::Visit => format!("/m/{token}/visit"),
        LinkPurpose::VisitDays => format!("/m/{token}/visit-days"),
        LinkPurpose::MinutesConfirmation => format!("/m/{token}/minutes"),
        LinkPurpose::StaffInvitation => format!("/join/{token}"),
        LinkPurpose::PasswordReset => format!("/password/reset/{token}"),
        LinkPurpose::SignIn => format!("/sign-in/link/{token}"),
        // A key of a program opens no page.
        LinkPurpose::AuthorityKey => return Err(WebError::NotFound),
    })
}

#[derive(Template)]
#[template(path = "member/code.html")]
struct CodePage {
    page: PageFrame,
    form: Form,
}

async fn code_page(caller: Caller) -> Page {
    render::page(&CodePage { page: caller.frame(), form: Form::empty() })
}

async fn code(State(app): State<App>, caller: Caller, Remote(remote): Remote, Posted(mut form): Posted) -> Page {
    let code = form.required("code", "お手紙のコード");
    let surname = form.required("surname", "姓のふりがな");
    if let (Some(code), Some(surname)) = (code, surname) {
        match links::open_by_code(&app, &code, &surname, &remote).await {
            Ok(token) => return render::on_to(&format!("/m/{token}")),
            Err(links::LinkError::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("code", error),
        }
    }
    render::form_again(&CodePage { page: caller.frame(), form })
}
