//! 地域連携推進員の手引き on the member's own phone, and the word that it arrived (C5, C7). The words stand in the form of the paper.

use askama::Template;
use axum::extract::State;
use model::calendar::format_date;
use service::{
    App, japan,
    visits::handbook::{self, Error},
};

use super::notes::Abuse;
use crate::{
    caller::Member,
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    papers::refused,
    posted::{Asked, Posted},
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "member/handbook.html")]
struct HandbookPage {
    page: PageFrame,
    base: String,
    back: String,
    form: Form,
    paper: String,
    ruby: bool,
    sha256: String,
    received: Option<String>,
    abuse: Abuse,
    office: String,
    phone: String,
}

/// Where a member reads the 手引き.
pub(crate) fn address(member: &Member) -> String {
    format!("/m/{}/handbook", member.token)
}

/// What the query or a sent form says of readings; nothing for what says neither.
fn ruby(form: &Form) -> Option<bool> {
    match form.value("ruby") {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

async fn handbook_page(app: &App, member: &Member, form: Form) -> Result<HandbookPage, WebError> {
    let handbook = handbook::read(app, &member.actor, ruby(&form)).await.map_err(refused)?;
    Ok(HandbookPage {
        page: member.frame(handbook.office_name.clone()),
        base: address(member),
        back: format!("/m/{}", member.token),
        form,
        paper: handbook.html,
        ruby: handbook.ruby,
        sha256: handbook.sha256,
        received: handbook.received_at.map(|at| format_date(japan(at).date())),
        abuse: Abuse::at(handbook.place, handbook.desk, handbook.ruby)?,
        office: handbook.office_name,
        phone: handbook.phone,
    })
}

pub(super) async fn page(State(app): State<App>, member: Member, Asked(query): Asked) -> Page {
    render::page(&handbook_page(&app, &member, query).await?)
}

pub(super) async fn receive(State(app): State<App>, member: Member, Posted(mut form): Posted) -> Page {
    match handbook::receive(&app, &member.actor, form.value("read")).await {
        Ok(()) => {
            let asked = ruby(&form).map_or("", |on| if on { "?ruby=on" } else { "?ruby=off" });
            return render::on_to(&format!("{}{asked}", address(&member)));
        }
        Err(Error::Fault(fault)) => return Err(fault.into()),
        Err(Error::Paper(error)) => return Err(refused(error)),
        Err(error @ (Error::Changed | Error::Stale)) => form.fail_whole(error),
    }
    render::form_again(&handbook_page(&app, &member, form).await?)
}
