//! One visit: what is agreed on, what is to be done before it, what was written after it.

use askama::Template;
use axum::extract::State;
use model::{OfficeId, VisitId, calendar::format_date, visits::VisitState};
use service::{
    App,
    links::Ticket,
    visits::{
        self, Line,
        announce::{self, Error},
    },
};

use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    member::notes::Shown as Sent,
    posted::Posted,
    render::{self, Page},
};

/// A visit as all its pages show it.
pub(super) struct Shown {
    pub(super) visitor: String,
    pub(super) dwelling: String,
    pub(super) when: String,
    pub(super) mode: String,
    pub(super) state: VisitState,
    pub(super) year: String,
    pub(super) recorded: String,
    pub(super) record: String,
}

impl Shown {
    pub(super) fn of(line: &Line) -> Self {
        let visit = &line.visit;
        let form = match visit.in_form {
            Some(true) => "（決められた様式）",
            Some(false) => "（自由な様式）",
            None => "",
        };
        Self {
            visitor: format!("{}さん（{}）", line.held.person.name, line.held.seat.category),
            dwelling: line.dwelling.name.clone(),
            when: super::when(visit),
            mode: visit.mode.map_or_else(|| "まだ決まっていません".to_owned(), |mode| mode.to_string()),
            state: visit.state,
            year: visit.year.to_string(),
            recorded: visit.recorded_on.map(|day| format!("{}{form}", format_date(day))).unwrap_or_default(),
            record: visit.record.clone().unwrap_or_default(),
        }
    }

    pub(super) fn made(&self) -> bool {
        self.state == VisitState::Made
    }
}

#[derive(Template)]
#[template(path = "visits/view.html")]
struct ViewPage {
    page: PageFrame,
    base: String,
    office: String,
    seat: String,
    shown: Shown,
    pledged: bool,
    handbook: Option<String>,
    excused: bool,
    care: String,
    over: bool,
    past: bool,
    form: Form,
    sent: Vec<Sent>,
    tickets: Vec<(Ticket, String)>,
}

impl ViewPage {
    fn planned(&self) -> bool {
        self.shown.state == VisitState::Planned
    }
}

async fn view_page(
    app: &App,
    staff: &Staff,
    office: OfficeId,
    id: VisitId,
    form: Form,
    tickets: Vec<Ticket>,
) -> Result<ViewPage, WebError> {
    let page = staff.office_frame(app, office, Room::Visits).await?;
    let line = line(app, staff, office, id).await?;
    let unwilling = visits::unwilling(app, &staff.actor, office).await?.get(&line.dwelling.id).copied().unwrap_or_default();
    let seat = &line.held.seat;
    Ok(ViewPage {
        page,
        base: format!("/offices/{office}/visits/{id}"),
        office: format!("/offices/{office}"),
        seat: seat.id.to_string(),
        shown: Shown::of(&line),
        pledged: line.held.pledge.is_some(),
        handbook: super::handbook::given(&line.held),
        excused: seat.visit_excuse.is_some(),
        care: super::care(unwilling),
        over: line.visit.day.is_some_and(|day| day <= app.today()),
        past: line.visit.day.is_some_and(|day| day < app.today()),
        form,
        sent: Sent::newest(visits::notes::sent(app, &staff.actor, office, id).await?)?,
        tickets: crate::meetings::with_qr(tickets)?,
    })
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, VisitId)>) -> Page {
    render::page(&view_page(&app, &staff, office, id, Form::empty(), Vec::new()).await?)
}

/// Tells the visitor; the code is shown this once.
pub(super) async fn announce(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, VisitId)>,
    Posted(mut form): Posted,
) -> Page {
    match announce::announce(&app, &staff.actor, office, id).await {
        Ok(ticket) => return render::page(&view_page(&app, &staff, office, id, form, vec![ticket]).await?),
        Err(Error::Fault(fault)) => return Err(fault.into()),
        Err(error) => form.fail_whole(error),
    }
    render::form_again(&view_page(&app, &staff, office, id, form, Vec::new()).await?)
}

pub(super) async fn line(app: &App, staff: &Staff, office: OfficeId, id: VisitId) -> Result<Line, WebError> {
    Ok(visits::view(app, &staff.actor, office, id).await?)
}
