//! A member who need not visit, with the reason (C2).

use askama::Template;
use axum::{extract::State, http::StatusCode};
use model::{OfficeId, SeatId};
use service::{
    App,
    seats::{
        self,
        excuse::{self, Error},
    },
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
#[template(path = "seats/excuse.html")]
struct ExcusePage {
    page: PageFrame,
    back: String,
    form: Form,
    name: String,
    /// The reason that is recorded now.
    now: Option<String>,
}

async fn excuse_form(app: &App, staff: &Staff, office: OfficeId, id: SeatId, form: Option<Form>) -> Result<ExcusePage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let held = seats::view(app, &staff.actor, office, id).await?;
    let now = held.seat.visit_excuse;
    let known = || Form::from_pairs([("version", held.seat.version.to_string()), ("reason", now.clone().unwrap_or_default())]);
    let form = form.unwrap_or_else(known);
    Ok(ExcusePage { page, back: format!("/offices/{office}/visits"), form, name: held.person.name, now })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, seat)): Ids<(OfficeId, SeatId)>) -> Page {
    render::page(&excuse_form(&app, &staff, office, seat, None).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Posted(mut form): Posted,
) -> Page {
    let version = form.value("version").parse().unwrap_or_default();
    let back = form.value("do") == "take_back";
    let reason = if back { None } else { form.required_text("reason", "訪問しない理由") };
    if form.is_valid() {
        match excuse::excuse(&app, &staff.actor, office, seat, version, reason).await {
            Ok(()) => {
                let message = if back {
                    "訪問していただくことに戻しました。"
                } else {
                    "訪問しない理由を記録しました。"
                };
                return render::done(&format!("/offices/{office}/visits"), message);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Stale) => {
                form.fail_whole(error);
                let now = seats::view(&app, &staff.actor, office, seat).await?.seat.version;
                form.set("version", now.to_string());
                return render::with_status(StatusCode::CONFLICT, &excuse_form(&app, &staff, office, seat, Some(form)).await?);
            }
            Err(error @ Error::NotSeated) => form.fail_whole(error),
        }
    }
    render::form_again(&excuse_form(&app, &staff, office, seat, Some(form)).await?)
}
