//! Wishes as the search sees them: numbers instead of ids, and for each member and house the days that fit both.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::{DwellingId, SeatId};

use super::{
    rules::{MeetingDay, OnSite},
    wishes::{Care, House, Member, Nearness, Place, Reach, Visit, Way, Wishes},
};

/// Months of a 年度, from April.
pub(super) const MONTHS: usize = 12;

/// A visit in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Step {
    pub house: usize,
    pub member: usize,
    pub day: usize,
}

/// What is fixed while a plan is searched.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub days: Vec<Date>,
    pub month: Vec<usize>,
    pub house_ids: Vec<DwellingId>,
    pub member_ids: Vec<SeatId>,
    /// On how many days each house is to be visited.
    pub house_needs: Vec<u32>,
    /// How often each member is to visit.
    pub member_needs: Vec<u32>,
    pub ways: Vec<Way>,
    /// Whether each house that must be visited must be so by somebody who is there.
    pub seen_on_site: bool,
    pub on_site: OnSite,
    /// So many heads fit into a house on a day.
    pub room: u32,
    pub meeting: Vec<bool>,
    pub prefers_meetings: bool,
    pub settled: Vec<Step>,
    pub agreed_visits: usize,
    /// Whether a plan is planned again: then agreed visits are kept before anything else but the duties.
    pub keeps: bool,
    common: Vec<Vec<usize>>,
    distance: Vec<u32>,
    again: Vec<bool>,
    agreed: BTreeSet<Step>,
}

impl Field {
    pub fn new(wishes: &Wishes) -> Self {
        let written = wishes.written();
        let rules = &written.rules;
        let open: Vec<BTreeSet<Date>> = written.houses.iter().map(|house| open_days(wishes, house)).collect();
        let fixed = written.settled.iter().chain(&written.agreed).map(|visit| visit.day);
        let days: BTreeSet<Date> = open.iter().flatten().copied().chain(fixed).collect();
        let days: Vec<Date> = days.into_iter().collect();
        let place: BTreeMap<Date, usize> = days.iter().enumerate().map(|(at, day)| (*day, at)).collect();
        let house_place: BTreeMap<DwellingId, usize> = written.houses.iter().enumerate().map(|(at, house)| (house.id, at)).collect();
        let member_place: BTreeMap<SeatId, usize> = written.members.iter().enumerate().map(|(at, member)| (member.id, at)).collect();
        let step = |visit: &Visit| Step { house: house_place[&visit.house], member: member_place[&visit.member], day: place[&visit.day] };
        let mut common = Vec::new();
        let mut distances = Vec::new();
        let mut again = Vec::new();
        for member in &written.members {
            for (house, open) in written.houses.iter().zip(&open) {
                let barred = member.way == Way::Excused || (!rules.relatives_visit && member.relatives.contains(&house.id));
                let both = || open.intersection(&member.offered).map(|day| place[day]).collect();
                common.push(if barred { Vec::new() } else { both() });
                distances.push(distance(member, house));
                again.push(member.last_year.contains(&house.id));
            }
        }
        let needed = |house: &House| match (house.satellite && !rules.satellites, rules.times_a_house, house.asked) {
            (true, _, asked) => asked.map_or(0, |times| u32::from(times.get())),
            (false, ruled, asked) => ruled.max(asked).map_or(0, |times| u32::from(times.get())),
        };
        let visits_needed = rules.times_a_member.map_or(0, |times| u32::from(times.get()));
        Self {
            month: days.iter().map(|day| (day.month() as usize + 8) % MONTHS).collect(),
            meeting: days.iter().map(|day| written.meetings.contains(day)).collect(),
            days,
            house_ids: written.houses.iter().map(|house| house.id).collect(),
            member_ids: written.members.iter().map(|member| member.id).collect(),
            house_needs: written.houses.iter().map(needed).collect(),
            member_needs: written.members.iter().map(|member| if member.way == Way::Excused { 0 } else { visits_needed }).collect(),
            ways: written.members.iter().map(|member| member.way).collect(),
            seen_on_site: rules.on_site_in_each_house,
            on_site: rules.on_site,
            room: rules.visitors_a_day.map_or(u32::MAX, |most| u32::from(most.get())),
            prefers_meetings: rules.meeting_day == MeetingDay::Preferred,
            settled: written.settled.iter().map(step).collect(),
            agreed_visits: written.agreed.len(),
            keeps: false,
            common,
            distance: distances,
            again,
            agreed: written.agreed.iter().map(step).collect(),
        }
    }

