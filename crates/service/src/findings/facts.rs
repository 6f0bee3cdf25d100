//! Rows of one office and year as the rules want to see them. A fact that nobody recorded stays `None`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{
    MeetingId, OfficeId, SeatId,
    calendar::FiscalYear,
    meetings::{AttendanceMode, MeetingState, PublicationChannel, Purpose},
    seats::SeatState,
};
use rulebook::facts::{
    DwellingFact, EvaluationFact, MeetingFact, MinutesFact, OfficeFact, OfficeYear, Present, ResidentFact, SeatFact, VisitFact,
};
use store::{
    ReadTx,
    agenda::{self, AgendaItem},
    attendances::{self, Attendance, Attendee},
    bodies, dwellings, evaluations,
    meetings::{self, Meeting},
    minutes, offices, payments, persons, publications, residents, seats,
    visits::{self, Visit},
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
    let mut meeting_facts = Vec::new();
    for meeting in all_meetings.iter().filter(|meeting| meeting.year == year) {
        let lines = attended.get(&meeting.id).map(Vec::as_slice).unwrap_or_default();
        meeting_facts.push(meeting_fact(tx, meeting, lines, &shown).await?);
    }
    let held_before = all_meetings.iter().filter(|meeting| meeting.year < year).filter_map(|meeting| meeting.held_on).collect();
    let visits = visits::of_years(tx, office, year.previous(), year).await?.into_iter().map(visit_fact).collect();
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
        held_before,
        visits,
        evaluation: evaluation.map(|found| EvaluationFact {
            taken_on: found.received_on,
            published_on: found.published_on,
            certified: found.certified,
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
    let first_visits: BTreeMap<SeatId, Date> = visits::first_made(tx, office).await?.into_iter().collect();
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
            first_attended_on: [first_attended(seat.id, meetings, attended), first_visits.get(&seat.id).copied()]
                .into_iter()
                .flatten()
                .min(),
            handbook_given_on: seat.handbook_given_on,
            excused_from_visits: seat.visit_excuse.is_some(),
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

fn visit_fact(visit: Visit) -> VisitFact {
    VisitFact {
        id: visit.id,
        dwelling: Some(visit.dwelling),
        seat: Some(visit.seat),
        state: visit.state,
        day: visit.day,
        mode: visit.mode,
        recorded_on: visit.recorded_on,
        in_form: visit.in_form,
    }
}

async fn meeting_fact(tx: &mut ReadTx, meeting: &Meeting, attended: &[Attendance], shown: &Shown) -> Result<MeetingFact, Fault> {
    let held = meeting.state == MeetingState::Held;
    let minutes = minutes::of_meeting(tx, meeting.office, meeting.id).await?;
    let items = agenda::list(tx, meeting.office, meeting.id).await?;
    let payments = payments::list(tx, meeting.office, meeting.id).await?;
    let published = shown.of(meeting.id);
    Ok(MeetingFact {
        day: meeting.held_on.or(meeting.day),
        hours: meeting.starts_at.zip(meeting.ends_at),
        dwellings: meetings::dwellings(tx, meeting.office, meeting.id).await?,
        fixed_on: meeting.fixed_on,
        agenda_ready: Some(!items.is_empty()),
        attendance_recorded: Some(held && attended.iter().any(|line| line.mode.is_some())),
        minutes: minutes.map(|found| MinutesFact {
            state: found.state,
            drafted_on: Some(found.drafted_on),
            confirmed_on: found.confirmed_on,
            in_form: None,
        }),
        published_on: published.since,
        withdrawn_on: published.withdrawn_on,
        channels: published.since.map(|_| published.channels),
        published_until: published.until,
        place: meeting.place_kind,
        members_present: present(attended).filter(|_| held),
        purposes: purposes(&items),
        payments_recorded: held.then_some(!payments.is_empty()),
        ..MeetingFact::new(meeting.id, meeting.state)
    })
}

/// How many members came; `None` while nobody's attendance is recorded.
fn present(attended: &[Attendance]) -> Option<Present> {
    let members = attended.iter().filter(|line| matches!(line.attendee, Attendee::Member(_)));
    let modes: Vec<AttendanceMode> = members.filter_map(|line| line.mode).collect();
    let count = |wanted: &[AttendanceMode]| {
        // A body has a handful of members.
        u16::try_from(modes.iter().filter(|mode| wanted.contains(mode)).count()).unwrap_or(u16::MAX)
    };
    (!modes.is_empty())
        .then(|| Present { in_person: count(&[AttendanceMode::InPerson, AttendanceMode::Proxy]), online: count(&[AttendanceMode::Online]) })
}

/// What the items of an agenda serve; `None` while there are none.
fn purposes(items: &[AgendaItem]) -> Option<Vec<Purpose>> {
    let mut purposes: Vec<Purpose> = items.iter().flat_map(|item| item.purposes.iter().copied()).collect();
    purposes.sort_unstable();
    purposes.dedup();
    (!items.is_empty()).then_some(purposes)
}

/// What an office showed of its meetings, newest first.
struct Shown {
    here: Vec<publications::Publication>,
    elsewhere: Vec<publications::Shown>,
}

/// How the minutes of one meeting were shown.
struct Published {
    since: Option<Date>,
    until: Option<Date>,
    withdrawn_on: Option<Date>,
    channels: Vec<PublicationChannel>,
}

impl Shown {
    fn of(&self, meeting: MeetingId) -> Published {
        let here: Vec<_> = self.here.iter().filter(|publication| publication.meeting == meeting).collect();
        let elsewhere: Vec<_> = self.elsewhere.iter().filter(|shown| shown.meeting == meeting).collect();
        let on_page = here.iter().map(|publication| japan(publication.published_at).date()).min();
        let withdrawn = here.first().and_then(|newest| newest.withdrawn_at).map(|at| japan(at).date());
        let mut channels: Vec<_> =
            on_page.map(|_| PublicationChannel::PublicPage).into_iter().chain(elsewhere.iter().map(|shown| shown.channel)).collect();
        channels.sort_unstable();
        channels.dedup();
        // One place where it stays without an end is enough.
        let ends: Option<Vec<Date>> = on_page.map(|_| withdrawn).into_iter().chain(elsewhere.iter().map(|shown| shown.until_day)).collect();
        Published {
            since: on_page.into_iter().chain(elsewhere.iter().map(|shown| shown.from_day)).min(),
            until: ends.and_then(|ends| ends.into_iter().max()),
            // Shown elsewhere (a notice board, say) counts on, even when our own page was withdrawn.
            withdrawn_on: withdrawn.filter(|_| elsewhere.is_empty()),
            channels,
        }
    }
}
