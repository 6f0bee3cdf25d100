//! Administrators: the list of offices and the national list's import. Managers: the settings of their office (4.1).

mod appoint;
mod dwellings;
mod evaluations;
mod import;
mod new;

use askama::Template;
use axum::extract::State;
use model::{
    OfficeId,
    accounts::Role,
    calendar::format_date,
    jurisdictions,
    offices::{GroupHomeType, ServiceKind},
};
use service::{
    App,
    offices::{
        self,
        edit::{self, Error, Particulars},
        list::{Order, Search},
    },
};

use crate::{
    caller::{Ids, Staff},
    components::{Choice, Column, ListFrame},
    errors::WebError,
    forms::Form,
    frame::{PageFrame, Room},
    house::House,
    posted::{Asked, Posted},
    render::{self, Page},
};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/admin/offices", list)
        .get("/admin/offices/import", import::page)
        .post("/admin/offices/import", import::send)
        .get("/admin/offices/new", new::page)
        .post("/admin/offices/new", new::send)
        .get("/admin/offices/{office}", appoint::page)
        .post("/admin/offices/{office}", appoint::send)
        .get("/offices/{office}/settings", settings)
        .get("/offices/{office}/dwellings/new", dwellings::new_page)
        .post("/offices/{office}/dwellings/new", dwellings::add)
        .get("/offices/{office}/dwellings/{dwelling}", dwellings::page)
        .post("/offices/{office}/dwellings/{dwelling}", dwellings::change)
        .get("/offices/{office}/evaluations", evaluations::list)
        .get("/offices/{office}/evaluations/new", evaluations::new_page)
        .post("/offices/{office}/evaluations/new", evaluations::add)
        .get("/offices/{office}/evaluations/{evaluation}", evaluations::page)
        .post("/offices/{office}/evaluations/{evaluation}", evaluations::change)
        .get("/offices/{office}/edit", edit_page)
        .post("/offices/{office}/edit", save)
}

/// An office as the list shows it.
struct Line {
    href: String,
    number: String,
    name: String,
    service: ServiceKind,
    place: String,
    designator: String,
    dwellings: i64,
    gone: Option<String>,
}

#[derive(Template)]
#[template(path = "offices/list.html")]
struct ListPage {
    page: PageFrame,
    list: ListFrame,
    lines: Vec<Line>,
}

const COLUMNS: &[Column] = &[
    Column { key: "number", label: "事業所番号" },
    Column { key: "kana", label: "名称" },
    Column { key: "", label: "サービス" },
    Column { key: "location", label: "所在地" },
    Column { key: "", label: "指定" },
    Column { key: "", label: "住居" },
];

async fn list(State(app): State<App>, staff: Staff, Asked(query): Asked) -> Page {
    let frame = ListFrame::read("/admin/offices", COLUMNS, &query);
    let order = match frame.sort {
        "number" => Order::Number,
        "location" => Order::Location,
        _ => Order::Kana,
    };
    let search = |page: u32| Search { text: frame.search.clone(), prefecture: None, order, descending: frame.descending, page };
    let found = offices::list::list(&app, &staff.actor, &search(u32::try_from(frame.page.saturating_sub(1)).unwrap_or(0))).await?;
    let list = frame.clone().with_total(usize::try_from(found.total).unwrap_or(0));
    let place = |code: Option<model::identifiers::JurisdictionCode>| {
        code.and_then(jurisdictions::lookup).map(|found| found.full_name.to_string()).unwrap_or_default()
    };
    let lines = found.lines.into_iter().map(|line| Line {
        href: format!("/admin/offices/{}", line.id),
        number: line.number.to_string(),
        name: line.name,
        service: line.service,
        place: place(line.location),
        designator: place(Some(line.designator)),
        dwellings: line.dwellings,
        gone: line.gone_since.map(format_date),
    });
    render::page(&ListPage { page: staff.frame(), list, lines: lines.collect() })
}

