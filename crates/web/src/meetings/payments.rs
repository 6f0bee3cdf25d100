//! 謝礼・交通費 of a meeting (A15).

use askama::Template;
use axum::extract::State;
use model::{MeetingId, OfficeId};
use service::{
    App,
    attendances::pay::{self, Error, Input},
    meetings,
};

use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

/// More than any operator pays a neighbour for an afternoon; a slip of the finger shows.
const MOST: u32 = 1_000_000;

/// A member's fields.
struct Line {
    name: String,
    agreed: String,
    honorarium: String,
    travel: String,
    paid_on: String,
}

#[derive(Template)]
#[template(path = "meetings/payments.html")]
struct PaymentsPage {
    page: PageFrame,
    base: String,
    title: String,
    form: Form,
    lines: Vec<Line>,
    total: i64,
}

fn field(name: &str, attendance: model::AttendanceId) -> String {
    format!("{name}-{attendance}")
}

async fn payments_form(app: &App, staff: &Staff, office: OfficeId, id: MeetingId, form: Option<Form>) -> Result<PaymentsPage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let meeting = meetings::view(app, &staff.actor, office, id).await?;
    let payees = pay::view(app, &staff.actor, office, id).await?;
    let kept = payees.iter().filter_map(|payee| payee.payment).flat_map(|payment| {
        [
            (field("honorarium", payment.attendance), payment.honorarium.to_string()),
            (field("travel", payment.attendance), payment.travel.to_string()),
            (field("paid_on", payment.attendance), payment.paid_on.map(|day| day.to_string()).unwrap_or_default()),
        ]
    });
    let form = form.unwrap_or_else(|| Form::from_pairs(kept));
    let total = payees.iter().filter_map(|payee| payee.payment).map(|payment| payment.honorarium + payment.travel).sum();
    let lines = payees.iter().map(|payee| {
        let agreed = [("謝礼", &payee.held.seat.honorarium), ("交通費", &payee.held.seat.travel_costs)];
        let agreed = agreed.iter().filter_map(|(what, text)| text.as_ref().map(|text| format!("{what} {text}")));
        Line {
            name: format!("{}さん（{}）", payee.held.person.name, payee.held.seat.category),
            agreed: agreed.collect::<Vec<_>>().join("、"),
            honorarium: field("honorarium", payee.attendance),
            travel: field("travel", payee.attendance),
            paid_on: field("paid_on", payee.attendance),
        }
    });
    let title = meetings::title(meeting.year, meeting.number);
    Ok(PaymentsPage { page, base: format!("/offices/{office}/meetings/{id}"), title, form, lines: lines.collect(), total })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&payments_form(&app, &staff, office, id, None).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let mut paid = Vec::new();
    for payee in pay::view(&app, &staff.actor, office, id).await? {
        let attendance = payee.attendance;
        paid.push(Input {
            attendance,
            honorarium: form.optional_number(&field("honorarium", attendance), "謝礼", 0..=MOST).unwrap_or_default(),
            travel: form.optional_number(&field("travel", attendance), "交通費", 0..=MOST).unwrap_or_default(),
            paid_on: form.optional_date(&field("paid_on", attendance), "支払った日"),
        });
    }
    if form.is_valid() {
        match pay::record(&app, &staff.actor, office, id, &paid).await {
            Ok(()) => return render::done(&format!("/offices/{office}/meetings/{id}/payments"), "謝礼と交通費を記録しました。"),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::InFuture(attendance)) => form.fail(&field("paid_on", attendance), error),
        }
    }
    render::form_again(&payments_form(&app, &staff, office, id, Some(form)).await?)
}
