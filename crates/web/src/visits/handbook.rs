//! 地域連携推進員の手引き: who got it and when (C5).

use askama::Template;
use axum::extract::State;
use model::{OfficeId, SeatId, calendar::FiscalYear, calendar::format_date};
use service::{
    App, japan,
    seats::{
        Held,
        hand_over::{self, Error},
    },
    visits::{self, Visitor},
};

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
#[template(path = "visits/handbook.html")]
struct HandbookPage {
    page: PageFrame,
    base: String,
    office: String,
    form: Form,
    members: Vec<Choice>,
    missing: usize,
}

async fn handbook_form(app: &App, staff: &Staff, office: OfficeId, form: Option<Form>) -> Result<HandbookPage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let visitors = visits::list(app, &staff.actor, office, FiscalYear::of(app.today())).await?.visitors;
    let missing = visitors.iter().filter(|visitor| visitor.held.seat.handbook_given_on.is_none()).count();
    Ok(HandbookPage {
        page,
        base: format!("/offices/{office}/visits"),
        office: format!("/offices/{office}"),
        form: form.unwrap_or_else(|| Form::from_pairs([("given_on", app.today().to_string())])),
        members: visitors.iter().map(member).collect(),
        missing,
    })
}

fn member(visitor: &Visitor) -> Choice {
    let seat = &visitor.held.seat;
    let hint = given(&visitor.held).unwrap_or_else(|| "まだお渡ししていません".to_owned()) + "。";
    Choice::new(seat.id.to_string(), format!("{}さん（{}）", visitor.held.person.name, seat.category)).with_hint(hint)
}

/// When a member got the 手引き, and whether the member said so; `None`: not yet.
pub(super) fn given(held: &Held) -> Option<String> {
    let day = held.seat.handbook_given_on?;
    Some(match &held.receipt {
        Some(receipt) => {
            format!("{}にお渡ししました（ご本人がリンクで{}に受け取り）", format_date(day), format_date(japan(receipt.received_at).date()))
        }
        None => format!("{}にお渡ししました", format_date(day)),
    })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    render::page(&handbook_form(&app, &staff, office, None).await?)
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    let chosen = form.choices::<SeatId>("seats", "お渡しした方").into_iter().collect();
    let back = form.value("do") == "take_back";
    let on = if back { None } else { form.date("given_on", "お渡しした日") };
    if form.is_valid() {
        match hand_over::hand_over(&app, &staff.actor, office, &chosen, on).await {
            Ok(()) => {
                let message = if back {
                    "手引きをお渡しした記録を取り消しました。"
                } else {
                    "手引きをお渡ししたことを記録しました。"
                };
                return render::done(&format!("/offices/{office}/visits/handbook"), message);
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::InFuture) => form.fail("given_on", error),
            Err(error @ (Error::Nobody | Error::NotSeated | Error::Received)) => form.fail("seats", error),
            Err(error @ Error::Stale) => form.fail_whole(error),
        }
    }
    render::form_again(&handbook_form(&app, &staff, office, Some(form)).await?)
}
