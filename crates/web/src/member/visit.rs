//! 訪問のご案内 for whoever visits (C1, C5): when, where, and what to read before. One page, nothing to fill in.

use askama::Template;
use axum::extract::State;
use model::{
    calendar::format_date,
    visits::{VisitMode, VisitState},
};
use service::{
    App,
    visits::{self, announce},
};

use super::notes::Abuse;
use crate::{
    caller::Member,
    frame::PageFrame,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "member/visit.html")]
struct VisitPage {
    page: PageFrame,
    name: String,
    when: String,
    dwelling: String,
    address: String,
    guide: String,
    state: VisitState,
    online: bool,
    handbook: String,
    received: Option<String>,
    notes: String,
    abuse: Abuse,
    office: String,
    phone: String,
}

impl VisitPage {
    fn planned(&self) -> bool {
        self.state == VisitState::Planned
    }

    fn cancelled(&self) -> bool {
        self.state == VisitState::Cancelled
    }
}

pub(super) async fn page(State(app): State<App>, member: Member) -> Page {
    let told = announce::view(&app, &member.actor).await?;
    render::page(&VisitPage {
        page: member.frame(told.office_name.clone()),
        abuse: Abuse::of_visit(&told)?,
        name: told.name,
        when: visits::when(&told.visit),
        dwelling: told.dwelling.name,
        address: told.dwelling.address,
        guide: told.dwelling.guide.unwrap_or_default(),
        state: told.visit.state,
        online: told.visit.mode == Some(VisitMode::Online),
        handbook: super::handbook::address(&member),
        received: told.handbook_given_on.map(format_date),
        notes: format!("{}/notes", super::notes::address(&member)),
        office: told.office_name,
        phone: told.phone,
    })
}
