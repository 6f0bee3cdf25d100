//! Moving a planned visit.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use model::{OfficeId, VisitId, Vocabulary};
use service::{
    App,
    visits::change::{self, Error, Input},
};

use super::view::{self, Shown};
use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    meetings::optional_time,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "visits/change.html")]
struct ChangePage {
    page: PageFrame,
    base: String,
    form: Form,
    shown: Shown,
    modes: Vec<Choice>,
}

async fn change_form(app: &App, staff: &Staff, office: OfficeId, id: VisitId, form: Option<Form>) -> Result<ChangePage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let line = view::line(app, staff, office, id).await?;
    let visit = &line.visit;
    let known = || {
        Form::from_pairs([
            ("version", visit.version.to_string()),
            ("day", visit.day.map(|day| day.to_string()).unwrap_or_default()),
            ("starts_at", visit.starts_at.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default()),
            ("mode", visit.mode.map(Vocabulary::code).unwrap_or_default().to_owned()),
        ])
    };
    let form = form.unwrap_or_else(known);
    Ok(ChangePage { page, base: format!("/offices/{office}/visits/{id}"), form, shown: Shown::of(&line), modes: super::modes(true) })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, VisitId)>) -> Page {
    render::page(&change_form(&app, &staff, office, id, None).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, VisitId)>,
    Posted(mut form): Posted,
) -> Page {
    let version = super::version(&form);
    let day = form.optional_date("day", "訪問の日");
    let starts_at = optional_time(&mut form, "starts_at", "始まりの時刻");
    let mode = form.optional_choice("mode", "訪問の方法");
    if form.is_valid() {
        match change::move_to(&app, &staff.actor, office, id, Input { version, day, starts_at, mode }).await {
            Ok(()) => {
                return render::done(&format!("/offices/{office}/visits/{id}"), "訪問の予定を変えました。訪問する方にもお知らせください。");
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Stale) => {
                form.fail_whole(error);
                let now = view::line(&app, &staff, office, id).await?.visit.version;
                form.set("version", now.to_string());
                return render::with_status(StatusCode::CONFLICT, &change_form(&app, &staff, office, id, Some(form)).await?);
            }
            Err(error @ (Error::ThereAlready | Error::Unfit(_))) => form.fail("day", error),
            Err(error @ (Error::Made | Error::Cancelled)) => form.fail_whole(error),
        }
    }
    render::form_again(&change_form(&app, &staff, office, id, Some(form)).await?)
}
