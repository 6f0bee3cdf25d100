//! Files on their way out: always as a download, with the type that their content has, under a name of ours.

use axum::{
    extract::State,
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use model::{FileId, OfficeId};
use service::{
    App,
    files::{self, Opened, Upload},
};

use crate::{
    caller::{Ids, Staff},
    house::House,
    posted::UploadedFile,
    render::Page,
};

/// What browsers offer to choose from.
pub(crate) const TAKEN: &str = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx";

/// What a scan may be.
pub(crate) const SCANS: &str = ".pdf,.png,.jpg,.jpeg";

pub(crate) fn rooms(house: House) -> House {
    house.get("/offices/{office}/files/{file}", open)
}

async fn open(State(app): State<App>, staff: Staff, Ids((office, file)): Ids<(OfficeId, FileId)>) -> Page {
    Ok(download(files::open(&app, &staff.actor, office, file).await?, "file"))
}

/// Hands a file out. `name` is of ours, without ending: never what the file was called where it came from.
pub(crate) fn download(opened: Opened, name: &str) -> Response {
    let kind = opened.kind;
    let headers = [
        (CONTENT_TYPE, kind.media_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{}\"", kind.ending())),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, opened.bytes).into_response()
}

/// The file of a field, if one was chosen.
pub(crate) fn chosen(files: Vec<UploadedFile>, field: &str) -> Option<Upload> {
    let found = files.into_iter().find(|file| file.field == field)?;
    Some(Upload { name: found.name, bytes: found.bytes.to_vec() })
}
