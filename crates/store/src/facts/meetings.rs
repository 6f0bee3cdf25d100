//! Meetings with what became of them (B3–B14), as the rules want to see them.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use model::{
    AccountId, DwellingId, MeetingId, Vocabulary,
    calendar::{FiscalYear, japan},
    meetings::{MeetingState, PublicationChannel, Purpose},
};
use rulebook::facts::{MeetingFact, MinutesFact, Present};

use super::{OfficeRows, Places, Reader, by_id, grouped, pair};
use crate::{Row, StoreError};

const MEETINGS: &str =
    "SELECT office_id, id, fiscal_year, state, day, held_on, starts_at, ends_at, place_kind, fixed_on, members_told_on FROM meetings
 WHERE office_id BETWEEN $1 AND $2 AND fiscal_year BETWEEN $3 AND $4 ORDER BY office_id, id";

/// Of meetings of other years only the days are asked.
const HELD: &str = "SELECT office_id, fiscal_year, COALESCE(held_on, day) AS held_on FROM meetings
 WHERE office_id BETWEEN $1 AND $2 AND fiscal_year < $3 AND state = 'held' AND COALESCE(held_on, day) IS NOT NULL ORDER BY office_id, id";

const DWELLINGS: &str = "SELECT office_id, meeting_id, dwelling_id FROM meeting_dwellings WHERE office_id BETWEEN $1 AND $2
 ORDER BY meeting_id, dwelling_id";

/// From the meetings of the years to what belongs to them, and not the other way round: most attendances are of other years.
const ATTENDANCES: &str = "SELECT m.office_id, m.id AS meeting_id, COUNT(a.mode) AS recorded,
       COUNT(CASE WHEN a.seat_id IS NOT NULL AND a.mode IN ('in_person', 'proxy') THEN 1 END) AS in_person,
       COUNT(CASE WHEN a.seat_id IS NOT NULL AND a.mode = 'online' THEN 1 END) AS online
  FROM meetings m LEFT JOIN attendances a ON a.office_id = m.office_id AND a.meeting_id = m.id
 WHERE m.office_id BETWEEN $1 AND $2 AND m.fiscal_year BETWEEN $3 AND $4 GROUP BY m.office_id, m.id";

/// The purposes of all items of an agenda, one after the other; NULL where there is no agenda.
const AGENDAS: &str = "SELECT m.office_id, m.id AS meeting_id, string_agg(a.purposes, ' ') AS purposes
  FROM meetings m LEFT JOIN agenda_items a ON a.office_id = m.office_id AND a.meeting_id = m.id
 WHERE m.office_id BETWEEN $1 AND $2 AND m.fiscal_year BETWEEN $3 AND $4 GROUP BY m.office_id, m.id";

const MINUTES: &str = "SELECT n.office_id, n.meeting_id, n.state, n.drafted_on, n.confirmed_on, n.in_form
  FROM meetings m JOIN minutes n ON n.office_id = m.office_id AND n.meeting_id = m.id
 WHERE m.office_id BETWEEN $1 AND $2 AND m.fiscal_year BETWEEN $3 AND $4";

/// The newest version of each first.
const PUBLICATIONS: &str = "SELECT office_id, meeting_id, published_at, withdrawn_at, agreed_by FROM publications
 WHERE office_id BETWEEN $1 AND $2 AND fiscal_year BETWEEN $3 AND $4 ORDER BY fiscal_year DESC, address DESC, number DESC";

const CHANNELS: &str = "SELECT office_id, meeting_id, channel, from_day, until_day FROM publication_channels
 WHERE office_id BETWEEN $1 AND $2 ORDER BY from_day, id";

const PAYMENTS: &str = "SELECT office_id, meeting_id, COUNT(*) AS lines FROM payments WHERE office_id BETWEEN $1 AND $2
 GROUP BY office_id, meeting_id";

/// A version of published minutes.
struct Published {
    at: Timestamp,
    withdrawn_at: Option<Timestamp>,
    read_by_second: bool,
}

/// What hangs on the meetings of a stretch of offices.
struct Around {
    dwellings: HashMap<MeetingId, Vec<DwellingId>>,
    agendas: HashMap<MeetingId, Vec<Purpose>>,
    attendances: HashMap<MeetingId, (i64, Present)>,
    minutes: HashMap<MeetingId, MinutesFact>,
    publications: HashMap<MeetingId, Vec<Published>>,
    channels: HashMap<MeetingId, Vec<(PublicationChannel, Date, Option<Date>)>>,
    payments: HashMap<MeetingId, i64>,
}

