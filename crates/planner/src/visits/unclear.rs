//! What can be wrong with wishes, before anything is planned.

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::{DwellingId, SeatId};

use super::wishes::{Care, House, Member, Reach, Visit, Written};

/// Why wishes cannot be planned with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// A house stands there twice.
    #[error("houses: {0} stands there twice")]
    HouseTwice(DwellingId),
    /// A member stands there twice.
    #[error("members: {0} stands there twice")]
    MemberTwice(SeatId),
    /// A house is named that is not among the houses.
    #[error("there is no house {0}")]
    UnknownHouse(DwellingId),
    /// A member is named that is not among the members.
    #[error("there is no member {0}")]
    UnknownMember(SeatId),
    /// A day lies in another year.
    #[error("{0} lies outside the year")]
    OutsideYear(Date),
    /// A member who agreed on a visit is in two houses, or twice in one, on one day. What is settled may be so: it happened.
    #[error("{member} visits twice on {day}")]
    Twofold {
        /// Who.
        member: SeatId,
        /// When.
        day: Date,
    },
    /// A share is no percentage.
    #[error("rules.on_site: a share lies between 0 and 100 percent, and nothing is more than 100")]
    Share,
    /// More than can be counted with.
    #[error("at most {} houses and {} members are planned with at once", MOST_HOUSES, MOST_MEMBERS)]
    TooMany,
}

/// The most houses of one plan: far more than any office has.
pub const MOST_HOUSES: usize = 1000;
/// The most members of one plan.
pub const MOST_MEMBERS: usize = 200;

pub(super) fn examine(written: &Written) -> Result<(), Unclear> {
    if written.houses.len() > MOST_HOUSES || written.members.len() > MOST_MEMBERS {
        return Err(Unclear::TooMany);
    }
    let on_site = &written.rules.on_site;
    if on_site.more_than_percent.is_some_and(|share| share > 99) || on_site.at_least_percent.is_some_and(|share| share > 100) {
        return Err(Unclear::Share);
    }
    let mut houses = BTreeSet::new();
    if let Some(house) = written.houses.iter().find(|house| !houses.insert(house.id)) {
        return Err(Unclear::HouseTwice(house.id));
    }
    let mut members = BTreeSet::new();
    if let Some(member) = written.members.iter().find(|member| !members.insert(member.id)) {
        return Err(Unclear::MemberTwice(member.id));
    }
    written.members.iter().flat_map(named).try_for_each(|id| known(&houses, id).map_err(Unclear::UnknownHouse))?;
    for Visit { house, member, .. } in written.settled.iter().chain(&written.agreed).copied() {
        known(&houses, house).map_err(Unclear::UnknownHouse)?;
        known(&members, member).map_err(Unclear::UnknownMember)?;
    }
    let mut busy = BTreeSet::new();
    if let Some(visit) = written.agreed.iter().find(|visit| !busy.insert((visit.member, visit.day))) {
        return Err(Unclear::Twofold { member: visit.member, day: visit.day });
    }
    match days(written).find(|day| !written.year.contains(*day)) {
        Some(day) => Err(Unclear::OutsideYear(day)),
        None => Ok(()),
    }
}

fn known<I: Ord + Copy>(all: &BTreeSet<I>, id: I) -> Result<(), I> {
    if all.contains(&id) { Ok(()) } else { Err(id) }
}

/// The houses that a member names.
fn named(member: &Member) -> impl Iterator<Item = DwellingId> {
    let said = match &member.reach {
        Reach::Said(said) => Some(said.keys().copied()),
        Reach::Unknown | Reach::From(_) => None,
    };
    member.relatives.iter().chain(&member.last_year).copied().chain(said.into_iter().flatten())
}

/// All days that are written anywhere.
fn days(written: &Written) -> impl Iterator<Item = Date> {
    let of_house = |house: &House| {
        let out = match &house.care {
            Care::WhileOut(days) => days.iter().copied().collect(),
            Care::Any => Vec::new(),
        };
        house.offered.iter().copied().chain(out).collect::<Vec<_>>()
    };
    let visits = written.settled.iter().chain(&written.agreed).map(|visit| visit.day);
    let members = written.members.iter().flat_map(|member| member.offered.iter().copied());
    written.houses.iter().flat_map(of_house).chain(members).chain(written.meetings.iter().copied()).chain(visits)
}
