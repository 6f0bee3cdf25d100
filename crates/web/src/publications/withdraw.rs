//! Withdrawing what was published.

use askama::Template;
use axum::extract::State;
use model::{MeetingId, OfficeId, accounts::Role};
use service::{
    App,
    publications::{self, release::Error, withdraw},
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
#[template(path = "publications/withdraw.html")]
struct WithdrawPage {
    page: PageFrame,
    base: String,
    form: Form,
    title: String,
}

async fn withdraw_form(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    meeting: MeetingId,
    form: Form,
) -> Result<(WithdrawPage, String), WebError> {
    let page = staff.office_frame(app, office, Room::Publications).await?;
    let (published, _, _) = publications::list(app, &staff.actor, office).await?;
    let newest = published.into_iter().find(|publication| publication.meeting == meeting && publication.withdrawn_at.is_none());
    let newest = newest.filter(|_| staff.signed_in.account.role == Role::OfficeManager).ok_or(WebError::NotFound)?;
    Ok((WithdrawPage { page, base: format!("/offices/{office}/publications"), form, title: newest.title }, newest.address))
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, meeting)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&withdraw_form(&app, &staff, office, meeting, Form::empty()).await?.0)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, meeting)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let (_, address) = withdraw_form(&app, &staff, office, meeting, Form::empty()).await?;
    let reason = form.required_text("reason", "取り下げの理由");
    if form.value("confirm_word").trim() != "取り下げる" {
        form.fail("confirm_word", "確認のため「取り下げる」と入力してください。");
    }
    if let (Some(reason), true) = (reason, form.is_valid()) {
        return match withdraw::withdraw(&app, &staff.actor, office, &address, &reason).await {
            Ok(()) => render::done(
                &format!("/offices/{office}/publications"),
                "公表を取り下げました。公表ページには、取り下げた日だけが残ります。",
            ),
            Err(Error::Fault(fault)) => Err(fault.into()),
            Err(_) => {
                form.fail("reason", "名簿にあるお名前と思われる言葉が入っています。お名前の出ない書き方に直してください。");
                render::form_again(&withdraw_form(&app, &staff, office, meeting, form).await?.0)
            }
        };
    }
    render::form_again(&withdraw_form(&app, &staff, office, meeting, form).await?.0)
}
