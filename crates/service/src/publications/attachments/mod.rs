//! 資料・写真 that go with published minutes (B14, H1): a clean copy is prepared, looked through, released, withdrawn. The original
//! stays where it is; what everybody may have is another file.

pub mod prepare;
pub mod public;
pub mod release;
pub mod withdraw;

use model::{AttachmentId, MeetingId, OfficeId};
use privacy::{Decisions, Piece, Subject, uploads};
use store::{
    ReadTx,
    attachments::{self, Attachment},
    materials::{self, Material},
    meetings::{self, Meeting},
    publications,
};

use super::{Check, gate_of};
use crate::{
    Action, Actor, App, Fault, Resource,
    files::{self, Opened},
};

/// The attachments of a meeting's minutes.
#[derive(Debug, Clone)]
pub struct View {
    /// The meeting.
    pub meeting: Meeting,
    /// The public address of its minutes, while they are public.
    pub address: Option<String>,
    /// Each, by its number; without those that were taken back before they were public.
    pub attachments: Vec<Attachment>,
    /// Materials of the meeting that may be chosen: with a file, without personal information.
    pub offered: Vec<Material>,
}

/// Everything that goes or may go with the minutes of a meeting.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<View, Fault> {
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let mut attachments = attachments::list(&mut tx, office, meeting.id).await?;
    attachments.retain(|attachment| attachment.withdrawn_at.is_none() || attachment.released_at.is_some());
    let mut offered = materials::list(&mut tx, office, meeting.id).await?;
    offered.retain(|material| material.file.is_some() && !material.personal);
    let address = address_of(&mut tx, office, meeting.id).await?;
    Ok(View { meeting, address, attachments, offered })
}

/// An attachment that waits for the gate, and what the gate sees in it.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The attachment.
    pub attachment: Attachment,
    /// Its text, with what the gate sees in it.
    pub text: Vec<Piece>,
    /// Whom and what the gate sees.
    pub seen: Vec<Subject>,
    /// What a person has to look at.
    pub checks: Vec<&'static Check>,
    /// What the copy no longer has.
    pub removed: Vec<uploads::Removed>,
}

/// One that is not public yet; `None` when it is, or was taken back.
pub async fn waiting(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, id: AttachmentId) -> Result<Option<Waiting>, Fault> {
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let attachment = load(&mut tx, office, meeting, id).await?;
    let Some(text) = attachment.text.clone() else { return Ok(None) };
    let settled = gate_of(app, &mut tx, office, &[meeting]).await?.settle(&text, &Decisions::none());
    let (seen, text) = (settled.subjects, settled.before.into_iter().flatten().collect());
    let removed = attachment.removed.split_whitespace().filter_map(|code| code.parse().ok()).collect();
    let checks = super::checks::of_attachment(attachment.pictures > 0)?;
    Ok(Some(Waiting { attachment, text, seen, checks, removed }))
}

/// The clean copy of one, for the staff who look at it.
pub async fn open(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, id: AttachmentId) -> Result<Opened, Fault> {
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let attachment = load(&mut tx, office, meeting, id).await?;
    let file = store::files::load(&mut tx, office, attachment.file.ok_or(Fault::Hidden)?).await?.ok_or(Fault::Hidden)?;
    files::bytes_of(app, file).await
}

async fn load(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId, id: AttachmentId) -> Result<Attachment, Fault> {
    attachments::list(tx, office, meeting).await?.into_iter().find(|attachment| attachment.id == id).ok_or(Fault::Hidden)
}

/// Where the minutes of a meeting are public now.
async fn address_of(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Option<String>, Fault> {
    let published = publications::list(tx, office).await?;
    let shown = |publication: &&publications::Publication| publication.meeting == meeting && publication.content().is_some();
    Ok(published.iter().filter(shown).max_by_key(|publication| publication.number).map(|publication| publication.address.clone()))
}
