//! Releasing an attachment: through the gate, or not at all.

use std::collections::BTreeSet;

use model::{AttachmentId, MeetingId, OfficeId, Vocabulary, publications::PublicAttachment};
use privacy::{Blocked, Decision, Decisions, PersonChecks};
use store::{Facts, Subject, attachments};

use super::{
    address_of, load,
    prepare::{self, made_anew},
};
use crate::{Action, Actor, App, Fault, Resource, files, publications::gate_of};

/// What a person says at the gate.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// What the file is about, or what its pictures show.
    pub description: String,
    /// The points of the check list that were ticked.
    pub ticked: BTreeSet<String>,
    /// What looks like somebody and is nobody, by the keys of the gate's subjects. A file is not rewritten: everything else found in it
    /// keeps it from becoming public.
    pub cleared: BTreeSet<String>,
}

/// Nothing became public.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no text in place of it.
    #[error("何の資料か、写真なら何が写っているかを、お名前を出さずに書いてください。画面を見られない方には、この説明が読み上げられます。")]
    Undescribed,
    /// The minutes are not public.
    #[error("議事録を公表してから、資料を公表できます。")]
    NotPublished,
    /// A point of the check list is open.
    #[error("確かめていない項目があります。一つずつ確かめて、印を付けてください。")]
    Unchecked,
    /// Somebody is found in the text.
    #[error(transparent)]
    Blocked(#[from] Blocked),
    /// The copy does not read as it did.
    #[error("保存した資料が、はじめに読み取った内容と違っています。取り下げて、もう一度選んでください。")]
    Changed,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Why something found stays in a file.
const NOBODY: &str = "人の名前などではないことを確かめました。";

/// Makes a prepared attachment public beside its minutes. Its final bytes are read once more, and what is read in them passes the
/// gate, together with the description.
pub async fn release(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, id: AttachmentId, input: Input) -> Result<(), Error> {
    let description = input.description.trim();
    if description.is_empty() {
        return Err(Error::Undescribed);
    }
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let attachment = load(&mut tx, office, meeting, id).await?;
    let file = store::files::load(&mut tx, office, attachment.file.ok_or(Fault::Hidden)?).await?.ok_or(Fault::Hidden)?;
    drop(tx);
    let checks = crate::publications::checks::of_attachment(attachment.pictures > 0)?;
    let checks = PersonChecks::complete(checks.iter().map(|check| check.key.as_str()), &input.ticked).ok_or(Error::Unchecked)?;
    let read = made_anew(files::bytes_of(app, file.clone()).await?.bytes).await.map_err(|error| match error {
        prepare::Error::Fault(fault) => Error::Fault(fault),
        _ => Error::Changed,
    })?;
    if Some(&read.text) != attachment.text.as_ref() || read.kind != file.kind {
        return Err(Error::Changed);
    }
    let mut tx = app.change(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    address_of(&mut tx, office, meeting).await?.ok_or(Error::NotPublished)?;
    let draft = PublicAttachment {
        number: attachment.number,
        kind: file.kind,
        sha256: file.sha256,
        size: file.size,
        pictures: attachment.pictures,
        description: description.to_owned(),
        text: read.text,
    };
    let nobody = || Decision::Keep { reason: NOBODY.to_owned() };
    let decisions = Decisions { made: input.cleared.iter().map(|key| (key.clone(), nobody())).collect(), ..Decisions::none() };
    let released = gate_of(app, &mut tx, office, &[meeting]).await?.release(&draft, &decisions, &checks)?;
    let points = checks.points().collect::<Vec<_>>().join(" ");
    if !attachments::release(&mut tx, office, id, &released, (&actor.stamp().to_string(), &points), app.now()).await? {
        return Err(Fault::Hidden.into());
    }
    let content = released.content();
    let mut record = app.record(actor, Action::PublicationsRelease, office, Subject::new("attachment", id));
    record.after = Facts::new()
        .plain("number", content.number)
        .plain("kind", content.kind.code())
        .plain("sha256", &content.sha256)
        .plain("checks", &points)
        .plain("cleared", input.cleared.len());
    tx.commit(app.now(), record).await?;
    Ok(())
}
