//! What is known about one office in one 年度: the only input of the rules besides the rulebook and the day.
//!
//! Facts carry identifiers, never names: a finding may be shown, stored and exported without telling who is meant.
//! A fact that nobody has recorded is `None`, and leads to [`Status::Unknown`](crate::Status::Unknown), never to *met*.
//! What is dated after the day of the assessment has not happened yet.

use jiff::civil::{Date, Time};
use model::{
    DwellingId, MeetingId, PersonId, ResidentId, SeatId, VisitId,
    calendar::FiscalYear,
    identifiers::JurisdictionCode,
    matters::{Recipient, ReportItem},
    meetings::{MeetingState, MinutesState, PlaceKind, PublicationChannel, Purpose},
    offices::{GroupHomeType, ServiceKind},
    residents::WishAnswer,
    seats::{CommunityKind, FamilyStanding, Independence, SeatCategory, SeatState},
    visits::{VisitMode, VisitState},
};

/// One office in one 年度.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeYear {
    /// The office.
    pub office: OfficeFact,
    /// The 年度 that is assessed.
    pub year: FiscalYear,
    /// Every seat of the meeting, including candidates and ended ones.
    pub seats: Vec<SeatFact>,
    /// Every resident. Empty means that the list has not been entered yet.
    pub residents: Vec<ResidentFact>,
    /// The meetings of this 年度.
    pub meetings: Vec<MeetingFact>,
    /// The days of the meetings that were held in earlier years: periods that are no 年度 reach back to them.
    pub held_before: Vec<Date>,
    /// The visits of this 年度 and of the one before (C1). Planned ones without a day count to the 年度 for which they are planned.
    pub visits: Vec<VisitFact>,
    /// The latest 第三者評価 that was taken on or before the last day of this 年度, in whichever 年度 (B16).
    pub evaluation: Option<EvaluationFact>,
    /// Reports about this 年度 (D4, D10).
    pub reports: Vec<ReportFact>,
    /// Surveys of planned dates that were held in this 年度 (D2).
    pub surveys: Vec<SurveyFact>,
    /// Visits by staff of an authority, of all years (D3).
    pub inspections: Vec<InspectionFact>,
}

impl OfficeYear {
    /// An office in a year of which nothing else is known yet.
    pub fn new(office: OfficeFact, year: FiscalYear) -> Self {
        Self {
            office,
            year,
            seats: Vec::new(),
            residents: Vec::new(),
            meetings: Vec::new(),
            held_before: Vec::new(),
            visits: Vec::new(),
            evaluation: None,
            reports: Vec::new(),
            surveys: Vec::new(),
            inspections: Vec::new(),
        }
    }
}

/// The office (A1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeFact {
    /// The designated service.
    pub service: ServiceKind,
    /// The type of a 共同生活援助; `None` for other services or when not recorded.
    pub group_home_type: Option<GroupHomeType>,
    /// The municipality or ward where it lies, if its address tells (D5); it decides whose rules apply.
    pub place: Option<JurisdictionCode>,
    /// Its dwellings (B17, C1).
    pub dwellings: Vec<DwellingFact>,
}

/// A dwelling (A1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DwellingFact {
    /// The dwelling.
    pub id: DwellingId,
    /// サテライト型.
    pub satellite: bool,
}

/// A seat (A2–A10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatFact {
    /// The seat.
    pub id: SeatId,
    /// Who is to sit there.
    pub person: PersonId,
    /// The category for which the person was chosen.
    pub category: SeatCategory,
    /// How far the seat has come.
    pub state: SeatState,
    /// The kind of 地域の関係者 (A4).
    pub community_kind: Option<CommunityKind>,
    /// In whose place a seat of 利用者家族 is taken (A6).
    pub family_standing: Option<FamilyStanding>,
    /// Ties to the 法人 of the office (A7).
    pub independence: Independence,
    /// First day of the term (A9).
    pub term_from: Option<Date>,
    /// Last day of the term (A9).
    pub term_until: Option<Date>,
    /// The person *is* this resident.
    pub resident: Option<ResidentId>,
    /// The person speaks in place of this resident, who cannot express a will (A5).
    pub proxy_for: Option<ResidentId>,
    /// The person belongs to the family of this resident (A6).
    pub family_of: Option<ResidentId>,
    /// Whether the represented resident was invited to come in person (A5); only for proxies.
    pub resident_invited: Option<bool>,
    /// The day of the 参加承諾書 (A10); `None`: not given.
    pub pledged_on: Option<Date>,
    /// The first meeting or visit at which the person took part; `None`: has not taken part yet.
    pub first_attended_on: Option<Date>,
    /// When 地域連携推進員の手引き was handed to the person (C5); `None`: it was not.
    pub handbook_given_on: Option<Date>,
    /// The member need not visit, for a reason that is recorded (C2).
    pub excused_from_visits: bool,
}

