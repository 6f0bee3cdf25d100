//! What an office can hand in, and what is still missing. What is missing decides nothing but what the page says and whether a reason
//! is asked for: duties are the rulebook's.

use std::collections::BTreeSet;

use model::{
    MatterId, MeetingId, OfficeId,
    calendar::FiscalYear,
    matters::{Details, MatterState, Recipient, Report, ReportItem, ReportSnapshot, ReportedMeeting, ReportedPublication, ReportedVisit},
    meetings::{MeetingState, MinutesState, PublicationChannel},
    visits::VisitState,
};
use privacy::{Decisions, Gate, Subject};
use store::{
    ReadTx, calls, dwellings,
    matters::{self, Matter},
    meetings::{self, Meeting},
    offices::{self, Office},
    publications, visits,
};

use crate::{Action, Actor, App, Fault, Resource, japan};

/// Where something that is missing can be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// The meetings of the office.
    Meetings,
    /// The minutes of a meeting.
    Minutes(MeetingId),
    /// The publication of a meeting's minutes.
    Publication(MeetingId),
    /// The visits.
    Visits,
    /// On this page.
    Here,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What.
    pub what: String,
    /// Where it can be mended.
    pub mend: Mend,
}

/// One part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub item: ReportItem,
    /// What there is.
    pub has: Vec<String>,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// A report before it is handed in.
#[derive(Debug, Clone)]
pub struct Package {
    /// How the report stands.
    pub report: Report,
    /// Its parts.
    pub parts: Vec<Part>,
    /// Exactly what would be handed in.
    pub draft: ReportSnapshot,
    /// What was decided when its minutes were looked at before their publication.
    pub decisions: Decisions,
    /// What the gate finds besides.
    pub open: Vec<Subject>,
    /// Whether no answer is taken any more.
    pub closed: bool,
}

impl Package {
    /// Whether nothing is missing.
    pub fn complete(&self) -> bool {
        self.parts.iter().all(|part| part.missing.is_empty())
    }
}

/// What an office can hand in for a report that was asked for.
pub async fn package(app: &App, actor: &Actor, office: OfficeId, id: MatterId) -> Result<Package, Fault> {
    let mut tx = app.view(actor, Action::MattersWrite, &Resource::office(office)).await?;
    let matter = matters::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    Ok(gather(app, &mut tx, &matter, "").await?.0)
}

/// The package with a note of the office, and the gate that looked at it.
pub(super) async fn gather(app: &App, tx: &mut ReadTx, matter: &Matter, note: &str) -> Result<(Package, Gate), Fault> {
    let Details::Report(report) = matter.details.clone() else { return Err(Fault::Hidden) };
    let owner = offices::load(tx, matter.office).await?.ok_or(Fault::Hidden)?;
    let held: Vec<Meeting> = meetings::list(tx, matter.office)
        .await?
        .into_iter()
        .rev()
        .filter(|meeting| meeting.year == matter.year && meeting.state == MeetingState::Held)
        .collect();
    let mut draft = blank(&owner, matter.year, note);
    let parts = if report.to == Recipient::Council {
        vec![operation(note)]
    } else {
        vec![
            minutes_of(tx, &held, &mut draft).await?,
            visits_of(tx, matter, &mut draft).await?,
            publications_of(tx, matter.office, &held, &mut draft).await?,
        ]
    };
    let call_closed = match matter.call {
        Some(call) => calls::load(tx, matter.jurisdiction, call).await?.is_none_or(|call| call.closed_on.is_some()),
        None => false,
    };
    // What was given back may come again after the others are in.
    let closed = matter.state == MatterState::Withdrawn || (call_closed && report.returned_on.is_none());
    let ids: Vec<MeetingId> = held.iter().map(|meeting| meeting.id).collect();
    let gate = crate::publications::gate_of(app, tx, matter.office, &ids).await?;
    let decisions = crate::publications::review::decisions_of(tx, matter.office, &ids).await?;
    let open = gate.settle(&draft, &decisions).open().cloned().collect();
    Ok((Package { decisions, open, report, parts, draft, closed }, gate))
}

fn blank(owner: &Office, year: FiscalYear, note: &str) -> ReportSnapshot {
    ReportSnapshot {
        office_name: owner.name.clone(),
        office_number: owner.number.to_string(),
        year,
        minutes: Vec::new(),
        visits: Vec::new(),
        publications: Vec::new(),
        meetings: Vec::new(),
        note: note.to_owned(),
    }
}

/// A 日中サービス支援型 tells the council how it works, in its own words (D10).
fn operation(note: &str) -> Part {
    let missing = Missing {
        what: "運営の状況がまだ書かれていません。下の欄に書いてください。".to_owned(), mend: Mend::Here
    };
    Part { item: ReportItem::Operation, has: Vec::new(), missing: note.trim().is_empty().then_some(missing).into_iter().collect() }
}

