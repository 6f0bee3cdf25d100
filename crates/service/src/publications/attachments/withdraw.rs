//! Taking attachments back: the copy and its texts go, the day stays.

use jiff::Timestamp;
use model::{AttachmentId, MeetingId, OfficeId};
use store::{Facts, StoreError, Subject, WriteTx, attachments};

use super::load;
use crate::{Action, Actor, App, Fault, Resource};

/// Takes one back, public or not. What is public only those may take back who withdraw publications.
pub async fn withdraw(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, id: AttachmentId) -> Result<(), Fault> {
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let attachment = load(&mut tx, office, meeting, id).await?;
    drop(tx);
    let action = if attachment.released_at.is_some() { Action::PublicationsWithdraw } else { Action::PublicationsRelease };
    let mut tx = app.change(actor, action, &Resource::office(office)).await?;
    // It may have become public meanwhile.
    let now = load(&mut tx, office, meeting, id).await?;
    if now.released_at != attachment.released_at || !attachments::withdraw(&mut tx, &now, app.now()).await? {
        return Err(Fault::Hidden);
    }
    let mut record = app.record(actor, action, office, Subject::new("attachment", id));
    record.after = Facts::new().plain("withdrawn", true);
    Ok(tx.commit(app.now(), record).await?)
}

/// Takes back everything that is public with the minutes at an address, in the transaction in which they are withdrawn.
pub(crate) async fn all_at(tx: &mut WriteTx, office: OfficeId, address: &str, at: Timestamp) -> Result<usize, StoreError> {
    let public = attachments::at_address(tx, address).await?;
    let mut withdrawn = 0;
    for attachment in public.iter().filter(|attachment| attachment.office == office && attachment.withdrawn_at.is_none()) {
        withdrawn += usize::from(attachments::withdraw(tx, attachment, at).await?);
    }
    Ok(withdrawn)
}
