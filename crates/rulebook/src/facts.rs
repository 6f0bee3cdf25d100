//! What is known about one office in one 年度: the only input of the rules besides the rulebook and the day.
//!
//! Facts carry identifiers, never names: a finding may be shown, stored and exported without telling who is meant.
//! A fact that nobody has recorded is `None`, and leads to [`Status::Unknown`](crate::Status::Unknown), never to *met*.
//! What is dated after the day of the assessment has not happened yet.

use jiff::civil::{Date, Time};
use model::{
    DwellingId, MeetingId, PersonId, ResidentId, SeatId,
    calendar::FiscalYear,
    identifiers::JurisdictionCode,
    meetings::{MeetingState, MinutesState},
    offices::{GroupHomeType, ServiceKind},
    residents::WishAnswer,
    seats::{CommunityKind, FamilyStanding, Independence, SeatCategory, SeatState},
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
    /// 第三者評価 taken in this 年度, if one was (B16).
    pub evaluation: Option<EvaluationFact>,
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
}

/// 第三者評価 (B16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationFact {
    /// When it was taken.
    pub taken_on: Date,
    /// When its result was published.
    pub published_on: Option<Date>,
}
