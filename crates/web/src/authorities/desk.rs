//! Where a municipality says how abuse is reported to it (C7).

use askama::Template;
use axum::{extract::State, http::StatusCode};
use model::{calendar::format_date, telephone::Telephone};
use service::{
    App,
    authorities::desk::{self, Error, Input, USUAL_NAME},
    rows::AbuseDesk,
};

use crate::{
    caller::Staff,
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "authorities/desk.html")]
struct DeskPage {
    page: PageFrame,
    area: &'static str,
    form: Form,
    known: Option<AbuseDesk>,
}

impl DeskPage {
    fn day(&self, desk: &AbuseDesk) -> String {
        format_date(desk.changed_on)
    }
}

/// The page; without a form, as the desk was kept.
async fn shown(app: &App, staff: &Staff, form: Option<Form>) -> Result<DeskPage, WebError> {
    let (area, known) = desk::view(app, &staff.actor).await?;
    let form = form.unwrap_or_else(|| form_of(known.as_ref()));
    Ok(DeskPage { page: staff.frame(), area: area.name, form, known })
}

fn form_of(known: Option<&AbuseDesk>) -> Form {
    let number = |number: Option<&Telephone>| number.map(ToString::to_string).unwrap_or_default();
    Form::from_pairs([
        ("version", known.map_or(0, |desk| desk.version).to_string()),
        ("name", known.map_or(USUAL_NAME, |desk| &desk.name).to_owned()),
        ("phone", number(known.map(|desk| &desk.phone))),
        ("night_phone", number(known.and_then(|desk| desk.night_phone.as_ref()))),
        ("form_url", known.and_then(|desk| desk.form_url.clone()).unwrap_or_default()),
    ])
}

pub(super) async fn page(State(app): State<App>, staff: Staff) -> Page {
    render::page(&shown(&app, &staff, None).await?)
}

pub(super) async fn keep(State(app): State<App>, staff: Staff, Posted(mut form): Posted) -> Page {
    let Some(input) = read(&mut form) else { return render::form_again(&shown(&app, &staff, Some(form)).await?) };
    match desk::keep(&app, &staff.actor, input).await {
        Ok(()) => render::done("/authority/desk", "保存しました。管内を訪問する方のページと手引きに、この窓口が出ます。"),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(error @ Error::Address) => {
            form.fail("form_url", error);
            render::form_again(&shown(&app, &staff, Some(form)).await?)
        }
        Err(error @ Error::Stale) => {
            form.fail_whole(error);
            let mut page = shown(&app, &staff, Some(form)).await?;
            // The own values stay in the fields; saving again is done on top of what is shown beside.
            page.form.set("version", page.known.as_ref().map_or(0, |desk| desk.version).to_string());
            render::with_status(StatusCode::CONFLICT, &page)
        }
    }
}

fn read(form: &mut Form) -> Option<Input> {
    let version = form.value("version").parse().unwrap_or_default();
    let name = form.required("name", "窓口の名前");
    let phone = form.required("phone", "電話番号").and_then(|typed| number(form, "phone", &typed));
    let night_phone = form.optional("night_phone", "夜と休みの日の電話番号").and_then(|typed| number(form, "night_phone", &typed));
    let form_url = form.optional("form_url", "様式のページ");
    if !form.is_valid() {
        return None;
    }
    Some(Input { version, name: name?, phone: phone?, night_phone, form_url })
}

fn number(form: &mut Form, field: &str, typed: &str) -> Option<Telephone> {
    typed.parse().map_err(|wrong| form.fail(field, wrong)).ok()
}
