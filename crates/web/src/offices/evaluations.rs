//! 第三者評価: the list, and recording one (B16).

use askama::Template;
use axum::extract::State;
use model::{EvaluationId, OfficeId, calendar::format_date};
use service::{
    App,
    offices::evaluate::{self, Error, Input},
    rows::Evaluation,
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
#[template(path = "offices/evaluations.html")]
struct ListPage {
    page: PageFrame,
    base: String,
    list: ListFrame,
    lines: Vec<Evaluation>,
}

impl ListPage {
    fn day(&self, day: &jiff::civil::Date) -> String {
        format_date(*day)
    }
}

const ORDERS: &[Column] = &[Column { key: "received", label: "受け取った順" }, Column { key: "evaluator", label: "評価した機関" }];

pub(super) async fn list(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Asked(query): Asked) -> Page {
    let page = staff.office_frame(&app, office, Room::Settings).await?;
    let base = format!("/offices/{office}/evaluations");
    let lines = evaluate::list(&app, &staff.actor, office).await?;
    let words = |line: &Evaluation| format!("{} {} {} {}", line.year, line.evaluator, line.published_at, line.note);
    let frame = ListFrame::read(&base, ORDERS, &query);
    let (list, lines) = frame.arrange(lines, words, |line, sort| (sort == "evaluator").then(|| line.evaluator.clone()));
    render::page(&ListPage { page, base, list, lines })
}

#[derive(Template)]
#[template(path = "offices/evaluation.html")]
struct EvaluationPage {
    page: PageFrame,
    base: String,
    form: Form,
    certainty: Vec<Choice>,
    new: bool,
}

async fn evaluation_form(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    id: Option<EvaluationId>,
    form: Option<Form>,
) -> Result<EvaluationPage, WebError> {
    let page = staff.office_frame(app, office, Room::Settings).await?;
    let known = match id {
        Some(id) => {
            let all = evaluate::list(app, &staff.actor, office).await?;
            Some(all.into_iter().find(|known| known.id == id).ok_or(WebError::NotFound)?)
        }
        None => None,
    };
    let form = form.unwrap_or_else(|| known.as_ref().map(form_of).unwrap_or_default());
    Ok(EvaluationPage { page, base: format!("/offices/{office}/evaluations"), form, certainty: Choice::yes_no(), new: id.is_none() })
}

fn form_of(known: &Evaluation) -> Form {
    Form::from_pairs([
        ("version", known.version.to_string()),
        ("evaluator", known.evaluator.clone()),
        ("certified", Choice::of_yes_no(known.certified).to_owned()),
        ("received_on", known.received_on.to_string()),
        ("published_on", known.published_on.map(|day| day.to_string()).unwrap_or_default()),
        ("published_at", known.published_at.clone()),
        ("note", known.note.clone()),
    ])
}

pub(super) async fn new_page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    render::page(&evaluation_form(&app, &staff, office, None, None).await?)
}

pub(super) async fn add(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(form): Posted) -> Page {
    save(&app, &staff, office, None, form).await
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, EvaluationId)>) -> Page {
    render::page(&evaluation_form(&app, &staff, office, Some(id), None).await?)
}

pub(super) async fn change(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, EvaluationId)>,
    Posted(form): Posted,
) -> Page {
    save(&app, &staff, office, Some(id), form).await
}

async fn save(app: &App, staff: &Staff, office: OfficeId, id: Option<EvaluationId>, mut form: Form) -> Page {
    let version = form.value("version").parse().unwrap_or_default();
    let evaluator = form.required("evaluator", "評価した機関");
    let certified = form.yes_no("certified", "認証評価機関かどうか");
    let received_on = form.date("received_on", "結果を受け取った日");
    let published_on = form.optional_date("published_on", "公表した日");
    let published_at = form.optional("published_at", "公表した所").unwrap_or_default();
    let note = form.optional_text("note", "結果のあらまし").unwrap_or_default();
    if let (Some(evaluator), Some(received_on), true) = (evaluator, received_on, form.is_valid()) {
        let input = Input { id: id.map(|id| (id, version)), evaluator, certified, received_on, published_on, published_at, note };
        match evaluate::evaluate(app, &staff.actor, office, input).await {
            Ok(_) => {
                return render::done(&format!("/offices/{office}/evaluations"), "第三者評価を記録しました。次の会議の議題にも入ります。");
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ (Error::InFuture | Error::ThereAlready(_))) => form.fail("received_on", error),
            Err(error @ Error::PublishedBefore) => form.fail("published_on", error),
            Err(error @ Error::Stale) => form.fail_whole(error),
        }
    }
    render::form_again(&evaluation_form(app, staff, office, id, Some(form)).await?)
}
