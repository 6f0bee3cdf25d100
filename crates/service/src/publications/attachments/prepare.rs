//! Preparing: from what somebody brings, or from a material of the meeting, a clean copy is made and kept until it is looked through.

use model::{AttachmentId, FileId, MaterialId, MeetingId, OfficeId, Vocabulary, files::FileKind};
use privacy::uploads::{self, Clean, Refusal};
use store::{
    Facts, Subject,
    attachments::{self, Attachment},
    files::File,
    materials, meetings,
};
use tokio::sync::Semaphore;

use crate::{Action, Actor, App, Fault, Resource, files::Upload};

/// So many files are made anew at a time: each takes a core and, at worst, a few hundred megabytes.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// So many attachments may a meeting have, those taken back included.
pub const MOST: usize = 50;

/// Where the file comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// Somebody brings it.
    Upload(Upload),
    /// It was handed out at the meeting.
    Material(MaterialId),
}

/// Nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot become public.
    #[error("{0}ファイルは保存していません。")]
    Refused(#[from] Refusal),
    /// Enough.
    #[error("一つの会議に添えられる資料は、50件までです。")]
    TooMany,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Keeps a clean copy. The original of an upload is not kept.
pub async fn prepare(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, source: Source) -> Result<AttachmentId, Error> {
    let bytes = match source {
        Source::Upload(upload) => {
            app.authorise(actor, Action::PublicationsRelease, &Resource::office(office))?;
            upload.bytes
        }
        Source::Material(material) => original(app, actor, office, meeting, material).await?,
    };
    let clean = made_anew(bytes).await?;
    let sha256 = app.files.put(office, &clean.bytes).await?;
    let mut tx = app.change(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let known = attachments::list(&mut tx, office, meeting.id).await?;
    if known.len() >= MOST {
        return Err(Error::TooMany);
    }
    let number = known.iter().map(|attachment| attachment.number).max().unwrap_or(0) + 1;
    let file = File {
        id: app.mint::<FileId>(),
        office,
        sha256,
        size: clean.bytes.len() as u64,
        kind: clean.kind,
        name: public_name(number, clean.kind),
        created_at: app.now(),
    };
    store::files::insert(&mut tx, &file).await?;
    let attachment = Attachment {
        id: app.mint(),
        office,
        meeting: meeting.id,
        number,
        file: Some(file.id),
        pictures: u32::try_from(clean.pictures).unwrap_or(u32::MAX),
        removed: clean.removed.iter().map(|removed| removed.code()).collect::<Vec<_>>().join(" "),
        text: Some(clean.text),
        content: None,
        released_at: None,
        withdrawn_at: None,
    };
    attachments::insert(&mut tx, &attachment).await?;
    let mut record = app.record(actor, Action::PublicationsRelease, office, Subject::new("attachment", attachment.id));
    record.after = Facts::new().plain("number", number).plain("kind", clean.kind.code()).plain("sha256", &file.sha256);
    tx.commit(app.now(), record).await?;
    Ok(attachment.id)
}

/// The name under which a copy is handed out: never what the file was called where it came from.
pub fn public_name(number: u32, kind: FileKind) -> String {
    format!("資料{number}.{}", kind.ending())
}

/// The file of a material, if it may be chosen.
async fn original(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, material: MaterialId) -> Result<Vec<u8>, Fault> {
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let material = materials::load(&mut tx, office, material).await?.ok_or(Fault::Hidden)?;
    let file = material.file.filter(|_| material.meeting == meeting && !material.personal).ok_or(Fault::Hidden)?;
    let file = store::files::load(&mut tx, office, file).await?.ok_or(Fault::Hidden)?;
    drop(tx);
    Ok(crate::files::bytes_of(app, file).await?.bytes)
}

/// Makes a file anew, apart from those who wait for pages.
pub(super) async fn made_anew(bytes: Vec<u8>) -> Result<Clean, Error> {
    let broken = |error: &dyn std::fmt::Display| Fault::Broken(error.to_string());
    let _turn = AT_ONCE.acquire().await.map_err(|error| broken(&error))?;
    let made = tokio::task::spawn_blocking(move || uploads::clean(&bytes)).await.map_err(|error| broken(&error))?;
    Ok(made?)
}
