//! The log of contacts with the neighbourhood, what to try next, and the request to the municipality (A12, A14).

use askama::Template;
use axum::extract::State;
use model::{OfficeId, OutreachId, Vocabulary, calendar::format_date, outreach::OutreachKind};
use service::{
    App,
    outreach::{self, Entry, Tries, request},
    papers::{Asked, Paper},
};

use crate::{
    caller::{Ids, Staff},
    components::{Choice, Column, ListFrame},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    papers,
    posted::{self, Posted},
    render::{self, Page},
};

struct Line {
    day: String,
    kind: OutreachKind,
    whom: String,
    outcome: String,
    next: String,
}

impl From<Entry> for Line {
    fn from(entry: Entry) -> Self {
        let reason = entry.refusal_reason.map(|reason| format!("（断られた理由：{reason}）")).unwrap_or_default();
        let how = if entry.how.is_empty() { String::new() } else { format!("{}：", entry.how) };
        Self {
            day: format_date(entry.day),
            kind: entry.kind,
            whom: entry.whom,
            outcome: format!("{how}{}{reason}", entry.outcome),
            next: match entry.next_on {
                Some(day) => format!("{}（{}）", entry.next_step, format_date(day)),
                None => entry.next_step,
            },
        }
    }
}

#[derive(Template)]
#[template(path = "seats/outreach.html")]
struct OutreachPage {
    page: PageFrame,
    base: String,
    outreach: String,
    form: Form,
    kinds: Vec<Choice>,
    list: ListFrame,
    lines: Vec<Line>,
    tries: Vec<&'static Tries>,
    asked: usize,
    declined: usize,
}

const COLUMNS: &[Column] = &[
    Column { key: "day", label: "日" },
    Column { key: "kind", label: "内容" },
    Column { key: "whom", label: "相手" },
    Column { key: "", label: "結果" },
    Column { key: "", label: "次にすること" },
];

async fn log(app: &App, staff: &Staff, office: OfficeId, form: Form, query: &Form) -> Result<OutreachPage, WebError> {
    let page = staff.office_frame(app, office, Room::Seats).await?;
    let outreach = format!("/offices/{office}/outreach");
    let mut log = outreach::log(app, &staff.actor, office).await?;
    let (asked, declined) = (log.asked(), log.declined());
    let words = |line: &Line| format!("{} {} {} {} {}", line.day, line.kind, line.whom, line.outcome, line.next);
    let entries = std::mem::take(&mut log.entries).into_iter().map(Line::from).collect();
    // They come by day, the newest first.
    let (list, lines) = ListFrame::read(&outreach, COLUMNS, query).arrange(entries, words, |line, sort| match sort {
        "kind" => line.kind.to_string(),
        "whom" => line.whom.clone(),
        _ => String::new(),
    });
    Ok(OutreachPage {
        page,
        base: format!("/offices/{office}/seats"),
        outreach,
        form,
        kinds: Choice::all::<OutreachKind>(),
        asked,
        declined,
        tries: log.tries,
        list,
        lines,
    })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, posted::Asked(query): posted::Asked) -> Page {
    let form = Form::from_pairs([("on_day", app.today().to_string())]);
    render::page(&log(&app, &staff, office, form, &query).await?)
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    let on_day = form.date("on_day", "日");
    let kind = form.choice("kind", "内容");
    let whom = form.required("whom", "相手");
    let how = form.optional("how", "方法").unwrap_or_default();
    let outcome = form.required("outcome", "結果");
    let refusal_reason = form.optional("refusal_reason", "断られた理由");
    let next_step = form.optional("next_step", "次にすること").unwrap_or_default();
    let next_on = form.optional_date("next_on", "次の日");
    if let (Some(on_day), Some(kind), Some(whom), Some(outcome), true) = (on_day, kind, whom, outcome, form.is_valid()) {
        let input = outreach::Input { on_day, kind, whom, how, outcome, refusal_reason, next_step, next_on };
        outreach::record(&app, &staff.actor, office, input).await?;
        return render::done(&format!("/offices/{office}/outreach"), "記録しました。");
    }
    render::form_again(&log(&app, &staff, office, form, &Form::empty()).await?)
}

#[derive(Template)]
#[template(path = "seats/proof.html")]
struct ProofPage {
    page: PageFrame,
    outreach: String,
    office: String,
    printed_on: String,
    lines: Vec<Line>,
    asked: usize,
    declined: usize,
}

/// The log as a paper, to show how much was tried.
pub(super) async fn proof(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    let page = staff.office_frame(&app, office, Room::Seats).await?;
    let log = outreach::log(&app, &staff.actor, office).await?;
    render::page(&ProofPage {
        outreach: format!("/offices/{office}/outreach"),
        office: page.office_name.clone().unwrap_or_default(),
        page,
        printed_on: format_date(app.today()),
        asked: log.asked(),
        declined: log.declined(),
        lines: log.entries.into_iter().map(Line::from).collect(),
    })
}

#[derive(Template)]
#[template(path = "seats/request.html")]
struct RequestPage {
    page: PageFrame,
    outreach: String,
    form: Form,
    wanted: Vec<Choice>,
}

async fn request_page(app: &App, staff: &Staff, office: OfficeId, form: Form) -> Result<RequestPage, WebError> {
    let wanted = request::WANTED.iter().map(|kind| Choice::new(kind.code(), kind.label()));
    let page = staff.office_frame(app, office, Room::Seats).await?;
    Ok(RequestPage { page, outreach: format!("/offices/{office}/outreach"), form, wanted: wanted.collect() })
}

pub(super) async fn ask_page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    let in_a_month = app.today().saturating_add(jiff::Span::new().days(30));
    let form = Form::from_pairs([
        ("municipality", request::municipality_of(&app, &staff.actor, office).await?),
        ("reply_by", in_a_month.to_string()),
    ]);
    render::page(&request_page(&app, &staff, office, form).await?)
}

pub(super) async fn ask(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    let municipality = form.required("municipality", "市町村の名称");
    let section = form.optional("section", "担当課").unwrap_or_default();
    let wanted = form.choices("wanted", "紹介をお願いしたい方");
    let tried = form.optional_text("tried", "これまでの取り組み");
    let reply_by = form.date("reply_by", "お返事の期限");
    if let (Some(municipality), Some(reply_by), true) = (municipality, reply_by, form.is_valid()) {
        let input = request::Input { municipality, section, wanted, tried, reply_by };
        match request::request(&app, &staff.actor, office, input).await {
            Ok(letter) => {
                let letter = format!("/offices/{office}/outreach/municipality/{}", letter.logged);
                return render::done(&letter, "「地域との関わりの記録」に残しました。印刷してお渡しください。");
            }
            Err(request::Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ request::Error::NobodyWanted) => form.fail("wanted", error),
            Err(error @ request::Error::ReplyUnfit) => form.fail("reply_by", error),
        }
    }
    render::form_again(&request_page(&app, &staff, office, form).await?)
}

/// The letter, for a day and for whoever wrote it.
pub(super) async fn letter(State(app): State<App>, staff: Staff, Ids((office, logged)): Ids<(OfficeId, OutreachId)>) -> Page {
    let asked = Asked::of(Paper::ReferralRequest, logged);
    papers::show(&app, &staff, office, asked, format!("/offices/{office}/outreach"), Room::Seats).await
}
