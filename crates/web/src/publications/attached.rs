//! Files beside published minutes, for everybody: only clean copies that were released, never an original (H1).

use askama::Template;
use axum::{
    extract::State,
    http::{
        HeaderMap, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
    },
    response::{IntoResponse, Response},
};
use model::{calendar::format_date, files::FileKind, publications::PublicAttachment};
use service::{
    App, japan,
    publications::attachments::{
        prepare::public_name,
        public::{self, Found},
    },
};

use crate::{caller::Ids, errors::WebError, house::House, render::Page};

/// A file can load nothing, run nothing, send nothing, and is no page of ours.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

pub(super) fn rooms(house: House) -> House {
    house.get("/p/{address}/files/{number}", file).get("/p/{address}/files/{number}/text", text)
}

/// What stands on the page of the minutes.
#[derive(Template)]
#[template(path = "publications/attached.html")]
pub(super) struct Attached {
    address: String,
    lines: Vec<PublicAttachment>,
}

impl Attached {
    /// What is public with the minutes at an address, as HTML.
    pub(super) async fn html(app: &App, address: &str) -> Result<String, WebError> {
        let lines = public::list(app, address).await?;
        Self { address: address.to_owned(), lines }.render().map_err(|error| WebError::Broken(error.to_string()))
    }
}

async fn file(State(app): State<App>, Ids((address, number)): Ids<(String, u32)>, headers: HeaderMap) -> Page {
    let known = match public::find(&app, &address, number).await? {
        Found::Shown(content) => content,
        Found::Withdrawn(at) => return Ok(gone(at)),
    };
    let tag = format!("\"{}\"", known.sha256);
    if headers.get(IF_NONE_MATCH).is_some_and(|asked| asked.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag), (CACHE_CONTROL, KEPT.to_owned())]).into_response());
    }
    match public::bytes(&app, &address, number).await? {
        (Found::Shown(content), bytes) => Ok(handed(&content, content.kind, tag, bytes)),
        (Found::Withdrawn(at), _) => Ok(gone(at)),
    }
}

/// The text in a file, for whoever cannot open or see it.
async fn text(State(app): State<App>, Ids((address, number)): Ids<(String, u32)>) -> Page {
    match public::find(&app, &address, number).await? {
        Found::Shown(content) => {
            let tag = format!("\"{}-text\"", content.sha256);
            let words = format!("{}\n\n{}", content.description, content.text);
            Ok(handed(&content, FileKind::Text, tag, words.into_bytes()))
        }
        Found::Withdrawn(at) => Ok(gone(at)),
    }
}

/// Whoever keeps a copy asks again each time, so that a withdrawal is seen at once.
const KEPT: &str = "public, no-cache";

fn handed(content: &PublicAttachment, kind: FileKind, tag: String, bytes: Vec<u8>) -> Response {
    // Pictures and texts show themselves; whatever needs another program is handed to it.
    let way = if matches!(kind, FileKind::Png | FileKind::Jpeg | FileKind::Text) { "inline" } else { "attachment" };
    let name = public_name(content.number, kind);
    let encoded = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    let media_type = match kind {
        FileKind::Text | FileKind::Csv => format!("{}; charset=utf-8", kind.media_type()),
        _ => kind.media_type().to_owned(),
    };
    let headers = [
        (CONTENT_TYPE, media_type),
        (CONTENT_DISPOSITION, format!("{way}; filename=\"shiryo-{}.{}\"; filename*=UTF-8''{encoded}", content.number, kind.ending())),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (CACHE_CONTROL, KEPT.to_owned()),
        (ETAG, tag),
    ];
    (headers, bytes).into_response()
}

fn gone(at: jiff::Timestamp) -> Response {
    let word = format!("この資料は、{}に取り下げられました。\n", format_date(japan(at).date()));
    (StatusCode::GONE, [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, KEPT)], word).into_response()
}
