//! Terms: appointing again, and ending a seat (A9).

use askama::Template;
use axum::extract::State;
use jiff::{ToSpan, civil::Date};
use model::{OfficeId, SeatId, calendar::format_date};
use service::{
    App,
    seats::{self, Held, end, reappoint},
};

use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "seats/end.html")]
struct EndPage {
    page: PageFrame,
    base: String,
    form: Form,
    name: String,
}

async fn end_form(app: &App, staff: &Staff, office: OfficeId, seat: SeatId, form: Form) -> Result<EndPage, WebError> {
    let page = staff.office_frame(app, office, Room::Seats).await?;
    let name = seats::view(app, &staff.actor, office, seat).await?.person.name;
    Ok(EndPage { page, base: format!("/offices/{office}/seats"), form, name })
}

pub(super) async fn end_page(State(app): State<App>, staff: Staff, Ids((office, seat)): Ids<(OfficeId, SeatId)>) -> Page {
    render::page(&end_form(&app, &staff, office, seat, Form::from_pairs([("last_day", app.today().to_string())])).await?)
}

pub(super) async fn end(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Posted(mut form): Posted,
) -> Page {
    if let Some(last_day) = form.date("last_day", "任期の最後の日") {
        match end::end(&app, &staff.actor, office, seat, last_day).await {
            Ok(()) => return render::done(&format!("/offices/{office}/seats"), "任期を終えました。これまでの記録は残ります。"),
            Err(end::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("last_day", error),
        }
    }
    render::form_again(&end_form(&app, &staff, office, seat, form).await?)
}

#[derive(Template)]
#[template(path = "seats/reappoint.html")]
struct ReappointPage {
    page: PageFrame,
    base: String,
    form: Form,
    name: String,
    term_until: String,
}

async fn reappoint_form(app: &App, staff: &Staff, office: OfficeId, held: Held, form: Form) -> Result<ReappointPage, WebError> {
    let page = staff.office_frame(app, office, Room::Seats).await?;
    let term_until = held.seat.term_until.map(format_date).unwrap_or_default();
    Ok(ReappointPage { page, base: format!("/offices/{office}/seats"), form, name: held.person.name, term_until })
}

pub(super) async fn reappoint_page(State(app): State<App>, staff: Staff, Ids((office, seat)): Ids<(OfficeId, SeatId)>) -> Page {
    let held = seats::view(&app, &staff.actor, office, seat).await?;
    let first = held.seat.term_until.unwrap_or(app.today()).saturating_add(1.day());
    // As long again as the term before, to the day; two years where that is not known.
    let length = held.seat.term_from.map_or(2.years(), |from| jiff::Span::new().days((first - from).get_days()));
    let last: Date = first.saturating_add(length).saturating_sub(1.day());
    let form = Form::from_pairs([("term_from", first.to_string()), ("term_until", last.to_string())]);
    render::page(&reappoint_form(&app, &staff, office, held, form).await?)
}

pub(super) async fn reappoint(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Posted(mut form): Posted,
) -> Page {
    let from = form.date("term_from", "新しい任期の始まり");
    let until = form.date("term_until", "新しい任期の終わり");
    if let (Some(from), Some(until)) = (from, until) {
        match reappoint::reappoint(&app, &staff.actor, office, seat, from, until).await {
            Ok(_) => {
                let message = "再任の候補に加えました。次は「依頼する」から、お手紙を作ってください。承諾書は、任期ごとにいただきます。";
                return render::done(&format!("/offices/{office}/seats"), message);
            }
            Err(reappoint::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("term_from", error),
        }
    }
    let held = seats::view(&app, &staff.actor, office, seat).await?;
    render::form_again(&reappoint_form(&app, &staff, office, held, form).await?)
}
