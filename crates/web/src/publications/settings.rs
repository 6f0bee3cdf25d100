//! How an office publishes.

use askama::Template;
use axum::extract::State;
use model::{OfficeId, accounts::Role};
use service::{
    App,
    publications::settings::{self, Error, Settings},
};

use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "publications/settings.html")]
struct SettingsPage {
    page: PageFrame,
    form: Form,
    back: String,
    /// What the rule of the place asks for anyway.
    rule: Option<String>,
}

async fn settings_page(app: &App, staff: &Staff, office: OfficeId, form: Form) -> Result<SettingsPage, WebError> {
    let page = staff.office_frame(app, office, Room::Settings).await?;
    let rule = settings::rule(app, &staff.actor, office).await?;
    Ok(SettingsPage { page, form, rule, back: format!("/offices/{office}/settings") })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    let known = settings::view(&app, &staff.actor, office).await?;
    if staff.signed_in.account.role != Role::OfficeManager {
        return Err(WebError::NotFound);
    }
    let mut form = Form::from_pairs([("version", known.version.to_string())]);
    if known.second_review {
        form.set("second_review", "1");
    }
    render::page(&settings_page(&app, &staff, office, form).await?)
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    let wanted = Settings { second_review: form.checked("second_review"), version: form.value("version").parse().unwrap_or_default() };
    match settings::change(&app, &staff.actor, office, wanted).await {
        Ok(()) => render::done(&format!("/offices/{office}/settings"), "保存しました。"),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(error @ Error::Stale) => {
            form.fail_whole(error);
            form.set("version", settings::view(&app, &staff.actor, office).await?.version.to_string());
            render::form_again(&settings_page(&app, &staff, office, form).await?)
        }
    }
}
