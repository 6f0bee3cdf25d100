//! The kinds of rules: a closed vocabulary with typed parameters, one file per column.
//!
//! A new kind is a line here, a type for its parameters in the file of its column, a function in `assess`, a row in
//! `docs/rulebooks.md` and the schema beside the rulebooks written anew. Tests compare the last two with what stands here.

mod authority;
mod forms;
mod meetings;
mod numbers;
mod publications;
mod seats;
mod timing;
mod visits;
mod words;

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Deserialize;

pub use authority::{AuthorityAttendance, InspectionEvery, RecordsKept, Report, ReportDeadline, SurveyAnswered};
pub use forms::{FormName, MinutesForm};
pub use meetings::{
    AgendaPurposes, FrequencyPeriod, MeetingDuration, MeetingFrequency, MeetingMode, MeetingScope, Months, RoundAbout, TimeWindow,
};
pub use numbers::{Clock, Count, DayOfYear, Days, Minutes, Month, Percent, Year};
pub use publications::{PublicationChannels, PublicationDuration};
pub use seats::{
    AdvisedMembers, AnyOfCategories, CommunityKinds, IndependenceOf, MaximumMembers, MinimumMembers, ProxyCategories, RequiredCategories,
    StaggeredTerms, TermLength,
};
pub use timing::{DaysAfter, DaysBefore, MonthsBefore};
pub use visits::{SameDay, VisitDay, VisitFrequency, VisitRecorded, VisitScope, VisitorsAtLeast, VisitorsLimit, VisitsOnSite};
pub(crate) use words::{Asks, stretch};