    /// The same for planning again: agreed visits are kept before anything else but the duties.
    pub fn keeping(wishes: &Wishes) -> Self {
        Self { keeps: true, ..Self::new(wishes) }
    }

    /// The same with other needs, and nothing agreed on.
    pub fn needing(&self, house_needs: Vec<u32>, member_needs: Vec<u32>) -> Self {
        Self { house_needs, member_needs, agreed_visits: 0, agreed: BTreeSet::new(), ..self.clone() }
    }

    pub fn houses(&self) -> usize {
        self.house_ids.len()
    }

    pub fn members(&self) -> usize {
        self.member_ids.len()
    }

    /// The days on which a member and a house can both.
    pub fn common(&self, member: usize, house: usize) -> &[usize] {
        &self.common[member * self.houses() + house]
    }

    pub fn distance(&self, member: usize, house: usize) -> u32 {
        self.distance[member * self.houses() + house]
    }

    pub fn again(&self, member: usize, house: usize) -> bool {
        self.again[member * self.houses() + house]
    }

    pub fn is_agreed(&self, step: Step) -> bool {
        !self.agreed.is_empty() && self.agreed.contains(&step)
    }

    pub fn agreed(&self) -> impl Iterator<Item = Step> {
        self.agreed.iter().copied()
    }

    /// How many places a member takes in a house.
    pub fn heads(&self, member: usize) -> u32 {
        if self.ways[member] == Way::WithInterpreter { 2 } else { 1 }
    }

    pub fn is_newcomer(&self, member: usize) -> bool {
        self.ways[member] == Way::Newcomer
    }

    /// Whether the member can take somebody along who goes for the first time.
    pub fn can_accompany(&self, member: usize) -> bool {
        matches!(self.ways[member], Way::OnSite | Way::WithInterpreter)
    }

    pub fn is_online(&self, member: usize) -> bool {
        self.ways[member] == Way::Online
    }

    /// Members who go or look in by themselves.
    pub fn leaders(&self) -> impl Iterator<Item = usize> {
        (0..self.members()).filter(|member| !matches!(self.ways[*member], Way::Newcomer | Way::Excused))
    }

    pub fn newcomers(&self) -> impl Iterator<Item = usize> {
        (0..self.members()).filter(|member| self.is_newcomer(*member))
    }

    pub fn visit(&self, step: Step) -> Visit {
        Visit { day: self.days[step.day], house: self.house_ids[step.house], member: self.member_ids[step.member] }
    }
}

/// The days on which a house can be visited: offered, not closed by a resident's wish, not a meeting's unless the rules allow it.
pub(super) fn open_days(wishes: &Wishes, house: &House) -> BTreeSet<Date> {
    let written = wishes.written();
    let avoided = |day: &Date| written.rules.meeting_day == MeetingDay::Avoid && written.meetings.contains(day);
    let cared = |day: &Date| match &house.care {
        Care::Any => true,
        Care::WhileOut(days) => days.contains(day),
    };
    house.offered.iter().copied().filter(|day| !avoided(day) && cared(day)).collect()
}

/// Whole kilometres, or what stands for them in a member's own words.
pub(super) fn distance(member: &Member, house: &House) -> u32 {
    const FARTHEST: u32 = 200;
    match (&member.reach, house.place) {
        (Reach::From(home), Some(place)) => kilometres(*home, place).min(FARTHEST),
        (Reach::Said(said), _) => match said.get(&house.id).unwrap_or(&Nearness::Reachable) {
            Nearness::Near => 1,
            Nearness::Reachable => 5,
            Nearness::Far => 20,
        },
        (Reach::Unknown, _) | (Reach::From(_), None) => 0,
    }
}

fn kilometres(one: Place, other: Place) -> u32 {
    let (east, north) = (i64::from(one.east) - i64::from(other.east), i64::from(one.north) - i64::from(other.north));
    let metres = (east.unsigned_abs().pow(2) + north.unsigned_abs().pow(2)).isqrt();
    u32::try_from((metres + 500) / 1000).unwrap_or(u32::MAX)
}
