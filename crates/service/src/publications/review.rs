//! 公表前確認: somebody decides about everything that the gate finds; a second person agrees to what comes of it (H1).

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use model::{MeetingId, OfficeId, meetings::MinutesState, publications::PublicMinutes};
use privacy::{Gate, Settled};
use store::{
    Facts, ReadTx, Subject,
    meetings::Meeting,
    publications,
    reviews::{self, Agreement},
};

pub use privacy::Decisions;

use super::{gate_of, settings::SecondReader, with_answers};
use crate::{Action, Actor, App, Fault, Resource, minutes};

/// A review with everything its page shows.
#[derive(Debug, Clone)]
pub struct Review {
    /// The meeting.
    pub meeting: Meeting,
    /// What was decided so far, and what comes of it.
    pub settled: Settled<PublicMinutes>,
    /// Words that people marked in addition.
    pub marked: BTreeSet<String>,
    /// Subjects of which an earlier text says how they were decided, by key.
    pub remembered: BTreeSet<String>,
    /// When somebody last decided something about this text.
    pub decided_at: Option<Timestamp>,
    /// Names the document exactly, once nothing is open.
    pub sha256: Option<String>,
    /// Who wants a second person to agree.
    pub second_reader: SecondReader,
    /// Who agreed to exactly this document.
    pub agreement: Option<Agreement>,
    /// The version of the review, 0 while nobody decided anything.
    pub version: i64,
}

/// Nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The minutes are not confirmed.
    #[error("出席した方の確認が済んでから、公表前の確認に進めます。")]
    NotConfirmed,
    /// Somebody else was faster.
    #[error("ほかの方が先に保存しました。あなたが選んだ内容は、この画面に残してあります。確かめて、もう一度保存してください。")]
    Stale,
    /// Something is still open, or the text is another one by now.
    #[error("見ていた文章から変わっています。下の文章をもう一度確かめてください。")]
    Changed,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Decisions are proposed for later texts for so long, and then forgotten: they hold names.
const REMEMBERED_FOR: SignedDuration = SignedDuration::from_hours(3 * 366 * 24);

/// The review of a meeting's minutes. `None` while the minutes are not confirmed.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Option<Review>, Fault> {
    look(app, actor, office, meeting, None).await
}

/// What would come of decisions that are not stored yet.
pub async fn preview(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, asked: Decisions) -> Result<Option<Review>, Fault> {
    look(app, actor, office, meeting, Some(asked)).await
}

async fn look(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, asked: Option<Decisions>) -> Result<Option<Review>, Fault> {
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let Some(Before { meeting, draft, gate }) = before(app, &mut tx, office, meeting).await? else { return Ok(None) };
    let known = Known::load(&mut tx, office, meeting.id, &draft).await?;
    let decisions = asked.unwrap_or(known.decisions);
    let mut settled = gate.settle(&draft, &decisions);
    let remembered = propose(&mut settled, &known.earlier);
    let sha256 = match settled.open().next() {
        None => Some(publications::written(&settled.content)?.1),
        Some(_) => None,
    };
    let stored = known.stored;
    Ok(Some(Review {
        meeting,
        settled,
        marked: decisions.marked,
        remembered,
        decided_at: stored.as_ref().filter(|review| review.released_at.is_none()).map(|review| review.decided_at),
        second_reader: super::settings::second_reader(app, &mut tx, office).await?,
        agreement: stored.as_ref().and_then(|review| review.agreement.clone()).filter(|agreed| Some(&agreed.sha256) == sha256.as_ref()),
        version: stored.map_or(0, |review| review.version),
        sha256,
    }))
}

/// What stands before the gate.
pub(super) struct Before {
    pub meeting: Meeting,
    pub draft: PublicMinutes,
    pub gate: Gate,
}

