//! A static copy of the whole public side: the same pages by the same handlers, as files that any web server can hand out, or a folder
//! on a stick. Links become relative; what needs a server (searching, the reader's settings) is left out.

mod addresses;

use std::collections::{BTreeSet, VecDeque};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{StatusCode, header},
    response::Response,
};
use futures_util::StreamExt;
use service::{App, Fault, papers, publications::public};
use tower::ServiceExt;

use crate::assets;
use addresses::Addresses;

/// Rides on a request whose answer becomes a file.
#[derive(Debug, Clone)]
pub struct ForCopy(Addresses);

impl ForCopy {
    /// An address of this installation, as it is called where the copy will stand.
    pub(crate) fn outside(&self, address: String) -> String {
        self.0.outside(&address)
    }
}

/// What was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Copied {
    /// Files, assets among them.
    pub files: usize,
    /// Stones of what was withdrawn.
    pub stones: usize,
}

/// The copy is not whole.
#[derive(Debug, thiserror::Error)]
pub enum CopyError<E> {
    /// A file could not be written.
    #[error("a file of the copy could not be written")]
    Write(E),
    /// A page did not answer.
    #[error("{0} answered with {1}")]
    Page(String, StatusCode),
    /// Something was published or withdrawn while copying.
    #[error("something was published or withdrawn while copying: please copy once more")]
    Changed,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
    /// An answer broke off.
    #[error("an answer broke off: {0}")]
    Broken(String),
}

/// Formats of papers: their bytes are copied as they are.
const PAPERS: [papers::Format; 2] = [papers::Format::Pdf, papers::Format::Docx];

/// The list of the files that a web server should answer with 410.
pub const WITHDRAWN: &str = "withdrawn.txt";

/// Hands every file of the public side to `write`, part by part: the name of the file, and bytes to append to it. `base` is where the
/// copy will stand; without it, feeds and site map name the addresses of this installation.
///
/// # Errors
/// [`CopyError`]; what was written until then is not a whole copy.
pub async fn copy<E>(app: &App, base: Option<&str>, mut write: impl FnMut(&str, &[u8]) -> Result<(), E>) -> Result<Copied, CopyError<E>> {
    let router = crate::router(app.clone());
    let addresses = Addresses::new(&app.settings.base_url, base);
    let before = public::mark(app).await?;
    let mut copied = Copied::default();
    for (path, bytes) in assets::all() {
        write(path.trim_start_matches('/'), &bytes).map_err(CopyError::Write)?;
        copied.files += 1;
    }
    let stones = public::stones(app).await?;
    let begin = ["/p", "/p/data", "/robots.txt", "/sitemap.xml"].map(ToOwned::to_owned);
    let mut next: VecDeque<String> = begin.into_iter().chain(stones.iter().map(|address| format!("/p/{address}"))).collect();
    // An order or a default that is told in the address makes another address of the same file.
    let mut seen: BTreeSet<String> = next.iter().filter_map(|address| addresses.file(address)).collect();
    let mut gone = String::new();
    while let Some(address) = next.pop_front() {
        let Some(file) = addresses.file(&address) else { continue };
        let answer = ask(&router, &address, &addresses).await;
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::GONE => {
                gone.push_str(&format!("{file}\n"));
                copied.stones += 1;
            }
            status => return Err(CopyError::Page(address, status)),
        }
        let kind = answer.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_vec()).unwrap_or_default();
        let html = kind.starts_with(b"text/html");
        let linked = !PAPERS.iter().any(|paper| kind == paper.media_type().as_bytes());
        let mut parts = answer.into_body().into_data_stream();
        while let Some(part) = parts.next().await {
            let part = part.map_err(|error| CopyError::Broken(error.to_string()))?;
            if !linked {
                write(&file, &part).map_err(CopyError::Write)?;
                continue;
            }
            let text = std::str::from_utf8(&part).map_err(|error| CopyError::Broken(error.to_string()))?;
            let mut found = Vec::new();
            let text = addresses.rewrite(text, &file, html, &mut found);
            write(&file, text.as_bytes()).map_err(CopyError::Write)?;
            next.extend(found.into_iter().filter(|one| addresses.file(one).is_some_and(|file| seen.insert(file))));
        }
        copied.files += 1;
    }
    write(WITHDRAWN, gone.as_bytes()).map_err(CopyError::Write)?;
    copied.files += 1;
    if public::mark(app).await? == before { Ok(copied) } else { Err(CopyError::Changed) }
}

async fn ask(router: &Router, address: &str, addresses: &Addresses) -> Response {
    let mut request = Request::new(Body::empty());
    match address.parse() {
        Ok(uri) => *request.uri_mut() = uri,
        Err(_) => return status(StatusCode::BAD_REQUEST),
    }
    request.extensions_mut().insert(ForCopy(addresses.clone()));
    match router.clone().oneshot(request).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    }
}

fn status(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
