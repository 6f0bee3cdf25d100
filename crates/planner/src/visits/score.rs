//! How good a plan is, level by level: what comes first outweighs everything after it.

use serde::{Deserialize, Serialize};

use super::field::{Field, MONTHS, Step};

/// The levels of a plan, in their order. The first two are duties, and a whole plan has none of them; the others are wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Visits that houses are still to have.
    HousesLack,
    /// Visits that members are still to make, and visits on site that the share still lacks.
    MembersLack,
    /// Visits given up and added against the plan before, when it is planned again; otherwise nothing.
    Changes,
    /// Visits: as few as needed.
    Visits,
    /// Squares of the visits of each member, summed: the evener, the fewer.
    Load,
    /// Visits on other days than those of meetings, where the rules wish for the same day.
    OffMeetings,
    /// Squares of the visits of each month, summed.
    Months,
    /// Squares of the visits of each house, summed.
    Houses,
    /// Pairs of visits to one house in one month.
    SameMonth,
    /// Distances from the member to the house, summed, in kilometres.
    Distance,
    /// Visits of members to a house that they saw last year.
    Again,
    /// Agreed visits that are not in the plan.
    Unkept,
}

impl Level {
    /// All of them, in their order.
    pub const ALL: [Self; LEVELS] = [
        Self::HousesLack,
        Self::MembersLack,
        Self::Changes,
        Self::Visits,
        Self::Load,
        Self::OffMeetings,
        Self::Months,
        Self::Houses,
        Self::SameMonth,
        Self::Distance,
        Self::Again,
        Self::Unkept,
    ];
}

pub(super) const LEVELS: usize = 12;

/// The value of each level, smaller is better; compared from the first level on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Score(pub(super) [u32; LEVELS]);

impl Score {
    /// The value of a level.
    pub fn of(&self, level: Level) -> u32 {
        self.0[level as usize]
    }

    /// Whether all duties are fulfilled.
    pub fn is_whole(&self) -> bool {
        self.of(Level::HousesLack) == 0 && self.of(Level::MembersLack) == 0
    }
}

/// A plan in the making, with everything counted that the score asks.
#[derive(Debug, Clone)]
pub(super) struct Tally<'a> {
    pub field: &'a Field,
    score: Score,
    share_lack: u32,
    on_site: u32,
    online: u32,
    loads: Vec<u32>,
    months: [u32; MONTHS],
    house_visits: Vec<u32>,
    house_days: Vec<u32>,
    house_on_site: Vec<u32>,
    house_months: Vec<u32>,
    heads: Vec<u32>,
    busy: Vec<bool>,
}

impl<'a> Tally<'a> {
    /// Nothing but what is settled.
    pub fn new(field: &'a Field) -> Self {
        let (houses, members, days) = (field.houses(), field.members(), field.days.len());
        let mut tally = Self {
            field,
            score: Score::default(),
            share_lack: 0,
            on_site: 0,
            online: 0,
            loads: vec![0; members],
            months: [0; MONTHS],
            house_visits: vec![0; houses],
            house_days: vec![0; houses],
            house_on_site: vec![0; houses],
            house_months: vec![0; houses * MONTHS],
            heads: vec![0; houses * days],
            busy: vec![false; members * days],
        };
        tally.score.0[Level::HousesLack as usize] = (0..houses).map(|house| tally.house_lack(house)).sum();
        tally.score.0[Level::MembersLack as usize] = (0..members).map(|member| tally.member_lack(member)).sum();
        tally.score.0[Level::Unkept as usize] = field.agreed_visits as u32;
        tally.score.0[Level::Changes as usize] = if field.keeps { field.agreed_visits as u32 } else { 0 };
        for step in &field.settled {
            tally.add(*step);
        }
        tally
    }

    pub fn score(&self) -> Score {
        self.score
    }

    pub fn load(&self, member: usize) -> u32 {
        self.loads[member]
    }

    pub fn month(&self, month: usize) -> u32 {
        self.months[month]
    }

    pub fn visits_of_house(&self, house: usize) -> u32 {
        self.house_visits[house]
    }

    pub fn visits_in_month(&self, house: usize, month: usize) -> u32 {
        self.house_months[house * MONTHS + month]
    }

    pub fn is_busy(&self, member: usize, day: usize) -> bool {
        self.busy[member * self.field.days.len() + day]
    }

