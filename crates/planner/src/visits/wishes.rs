//! What is wished for the visits of a year: houses and members with the days they offered (C1–C3, A11).

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZeroU8,
};

use jiff::civil::Date;
use model::{DwellingId, SeatId, calendar::FiscalYear};
use serde::{Deserialize, Serialize};

use super::{rules::Rules, unclear::Unclear};

/// One visit: one member in one dwelling on one day. The planner knows days, not hours: no rulebook asks for hours of visits, and
/// whether morning or afternoon is agreed between house and member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// When.
    pub day: Date,
    /// Where.
    pub house: DwellingId,
    /// Who.
    pub member: SeatId,
}

/// A dwelling that is to be visited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct House {
    /// Which.
    pub id: DwellingId,
    /// Whether it is サテライト型: whether it has to be visited is said by the rules.
    #[serde(default)]
    pub satellite: bool,
    /// The days on which it can be visited.
    pub offered: BTreeSet<Date>,
    /// What residents who do not wish to be met ask for (A11).
    #[serde(default)]
    pub care: Care,
    /// On how many days of the year it asks to be visited, when it asks for more than the rules do.
    #[serde(default)]
    pub asked: Option<NonZeroU8>,
    /// Where it lies, if that is known.
    #[serde(default)]
    pub place: Option<Place>,
}

/// How residents who do not wish to be met are cared for (A11). Who they are and what is told to staff never enters the planner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Care {
    /// No day is closed for it: nobody asked, or staff see to it on the day.
    #[default]
    Any,
    /// Only on these of the offered days, when the resident is out.
    WhileOut(BTreeSet<Date>),
}

/// A place on a plane, in metres (for instance 平面直角座標).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// To the east.
    pub east: i32,
    /// To the north.
    pub north: i32,
}

/// A member in the role of 地域連携推進員.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Whose seat.
    pub id: SeatId,
    /// The days on which the member can visit; with an interpreter, on which both can.
    pub offered: BTreeSet<Date>,
    /// How the member visits.
    #[serde(default)]
    pub way: Way,
    /// Houses in which a relative of the member lives.
    #[serde(default)]
    pub relatives: BTreeSet<DwellingId>,
    /// Houses that the member visited last year.
    #[serde(default)]
    pub last_year: BTreeSet<DwellingId>,
    /// How far it is to the houses.
    #[serde(default)]
    pub reach: Reach,
}

/// How a member visits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Goes there, alone.
    #[default]
    OnSite,
    /// Goes there for the first time, and only together with a member who has visited before.
    Newcomer,
    /// Goes there with an interpreter: the two are the pair of that day.
    WithInterpreter,
    /// Visits through a screen only (C4).
    Online,
    /// Does not visit this year, with the reason recorded (C2): ill, or a resident for whom it is hard.
    Excused,
}

/// How far it is for a member to the houses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Nobody said: all are alike.
    #[default]
    Unknown,
    /// From this place, as the crow flies.
    From(Place),
    /// As the member says; a house that is not named is [`Nearness::Reachable`].
    Said(BTreeMap<DwellingId, Nearness>),
}

/// How near a house is, in the member's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// In the neighbourhood.
    Near,
    /// To be reached without trouble.
    Reachable,
    /// A long way.
    Far,
}

/// All wishes for one 年度. Only [`Wishes::new`] makes it, so that every id in it is known, unique, and every day lies in the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Wishes {
    written: Written,
}

/// Wishes as they are written down, not looked through yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// The 年度.
    pub year: FiscalYear,
    /// The houses.
    pub houses: Vec<House>,
    /// The members.
    pub members: Vec<Member>,
    /// The days of meetings.
    #[serde(default)]
    pub meetings: BTreeSet<Date>,
    /// What the rulebook asks.
    pub rules: Rules,
    /// Visits that took place or stand fast: they count and are not moved.
    #[serde(default)]
    pub settled: BTreeSet<Visit>,
    /// Visits that were agreed on: they are kept where nothing that weighs more speaks against it.
    #[serde(default)]
    pub agreed: BTreeSet<Visit>,
}

impl Wishes {
    /// Looks the wishes through.
    ///
    /// # Errors
    /// The first thing that is not clear: an id twice or unknown, a day outside the year, a member in two houses on a day.
    pub fn new(written: Written) -> Result<Self, Unclear> {
        super::unclear::examine(&written)?;
        Ok(Self { written })
    }

    /// What is written in them.
    pub fn written(&self) -> &Written {
        &self.written
    }

    /// The wishes with something changed, looked through again.
    ///
    /// # Errors
    /// As [`Wishes::new`].
    pub fn with(&self, change: impl FnOnce(&mut Written)) -> Result<Self, Unclear> {
        let mut written = self.written.clone();
        change(&mut written);
        Self::new(written)
    }
}

impl TryFrom<Written> for Wishes {
    type Error = Unclear;

    fn try_from(written: Written) -> Result<Self, Unclear> {
        Self::new(written)
    }
}

impl From<Wishes> for Written {
    fn from(wishes: Wishes) -> Self {
        wishes.written
    }
}
