//! Cases as they are written. What is left out has not been recorded.

use model::{
    calendar::FiscalYear,
    matters::{Recipient, ReportItem},
    meetings::{MeetingState, MinutesState, PlaceKind, PublicationChannel, Purpose},
    offices::{GroupHomeType, ServiceKind},
    residents::WishAnswer,
    seats::{CommunityKind, FamilyStanding, Independence, SeatCategory, SeatState},
    visits::{VisitMode, VisitState},
};
use serde::Deserialize;
use toml::Spanned;

use crate::{book::Day, finding::Status, kind::Clock, rule::Level};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CasesText {
    pub(super) case: Vec<Spanned<CaseText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseText {
    #[serde(default)]
    pub(super) name: String,
    pub(super) on: Option<Day>,
    /// The code of the municipality or ward.
    pub(super) place: Option<Spanned<String>>,
    pub(super) year: Option<FiscalYear>,
    pub(super) service: Option<ServiceKind>,
    pub(super) group_home_type: Option<GroupHomeType>,
    #[serde(default)]
    pub(super) dwellings: Vec<DwellingText>,
    #[serde(default)]
    pub(super) residents: Vec<ResidentText>,
    #[serde(default)]
    pub(super) seats: Vec<SeatText>,
    #[serde(default)]
    pub(super) meetings: Vec<MeetingText>,
    /// The days of meetings of earlier years.
    #[serde(default)]
    pub(super) held_before: Vec<Day>,
    #[serde(default)]
    pub(super) visits: Vec<VisitText>,
    pub(super) evaluation: Option<EvaluationText>,
    #[serde(default)]
    pub(super) reports: Vec<ReportText>,
    #[serde(default)]
    pub(super) surveys: Vec<SurveyText>,
    #[serde(default)]
    pub(super) inspections: Vec<InspectionText>,
    #[serde(default)]
    pub(super) expect: Vec<Spanned<ExpectText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DwellingText {
    pub(super) name: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) satellite: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResidentText {
    pub(super) name: Spanned<String>,
    pub(super) asked_on: Option<Day>,
    pub(super) answer: Option<WishAnswer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeatText {
    pub(super) name: Spanned<String>,
    pub(super) category: SeatCategory,
    pub(super) state: SeatState,
    pub(super) community_kind: Option<CommunityKind>,
    pub(super) family_standing: Option<FamilyStanding>,
    pub(super) independence: Option<Independence>,
    pub(super) term_from: Option<Day>,
    pub(super) term_until: Option<Day>,
    pub(super) resident: Option<Spanned<String>>,
    pub(super) proxy_for: Option<Spanned<String>>,
    pub(super) family_of: Option<Spanned<String>>,
    pub(super) resident_invited: Option<bool>,
    pub(super) pledged_on: Option<Day>,
    pub(super) first_attended_on: Option<Day>,
    pub(super) handbook_given_on: Option<Day>,
    #[serde(default)]
    pub(super) excused_from_visits: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeetingText {
    pub(super) name: Spanned<String>,
    pub(super) state: MeetingState,
    pub(super) day: Option<Day>,
    /// `["14:00", "16:00"]`
    pub(super) hours: Option<[Clock; 2]>,
    #[serde(default)]
    pub(super) dwellings: Vec<Spanned<String>>,
    pub(super) fixed_on: Option<Day>,
    pub(super) agenda_ready: Option<bool>,
    pub(super) purposes: Option<Vec<Purpose>>,
    pub(super) materials_sent_on: Option<Day>,
    pub(super) place: Option<PlaceKind>,
    pub(super) members_told_on: Option<Day>,
    pub(super) authority_told_on: Option<Day>,
    pub(super) officials_expected: Option<u16>,
    pub(super) officials_attended: Option<u16>,
    pub(super) attendance_recorded: Option<bool>,
    pub(super) members_present: Option<PresentText>,
    pub(super) payments_recorded: Option<bool>,
    pub(super) minutes: Option<MinutesText>,
    pub(super) published_on: Option<Day>,
    pub(super) withdrawn_on: Option<Day>,
    pub(super) published_until: Option<Day>,
    pub(super) read_by_second: Option<bool>,
    pub(super) channels: Option<Vec<PublicationChannel>>,
}

/// `{ in_person = 4, online = 1 }`
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PresentText {
    #[serde(default)]
    pub(super) in_person: u16,
    #[serde(default)]
    pub(super) online: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MinutesText {
    pub(super) state: MinutesState,
    pub(super) drafted_on: Option<Day>,
    pub(super) confirmed_on: Option<Day>,
    pub(super) in_form: Option<bool>,
}

/// One visit of one member to one dwelling.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VisitText {
    pub(super) dwelling: Option<Spanned<String>>,
    /// The name of the visitor's seat.
    pub(super) seat: Option<Spanned<String>>,
    pub(super) state: VisitState,
    pub(super) day: Option<Day>,
    pub(super) mode: Option<VisitMode>,
    pub(super) recorded_on: Option<Day>,
    pub(super) in_form: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvaluationText {
    pub(super) taken_on: Day,
    pub(super) published_on: Option<Day>,
    pub(super) certified: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportText {
    pub(super) to: Recipient,
    pub(super) due: Option<Day>,
    #[serde(default)]
    pub(super) items: Vec<ReportItem>,
    pub(super) submitted_on: Option<Day>,
    pub(super) returned_on: Option<Day>,
    pub(super) received_on: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SurveyText {
    pub(super) asked_on: Day,
    pub(super) due: Option<Day>,
    pub(super) answered_on: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InspectionText {
    pub(super) announced_on: Option<Day>,
    pub(super) day: Option<Day>,
    #[serde(default)]
    pub(super) made: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectText {
    pub(super) rule: String,
    pub(super) status: Status,
    /// A category, or the name of a seat, a meeting or a dwelling; the office when absent.
    pub(super) about: Option<String>,
    pub(super) level: Option<Level>,
    pub(super) due: Option<Day>,
}
