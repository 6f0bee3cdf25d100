//! Rows of one office and year as the rules want to see them. A fact that nobody recorded stays `None`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{
    MeetingId, OfficeId, SeatId,
    calendar::FiscalYear,
    matters::{DateNotice, Details, MatterState, Sitting},
    meetings::MeetingState,
    seats::SeatState,
};
use rulebook::facts::{
    DwellingFact, EvaluationFact, InspectionFact, MeetingFact, MinutesFact, OfficeFact, OfficeYear, ReportFact, ResidentFact, SeatFact,
    SurveyFact,
};
use store::{
    ReadTx, agenda,
    attendances::{self, Attendance, Attendee},
    bodies, dwellings, evaluations,
    matters::{self, Matter},
    meetings::{self, Meeting},
    minutes, offices, persons, publications, residents, seats,
};

use crate::{Fault, japan};

/// The facts of an office in a year.
pub async fn facts_of(tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<OfficeYear, Fault> {
    let row = offices::load(tx, office).await?.ok_or(Fault::Hidden)?;
    let dwellings = dwellings::list(tx, office).await?;
    let all_meetings = meetings::list(tx, office).await?;
    let mut attended: BTreeMap<MeetingId, Vec<Attendance>> = BTreeMap::new();
    for line in attendances::of_office(tx, office).await? {
        attended.entry(line.meeting).or_default().push(line);
    }
    let shown = Shown { here: publications::list(tx, office).await?, elsewhere: publications::shown(tx, office).await? };
    let settled = matters::list(tx, office).await?;
    let mut meeting_facts = Vec::new();
    for meeting in all_meetings.iter().filter(|meeting| meeting.year == year) {
        let lines = attended.get(&meeting.id).map(Vec::as_slice).unwrap_or_default();
        let fact = meeting_fact(tx, meeting, lines, &shown).await?;
        meeting_facts.push(with_notice(fact, meeting, notice_of(&settled, meeting.id)));
    }
    let evaluation = evaluations::in_year(tx, office, year).await?;
    let office_fact = OfficeFact {
        service: row.service,
        group_home_type: row.group_home_type,
        place: row.location,
        dwellings: dwellings.iter().filter(|d| d.gone_since.is_none()).map(|d| DwellingFact { id: d.id, satellite: d.satellite }).collect(),
    };
    Ok(OfficeYear {
        seats: seat_facts(tx, office, &all_meetings, &attended).await?,
        residents: resident_facts(tx, office).await?,
        meetings: meeting_facts,
        reports: settled.iter().filter(|matter| matter.year == year).filter_map(report_fact).collect(),
        surveys: settled.iter().filter(|matter| year.contains(matter.opened_on)).filter_map(survey_fact).collect(),
        inspections: settled.iter().filter_map(inspection_fact).collect(),
        evaluation: evaluation.map(|found| EvaluationFact {
            taken_on: found.received_on,
            published_on: found.published_on,
            certified: None,
        }),
        ..OfficeYear::new(office_fact, year)
    })
}

async fn seat_facts(
    tx: &mut ReadTx,
    office: OfficeId,
    meetings: &[Meeting],
    attended: &BTreeMap<MeetingId, Vec<Attendance>>,
) -> Result<Vec<SeatFact>, Fault> {
    let Some(body) = bodies::of_office(tx, office).await? else { return Ok(Vec::new()) };
    let persons: BTreeMap<_, _> = persons::list(tx, office).await?.into_iter().map(|person| (person.id, person)).collect();
    let pledges = seats::pledges(tx, office).await?;
    let rows = seats::list(tx, office, body.id).await?;
    let invited_residents: Vec<_> = rows
        .iter()
        .filter(|seat| matches!(seat.state, SeatState::Candidate | SeatState::Invited | SeatState::Seated))
        .filter_map(|seat| persons.get(&seat.person).and_then(|person| person.resident))
        .collect();
    let facts = rows.into_iter().map(|seat| {
        let person = persons.get(&seat.person);
        SeatFact {
            community_kind: seat.community_kind,
            family_standing: seat.family_standing,
            independence: person.map_or(model::seats::Independence::Unknown, |person| person.independence),
            term_from: seat.term_from,
            term_until: seat.term_until,
            resident: person.and_then(|person| person.resident),
            proxy_for: seat.proxy_for,
            family_of: seat.family_of,
            resident_invited: seat.proxy_for.map(|resident| invited_residents.contains(&resident)),
            pledged_on: pledges.iter().filter(|pledge| pledge.seat == seat.id).map(|pledge| pledge.given_on).min(),
            first_attended_on: first_attended(seat.id, meetings, attended),
            ..SeatFact::new(seat.id, seat.person, seat.category, seat.state)
        }
    });
    Ok(facts.collect())
}

fn first_attended(seat: SeatId, meetings: &[Meeting], attended: &BTreeMap<MeetingId, Vec<Attendance>>) -> Option<Date> {
    let was_there = |meeting: &&Meeting| {
        attended.get(&meeting.id).is_some_and(|lines| {
            lines.iter().any(|line| line.attendee == Attendee::Member(seat) && line.mode.is_some_and(|mode| mode.present()))
        })
    };
    meetings.iter().filter(was_there).filter_map(|meeting| meeting.held_on).min()
}

async fn resident_facts(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<ResidentFact>, Fault> {
    let wishes = residents::wishes(tx, office).await?;
    let here = residents::list(tx, office).await?.into_iter().filter(|resident| resident.left_on.is_none());
    let facts = here.map(|resident| {
        // The latest answer counts; they come oldest first.
        let latest = wishes.iter().rev().find(|wish| wish.resident == resident.id);
        ResidentFact { id: resident.id, asked_on: latest.map(|wish| wish.asked_on), answer: latest.map(|wish| wish.answer) }
    });
    Ok(facts.collect())
}

/// What an office showed of its meetings, newest first.
struct Shown {
    here: Vec<publications::Publication>,
    elsewhere: Vec<publications::Shown>,
}

async fn meeting_fact(tx: &mut ReadTx, meeting: &Meeting, attended: &[Attendance], shown: &Shown) -> Result<MeetingFact, Fault> {
    let held = meeting.state == MeetingState::Held;
    let minutes = minutes::of_meeting(tx, meeting.office, meeting.id).await?;
    let published: Vec<_> = shown.here.iter().filter(|publication| publication.meeting == meeting.id).collect();
    let elsewhere = shown.elsewhere.iter().filter(|shown| shown.meeting == meeting.id).map(|shown| shown.from_day).min();
    let on_page = published.iter().map(|publication| japan(publication.published_at).date()).min();
    let withdrawn = published.first().and_then(|newest| newest.withdrawn_at).map(|at| japan(at).date());
    Ok(MeetingFact {
        day: meeting.held_on.or(meeting.day),
        hours: meeting.starts_at.zip(meeting.ends_at),
        dwellings: meetings::dwellings(tx, meeting.office, meeting.id).await?,
        fixed_on: meeting.fixed_on,
        agenda_ready: Some(!agenda::list(tx, meeting.office, meeting.id).await?.is_empty()),
        attendance_recorded: Some(held && attended.iter().any(|line| line.mode.is_some())),
        minutes: minutes.map(|found| MinutesFact {
            state: found.state,
            drafted_on: Some(found.drafted_on),
            confirmed_on: found.confirmed_on,
            in_form: None,
        }),
        published_on: [on_page, elsewhere].into_iter().flatten().min(),
        // Shown elsewhere (a notice board, say) counts on, even when our own page was withdrawn.
        withdrawn_on: withdrawn.filter(|_| elsewhere.is_none()),
        ..MeetingFact::new(meeting.id, meeting.state)
    })
}

fn notice_of(matters: &[Matter], meeting: MeetingId) -> Option<DateNotice> {
    matters.iter().find(|matter| matter.meeting == Some(meeting)).and_then(|matter| match matter.details {
        Details::DateNotice(notice) => Some(notice),
        _ => None,
    })
}

/// What the members and the authority know of the date (D1). What was told of another date does not count for this one.
fn with_notice(fact: MeetingFact, meeting: &Meeting, notice: Option<DateNotice>) -> MeetingFact {
    let hours = meeting.starts_at.zip(meeting.ends_at);
    let sitting = meeting.day.zip(hours).map(|(day, (starts, ends))| Sitting { day, starts, ends });
    let notice = notice.filter(|notice| Some(notice.sitting) == sitting);
    MeetingFact {
        members_told_on: meeting.members_told_on,
        authority_told_on: notice.and_then(|notice| notice.told_on),
        officials_expected: notice.and_then(|notice| notice.expected()),
        officials_attended: notice.and_then(|notice| notice.attended),
        ..fact
    }
}

fn report_fact(matter: &Matter) -> Option<ReportFact> {
    match &matter.details {
        Details::Report(report) if matter.state != MatterState::Withdrawn => Some(ReportFact {
            to: report.to,
            due: matter.due_on,
            items: report.items.clone(),
            submitted_on: report.submitted_on,
            returned_on: report.returned_on,
            received_on: report.received_on,
        }),
        _ => None,
    }
}

fn survey_fact(matter: &Matter) -> Option<SurveyFact> {
    match &matter.details {
        Details::Survey(answer) if matter.state != MatterState::Withdrawn => {
            Some(SurveyFact { asked_on: matter.opened_on, due: matter.due_on, answered_on: answer.answered_on })
        }
        _ => None,
    }
}

fn inspection_fact(matter: &Matter) -> Option<InspectionFact> {
    match &matter.details {
        Details::GuidanceVisit(visit) if matter.state != MatterState::Withdrawn => {
            Some(InspectionFact { announced_on: visit.announced_on, day: Some(visit.day), made: visit.made })
        }
        _ => None,
    }
}
