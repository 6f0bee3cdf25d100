//! From what is written to facts: names of a case become identifiers.

use std::{collections::BTreeMap, ops::Range};

use jiff::civil::Date;
use model::{
    DwellingId, Id, MeetingId, PersonId, ResidentId, SeatId, calendar::FiscalYear, identifiers::JurisdictionCode, jurisdictions::lookup,
    offices::ServiceKind, seats::Independence,
};
use toml::Spanned;

use super::{
    Case, Expectation, meetings,
    text::{CaseText, DwellingText, ExpectText, ResidentText, SeatText},
};
use crate::{
    book::{Day, RulebookError},
    facts::{DwellingFact, OfficeFact, OfficeYear, ResidentFact, SeatFact},
    finding::Subject,
};

pub(super) struct Reader<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
    pub(super) case: String,
}

pub(super) type Names<I> = BTreeMap<String, I>;

pub(super) fn date(day: Option<Day>) -> Option<Date> {
    day.map(|day| day.0)
}

impl Reader<'_> {
    pub(super) fn error(&self, span: &Range<usize>, problem: &str, hint: &str) -> RulebookError {
        RulebookError::at(self.file, self.text, span, Some(&self.case), problem, hint)
    }

    pub(super) fn case(&self, case: CaseText, span: &Range<usize>) -> Result<Case, RulebookError> {
        let on = case.on.ok_or_else(|| self.error(span, "いつの様子かがありません。", "on = 2026-04-01のように書き足してください。"))?.0;
        let place = case.place.as_ref().map(|written| self.place(written)).transpose()?;
        let residents: Names<ResidentId> = self.names(case.residents.iter().map(|r| &r.name))?;
        let seats: Names<SeatId> = self.names(case.seats.iter().map(|s| &s.name))?;
        let meeting_names: Names<MeetingId> = self.names(case.meetings.iter().map(|m| &m.name))?;
        let dwellings = self.dwellings(&case.dwellings)?;
        let office = OfficeFact {
            service: case.service.unwrap_or(ServiceKind::GroupHome),
            group_home_type: case.group_home_type,
            place,
            dwellings: case
                .dwellings
                .iter()
                .zip(1u128..)
                .map(|(d, n)| DwellingFact { id: DwellingId::mint(0, n), satellite: d.satellite })
                .collect(),
        };
        let year = case.year.unwrap_or_else(|| FiscalYear::of(on));
        let facts = OfficeYear {
            seats: case.seats.iter().map(|s| self.seat(s, &seats, &residents)).collect::<Result<_, _>>()?,
            residents: case.residents.iter().map(|r| self.resident(r, &residents)).collect::<Result<_, _>>()?,
            meetings: case.meetings.iter().map(|m| self.meeting(m, &meeting_names, &dwellings)).collect::<Result<_, _>>()?,
            held_before: case.held_before.iter().map(|day| day.0).collect(),
            visits: case
                .visits
                .iter()
                .zip(1u128..)
                .map(|(visit, number)| self.visit(visit, number, &seats, &dwellings))
                .collect::<Result<_, _>>()?,
            evaluation: case.evaluation.as_ref().map(meetings::evaluation),
            reports: case.reports.iter().map(meetings::report).collect(),
            surveys: case.surveys.iter().map(meetings::survey).collect(),
            inspections: case.inspections.iter().map(meetings::inspection).collect(),
            ..OfficeYear::new(office, year)
        };
        let expected =
            case.expect.into_iter().map(|e| self.expectation(e, &seats, &meeting_names, &dwellings)).collect::<Result<_, _>>()?;
        let line = crate::book::Place::of(self.text, span).line;
        Ok(Case { name: case.name, line, on, facts, expected })
    }

    fn place(&self, written: &Spanned<String>) -> Result<JurisdictionCode, RulebookError> {
        let known = written.get_ref().parse().ok().filter(|code| lookup(*code).is_some());
        let hint = "6桁のコードを書いてください（例：練馬区は\"131202\"）。";
        known.ok_or_else(|| self.error(&written.span(), "この番号の市区町村はありません。", hint))
    }

    /// Identifiers follow the order in which the names stand, so that the same file always gives the same ones.
    fn names<'t, I: Id>(&self, written: impl Iterator<Item = &'t Spanned<String>>) -> Result<Names<I>, RulebookError> {
        let mut names = Names::new();
        for (name, number) in written.zip(1u128..) {
            if names.insert(name.get_ref().clone(), I::mint(0, number)).is_some() {
                return Err(self.error(&name.span(), &format!("「{}」が2回書かれています。", name.get_ref()), "別の名前にしてください。"));
            }
        }
        Ok(names)
    }

    pub(super) fn lookup<I: Id>(&self, names: &Names<I>, name: &Spanned<String>) -> Result<I, RulebookError> {
        let unknown =
            || self.error(&name.span(), &format!("「{}」はこの例に書かれていません。", name.get_ref()), "名前を確かめてください。");
        names.get(name.get_ref()).copied().ok_or_else(unknown)
    }

    fn resident(&self, resident: &ResidentText, names: &Names<ResidentId>) -> Result<ResidentFact, RulebookError> {
        let id = self.lookup(names, &resident.name)?;
        Ok(ResidentFact { id, asked_on: date(resident.asked_on), answer: resident.answer })
    }

    fn seat(&self, seat: &SeatText, names: &Names<SeatId>, residents: &Names<ResidentId>) -> Result<SeatFact, RulebookError> {
        let id = self.lookup(names, &seat.name)?;
        let number = names.keys().position(|n| n == seat.name.get_ref()).unwrap_or_default();
        let resident = |name: &Option<Spanned<String>>| name.as_ref().map(|n| self.lookup(residents, n)).transpose();
        Ok(SeatFact {
            community_kind: seat.community_kind,
            family_standing: seat.family_standing,
            independence: seat.independence.unwrap_or(Independence::Unknown),
            term_from: date(seat.term_from),
            term_until: date(seat.term_until),
            resident: resident(&seat.resident)?,
            proxy_for: resident(&seat.proxy_for)?,
            family_of: resident(&seat.family_of)?,
            resident_invited: seat.resident_invited,
            pledged_on: date(seat.pledged_on),
            first_attended_on: date(seat.first_attended_on),
            handbook_given_on: date(seat.handbook_given_on),
            excused_from_visits: seat.excused_from_visits,
            ..SeatFact::new(id, PersonId::mint(0, number as u128 + 1), seat.category, seat.state)
        })
    }

    /// Dwellings need a name only where something is said about one of them.
    fn dwellings(&self, written: &[DwellingText]) -> Result<Names<DwellingId>, RulebookError> {
        let named = written.iter().zip(1u128..).filter_map(|(dwelling, number)| Some((dwelling.name.as_ref()?, number)));
        let mut names = Names::new();
        for (name, number) in named {
            if names.insert(name.get_ref().clone(), DwellingId::mint(0, number)).is_some() {
                return Err(self.error(&name.span(), &format!("「{}」が2回書かれています。", name.get_ref()), "別の名前にしてください。"));
            }
        }
        Ok(names)
    }

    fn expectation(
        &self,
        written: Spanned<ExpectText>,
        seats: &Names<SeatId>,
        meetings: &Names<MeetingId>,
        dwellings: &Names<DwellingId>,
    ) -> Result<Expectation, RulebookError> {
        let span = written.span();
        let text = written.into_inner();
        let subject = match text.about.as_deref() {
            None | Some("office") => Subject::Office,
            Some(name) => (seats.get(name).map(|id| Subject::Seat(*id)))
                .or_else(|| meetings.get(name).map(|id| Subject::Meeting(*id)))
                .or_else(|| dwellings.get(name).map(|id| Subject::Dwelling(*id)))
                .or_else(|| name.parse().ok().map(Subject::Category))
                .ok_or_else(|| {
                    self.error(
                        &span,
                        &format!("「{name}」は、この例の席・会議・住居の名前でも、区分でもありません。"),
                        "名前を確かめてください。",
                    )
                })?,
        };
        Ok(Expectation { rule: text.rule, status: text.status, subject, level: text.level, due: date(text.due) })
    }
}
