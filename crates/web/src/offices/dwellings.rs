//! 住居: adding one, changing one, saying that it is no longer run (A1).

use askama::Template;
use axum::{extract::State, http::StatusCode};
use model::{DwellingId, OfficeId};
use service::{
    App,
    offices::{
        dwelling::{self, Error, Input},
        edit,
    },
    rows::Dwelling,
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
#[template(path = "offices/dwelling.html")]
struct DwellingPage {
    page: PageFrame,
    base: String,
    form: Form,
    /// `None` for a new one.
    known: Option<Dwelling>,
    theirs: bool,
}

async fn dwelling_form(app: &App, staff: &Staff, office: OfficeId, id: Option<DwellingId>, form: Form) -> Result<DwellingPage, WebError> {
    let page = staff.office_frame(app, office, Room::Settings).await?;
    let all = edit::view(app, &staff.actor, office).await?.dwellings;
    let known = match id {
        Some(id) => Some(all.into_iter().find(|dwelling| dwelling.id == id).ok_or(WebError::NotFound)?),
        None => None,
    };
    Ok(DwellingPage { page, base: format!("/offices/{office}/settings"), form, known, theirs: false })
}

fn form_of(dwelling: &Dwelling) -> Form {
    Form::from_pairs([
        ("version", dwelling.version.to_string()),
        ("name", dwelling.name.clone()),
        ("address", dwelling.address.clone()),
        ("phone", dwelling.phone.clone()),
        ("capacity", dwelling.capacity.map(|capacity| capacity.to_string()).unwrap_or_default()),
        ("satellite", if dwelling.satellite { "yes" } else { "" }.to_owned()),
        ("guide", dwelling.guide.clone().unwrap_or_default()),
        ("gone_since", dwelling.gone_since.map(|day| day.to_string()).unwrap_or_default()),
    ])
}

pub(super) async fn new_page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    render::page(&dwelling_form(&app, &staff, office, None, Form::empty()).await?)
}

pub(super) async fn add(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(form): Posted) -> Page {
    save(&app, &staff, office, None, form).await
}

pub(super) async fn page(State(app): State<App>, staff: Staff, Ids((office, id)): Ids<(OfficeId, DwellingId)>) -> Page {
    let mut page = dwelling_form(&app, &staff, office, Some(id), Form::empty()).await?;
    page.form = page.known.as_ref().map(form_of).unwrap_or_default();
    render::page(&page)
}

pub(super) async fn change(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, DwellingId)>,
    Posted(form): Posted,
) -> Page {
    save(&app, &staff, office, Some(id), form).await
}

async fn save(app: &App, staff: &Staff, office: OfficeId, id: Option<DwellingId>, mut form: Form) -> Page {
    if let Some(input) = read(&mut form, id) {
        match dwelling::edit_dwelling(app, &staff.actor, office, input).await {
            Ok(_) => return render::done(&format!("/offices/{office}/settings"), "住居の情報を保存しました。"),
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::SatelliteUnfit) => form.fail("satellite", error),
            Err(error @ Error::ThereAlready) => form.fail("name", error),
            Err(error @ Error::LastOne) => form.fail("gone_since", error),
            Err(error @ Error::Stale) => {
                form.fail_whole(error);
                let mut page = dwelling_form(app, staff, office, id, form).await?;
                // The own values stay in the fields; saving again is done on top of what is shown beside.
                let version = page.known.as_ref().map(|known| known.version).unwrap_or_default();
                page.form.set("version", version.to_string());
                page.theirs = true;
                return render::with_status(StatusCode::CONFLICT, &page);
            }
        }
    }
    render::form_again(&dwelling_form(app, staff, office, id, form).await?)
}

fn read(form: &mut Form, id: Option<DwellingId>) -> Option<Input> {
    let version = form.value("version").parse().unwrap_or_default();
    let name = form.required("name", "住居の名称");
    let address = form.required("address", "住所");
    let phone = form.optional("phone", "電話番号").unwrap_or_default();
    let capacity = form.optional_number("capacity", "定員", 1..=300);
    let guide = form.optional_text("guide", "訪問する方へのご案内");
    let gone_since = form.optional_date("gone_since", "使わなくなった日");
    let satellite = form.checked("satellite");
    if !form.is_valid() {
        return None;
    }
    Some(Input { id: id.map(|id| (id, version)), name: name?, satellite, address: address?, phone, capacity, guide, gone_since })
}