/// Confirmed minutes with their answers, and the gate that looks at them.
pub(super) async fn before(app: &App, tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Option<Before>, Fault> {
    let view = minutes::load(tx, office, meeting).await?;
    if view.minutes.is_none_or(|minutes| minutes.state != MinutesState::Confirmed) {
        return Ok(None);
    }
    let draft = with_answers(tx, office, meeting, view.content.ok_or(Fault::Hidden)?).await?;
    let gate = gate_of(app, tx, office, &[meeting]).await?;
    Ok(Some(Before { meeting: view.meeting, draft, gate }))
}

/// What was decided, about this text and about earlier ones.
pub(super) struct Known {
    pub stored: Option<reviews::Review>,
    pub decisions: Decisions,
    earlier: Decisions,
}

impl Known {
    pub async fn load(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId, draft: &PublicMinutes) -> Result<Self, Fault> {
        let mut earlier = Decisions::none();
        let mut own = None;
        let mut stored = None;
        for review in reviews::list(tx, office).await? {
            let decisions = read(&review.decisions)?;
            earlier = earlier.or_else(&decisions);
            earlier.marked.extend(decisions.marked.iter().cloned());
            if review.meeting == meeting {
                own = review.released_at.is_none().then_some(decisions);
                stored = Some(review);
            }
        }
        // What was marked by hand in an earlier text is marked again where it occurs.
        let again = earlier.marked.iter().filter(|word| draft.texts().any(|text| text.contains(word.as_str()))).cloned().collect();
        let decisions = own.unwrap_or(Decisions { marked: again, ..Decisions::none() });
        Ok(Self { stored, decisions, earlier })
    }
}

/// Proposes what an earlier text decided, where it may be decided so. Returns where it does.
fn propose(settled: &mut Settled<PublicMinutes>, earlier: &Decisions) -> BTreeSet<String> {
    let mut remembered = BTreeSet::new();
    for subject in settled.subjects.iter_mut().filter(|subject| subject.decision.is_none()) {
        if let Some(decision) = earlier.made.get(&subject.key).filter(|decision| subject.allows(decision)) {
            subject.proposal = decision.clone();
            remembered.insert(subject.key.clone());
        }
    }
    remembered
}

pub(crate) fn read(decisions: &str) -> Result<Decisions, Fault> {
    serde_json::from_str(decisions).map_err(|_| Fault::Store(store::StoreError::Unreadable("decisions of a review".to_owned())))
}

/// Decisions of the reviews of these meetings, for what goes to an authority.
pub(crate) async fn decisions_of(tx: &mut ReadTx, office: OfficeId, meetings: &[MeetingId]) -> Result<Decisions, Fault> {
    let mut all = Decisions::none();
    for review in reviews::list(tx, office).await?.into_iter().filter(|review| meetings.contains(&review.meeting)) {
        let decisions = read(&review.decisions)?;
        all = all.or_else(&decisions);
        all.marked.extend(decisions.marked);
    }
    Ok(all)
}

/// Keeps decisions, so that anybody of the office can go on with them. What had been agreed to is agreed to no more.
pub async fn decide(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    meeting: MeetingId,
    version: i64,
    decisions: Decisions,
) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let Before { draft, gate, .. } = before(app, &mut tx, office, meeting).await?.ok_or(Error::NotConfirmed)?;
    let settled = gate.settle(&draft, &decisions);
    let stored = reviews::load(&mut tx, office, meeting).await?;
    let review = reviews::Review {
        meeting,
        office,
        decisions: serde_json::to_string(&decisions).map_err(|error| Fault::Broken(error.to_string()))?,
        decided_by: actor.stamp().to_string(),
        decided_at: app.now(),
        released_at: None,
        agreement: stored.and_then(|review| review.agreement),
        version,
    };
    reviews::save(&mut tx, &review).await?;
    let mut record = app.record(actor, Action::PublicationsRelease, office, Subject::new("review", meeting));
    record.after =
        Facts::new().plain("found", settled.subjects.len()).plain("open", settled.open().count()).plain("marked", decisions.marked.len());
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// A second person agrees to exactly the document that they were shown.
pub async fn agree(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, sha256: &str) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let by = actor.account().ok_or(Fault::Hidden)?;
    let Before { draft, gate, .. } = before(app, &mut tx, office, meeting).await?.ok_or(Error::NotConfirmed)?;
    let known = Known::load(&mut tx, office, meeting, &draft).await?;
    let settled = gate.settle(&draft, &known.decisions);
    if settled.open().next().is_some() || publications::written(&settled.content)?.1 != sha256 {
        return Err(Error::Changed);
    }
    let stored = known.stored;
    let decisions = serde_json::to_string(&known.decisions).map_err(|error| Fault::Broken(error.to_string()))?;
    let review = reviews::Review {
        meeting,
        office,
        decisions,
        decided_by: stored.as_ref().map_or_else(|| actor.stamp().to_string(), |review| review.decided_by.clone()),
        decided_at: stored.as_ref().map_or_else(|| app.now(), |review| review.decided_at),
        released_at: None,
        agreement: Some(Agreement { by, sha256: sha256.to_owned(), at: app.now() }),
        version: stored.map_or(0, |review| review.version),
    };
    reviews::save(&mut tx, &review).await?;
    let mut record = app.record(actor, Action::PublicationsRelease, office, Subject::new("review", meeting));
    record.after = Facts::new().plain("agreed_sha256", sha256);
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// Forgets decisions that nobody needs any more. Returns how many reviews.
pub async fn forget_old(app: &App) -> Result<u64, Fault> {
    let mut tx = app.database.write().await?;
    let forgotten = reviews::delete_before(&mut tx, app.now() - REMEMBERED_FOR).await?;
    tx.commit_bookkeeping().await?;
    Ok(forgotten)
}
