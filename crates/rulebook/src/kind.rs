//! The kinds of rules: a closed vocabulary with typed parameters.

use std::{cmp::Ordering, fmt};

use jiff::{Span, ToSpan, civil::Time};
use model::{
    Vocabulary,
    seats::{CommunityKind, Independence, SeatCategory},
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

/// What a rule asks for. In a rulebook the word after `kind` chooses the variant, and the table `parameters` fills it; a key
/// that the variant does not have is an error.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody must sit in each of these categories (A2).
    RequiredCategories(RequiredCategories),
    /// At least so many members in one of these categories (A8).
    AnyOfCategories(AnyOfCategories),
    /// The advised number of members (A3).
    AdvisedMembers(AdvisedMembers),
    /// No fewer members than this (A3).
    MinimumMembers(MinimumMembers),
    /// Which sub-kinds of 地域の関係者 count (A4).
    CommunityKinds(CommunityKinds),
    /// In which categories somebody who speaks for a resident may sit (A5).
    ProxyCategories(ProxyCategories),
    /// A resident who is represented is invited to come in person all the same (A5).
    ResidentInvited,
    /// The family member belongs to another resident than the resident member (A6).
    FamilyOfAnotherResident,
    /// Ties to the 法人 that members of some categories should not have (A7).
    Independence(IndependenceOf),
    /// Not all terms end at once (A9).
    StaggeredTerms(StaggeredTerms),
    /// A term that ends is followed by a re-appointment or a successor (A9).
    TermEnding(DaysBefore),
    /// The 参加承諾書 comes before the first attendance (A10).
    PledgeBeforeAttendance,
    /// Every resident is asked for the wish to meet people of the community (A11).
    WishesAsked(DaysBefore),
    /// No resident is seated without wishing it (A11).
    SeatNeedsWish,
    /// A meeting is held so many times in a 年度 (B1).
    MeetingFrequency(MeetingFrequency),
    /// Everybody who was chosen has been asked (B2).
    InvitationsSent(DaysBefore),
    /// The members are asked for dates (B3).
    DatesPolled(DaysBefore),
    /// The date is fixed ahead (B3).
    DateFixedAhead(MonthsBefore),
    /// The meeting lies in the hours in which the authority's staff can come (D1).
    TimeWindow(TimeWindow),
    /// The agenda is ready (B6).
    AgendaReady(DaysBefore),
    /// Everybody's attendance is recorded (B12).
    AttendanceRecorded(DaysAfter),
    /// The minutes are written (B13).
    MinutesWritten(DaysAfter),
    /// The minutes are written without delay (B13).
    MinutesPrompt(DaysAfter),
    /// Those who attended have confirmed the minutes (B13).
    MinutesConfirmed(DaysAfter),
    /// The minutes are published (B14).
    MinutesPublished(DaysAfter),
}

/// Parameters of [`Kind::RequiredCategories`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequiredCategories {
    /// The categories.
    #[schemars(schema_with = "words::<SeatCategory>")]
    pub categories: Vec<SeatCategory>,
    /// The categories in which somebody who speaks for a resident counts (A5).
    #[schemars(schema_with = "words::<SeatCategory>")]
    pub proxies_count_in: Vec<SeatCategory>,
    /// So many days before the meeting they should have been found (target).
    pub days_before: Days,
}

/// Parameters of [`Kind::AnyOfCategories`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnyOfCategories {
    /// The categories.
    #[schemars(schema_with = "words::<SeatCategory>")]
    pub categories: Vec<SeatCategory>,
    /// At least so many members in all of them together.
    pub at_least: Count,
    /// So many days before the meeting they should have been found (target).
    pub days_before: Days,
}

/// Parameters of [`Kind::MinimumMembers`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinimumMembers {
    /// At least so many.
    pub at_least: Count,
    /// So many days before the meeting they should have been found (target).
    pub days_before: Days,
}

/// Parameters of [`Kind::CommunityKinds`]. A sub-kind that stands in neither list is not spoken of by the authority.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommunityKinds {
    /// These count.
    #[schemars(schema_with = "words::<CommunityKind>")]
    pub accepted: Vec<CommunityKind>,
    /// These do not.
    #[serde(default)]
    #[schemars(schema_with = "words::<CommunityKind>")]
    pub refused: Vec<CommunityKind>,
}

/// Parameters of [`Kind::AdvisedMembers`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdvisedMembers {
    /// About so many.
    pub about: Count,
    /// How far *about* reaches in both directions.
    pub tolerance: u8,
}

/// Parameters of [`Kind::ProxyCategories`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProxyCategories {
    /// The categories.
    #[schemars(schema_with = "words::<SeatCategory>")]
    pub allowed: Vec<SeatCategory>,
}

