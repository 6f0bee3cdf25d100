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
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "minutes/voices.html")]
struct VoicesPage {
    page: PageFrame,
    base: String,
    lines: Vec<(Voice, String)>,
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    let page = staff.office_frame(&app, office, Room::Minutes).await?;
    let lines = voices::list(&app, &staff.actor, office).await?.into_iter().map(|voice| {
        let due = voice.due_on.map(format_date).unwrap_or_default();
        (voice, due)
    });
    render::page(&VoicesPage { page, base: format!("/offices/{office}/voices"), lines: lines.collect() })
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
