//! The member's own answer: does one come, and if not, what should be heard (B4). One page, one question.

use askama::Template;
use axum::{
    extract::State,
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::IntoResponse,
};
use model::meetings::MeetingState;
use service::{
    App,
    attendances::answer::{self, Question, Reply},
    materials, meetings,
    rows::Material,
};

use crate::{
    caller::Member,
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "member/attendance.html")]
struct MemberPage {
    page: PageFrame,
    action: String,
    handbook: String,
    form: Form,
    name: String,
    title: String,
    when: String,
    place: String,
    access: String,
    phone: String,
    agenda: Vec<(String, u32)>,
    materials: Vec<(String, String)>,
    modes: Vec<Choice>,
    open: bool,
    cancelled: bool,
    has_day: bool,
    thanked: Option<String>,
}

async fn member_form(app: &App, member: &Member, question: Question, form: Form, thanked: bool) -> Result<MemberPage, WebError> {
    let materials = materials::for_member(app, &member.actor).await?;
    let address = |material: Material| (format!("/m/{}/materials/{}", member.token, material.id), material.title);
    let thanked = question.planned.filter(|_| thanked).map(|mode| mode.to_string());
    Ok(MemberPage {
        page: member.frame(question.office_name),
        action: format!("/m/{}/attendance", member.token),
        handbook: crate::member::handbook::address(member),
        form,
        name: question.name,
        title: meetings::title(question.meeting.year, question.meeting.number),
        when: crate::meetings::when(&question.meeting),
        place: question.meeting.place.clone(),
        access: question.meeting.place_access.clone(),
        phone: question.phone,
        agenda: question.agenda.into_iter().map(|item| (item.title, item.minutes)).collect(),
        materials: materials.into_iter().map(address).collect(),
        modes: super::choices(&question.modes),
        open: question.open,
        cancelled: question.meeting.state == MeetingState::Cancelled,
        has_day: question.meeting.day.is_some(),
        thanked,
    })
}

pub(in crate::meetings) async fn page(State(app): State<App>, member: Member) -> Page {
    let question = answer::view(&app, &member.actor).await?;
    let known = question.planned.map(|mode| Reply {
        mode,
        proxy_name: question.proxy_name.clone(),
        written_opinion: question.written_opinion.clone(),
    });
    let form = known.as_ref().map_or_else(Form::empty, super::form_of);
    render::page(&member_form(&app, &member, question, form, true).await?)
}

pub(in crate::meetings) async fn send(State(app): State<App>, member: Member, Posted(mut form): Posted) -> Page {
    if let Some(reply) = super::reply(&mut form) {
        match answer::answer_by_link(&app, &member.actor, reply).await {
            Ok(()) => return render::on_to(&format!("/m/{}/attendance", member.token)),
            Err(error) => super::refuse(&mut form, error)?,
        }
    }
    let question = answer::view(&app, &member.actor).await?;
    render::form_again(&member_form(&app, &member, question, form, false).await?)
}

/// The meeting for the member's own calendar. The file is called after the day, never after a person.
pub(in crate::meetings) async fn calendar(State(app): State<App>, member: Member) -> Page {
    let entry = answer::calendar(&app, &member.actor).await?.ok_or(WebError::NotFound)?;
    let day = answer::view(&app, &member.actor).await?.meeting.day.map(|day| day.to_string()).unwrap_or_default();
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"kaigi-{day}.ics\"")),
    ];
    Ok((headers, entry).into_response())
}
