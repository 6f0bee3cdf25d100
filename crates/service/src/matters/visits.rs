//! Visits by the authority's staff: about every three years, with the day announced (D3).

use std::collections::BTreeMap;

use jiff::{
    ToSpan,
    civil::{Date, Time},
};
use model::{
    MatterId, OfficeId,
    calendar::{FiscalYear, format_date, format_time},
    matters::{Details, EntryKind, GuidanceVisit, MatterState},
};
use store::{
    Across,
    matters::{self, Matter},
    offices::Addressee,
};

use super::{Desk, area, concerns, oversee, thread};
use crate::{Action, Actor, App, Fault};

/// About so many years lie between two visits (練馬区 実施方法 6).
pub const YEARS: i64 = 3;

/// How an office stands with visits.
#[derive(Debug, Clone)]
pub struct Round {
    /// The office.
    pub office: Addressee,
    /// When it was visited last.
    pub last: Option<Date>,
    /// The visit that is planned.
    pub planned: Option<(MatterId, Date)>,
    /// When the next is due; `None` when no visit is known.
    pub next_due: Option<Date>,
}

/// Nothing was planned.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A visit that is announced lies ahead.
    #[error("予定の日は、今日から後の日にしてください。すでに訪問した日を残すときは、「すでに訪問しました」に印を付けてください。")]
    Past,
    /// A visit that was made lies behind.
    #[error("まだ来ていない日を、訪問済みにはできません。")]
    Ahead,
    /// One is planned already.
    #[error("この事業所には、すでに予定があります。日を変えるときは、その用件を取り下げてから、新しい予定を入れてください。")]
    Planned,
    /// It was made, or taken back.
    #[error("この訪問は、すでに記録したか、取り下げたものです。")]
    Over,
    /// Somebody else was faster.
    #[error("ほかの方が先に進めました。今の内容を確かめてから、もう一度お試しください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Every office of the area with its last visit and the next.
pub async fn rounds(app: &App, actor: &Actor) -> Result<Vec<Round>, Fault> {
    let area = area(app, actor, Action::MattersOversee)?;
    let across = Across::open(&app.database, app.now(), actor.stamp(), "guidance visits").await?;
    let mut tx = app.database.read().await?;
    let mut visits: BTreeMap<OfficeId, Vec<(MatterId, GuidanceVisit)>> = BTreeMap::new();
    for matter in matters::of_authority(&mut tx, &across, area.code, None).await? {
        if let (Details::GuidanceVisit(visit), false) = (&matter.details, matter.state == MatterState::Withdrawn) {
            visits.entry(matter.office).or_default().push((matter.id, *visit));
        }
    }
    let offices = oversee::addressees(&mut tx, &across, area).await?;
    let round = |office: Addressee| {
        let known = visits.get(&office.id).map(Vec::as_slice).unwrap_or_default();
        let last = known.iter().filter(|(_, visit)| visit.made).map(|(_, visit)| visit.day).max();
        let planned = known.iter().filter(|(_, visit)| !visit.made).map(|(id, visit)| (*id, visit.day)).min_by_key(|(_, day)| *day);
        Round { office, last, planned, next_due: last.map(|day| day.saturating_add(YEARS.years())) }
    };
    Ok(offices.into_iter().map(round).collect())
}

/// A visit to be announced, or one that was made before it was known here.
#[derive(Debug, Clone)]
pub struct Input {
    /// To which office.
    pub office: OfficeId,
    /// When.
    pub day: Date,
    /// From when.
    pub starts: Option<Time>,
    /// Whether it was made already: then nobody is told.
    pub made: bool,
    /// What else to say.
    pub text: String,
}

/// The office that is to be visited.
pub async fn addressee(app: &App, actor: &Actor, office: OfficeId) -> Result<Addressee, Fault> {
    let area = area(app, actor, Action::MattersOversee)?;
    let across = Across::open(&app.database, app.now(), actor.stamp(), "an office of the area").await?;
    let mut tx = app.database.read().await?;
    let all = oversee::addressees(&mut tx, &across, area).await?;
    all.into_iter().find(|known| known.id == office && concerns(known, area.code)).ok_or(Fault::Hidden)
}

/// Plans and announces a visit, or writes down one that was made.
pub async fn plan(app: &App, actor: &Actor, input: Input) -> Result<MatterId, Error> {
    let desk = Desk::of_authority(actor)?;
    let office = addressee(app, actor, input.office).await?;
    let authority = area(app, actor, Action::MattersOversee)?;
    let today = app.today();
    match input.made {
        false if input.day < today => return Err(Error::Past),
        true if input.day > today => return Err(Error::Ahead),
        _ => {}
    }
    let mut tx = app.change(actor, desk.writing(), &desk.resource()).await?;
    let open = |matter: &Matter| {
        matter.jurisdiction == authority.code
            && matter.state != MatterState::Withdrawn
            && matches!(&matter.details, Details::GuidanceVisit(visit) if !visit.made)
    };
    if !input.made && matters::list(&mut tx, office.id).await?.iter().any(open) {
        return Err(Error::Planned);
    }
    let visit = GuidanceVisit { day: input.day, starts: input.starts, announced_on: (!input.made).then_some(today), made: input.made };
    let matter = Matter {
        id: app.mint(),
        office: office.id,
        jurisdiction: authority.code,
        year: FiscalYear::of(input.day),
        call: None,
        meeting: None,
        state: if input.made { MatterState::Settled } else { MatterState::AwaitsOffice },
        title: format!("{}の職員による訪問", authority.name),
        due_on: None,
        opened_on: today,
        details: Details::GuidanceVisit(visit),
        created_at: app.now(),
        version: 1,
    };
    matters::insert(&mut tx, &matter).await?;
    let from = input.starts.map(|time| format!("　{}から", format_time(time))).unwrap_or_default();
    let text = format!("訪問の日　{}{from}\n{}", format_date(input.day), input.text);
    if input.made {
        matters::insert_entry(&mut tx, &thread::entry(app, actor, &matter, desk.side(), EntryKind::Settled, text)).await?;
    } else {
        thread::say(app, &mut tx, actor, &matter, desk.side(), (EntryKind::Told, text)).await?;
    }
    tx.commit(app.now(), thread::record(app, actor, desk.writing(), &matter, EntryKind::Told)).await?;
    Ok(matter.id)
}

/// Says that a visit was made.
pub async fn made(app: &App, actor: &Actor, id: MatterId, version: i64, day: Date) -> Result<(), Error> {
    let desk = Desk::of_authority(actor)?;
    let mut tx = app.change(actor, desk.writing(), &desk.resource()).await?;
    let before = desk.load(&mut tx, id).await?;
    let Details::GuidanceVisit(visit) = before.details else { return Err(Fault::Hidden.into()) };
    if visit.made || before.state == MatterState::Withdrawn {
        return Err(Error::Over);
    }
    if day > app.today() {
        return Err(Error::Ahead);
    }
    let details = Details::GuidanceVisit(GuidanceVisit { day, made: true, ..visit });
    let after = Matter { state: MatterState::Settled, details, version, ..before };
    matters::update(&mut tx, &after).await?;
    let said = (EntryKind::Settled, format!("{}に訪問しました。", format_date(day)));
    thread::say(app, &mut tx, actor, &after, desk.side(), said).await?;
    tx.commit(app.now(), thread::record(app, actor, desk.writing(), &after, EntryKind::Settled)).await?;
    Ok(())
}
