//! Reports to an authority (D4).

use jiff::civil::Date;
use model::{
    EntryId, MatterId, OfficeId, Vocabulary,
    calendar::FiscalYear,
    jurisdictions::{self, Jurisdiction, JurisdictionKind},
    matters::{ReportSnapshot, ReportedVisit},
    publications::PublicMinutes,
};
use paper::content::{Addressee, AnnualReport, PublicationLine, PublicationReport, Shape, VisitRecord};
use rulebook::form::{FormSubject, Prescription};
use store::{
    meetings, offices,
    publications::{Publication, Shown},
};

use super::{
    Error, Filled, fills, minutes,
    particulars::{given, office as particulars},
    prescribed, visits,
};
use crate::{
    Action, Actor, App, Fault, Resource, japan,
    matters::{self, Desk, Thread},
    publications,
    rows::{Entry, Meeting},
};

fn addressee(authority: Option<&Jurisdiction>) -> Addressee {
    let name = authority.map_or("市町村　障害福祉の担当課".to_owned(), |authority| {
        let head = if authority.kind == JurisdictionKind::Prefecture { "知事" } else { "長" };
        format!("{}{head}", authority.name)
    });
    Addressee { name, affiliation: None, honorific: "様".to_owned() }
}

/// 公表状況報告: where and when the minutes of a year were shown.
pub(super) async fn publications(app: &App, actor: &Actor, office: OfficeId, year: Option<FiscalYear>) -> Result<Filled, Error> {
    let year = year.unwrap_or_else(|| FiscalYear::of(app.today()));
    let (published, shown, all) = publications::list(app, actor, office).await?;
    let mut tx = app.view(actor, Action::PublicationsRelease, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let mut lines = Vec::new();
    for meeting in all.iter().filter(|meeting| meeting.year == year) {
        let Some(held_on) = meeting.held_on else { continue };
        lines.extend(lines_of(app, meeting, held_on, &published, &shown));
    }
    if lines.is_empty() {
        return Err(Error::TooEarly("議事録を公表するか、ほかの方法で公表した記録を付けると作れます。"));
    }
    let authority = owner.location.and_then(model::jurisdictions::city_of).and_then(jurisdictions::lookup);
    Filled::one(PublicationReport {
        written_on: app.today(),
        office: particulars(&owner),
        addressee: addressee(authority),
        fiscal_year: year,
        lines,
    })
}

/// Where and when the minutes of a meeting were shown.
pub(super) fn lines_of(app: &App, meeting: &Meeting, held_on: Date, published: &[Publication], shown: &[Shown]) -> Vec<PublicationLine> {
    let name = crate::meetings::title(meeting.year, meeting.number);
    let here = published.iter().filter(|own| own.meeting == meeting.id && own.superseded_at.is_none()).map(|own| PublicationLine {
        meeting: name.clone(),
        held_on,
        published_on: japan(own.published_at).date(),
        how: "ホームページ".to_owned(),
        place: format!("{}/p/{}", app.settings.base_url, own.address),
        until: own.withdrawn_at.map(|at| japan(at).date()),
    });
    let elsewhere = shown.iter().filter(|other| other.meeting == meeting.id).map(|other| PublicationLine {
        meeting: name.clone(),
        held_on,
        published_on: other.from_day,
        how: other.channel.label().to_owned(),
        place: other.place.clone(),
        until: other.until_day,
    });
    here.chain(elsewhere).collect()
}

/// The newest report of a matter as it was handed in.
pub(super) async fn annual(app: &App, actor: &Actor, office: OfficeId, id: MatterId) -> Result<Filled, Error> {
    let thread = matters::thread(app, actor, Desk::Office(office), id).await?;
    let newest = thread.lines.iter().rev().find(|line| line.entry.snapshot.is_some()).map(|line| line.entry.id);
    let newest = newest.ok_or(Error::TooEarly("報告を提出すると、提出した内容のまま作れます。"))?;
    of_entry(app, thread, newest).await
}

async fn of_entry(app: &App, thread: Thread, id: EntryId) -> Result<Filled, Error> {
    let entry: &Entry = thread.lines.iter().map(|line| &line.entry).find(|entry| entry.id == id).ok_or(Fault::Hidden)?;
    let report = entry.snapshot.as_ref().ok_or(Fault::Hidden)?;
    // Only the days of meetings whose minutes are not in the report are asked for.
    let mut tx = app.database.read().await?;
    let held = meetings::list(&mut tx, thread.matter.office).await?;
    let base = &app.settings.base_url;
    let office = paper::content::Office { manager: None, ..particulars(&thread.office) };
    let publications = report.publications.iter().map(|shown| PublicationLine {
        meeting: crate::meetings::title(report.year, shown.number),
        held_on: held_on(report, &held, shown.number).unwrap_or(shown.from_day),
        published_on: shown.from_day,
        how: shown.channel.label().to_owned(),
        place: if shown.place.starts_with('/') { format!("{base}{}", shown.place) } else { shown.place.clone() },
        until: None,
    });
    let publications: Vec<PublicationLine> = publications.collect();
    let year = report.year;
    let on = japan(entry.at).date();
    let minutes_in_form = match prescribed::form_of(&mut tx, &thread.office, FormSubject::Minutes, year, on).await? {
        Some(Prescription::Form(form)) => {
            let in_form = |one: &PublicMinutes| {
                let title = crate::meetings::title(year, one.number);
                let shown: Vec<_> = publications.iter().filter(|line| line.meeting == title).cloned().collect();
                prescribed::filled_minutes(form, &thread.office, one, report.dwellings_of(one.number), &shown)
            };
            report.minutes.iter().map(in_form).collect()
        }
        Some(Prescription::Unknown) | None => Vec::new(),
    };
    let kept = |visit: &ReportedVisit| given(&visit.record).unwrap_or_else(|| "記録の用紙は、事業所に保管しています。".to_owned());
    // Who visited whom on a day would tell too much: no category either.
    let visitors = || "構成員".to_owned();
    let visits_in_form = match prescribed::form_of(&mut tx, &thread.office, FormSubject::VisitRecord, year, on).await? {
        Some(Prescription::Form(form)) => {
            let in_form = |visit: &ReportedVisit| {
                let visited = fills::Visited {
                    dwelling: visit.dwelling.clone(),
                    day: visit.day,
                    mode: visit.mode,
                    visitors: visitors(),
                    text: kept(visit),
                    recorded_on: visit.recorded_on,
                };
                prescribed::filled_visit(form, &thread.office, year, &visited)
            };
            report.visits.iter().map(in_form).collect()
        }
        Some(Prescription::Unknown) | None => Vec::new(),
    };
    let visit = |visit: &ReportedVisit| VisitRecord {
        dwelling: visit.dwelling.clone(),
        day: visit.day,
        mode: visit.mode.map(|mode| mode.label().to_owned()),
        visitors: vec![visitors()],
        recorded_on: visit.recorded_on,
        ..visits::with_text(visits::empty(office.clone()), &kept(visit))
    };
    Filled::one(AnnualReport {
        written_on: on,
        addressee: addressee(Some(thread.authority)),
        fiscal_year: year,
        minutes: report.minutes.iter().map(|one| minutes::from_public(Shape::Publication, office.clone(), one)).collect(),
        visits: report.visits.iter().map(visit).collect(),
        minutes_in_form,
        visits_in_form,
        publications,
        note: given(&report.note),
        office: office.clone(),
    })
}

fn held_on(report: &ReportSnapshot, held: &[Meeting], number: u32) -> Option<Date> {
    let reported = report.minutes.iter().find(|minutes| minutes.number == number).map(|minutes| minutes.held_on);
    reported.or_else(|| held.iter().find(|meeting| meeting.number == number).and_then(|meeting| meeting.held_on))
}
