//! Files that people bring: known by their content, kept sealed, handed out only to whom the policies let (section 2).

use model::{FileId, OfficeId, Vocabulary, files::FileKind};
use store::{StoreError, WriteTx, files::File};

use crate::{Action, Actor, App, Fault, Resource};

/// A file as somebody sends it. Its name is only shown, never used as a path.
#[derive(Debug, Clone)]
pub struct Upload {
    /// What it is called where it comes from.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing in it.
    #[error("ファイルが空です。もう一度選び直してください。")]
    Empty,
    /// It is larger than [`model::files::MAX_BYTES`].
    #[error("ファイルが大きすぎます。20MBまでのファイルを選んでください。スキャンは、白黒や低い解像度にすると小さくなります。")]
    TooLarge,
    /// By its content it is nothing that is taken here.
    #[error("この種類のファイルは受け取れません。{}のどれかを選んでください。", taken())]
    KindUnfit,
    /// The name says something else than the content.
    #[error("ファイル名は「.{ending}」ですが、中身は{is}です。もとのファイルを確かめて、もう一度選んでください。")]
    Disguised {
        /// How the name ends.
        ending: String,
        /// What it is.
        is: FileKind,
    },
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Texts bear no sign of what they are, so they are not among them.
fn taken() -> String {
    FileKind::ALL
        .iter()
        .filter(|kind| !matches!(kind, FileKind::Text | FileKind::Csv))
        .map(|kind| kind.label())
        .collect::<Vec<_>>()
        .join("・")
}

/// A file whose bytes are kept and whose row is not yet: [`Received::keep`] it in the transaction of the action it belongs to.
/// If that never happens, the bytes are swept.
#[derive(Debug)]
#[must_use = "bytes without a row are swept"]
pub struct Received(File);

impl Received {
    /// The address of the content: the same content has the same.
    pub fn sha256(&self) -> &str {
        &self.0.sha256
    }

    /// Writes the row.
    pub async fn keep(self, tx: &mut WriteTx) -> Result<FileId, StoreError> {
        store::files::insert(tx, &self.0).await?;
        Ok(self.0.id)
    }
}

/// Takes a file in: asks the policies of the action it belongs to, looks at the content, keeps the bytes.
pub async fn receive(app: &App, actor: &Actor, action: Action, office: OfficeId, upload: Upload) -> Result<Received, Error> {
    app.authorise(actor, action, &Resource::office(office))?;
    let kind = examine(&upload)?;
    let sha256 = app.files.put(office, &upload.bytes).await?;
    let size = upload.bytes.len() as u64;
    Ok(Received(File { id: app.mint(), office, sha256, size, kind, name: upload.name, created_at: app.now() }))
}

/// What a file is by its content; refused when its name says something else.
pub fn examine(upload: &Upload) -> Result<FileKind, Error> {
    if upload.bytes.is_empty() {
        return Err(Error::Empty);
    }
    if upload.bytes.len() > model::files::MAX_BYTES {
        return Err(Error::TooLarge);
    }
    let found = infer::get(&upload.bytes).and_then(|found| FileKind::of_media_type(found.mime_type()));
    let kind = found.ok_or(Error::KindUnfit)?;
    let ending = upload.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    match ending {
        Some(ending) if !kind.endings().contains(&ending.as_str()) => Err(Error::Disguised { ending, is: kind }),
        _ => Ok(kind),
    }
}

/// A file that is handed out.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What it is.
    pub kind: FileKind,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A file of an office, for its staff.
pub async fn open(app: &App, actor: &Actor, office: OfficeId, id: FileId) -> Result<Opened, Fault> {
    let mut tx = app.view(actor, Action::FilesView, &Resource::office(office)).await?;
    let file = store::files::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    bytes_of(app, file).await
}

pub(crate) async fn bytes_of(app: &App, file: File) -> Result<Opened, Fault> {
    let missing = || StoreError::Unreadable("the bytes of a file".to_owned());
    let bytes = app.files.get(file.office, &file.sha256).await?.ok_or_else(missing)?;
    Ok(Opened { kind: file.kind, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(name: &str, bytes: &[u8]) -> Upload {
        Upload { name: name.to_owned(), bytes: bytes.to_vec() }
    }

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF";

    #[test]
    fn a_file_is_known_by_its_content() {
        assert_eq!(examine(&upload("資料.PDF", PDF)).unwrap(), FileKind::Pdf);
        assert_eq!(examine(&upload("scan", PDF)).unwrap(), FileKind::Pdf);
        assert_eq!(examine(&upload("a.jpg", &[0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, b'J', b'F', b'I', b'F'])).unwrap(), FileKind::Jpeg);
    }

    /// Section 6: an executable renamed .pdf.
    #[test]
    fn an_executable_with_a_harmless_name_is_refused() {
        for bytes in
            [&b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"[..], b"MZ\x90\0\x03\0\0\0\x04\0\0\0", b"#!/bin/sh\nrm -rf x", b"<html><script>"]
        {
            assert!(matches!(examine(&upload("資料.pdf", bytes)), Err(Error::KindUnfit)), "{bytes:?}");
        }
    }

    #[test]
    fn a_name_that_says_something_else_than_the_content_is_refused() {
        let error = examine(&upload("資料.png", PDF)).unwrap_err();
        assert!(matches!(&error, Error::Disguised { ending, is: FileKind::Pdf } if ending == "png"), "{error}");
        assert!(matches!(examine(&upload("資料.exe", PDF)), Err(Error::Disguised { .. })));
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert!(matches!(examine(&upload("a.pdf", b"")), Err(Error::Empty)));
        let mut large = PDF.to_vec();
        large.resize(model::files::MAX_BYTES + 1, 0);
        assert!(matches!(examine(&upload("a.pdf", &large)), Err(Error::TooLarge)));
    }
}
