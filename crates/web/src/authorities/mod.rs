//! 行政の側: the offices of an area at a glance, one of them, what leaves for spreadsheets, and the rules (D6, D8).

mod desk;
mod everywhere;
mod export;
mod guide;
mod key;
mod office;
mod overview;
mod preview;
mod rules;
mod saved;

use model::{Vocabulary, calendar::FiscalYear, jurisdictions};
use rulebook::Status;
use service::{
    App,
    authorities::{Order, Scope, View},
};

use crate::{
    components::{Column, ListFrame},
    forms::Form,
    house::House,
};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/authority", overview::page)
        .get("/admin/standing", everywhere::page)
        .get("/authority/export.csv", export::csv)
        .get("/authority/export.xlsx", export::xlsx)
        .get("/authority/offices/{office}", office::page)
        .get("/authority/rules", rules::page)
        .get("/authority/rules/guide", guide::page)
        .get("/authority/rules/preview", preview::page)
        .post("/authority/rules/preview", preview::send)
        .get("/authority/desk", desk::page)
        .post("/authority/desk", desk::keep)
        .get("/authority/key", key::page)
        .post("/authority/key", key::make)
        .post("/authority/key/close", key::close)
        .post("/authority/views", saved::save)
        .post("/authority/views/forget", saved::forget)
}

const COLUMNS: &[Column] = &[
    Column { key: "urgency", label: "判定" },
    Column { key: "number", label: "事業所番号" },
    Column { key: "name", label: "名称" },
    Column { key: "place", label: "所在地" },
    Column { key: "", label: "この年度" },
    Column { key: "", label: "いちばん急ぐこと" },
];

/// What the address asks for besides search, order and page.
const KEPT: [&str; 4] = ["scope", "year", "rule", "status"];

/// What the query asks to see. A value that makes no sense counts as not given.
pub(crate) fn view_of(query: &Form) -> (ListFrame, View) {
    let frame = ListFrame::read("/authority", COLUMNS, query).keeping(&KEPT, query);
    let order = match frame.sort {
        "number" => Order::Number,
        "name" => Order::Name,
        "place" => Order::Place,
        _ => Order::Urgency,
    };
    let view = View {
        scope: if query.value("scope") == "designated" { Scope::Designated } else { Scope::Lying },
        year: query.year(),
        text: frame.search.clone(),
        rule: Some(query.value("rule").to_owned()).filter(|rule| !rule.is_empty()),
        status: Status::ALL.iter().copied().find(|status| status.code() == query.value("status")),
        order,
        descending: frame.descending,
        page: u32::try_from(frame.page - 1).unwrap_or(0),
    };
    (frame, view)
}

/// The name of a place as the lists write it.
fn place_name(code: Option<model::identifiers::JurisdictionCode>) -> &'static str {
    code.and_then(jurisdictions::lookup).map(|place| place.name).unwrap_or_default()
}

/// The years to choose from.
fn years(app: &App) -> Vec<FiscalYear> {
    service::authorities::years(app).to_vec()
}
