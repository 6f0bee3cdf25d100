//! What a phone keeps for writing without reception (C9): a page without anybody's words, the modules, and the worker that hands them out.

use std::sync::LazyLock;

use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::json;
use service::visits::notes;

use super::{Abuse, Fields};
use crate::{
    assets::asset_url,
    caller::Caller,
    errors::WebError,
    forms::Form,
    frame::{FONTS, PageFrame, SHEETS},
    render::{self, Page},
};

/// Where the page without anybody's words stands.
pub(crate) const SHELL: &str = "/m/offline";
/// What it needs besides the style sheets of every page.
const MODULES: [&str; 4] = ["icon.svg", "js/visit/notes.js", "js/visit/vault.js", "js/visit/shell.js"];

#[derive(Template)]
#[template(path = "member/notes/offline.html")]
struct Shell {
    page: PageFrame,
    form: Form,
    fields: Fields,
    promise: &'static [notes::Read],
    abuse: Abuse,
}

/// The page that opens without reception. It is the same for everybody.
pub(in crate::member) async fn shell(caller: Caller) -> Page {
    let page = PageFrame { copy: true, office_name: None, signed_in: None, notice: None, ..caller.frame() };
    let (promise, abuse) = (notes::prompts()?.promise, Abuse::at(None, None, true)?);
    render::page(&Shell { page, form: Form::empty(), fields: Fields::new(true)?, promise, abuse })
}

static WORKER: LazyLock<String> = LazyLock::new(|| {
    let sheets = SHEETS.into_iter().filter(|sheet| *sheet != FONTS);
    let files: Vec<String> = sheets.chain(MODULES).map(asset_url).collect();
    let given = json!({ "shell": SHELL, "files": files });
    let vault = asset_url("js/visit/vault.js");
    format!("import {{ flushAll }} from \"{vault}\";\nconst GIVEN = {given};\n{}", include_str!("../../../assets/js/visit/worker.js"))
});

/// The service worker. It stands here, and not among the assets, because it may only hand out what lies below its own address.
pub(in crate::member) async fn worker() -> Result<Response, WebError> {
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, WORKER.as_str()).into_response())
}

/// What a phone asks for before it puts the page on its home screen.
pub(in crate::member) async fn manifest() -> Result<Response, WebError> {
    let icon = json!({ "src": asset_url("icon.svg"), "sizes": "any", "type": "image/svg+xml" });
    let manifest = json!({
        "name": "縁側　訪問の記録",
        "short_name": "縁側",
        "lang": "ja",
        "start_url": SHELL,
        "scope": "/m/",
        "display": "standalone",
        "icons": [icon],
    });
    Ok(([(header::CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response())
}
