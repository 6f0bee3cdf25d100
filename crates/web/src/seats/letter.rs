//! The letter that asks somebody to take a seat, ready to print, with QR and short code (B2).

use askama::Template;
use axum::extract::State;
use model::{OfficeId, SeatId, calendar::format_date};
use service::{
    App,
    seats::{
        self,
        invite::{self, Error},
    },
};

use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    posted::Posted,
    qr,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "seats/invite.html")]
struct InvitePage {
    page: PageFrame,
    base: String,
    form: Form,
    name: String,
    has_email: bool,
}

async fn invite_form(app: &App, staff: &Staff, office: OfficeId, seat: SeatId, form: Form) -> Result<InvitePage, WebError> {
    let page = staff.office_frame(app, office, Room::Seats).await?;
    let held = seats::view(app, &staff.actor, office, seat).await?;
    Ok(InvitePage { page, base: format!("/offices/{office}/seats"), form, name: held.person.name, has_email: held.person.email.is_some() })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, seat)): Ids<(OfficeId, SeatId)>) -> Page {
    let in_three_weeks = app.today().saturating_add(jiff::Span::new().days(21));
    render::page(&invite_form(&app, &staff, office, seat, Form::from_pairs([("reply_by", in_three_weeks.to_string())])).await?)
}

#[derive(Template)]
#[template(path = "seats/letter.html")]
struct LetterPage {
    page: PageFrame,
    base: String,
    letter: invite::Letter,
    written_on: String,
    reply_by: String,
    qr: String,
    code_address: String,
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Posted(mut form): Posted,
) -> Page {
    if let Some(reply_by) = form.date("reply_by", "お返事の期限") {
        match invite::invite(&app, &staff.actor, office, seat, reply_by).await {
            Ok(letter) => {
                let page = staff.office_frame(&app, office, Room::Seats).await?;
                return render::page(&LetterPage {
                    page,
                    base: format!("/offices/{office}/seats"),
                    written_on: format_date(letter.written_on),
                    reply_by: format_date(reply_by),
                    qr: qr::svg(&letter.link)?,
                    code_address: format!("{}/code", app.settings.base_url),
                    letter,
                });
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("reply_by", error),
        }
    }
    render::form_again(&invite_form(&app, &staff, office, seat, form).await?)
}
