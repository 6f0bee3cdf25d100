//! Open data: what is shown, one meeting a row (CSV) or with everything that was said (JSON), under the terms that each office chose.
//! A country has more rows than fit into memory, so they are written while they are sent.

use askama::Template;
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::IntoResponse,
};
use futures_util::{StreamExt, TryStreamExt, stream};
use model::{Vocabulary, calendar::FiscalYear, jurisdictions, seats::SeatCategory};
use serde_json::{Value, json};
use service::{
    App, japan,
    publications::public::{self, After, Whole},
    rows::Scope,
};

use super::{
    answer::{kept, kept_untagged},
    frame, office_of, place_of, scope_path,
};
use crate::{
    caller::{Caller, Ids},
    errors::WebError,
    frame::PageFrame,
    posted::Asked,
    render::{self, Page},
    spreadsheet,
};

#[derive(Template)]
#[template(path = "publications/data.html")]
struct DataPage {
    page: PageFrame,
    headings: Vec<String>,
}

/// `/p/data`: what there is, and under which terms.
pub(super) async fn page(caller: Caller) -> Page {
    kept(render::page(&DataPage { page: frame(&caller), headings: headings() }))
}

pub(super) async fn country_csv(State(app): State<App>, Asked(query): Asked) -> Page {
    csv(app, Scope::Country, query.year()).await
}

pub(super) async fn country_json(State(app): State<App>, Asked(query): Asked) -> Page {
    json(app, Scope::Country, query.year()).await
}

pub(super) async fn place_csv(State(app): State<App>, Ids(code): Ids<String>, Asked(query): Asked) -> Page {
    csv(app, Scope::Place(place_of(&code)?), query.year()).await
}

pub(super) async fn place_json(State(app): State<App>, Ids(code): Ids<String>, Asked(query): Asked) -> Page {
    json(app, Scope::Place(place_of(&code)?), query.year()).await
}

pub(super) async fn office_csv(State(app): State<App>, Ids(number): Ids<String>, Asked(query): Asked) -> Page {
    csv(app, office_of(&number)?, query.year()).await
}

pub(super) async fn office_json(State(app): State<App>, Ids(number): Ids<String>, Asked(query): Asked) -> Page {
    json(app, office_of(&number)?, query.year()).await
}

pub(in crate::publications) fn headings() -> Vec<String> {
    let before = ["事業所番号", "事業所の名称", "都道府県", "市区町村", "自治体コード", "年度", "回", "開催日", "場所"];
    let came = SeatCategory::ALL.iter().flat_map(|category| [format!("出席（{category}）"), format!("書面（{category}）")]);
    let after = ["出席（職員）", "議題", "決まったこと", "公表日", "版", "利用条件", "利用条件のアドレス", "アドレス"];
    before.map(ToOwned::to_owned).into_iter().chain(came).chain(after.map(ToOwned::to_owned)).collect()
}

pub(in crate::publications) fn cells(base: &str, one: &Whole) -> Vec<String> {
    let (Whole { entry, version, .. }, content) = (one, one.content());
    let place = entry.place.and_then(jurisdictions::lookup);
    let prefecture = place.and_then(|known| jurisdictions::lookup(known.code.prefecture()));
    let mut cells = vec![
        content.office_number.clone(),
        content.office_name.clone(),
        prefecture.map(|known| known.name.to_owned()).unwrap_or_default(),
        place.map(|known| known.name.to_owned()).unwrap_or_default(),
        entry.place.map(|code| code.to_string()).unwrap_or_default(),
        content.year.start_year().to_string(),
        content.number.to_string(),
        content.held_on.to_string(),
        content.place_kind.map(|kind| kind.to_string()).unwrap_or_default(),
    ];
    for category in SeatCategory::ALL {
        let of = content.attendance.iter().filter(|count| count.category == *category);
        let (present, written) = of.fold((0, 0), |(present, written), count| (present + count.present, written + count.written));
        cells.extend([present.to_string(), written.to_string()]);
    }
    let titles: Vec<&str> = content.items.iter().map(|item| item.title.as_str()).collect();
    cells.extend([
        content.staff_present.to_string(),
        titles.join("／"),
        content.summary.clone(),
        japan(entry.published_at).date().to_string(),
        version.to_string(),
        entry.licence.to_string(),
        entry.licence.address().unwrap_or_default().to_owned(),
        format!("{}/p/{}", base, entry.address),
    ]);
    cells
}

