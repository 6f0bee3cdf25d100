//! What a visitor writes on the own phone (C6–C9): the rules of conduct confirmed for this visit, the notes sent once, what was said to
//! the office answered, what was said to the meeting on its agenda. What is meant for nobody else never gets here.

mod prompts;
pub mod sealed;

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{
    OfficeId, VisitId, VoiceId,
    calendar::FiscalYear,
    meetings::{NoteKind, VoiceState},
    visits::{VisitState, notes::Notes},
};
use store::{
    Facts, ReadTx, Subject, WriteTx, bodies, seats,
    seats::Seat,
    visit_notes::{self, Sent},
    visits::{self, Visit},
    voices::{self, Origin, Voice},
};

use super::announce::{self, Announced, visit_of_link};
use crate::{Action, Actor, App, Fault, LinkPurpose, Resource, agenda::carry_over};

pub use prompts::{Group, Prompts, Read, prompts};

/// What a visitor sees before and while writing.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The visit, where it leads, and when the rules of conduct were confirmed for it.
    pub told: Announced,
    /// What was sent so far.
    pub sent: Vec<Sent>,
}

/// Nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody visits tomorrow's house today.
    #[error("訪問した日が、今日より後になっています。訪問が終わってから送ってください。")]
    InFuture,
    /// The day is of another 年度, or the member does not sit then.
    #[error("訪問した日を確かめてください。{0}の中の、構成員としての任期の日を入力してください。")]
    DayUnfit(FiscalYear),
    /// Nothing is written.
    #[error("まだ何も書かれていません。短くてもかまいません。感じたことを書いてください。")]
    Nothing,
    /// Longer than a book.
    #[error("文章が長すぎます。1つの欄は2万字までにしてください。")]
    TooLong,
    /// A pledge comes before a visit (A10).
    #[error("参加承諾書がまだのため、お預かりできません。書いた内容は残してあります。事業所にお電話ください。")]
    NoPledge,
    /// It was cancelled.
    #[error("この訪問は中止になっています。書いた内容は残してあります。事業所にお電話ください。")]
    Cancelled,
    /// A number of this device with other words is there already.
    #[error(
        "この画面を開いたあとに、ほかの画面から送られた内容があります。書いた内容は残してあります。送られた内容を確かめてから、もう一度送ってください。"
    )]
    Taken,
    /// One from this device is missing before it.
    #[error("先に書いたものが、まだ届いていません。")]
    Gap {
        /// Which number is waited for.
        expected: i64,
    },
    /// Somebody else was faster.
    #[error("同じときに、ほかの変更がありました。書いた内容は残してあります。もう一度送ってください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale | Duplicate => Stale);

/// The visit of a link with what was sent.
pub async fn view(app: &App, actor: &Actor) -> Result<Desk, Fault> {
    let told = announce::view(app, actor).await?;
    let (office, id) = asked(actor)?;
    let mut tx = app.view(actor, Action::VisitsWriteOwn, &Resource::office(office).subject(id)).await?;
    Ok(Desk { told, sent: visit_notes::of_visit(&mut tx, office, id).await? })
}

/// What was sent about a visit, for the office.
pub async fn sent(app: &App, actor: &Actor, office: OfficeId, id: VisitId) -> Result<Vec<Sent>, Fault> {
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    super::load(&mut tx, office, id).await?;
    Ok(visit_notes::of_visit(&mut tx, office, id).await?)
}

/// What counts of what was sent, in the order of the store: the newest of each device, visit by visit.
pub fn newest(sent: Vec<Sent>) -> impl Iterator<Item = Sent> {
    let newest: BTreeMap<_, _> = sent.into_iter().map(|sent| ((sent.visit, sent.device.clone()), sent)).collect();
    newest.into_values()
}

