//! The log of contacts with the neighbourhood (A12, A14).

use askama::Template;
use axum::extract::State;
use model::{OfficeId, calendar::format_date, outreach::OutreachKind};
use service::{App, outreach};

use crate::{
    caller::{Ids, Staff},
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

struct Line {
    day: String,
    kind: OutreachKind,
    whom: String,
    outcome: String,
    next: String,
}

#[derive(Template)]
#[template(path = "seats/outreach.html")]
struct OutreachPage {
    page: PageFrame,
    base: String,
    form: Form,
    kinds: Vec<Choice>,
    lines: Vec<Line>,
}

async fn log(app: &App, staff: &Staff, office: OfficeId, form: Form) -> Result<OutreachPage, WebError> {
    let page = staff.office_frame(app, office, Room::Seats).await?;
    let lines = outreach::list(app, &staff.actor, office).await?.into_iter().map(|line| Line {
        day: format_date(line.on_day),
        kind: line.kind,
        whom: line.whom,
        outcome: match line.refusal_reason {
            Some(reason) => format!("{}（理由：{reason}）", line.outcome),
            None => line.outcome,
        },
        next: match line.next_on {
            Some(day) => format!("{}（{}）", line.next_step, format_date(day)),
            None => line.next_step,
        },
    });
    Ok(OutreachPage { page, base: format!("/offices/{office}/seats"), form, kinds: Choice::all::<OutreachKind>(), lines: lines.collect() })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    render::page(&log(&app, &staff, office, Form::from_pairs([("on_day", app.today().to_string())])).await?)
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
    render::form_again(&log(&app, &staff, office, form).await?)
}