/// Parameters of [`Kind::Independence`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndependenceOf {
    /// Members of these categories …
    #[schemars(schema_with = "words::<SeatCategory>")]
    pub categories: Vec<SeatCategory>,
    /// … should not have one of these ties.
    #[schemars(schema_with = "words::<Independence>")]
    pub avoid: Vec<Independence>,
}

/// Parameters of [`Kind::StaggeredTerms`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaggeredTerms {
    /// Terms that end within so many days of each other end at once.
    pub window_days: Days,
}

/// Parameters of [`Kind::MeetingFrequency`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingFrequency {
    /// At least so many times …
    pub times: Count,
    /// … in each of these …
    pub per: FrequencyPeriod,
    /// … for each of these.
    #[serde(default)]
    pub scope: MeetingScope,
}

/// For what a meeting must be held (B17).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeetingScope {
    /// The office as a whole.
    #[default]
    Office,
    /// Each dwelling but those of サテライト型; one meeting may be held for several together.
    EachDwelling,
}

/// The period over which meetings are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FrequencyPeriod {
    /// 年度.
    FiscalYear,
}

/// Parameters of [`Kind::TimeWindow`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeWindow {
    /// Only on days on which offices of authorities work.
    pub office_days: bool,
    /// Not before …
    pub from: Clock,
    /// … and not after.
    pub until: Clock,
}

/// A time of the day, written `"08:30"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(inline)]
pub struct Clock(#[schemars(with = "String", regex(pattern = r"^\d\d:\d\d$"))] Time);

impl Clock {
    /// The time.
    pub fn time(self) -> Time {
        self.0
    }
}

impl TryFrom<String> for Clock {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let well_formed = text.len() == 5 && text.as_bytes()[2] == b':';
        let time = text.parse().ok().filter(|_| well_formed);
        time.map(Self).ok_or("時刻は\"08:30\"の形で、00:00から23:59までで書いてください")
    }
}

/// `8時30分`
impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.minute() {
            0 => write!(f, "{}時", self.0.hour()),
            minute => write!(f, "{}時{minute}分", self.0.hour()),
        }
    }
}

/// So many days before the meeting, or before the end of what the kind speaks of (target).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DaysBefore {
    /// The days.
    pub days_before: Days,
}

/// So many months before the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthsBefore {
    /// The months.
    pub months_before: Count,
}

/// So many days after the meeting (target).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DaysAfter {
    /// The days.
    pub days_after: Days,
}

/// A number of days, 0 to 366: longer stretches are a mistake in a year's plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(try_from = "i64")]
#[schemars(inline)]
pub struct Days(#[schemars(range(min = 0, max = 366))] u16);

impl Days {
    /// As a span of days.
    pub fn span(self) -> Span {
        i64::from(self.0).days()
    }

    /// The number.
    pub fn count(self) -> u16 {
        self.0
    }
}

impl TryFrom<i64> for Days {
    type Error = &'static str;

    fn try_from(days: i64) -> Result<Self, Self::Error> {
        match u16::try_from(days) {
            Ok(days) if days <= 366 => Ok(Self(days)),
            _ => Err("日数は0から366までの整数で書いてください"),
        }
    }
}

/// A count of people, meetings or months, 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(try_from = "i64")]
#[schemars(inline)]
pub struct Count(#[schemars(range(min = 1, max = 100))] u8);

impl Count {
    /// The number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<i64> for Count {
    type Error = &'static str;

    fn try_from(count: i64) -> Result<Self, Self::Error> {
        match u8::try_from(count) {
            Ok(count @ 1..=100) => Ok(Self(count)),
            _ => Err("数は1から100までの整数で書いてください"),
        }
    }
}

impl Kind {
    /// The parameters that the sentence of a rule may use, with their wording.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::RequiredCategories(p) => vec![
                ("categories", labels(&p.categories)),
                ("proxies_count_in", labels(&p.proxies_count_in)),
                ("days_before", p.days_before.0.to_string()),
            ],
            Self::AnyOfCategories(p) => vec![
                ("categories", labels(&p.categories)),
                ("at_least", p.at_least.0.to_string()),
                ("days_before", p.days_before.0.to_string()),
            ],
            Self::MinimumMembers(p) => {
                vec![("at_least", p.at_least.0.to_string()), ("days_before", p.days_before.0.to_string())]
            }
            Self::CommunityKinds(p) => vec![("accepted", labels(&p.accepted)), ("refused", labels(&p.refused))],
            Self::AdvisedMembers(p) => vec![("about", p.about.0.to_string()), ("tolerance", p.tolerance.to_string())],
            Self::ProxyCategories(p) => vec![("allowed", labels(&p.allowed))],
            Self::Independence(p) => vec![("categories", labels(&p.categories)), ("avoid", labels(&p.avoid))],
            Self::StaggeredTerms(p) => vec![("window_days", p.window_days.0.to_string())],
            Self::MeetingFrequency(p) => vec![("times", p.times.0.to_string())],
            Self::TermEnding(p) | Self::WishesAsked(p) | Self::InvitationsSent(p) | Self::DatesPolled(p) | Self::AgendaReady(p) => {
                vec![("days_before", p.days_before.0.to_string())]
            }
            Self::TimeWindow(p) => vec![("from", p.from.to_string()), ("until", p.until.to_string())],
            Self::DateFixedAhead(p) => vec![("months_before", p.months_before.0.to_string())],
            Self::AttendanceRecorded(p)
            | Self::MinutesWritten(p)
            | Self::MinutesPrompt(p)
            | Self::MinutesConfirmed(p)
            | Self::MinutesPublished(p) => vec![("days_after", p.days_after.0.to_string())],
            Self::ResidentInvited | Self::FamilyOfAnotherResident | Self::PledgeBeforeAttendance | Self::SeatNeedsWish => vec![],
        }
    }

    /// Whether the kind speaks about who is chosen; such rules also give advice while a member is being chosen.
    pub(crate) fn concerns_choice(&self) -> bool {
        matches!(
            self,
            Self::RequiredCategories(_)
                | Self::AnyOfCategories(_)
                | Self::AdvisedMembers(_)
                | Self::MinimumMembers(_)
                | Self::CommunityKinds(_)
                | Self::ProxyCategories(_)
                | Self::ResidentInvited
                | Self::FamilyOfAnotherResident
                | Self::Independence(_)
                | Self::StaggeredTerms(_)
                | Self::SeatNeedsWish
        )
    }
}

