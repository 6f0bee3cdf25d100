//! 訪問のご案内 for whoever visits (C1, C5): when, where, and what to read before. One page, nothing to fill in.

use askama::Template;
use axum::extract::State;
use model::{
    calendar::format_date,
    jurisdictions,
    visits::{VisitMode, VisitState},
};
use service::{
    App,
    visits::{
        self,
        announce::{self, Announced},
    },
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
    state: VisitState,
    online: bool,
    handbook: String,
    received: Option<String>,
    notes: String,
    abuse: Abuse,
    office: String,
    phone: String,
}

/// The municipality in which a visit leads somewhere, for whoever has to report there.
pub(super) fn place(told: &Announced) -> String {
    let place = told.dwelling.location.and_then(jurisdictions::lookup);
    place.map_or("訪問先の市町村", |place| place.name).to_owned()
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
        abuse: Abuse::at(place(&told), told.ruby)?,
        name: told.name,
        when: visits::when(&told.visit),
        dwelling: told.dwelling.name,
        address: told.dwelling.address,
        state: told.visit.state,
        online: told.visit.mode == Some(VisitMode::Online),
        handbook: super::handbook::address(&member),
        received: told.handbook_given_on.map(format_date),
        notes: format!("{}/notes", super::notes::address(&member)),
        office: told.office_name,
        phone: told.phone,
    })
}