impl Reader<'_> {
    pub(super) async fn meetings(&mut self, offices: &mut [OfficeRows], places: &Places) -> Result<(), StoreError> {
        let mut around = self.around().await?;
        let years = self.years;
        let read = |row: &Row| {
            let fact = MeetingFact {
                day: row.get::<Option<Date>>("held_on")?.or(row.get("day")?),
                hours: row.get::<Option<_>>("starts_at")?.zip(row.get("ends_at")?),
                place: row.get("place_kind")?,
                fixed_on: row.get("fixed_on")?,
                members_told_on: row.get("members_told_on")?,
                ..MeetingFact::new(row.get("id")?, row.get("state")?)
            };
            Ok((row.get::<FiscalYear>("fiscal_year")?, fact))
        };
        let held = |row: &Row| pair(row, "fiscal_year", "held_on");
        for (office, held) in self.rows_until(HELD.to_owned(), years.from, held).await? {
            let Some(place) = places.get(&office) else { continue };
            offices[*place].held.push(held);
        }
        for (office, (year, meeting)) in self.rows_of_years(MEETINGS.to_owned(), (years.from, years.until), read).await? {
            let Some(place) = places.get(&office) else { continue };
            if meeting.state == MeetingState::Held {
                offices[*place].held.extend(meeting.day.map(|day| (year, day)));
            }
            offices[*place].meetings.push((year, around.complete(meeting)));
        }
        Ok(())
    }

    async fn around(&mut self) -> Result<Around, StoreError> {
        let years = (self.years.from, self.years.until);
        let minutes = |row: &Row| {
            let minutes = MinutesFact {
                state: row.get("state")?,
                drafted_on: row.get("drafted_on")?,
                confirmed_on: row.get("confirmed_on")?,
                in_form: row.get("in_form")?,
            };
            Ok((row.get("meeting_id")?, minutes))
        };
        let present = |row: &Row| {
            let present = Present { in_person: row.get("in_person")?, online: row.get("online")? };
            Ok((row.get("meeting_id")?, (row.get("recorded")?, present)))
        };
        let publication = |row: &Row| {
            let agreed_by: Option<AccountId> = row.get("agreed_by")?;
            let (at, withdrawn_at) = (row.get("published_at")?, row.get("withdrawn_at")?);
            Ok((row.get("meeting_id")?, Published { at, withdrawn_at, read_by_second: agreed_by.is_some() }))
        };
        let channel = |row: &Row| Ok((row.get("meeting_id")?, (row.get("channel")?, row.get("from_day")?, row.get("until_day")?)));
        Ok(Around {
            dwellings: grouped(self.rows(DWELLINGS.to_owned(), |row| pair(row, "meeting_id", "dwelling_id")).await?),
            agendas: self.agendas(years).await?,
            attendances: by_id(self.rows_of_years(ATTENDANCES.to_owned(), years, present).await?),
            minutes: by_id(self.rows_of_years(MINUTES.to_owned(), years, minutes).await?),
            publications: grouped(self.rows_of_years(PUBLICATIONS.to_owned(), years, publication).await?),
            channels: grouped(self.rows(CHANNELS.to_owned(), channel).await?),
            payments: by_id(self.rows(PAYMENTS.to_owned(), |row| pair(row, "meeting_id", "lines")).await?),
        })
    }

    /// The purposes that each agenda serves; meetings without an agenda are not there.
    async fn agendas(&mut self, years: (FiscalYear, FiscalYear)) -> Result<HashMap<MeetingId, Vec<Purpose>>, StoreError> {
        let read = |row: &Row| {
            let words: Option<String> = row.get("purposes")?;
            let served = |words: String| {
                let serves = |purpose: &&Purpose| words.split(' ').any(|word| word == purpose.code());
                Purpose::ALL.iter().filter(serves).copied().collect()
            };
            Ok((row.get("meeting_id")?, words.map(served)))
        };
        let agendas: HashMap<MeetingId, Option<Vec<Purpose>>> = by_id(self.rows_of_years(AGENDAS.to_owned(), years, read).await?);
        Ok(agendas.into_iter().filter_map(|(meeting, purposes)| Some((meeting, purposes?))).collect())
    }
}

impl Around {
    fn complete(&mut self, meeting: MeetingFact) -> MeetingFact {
        let id = &meeting.id;
        let held = meeting.state == MeetingState::Held;
        let attendance = self.attendances.remove(id);
        let purposes = self.agendas.remove(id);
        let publications = self.publications.remove(id).unwrap_or_default();
        let channels = self.channels.remove(id).unwrap_or_default();
        let elsewhere = channels.iter().map(|(_, from, _)| *from).min();
        let on_page = publications.iter().map(|published| japan(published.at).date()).min();
        let withdrawn = publications.first().and_then(|newest| newest.withdrawn_at).map(|at| japan(at).date());
        let shown_on_page = publications.iter().any(|published| published.withdrawn_at.is_none());
        let mut named: Vec<_> = channels.iter().map(|(channel, _, _)| *channel).collect();
        named.extend(shown_on_page.then_some(PublicationChannel::PublicPage));
        named.sort_unstable();
        named.dedup();
        let published_on = [on_page, elsewhere].into_iter().flatten().min();
        // What is shown without an end is shown on.
        let ends: Option<Vec<Date>> = channels.iter().map(|(_, _, until)| *until).collect();
        MeetingFact {
            dwellings: self.dwellings.remove(id).unwrap_or_default(),
            agenda_ready: Some(purposes.is_some()),
            purposes,
            attendance_recorded: Some(held && attendance.is_some_and(|(recorded, _)| recorded > 0)),
            members_present: attendance.filter(|(recorded, _)| held && *recorded > 0).map(|(_, present)| present),
            minutes: self.minutes.remove(id),
            published_on,
            // Shown elsewhere (a notice board, say) counts on, even when our own page was withdrawn.
            withdrawn_on: withdrawn.filter(|_| elsewhere.is_none()),
            channels: published_on.map(|_| named),
            published_until: ends.filter(|_| !shown_on_page).and_then(|ends| ends.into_iter().max()),
            read_by_second: publications.first().map(|newest| newest.read_by_second),
            payments_recorded: held.then_some(self.payments.contains_key(id)),
            ..meeting
        }
    }
}
