//! A question of the office to its municipality or to who designated it.

use askama::Template;
use axum::extract::State;
use model::{OfficeId, identifiers::JurisdictionCode};
use service::{App, matters::say};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "matters/new.html")]
struct NewPage {
    page: PageFrame,
    base: String,
    form: Form,
    authorities: Vec<Choice>,
}

async fn compose(app: &App, staff: &Staff, office: OfficeId, form: Form) -> Result<NewPage, WebError> {
    let page = staff.office_frame(app, office, Room::Matters).await?;
    let known = say::authorities(app, &staff.actor, office).await?;
    let authorities = known.iter().map(|authority| Choice::new(authority.code.to_string(), authority.full_name)).collect();
    Ok(NewPage { page, base: format!("/offices/{office}/matters"), form, authorities })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    render::page(&compose(&app, &staff, office, Form::empty()).await?)
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    let to = form.required("to", "送り先");
    let title = form.required("title", "件名");
    let text = form.required_text("text", "本文");
    if let (Some(to), Some(title), Some(text), true) = (to, title, text, form.is_valid()) {
        let sent = match to.parse::<JurisdictionCode>() {
            Ok(code) => say::ask(&app, &staff.actor, office, code, title, text).await,
            Err(_) => Err(say::Error::NoAuthority),
        };
        match sent {
            Ok(id) => {
                return render::done(
                    &format!("/offices/{office}/matters/{id}"),
                    "送りました。お返事があると、この画面とメールでお知らせします。",
                );
            }
            Err(say::Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ say::Error::NoAuthority) => form.fail("to", error),
            Err(error) => form.fail("text", error),
        }
    }
    render::form_again(&compose(&app, &staff, office, form).await?)
}
