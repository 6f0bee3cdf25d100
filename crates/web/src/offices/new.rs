//! Registering 法人, 事業所 and its first 住居 by hand (A1).

use askama::Template;
use axum::extract::State;
use model::{
    identifiers::{CorporateNumber, JurisdictionCode, OfficeNumber},
    jurisdictions,
    offices::{GroupHomeType, ServiceKind},
};
use service::{
    App,
    offices::register::{self, Error, Input, NewDwelling},
};

use crate::{
    caller::Staff,
    components::Choice,
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    posted::Posted,
    render::{self, Page},
};

#[derive(Template)]
#[template(path = "offices/new.html")]
struct NewPage {
    page: PageFrame,
    form: Form,
    services: Vec<Choice>,
    types: Vec<Choice>,
    designators: Vec<Choice>,
}

fn new_form(staff: &Staff, form: Form) -> NewPage {
    let designators = jurisdictions::all().iter().filter(|area| jurisdictions::designates(area.code));
    NewPage {
        page: staff.frame(),
        form,
        services: Choice::all::<ServiceKind>(),
        types: Choice::all::<GroupHomeType>(),
        designators: designators.map(|area| Choice::new(area.code.to_string(), area.full_name.to_string())).collect(),
    }
}

fn may(app: &App, staff: &Staff) -> Result<(), WebError> {
    Ok(app.authorise(&staff.actor, service::Action::OfficesRegister, &service::Resource::installation())?)
}

pub(super) async fn page(State(app): State<App>, staff: Staff) -> Page {
    may(&app, &staff)?;
    render::page(&new_form(&staff, Form::from_pairs([("service", "group_home")])))
}

pub(super) async fn send(State(app): State<App>, staff: Staff, Posted(mut form): Posted) -> Page {
    may(&app, &staff)?;
    if let Some(input) = read(&mut form) {
        match register::register(&app, &staff.actor, input).await {
            Ok(office) => {
                return render::done(&format!("/admin/offices/{office}"), "事業所を登録しました。次に、管理者の方を招待してください。");
            }
            Err(Error::Fault(fault)) => return Err(fault.into()),
            Err(error @ Error::Registered) => form.fail("number", error),
            Err(error @ Error::TypeUnfit) => form.fail("group_home_type", error),
            Err(error @ Error::SatelliteUnfit) => form.fail("satellite", error),
            Err(error @ Error::NoDwelling) => form.fail("dwelling_name", error),
        }
    }
    render::form_again(&new_form(&staff, form))
}

/// A number with its check digit; what is wrong with it stands at the field.
fn number<N: std::str::FromStr<Err: std::fmt::Display>>(form: &mut Form, name: &str, label: &str) -> Option<N> {
    let written = form.required(name, label)?;
    written.parse().map_err(|error| form.fail(name, format_args!("{label}：{error}"))).ok()
}

fn read(form: &mut Form) -> Option<Input> {
    let corporation_name = form.required("corporation_name", "法人の名称");
    let corporation_kana = form.required("corporation_kana", "法人の名称のかな");
    let corporation_number: Option<CorporateNumber> =
        if form.value("corporation_number").trim().is_empty() { None } else { number(form, "corporation_number", "法人番号") };
    let corporation_address = form.optional("corporation_address", "法人の住所").unwrap_or_default();
    let corporation_phone = form.optional("corporation_phone", "法人の電話番号").unwrap_or_default();
    let number: Option<OfficeNumber> = number(form, "number", "事業所番号");
    let service: Option<ServiceKind> = form.choice("service", "サービス");
    let group_home_type = form.optional_choice("group_home_type", "共同生活援助の類型");
    let name = form.required("name", "事業所の名称");
    let kana = form.required("kana", "事業所の名称のかな");
    let designator: Option<JurisdictionCode> = form.choice("designator", "指定した自治体");
    let address = form.required("address", "事業所の住所");
    let phone = form.required("phone", "事業所の電話番号");
    let fax = form.optional("fax", "FAX番号").unwrap_or_default();
    let url = form.optional("url", "ホームページ").unwrap_or_default();
    let dwelling_name = form.required("dwelling_name", "住居の名称");
    let dwelling_address = form.optional("dwelling_address", "住居の住所");
    let capacity = form.optional_number("capacity", "定員", 1..=300);
    let satellite = form.checked("satellite");
    if let Some(written) = address.as_deref().filter(|written| jurisdictions::locate(written).is_none()) {
        let message = format!("「{written}」から市区町村がわかりませんでした。都道府県から入力してください。");
        form.fail("address", message);
    }
    if !form.is_valid() {
        return None;
    }
    let address = address?;
    let dwelling = NewDwelling { name: dwelling_name?, satellite, address: dwelling_address.unwrap_or_else(|| address.clone()), capacity };
    Some(Input {
        corporation_number,
        corporation_name: corporation_name?,
        corporation_kana: corporation_kana?,
        corporation_address,
        corporation_phone,
        number: number?,
        service: service?,
        group_home_type,
        name: name?,
        kana: kana?,
        designator: designator?,
        address,
        phone: phone?,
        fax,
        url,
        manager_name: None,
        reply_email: None,
        dwellings: vec![dwelling],
    })
}
