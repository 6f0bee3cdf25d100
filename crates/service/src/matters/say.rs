//! Words in a thread, from either side: asking, answering, declaring it settled, taking it back.

use model::{
    MatterId, OfficeId,
    calendar::FiscalYear,
    identifiers::JurisdictionCode,
    jurisdictions::{self, Jurisdiction},
    matters::{Details, EntryKind, MatterState},
};
use store::{
    matters::{self, Matter},
    offices,
};

use super::{Desk, authority_at, thread};
use crate::{Action, Actor, App, Fault, Resource};

/// Nothing was said.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing to send.
    #[error("本文を入力してください。")]
    Empty,
    /// It was taken back, or is settled already.
    #[error("この用件は、すでに終わっています。新しい用件としてお送りください。")]
    Over,
    /// Only the side that opened it takes it back.
    #[error("この用件は、始めた側だけが取り下げられます。")]
    NotYours,
    /// The office does not know this authority.
    #[error("送り先を選んでください。事業所の所在地がわからないときは、設定の画面で住所を確かめてください。")]
    NoAuthority,
    /// Somebody else was faster.
    #[error("ほかの方が先に進めました。今の内容を確かめてから、もう一度お送りください。書いた文章は残してあります。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// The authorities to which an office can write: its municipality and who designated it.
pub async fn authorities(app: &App, actor: &Actor, office: OfficeId) -> Result<Vec<&'static Jurisdiction>, Fault> {
    let mut tx = app.view(actor, Action::MattersView, &Resource::office(office)).await?;
    let office = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let mut known: Vec<_> = authority_at(office.location).into_iter().chain(jurisdictions::lookup(office.designator)).collect();
    known.dedup_by_key(|authority| authority.code);
    Ok(known)
}

/// An office asks an authority something.
pub async fn ask(app: &App, actor: &Actor, office: OfficeId, to: JurisdictionCode, title: String, text: String) -> Result<MatterId, Error> {
    if text.trim().is_empty() || title.trim().is_empty() {
        return Err(Error::Empty);
    }
    if !authorities(app, actor, office).await?.iter().any(|known| known.code == to) {
        return Err(Error::NoAuthority);
    }
    let mut tx = app.change(actor, Action::MattersWrite, &Resource::office(office)).await?;
    let matter = Matter {
        id: app.mint(),
        office,
        jurisdiction: to,
        year: FiscalYear::of(app.today()),
        call: None,
        meeting: None,
        state: MatterState::AwaitsAuthority,
        title,
        due_on: None,
        opened_on: app.today(),
        details: Details::Question,
        created_at: app.now(),
        version: 1,
    };
    matters::insert(&mut tx, &matter).await?;
    let desk = Desk::Office(office);
    thread::say(app, &mut tx, actor, &matter, desk.side(), (EntryKind::Asked, text)).await?;
    tx.commit(app.now(), thread::record(app, actor, Action::MattersWrite, &matter, EntryKind::Asked)).await?;
    Ok(matter.id)
}

/// Says something in a thread; afterwards it is the other side's turn. What is settled is opened again, what was taken back is not.
pub async fn say(app: &App, actor: &Actor, desk: Desk, id: MatterId, version: i64, text: String) -> Result<(), Error> {
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    let did = |matter: &Matter| {
        let own_turn = thread::turn_after(desk.side()) != matter.state;
        if own_turn { EntryKind::Answered } else { EntryKind::Told }
    };
    step(app, actor, desk, id, version, text, |matter| match matter.state {
        MatterState::Withdrawn => Err(Error::Over),
        _ => Ok((thread::turn_after(desk.side()), did(matter))),
    })
    .await
}

/// Declares a matter settled.
pub async fn settle(app: &App, actor: &Actor, desk: Desk, id: MatterId, version: i64) -> Result<(), Error> {
    step(app, actor, desk, id, version, String::new(), |matter| match (&matter.details, matter.state) {
        (_, MatterState::Withdrawn | MatterState::Settled) => Err(Error::Over),
        // A report or a survey is settled by being handed in, not by saying so; the authority may let it go.
        (Details::Report(_) | Details::Survey(_), _) if matches!(desk, Desk::Office(_)) => Err(Error::NotYours),
        _ => Ok((MatterState::Settled, EntryKind::Settled)),
    })
    .await
}

/// Takes a matter back: the office its questions, the authority whatever it asked for.
pub async fn withdraw(app: &App, actor: &Actor, desk: Desk, id: MatterId, version: i64, reason: String) -> Result<(), Error> {
    step(app, actor, desk, id, version, reason, |matter| {
        let offices_own = matches!(matter.details, Details::Question | Details::DateNotice(_));
        match matter.state {
            MatterState::Withdrawn | MatterState::Settled => Err(Error::Over),
            _ if offices_own != matches!(desk, Desk::Office(_)) => Err(Error::NotYours),
            _ => Ok((MatterState::Withdrawn, EntryKind::Withdrawn)),
        }
    })
    .await
}

async fn step(
    app: &App,
    actor: &Actor,
    desk: Desk,
    id: MatterId,
    version: i64,
    text: String,
    decide: impl FnOnce(&Matter) -> Result<(MatterState, EntryKind), Error>,
) -> Result<(), Error> {
    let mut tx = app.change(actor, desk.writing(), &desk.resource()).await?;
    let before = desk.load(&mut tx, id).await?;
    let (state, did) = decide(&before)?;
    let after = Matter { state, version, ..before };
    matters::update(&mut tx, &after).await?;
    thread::say(app, &mut tx, actor, &after, desk.side(), (did, text)).await?;
    tx.commit(app.now(), thread::record(app, actor, desk.writing(), &after, did)).await?;
    Ok(())
}
