//! The date of a meeting is told to the authority before the members hear of it (D1).

mod answer;

use jiff::civil::Date;
use model::{
    MatterId, MeetingId, OfficeId,
    calendar::{format_date, format_time},
    jurisdictions::Jurisdiction,
    matters::{DateNotice, Details, EntryKind, MatterState, Sitting},
    meetings::MeetingState,
};
use rulebook::{Finding, Rule, Rulebook, Subject, kind::Kind};
use store::{
    ReadTx, WriteTx,
    matters::{self, Matter},
    meetings::{self, Meeting},
    offices::{self, Office},
};

use super::{Desk, authority_at, thread};
use crate::{Action, Actor, App, Fault, Resource, findings};

pub use answer::{answer, attended};

/// How many of its staff an authority sends, unless it says otherwise.
pub const USUAL_OFFICIALS: u16 = 2;
/// More than this at one meeting is a slip of the pen.
pub const MOST_OFFICIALS: u16 = 20;

/// Nothing was told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Without a date there is nothing to tell.
    #[error("日程が決まってから、お知らせください。")]
    NotFixed,
    /// This date was told already.
    #[error("この日程は、すでにお知らせしています。")]
    Told,
    /// Nobody knows where the office lies.
    #[error("事業所の所在地の市区町村がわからないため、送り先が決められません。設定の画面で住所を確かめてください。")]
    NoAuthority,
    /// Going on without telling needs a reason.
    #[error("先に進める理由を書いてください。")]
    NoReason,
    /// The matter is about something else, or was taken back.
    #[error("この用件には、このお返事はできません。")]
    Unfit,
    /// More officials than any meeting has seen.
    #[error("人数は{MOST_OFFICIALS}名までで入力してください。")]
    TooMany,
    /// Somebody else was faster.
    #[error("ほかの方が先に進めました。今の内容を確かめてから、もう一度お送りください。書いた文章は残してあります。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale | Duplicate => Stale);

/// Whether a rule asks that the authority hears of a date before the members do.
fn authority_first(rule: &Rule) -> bool {
    matches!(rule.kind, Kind::AuthorityToldFirst(_))
}

/// Whether, where a rulebook holds, the authority hears of a date before the members do. The one place where this is decided.
fn tells_authority_first(book: &Rulebook, on: Date) -> bool {
    book.rules().iter().any(|rule| authority_first(rule) && rule.asks_on(on))
}

/// A meeting and what the authority knows of its date.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The meeting.
    pub meeting: Meeting,
    /// Who is told; `None` when nobody knows where the office lies.
    pub authority: Option<&'static Jurisdiction>,
    /// Whether the authority is to hear of it before the members do.
    pub first: bool,
    /// Whether the members must wait.
    pub held_back: bool,
    /// The notice, once there is one.
    pub notice: Option<(MatterId, DateNotice)>,
    /// What to write.
    pub draft: String,
    /// What the rules about the authority's attendance still want of the date: hours, days.
    pub wants: Vec<Finding>,
}

impl Standing {
    /// Whether the authority was told of the date as it stands now.
    pub fn told(&self) -> bool {
        let sitting = sitting(&self.meeting);
        self.notice.is_some_and(|(_, notice)| notice.told_on.is_some() && Some(notice.sitting) == sitting)
    }
}

