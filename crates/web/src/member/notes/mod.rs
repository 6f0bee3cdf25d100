//! What a visitor writes on the own phone (C6–C9): rules of conduct first, then the notes; complete without a script, and with one also
//! without reception (see [`offline`]).

pub(super) mod offline;

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use model::{
    Vocabulary,
    calendar::{format_date, format_date_time},
    jurisdictions::{self, Jurisdiction},
    visits::{VisitMode, VisitState, notes::Notes},
};
use serde_json::json;
use service::{
    App, japan,
    rows::{AbuseDesk, SentNotes},
    visits::{
        self,
        announce::Announced,
        notes::{self, Desk, Error, Group, Prompts, Read, sealed},
    },
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

/// What a page without a script calls itself: all such pages of a visit count together.
const PAGE: &str = "page";

/// What to do when abuse is noticed, on every page of a visitor. It is a part of the page: reading it asks nothing of the server.
pub(crate) struct Abuse {
    pub(crate) heading: &'static Read,
    pub(crate) sentences: &'static [Read],
    pub(crate) after: Option<&'static Read>,
    /// Whom to ask, such as 「架空市」.
    pub(crate) place: String,
    /// The desk, where the municipality named it.
    pub(crate) desk: Option<AbuseDesk>,
    /// Whether readings stand above the words.
    pub(crate) ruby: bool,
}

impl Abuse {
    /// The words, for a place; without one, for wherever the visit leads.
    pub(crate) fn at(place: Option<&Jurisdiction>, desk: Option<AbuseDesk>, ruby: bool) -> Result<Self, WebError> {
        let (heading, sentences, after) = notes::prompts()?.abuse;
        let place = place.map_or("訪問先の市町村", |place| place.name).to_owned();
        Ok(Self { heading, sentences, after, place, desk, ruby })
    }

    /// The words, for where a visit leads.
    pub(super) fn of_visit(told: &Announced) -> Result<Self, WebError> {
        let place = told.dwelling.location.and_then(jurisdictions::lookup);
        Self::at(place, told.desk.clone(), told.ruby)
    }
}

/// The fields of the notes with their prompts.
pub(super) struct Fields {
    pub(super) prompts: Prompts,
    pub(super) modes: Vec<Choice>,
    pub(super) ruby: bool,
}

impl Fields {
    fn new(ruby: bool) -> Result<Self, WebError> {
        Ok(Self { prompts: notes::prompts()?, modes: Choice::all::<VisitMode>(), ruby })
    }

    fn parts(&self) -> [(&'static str, &'static [Group]); 2] {
        [("見て気づいたこと", self.prompts.look), ("聞いてみたこと", self.prompts.ask)]
    }
}

#[derive(Template)]
#[template(path = "member/notes/write.html")]
struct WritePage {
    page: PageFrame,
    base: String,
    form: Form,
    fields: Fields,
    abuse: Abuse,
    visit: String,
    key: String,
    when: String,
    dwelling: String,
    office: String,
    phone: String,
    sent: Vec<String>,
    thanked: bool,
}

#[derive(Template)]
#[template(path = "member/notes/conduct.html")]
struct ConductPage {
    page: PageFrame,
    base: String,
    promise: &'static [Read],
    abuse: Abuse,
    dwelling: String,
    office: String,
    phone: String,
}

pub(super) fn address(member: &Member) -> String {
    format!("/m/{}/visit", member.token)
}

fn write_page(app: &App, member: &Member, desk: Desk, form: Form) -> Result<WritePage, WebError> {
    let sent = desk.sent.iter().map(|sent| format_date_time(japan(sent.sent_at).datetime()));
    Ok(WritePage {
        page: member.frame(desk.told.office_name.clone()),
        base: address(member),
        form,
        fields: Fields::new(desk.told.ruby)?,
        abuse: Abuse::of_visit(&desk.told)?,
        visit: desk.told.visit.id.to_string(),
        key: sealed::key(app, &desk),
        when: visits::when(&desk.told.visit),
        dwelling: desk.told.dwelling.name,
        office: desk.told.office_name,
        phone: desk.told.phone,
        thanked: !desk.sent.is_empty(),
        sent: sent.collect(),
    })
}

/// The fields as they were sent last, or as the visit was planned.
fn form_of(desk: &Desk, today: jiff::civil::Date) -> Form {
    let seq = desk.sent.iter().filter(|sent| sent.device == PAGE).map(|sent| sent.seq).max().unwrap_or(0) + 1;
    let last: Option<&SentNotes> = desk.sent.iter().max_by_key(|sent| sent.sent_at);
    let mut pairs = vec![("seq".to_owned(), seq.to_string())];
    match last.map(|sent| &sent.notes) {
        Some(notes) => {
            pairs.extend([("day".to_owned(), notes.day.to_string()), ("mode".to_owned(), notes.mode.code().to_owned())]);
            let texts = [("impressions", &notes.impressions), ("to_office", &notes.to_office), ("to_meeting", &notes.to_meeting)];
            pairs.extend(texts.map(|(name, text)| (name.to_owned(), text.clone())));
            pairs.extend(notes.answers.iter().map(|(group, text)| (format!("answer-{group}"), text.clone())));
        }
        None => {
            let visit = &desk.told.visit;
            pairs.push(("day".to_owned(), visit.day.filter(|day| *day <= today).unwrap_or(today).to_string()));
            pairs.push(("mode".to_owned(), visit.mode.unwrap_or(VisitMode::OnSite).code().to_owned()));
        }
    }
    Form::from_pairs(pairs)
}

fn read(form: &mut Form) -> Result<Option<Notes>, WebError> {
    let day = form.date("day", "訪問した日");
    let mode = form.choice("mode", "訪問の方法");
    let mut text = |name: &str, label: &str| form.optional_text(name, label).unwrap_or_default();
    let impressions = text("impressions", "感じたこと");
    let to_office = text("to_office", "事業所に伝えたいこと");
    let to_meeting = text("to_meeting", "会議で話したいこと");
    let mut answers = BTreeMap::new();
    for group in notes::prompts()?.groups() {
        let answer = text(&format!("answer-{}", group.id), &group.title.plain());
        if !answer.trim().is_empty() {
            answers.insert(group.id.clone(), answer);
        }
    }
    Ok(match (day, mode, form.is_valid()) {
        (Some(day), Some(mode), true) => Some(Notes { day, mode, impressions, answers, to_office, to_meeting }),
        _ => None,
    })
}

pub(super) async fn page(State(app): State<App>, member: Member) -> Page {
    let desk = notes::view(&app, &member.actor).await?;
    if desk.told.visit.state == VisitState::Cancelled {
        return render::on_to(&address(&member));
    }
    if desk.told.visit.conduct_at.is_none() && desk.sent.is_empty() {
        return render::page(&ConductPage {
            page: member.frame(desk.told.office_name.clone()),
            base: address(&member),
            promise: notes::prompts()?.promise,
            abuse: Abuse::of_visit(&desk.told)?,
            dwelling: desk.told.dwelling.name,
            office: desk.told.office_name,
            phone: desk.told.phone,
        });
    }
    let form = form_of(&desk, app.today());
    render::page(&write_page(&app, &member, desk, form)?)
}

pub(super) async fn confirm(State(app): State<App>, member: Member, Posted(_): Posted) -> Page {
    match notes::confirm_conduct(&app, &member.actor).await {
        Err(Error::Fault(fault)) => Err(fault.into()),
        // Somebody else changed the visit at the same moment: the page asks again.
        Ok(()) | Err(_) => render::on_to(&format!("{}/notes", address(&member))),
    }
}

pub(super) async fn send(State(app): State<App>, member: Member, Posted(mut form): Posted) -> Page {
    if let Some(notes) = read(&mut form)? {
        let seq = form.value("seq").parse().unwrap_or(0);
        match notes::send(&app, &member.actor, PAGE, seq, notes).await {
            Ok(()) => return render::on_to(&format!("{}/notes", address(&member))),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ (Error::InFuture | Error::DayUnfit(_))) => form.fail("day", error),
            Err(error @ (Error::Nothing | Error::TooLong)) => form.fail("impressions", error),
            Err(error @ (Error::Taken | Error::Gap { .. })) => {
                form.fail_whole(error);
                let desk = notes::view(&app, &member.actor).await?;
                form.set("seq", form_of(&desk, app.today()).value("seq"));
            }
            Err(error @ (Error::NoPledge | Error::Cancelled | Error::Stale)) => form.fail_whole(error),
        }
    }
    let desk = notes::view(&app, &member.actor).await?;
    render::form_again(&write_page(&app, &member, desk, form)?)
}