/// Confirms the rules of conduct for this visit (C7). The first time counts.
pub async fn confirm_conduct(app: &App, actor: &Actor) -> Result<(), Error> {
    let (office, id) = asked(actor)?;
    let mut tx = app.change(actor, Action::VisitsWriteOwn, &Resource::office(office).subject(id)).await?;
    let (before, _) = visit_of_link(&mut tx, office, id).await?;
    if before.conduct_at.is_some() {
        return Ok(());
    }
    visits::update(&mut tx, &Visit { conduct_at: Some(app.now()), ..before }).await?;
    let mut record = app.record(actor, Action::VisitsWriteOwn, office, Subject::new("visit", id));
    record.after = Facts::new().plain("conduct_confirmed", true);
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// Takes what a device sends: each number once, in order. The same again is the same, and changes nothing.
pub async fn send(app: &App, actor: &Actor, device: &str, seq: i64, notes: Notes) -> Result<(), Error> {
    examine(app.today(), &notes)?;
    let (office, id) = asked(actor)?;
    let mut tx = app.change(actor, Action::VisitsWriteOwn, &Resource::office(office).subject(id)).await?;
    let (before, seat) = visit_of_link(&mut tx, office, id).await?;
    let earlier: Vec<Sent> = visit_notes::of_visit(&mut tx, office, id).await?.into_iter().filter(|sent| sent.device == device).collect();
    if let Some(known) = earlier.iter().find(|sent| sent.seq == seq) {
        return if known.notes == notes { Ok(()) } else { Err(Error::Taken) };
    }
    let expected = earlier.last().map_or(1, |sent| sent.seq + 1);
    if seq != expected {
        return Err(Error::Gap { expected });
    }
    fits(&mut tx, &before, &seat, &notes).await?;
    let after = visited(app, &before, &notes, earlier.last())?;
    visits::update(&mut tx, &after).await?;
    if before.state == VisitState::Planned {
        carry_over::impressions(app, &mut tx, office).await?;
    }
    let last = earlier.last();
    let office_voice =
        voice(app, &mut tx, &before, &seat, NoteKind::Request, &notes.to_office, last.and_then(|sent| sent.office_voice)).await?;
    let meeting_voice =
        voice(app, &mut tx, &before, &seat, NoteKind::Opinion, &notes.to_meeting, last.and_then(|sent| sent.meeting_voice)).await?;
    let sent = Sent { office, visit: id, device: device.to_owned(), seq, notes, office_voice, meeting_voice, sent_at: app.now() };
    visit_notes::insert(&mut tx, office, &sent).await?;
    let mut record = app.record(actor, Action::VisitsWriteOwn, office, Subject::new("visit", id));
    record.before = super::facts(&before);
    record.after = super::facts(&after).plain("device", device).plain("seq", seq);
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn examine(today: Date, notes: &Notes) -> Result<(), Error> {
    match () {
        () if notes.is_empty() => Err(Error::Nothing),
        () if notes.is_too_long() => Err(Error::TooLong),
        () if notes.day > today => Err(Error::InFuture),
        () => Ok(()),
    }
}

/// Whether the visit can have been made as the notes say.
async fn fits(tx: &mut ReadTx, visit: &Visit, seat: &Seat, notes: &Notes) -> Result<(), Error> {
    if visit.state == VisitState::Cancelled {
        return Err(Error::Cancelled);
    }
    if !visit.year.contains(notes.day) || !super::serves_on(seat, notes.day) {
        return Err(Error::DayUnfit(visit.year));
    }
    if !seats::pledges(tx, visit.office).await?.iter().any(|pledge| pledge.seat == seat.id) {
        return Err(Error::NoPledge);
    }
    Ok(())
}

/// The visit as it was made. The record follows what the visitor writes as long as the office did not write another one.
fn visited(app: &App, before: &Visit, notes: &Notes, earlier: Option<&Sent>) -> Result<Visit, Fault> {
    let prompts = prompts()?;
    let groups = || prompts.groups().map(|group| (&group.id, group.title.plain()));
    let own = earlier.map(|sent| sent.notes.record(groups()));
    let follows = before.record.is_none() || before.record == own;
    let record = if follows { Some(notes.record(groups())).filter(|text| !text.is_empty()) } else { before.record.clone() };
    Ok(Visit {
        state: VisitState::Made,
        day: Some(notes.day),
        mode: Some(notes.mode),
        recorded_on: before.recorded_on.or(Some(app.today())),
        record,
        ..before.clone()
    })
}

/// The follow-up of what was said: the earlier one as long as nobody answered it, else a new one.
async fn voice(
    app: &App,
    tx: &mut WriteTx,
    visit: &Visit,
    seat: &Seat,
    kind: NoteKind,
    text: &str,
    earlier: Option<VoiceId>,
) -> Result<Option<VoiceId>, Error> {
    let text = text.trim();
    let known = match earlier {
        Some(id) => voices::load(tx, visit.office, id).await?,
        None => None,
    };
    if let Some(known) = known {
        let id = known.id;
        if known.text == text || text.is_empty() {
            return Ok(Some(id));
        }
        if known.state == VoiceState::Open && known.answer.is_none() {
            voices::update(tx, &Voice { text: text.to_owned(), ..known }).await?;
            return Ok(Some(id));
        }
    }
    if text.is_empty() {
        return Ok(None);
    }
    let body = bodies::of_office(tx, visit.office).await?.ok_or(Fault::Hidden)?;
    let origin = Origin::Visit(visit.id);
    let voice = Voice::new(app.mint(), visit.office, body.id, origin, kind, Some(seat.category), text.to_owned());
    voices::insert(tx, &voice).await?;
    carry_over::new_voices(app, tx, visit.office, std::slice::from_ref(&voice)).await?;
    Ok(Some(voice.id))
}

fn asked(actor: &Actor) -> Result<(OfficeId, VisitId), Fault> {
    match actor {
        Actor::Link { purpose: LinkPurpose::Visit, office: Some(office), subject, .. } => {
            Ok((*office, subject.parse().map_err(|_| Fault::Hidden)?))
        }
        _ => Err(Fault::Hidden),
    }
}
