//! The letter that asks somebody to take a seat, ready to print, with QR and short code (B2).

use askama::Template;
use axum::extract::State;
use model::{OfficeId, SeatId};
use service::{
    App,
    papers::{Asked, Paper},
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
    papers,
    posted::Posted,
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

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, seat)): Ids<(OfficeId, SeatId)>,
    Posted(mut form): Posted,
) -> Page {
    if let Some(reply_by) = form.date("reply_by", "お返事の期限") {
        match invite::invite(&app, &staff.actor, office, seat, reply_by).await {
            // A second press leads to the letter of the first: there is one letter with one code.
            Ok(letter) => {
                let mailed =
                    if letter.mailed { "メールでもご案内を送りました。" } else { "印刷してお渡しください。" };
                return render::done(&format!("/offices/{office}/seats/{seat}/letter"), &format!("依頼のお手紙を作りました。{mailed}"));
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("reply_by", error),
        }
    }
    render::form_again(&invite_form(&app, &staff, office, seat, form).await?)
}

/// The letter, for a day and for whoever made it.
pub(super) async fn letter(State(app): State<App>, staff: Staff, Ids((office, seat)): Ids<(OfficeId, SeatId)>) -> Page {
    let asked = Asked::of(Paper::Invitation, seat);
    papers::show(&app, &staff, office, asked, format!("/offices/{office}/seats"), Room::Seats).await
}
