//! Invented offices: houses and members scattered over 20 by 20 kilometres, days offered as people do, a few weekdays each.

use std::{collections::BTreeSet, num::NonZeroU8};

use jiff::{ToSpan, civil::Date};
use model::{DwellingId, Id, SeatId, calendar};
use planner::visits::{Care, House, MeetingDay, Member, OnSite, Place, Reach, Rules, Unclear, Visit, Way, Wishes, Written};

/// SplitMix64: the same instance everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.roll() % limit as u64) as usize
    }

    fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    fn place(&mut self) -> Place {
        Place { east: self.below(20_000) as i32, north: self.below(20_000) as i32 }
    }
}

/// What kind of office it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Three days of ten are offered by members, four by houses; everybody goes alone.
    Plain,
    /// Few days are offered, so that days decide who can go where.
    Sparse,
    /// Some go for the first time, with an interpreter, or visit through a screen; houses are visited twice, and some visits are agreed on.
    Mixed,
}

impl Kind {
    fn offered(self) -> (usize, usize) {
        match self {
            Self::Plain | Self::Mixed => (40, 30),
            Self::Sparse => (12, 10),
        }
    }

    fn way(self, at: usize) -> Way {
        match (self, at % 5) {
            (Self::Mixed, 1) => Way::Newcomer,
            (Self::Mixed, 3) => Way::Online,
            (Self::Mixed, 4) => Way::WithInterpreter,
            _ => Way::OnSite,
        }
    }
}

/// An office with so many houses, members and days that can be offered.
pub fn wishes(houses: usize, members: usize, days: usize, kind: Kind, seed: u64) -> Result<Wishes, Unclear> {
    let mut dice = Dice(seed.wrapping_mul(1_000_003) ^ (houses * 1_000_000 + members * 1000 + days) as u64);
    let year = calendar::FiscalYear::of(Date::constant(2027, 4, 1));
    let all: Vec<Date> = year.first_day().series(1.day()).take_while(|day| year.contains(*day)).collect();
    let all: Vec<Date> = (0..days).map(|at| all[at * all.len() / days]).collect();
    let house_ids: Vec<DwellingId> = (0..houses).map(|at| DwellingId::mint(1, at as u128)).collect();
    let house = |id: &DwellingId, dice: &mut Dice| {
        let offered: BTreeSet<Date> = all.iter().copied().filter(|_| dice.percent(kind.offered().0)).collect();
        let out = offered.iter().copied().filter(|_| dice.percent(50)).collect();
        let care = if dice.percent(20) { Care::WhileOut(out) } else { Care::Any };
        House { id: *id, satellite: false, offered, care, asked: None, place: Some(dice.place()) }
    };
    let made: Vec<House> = house_ids.iter().map(|id| house(id, &mut dice)).collect();
    let member = |at: usize, dice: &mut Dice| {
        let some = |share: usize, dice: &mut Dice| house_ids.iter().copied().filter(|_| dice.percent(share)).collect();
        let last_year = (0..1 + houses / members).map(|_| house_ids[dice.below(houses)]).collect();
        Member {
            id: SeatId::mint(2, at as u128),
            offered: all.iter().copied().filter(|_| dice.percent(kind.offered().1)).collect(),
            way: kind.way(at),
            relatives: some(3, dice),
            last_year,
            reach: Reach::From(dice.place()),
        }
    };
    let people: Vec<Member> = (0..members).map(|at| member(at, &mut dice)).collect();
    let meetings = [all[days / 3], all[2 * days / 3]].into();
    let agreed = if kind == Kind::Mixed { agreed(&made, &people) } else { BTreeSet::new() };
    Wishes::new(Written { year, houses: made, members: people, meetings, rules: rules(kind), settled: BTreeSet::new(), agreed })
}

/// Every third member has agreed on the first day that fits some house.
fn agreed(houses: &[House], members: &[Member]) -> BTreeSet<Visit> {
    let of = |(at, member): (usize, &Member)| {
        let house = &houses[at % houses.len()];
        let day = house.offered.intersection(&member.offered).next()?;
        Some(Visit { day: *day, house: house.id, member: member.id })
    };
    members.iter().enumerate().step_by(3).filter_map(of).collect()
}

/// As the national rulebook asks; of a mixed office as a stricter city might.
fn rules(kind: Kind) -> Rules {
    let once = NonZeroU8::new(1);
    let mixed = kind == Kind::Mixed;
    let on_site = OnSite { more_than_percent: mixed.then_some(50), at_least: 1, ..OnSite::default() };
    Rules {
        times_a_house: NonZeroU8::new(if mixed { 2 } else { 1 }),
        times_a_member: once,
        satellites: false,
        on_site_in_each_house: true,
        on_site,
        visitors_a_day: once,
        meeting_day: MeetingDay::Avoid,
        relatives_visit: false,
    }
}
