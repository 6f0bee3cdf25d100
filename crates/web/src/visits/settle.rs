//! Cancelling a planned visit, and taking back that one was made: each on a page of its own that says what will happen.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use model::{OfficeId, VisitId};
use service::{
    App,
    visits::{change, record},
};

use super::view::{self, Shown};
use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

/// What is about to happen.
#[derive(Clone, Copy)]
struct Step {
    heading: &'static str,
    explanation: &'static str,
    button: &'static str,
    done: &'static str,
}

const CANCEL: Step = Step {
    heading: "訪問を中止する",
    explanation: "この訪問は中止として一覧に残ります。中止は取り消せません。また訪問するときは、新しい予定を入れてください。訪問する方への連絡は、別にお願いします。",
    button: "中止にする",
    done: "訪問を中止にしました。",
};

const TAKE_BACK: Step = Step {
    heading: "「訪問済」を取り消す",
    explanation: "まちがえて記録したときに使います。訪問は「予定」に戻り、訪問記録を書いた日と様式の入力は消えます。変えたことは監査記録に残ります。",
    button: "予定に戻す",
    done: "「訪問済」を取り消し、予定に戻しました。",
};

#[derive(Template)]
#[template(path = "visits/settle.html")]
struct SettlePage {
    page: PageFrame,
    base: String,
    form: Form,
    shown: Shown,
    step: Step,
}

async fn settle_form(app: &App, staff: &Staff, office: OfficeId, id: VisitId, step: Step, mut form: Form) -> Result<SettlePage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let line = view::line(app, staff, office, id).await?;
    form.set("version", line.visit.version.to_string());
    Ok(SettlePage { page, base: format!("/offices/{office}/visits/{id}"), form, shown: Shown::of(&line), step })
}

pub(super) async fn cancel_page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, VisitId)>) -> Page {
    render::page(&settle_form(&app, &staff, office, id, CANCEL, Form::empty()).await?)
}

pub(super) async fn take_back_page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, VisitId)>) -> Page {
    render::page(&settle_form(&app, &staff, office, id, TAKE_BACK, Form::empty()).await?)
}

pub(super) async fn cancel(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, VisitId)>,
    Posted(form): Posted,
) -> Page {
    match change::cancel(&app, &staff.actor, office, id, super::version(&form)).await {
        Ok(()) => render::done(&format!("/offices/{office}/visits"), CANCEL.done),
        Err(change::Error::Fault(fault)) => Err(fault.into()),
        Err(error) => refused(&app, &staff, office, id, CANCEL, error).await,
    }
}

pub(super) async fn take_back(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, VisitId)>,
    Posted(form): Posted,
) -> Page {
    match record::take_back(&app, &staff.actor, office, id, super::version(&form)).await {
        Ok(()) => render::done(&format!("/offices/{office}/visits/{id}"), TAKE_BACK.done),
        Err(record::Error::Fault(fault)) => Err(fault.into()),
        Err(error) => refused(&app, &staff, office, id, TAKE_BACK, error).await,
    }
}

async fn refused(app: &App, staff: &Staff, office: OfficeId, id: VisitId, step: Step, error: impl std::fmt::Display) -> Page {
    let mut form = Form::empty();
    form.fail_whole(error);
    render::with_status(StatusCode::CONFLICT, &settle_form(app, staff, office, id, step, form).await?)
}