#[derive(Template)]
#[template(path = "offices/settings.html")]
struct SettingsPage {
    page: PageFrame,
    base: String,
    particulars: Particulars,
    manages: bool,
}

impl SettingsPage {
    fn day(&self, day: &jiff::civil::Date) -> String {
        format_date(*day)
    }
}

async fn settings(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    let page = staff.office_frame(&app, office, Room::Settings).await?;
    let particulars = edit::view(&app, &staff.actor, office).await?;
    render::page(&SettingsPage {
        page,
        base: format!("/offices/{office}"),
        particulars,
        manages: staff.signed_in.account.role == Role::OfficeManager,
    })
}

#[derive(Template)]
#[template(path = "offices/edit.html")]
struct EditPage {
    page: PageFrame,
    base: String,
    form: Form,
    types: Vec<Choice>,
    theirs: Option<Particulars>,
}

async fn edit_form(app: &App, staff: &Staff, office: OfficeId, form: Form, theirs: Option<Particulars>) -> Result<EditPage, WebError> {
    let page = staff.office_frame(app, office, Room::Settings).await?;
    Ok(EditPage { page, base: format!("/offices/{office}/settings"), form, types: Choice::all::<GroupHomeType>(), theirs })
}

async fn edit_page(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>) -> Page {
    let known = edit::view(&app, &staff.actor, office).await?.office;
    let form = Form::from_pairs([
        ("version", known.version.to_string()),
        ("group_home_type", known.group_home_type.map(|kind| model::Vocabulary::code(kind).to_owned()).unwrap_or_default()),
        ("name", known.name),
        ("kana", known.kana),
        ("address", known.address),
        ("phone", known.phone),
        ("fax", known.fax),
        ("url", known.url),
        ("manager_name", known.manager_name.unwrap_or_default()),
        ("reply_email", known.reply_email.unwrap_or_default()),
    ]);
    render::page(&edit_form(&app, &staff, office, form, None).await?)
}

async fn save(State(app): State<App>, staff: Staff, Ids(office): Ids<OfficeId>, Posted(mut form): Posted) -> Page {
    let Some(input) = read(&mut form) else { return render::form_again(&edit_form(&app, &staff, office, form, None).await?) };
    match edit::edit(&app, &staff.actor, office, input).await {
        Ok(()) => render::done(&format!("/offices/{office}/settings"), "保存しました。"),
        Err(Error::Fault(fault)) => Err(fault.into()),
        Err(error @ Error::TypeUnfit) => {
            form.fail("group_home_type", error);
            render::form_again(&edit_form(&app, &staff, office, form, None).await?)
        }
        Err(error @ Error::Stale) => {
            let theirs = edit::view(&app, &staff.actor, office).await?;
            form.fail_whole(error);
            // The own values stay in the fields; saving again is done on top of what is shown beside.
            form.set("version", theirs.office.version.to_string());
            render::with_status(axum::http::StatusCode::CONFLICT, &edit_form(&app, &staff, office, form, Some(theirs)).await?)
        }
    }
}

fn read(form: &mut Form) -> Option<edit::Input> {
    let version = form.value("version").parse().unwrap_or_default();
    let group_home_type = form.optional_choice("group_home_type", "類型");
    let name = form.required("name", "名称");
    let kana = form.required("kana", "かな");
    let address = form.required("address", "住所");
    let phone = form.required("phone", "電話番号");
    let fax = form.optional("fax", "FAX番号").unwrap_or_default();
    let url = form.optional("url", "ホームページ").unwrap_or_default();
    let manager_name = form.optional("manager_name", "管理者の氏名");
    let reply_email = form.optional("reply_email", "返信先のメールアドレス");
    if !form.is_valid() {
        return None;
    }
    Some(edit::Input {
        version,
        group_home_type,
        name: name?,
        kana: kana?,
        address: address?,
        phone: phone?,
        fax,
        url,
        manager_name,
        reply_email,
    })
}
