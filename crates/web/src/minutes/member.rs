//! Confirming minutes on the phone, in two taps (B13).

use askama::Template;
use axum::extract::State;
use model::{calendar::format_date, publications::PublicMinutes};
use service::{
    App, meetings,
    minutes::confirm::{self, Error},
};

use crate::{
    caller::Member,
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "member/minutes.html")]
struct MinutesPage {
    page: PageFrame,
    action: String,
    form: Form,
    name: String,
    title: String,
    held_on: String,
    content: PublicMinutes,
    answered: bool,
    commented: bool,
    closed: bool,
}

async fn minutes_page(app: &App, member: &Member, form: Form) -> Result<MinutesPage, WebError> {
    let question = confirm::view(app, &member.actor).await?;
    Ok(MinutesPage {
        page: member.frame(question.office_name),
        action: format!("/m/{}/minutes", member.token),
        form,
        name: question.name,
        title: meetings::title(question.content.year, question.content.number),
        held_on: format_date(question.content.held_on),
        answered: question.said.is_some(),
        commented: question.said.is_some_and(|said| said.comment.is_some()),
        content: question.content,
        closed: question.closed,
    })
}

pub(super) async fn page(State(app): State<App>, member: Member) -> Page {
    render::page(&minutes_page(&app, &member, Form::empty()).await?)
}

pub(super) async fn send(State(app): State<App>, member: Member, Posted(mut form): Posted) -> Page {
    let comment = match form.value("answer") {
        "confirm" => None,
        _ => match form.required_text("comment", "直してほしいところ") {
            Some(comment) => Some(comment),
            None => return render::form_again(&minutes_page(&app, &member, form).await?),
        },
    };
    match confirm::confirm_by_link(&app, &member.actor, comment).await {
        Ok(()) => render::on_to(&format!("/m/{}/minutes", member.token)),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(error) => {
            form.fail_whole(error);
            render::form_again(&minutes_page(&app, &member, form).await?)
        }
    }
}
