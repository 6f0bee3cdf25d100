//! Whether a plan keeps every hard rule (C1–C4, A11): looked at from the wishes alone, without anything that the search uses, so that
//! it tells of changes by hand at once and proves the search right.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::{DwellingId, SeatId};
use serde::Serialize;

use super::{
    rules::MeetingDay,
    wishes::{Care, House, Member, Visit, Way, Wishes},
};

/// A hard rule that a plan does not keep.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Breach {
    /// A visit names a house or a member that is not there.
    Unknown(Visit),
    /// A settled visit is missing.
    SettledMissing(Visit),
    /// The house is visited on too few days.
    HouseLacks {
        /// Which.
        house: DwellingId,
        /// On how many days it is to be visited.
        needed: u32,
        /// On how many it is.
        days: u32,
    },
    /// Nobody goes to the house; it is only seen through a screen.
    HouseUnseen(DwellingId),
    /// The member visits too seldom.
    MemberLacks {
        /// Who.
        member: SeatId,
        /// How often the member is to visit.
        needed: u32,
        /// How often it is.
        visits: u32,
    },
    /// The member did not offer the day.
    MemberNotFree(Visit),
    /// The member is excused.
    MemberExcused(Visit),
    /// The house did not offer the day, or it is closed on it for the sake of a resident.
    HouseNotOpen(Visit),
    /// It is the day of a meeting.
    OnMeetingDay(Visit),
    /// A relative of the member lives there.
    Relative(Visit),
    /// The member is in two houses on one day.
    TwiceADay {
        /// Who.
        member: SeatId,
        /// When.
        day: Date,
    },
    /// Too many are in a house on a day.
    TooMany {
        /// Where.
        house: DwellingId,
        /// When.
        day: Date,
        /// How many, interpreters with them.
        heads: u32,
    },
    /// Somebody goes for the first time, and nobody who has visited before goes along.
    Unaccompanied(Visit),
    /// So many visits on site are missing in the share that is asked.
    OnSiteShare {
        /// How many.
        missing: u32,
    },
}

/// All breaches of a plan.
pub fn check(wishes: &Wishes, visits: &[Visit]) -> Vec<Breach> {
    let written = wishes.written();
    let houses: BTreeMap<DwellingId, &House> = written.houses.iter().map(|house| (house.id, house)).collect();
    let members: BTreeMap<SeatId, &Member> = written.members.iter().map(|member| (member.id, member)).collect();
    let (known, unknown): (Vec<Visit>, Vec<Visit>) =
        visits.iter().partition(|visit| houses.contains_key(&visit.house) && members.contains_key(&visit.member));
    let mut breaches: Vec<Breach> = unknown.into_iter().map(Breach::Unknown).collect();
    breaches.extend(written.settled.iter().filter(|visit| !visits.contains(visit)).map(|visit| Breach::SettledMissing(*visit)));
    for visit in known.iter().filter(|visit| !written.settled.contains(visit)) {
        breaches.extend(of_visit(wishes, *visit, houses[&visit.house], members[&visit.member]));
    }
    breaches.extend(twice(&known, wishes));
    breaches.extend(parties(&known, wishes, &members));
    breaches.extend(needs(&known, wishes, &members));
    breaches
}

/// What one visit by itself does not keep.
fn of_visit(wishes: &Wishes, visit: Visit, house: &House, member: &Member) -> Vec<Breach> {
    let written = wishes.written();
    let closed = matches!(&house.care, Care::WhileOut(days) if !days.contains(&visit.day));
    let meeting = written.rules.meeting_day == MeetingDay::Avoid && written.meetings.contains(&visit.day);
    let told = [
        (member.way == Way::Excused, Breach::MemberExcused(visit)),
        (!member.offered.contains(&visit.day), Breach::MemberNotFree(visit)),
        (!house.offered.contains(&visit.day) || closed, Breach::HouseNotOpen(visit)),
        (meeting, Breach::OnMeetingDay(visit)),
        (!written.rules.relatives_visit && member.relatives.contains(&house.id), Breach::Relative(visit)),
    ];
    told.into_iter().filter(|(broken, _)| *broken).map(|(_, breach)| breach).collect()
}

