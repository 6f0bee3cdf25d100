//! What both sides send in a thread: words, that it is settled, that it is taken back.

use axum::extract::State;
use model::{MatterId, OfficeId};
use service::{
    App,
    matters::{Desk, say},
};

use super::thread::{address, again, authority, version};
use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    posted::Posted,
    render::{self, Page},
};

pub(super) async fn office_says(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MatterId)>,
    Posted(form): Posted,
) -> Page {
    says(&app, &staff, Desk::Office(office), id, form).await
}

pub(super) async fn authority_says(State(app): State<App>, staff: Staff, Ids(id): Ids<MatterId>, Posted(form): Posted) -> Page {
    let desk = authority(&staff)?;
    says(&app, &staff, desk, id, form).await
}

async fn says(app: &App, staff: &Staff, desk: Desk, id: MatterId, mut form: Form) -> Page {
    if let Some(text) = form.required_text("text", "本文") {
        match say::say(app, &staff.actor, desk, id, version(&form), text).await {
            Ok(()) => return render::done(&address(desk, id), "送りました。"),
            Err(error) => refuse(&mut form, "text", error)?,
        }
    }
    again(app, staff, desk, id, form).await
}

pub(super) async fn office_settles(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MatterId)>,
    Posted(form): Posted,
) -> Page {
    settles(&app, &staff, Desk::Office(office), id, form).await
}

pub(super) async fn authority_settles(State(app): State<App>, staff: Staff, Ids(id): Ids<MatterId>, Posted(form): Posted) -> Page {
    let desk = authority(&staff)?;
    settles(&app, &staff, desk, id, form).await
}

async fn settles(app: &App, staff: &Staff, desk: Desk, id: MatterId, mut form: Form) -> Page {
    match say::settle(app, &staff.actor, desk, id, version(&form)).await {
        Ok(()) => return render::done(&address(desk, id), "この用件を完了としました。"),
        Err(error) => refuse(&mut form, "", error)?,
    }
    again(app, staff, desk, id, form).await
}

pub(super) async fn office_withdraws(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MatterId)>,
    Posted(form): Posted,
) -> Page {
    withdraws(&app, &staff, Desk::Office(office), id, form).await
}

pub(super) async fn authority_withdraws(State(app): State<App>, staff: Staff, Ids(id): Ids<MatterId>, Posted(form): Posted) -> Page {
    let desk = authority(&staff)?;
    withdraws(&app, &staff, desk, id, form).await
}

async fn withdraws(app: &App, staff: &Staff, desk: Desk, id: MatterId, mut form: Form) -> Page {
    if let Some(reason) = form.required_text("withdraw_reason", "取り下げの理由") {
        match say::withdraw(app, &staff.actor, desk, id, version(&form), reason).await {
            Ok(()) => return render::done(&address(desk, id), "取り下げました。"),
            Err(error) => refuse(&mut form, "withdraw_reason", error)?,
        }
    }
    again(app, staff, desk, id, form).await
}

fn refuse(form: &mut Form, field: &str, error: say::Error) -> Result<(), WebError> {
    match error {
        say::Error::Fault(fault) => return Err(fault.into()),
        say::Error::Empty => form.fail(field, error),
        error => form.fail_whole(error),
    }
    Ok(())
}
