//! The answer to an invitation on the person's own phone: read, choose, confirm (B2, A10).

use askama::Template;
use axum::extract::State;
use model::{calendar::format_date, seats::SeatState};
use service::{
    App,
    seats::answer::{self, Answer, Error, Invitation},
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
#[template(path = "member/invitation.html")]
struct InvitationPage {
    page: PageFrame,
    base: String,
    handbook: String,
    form: Form,
    invitation: Invitation,
    reply_by: String,
    today: String,
}

async fn invitation_page(app: &App, member: &Member, form: Form) -> Result<InvitationPage, WebError> {
    let invitation = answer::view(app, &member.actor).await?;
    Ok(InvitationPage {
        page: member.frame(invitation.office_name.clone()),
        base: format!("/m/{}/invitation", member.token),
        handbook: super::handbook::address(member),
        form,
        reply_by: invitation.seat.reply_by.map(format_date).unwrap_or_default(),
        today: format_date(app.today()),
        invitation,
    })
}

pub(super) async fn page(State(app): State<App>, member: Member) -> Page {
    let person = answer::view(&app, &member.actor).await?.person;
    let form = Form::from_pairs([
        ("name", person.name),
        ("affiliation", person.affiliation.unwrap_or_default()),
        ("position", person.position.unwrap_or_default()),
    ]);
    render::page(&invitation_page(&app, &member, form).await?)
}

pub(super) async fn send(State(app): State<App>, member: Member, Posted(mut form): Posted) -> Page {
    let answer = match form.value("answer") {
        "accept" => form.required("name", "お名前").map(|name| Answer::Accept {
            affiliation: form.value("affiliation").to_owned(),
            position: form.value("position").to_owned(),
            name,
        }),
        "decline" => Some(Answer::Decline {
            reason: form.optional_text("reason", "理由"),
            nominee: form.optional("nominee", "代わりにお願いできそうな方"),
        }),
        _ => {
            form.fail_whole("「引き受けます」か「今回は見送ります」を選んでください。");
            None
        }
    };
    if let Some(answer) = answer.filter(|_| form.is_valid()) {
        match answer::answer_by_link(&app, &member.actor, answer, form.value("pledge")).await {
            Ok(()) => return render::on_to(&format!("/m/{}/invitation", member.token)),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&invitation_page(&app, &member, form).await?)
}

impl InvitationPage {
    fn accepted(&self) -> bool {
        self.invitation.seat.state == SeatState::Seated
    }

    fn declined(&self) -> bool {
        self.invitation.seat.state == SeatState::Declined
    }
}
