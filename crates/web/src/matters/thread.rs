//! A matter: what it is about, what to do next, what was said. Both sides see the same thread, each with its own forms.

use askama::Template;
use axum::extract::State;
use model::{
    MatterId, OfficeId,
    calendar::{format_date, format_date_time},
    matters::{Details, EntryKind, MatterState, Side},
};
use service::{
    App, japan,
    matters::{self, Desk, Thread, notice},
};

use super::{
    report::{self, Papers},
    survey::{self, Rows},
    words::{self, Turn},
};
use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    render::{self, Page},
};

struct Said {
    who: String,
    did: EntryKind,
    at: String,
    lines: Vec<String>,
    arrival: &'static str,
    papers: Option<String>,
}

/// What the reader may do, besides writing.
#[derive(Default)]
struct Acts {
    /// The authority answers a notice (D1).
    answer_notice: Option<Vec<Choice>>,
    /// Either side writes down who came (D1).
    attended: bool,
    /// The office tells its members, or a new date (D1).
    meeting: Option<String>,
    /// The office answers a survey (D2).
    survey: Option<Rows>,
    /// The authority says that a visit was made (D3).
    made: bool,
    /// The office hands in a report (D4).
    report: Option<Papers>,
    /// The authority takes a report in or gives it back (D4).
    decide: bool,
    say: bool,
    settle: bool,
    withdraw: bool,
}

#[derive(Template)]
#[template(path = "matters/thread.html")]
struct ThreadPage {
    page: PageFrame,
    list: String,
    base: String,
    form: Form,
    kind: String,
    title: String,
    office: String,
    office_number: String,
    authority: &'static str,
    year: String,
    turn: Turn,
    due: Option<String>,
    facts: Vec<(&'static str, String)>,
    form_text: String,
    form_url: String,
    version: i64,
    said: Vec<Said>,
    acts: Acts,
}

/// The desk of somebody who acts for an authority.
pub(super) fn authority(staff: &Staff) -> Result<Desk, WebError> {
    Ok(Desk::of_authority(&staff.actor)?)
}

pub(super) fn address(desk: Desk, id: MatterId) -> String {
    match desk {
        Desk::Office(office) => format!("/offices/{office}/matters/{id}"),
        Desk::Authority(_) => format!("/authority/matters/{id}"),
    }
}

pub(super) async fn frame(app: &App, staff: &Staff, desk: Desk) -> Result<PageFrame, WebError> {
    match desk {
        Desk::Office(office) => staff.office_frame(app, office, Room::Matters).await,
        Desk::Authority(_) => Ok(staff.frame()),
    }
}

/// The page of a matter with whatever was typed into one of its forms.
async fn compose(app: &App, staff: &Staff, desk: Desk, id: MatterId, form: Option<Form>) -> Result<ThreadPage, WebError> {
    let thread = matters::thread(app, &staff.actor, desk, id).await?;
    let page = frame(app, staff, desk).await?;
    let base = address(desk, id);
    let acts = acts(app, staff, desk, &thread).await?;
    let form = form.unwrap_or_else(|| first_form(app, &thread));
    let said = thread.lines.iter().map(|line| Said {
        who: match line.entry.side {
            Side::Office => thread.office.name.clone(),
            Side::Authority => thread.authority.name.to_owned(),
        },
        did: line.entry.kind,
        at: format_date_time(japan(line.entry.at).datetime()),
        lines: line.entry.text.lines().map(ToOwned::to_owned).collect(),
        arrival: words::arrival(line.arrival),
        papers: line.entry.snapshot.is_some().then(|| format!("{base}/papers/{}", line.entry.id)),
    });
    let call = thread.call.as_ref();
    Ok(ThreadPage {
        page,
        list: base.rsplit_once('/').map(|(list, _)| list.to_owned()).unwrap_or_default(),
        form,
        kind: thread.matter.details.kind().to_string(),
        title: thread.matter.title.clone(),
        office: thread.office.name.clone(),
        office_number: thread.office.number.to_string(),
        authority: thread.authority.name,
        year: thread.matter.year.to_string(),
        turn: Turn::of(desk, &thread.matter, app.today()),
        due: thread.matter.due_on.map(format_date),
        facts: facts(&thread.matter.details),
        form_text: call.map(|call| call.form_text.clone()).unwrap_or_default(),
        form_url: call.map(|call| call.form_url.clone()).unwrap_or_default(),
        version: thread.matter.version,
        said: said.collect(),
        acts,
        base,
    })
}

/// What a matter is about, in days and counts.
fn facts(details: &Details) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    match details {
        Details::DateNotice(known) => {
            facts.push(("会議の日時", survey::when(&known.sitting)));
            facts.extend(known.told_on.map(|day| ("行政に知らせた日", format_date(day))));
            facts.extend(known.expected().map(|count| ("出席の予定", format!("職員{count}名"))));
            facts.extend(known.attended.map(|count| ("当日の出席", format!("職員{count}名"))));
        }
        Details::Survey(answer) => {
            facts.extend(answer.answered_on.map(|day| ("回答した日", format_date(day))));
            facts.extend(answer.dates.iter().map(|date| ("予定", survey::planned(date))));
        }
        Details::GuidanceVisit(visit) => {
            let from = visit.starts.map(|time| format!("　{}から", model::calendar::format_time(time))).unwrap_or_default();
            facts.push(("訪問の日", format!("{}{from}", format_date(visit.day))));
            facts.push(("訪問", if visit.made { "済" } else { "予定" }.to_owned()));
        }
        Details::Report(report) => {
            facts.push(("提出先", report.to.to_string()));
            facts.extend(report.submitted_on.map(|day| ("提出した日", format_date(day))));
            facts.extend(report.returned_on.map(|day| ("直しのお願い", format_date(day))));
            facts.extend(report.received_on.map(|day| ("受け取られた日", format_date(day))));
        }
        Details::Reminder | Details::Question => {}
    }
    facts
}