pub(in crate::publications) fn item(base: &str, one: &Whole) -> Value {
    let (Whole { entry, version, .. }, content) = (one, one.content());
    let items: Vec<Value> = content
        .items
        .iter()
        .map(|item| {
            let said = item.entries.iter().map(|entry| {
                json!({
                    "kind": entry.kind.code(), "by": entry.category.map(Vocabulary::code), "text": entry.text, "answer": entry.answer,
                })
            });
            json!({ "title": item.title, "entries": said.collect::<Vec<_>>() })
        })
        .collect();
    let came: Vec<Value> = content
        .attendance
        .iter()
        .map(|count| json!({ "category": count.category.code(), "present": count.present, "written": count.written }))
        .collect();
    json!({
        "url": format!("{}/p/{}", base, entry.address), "version": version,
        "office": { "number": content.office_number, "name": content.office_name, "place": entry.place.map(|code| code.to_string()) },
        "year": content.year.start_year(), "number": content.number, "held_on": content.held_on.to_string(),
        "place_kind": content.place_kind.map(Vocabulary::code), "attendance": came, "staff_present": content.staff_present,
        "items": items, "summary": content.summary, "published_on": japan(entry.published_at).date().to_string(),
        "licence": { "name": entry.licence.to_string(), "url": entry.licence.address() },
    })
}

async fn csv(app: App, scope: Scope, year: Option<FiscalYear>) -> Page {
    let begin = spreadsheet::lines(std::iter::once(headings()))?;
    let write = |app: &App, whole: &[Whole], _: bool| spreadsheet::lines(whole.iter().map(|one| cells(&app.settings.base_url, one)));
    sent(app, scope, year, "text/csv; charset=utf-8", format!("\u{feff}{begin}"), "", write).await
}

/// Said once at the beginning of a file; the terms of each publication stand beside it.
const NOTICE: &str = "利用条件は事業所ごとに異なります。各項目の licence を確かめてください。";

async fn json(app: App, scope: Scope, year: Option<FiscalYear>) -> Page {
    let begin = format!("{{\"notice\":{},\"publications\":[", json!(NOTICE));
    let write = |app: &App, whole: &[Whole], first: bool| {
        let items: Vec<String> = whole.iter().map(|one| item(&app.settings.base_url, one).to_string()).collect();
        let comma = if first || items.is_empty() { "" } else { ",\n" };
        Ok(format!("{comma}{}", items.join(",\n")))
    };
    sent(app, scope, year, "application/json", begin, "]}\n", write).await
}

/// A file that is being sent: what to read next, and how to write it.
struct Sending<W> {
    app: App,
    scope: Scope,
    year: Option<FiscalYear>,
    /// `None` when everything has left.
    after: Option<After>,
    end: &'static str,
    write: W,
}

impl<W: Fn(&App, &[Whole], bool) -> Result<String, WebError>> Sending<W> {
    /// The next stretch; a failure ends the connection, so that nobody takes half a file for a whole one.
    async fn next(&mut self) -> Result<Option<String>, WebError> {
        let Some(after) = self.after else { return Ok(None) };
        let whole = public::walk(&self.app, self.scope, self.year, after).await?;
        self.after = whole.last().map(|last| (i64::from(last.entry.year.start_year()), last.entry.number));
        if whole.is_empty() {
            return Ok(Some(self.end.to_owned()));
        }
        (self.write)(&self.app, &whole, after == BEGIN).map(Some)
    }
}

/// Before every year and number.
const BEGIN: After = (0, 0);

/// Writes while sending: each stretch is read when the one before has left.
async fn sent<W>(app: App, scope: Scope, year: Option<FiscalYear>, kind: &'static str, begin: String, end: &'static str, write: W) -> Page
where
    W: Fn(&App, &[Whole], bool) -> Result<String, WebError> + Send + 'static,
{
    // An office that never published has no data either.
    public::newest(&app, scope, 1).await?;
    let ending = if kind.starts_with("text/csv") { "csv" } else { "json" };
    let name = scope_path(scope).trim_start_matches('/').replace('/', "-");
    let sending = Sending { app, scope, year, after: Some(BEGIN), end, write };
    let parts =
        stream::try_unfold(sending, |mut sending| async move { Ok::<_, WebError>(sending.next().await?.map(|part| (part, sending))) });
    let body = Body::from_stream(stream::once(async { Ok(begin) }).chain(parts).map_ok(Bytes::from));
    let headers =
        [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\""))];
    kept_untagged(Ok((headers, body).into_response()))
}
