//! The papers of a year in the order of the year, and the plan of it (B1).

use model::{MatterId, MeetingId, OfficeId, calendar::FiscalYear, matters::MatterKind, meetings::MeetingState, visits::VisitState};
use paper::content::{PlanLine, YearPlan};

use rulebook::form::FormSubject;

use super::{Asked, Error, Filled, Paper, gather, particulars::office as particulars, prescribed};
use crate::{Actor, App, Fault, findings, materials, matters, meetings, visits};

/// A paper of the year.
#[derive(Debug, Clone)]
pub struct Line {
    /// Which.
    pub asked: Asked,
    /// What it is about, where there are several of its kind: a meeting, a material, a visit.
    pub about: String,
    /// What has to be done before; `None`: it can be printed now.
    pub missing: Option<&'static str>,
    /// The meeting or matter on whose pages it is mended.
    pub at: Option<Place>,
}

/// Where a paper belongs, besides the rooms of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A meeting.
    Meeting(MeetingId),
    /// A matter with an authority.
    Matter(MatterId),
}

/// Every paper of a year. What is missing is what [`gather`] says, so that the list and the papers never part ways.
pub async fn of_year(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear) -> Result<Vec<Line>, Fault> {
    let mut lines = Vec::new();
    let plain = [
        Paper::YearPlan,
        Paper::ContactWish,
        Paper::Invitation,
        Paper::Pledge,
        Paper::AddressLabels,
        Paper::SeatList,
        Paper::Handbook,
        Paper::VisitRecord,
    ];
    for paper in plain {
        lines.push((Asked { year: Some(year), ..Asked::office(paper) }, String::new(), None));
    }
    let in_form = prescribed::asked(app, actor, office, year).await?;
    if in_form.contains(&FormSubject::VisitRecord) {
        lines.push((Asked::office(Paper::PrescribedVisitRecord), "記入用".to_owned(), None));
    }
    let overview = visits::list(app, actor, office, year).await?;
    for line in overview.visits.iter().filter(|line| line.visit.state == VisitState::Made) {
        let day = line.visit.day.map(model::calendar::format_date).unwrap_or_default();
        let about = format!("{}　{day}", line.dwelling.name);
        if in_form.contains(&FormSubject::VisitRecord) {
            lines.push((Asked::of(Paper::PrescribedVisitRecord, line.visit.id), about.clone(), None));
        }
        lines.push((Asked::of(Paper::VisitRecord, line.visit.id), about, None));
    }
    let mut of_year = meetings::list(app, actor, office).await?;
    of_year.retain(|meeting| meeting.year == year && meeting.state != MeetingState::Cancelled);
    of_year.sort_by_key(|meeting| meeting.number);
    for meeting in &of_year {
        let (about, at) = (format!("第{}回", meeting.number), Some(Place::Meeting(meeting.id)));
        for paper in [Paper::MeetingNotice, Paper::AttendanceReply, Paper::Agenda, Paper::ChairScript] {
            lines.push((Asked::of(paper, meeting.id), about.clone(), at));
        }
        for (material, _) in
            materials::view(app, actor, office, meeting.id).await?.materials.iter().filter(|(material, _)| material.personal)
        {
            let about = format!("{about}　{}", material.title);
            lines.push((Asked::of(Paper::MaterialCover, material.id), about.clone(), at));
            lines.push((Asked::of(Paper::CollectionSheet, material.id), about, at));
        }
        for paper in [Paper::MinutesInternal, Paper::MinutesConfirmation, Paper::MinutesPublication, Paper::Poster] {
            lines.push((Asked::of(paper, meeting.id), about.clone(), at));
        }
        if in_form.contains(&FormSubject::Minutes) {
            lines.push((Asked::of(Paper::PrescribedMinutes, meeting.id), about, at));
        }
    }
    lines.push((Asked { year: Some(year), ..Asked::office(Paper::PublicationReport) }, String::new(), None));
    let reports = matters::list(app, actor, office).await?;
    for matter in reports.iter().filter(|matter| matter.year == year && matter.details.kind() == MatterKind::Report) {
        lines.push((Asked::of(Paper::AnnualReport, matter.id), matter.title.clone(), Some(Place::Matter(matter.id))));
    }
    let mut found = Vec::new();
    for (asked, about, at) in lines {
        let missing = match gather(app, actor, office, &asked).await {
            Ok(_) => None,
            Err(Error::TooEarly(missing)) => Some(missing),
            Err(Error::Fault(fault)) => return Err(fault),
            Err(Error::Paper(error)) => return Err(Fault::Broken(error.to_string())),
        };
        found.push(Line { asked, about, missing, at });
    }
    Ok(found)
}

/// 年間計画: meetings, visits and what is due, by day; then what has no day.
pub(super) async fn plan(app: &App, actor: &Actor, office: OfficeId, year: Option<FiscalYear>) -> Result<Filled, Error> {
    let home = findings::view_home(app, actor, office, year).await?;
    let mut lines = Vec::new();
    for meeting in home.meetings.iter().filter(|meeting| meeting.state != MeetingState::Cancelled) {
        let day = meeting.held_on.or(meeting.day);
        lines.push((day, format!("第{}回　地域連携推進会議を開く", meeting.number), "構成員・職員".to_owned(), meeting.state.to_string()));
    }
    for (visit, dwelling) in home.visits.iter().filter(|(visit, _)| visit.state != VisitState::Cancelled) {
        lines.push((visit.day, format!("{}への訪問", dwelling.name), "地域連携推進員".to_owned(), visit.state.to_string()));
    }
    for finding in home.findings.iter().filter(|finding| finding.wants_attention()) {
        let note = format!("{}　{}", finding.citation.source, finding.citation.at);
        lines.push((finding.due, finding.sentence.to_string(), String::new(), note));
    }
    lines.sort_by_key(|(day, ..)| (day.is_none(), *day));
    let line = |(day, what, who, note): (Option<jiff::civil::Date>, String, String, String)| PlanLine {
        when: match day {
            Some(day) if home.year.contains(day) => format!("{}月{}日", day.month(), day.day()),
            Some(day) => model::calendar::format_date(day),
            None => "日は未定".to_owned(),
        },
        what,
        who,
        note,
    };
    let owner = particulars(&home.office);
    Filled::one(YearPlan { office: owner, fiscal_year: home.year, written_on: home.on, lines: lines.into_iter().map(line).collect() })
}