impl SeatFact {
    /// A seat of which nothing else is known yet.
    pub fn new(id: SeatId, person: PersonId, category: SeatCategory, state: SeatState) -> Self {
        Self {
            id,
            person,
            category,
            state,
            community_kind: None,
            family_standing: None,
            independence: Independence::Unknown,
            term_from: None,
            term_until: None,
            resident: None,
            proxy_for: None,
            family_of: None,
            resident_invited: None,
            pledged_on: None,
            first_attended_on: None,
            handbook_given_on: None,
            excused_from_visits: false,
        }
    }

    /// Whether the person is chosen, asked or seated: whether the office still counts on this seat.
    pub fn is_open(&self) -> bool {
        matches!(self.state, SeatState::Candidate | SeatState::Invited | SeatState::Seated)
    }

    /// Whether the person holds the seat on a day. A seat that has ended counts for the days of its term, because a meeting of
    /// spring is not undone by somebody who leaves in autumn.
    pub fn serves_on(&self, day: Date) -> bool {
        let begun = self.term_from.is_none_or(|from| from <= day);
        match self.state {
            SeatState::Seated => begun && self.term_until.is_none_or(|until| day <= until),
            SeatState::Ended => begun && self.term_until.is_some_and(|until| day <= until),
            SeatState::Candidate | SeatState::Invited | SeatState::Declined => false,
        }
    }

    /// The resident whose voice this seat brings: the member, or whom the member speaks for.
    pub fn voice_of(&self) -> Option<ResidentId> {
        self.resident.or(self.proxy_for)
    }
}

/// A resident and the 意向確認 (A11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidentFact {
    /// The resident.
    pub id: ResidentId,
    /// The last day on which the resident or the family was asked; `None`: never.
    pub asked_on: Option<Date>,
    /// The answer that holds now; `None`: no answer.
    pub answer: Option<WishAnswer>,
}

/// A meeting (B3–B14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingFact {
    /// The meeting.
    pub id: MeetingId,
    /// How far it has come.
    pub state: MeetingState,
    /// Its day, once fixed.
    pub day: Option<Date>,
    /// From when to when, once fixed.
    pub hours: Option<(Time, Time)>,
    /// For which dwellings it is held (B17); empty for the office as a whole.
    pub dwellings: Vec<DwellingId>,
    /// When the day was fixed (B3).
    pub fixed_on: Option<Date>,
    /// Whether the agenda is complete (B6).
    pub agenda_ready: Option<bool>,
    /// Whether everybody's attendance is recorded (B12).
    pub attendance_recorded: Option<bool>,
    /// Its minutes; `None`: not begun.
    pub minutes: Option<MinutesFact>,
    /// When the minutes were published last (B14); `None`: not published.
    pub published_on: Option<Date>,
    /// When the publication was withdrawn; `None`: it was not.
    pub withdrawn_on: Option<Date>,
    /// Where it was published (B14); `None`: nobody recorded it.
    pub channels: Option<Vec<PublicationChannel>>,
    /// The day on which the publication ended or will end; `None`: no end is set.
    pub published_until: Option<Date>,
    /// Whether a second person agreed to what is published (H1); `None`: nobody recorded it.
    pub read_by_second: Option<bool>,
    /// The kind of place (B5).
    pub place: Option<PlaceKind>,
    /// When the members were told of the day (D1); `None`: they were not told yet.
    pub members_told_on: Option<Date>,
    /// When the authority was told of the day (D1); `None`: it was not told yet.
    pub authority_told_on: Option<Date>,
    /// How many of the authority's staff the authority said would come (D1); `None`: it has not answered.
    pub officials_expected: Option<u16>,
    /// How many of them came; `None`: nobody recorded it.
    pub officials_attended: Option<u16>,
    /// How many members came in person and how many through a screen (B12); `None`: nobody recorded it.
    pub members_present: Option<Present>,
    /// The purposes that the items of the agenda serve (B6).
    pub purposes: Option<Vec<Purpose>>,
    /// When the materials were sent to the members (B4); `None`: they were not, or nobody recorded it.
    pub materials_sent_on: Option<Date>,
    /// Whether honorarium and travel costs are written down (A15).
    pub payments_recorded: Option<bool>,
}

