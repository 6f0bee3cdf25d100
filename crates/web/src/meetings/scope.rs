//! 対象の住居: for which dwellings a meeting is held (B17).

use askama::Template;
use axum::extract::State;
use model::{MeetingId, OfficeId};
use service::{
    App,
    meetings::{
        self,
        scope::{self, Error},
    },
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
#[template(path = "meetings/scope.html")]
struct ScopePage {
    page: PageFrame,
    base: String,
    title: String,
    form: Form,
    dwellings: Vec<Choice>,
}

async fn scope_form(app: &App, staff: &Staff, office: OfficeId, id: MeetingId, form: Option<Form>) -> Result<ScopePage, WebError> {
    let page = staff.office_frame(app, office, Room::Meetings).await?;
    let meeting = meetings::view(app, &staff.actor, office, id).await?;
    let all = scope::view(app, &staff.actor, office, id).await?;
    let now = all.iter().filter(|(_, held_for)| *held_for).map(|(dwelling, _)| ("dwellings", dwelling.id.to_string()));
    let form = form.unwrap_or_else(|| Form::from_pairs(now));
    let label = |dwelling: &service::rows::Dwelling| {
        if dwelling.satellite { format!("{}（サテライト型）", dwelling.name) } else { dwelling.name.clone() }
    };
    let dwellings = all.iter().map(|(dwelling, _)| Choice::new(dwelling.id.to_string(), label(dwelling))).collect();
    Ok(ScopePage {
        page,
        base: format!("/offices/{office}/meetings/{id}"),
        title: meetings::title(meeting.year, meeting.number),
        form,
        dwellings,
    })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, MeetingId)>) -> Page {
    render::page(&scope_form(&app, &staff, office, id, None).await?)
}

pub(super) async fn send(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let chosen = form.choices("dwellings", "対象の住居").into_iter().collect();
    if form.is_valid() {
        match scope::choose(&app, &staff.actor, office, id, &chosen).await {
            Ok(()) => return render::done(&format!("/offices/{office}/meetings/{id}"), "対象の住居を記録しました。"),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Nothing) => form.fail("dwellings", error),
            Err(error @ Error::Over) => form.fail_whole(error),
        }
    }
    render::form_again(&scope_form(&app, &staff, office, id, Some(form)).await?)
}
