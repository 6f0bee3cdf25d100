//! What was settled with authorities (D1–D4, D10), as the rules want to see it.

use jiff::civil::Date;
use model::{
    MeetingId,
    calendar::FiscalYear,
    matters::{DateNotice, Details, MatterState, Sitting},
};
use rulebook::facts::{InspectionFact, MeetingFact, ReportFact, SurveyFact};

use super::{OfficeRows, Places, Reader};
use crate::{Row, StoreError, matters::details_of};

const MATTERS: &str = "SELECT office_id, fiscal_year, meeting_id, state, due_on, opened_on, details FROM matters
 WHERE office_id BETWEEN $1 AND $2 ORDER BY office_id, id DESC";

/// What the rules may ask of a matter.
struct Settled {
    year: FiscalYear,
    meeting: Option<MeetingId>,
    due_on: Option<Date>,
    opened_on: Date,
    withdrawn: bool,
    details: Details,
}

impl Reader<'_> {
    pub(super) async fn matters(&mut self, offices: &mut [OfficeRows], places: &Places) -> Result<(), StoreError> {
        for (office, settled) in self.rows(MATTERS.to_owned(), read).await? {
            let Some(place) = places.get(&office) else { continue };
            settled.tell(&mut offices[*place]);
        }
        Ok(())
    }
}

impl Settled {
    fn tell(self, office: &mut OfficeRows) {
        match self.details {
            // A notice that was taken back was told all the same.
            Details::DateNotice(notice) => {
                let of_meeting = office.meetings.iter_mut().filter(|(_, meeting)| Some(meeting.id) == self.meeting);
                of_meeting.for_each(|(_, meeting)| told(meeting, &notice));
            }
            _ if self.withdrawn => {}
            Details::Report(report) => {
                let fact = ReportFact {
                    to: report.to,
                    due: self.due_on,
                    items: report.items,
                    submitted_on: report.submitted_on,
                    returned_on: report.returned_on,
                    received_on: report.received_on,
                };
                office.reports.push((self.year, fact));
            }
            Details::Survey(answer) => {
                let fact = SurveyFact { asked_on: self.opened_on, due: self.due_on, answered_on: answer.answered_on };
                office.surveys.push((FiscalYear::of(self.opened_on), fact));
            }
            Details::GuidanceVisit(visit) => {
                office.inspections.push(InspectionFact { announced_on: visit.announced_on, day: Some(visit.day), made: visit.made });
            }
            Details::Reminder | Details::Question => {}
        }
    }
}

/// What the authority knows of the date (D1). What was told of another date does not count for this one.
fn told(meeting: &mut MeetingFact, notice: &DateNotice) {
    let sitting = meeting.day.zip(meeting.hours).map(|(day, (starts, ends))| Sitting { day, starts, ends });
    if sitting == Some(notice.sitting) {
        meeting.authority_told_on = notice.told_on;
        meeting.officials_expected = notice.expected();
        meeting.officials_attended = notice.attended;
    }
}

fn read(row: &Row) -> Result<Settled, StoreError> {
    let state: MatterState = row.get("state")?;
    Ok(Settled {
        year: row.get("fiscal_year")?,
        meeting: row.get("meeting_id")?,
        due_on: row.get("due_on")?,
        opened_on: row.get("opened_on")?,
        withdrawn: state == MatterState::Withdrawn,
        details: details_of(row)?,
    })
}
