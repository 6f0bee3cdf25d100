//! Withdrawing what was published: the content goes, a dated stone stays.

use model::OfficeId;
use store::{Facts, Subject, publications};

use super::{attachments, gate_of, release::Error as ReleaseError};
use crate::{Action, Actor, App, Fault, Resource};

/// Withdraws every version at an address of the office. The reason stays public, so it passes the gate as well.
pub async fn withdraw(app: &App, actor: &Actor, office: OfficeId, address: &str, reason: &str) -> Result<(), ReleaseError> {
    let mut tx = app.change(actor, Action::PublicationsWithdraw, &Resource::office(office)).await?;
    let reason = gate_of(app, &mut tx, office, &[]).await?.release_plain(reason.trim().to_owned())?;
    if publications::withdraw(&mut tx, office, address, app.now(), &reason).await? == 0 {
        return Err(Fault::Hidden.into());
    }
    attachments::withdraw::all_at(&mut tx, office, address, app.now()).await?;
    let mut record = app.record(actor, Action::PublicationsWithdraw, office, Subject::new("publication", address));
    record.after = Facts::new().plain("withdrawn", true).plain("reason", reason.content());
    tx.commit(app.now(), record).await?;
    Ok(())
}
