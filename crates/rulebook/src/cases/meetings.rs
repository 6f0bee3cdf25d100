//! Meetings, visits and what is settled with authorities, from what is written to facts.

use super::{
    read::{Names, Reader, date},
    text::{EvaluationText, InspectionText, MeetingText, MinutesText, ReportText, SurveyText, VisitText},
};
use crate::{
    book::RulebookError,
    facts::{EvaluationFact, InspectionFact, MeetingFact, MinutesFact, Present, ReportFact, SurveyFact, VisitFact},
};
use model::{DwellingId, Id, MeetingId, SeatId, VisitId};

impl Reader<'_> {
    pub(super) fn meeting(
        &self,
        meeting: &MeetingText,
        names: &Names<MeetingId>,
        dwellings: &Names<DwellingId>,
    ) -> Result<MeetingFact, RulebookError> {
        Ok(MeetingFact {
            dwellings: meeting.dwellings.iter().map(|name| self.lookup(dwellings, name)).collect::<Result<_, _>>()?,
            day: date(meeting.day),
            hours: meeting.hours.map(|[from, until]| (from.time(), until.time())),
            fixed_on: date(meeting.fixed_on),
            agenda_ready: meeting.agenda_ready,
            attendance_recorded: meeting.attendance_recorded,
            minutes: meeting.minutes.as_ref().map(minutes),
            published_on: date(meeting.published_on),
            withdrawn_on: date(meeting.withdrawn_on),
            channels: meeting.channels.clone(),
            published_until: date(meeting.published_until),
            read_by_second: meeting.read_by_second,
            place: meeting.place,
            members_told_on: date(meeting.members_told_on),
            authority_told_on: date(meeting.authority_told_on),
            officials_expected: meeting.officials_expected,
            officials_attended: meeting.officials_attended,
            members_present: meeting.members_present.map(|came| Present { in_person: came.in_person, online: came.online }),
            purposes: meeting.purposes.clone(),
            materials_sent_on: date(meeting.materials_sent_on),
            payments_recorded: meeting.payments_recorded,
            ..MeetingFact::new(self.lookup(names, &meeting.name)?, meeting.state)
        })
    }

    pub(super) fn visit(
        &self,
        visit: &VisitText,
        number: u128,
        seats: &Names<SeatId>,
        dwellings: &Names<DwellingId>,
    ) -> Result<VisitFact, RulebookError> {
        Ok(VisitFact {
            id: VisitId::mint(0, number),
            dwelling: visit.dwelling.as_ref().map(|name| self.lookup(dwellings, name)).transpose()?,
            seat: visit.seat.as_ref().map(|name| self.lookup(seats, name)).transpose()?,
            state: visit.state,
            day: date(visit.day),
            mode: visit.mode,
            recorded_on: date(visit.recorded_on),
            in_form: visit.in_form,
        })
    }
}

fn minutes(minutes: &MinutesText) -> MinutesFact {
    MinutesFact {
        state: minutes.state,
        drafted_on: date(minutes.drafted_on),
        confirmed_on: date(minutes.confirmed_on),
        in_form: minutes.in_form,
    }
}

pub(super) fn evaluation(evaluation: &EvaluationText) -> EvaluationFact {
    EvaluationFact { taken_on: evaluation.taken_on.0, published_on: date(evaluation.published_on), certified: evaluation.certified }
}

pub(super) fn report(report: &ReportText) -> ReportFact {
    ReportFact {
        to: report.to,
        due: date(report.due),
        items: report.items.clone(),
        submitted_on: date(report.submitted_on),
        returned_on: date(report.returned_on),
        received_on: date(report.received_on),
    }
}

pub(super) fn survey(survey: &SurveyText) -> SurveyFact {
    SurveyFact { asked_on: survey.asked_on.0, due: date(survey.due), answered_on: date(survey.answered_on) }
}

pub(super) fn inspection(inspection: &InspectionText) -> InspectionFact {
    InspectionFact { announced_on: date(inspection.announced_on), day: date(inspection.day), made: inspection.made }
}
