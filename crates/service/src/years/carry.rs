//! Carrying the plan of a year over into the next: meetings with their place, hours and agenda, and candidates for another term,
//! all in one transaction. Doing it twice does it once.

use std::collections::BTreeSet;

use model::{
    MeetingId, OfficeId, SeatId,
    calendar::FiscalYear,
    meetings::{IncidentConsent, MeetingState},
};
use store::{
    Facts, Subject, WriteTx,
    agenda::{self, AgendaItem},
    meetings::{self, Meeting},
};

use super::{NextYear, look_ahead};
use crate::{
    Action, Actor, App, Fault, Resource,
    agenda::{carry_over, library},
    seats::reappoint,
};

/// What is kept.
#[derive(Debug, Clone, Default)]
pub struct Keep {
    /// Meetings of the year that goes.
    pub meetings: BTreeSet<MeetingId>,
    /// Their agendas as well.
    pub agendas: bool,
    /// Members who become candidates for the proposed term.
    pub members: BTreeSet<SeatId>,
}

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// How many meetings were planned.
    pub meetings: usize,
    /// How many members became candidates.
    pub members: usize,
}

/// Nothing was carried over.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither this year nor the next: people plan one year ahead.
    #[error("引き継げるのは、今年度か来年度の計画だけです。")]
    YearUnfit,
    /// A resident's wish stands against another term (A11), or the term does not fit.
    #[error(transparent)]
    Member(reappoint::Error),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Carries over what is kept.
pub async fn carry(app: &App, actor: &Actor, office: OfficeId, into: FiscalYear, keep: &Keep) -> Result<Carried, Error> {
    let this_year = FiscalYear::of(app.today());
    if into != this_year && into != this_year.next() {
        return Err(Error::YearUnfit);
    }
    app.authorise(actor, Action::SeatsChoose, &Resource::office(office))?;
    let mut tx = app.change(actor, Action::MeetingsArrange, &Resource::office(office)).await?;
    let ahead = look_ahead(&mut tx, office, into).await?;
    let meetings = carry_meetings(app, &mut tx, &ahead, keep).await?;
    let members = carry_members(app, actor, &mut tx, office, &ahead, keep).await?;
    let mut record = app.record(actor, Action::MeetingsArrange, office, Subject::new("year", into.start_year()));
    record.after = Facts::new().plain("meetings", meetings).plain("members", members);
    tx.commit(app.now(), record).await?;
    Ok(Carried { meetings, members })
}

/// As many meetings as are kept and not planned yet.
async fn carry_meetings(app: &App, tx: &mut WriteTx, ahead: &NextYear, keep: &Keep) -> Result<usize, Error> {
    let kept: Vec<&Meeting> = ahead.meetings.iter().filter(|meeting| keep.meetings.contains(&meeting.id)).collect();
    let missing = kept.iter().skip(ahead.planned.len());
    let mut planned = 0;
    for old in missing {
        let (body, number) = crate::meetings::next_number(tx, old.office).await?;
        let meeting = Meeting {
            id: app.mint(),
            body,
            year: ahead.into,
            number,
            state: MeetingState::Planned,
            day: None,
            fixed_on: None,
            members_told_on: None,
            held_on: None,
            created_at: app.now(),
            version: 1,
            ..(*old).clone()
        };
        meetings::insert(tx, &meeting).await?;
        let held_for = meetings::dwellings(tx, old.office, old.id).await?;
        meetings::set_dwellings(tx, meeting.office, meeting.id, &held_for).await?;
        if keep.agendas {
            carry_agenda(app, tx, old, &meeting).await?;
        }
        carry_over::everything(app, tx, &meeting).await?;
        planned += 1;
    }
    Ok(planned)
}

/// The items that make sense again: not those of a first meeting, of a single request or of an evaluation. Consent is asked anew.
async fn carry_agenda(app: &App, tx: &mut WriteTx, old: &Meeting, new: &Meeting) -> Result<(), Error> {
    let first_only: Vec<&str> = library()?.iter().filter(|entry| entry.first_only).map(|entry| entry.key.as_str()).collect();
    let again = |item: &AgendaItem| {
        let once = item.library_key.as_deref().is_some_and(|key| first_only.contains(&key) || carry_over::is_evaluation(key));
        item.voice.is_none() && !once
    };
    let items = agenda::list(tx, old.office, old.id).await?.into_iter().filter(again);
    for (place, item) in (1..).zip(items.collect::<Vec<_>>()) {
        let copy = AgendaItem {
            id: app.mint(),
            meeting: new.id,
            place_in_order: place,
            incident: item.incident.map(|_| IncidentConsent::Open),
            version: 1,
            ..item
        };
        agenda::insert(tx, &copy).await?;
    }
    Ok(())
}

async fn carry_members(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    office: OfficeId,
    ahead: &NextYear,
    keep: &Keep,
) -> Result<usize, Error> {
    let mut count = 0;
    for leaving in ahead.leaving.iter().filter(|leaving| keep.members.contains(&leaving.held.seat.id) && !leaving.followed) {
        let record = match reappoint::within(app, actor, tx, office, leaving.held.seat.id, leaving.from, leaving.until).await {
            Ok((_, record)) => record,
            Err(reappoint::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => return Err(Error::Member(error)),
        };
        tx.record(app.now(), record).await?;
        count += 1;
    }
    Ok(count)
}