/// Writes the vocabulary and, from the parameters of each kind, what the reader of rulebooks must know of it.
macro_rules! kinds {
    (
        $(#[$whole:meta])*
        with parameters { $($(#[$doc:meta])* $variant:ident($parameters:ty),)+ }
        alone { $($(#[$lone_doc:meta])* $lone:ident,)+ }
    ) => {
        $(#[$whole])*
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $($(#[$doc])* $variant($parameters),)+
            $($(#[$lone_doc])* $lone,)+
        }

        impl Kind {
            /// The parameters that the sentence of a rule may use, with their wording.
            pub fn parameters(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Self::$variant(parameters) => parameters.told(),)+
                    $(Self::$lone => Vec::new(),)+
                }
            }

            /// How strict this is beside another rule of the same kind; `None` where the two cannot be compared.
            pub(crate) fn strictness(&self, other: &Self) -> Option<Ordering> {
                match (self, other) {
                    $((Self::$variant(own), Self::$variant(other)) => own.strictness(other),)+
                    _ => None,
                }
            }

            /// Why parameters that are well-formed each make no sense together.
            pub(crate) fn problem(&self) -> Option<&'static str> {
                match self {
                    $(Self::$variant(parameters) => parameters.problem(),)+
                    $(Self::$lone => None,)+
                }
            }
        }
    };
}

kinds! {
    /// What a rule asks for. In a rulebook the word after `kind` chooses the variant, and the table `parameters` fills it; a key
    /// that the variant does not have is an error.
    with parameters {
        /// Somebody must sit in each of these categories (A2).
        RequiredCategories(RequiredCategories),
        /// At least so many members in one of these categories (A8).
        AnyOfCategories(AnyOfCategories),
        /// The advised number of members (A3).
        AdvisedMembers(AdvisedMembers),
        /// No fewer members than this (A3).
        MinimumMembers(MinimumMembers),
        /// No more members than this (A3).
        MaximumMembers(MaximumMembers),
        /// Which sub-kinds of 地域の関係者 count (A4).
        CommunityKinds(CommunityKinds),
        /// In which categories somebody who speaks for a resident may sit (A5).
        ProxyCategories(ProxyCategories),
        /// Ties to the 法人 that members of some categories should not have (A7).
        Independence(IndependenceOf),
        /// Not all terms end at once (A9).
        StaggeredTerms(StaggeredTerms),
        /// No term is longer than this (A9).
        TermLength(TermLength),
        /// A term that ends is followed by a re-appointment or a successor (A9).
        TermEnding(DaysBefore),
        /// Every resident is asked for the wish to meet people of the community (A11).
        WishesAsked(DaysBefore),
        /// Everybody who was chosen has been asked (B2).
        InvitationsSent(DaysBefore),
        /// A meeting is held so many times in a period (B1).
        MeetingFrequency(MeetingFrequency),
        /// The members are asked for dates (B3).
        DatesPolled(DaysBefore),
        /// The date is fixed ahead (B3).
        DateFixedAhead(MonthsBefore),
        /// The meeting lies in the hours in which the authority's staff can come (D1).
        TimeWindow(TimeWindow),
        /// How many members come in person, and how many through a screen (B5).
        MeetingMode(MeetingMode),
        /// How long a meeting lasts (B6).
        MeetingDuration(MeetingDuration),
        /// The agenda is ready (B6).
        AgendaReady(DaysBefore),
        /// The agenda serves all of these purposes (B6).
        AgendaPurposes(AgendaPurposes),
        /// The materials are sent to the members beforehand (B4).
        MaterialsSent(DaysBefore),
        /// Everybody's attendance is recorded (B12).
        AttendanceRecorded(DaysAfter),
        /// Honorarium and travel costs are written down (A15).
        PaymentsRecorded(DaysAfter),
        /// The minutes are written (B13).
        MinutesWritten(DaysAfter),
        /// The minutes are written without delay (B13).
        MinutesPrompt(DaysAfter),
        /// The minutes are written in the form that the authority prescribes (B13, D4).
        MinutesForm(MinutesForm),
        /// Those who attended have confirmed the minutes (B13).
        MinutesConfirmed(DaysAfter),
        /// The minutes are published (B14).
        MinutesPublished(DaysAfter),
        /// The minutes are published within days that the authority states (B14).
        PublicationWithin(DaysAfter),
        /// Through which channels the minutes are published (B14).
        PublicationChannels(PublicationChannels),
        /// How long the minutes stay published (B14).
        PublicationDuration(PublicationDuration),
        /// Members visit so many times in a period (C1, C2).
        VisitFrequency(VisitFrequency),
        /// How many of the visits are made on site (C4).
        VisitsOnSite(VisitsOnSite),
        /// At least so many different members visit on site (C4).
        VisitorsAtLeast(VisitorsAtLeast),
        /// No more than so many visitors come to one dwelling on one day (C3).
        VisitorsLimit(VisitorsLimit),
        /// Whether visits may, should or should not fall on the day of a meeting (C3).
        VisitDay(VisitDay),
        /// Each visit is recorded; what is recorded is never public (C8).
        VisitRecorded(VisitRecorded),
        /// 地域連携推進員の手引き is handed out before the first visit (C5).
        HandbookGiven(DaysBefore),
        /// The authority is told of the day before the members are (D1).
        AuthorityToldFirst(DaysBefore),
        /// Staff of the authority attend (D1).
        AuthorityAttendance(AuthorityAttendance),
        /// A report about the 年度 is handed in (D4, D10).
        Report(Report),
        /// The authority's survey of planned dates is answered (D2).
        SurveyAnswered(SurveyAnswered),
        /// Staff of the authority visit every few years (D3).
        InspectionEvery(InspectionEvery),
        /// How long the records are kept.
        RecordsKept(RecordsKept),
    }
    alone {
        /// A resident who is represented is invited to come in person all the same (A5).
        ResidentInvited,
        /// The family member belongs to another resident than the resident member (A6).
        FamilyOfAnotherResident,
        /// The 参加承諾書 comes before the first attendance (A10).
        PledgeBeforeAttendance,
        /// No resident is seated without wishing it (A11).
        SeatNeedsWish,
        /// A second person read the minutes before they became public (H1).
        SecondReader,
    }
}

impl Kind {
    /// Whether the kind speaks about who is chosen; such rules also give advice while a member is being chosen.
    pub(crate) fn concerns_choice(&self) -> bool {
        matches!(
            self,
            Self::RequiredCategories(_)
                | Self::AnyOfCategories(_)
                | Self::AdvisedMembers(_)
                | Self::MinimumMembers(_)
                | Self::MaximumMembers(_)
                | Self::CommunityKinds(_)
                | Self::ProxyCategories(_)
                | Self::ResidentInvited
                | Self::FamilyOfAnotherResident
                | Self::Independence(_)
                | Self::StaggeredTerms(_)
                | Self::TermLength(_)
                | Self::SeatNeedsWish
        )
    }

    /// Whether a rule of this kind only says what is allowed: nobody can fail it.
    pub fn only_permits(&self) -> bool {
        matches!(self, Self::VisitDay(VisitDay { same_day_as_meeting: SameDay::Allowed }))
    }
}
