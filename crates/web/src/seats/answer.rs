//! Answers that came by paper, telephone or in person, entered by staff and marked so (B12).

use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use model::{OfficeId, SeatId, Vocabulary, seats::Channel};
use service::{
    App,
    seats::{
        self,
        answer::{self, Answer, Error, Way},
    },
};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "seats/answer.html")]
struct AnswerPage {
    page: PageFrame,
    base: String,
    form: Form,
    name: String,
    answers: Vec<Choice>,
    channels: Vec<Choice>,
}

async fn answer_form(app: &App, staff: &Staff, office: OfficeId, seat: SeatId, form: Form) -> Result<AnswerPage, WebError> {
    let page = staff.office_frame(app, office, Room::Seats).await?;
    let held = seats::view(app, &staff.actor, office, seat).await?;
    let channels =
        Channel::ALL.iter().filter(|channel| **channel != Channel::Online).map(|channel| Choice::new(channel.code(), channel.label()));
    Ok(AnswerPage {
        page,
        base: format!("/offices/{office}/seats"),
        form,
        name: held.person.name,
        answers: vec![
            Choice::new("accept", "引き受けていただいた").with_hint(
                "書面・メール・FAXのときは、下の欄の承諾書も記録します。電話・対面のときは、あとで承諾書をいただいてから記録します",
            ),
            Choice::new("decline", "今回は見送りたいとのお返事だった"),
        ],
        channels: channels.collect(),
    })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, seat)): Ids<(OfficeId, SeatId)>) -> Page {
    let person = seats::view(&app, &staff.actor, office, seat).await?.person;
    let form = Form::from_pairs([
        ("on", app.today().to_string()),
        ("name", person.name),
        ("affiliation", person.affiliation.unwrap_or_default()),
        ("position", person.position.unwrap_or_default()),
    ]);
    render::page(&answer_form(&app, &staff, office, seat, form).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Posted(mut form): Posted,
) -> Page {
    let answer: Option<String> = form.choice("answer", "お返事");
    let channel: Option<Channel> = form.choice("channel", "お返事の方法");
    let on: Option<Date> = form.date("on", "お返事の日");
    let answer = match answer.as_deref() {
        Some("accept") => form.required("name", "氏名").map(|name| Answer::Accept {
            affiliation: form.value("affiliation").to_owned(),
            position: form.value("position").to_owned(),
            name,
        }),
        Some(_) => Some(Answer::Decline {
            reason: form.optional_text("reason", "理由"),
            nominee: form.optional("nominee", "代わりにお願いできそうな方"),
        }),
        None => None,
    };
    if let (Some(answer), Some(channel), Some(on), true) = (answer, channel, on, form.is_valid()) {
        let accepted = matches!(answer, Answer::Accept { .. });
        match answer::enter_answer(&app, &staff.actor, office, seat, answer, Way { channel, on }).await {
            Ok(()) => {
                let message = match (accepted, channel.carries_pledge()) {
                    (true, true) => "就任と参加承諾書を記録しました。",
                    (true, false) => "引き受けていただいたことを記録しました。会議や訪問の前に、参加承諾書をいただいてください。",
                    (false, _) => "お返事を記録しました。お礼を伝え、同じ区分の次の候補の方にお願いしてください。",
                };
                return render::done(&format!("/offices/{office}/seats"), message);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::InFuture) => form.fail("on", error),
            Err(error) => form.fail("answer", error),
        }
    }
    render::form_again(&answer_form(&app, &staff, office, seat, form).await?)
}
