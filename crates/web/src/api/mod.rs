//! What programs of authorities read: the same as their officials see on pages, as JSON (D6). OpenAPI 3.1 at `/api/v1/openapi.json`.

mod answers;
mod caller;

use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use model::OfficeId;
use service::{App, authorities};
use utoipa::OpenApi;

use crate::{authorities::view_of, house::House, posted::Asked};
use answers::{Counted, Findings, Offices, Problem};
use caller::{ApiError, Keyed, Program};

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/api/v1/openapi.json", description)
        .get("/api/v1/offices", offices)
        .get("/api/v1/offices/{office}/findings", findings)
        .get("/api/v1/counts", counts)
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "縁側：行政向けの読み出し",
        description = "管内の事業所の判定を、画面と同じ内容で読み出します。鍵は「Authorization: Bearer 鍵」で送ります。",
        version = "1",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(offices, findings, counts),
    components(schemas(Problem)),
    modifiers(&Keyed),
    security(("key" = []))
)]
struct Description;

async fn description() -> Response {
    Json(Description::openapi()).into_response()
}

/// 管内の事業所と、その年度の判定の要約（50件ずつ）
#[utoipa::path(
    get,
    path = "/api/v1/offices",
    params(
        ("year" = Option<i16>, Query, description = "年度の始まる年。なければ今年度"),
        ("scope" = Option<String>, Query, description = "designated：指定した事業所。なければ所在する事業所"),
        ("rule" = Option<String>, Query, description = "規則の名前。その規則の判定がある事業所だけ"),
        ("status" = Option<String>, Query, description = "broken・overdue・due・unknown・advice・met・not_applicable"),
        ("q" = Option<String>, Query, description = "番号・名称・住所の一部"),
        ("sort" = Option<String>, Query, description = "urgency・number・name・place。先頭に - で逆の順"),
        ("page" = Option<u32>, Query, description = "1から"),
    ),
    responses((status = 200, body = Offices), (status = 401, body = Problem), (status = 429, body = Problem))
)]
async fn offices(State(app): State<App>, program: Program, Asked(query): Asked) -> Result<Json<Offices>, ApiError> {
    let (frame, view) = view_of(&query);
    let seen = authorities::overview(&app, &program.actor, &view).await?;
    Ok(Json(Offices::of(seen, frame.page)))
}

/// 1つの事業所の判定（理由と根拠つき）
#[utoipa::path(
    get,
    path = "/api/v1/offices/{office}/findings",
    params(("office" = String, Path, description = "offices の id"), ("year" = Option<i16>, Query, description = "年度の始まる年。なければ今年度")),
    responses((status = 200, body = Findings), (status = 401, body = Problem), (status = 404, body = Problem), (status = 429, body = Problem))
)]
async fn findings(
    State(app): State<App>,
    program: Program,
    office: Result<Path<OfficeId>, axum::extract::rejection::PathRejection>,
    Asked(query): Asked,
) -> Result<Json<Findings>, ApiError> {
    let Path(office) = office.map_err(|_| ApiError::NotFound)?;
    let (row, year, found) = authorities::office(&app, &program.actor, office, query.year()).await?;
    Ok(Json(Findings::of(&row, year, &found)))
}

/// 決まりと状態ごとの事業所の数
#[utoipa::path(
    get,
    path = "/api/v1/counts",
    params(
        ("year" = Option<i16>, Query, description = "年度の始まる年。なければ今年度"),
        ("scope" = Option<String>, Query, description = "designated：指定した事業所。なければ所在する事業所"),
    ),
    responses((status = 200, body = Counted), (status = 401, body = Problem), (status = 429, body = Problem))
)]
async fn counts(State(app): State<App>, program: Program, Asked(query): Asked) -> Result<Json<Counted>, ApiError> {
    let (_, view) = view_of(&query);
    let seen = authorities::overview(&app, &program.actor, &view).await?;
    Ok(Json(Counted::of(&seen)))
}
