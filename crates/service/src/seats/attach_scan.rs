//! The scan of a 参加承諾書 on paper (A10). The pledge itself is frozen; the picture of the paper is added once.

use model::{FileId, OfficeId, SeatId, files::FileKind, seats::Channel};
use store::{Facts, Subject, seats};

use crate::{
    Action, Actor, App, Fault, Resource,
    files::{self, Upload},
};

/// The scan was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No paper was recorded.
    #[error("紙でいただいた参加承諾書の記録がありません。先に承諾書を記録してください。")]
    NoPaper,
    /// There is a scan already.
    #[error("この承諾書には、すでに写しが付いています。")]
    ThereAlready,
    /// A scan is a picture.
    #[error("承諾書の写しは、PDFか画像（PNG・JPEG）を選んでください。")]
    NoPicture,
    /// The file was not taken.
    #[error(transparent)]
    File(files::Error),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

impl From<files::Error> for Error {
    fn from(error: files::Error) -> Self {
        match error {
            files::Error::Fault(fault) => Self::Fault(fault),
            other => Self::File(other),
        }
    }
}

/// Adds the scan to the newest pledge of a seat that was given on paper.
pub async fn attach_scan(app: &App, actor: &Actor, office: OfficeId, id: SeatId, upload: Upload) -> Result<FileId, Error> {
    if !matches!(files::examine(&upload)?, FileKind::Pdf | FileKind::Png | FileKind::Jpeg) {
        return Err(Error::NoPicture);
    }
    let received = files::receive(app, actor, Action::SeatsAnswer, office, upload).await?;
    let mut tx = app.change(actor, Action::SeatsAnswer, &Resource::office(office).subject(id)).await?;
    seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let on_paper = |pledge: &seats::Pledge| pledge.seat == id && pledge.channel != Channel::Online;
    let pledge = seats::pledges(&mut tx, office).await?.into_iter().rfind(on_paper).ok_or(Error::NoPaper)?;
    if pledge.file.is_some() {
        return Err(Error::ThereAlready);
    }
    let file = received.keep(&mut tx).await?;
    seats::attach_pledge_file(&mut tx, office, pledge.id, file).await?;
    let mut record = app.record(actor, Action::SeatsAnswer, office, Subject::new("pledge", pledge.id));
    record.after = Facts::new().plain("scan", file);
    tx.commit(app.now(), record).await?;
    Ok(file)
}