fn twice(visits: &[Visit], wishes: &Wishes) -> Vec<Breach> {
    let mut busy: BTreeMap<(SeatId, Date), Vec<Visit>> = BTreeMap::new();
    for visit in visits {
        busy.entry((visit.member, visit.day)).or_default().push(*visit);
    }
    let settled = &wishes.written().settled;
    let several = busy.into_iter().filter(|(_, visits)| visits.len() > 1 && !visits.iter().all(|visit| settled.contains(visit)));
    several.map(|((member, day), _)| Breach::TwiceADay { member, day }).collect()
}

/// Who is in a house together on a day.
fn parties(visits: &[Visit], wishes: &Wishes, members: &BTreeMap<SeatId, &Member>) -> Vec<Breach> {
    let written = wishes.written();
    let mut parties: BTreeMap<(DwellingId, Date), Vec<Visit>> = BTreeMap::new();
    for visit in visits {
        parties.entry((visit.house, visit.day)).or_default().push(*visit);
    }
    let mut breaches = Vec::new();
    for ((house, day), party) in parties.into_iter().filter(|(_, party)| !party.iter().all(|visit| written.settled.contains(visit))) {
        let way = |visit: &Visit| members[&visit.member].way;
        let heads: u32 = party.iter().map(|visit| if way(visit) == Way::WithInterpreter { 2 } else { 1 }).sum();
        let pair = heads == 2 && party.iter().any(|visit| matches!(way(visit), Way::Newcomer | Way::WithInterpreter));
        if written.rules.visitors_a_day.is_some_and(|most| heads > u32::from(most.get())) && !pair {
            breaches.push(Breach::TooMany { house, day, heads });
        }
        let leads = party.iter().filter(|visit| matches!(way(visit), Way::OnSite | Way::WithInterpreter)).count();
        let newcomers = party.iter().filter(|visit| way(visit) == Way::Newcomer && !written.settled.contains(visit));
        breaches.extend(newcomers.skip(leads).map(|visit| Breach::Unaccompanied(*visit)));
    }
    breaches
}

/// Who is visited, or visits, too seldom.
fn needs(visits: &[Visit], wishes: &Wishes, members: &BTreeMap<SeatId, &Member>) -> Vec<Breach> {
    let written = wishes.written();
    let rules = &written.rules;
    let online = |visit: &&Visit| members[&visit.member].way == Way::Online;
    let mut breaches = Vec::new();
    for house in &written.houses {
        let ruled = if house.satellite && !rules.satellites { None } else { rules.times_a_house };
        let needed = ruled.max(house.asked).map_or(0, |times| u32::from(times.get()));
        let own: Vec<&Visit> = visits.iter().filter(|visit| visit.house == house.id).collect();
        let days = own.iter().map(|visit| visit.day).collect::<BTreeSet<_>>().len() as u32;
        if days < needed {
            breaches.push(Breach::HouseLacks { house: house.id, needed, days });
        } else if needed > 0 && rules.on_site_in_each_house && own.iter().all(online) {
            breaches.push(Breach::HouseUnseen(house.id));
        }
    }
    let needed = rules.times_a_member.map_or(0, |times| u32::from(times.get()));
    for member in written.members.iter().filter(|member| member.way != Way::Excused) {
        let made = visits.iter().filter(|visit| visit.member == member.id).count() as u32;
        if made < needed {
            breaches.push(Breach::MemberLacks { member: member.id, needed, visits: made });
        }
    }
    let through_screen = visits.iter().filter(online).count() as u32;
    let missing = rules.on_site.missing(visits.len() as u32 - through_screen, through_screen);
    if missing > 0 {
        breaches.push(Breach::OnSiteShare { missing });
    }
    breaches
}