fn named(meeting: &Meeting) -> String {
    format!("第{}回", meeting.number)
}

fn no_meeting() -> Missing {
    Missing { what: "この年度に開いた会議の記録がありません。".to_owned(), mend: Mend::Meetings }
}

async fn minutes_of(tx: &mut ReadTx, held: &[Meeting], draft: &mut ReportSnapshot) -> Result<Part, Fault> {
    let mut part = Part { item: ReportItem::Minutes, has: Vec::new(), missing: Vec::new() };
    part.missing.extend(held.is_empty().then(no_meeting));
    for meeting in held {
        let view = crate::minutes::load(tx, meeting.office, meeting.id).await?;
        let confirmed = view.minutes.is_some_and(|minutes| minutes.state == MinutesState::Confirmed);
        match view.content.filter(|_| confirmed) {
            Some(content) => {
                let content = crate::publications::with_answers(tx, meeting.office, meeting.id, content).await?;
                part.has.push(format!("{}の議事録（出席した方の確認が済んでいます）", named(meeting)));
                let dwellings = crate::meetings::scope::houses(tx, meeting.office, meeting.id, content.held_on).await?;
                draft.meetings.push(ReportedMeeting { number: meeting.number, dwellings });
                draft.minutes.push(content);
            }
            None => part.missing.push(Missing {
                what: format!("{}の議事録は、出席した方の確認がまだ済んでいません。", named(meeting)),
                mend: Mend::Minutes(meeting.id),
            }),
        }
    }
    Ok(part)
}

async fn visits_of(tx: &mut ReadTx, matter: &Matter, draft: &mut ReportSnapshot) -> Result<Part, Fault> {
    let mut part = Part { item: ReportItem::VisitRecords, has: Vec::new(), missing: Vec::new() };
    let houses = dwellings::list(tx, matter.office).await?;
    let made = visits::of_year(tx, matter.office, matter.year).await?.into_iter().filter(|visit| visit.state == VisitState::Made);
    let mut visited = BTreeSet::new();
    for visit in made {
        let dwelling = houses.iter().find(|house| house.id == visit.dwelling).map(|house| house.name.clone()).unwrap_or_default();
        visited.insert(visit.dwelling);
        let day = visit.day.map(model::calendar::format_date).unwrap_or_else(|| "日付なし".to_owned());
        match visit.recorded_on {
            Some(_) => part.has.push(format!("{day}　{dwelling}の訪問記録")),
            None => {
                part.missing.push(Missing { what: format!("{day}　{dwelling}の訪問の記録がまだです。"), mend: Mend::Visits })
            }
        }
        draft.visits.push(ReportedVisit {
            day: visit.day,
            dwelling,
            mode: visit.mode,
            recorded_on: visit.recorded_on,
            record: visit.record.unwrap_or_default(),
        });
    }
    let waiting = houses.iter().filter(|house| house.gone_since.is_none() && !house.satellite && !visited.contains(&house.id));
    part.missing.extend(waiting.map(|house| Missing { what: format!("{}への訪問の記録がありません。", house.name), mend: Mend::Visits }));
    Ok(part)
}

async fn publications_of(tx: &mut ReadTx, office: OfficeId, held: &[Meeting], draft: &mut ReportSnapshot) -> Result<Part, Fault> {
    let mut part = Part { item: ReportItem::PublicationState, has: Vec::new(), missing: Vec::new() };
    part.missing.extend(held.is_empty().then(no_meeting));
    let here = publications::list(tx, office).await?;
    let elsewhere = publications::shown(tx, office).await?;
    for meeting in held {
        let page = here.iter().find(|shown| shown.meeting == meeting.id && shown.superseded_at.is_none() && shown.withdrawn_at.is_none());
        let own = page.map(|page| ReportedPublication {
            number: meeting.number,
            channel: PublicationChannel::Website,
            place: format!("/p/{}", page.address),
            from_day: japan(page.published_at).date(),
        });
        let others = elsewhere.iter().filter(|shown| shown.meeting == meeting.id).map(|shown| ReportedPublication {
            number: meeting.number,
            channel: shown.channel,
            place: shown.place.clone(),
            from_day: shown.from_day,
        });
        let shown: Vec<_> = own.into_iter().chain(others).collect();
        if shown.is_empty() {
            let what = format!("{}の議事録は、まだ公表していません。", named(meeting));
            part.missing.push(Missing { what, mend: Mend::Publication(meeting.id) });
        }
        let line = |shown: &ReportedPublication| {
            format!("{}の議事録　{}　{}から", named(meeting), shown.channel, model::calendar::format_date(shown.from_day))
        };
        part.has.extend(shown.iter().map(line));
        draft.publications.extend(shown);
    }
    Ok(part)
}
