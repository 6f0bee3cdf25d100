//! Style sheets, fonts and scripts, carried inside the program and served with addresses that change with their content.
//!
//! One hash covers all files: a style sheet names its fonts by relative address, so they must live under the same hash.

use std::{fmt::Write, sync::LazyLock};

use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

const A_YEAR: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// The first 16 hexadecimal digits of a SHA-256 over names and contents of all files.
static CONTENT_HASH: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Assets::iter().collect();
    names.sort();
    let mut hasher = Sha256::new();
    for name in names {
        if let Some(file) = Assets::get(&name) {
            hasher.update(name.as_bytes());
            hasher.update([0]);
            hasher.update(file.metadata.sha256_hash());
        }
    }
    let digest = hasher.finalize();
    digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        // Writing into a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
});

/// The address of an asset, such as `css/base.css`.
pub fn asset_url(path: &str) -> String {
    format!("/assets/{}/{path}", *CONTENT_HASH)
}

/// Every asset with its address, for a copy in files.
pub(crate) fn all() -> impl Iterator<Item = (String, Vec<u8>)> {
    Assets::iter().filter_map(|path| Assets::get(&path).map(|file| (asset_url(&path), file.data.into_owned())))
}

/// `GET /assets/{hash}/{path}`.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{hash}/{*path}", get(serve))
}

/// The file, to be kept for good under its own hash. Under another hash, which a page of an older or newer process may still
/// name while versions change, it is served too, but the browser has to ask again.
async fn serve(Path((hash, path)): Path<(String, String)>) -> Response {
    let (Some(file), Some(kind)) = (Assets::get(&path), content_type(&path)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let caching = if hash == *CONTENT_HASH { A_YEAR } else { ASK_AGAIN };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, caching),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, Body::from(file.data.into_owned())).into_response()
}

/// `None` for a kind of file that pages do not use.
fn content_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "txt" => Some("text/plain; charset=utf-8"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use tower::ServiceExt;

    use super::*;

    async fn get(address: &str) -> Response {
        let request = Request::get(address).body(Body::empty()).unwrap();
        routes::<()>().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn a_stylesheet_is_served_for_good_under_its_hash() {
        let response = get(&asset_url("css/base.css")).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(response.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    }

    #[tokio::test]
    async fn under_another_hash_a_file_is_not_kept() {
        let response = get("/assets/0000000000000000/js/clock.js").await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache");
    }

    #[tokio::test]
    async fn an_unknown_file_is_not_found() {
        for path in ["css/none.css", "", "css", "../Cargo.toml", "..%2FCargo.toml"] {
            let response = get(&asset_url(path)).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    /// Every file is of a kind that pages use, so none lies in the program for nothing.
    #[test]
    fn every_embedded_file_has_a_content_type() {
        for name in Assets::iter() {
            assert!(content_type(&name).is_some(), "{name}");
        }
    }

    /// H3: the letters come from this server, and all that the style sheet names are there.
    #[test]
    fn every_font_of_the_style_sheet_exists_and_stays_small() {
        let sheet = Assets::get("css/fonts.css").unwrap();
        let sheet = String::from_utf8(sheet.data.into_owned()).unwrap();
        let files: Vec<&str> = sheet.split("url(../").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
        assert!(files.len() > 20);
        for file in files {
            let size = Assets::get(file).unwrap_or_else(|| panic!("{file}")).data.len();
            assert!(size < 200_000, "{file}: {size}");
        }
        assert!(!sheet.contains("http"));
    }
}
