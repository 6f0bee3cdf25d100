//! A matter with everything that was said in it.

use model::{
    MatterId,
    jurisdictions::{self, Jurisdiction},
    matters::{EntryKind, MatterState, Side},
};
use store::{
    Facts, Record, Subject, WriteTx,
    calls::{self, Call},
    matters::{self, Entry, Matter},
    offices::{self, Office},
    outbox,
};

use super::{Arrival, Desk, mails};
use crate::{Action, Actor, App, Fault};

/// An entry, and whether the other side got the mail about it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// The mail.
    pub arrival: Arrival,
}

/// A matter as either side sees it.
#[derive(Debug, Clone)]
pub struct Thread {
    /// The matter.
    pub matter: Matter,
    /// The office.
    pub office: Office,
    /// The authority.
    pub authority: &'static Jurisdiction,
    /// What was asked of many offices at once, if it comes from that.
    pub call: Option<Call>,
    /// What was said, the oldest first.
    pub lines: Vec<Line>,
}

/// A matter with its thread.
pub async fn thread(app: &App, actor: &Actor, desk: Desk, id: MatterId) -> Result<Thread, Fault> {
    let mut tx = app.view(actor, desk.reading(), &desk.resource()).await?;
    let matter = desk.load(&mut tx, id).await?;
    let office = offices::load(&mut tx, matter.office).await?.ok_or(Fault::Hidden)?;
    let call = match matter.call {
        Some(call) => calls::load(&mut tx, matter.jurisdiction, call).await?,
        None => None,
    };
    let fates = outbox::fates(&mut tx, matter.office).await?;
    let entries = matters::entries(&mut tx, matter.office, matter.id).await?;
    let lines = entries.into_iter().map(|entry| {
        let arrival = Arrival::of(fates.iter().filter(|fate| fate.entry == entry.id));
        Line { entry, arrival }
    });
    let authority = jurisdictions::lookup(matter.jurisdiction).ok_or(Fault::Hidden)?;
    Ok(Thread { lines: lines.collect(), matter, office, authority, call })
}

/// An entry that is written now.
pub(super) fn entry(app: &App, actor: &Actor, matter: &Matter, side: Side, kind: EntryKind, text: String) -> Entry {
    Entry {
        id: app.mint(),
        matter: matter.id,
        office: matter.office,
        side,
        kind,
        text,
        snapshot: None,
        account: actor.account(),
        at: app.now(),
    }
}

/// Adds an entry to a thread and tells the other side.
pub(super) async fn say(
    app: &App,
    tx: &mut WriteTx,
    actor: &Actor,
    matter: &Matter,
    side: Side,
    said: (EntryKind, String),
) -> Result<(), Fault> {
    let entry = entry(app, actor, matter, side, said.0, said.1);
    matters::insert_entry(tx, &entry).await?;
    mails::tell(app, tx, matter, &entry).await
}

/// The audit record of a step, in the office's chain.
pub(super) fn record(app: &App, actor: &Actor, action: Action, matter: &Matter, did: EntryKind) -> Record {
    let mut record = app.record(actor, action, matter.office, Subject::new("matter", matter.id));
    record.after = Facts::new()
        .plain("kind", model::Vocabulary::code(matter.details.kind()))
        .plain("did", model::Vocabulary::code(did))
        .plain("state", model::Vocabulary::code(matter.state))
        .plain("authority", matter.jurisdiction)
        .plain_option("due_on", matter.due_on);
    record
}

/// Whose turn it is after one side has spoken.
pub(super) fn turn_after(side: Side) -> MatterState {
    match side {
        Side::Office => MatterState::AwaitsAuthority,
        Side::Authority => MatterState::AwaitsOffice,
    }
}