    pub fn heads(&self, house: usize, day: usize) -> u32 {
        self.heads[house * self.field.days.len() + day]
    }

    /// How many visits a house is still to have; one more when nobody was there yet who must be.
    pub fn house_lack(&self, house: usize) -> u32 {
        let needed = self.field.house_needs[house];
        let missing = needed.saturating_sub(self.house_days[house]);
        let unseen = needed > 0 && self.field.seen_on_site && self.house_on_site[house] == 0;
        if unseen { missing.max(1) } else { missing }
    }

    /// How many visits a member is still to make.
    pub fn member_lack(&self, member: usize) -> u32 {
        self.field.member_needs[member].saturating_sub(self.loads[member])
    }

    /// How many visits on site the share lacks.
    pub fn share_lack(&self) -> u32 {
        self.share_lack
    }

    /// Whether one visit more through a screen would ask for further ones on site.
    pub fn screen_costs(&self) -> bool {
        self.field.on_site.missing(self.on_site, self.online + 1) > self.share_lack
    }

    /// Whether the house has room for so many more heads; a pair fits wherever nobody else is.
    pub fn has_room(&self, house: usize, day: usize, heads: u32, pair: bool) -> bool {
        let there = self.heads(house, day);
        there.saturating_add(heads) <= self.field.room || (pair && there == 0 && heads <= 2)
    }

    pub fn add(&mut self, step: Step) {
        self.count(step, 1);
    }

    pub fn remove(&mut self, step: Step) {
        self.count(step, -1);
    }

    fn count(&mut self, Step { house, member, day }: Step, by: i32) {
        let field = self.field;
        let lack = (self.house_lack(house), self.member_lack(member), self.share_lack);
        let month = field.month[day];
        let moved = |value: u32| value.wrapping_add_signed(by);
        // The square grows by 2n + 1 when n becomes n + 1.
        let square = |before: u32| if by > 0 { 2 * before as i32 + 1 } else { 1 - 2 * before as i32 };
        let pairs = |before: u32| if by > 0 { before as i32 } else { 1 - before as i32 };
        let mut change = |level: Level, difference: i32| {
            let value = &mut self.score.0[level as usize];
            *value = value.wrapping_add_signed(difference);
        };
        change(Level::Visits, by);
        change(Level::Load, square(self.loads[member]));
        change(Level::Months, square(self.months[month]));
        change(Level::Houses, square(self.house_visits[house]));
        change(Level::SameMonth, pairs(self.house_months[house * MONTHS + month]));
        change(Level::Distance, by * field.distance(member, house) as i32);
        if field.prefers_meetings && !field.meeting[day] {
            change(Level::OffMeetings, by);
        }
        if field.again(member, house) {
            change(Level::Again, by);
        }
        let agreed = field.is_agreed(Step { house, member, day });
        if agreed {
            change(Level::Unkept, -by);
        }
        if field.keeps {
            change(Level::Changes, if agreed { -by } else { by });
        }
        self.loads[member] = moved(self.loads[member]);
        self.months[month] = moved(self.months[month]);
        self.house_visits[house] = moved(self.house_visits[house]);
        self.house_months[house * MONTHS + month] = moved(self.house_months[house * MONTHS + month]);
        match field.is_online(member) {
            true => self.online = moved(self.online),
            false => {
                self.on_site = moved(self.on_site);
                self.house_on_site[house] = moved(self.house_on_site[house]);
            }
        }
        let place = house * field.days.len() + day;
        let there = self.heads[place];
        self.heads[place] = there.wrapping_add_signed(by * field.heads(member) as i32);
        match (there, self.heads[place]) {
            (0, _) => self.house_days[house] += 1,
            (_, 0) => self.house_days[house] -= 1,
            _ => {}
        }
        self.busy[member * field.days.len() + day] = by > 0;
        if self.online > 0 || field.on_site.at_least > 0 {
            self.share_lack = field.on_site.missing(self.on_site, self.online);
        } else {
            self.share_lack = 0;
        }
        let houses = self.house_lack(house) as i32 - lack.0 as i32;
        let members = self.member_lack(member) as i32 - lack.1 as i32 + self.share_lack as i32 - lack.2 as i32;
        let value = &mut self.score.0;
        value[Level::HousesLack as usize] = value[Level::HousesLack as usize].wrapping_add_signed(houses);
        value[Level::MembersLack as usize] = value[Level::MembersLack as usize].wrapping_add_signed(members);
    }
}
