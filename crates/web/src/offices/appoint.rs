//! What an administrator does for an office: see whether somebody manages it, and invite the first manager.

use askama::Template;
use axum::extract::State;
use model::OfficeId;
use service::{
    App,
    accounts::appoint::{self, Error, Input, Standing},
};

use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "offices/appoint.html")]
struct AppointPage {
    page: PageFrame,
    form: Form,
    standing: Standing,
}

async fn appoint_form(app: &App, staff: &Staff, office: OfficeId, form: Form) -> Result<AppointPage, WebError> {
    let standing = appoint::standing(app, &staff.actor, office).await?;
    Ok(AppointPage { page: staff.frame(), form, standing })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    render::page(&appoint_form(&app, &staff, office, Form::empty()).await?)
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    let name = form.required("name", "お名前");
    let email = form.required("email", "メールアドレス");
    if let (Some(name), Some(email)) = (name, email) {
        match appoint::appoint(&app, &staff.actor, Input { office: Some(office), jurisdiction: None, name, email }).await {
            Ok(_) => {
                return render::done(
                    &format!("/admin/offices/{office}"),
                    "招待のメールを送りました。14日以内に登録していただくようお伝えください。",
                );
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("email", error),
        }
    }
    render::form_again(&appoint_form(&app, &staff, office, form).await?)
}
