//! What helps a member in taking part, told on the own phone (A13): at acceptance, and before each meeting or visit.

use askama::Template;
use axum::extract::State;
use model::{Vocabulary, seats::Accommodation};
use service::{
    App,
    seats::tell_needs::{self, Asked, Error},
};

use crate::{
    caller::Member,
    components::Choice,
    forms::Form,
    frame::PageFrame,
    posted::{Asked as Query, Posted},
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "member/needs.html")]
struct NeedsPage {
    page: PageFrame,
    base: String,
    back: String,
    form: Form,
    name: String,
    office: String,
    phone: String,
    needs: Vec<Choice>,
    told: bool,
}

/// Where a member says it.
pub(crate) fn address(member: &Member) -> String {
    format!("/m/{}/needs", member.token)
}

fn needs_page(member: &Member, asked: Asked, form: Form, told: bool) -> NeedsPage {
    NeedsPage {
        page: member.frame(asked.office_name.clone()),
        base: address(member),
        back: format!("/m/{}", member.token),
        form,
        name: asked.name,
        office: asked.office_name,
        phone: asked.phone,
        needs: Choice::all::<Accommodation>(),
        told,
    }
}

pub(super) async fn page(State(app): State<App>, member: Member, Query(query): Query) -> Page {
    let asked = tell_needs::view(&app, &member.actor).await?;
    let form = Form::from_pairs(asked.needs.iter().map(|need| ("needs", need.code())).collect::<Vec<_>>());
    render::page(&needs_page(&member, asked, form, query.has("told", "1")))
}

pub(super) async fn tell(State(app): State<App>, member: Member, Posted(mut form): Posted) -> Page {
    let needs = form.choices("needs", "あると助かること");
    if form.is_valid() {
        match tell_needs::tell(&app, &member.actor, needs).await {
            Ok(()) => return render::on_to(&format!("{}?told=1", address(&member))),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail_whole(error),
        }
    }
    let asked = tell_needs::view(&app, &member.actor).await?;
    render::form_again(&needs_page(&member, asked, form, false))
}
