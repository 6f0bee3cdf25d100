//! 要望・助言: the office's answer, who sees to it, by when (B15).

use askama::Template;
use axum::extract::State;
use model::{OfficeId, VoiceId, calendar::format_date, meetings::VoiceState};
use service::{
    App,
    rows::Voice,
    voices::{self, Error, Input},
};

use crate::{
    caller::{Ids, Staff},
    components::{Choice, Column, ListFrame},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::{Asked, Posted},
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "minutes/voices.html")]
struct VoicesPage {
    page: PageFrame,
    base: String,
    list: ListFrame,
    lines: Vec<(Voice, String)>,
}

const ORDERS: &[Column] = &[
    Column { key: "heard", label: "会議で出た順" },
    Column { key: "due", label: "期限の近い順" },
    Column { key: "state", label: "状態" },
    Column { key: "kind", label: "種類" },
];

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let page = staff.office_frame(&app, office, Room::Minutes).await?;
    let base = format!("/offices/{office}/voices");
    let lines = voices::list(&app, &staff.actor, office).await?.into_iter().map(|voice| {
        let due = voice.due_on.map(format_date).unwrap_or_default();
        (voice, due)
    });
    let words = |(voice, due): &(Voice, String)| {
        let category = voice.category.map(|category| category.to_string()).unwrap_or_default();
        let (answer, owner) = (voice.answer.as_deref().unwrap_or_default(), voice.owner.as_deref().unwrap_or_default());
        format!("{} {} {category} {due} {} {answer} {owner}", voice.state, voice.kind, voice.text)
    };
    let frame = ListFrame::read(&base, ORDERS, &query);
    let (list, lines) = frame.arrange(lines.collect(), words, |(voice, _), sort| {
        // Without a day comes after every day.
        let due = (sort == "due").then(|| (voice.due_on.is_none(), voice.due_on));
        (due, (sort == "state").then_some(voice.state), (sort == "kind").then_some(voice.kind))
    });
    render::page(&VoicesPage { page, base, list, lines })
}

#[derive(Template)]
#[template(path = "minutes/voice.html")]
struct VoicePage {
    page: PageFrame,
    base: String,
    form: Form,
    voice: Voice,
    states: Vec<Choice>,
}

async fn voice_form(app: &App, staff: &Staff, office: OfficeId, id: VoiceId, form: Option<Form>) -> Result<VoicePage, WebError> {
    let page = staff.office_frame(app, office, Room::Minutes).await?;
    let voice = voices::list(app, &staff.actor, office).await?.into_iter().find(|voice| voice.id == id).ok_or(WebError::NotFound)?;
    let form = form.unwrap_or_else(|| {
        Form::from_pairs([
            ("version", voice.version.to_string()),
            ("answer", voice.answer.clone().unwrap_or_default()),
            ("owner", voice.owner.clone().unwrap_or_default()),
            ("due_on", voice.due_on.map(|day| day.to_string()).unwrap_or_default()),
            ("state", model::Vocabulary::code(voice.state).to_owned()),
            ("result", voice.result.clone().unwrap_or_default()),
        ])
    });
    Ok(VoicePage { page, base: format!("/offices/{office}/voices"), form, voice, states: Choice::all::<VoiceState>() })
}

pub(super) async fn edit(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, VoiceId)>) -> Page {
    render::page(&voice_form(&app, &staff, office, id, None).await?)
}

pub(super) async fn save(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, VoiceId)>,
    Posted(mut form): Posted,
) -> Page {
    let version = form.value("version").parse().unwrap_or_default();
    let answer = form.optional_text("answer", "事業所の答え");
    let owner = form.optional("owner", "担当");
    let due_on = form.optional_date("due_on", "期限");
    let state = form.choice("state", "状態");
    let result = form.optional_text("result", "結果");
    if let (Some(state), true) = (state, form.is_valid()) {
        match voices::answer(&app, &staff.actor, office, id, Input { version, answer, owner, due_on, state, result }).await {
            Ok(()) => return render::done(&format!("/offices/{office}/voices"), "保存しました。次の会議で報告できます。"),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::ReasonMissing) => form.fail("answer", error),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&voice_form(&app, &staff, office, id, Some(form)).await?)
}
