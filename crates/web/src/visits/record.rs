//! Recording that a visit was made, and correcting it (C1, C4, C8).

use askama::Template;
use axum::{extract::State, http::StatusCode};
use model::{OfficeId, VisitId, Vocabulary};
use service::{
    App,
    rows::Visit,
    visits::record::{self, Error, Input},
};

use super::view::{self, Shown};
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
#[template(path = "visits/record.html")]
struct RecordPage {
    page: PageFrame,
    base: String,
    form: Form,
    shown: Shown,
    modes: Vec<Choice>,
    certainty: Vec<Choice>,
}

async fn record_form(app: &App, staff: &Staff, office: OfficeId, id: VisitId, form: Option<Form>) -> Result<RecordPage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let line = view::line(app, staff, office, id).await?;
    let form = form.unwrap_or_else(|| form_of(&line.visit));
    Ok(RecordPage {
        page,
        base: format!("/offices/{office}/visits/{id}"),
        form,
        shown: Shown::of(&line),
        modes: super::modes(false),
        certainty: Choice::yes_no(),
    })
}

fn form_of(visit: &Visit) -> Form {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Form::from_pairs([
        ("version", visit.version.to_string()),
        ("day", day(visit.day)),
        ("mode", visit.mode.map(Vocabulary::code).unwrap_or_default().to_owned()),
        ("recorded_on", day(visit.recorded_on)),
        ("in_form", Choice::of_yes_no(visit.in_form).to_owned()),
        ("record", visit.record.clone().unwrap_or_default()),
    ])
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, VisitId)>) -> Page {
    render::page(&record_form(&app, &staff, office, id, None).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, VisitId)>,
    Posted(mut form): Posted,
) -> Page {
    if let Some(input) = read(&mut form) {
        let complete = input.recorded_on.is_some();
        match record::record(&app, &staff.actor, office, id, input).await {
            Ok(()) => {
                let message = match complete {
                    true => "訪問と訪問記録を残しました。訪問の感想は、次の会議の議題に入ります。",
                    false => "訪問を記録しました。訪問記録がそろったら、もう一度開いて入力してください。",
                };
                return render::done(&format!("/offices/{office}/visits/{id}"), message);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Stale) => {
                form.fail_whole(error);
                let now = view::line(&app, &staff, office, id).await?.visit.version;
                form.set("version", now.to_string());
                return render::with_status(StatusCode::CONFLICT, &record_form(&app, &staff, office, id, Some(form)).await?);
            }
            Err(error @ (Error::InFuture | Error::ThereAlready | Error::Unfit(_))) => form.fail("day", error),
            Err(error @ (Error::RecordedOutside | Error::RecordedMissing)) => form.fail("recorded_on", error),
            Err(error @ (Error::NoPledge | Error::Cancelled | Error::NotMade)) => form.fail_whole(error),
        }
    }
    render::form_again(&record_form(&app, &staff, office, id, Some(form)).await?)
}

fn read(form: &mut Form) -> Option<Input> {
    let version = super::version(form);
    let day = form.date("day", "訪問した日");
    let mode = form.choice("mode", "訪問の方法");
    let recorded_on = form.optional_date("recorded_on", "訪問記録を書いた日");
    let in_form = form.yes_no("in_form", "決められた様式かどうか");
    let record = form.optional_text("record", "訪問記録の内容");
    form.is_valid().then_some(())?;
    Some(Input { version, day: day?, mode: mode?, recorded_on, in_form, record })
}
