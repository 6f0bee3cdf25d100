//! Handing a report in: complete or with a written reason, and only if nobody can be recognised in it (D4).

use std::collections::BTreeSet;

use model::{
    MatterId, OfficeId,
    matters::{Details, EntryKind, MatterState, Report},
};
use privacy::{Blocked, Decision, Decisions, PersonChecks};
use store::matters::{self, Matter};

use super::package::gather;
use crate::{
    Action, Actor, App, Fault, Resource,
    matters::{Desk, mails, thread},
};

/// What somebody says when handing in.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The version that was shown.
    pub version: i64,
    /// What the office adds.
    pub note: String,
    /// Why something is missing.
    pub reason: String,
    /// Whether somebody looked that nobody can be recognised.
    pub checked: bool,
    /// Subjects of the gate that may stay, by key: no name of a person, and nothing that identifies one.
    pub cleared: BTreeSet<String>,
}

/// Nothing was handed in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something is missing, and no reason is given.
    #[error("そろっていないものがあります。そろえてから提出するか、そろわない理由を書いてください。")]
    Incomplete,
    /// Nobody said that they looked.
    #[error("個人が特定される内容がないことを確かめて、印を付けてください。")]
    Unchecked,
    /// A name stands in it.
    #[error(transparent)]
    Blocked(#[from] Blocked),
    /// It lies with the authority already.
    #[error("すでに提出しています。直すときは、提出先からの「直しのお願い」を待つか、下の「連絡する」からお知らせください。")]
    Submitted,
    /// No answer is taken any more.
    #[error("この報告は締め切られました。提出先にお問い合わせください。")]
    Closed,
    /// Somebody else was faster.
    #[error("ほかの方が先に進めました。今の内容を確かめてから、もう一度提出してください。書いた文章は残してあります。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Hands a report in; what was handed in is frozen.
pub async fn submit(app: &App, actor: &Actor, office: OfficeId, id: MatterId, input: Input) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::MattersWrite, &Resource::office(office)).await?;
    let before = matters::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let note = [input.note.trim(), input.reason.trim()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    let (package, gate) = gather(app, &mut tx, &before, &note).await?;
    if package.report.handed_in {
        return Err(Error::Submitted);
    }
    if package.closed {
        return Err(Error::Closed);
    }
    if !package.complete() && input.reason.trim().is_empty() {
        return Err(Error::Incomplete);
    }
    let ticked: BTreeSet<String> = input.checked.then(|| CHECK.to_owned()).into_iter().collect();
    let checks = PersonChecks::complete([CHECK], &ticked).ok_or(Error::Unchecked)?;
    let complete = package.parts.iter().filter(|part| part.missing.is_empty()).map(|part| part.item).collect();
    let may_stay = |key: &String| (key.clone(), Decision::Keep { reason: MAY_STAY.to_owned() });
    let decisions = Decisions { made: input.cleared.iter().map(may_stay).collect(), ..Decisions::none() };
    let decisions = Decisions { marked: package.decisions.marked.clone(), ..decisions.or_else(&package.decisions) };
    let released = gate.release(&package.draft, &decisions, &checks)?;
    let report = Report { items: complete, submitted_on: Some(app.today()), handed_in: true, ..package.report };
    let after = Matter { state: MatterState::AwaitsAuthority, details: Details::Report(report), version: input.version, ..before };
    matters::update(&mut tx, &after).await?;
    let entry = thread::entry(app, actor, &after, Desk::Office(office).side(), EntryKind::Submitted, note);
    matters::insert_report(&mut tx, &entry, &released).await?;
    mails::tell(app, &mut tx, &after, &entry).await?;
    tx.commit(app.now(), thread::record(app, actor, Action::MattersWrite, &after, EntryKind::Submitted)).await?;
    Ok(())
}

/// The one point that a person checks before handing in.
const CHECK: &str = "nobody-recognisable";

/// Why a word stays that was ticked.
const MAY_STAY: &str = "人の名前ではない";
