//! Builders of wishes for tests. Days are numbers: day 0 is 1 April, each next one 20 days later, so that most months differ and some are the same.

use std::{collections::BTreeSet, num::NonZeroU8};

use jiff::{ToSpan, civil::Date};
use model::{DwellingId, Id, SeatId, calendar::FiscalYear};

use crate::visits::*;

pub fn day(number: usize) -> Date {
    Date::constant(2027, 4, 1).saturating_add((20 * number as i64).days())
}

pub fn days(numbers: &[usize]) -> BTreeSet<Date> {
    numbers.iter().map(|number| day(*number)).collect()
}

pub fn house_id(number: usize) -> DwellingId {
    DwellingId::mint(1, number as u128)
}

pub fn member_id(number: usize) -> SeatId {
    SeatId::mint(2, number as u128)
}

pub fn visit(house: usize, member: usize, on: usize) -> Visit {
    Visit { day: day(on), house: house_id(house), member: member_id(member) }
}

pub fn national() -> Rules {
    let once = NonZeroU8::new(1);
    Rules {
        times_a_house: once,
        times_a_member: once,
        satellites: false,
        on_site_in_each_house: true,
        on_site: OnSite { at_least: 1, ..OnSite::default() },
        visitors_a_day: once,
        meeting_day: MeetingDay::Avoid,
        relatives_visit: false,
    }
}

/// Sapporo: a majority on site, all together and on the day of the meeting if they like.
pub fn sapporo() -> Rules {
    let on_site = OnSite { more_than_percent: Some(50), at_least: 1, ..OnSite::default() };
    Rules { on_site, visitors_a_day: None, meeting_day: MeetingDay::Allowed, ..national() }
}

/// Houses and members with the days that they offer.
pub fn office(houses: &[&[usize]], members: &[&[usize]]) -> Written {
    let house = |(number, offered): (usize, &&[usize])| House {
        id: house_id(number),
        satellite: false,
        offered: days(offered),
        care: Care::Any,
        asked: None,
        place: None,
    };
    let member = |(number, offered): (usize, &&[usize])| Member {
        id: member_id(number),
        offered: days(offered),
        way: Way::OnSite,
        relatives: BTreeSet::new(),
        last_year: BTreeSet::new(),
        reach: Reach::Unknown,
    };
    Written {
        year: FiscalYear::of(day(0)),
        houses: houses.iter().enumerate().map(house).collect(),
        members: members.iter().enumerate().map(member).collect(),
        meetings: BTreeSet::new(),
        rules: national(),
        settled: BTreeSet::new(),
        agreed: BTreeSet::new(),
    }
}

/// The plan, which must be there and keep every rule.
pub fn planned(written: Written) -> Plan {
    let wishes = Wishes::new(written).unwrap();
    let plan = plan(&wishes, 7).unwrap();
    assert_eq!(check(&wishes, &plan.bare()), []);
    plan
}

/// Why there is no plan.
pub fn refused(written: Written) -> Infeasible {
    plan(&Wishes::new(written).unwrap(), 7).unwrap_err()
}