async fn acts(app: &App, staff: &Staff, desk: Desk, thread: &Thread) -> Result<Acts, WebError> {
    let matter = &thread.matter;
    let open = !matches!(matter.state, MatterState::Settled | MatterState::Withdrawn);
    let at_office = matches!(desk, Desk::Office(_));
    let closed = thread.call.as_ref().is_some_and(|call| call.closed_on.is_some());
    let mut acts = Acts { say: matter.state != MatterState::Withdrawn, ..Acts::default() };
    match &matter.details {
        Details::DateNotice(known) => {
            let told = known.told_on.is_some() && matter.state != MatterState::Withdrawn;
            acts.answer_notice = (told && !at_office && known.attended.is_none()).then(notice_answers);
            acts.attended = told && known.sitting.day <= app.today();
            acts.meeting = matter.meeting.filter(|_| at_office).map(|id| format!("/offices/{}/meetings/{id}/notice", matter.office));
        }
        Details::Survey(answer) if at_office && !closed && matter.state != MatterState::Withdrawn => {
            acts.survey = Some(Rows::for_dates(&answer.dates));
        }
        Details::GuidanceVisit(visit) => {
            acts.made = !at_office && !visit.made && matter.state != MatterState::Withdrawn;
            acts.withdraw = !at_office && open && !visit.made;
        }
        Details::Report(known) => {
            acts.decide = !at_office && known.handed_in && known.received_on.is_none();
            if let Desk::Office(office) = desk
                && !known.handed_in
                && matter.state != MatterState::Withdrawn
            {
                acts.report = Some(report::papers(app, staff, office, matter.id).await?);
            }
            acts.withdraw = !at_office && open;
        }
        Details::Reminder => (acts.settle, acts.withdraw) = (open, open && !at_office),
        Details::Question => (acts.settle, acts.withdraw) = (open, open && at_office),
        Details::Survey(_) => acts.withdraw = !at_office && open,
    }
    Ok(acts)
}

fn notice_answers() -> Vec<Choice> {
    vec![
        Choice::new("coming", "職員が出席します"),
        Choice::new("other_date", "ほかの日程を希望します").with_hint("希望する日を、下の欄に書いてください。"),
        Choice::new("cannot_come", "職員は出席できません"),
    ]
}

fn first_form(app: &App, thread: &Thread) -> Form {
    let mut form = Form::from_pairs([
        ("officials", notice::USUAL_OFFICIALS.to_string()),
        ("attended", notice::USUAL_OFFICIALS.to_string()),
        ("made_on", app.today().to_string()),
    ]);
    if let Details::Survey(answer) = &thread.matter.details {
        survey::fill(&mut form, &answer.dates);
    }
    form
}

pub(super) async fn page(app: &App, staff: &Staff, desk: Desk, id: MatterId) -> Page {
    render::page(&compose(app, staff, desk, id, None).await?)
}

/// The page again after a form was refused.
pub(super) async fn again(app: &App, staff: &Staff, desk: Desk, id: MatterId, form: Form) -> Page {
    render::form_again(&compose(app, staff, desk, id, Some(form)).await?)
}

pub(super) fn version(form: &Form) -> i64 {
    form.value("version").parse().unwrap_or_default()
}

pub(super) async fn of_office(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MatterId)>) -> Page {
    page(&app, &staff, Desk::Office(office), id).await
}

pub(super) async fn of_authority(State(app): State<App>, staff: Staff, Ids(id): Ids<MatterId>) -> Page {
    let desk = authority(&staff)?;
    page(&app, &staff, desk, id).await
}
