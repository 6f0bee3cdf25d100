//! 実践例: what other places did, to be searched and cited by everybody (G8).

use askama::Template;
use axum::extract::State;
use model::{
    Vocabulary,
    calendar::format_date,
    identifiers::JurisdictionCode,
    jurisdictions::Jurisdiction,
    practice::{Entry, Kind, Library, Query, Source, State as BaseState, Theme},
};
use service::App;

use crate::{
    caller::{Caller, Ids},
    components::{Choice, Column, ListFrame, PAGE_ROWS},
    errors::WebError,
    forms::Form,
    frame::PageFrame,
    house::House,
    posted::Asked,
    publications::public::{frame, kept},
    render::{self, Page},
};

/// Where the library stands.
pub(crate) const SHELF: &str = "/practice";

pub(crate) fn rooms(house: House) -> House {
    house.get(SHELF, list).get("/practice/{entry}", entry)
}

const ORDER: &[Column] = &[Column { key: "", label: "資料の順" }];
/// What the address asks for besides words.
const KEPT: [&str; 4] = ["prefecture", "state", "kind", "theme"];

/// A choice among what entries can have in common.
struct Filter {
    name: &'static str,
    label: &'static str,
    chosen: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "practice/list.html")]
struct ListPage {
    page: PageFrame,
    list: ListFrame,
    filters: Vec<Filter>,
    source: &'static Source,
    entries: Vec<&'static Entry>,
}

fn filters(library: &Library, query: &Form) -> Vec<Filter> {
    let words = |choices: Vec<Choice>, all: &str| std::iter::once(Choice::new("", all)).chain(choices).collect();
    let mut prefectures: Vec<&Jurisdiction> = library.entries().iter().flat_map(|entry| entry.prefectures.iter().copied()).collect();
    prefectures.sort_by_key(|prefecture| prefecture.code);
    prefectures.dedup();
    let prefectures = prefectures.into_iter().map(|prefecture| Choice::new(prefecture.code.to_string(), prefecture.name)).collect();
    let filter = |name, label, choices| Filter { name, label, chosen: query.value(name).to_owned(), choices };
    vec![
        filter("theme", "テーマ", words(Choice::all::<Theme>(), "すべて")),
        filter("prefecture", "都道府県", words(prefectures, "全国")),
        filter("kind", "整備類型", words(Choice::all::<Kind>(), "すべて")),
        filter("state", "その時の状態", words(Choice::all::<BaseState>(), "すべて")),
    ]
}

/// What is sought. A value that makes no sense counts as not given, because an address is no form to correct.
fn query_of(list: &ListFrame, query: &Form) -> Query {
    Query {
        words: list.search.clone(),
        prefecture: JurisdictionCode::read(query.value("prefecture")).ok().map(model::identifiers::Checked::number),
        state: query.value("state").parse().ok(),
        kind: query.value("kind").parse().ok(),
        theme: query.value("theme").parse().ok(),
    }
}

/// `/practice?q=…&theme=…&prefecture=…&kind=…&state=…`
async fn list(State(_): State<App>, caller: Caller, Asked(query): Asked) -> Page {
    let library = Library::built_in();
    let list = ListFrame::read(SHELF, ORDER, &query).keeping(&KEPT, &query);
    let found = library.search(&query_of(&list, &query));
    let list = ListFrame { all: library.entries().len(), ..list.with_total(found.len()) };
    let entries = found.into_iter().skip(list.offset()).take(PAGE_ROWS).collect();
    kept(render::page(&ListPage { page: frame(&caller), filters: filters(library, &query), source: library.source(), entries, list }))
}

#[derive(Template)]
#[template(path = "practice/entry.html")]
struct EntryPage {
    page: PageFrame,
    entry: &'static Entry,
    near: Vec<&'static Entry>,
}

/// So many others are shown beside an entry.
const NEAR: usize = 5;

/// `/practice/b-001`
async fn entry(State(_): State<App>, caller: Caller, Ids(id): Ids<String>) -> Page {
    let library = Library::built_in();
    let entry = library.entry(&id).ok_or(WebError::NotFound)?;
    let shared = |other: &&Entry| other.themes.iter().filter(|theme| entry.themes.contains(theme)).count();
    let mut near: Vec<&Entry> = library.entries().iter().filter(|other| other.id != entry.id && shared(other) > 0).collect();
    near.sort_by_key(|other| std::cmp::Reverse(shared(other)));
    near.truncate(NEAR);
    kept(render::page(&EntryPage { page: frame(&caller), entry, near }))
}

/// Where an entry comes from, in a line: prefectures, and the area where it is another word.
fn place(entry: &Entry) -> String {
    let prefectures: Vec<&str> = entry.prefectures.iter().map(|prefecture| prefecture.name).collect();
    let prefectures = prefectures.join("・");
    match &entry.area {
        Some(area) if *area != prefectures => format!("{prefectures}　{area}"),
        _ => prefectures,
    }
}

/// What is known of the base when its case was told: state and type.
fn known(entry: &Entry) -> String {
    let parts = [entry.state.map(|state| state.label()), entry.kind.map(|kind| kind.label())];
    parts.into_iter().flatten().collect::<Vec<_>>().join("・")
}

impl ListPage {
    fn issued(&self) -> String {
        format_date(self.source.date)
    }
}
