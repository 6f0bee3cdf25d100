//! Cases beside a rulebook: situations and the findings that are expected of them, for people who do not program.
//!
//! People and meetings have short invented names within a case (`resident = "梅"`); identifiers are made from them here, the same
//! ones each time.

use std::{collections::BTreeMap, fmt, ops::Range};

use jiff::civil::Date;
use model::{
    DwellingId, Id, MeetingId, PersonId, ResidentId, SeatId, Vocabulary,
    calendar::{FiscalYear, wareki},
    identifiers::JurisdictionCode,
    jurisdictions::lookup,
    meetings::{MeetingState, MinutesState},
    offices::{GroupHomeType, ServiceKind},
    residents::WishAnswer,
    seats::{CommunityKind, FamilyStanding, Independence, SeatCategory, SeatState},
};
use serde::Deserialize;
use toml::Spanned;

use crate::{
    assess::assess,
    book::{Day, Rulebook, RulebookError, explain},
    facts::{DwellingFact, EvaluationFact, MeetingFact, MinutesFact, OfficeFact, OfficeYear, ResidentFact, SeatFact},
    finding::{Finding, Status, Subject},
    kind::Clock,
    rule::Level,
};

/// A situation and what is expected of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// What is true in it, as a sentence.
    pub name: String,
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// The day of the assessment.
    pub on: Date,
    /// The situation.
    pub facts: OfficeYear,
    /// What is expected; other findings may exist beside.
    pub expected: Vec<Expectation>,
}

/// One finding that a case expects.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The rule.
    pub rule: String,
    /// What the rule says …
    pub status: Status,
    /// … about whom.
    pub subject: Subject,
    /// How binding, if the case says so.
    pub level: Option<Level>,
    /// Until when, if the case says so.
    pub due: Option<Date>,
}

/// A finding that is not as a case expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The case.
    pub case: String,
    /// Its line.
    pub line: usize,
    /// The rule.
    pub rule: String,
    /// What was expected and what came, in Japanese.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}行目「{}」：規則「{}」：{}", self.line, self.case, self.rule, self.what)
    }
}

/// Reads a file of cases. `file` is only its name in messages.
///
/// # Errors
/// The first thing that is wrong, with its line and column.
pub fn parse(file: &str, text: &str) -> Result<Vec<Case>, RulebookError> {
    let written: CasesText = toml::from_str(text).map_err(|e| explain(file, text, None, &e))?;
    let mut cases: Vec<Case> = Vec::with_capacity(written.case.len());
    for case in written.case {
        let span = case.span();
        let case = case.into_inner();
        let reader = Reader { file, text, case: case.name.clone() };
        if case.name.is_empty() {
            return Err(reader.error(&span, "例の名前がありません。", "name = \"…\"に、どんな様子かを書いてください。"));
        }
        if cases.iter().any(|c| c.name == case.name) {
            return Err(reader.error(&span, "同じ名前の例が2つあります。", "別の名前にしてください。"));
        }
        cases.push(reader.case(case, &span)?);
    }
    Ok(cases)
}

/// Applies the rulebook to the case, and tells what is not as expected.
pub fn run(case: &Case, book: &Rulebook) -> Vec<Difference> {
    let findings = assess(&case.facts, book, case.on);
    case.expected
        .iter()
        .filter_map(|expected| {
            let found = findings.iter().find(|f| f.rule.as_str() == expected.rule && f.subject == expected.subject);
            let what = differs(expected, found)?;
            Some(Difference { case: case.name.clone(), line: case.line, rule: expected.rule.clone(), what })
        })
        .collect()
}

