//! Visits by the authority's staff: when each office was visited last, when the next is due, planning and noting (D3).

use askama::Template;
use axum::extract::State;
use model::{MatterId, OfficeId, calendar::format_date};
use service::{
    App,
    matters::{
        oversee,
        visits::{self, Error, Input},
    },
};

use super::super::thread;
use crate::{
    caller::{Ids, Staff},
    components::{Column, ListFrame},
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    meetings,
    posted::{Asked, Posted},
    render::{self, Page},
};

struct Line {
    id: OfficeId,
    number: String,
    name: String,
    last: String,
    due: String,
    late: bool,
    planned: Option<(String, String)>,
    order: String,
}

#[derive(Template)]
#[template(path = "matters/authority/visits.html")]
struct VisitsPage {
    page: PageFrame,
    area: &'static str,
    list: ListFrame,
    lines: Vec<Line>,
    late: usize,
    never: usize,
}

const COLUMNS: &[Column] = &[
    Column { key: "due", label: "次の目安" },
    Column { key: "number", label: "事業所番号" },
    Column { key: "name", label: "事業所" },
    Column { key: "last", label: "前の訪問" },
    Column { key: "planned", label: "予定" },
];

pub(super) async fn list(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let area = oversee::area_of(&app, &staff.actor)?;
    let today = app.today();
    let lines: Vec<Line> = visits::rounds(&app, &staff.actor)
        .await?
        .into_iter()
        .map(|round| Line {
            id: round.office.id,
            number: round.office.number.to_string(),
            name: round.office.name,
            last: round.last.map(format_date).unwrap_or_default(),
            due: round.next_due.map(format_date).unwrap_or_default(),
            late: round.planned.is_none() && round.next_due.is_some_and(|due| due < today),
            // Those of whom nothing is known come first: nobody knows how long they wait.
            order: round.next_due.map(|due| due.to_string()).unwrap_or_default(),
            planned: round.planned.map(|(id, day)| (format!("/authority/matters/{id}"), format_date(day))),
        })
        .collect();
    let (late, never) = (lines.iter().filter(|line| line.late).count(), lines.iter().filter(|line| line.last.is_empty()).count());
    let words = |line: &Line| format!("{} {}", line.number, line.name);
    let frame = ListFrame::read("/authority/visits", COLUMNS, &query);
    let (list, lines) = frame.arrange(lines, words, |line, sort| match sort {
        "number" => line.number.clone(),
        "name" => line.name.clone(),
        "last" => line.order.clone(),
        "planned" => line.planned.as_ref().map(|(_, day)| day.clone()).unwrap_or_default(),
        _ => line.order.clone(),
    });
    render::page(&VisitsPage { page: staff.frame(), area: area.name, list, lines, late, never })
}

#[derive(Template)]
#[template(path = "matters/authority/visit_new.html")]
struct NewPage {
    page: PageFrame,
    name: String,
    number: String,
    address: String,
    form: Form,
}

async fn compose(app: &App, staff: &Staff, form: Form) -> Result<NewPage, WebError> {
    let office: OfficeId = form.value("office").parse().map_err(|_| WebError::NotFound)?;
    let office = visits::addressee(app, &staff.actor, office).await?;
    Ok(NewPage { page: staff.frame(), name: office.name, number: office.number.to_string(), address: office.address, form })
}

pub(super) async fn new_page(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let text = "事業所の様子を見せていただき、お話をうかがいます。ご都合が悪いときは、お知らせください。";
    let form = Form::from_pairs([("office", query.value("office")), ("starts", "10:00"), ("body", text)]);
    render::page(&compose(&app, &staff, form).await?)
}

pub(super) async fn plan(State(app): State<App>, staff: Staff, Posted(mut form): Posted) -> Page {
    let office: Option<OfficeId> = form.value("office").parse().ok();
    let day = form.date("day", "訪問の日");
    let made = form.checked("made");
    let starts = if form.value("starts").trim().is_empty() { None } else { meetings::time(&mut form, "starts", "始まり") };
    let text = form.optional_text("body", "伝えること").unwrap_or_default();
    if let (Some(office), Some(day), true) = (office, day, form.is_valid()) {
        match visits::plan(&app, &staff.actor, Input { office, day, starts, made, text }).await {
            Ok(id) => {
                let message =
                    if made { "訪問を記録しました。" } else { "訪問の予定を、事業所に知らせました。" };
                return render::done(&format!("/authority/matters/{id}"), message);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ (Error::Past | Error::Ahead)) => form.fail("day", error),
            Err(error) => form.fail_whole(error),
        }
    }
    render::form_again(&compose(&app, &staff, form).await?)
}

pub(in super::super) async fn made(State(app): State<App>, staff: Staff, Ids(id): Ids<MatterId>, Posted(mut form): Posted) -> Page {
    let desk = thread::authority(&staff)?;
    if let Some(day) = form.date("made_on", "訪問した日") {
        match visits::made(&app, &staff.actor, id, thread::version(&form), day).await {
            Ok(()) => return render::done(&thread::address(desk, id), "訪問を記録しました。"),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Ahead) => form.fail("made_on", error),
            Err(error) => form.fail_whole(error),
        }
    }
    thread::again(&app, &staff, desk, id, form).await
}