/// How a meeting stands with the authority.
pub async fn standing(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Standing, Fault> {
    let mut tx = app.view(actor, Action::MattersView, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let notice = notice_of(&mut tx, &meeting).await?.map(|(matter, notice)| (matter.id, notice));
    let first = tells_authority_first(Rulebook::at(owner.location), app.today());
    let mut wants = findings::assessed(&mut tx, office, meeting.year, app.today()).await?;
    // That the authority comes first is what the page itself is about.
    let book = Rulebook::at(owner.location);
    wants.retain(|finding| {
        let of_itself = book.versions(finding.rule.as_str()).any(|rule| authority_first(rule));
        let of_meeting = finding.subject == Subject::Meeting(meeting.id) && finding.wants_attention();
        finding.requirement.as_str() == "D1" && of_meeting && !of_itself
    });
    Ok(Standing {
        wants,
        authority: authority_at(owner.location),
        first,
        held_back: first && !cleared(&meeting, notice.map(|(_, notice)| notice)),
        draft: draft(&owner, &meeting),
        notice,
        meeting,
    })
}

/// Whether the members of a meeting must wait until the authority was told.
pub(crate) async fn held_back(app: &App, tx: &mut ReadTx, meeting: &Meeting) -> Result<bool, Fault> {
    let owner = offices::load(tx, meeting.office).await?.ok_or(Fault::Hidden)?;
    if !tells_authority_first(Rulebook::at(owner.location), app.today()) {
        return Ok(false);
    }
    let notice = notice_of(tx, meeting).await?.map(|(_, notice)| notice);
    Ok(!cleared(meeting, notice))
}

/// Tells the authority the date as it stands now: for the first time, or anew after it moved.
pub async fn tell(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, text: String) -> Result<MatterId, Error> {
    let today = app.today();
    write(app, actor, office, meeting, (EntryKind::Told, text), |known, sitting| match known {
        Some(known) if known.sitting == sitting && known.told_on.is_some() => Err(Error::Told),
        _ => Ok(DateNotice { sitting, told_on: Some(today), overridden_on: None, answer: None, attended: None }),
    })
    .await
}

/// Goes on without telling the authority first. The reason stays in the thread, and in the audit record that there was one.
pub async fn go_on(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, reason: String) -> Result<MatterId, Error> {
    if reason.trim().is_empty() {
        return Err(Error::NoReason);
    }
    let today = app.today();
    write(app, actor, office, meeting, (EntryKind::Overridden, reason), |known, sitting| match known {
        Some(known) if known.clears(sitting) => Err(Error::Told),
        _ => Ok(DateNotice { sitting, told_on: None, overridden_on: Some(today), answer: None, attended: None }),
    })
    .await
}

/// Tells the authority that a meeting of which it knows was cancelled.
pub(crate) async fn cancelled(app: &App, tx: &mut WriteTx, actor: &Actor, meeting: &Meeting) -> Result<(), Fault> {
    // An authority that was never told has nothing to forget.
    let Some((matter, _)) = notice_of(tx, meeting).await?.filter(|(_, notice)| notice.told_on.is_some()) else { return Ok(()) };
    let after = Matter { state: MatterState::Withdrawn, ..matter };
    matters::update(tx, &after).await?;
    let reason = meeting.cancel_reason.clone().unwrap_or_default();
    let desk = Desk::Office(meeting.office);
    thread::say(app, tx, actor, &after, desk.side(), (EntryKind::Withdrawn, format!("会議を中止しました。\n{reason}"))).await
}

/// Opens the notice of a meeting, or goes on with it.
async fn write(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    meeting: MeetingId,
    (did, text): (EntryKind, String),
    decide: impl FnOnce(Option<DateNotice>, Sitting) -> Result<DateNotice, Error>,
) -> Result<MatterId, Error> {
    let mut tx = app.change(actor, Action::MattersWrite, &Resource::office(office)).await?;
    let meeting = meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let sitting = sitting(&meeting).filter(|_| meeting.state == MeetingState::Fixed).ok_or(Error::NotFixed)?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let known = notice_of(&mut tx, &meeting).await?;
    let notice = decide(known.as_ref().map(|(_, notice)| *notice), sitting)?;
    let told = notice.told_on.is_some();
    let state = if told { MatterState::AwaitsAuthority } else { MatterState::AwaitsOffice };
    let matter = match known {
        Some((known, _)) => {
            let after = Matter { state, details: Details::DateNotice(notice), ..known };
            matters::update(&mut tx, &after).await?;
            after
        }
        None => {
            let opened = opened(app, &owner, &meeting, state, notice).ok_or(Error::NoAuthority)?;
            matters::insert(&mut tx, &opened).await?;
            opened
        }
    };
    let side = Desk::Office(office).side();
    if told {
        thread::say(app, &mut tx, actor, &matter, side, (did, text)).await?;
    } else {
        // Nothing leaves: the authority was not told, and will be.
        matters::insert_entry(&mut tx, &thread::entry(app, actor, &matter, side, did, text)).await?;
    }
    tx.commit(app.now(), thread::record(app, actor, Action::MattersWrite, &matter, did)).await?;
    Ok(matter.id)
}

fn opened(app: &App, owner: &Office, meeting: &Meeting, state: MatterState, notice: DateNotice) -> Option<Matter> {
    Some(Matter {
        id: app.mint(),
        office: owner.id,
        jurisdiction: authority_at(owner.location)?.code,
        year: meeting.year,
        call: None,
        meeting: Some(meeting.id),
        state,
        title: crate::meetings::title(meeting.year, meeting.number),
        due_on: None,
        opened_on: app.today(),
        details: Details::DateNotice(notice),
        created_at: app.now(),
        version: 1,
    })
}

async fn notice_of(tx: &mut ReadTx, meeting: &Meeting) -> Result<Option<(Matter, DateNotice)>, Fault> {
    let matter = matters::of_meeting(tx, meeting.office, meeting.id).await?;
    Ok(matter.and_then(|matter| match matter.details {
        Details::DateNotice(notice) => Some((matter, notice)),
        _ => None,
    }))
}

/// When a meeting is to be, once its date is fixed.
fn sitting(meeting: &Meeting) -> Option<Sitting> {
    Some(Sitting { day: meeting.day?, starts: meeting.starts_at?, ends: meeting.ends_at? })
}

fn cleared(meeting: &Meeting, notice: Option<DateNotice>) -> bool {
    sitting(meeting).is_none_or(|sitting| notice.is_some_and(|notice| notice.clears(sitting)))
}

fn draft(owner: &Office, meeting: &Meeting) -> String {
    let Some(sitting) = sitting(meeting) else { return String::new() };
    format!(
        "{}を、次のとおり開く予定です。構成員にお知らせする前に、ご連絡いたします。\n\n日時　{}　{}から{}まで\n場所　{}\n\nご都合をお知らせください。\n{}　電話 {}",
        crate::meetings::title(meeting.year, meeting.number),
        format_date(sitting.day),
        format_time(sitting.starts),
        format_time(sitting.ends),
        meeting.place,
        owner.name,
        owner.phone
    )
}
