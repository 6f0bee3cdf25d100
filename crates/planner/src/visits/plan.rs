//! A plan of visits, with the reasons for each (C3).

use model::SeatId;
use serde::Serialize;

use super::{
    score::{Level, Score},
    wishes::{Visit, Wishes},
};

/// The visits of a year, each with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The visits by day, settled ones among them.
    pub visits: Vec<Planned>,
    /// How good it is.
    pub score: Score,
    /// The levels of which it is proven that no plan is better in them, given those before; from the first on.
    pub proven: Vec<Level>,
    /// Agreed visits that are not in it.
    pub given_up: Vec<GivenUp>,
    #[serde(skip)]
    pub(super) wishes: Wishes,
}

impl Plan {
    /// The visits without their reasons.
    pub fn bare(&self) -> Vec<Visit> {
        self.visits.iter().map(|planned| planned.visit).collect()
    }

    /// What it was planned from.
    pub fn wishes(&self) -> &Wishes {
        &self.wishes
    }
}

/// A visit in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// Who, where, when.
    pub visit: Visit,
    /// Whether the member goes there or looks in through a screen.
    pub on_site: bool,
    /// Why this member, this house, this day.
    pub because: Vec<Because>,
    /// What would have been nicer, and for what it was given up.
    pub traded: Vec<Traded>,
}

/// Why a visit stands in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// It took place, or stands fast.
    Settled,
    /// It was agreed on.
    Agreed,
    /// The house has to be visited.
    HouseNeeds,
    /// The member has to visit some house.
    MemberNeeds,
    /// It goes along so that the share of visits on site is kept.
    Share,
    /// Nobody else can come to this house at all.
    OnlyMember,
    /// There is no other day on which both can.
    OnlyDay,
    /// The member goes along with somebody who visits for the first time.
    Leads(SeatId),
    /// The member goes for the first time, together with this one.
    LedBy(SeatId),
    /// It is the day of a meeting, as the rules wish.
    MeetingDay,
    /// Of those who can come to this house, nobody is nearer.
    Nearest,
    /// So many visits are in that month, and no month that both can has fewer.
    QuietMonth {
        /// With this one.
        visits: u32,
    },
    /// The member saw other houses last year.
    NewToMember,
}

/// Something nicer that was given up for something that weighs more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Traded {
    /// Somebody nearer could come, but then this level would be worse.
    Nearer {
        /// Who.
        member: SeatId,
        /// What would be worse.
        worse: Level,
    },
    /// Somebody who did not see the house last year could come, but then this level would be worse.
    Fresh {
        /// Who.
        member: SeatId,
        /// What would be worse.
        worse: Level,
    },
}

/// An agreed visit that is not in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenUp {
    /// It cannot be any more: the day was taken back, the member is excused, a rule forbids it.
    Impossible(Visit),
    /// With it, this level would be worse.
    For(Visit, Level),
}