impl Kind {
    /// How strict this is beside another rule of the same kind; `None` where the two cannot be compared.
    pub(crate) fn strictness(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::RequiredCategories(a), Self::RequiredCategories(b)) => inclusion(&a.categories, &b.categories),
            (Self::AnyOfCategories(a), Self::AnyOfCategories(b)) if a.categories == b.categories => Some(a.at_least.cmp(&b.at_least)),
            (Self::MinimumMembers(a), Self::MinimumMembers(b)) => Some(a.at_least.cmp(&b.at_least)),
            (Self::CommunityKinds(a), Self::CommunityKinds(b)) => inclusion(&b.accepted, &a.accepted),
            (Self::Independence(a), Self::Independence(b)) => {
                match (inclusion(&a.categories, &b.categories)?, inclusion(&a.avoid, &b.avoid)?) {
                    (one, Ordering::Equal) | (Ordering::Equal, one) => Some(one),
                    (one, other) => (one == other).then_some(one),
                }
            }
            (Self::MeetingFrequency(a), Self::MeetingFrequency(b)) if a.scope == b.scope => Some(a.times.cmp(&b.times)),
            (Self::TermEnding(a), Self::TermEnding(b))
            | (Self::WishesAsked(a), Self::WishesAsked(b))
            | (Self::InvitationsSent(a), Self::InvitationsSent(b))
            | (Self::DatesPolled(a), Self::DatesPolled(b))
            | (Self::AgendaReady(a), Self::AgendaReady(b)) => Some(a.days_before.cmp(&b.days_before)),
            (Self::DateFixedAhead(a), Self::DateFixedAhead(b)) => Some(a.months_before.cmp(&b.months_before)),
            (Self::AttendanceRecorded(a), Self::AttendanceRecorded(b))
            | (Self::MinutesWritten(a), Self::MinutesWritten(b))
            | (Self::MinutesPrompt(a), Self::MinutesPrompt(b))
            | (Self::MinutesConfirmed(a), Self::MinutesConfirmed(b))
            | (Self::MinutesPublished(a), Self::MinutesPublished(b)) => Some(b.days_after.cmp(&a.days_after)),
            _ => None,
        }
    }
}

/// More of the same is greater; two lists that each have something of their own cannot be compared.
fn inclusion<T: PartialEq>(one: &[T], other: &[T]) -> Option<Ordering> {
    let within = |a: &[T], b: &[T]| a.iter().all(|item| b.contains(item));
    match (within(one, other), within(other, one)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Less),
        (false, true) => Some(Ordering::Greater),
        (false, false) => None,
    }
}

/// A list of words of a vocabulary.
fn words<V: Vocabulary + 'static>(_: &mut SchemaGenerator) -> Schema {
    let words: Vec<&str> = V::ALL.iter().map(|word| word.code()).collect();
    json_schema!({ "type": "array", "items": { "enum": words } })
}

fn labels<V: Vocabulary>(words: &[V]) -> String {
    words.iter().map(|w| w.label()).collect::<Vec<_>>().join("・")
}
