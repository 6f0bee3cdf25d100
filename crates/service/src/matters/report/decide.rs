//! The authority takes a report in, or gives it back to be corrected (D4).

use model::{
    MatterId,
    matters::{Details, EntryKind, MatterState, Report},
};
use store::matters::{self, Matter};

use crate::{
    Actor, App, Fault,
    matters::{Desk, thread},
};

/// Nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing to take in.
    #[error("この報告は、まだ提出されていないか、すでに受け取っています。")]
    NotHandedIn,
    /// Giving back needs a reason.
    #[error("どこをどう直してほしいかを書いてください。")]
    NoReason,
    /// Somebody else was faster.
    #[error("ほかの方が先に進めました。今の内容を確かめてから、もう一度お試しください。書いた文章は残してあります。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Takes a report in; the office gets a receipt.
pub async fn receive(app: &App, actor: &Actor, id: MatterId, version: i64, text: String) -> Result<(), Error> {
    let today = app.today();
    let received = |report: Report| Report { received_on: Some(today), ..report };
    decide(app, actor, (id, version), MatterState::Settled, (EntryKind::Received, text), received).await
}

/// Gives a report back to be corrected.
pub async fn give_back(app: &App, actor: &Actor, id: MatterId, version: i64, reason: String) -> Result<(), Error> {
    if reason.trim().is_empty() {
        return Err(Error::NoReason);
    }
    let today = app.today();
    let returned = |report: Report| Report { returned_on: Some(today), handed_in: false, ..report };
    decide(app, actor, (id, version), MatterState::AwaitsOffice, (EntryKind::Returned, reason), returned).await
}

async fn decide(
    app: &App,
    actor: &Actor,
    (id, version): (MatterId, i64),
    state: MatterState,
    said: (EntryKind, String),
    change: impl FnOnce(Report) -> Report,
) -> Result<(), Error> {
    let desk = Desk::of_authority(actor)?;
    let mut tx = app.change(actor, desk.writing(), &desk.resource()).await?;
    let before = desk.load(&mut tx, id).await?;
    let Details::Report(report) = before.details.clone() else { return Err(Fault::Hidden.into()) };
    if !report.handed_in || report.received_on.is_some() {
        return Err(Error::NotHandedIn);
    }
    let did = said.0;
    let after = Matter { state, details: Details::Report(change(report)), version, ..before };
    matters::update(&mut tx, &after).await?;
    thread::say(app, &mut tx, actor, &after, desk.side(), said).await?;
    tx.commit(app.now(), thread::record(app, actor, desk.writing(), &after, did)).await?;
    Ok(())
}