/// Takes what was written without reception. The answers are for the script: what to say, and whether to try again.
pub(super) async fn take(
    State(app): State<App>,
    member: Member,
    envelope: Result<Json<sealed::Envelope>, JsonRejection>,
) -> Result<Response, WebError> {
    let refused = |status: StatusCode, message: String| (status, Json(json!({ "message": message }))).into_response();
    let Ok(Json(envelope)) = envelope else {
        return Ok(refused(StatusCode::UNPROCESSABLE_ENTITY, sealed::Unopened::Unreadable.to_string()));
    };
    let seq = envelope.seq;
    Ok(match sealed::take(&app, &member.actor, envelope).await {
        Ok(()) => Json(json!({ "taken": seq, "at": format_date_time(japan(app.now()).datetime()) })).into_response(),
        Err(sealed::Unopened::Refused(Error::Fault(fault))) => return Err(fault.into()),
        Err(sealed::Unopened::Refused(Error::Gap { expected })) => {
            (StatusCode::CONFLICT, Json(json!({ "expected": expected }))).into_response()
        }
        Err(sealed::Unopened::Refused(error @ (Error::Stale | Error::Taken))) => refused(StatusCode::CONFLICT, error.to_string()),
        Err(error) => refused(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()),
    })
}

/// What was sent about a visit, as the office reads it.
pub(crate) struct Shown {
    pub(crate) at: String,
    pub(crate) day: String,
    pub(crate) texts: Vec<(String, String)>,
}

impl Shown {
    /// The newest of each device, the oldest first.
    pub(crate) fn newest(sent: Vec<SentNotes>) -> Result<Vec<Self>, WebError> {
        let mut newest: Vec<SentNotes> = notes::newest(sent).collect();
        newest.sort_by_key(|sent| sent.sent_at);
        newest.into_iter().map(Self::of).collect()
    }

    fn of(sent: SentNotes) -> Result<Self, WebError> {
        let notes = sent.notes;
        let mut texts = vec![("感じたこと".to_owned(), notes.impressions)];
        for group in notes::prompts()?.groups() {
            texts.extend(notes.answers.get(&group.id).map(|text| (group.title.plain(), text.clone())));
        }
        texts.extend([("事業所に伝えたいこと".to_owned(), notes.to_office), ("会議で話したいこと".to_owned(), notes.to_meeting)]);
        texts.retain(|(_, text)| !text.trim().is_empty());
        Ok(Self {
            at: format_date_time(japan(sent.sent_at).datetime()),
            day: format!("{}（{}）", format_date(notes.day), notes.mode),
            texts,
        })
    }
}