/// How many members came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Present {
    /// In the room, proxies among them.
    pub in_person: u16,
    /// Through a screen.
    pub online: u16,
}

impl MeetingFact {
    /// A meeting of which nothing else is known yet.
    pub fn new(id: MeetingId, state: MeetingState) -> Self {
        Self {
            id,
            state,
            day: None,
            hours: None,
            dwellings: Vec::new(),
            fixed_on: None,
            agenda_ready: None,
            attendance_recorded: None,
            minutes: None,
            published_on: None,
            withdrawn_on: None,
            channels: None,
            published_until: None,
            read_by_second: None,
            place: None,
            members_told_on: None,
            authority_told_on: None,
            officials_expected: None,
            officials_attended: None,
            members_present: None,
            purposes: None,
            materials_sent_on: None,
            payments_recorded: None,
        }
    }
}

/// The minutes of a meeting (B13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesFact {
    /// How far they have come.
    pub state: MinutesState,
    /// When the draft was complete enough to be sent round.
    pub drafted_on: Option<Date>,
    /// When the last of those who attended had confirmed.
    pub confirmed_on: Option<Date>,
    /// Whether they are written in the form that the authority prescribes; `None`: nobody recorded it.
    pub in_form: Option<bool>,
}

/// A visit of one member to one dwelling (C1, C4, C8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitFact {
    /// The visit.
    pub id: VisitId,
    /// The dwelling; `None`: not recorded.
    pub dwelling: Option<DwellingId>,
    /// The seat of the visitor; `None`: not recorded.
    pub seat: Option<SeatId>,
    /// How far it has come.
    pub state: VisitState,
    /// The day, once fixed.
    pub day: Option<Date>,
    /// On site or through a screen; `None`: not recorded.
    pub mode: Option<VisitMode>,
    /// When its record was written (C8); `None`: not yet.
    pub recorded_on: Option<Date>,
    /// Whether the record is in the form that the authority prescribes; `None`: nobody recorded it.
    pub in_form: Option<bool>,
}

/// A report to an authority about one 年度 (D4, D10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFact {
    /// To whom.
    pub to: Recipient,
    /// The deadline that the recipient announced; `None`: not announced yet.
    pub due: Option<Date>,
    /// What was handed in.
    pub items: Vec<ReportItem>,
    /// When it was handed in last; `None`: not yet.
    pub submitted_on: Option<Date>,
    /// When the recipient asked for a correction; a submission on that day or later answers it.
    pub returned_on: Option<Date>,
    /// When the recipient took it in.
    pub received_on: Option<Date>,
}

/// A survey of the dates planned for the coming 年度 (D2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SurveyFact {
    /// When the authority asked.
    pub asked_on: Date,
    /// Until when it wants the answer.
    pub due: Option<Date>,
    /// When the office answered.
    pub answered_on: Option<Date>,
}

/// A visit by staff of an authority (D3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InspectionFact {
    /// When it was announced; `None`: not yet.
    pub announced_on: Option<Date>,
    /// Its day.
    pub day: Option<Date>,
    /// Whether it took place.
    pub made: bool,
}

/// 第三者評価 (B16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationFact {
    /// When it was taken.
    pub taken_on: Date,
    /// When its result was published.
    pub published_on: Option<Date>,
    /// Whether the evaluator is certified; `None`: nobody recorded it.
    pub certified: Option<bool>,
}