fn differs(expected: &Expectation, found: Option<&Finding>) -> Option<String> {
    let Some(found) = found else {
        return Some(format!("「{}」のはずですが、判定がありません。", expected.status));
    };
    if found.status != expected.status {
        return Some(format!("「{}」のはずですが、「{}」です（{}）", expected.status, found.status, found.reason));
    }
    if expected.level.is_some() && found.level != expected.level {
        let shown = |level: Option<Level>| level.map_or("定めなし", |l| l.label());
        return Some(format!("「{}」のはずですが、「{}」です。", shown(expected.level), shown(found.level)));
    }
    if expected.due.is_some() && found.due != expected.due {
        let shown = |day: Option<Date>| day.map_or_else(|| "なし".to_owned(), wareki::format_date_short);
        return Some(format!("期限は{}のはずですが、{}です。", shown(expected.due), shown(found.due)));
    }
    None
}

/// Reads one situation: what a case is without `[[case]]`, `name` and `expect`. A day that is given takes the place of `on`.
///
/// # Errors
/// The first thing that is wrong, with its line and column.
pub fn situation(file: &str, text: &str, on: Option<Date>) -> Result<(Date, OfficeYear), RulebookError> {
    let mut written: CaseText = toml::from_str(text).map_err(|e| explain(file, text, None, &e))?;
    let reader = Reader { file, text, case: "facts".to_owned() };
    if let Some(expected) = written.expect.first() {
        return Err(reader.error(&expected.span(), "様子を書くファイルに、判定は書きません。", "expectを消してください。"));
    }
    written.on = on.map(Day).or(written.on);
    let case = reader.case(written, &(0..0))?;
    Ok((case.on, case.facts))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CasesText {
    case: Vec<Spanned<CaseText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseText {
    #[serde(default)]
    name: String,
    on: Option<Day>,
    /// The code of the municipality or ward.
    place: Option<Spanned<String>>,
    year: Option<FiscalYear>,
    service: Option<ServiceKind>,
    group_home_type: Option<GroupHomeType>,
    #[serde(default)]
    dwellings: Vec<DwellingText>,
    #[serde(default)]
    residents: Vec<ResidentText>,
    #[serde(default)]
    seats: Vec<SeatText>,
    #[serde(default)]
    meetings: Vec<MeetingText>,
    evaluation: Option<EvaluationText>,
    #[serde(default)]
    expect: Vec<Spanned<ExpectText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DwellingText {
    name: Option<Spanned<String>>,
    #[serde(default)]
    satellite: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResidentText {
    name: Spanned<String>,
    asked_on: Option<Day>,
    answer: Option<WishAnswer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeatText {
    name: Spanned<String>,
    category: SeatCategory,
    state: SeatState,
    community_kind: Option<CommunityKind>,
    family_standing: Option<FamilyStanding>,
    independence: Option<Independence>,
    term_from: Option<Day>,
    term_until: Option<Day>,
    resident: Option<Spanned<String>>,
    proxy_for: Option<Spanned<String>>,
    family_of: Option<Spanned<String>>,
    resident_invited: Option<bool>,
    pledged_on: Option<Day>,
    first_attended_on: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeetingText {
    name: Spanned<String>,
    state: MeetingState,
    day: Option<Day>,
    /// `["14:00", "16:00"]`
    hours: Option<[Clock; 2]>,
    #[serde(default)]
    dwellings: Vec<Spanned<String>>,
    fixed_on: Option<Day>,
    agenda_ready: Option<bool>,
    attendance_recorded: Option<bool>,
    minutes: Option<MinutesText>,
    published_on: Option<Day>,
    withdrawn_on: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MinutesText {
    state: MinutesState,
    drafted_on: Option<Day>,
    confirmed_on: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EvaluationText {
    taken_on: Day,
    published_on: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectText {
    rule: String,
    status: Status,
    /// A category, or the name of a seat or a meeting; the office when absent.
    about: Option<String>,
    level: Option<Level>,
    due: Option<Day>,
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    case: String,
}

type Names<I> = BTreeMap<String, I>;

impl Reader<'_> {
    fn error(&self, span: &Range<usize>, problem: &str, hint: &str) -> RulebookError {
        RulebookError::at(self.file, self.text, span, Some(&self.case), problem, hint)
    }

    fn case(&self, case: CaseText, span: &Range<usize>) -> Result<Case, RulebookError> {
        let on = case.on.ok_or_else(|| self.error(span, "いつの様子かがありません。", "on = 2026-04-01のように書き足してください。"))?.0;
        let place = case.place.as_ref().map(|written| self.place(written)).transpose()?;
        let residents: Names<ResidentId> = self.names(case.residents.iter().map(|r| &r.name))?;
        let seats: Names<SeatId> = self.names(case.seats.iter().map(|s| &s.name))?;
        let meetings: Names<MeetingId> = self.names(case.meetings.iter().map(|m| &m.name))?;
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
            meetings: case.meetings.iter().map(|m| self.meeting(m, &meetings, &dwellings)).collect::<Result<_, _>>()?,
            evaluation: case.evaluation.map(|e| EvaluationFact {
                taken_on: e.taken_on.0,
                published_on: e.published_on.map(|d| d.0),
                certified: None,
            }),
            ..OfficeYear::new(office, year)
        };
        let expected = case.expect.into_iter().map(|e| self.expectation(e, &seats, &meetings, &dwellings)).collect::<Result<_, _>>()?;
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

    fn lookup<I: Id>(&self, names: &Names<I>, name: &Spanned<String>) -> Result<I, RulebookError> {
        let unknown =
            || self.error(&name.span(), &format!("「{}」はこの例に書かれていません。", name.get_ref()), "名前を確かめてください。");
        names.get(name.get_ref()).copied().ok_or_else(unknown)
    }

    fn resident(&self, resident: &ResidentText, names: &Names<ResidentId>) -> Result<ResidentFact, RulebookError> {
        let id = self.lookup(names, &resident.name)?;
        Ok(ResidentFact { id, asked_on: resident.asked_on.map(|d| d.0), answer: resident.answer })
    }

    fn seat(&self, seat: &SeatText, names: &Names<SeatId>, residents: &Names<ResidentId>) -> Result<SeatFact, RulebookError> {
        let id = self.lookup(names, &seat.name)?;
        let number = names.keys().position(|n| n == seat.name.get_ref()).unwrap_or_default();
        let resident = |name: &Option<Spanned<String>>| name.as_ref().map(|n| self.lookup(residents, n)).transpose();
        Ok(SeatFact {
            community_kind: seat.community_kind,
            family_standing: seat.family_standing,
            independence: seat.independence.unwrap_or(Independence::Unknown),
            term_from: seat.term_from.map(|d| d.0),
            term_until: seat.term_until.map(|d| d.0),
            resident: resident(&seat.resident)?,
            proxy_for: resident(&seat.proxy_for)?,
            family_of: resident(&seat.family_of)?,
            resident_invited: seat.resident_invited,
            pledged_on: seat.pledged_on.map(|d| d.0),
            first_attended_on: seat.first_attended_on.map(|d| d.0),
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

    fn meeting(
        &self,
        meeting: &MeetingText,
        names: &Names<MeetingId>,
        dwellings: &Names<DwellingId>,
    ) -> Result<MeetingFact, RulebookError> {
        Ok(MeetingFact {
            dwellings: meeting.dwellings.iter().map(|name| self.lookup(dwellings, name)).collect::<Result<_, _>>()?,
            day: meeting.day.map(|d| d.0),
            hours: meeting.hours.map(|[from, until]| (from.time(), until.time())),
            fixed_on: meeting.fixed_on.map(|d| d.0),
            agenda_ready: meeting.agenda_ready,
            attendance_recorded: meeting.attendance_recorded,
            minutes: meeting.minutes.as_ref().map(|m| MinutesFact {
                state: m.state,
                drafted_on: m.drafted_on.map(|d| d.0),
                confirmed_on: m.confirmed_on.map(|d| d.0),
                in_form: None,
            }),
            published_on: meeting.published_on.map(|d| d.0),
            withdrawn_on: meeting.withdrawn_on.map(|d| d.0),
            ..MeetingFact::new(self.lookup(names, &meeting.name)?, meeting.state)
        })
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
        Ok(Expectation { rule: text.rule, status: text.status, subject, level: text.level, due: text.due.map(|d| d.0) })
    }
}
