//! What a rulebook asks of visits (C1–C4), in the planner's words. The floor above takes it from the rulebook of the office.

use std::num::NonZeroU8;

use serde::{Deserialize, Serialize};

/// What is asked of the visits of a 年度.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// On so many days of the year each dwelling is visited (`visit_frequency`, each dwelling); `None`: no rule asks for it.
    pub times_a_house: Option<NonZeroU8>,
    /// So many visits each able member makes (`visit_frequency`, each member).
    pub times_a_member: Option<NonZeroU8>,
    /// Whether dwellings of サテライト型 must be visited as well.
    pub satellites: bool,
    /// Whether each dwelling that must be visited is seen at least once by somebody who is there.
    pub on_site_in_each_house: bool,
    /// Which part of all visits is made on site (`visits_on_site`).
    pub on_site: OnSite,
    /// At most so many visitors in a house on a day (`visitors_limit`); a pair always may. `None`: no rule limits them.
    pub visitors_a_day: Option<NonZeroU8>,
    /// Visits on the day of a meeting (`visit_day`).
    pub meeting_day: MeetingDay,
    /// Whether members may visit houses in which a relative lives; the office says so.
    pub relatives_visit: bool,
}

/// Which part of all visits is made on site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnSite {
    /// More than so many percent, 0 to 99.
    #[serde(default)]
    pub more_than_percent: Option<u8>,
    /// At least so many percent, 0 to 100.
    #[serde(default)]
    pub at_least_percent: Option<u8>,
    /// At least so many.
    #[serde(default)]
    pub at_least: u8,
}

impl OnSite {
    /// How many visits on site are missing when so many are made there and so many through a screen.
    pub fn missing(&self, on_site: u32, online: u32) -> u32 {
        let holds = |on_site: u32| {
            let all = on_site + online;
            all == 0
                || (self.more_than_percent.is_none_or(|share| on_site * 100 > u32::from(share) * all)
                    && self.at_least_percent.is_none_or(|share| on_site * 100 >= u32::from(share) * all)
                    && on_site >= u32::from(self.at_least))
        };
        let share = u32::from(self.more_than_percent.unwrap_or(0).max(self.at_least_percent.unwrap_or(0)));
        match share >= 100 {
            // No number of further visits makes the share whole while one is online.
            true if online > 0 => online,
            _ => (0..).find(|more| holds(on_site + more)).unwrap_or(0),
        }
    }
}

/// What is said about visits on the day of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingDay {
    /// They are not (the national guide).
    Avoid,
    /// They may be (Sapporo).
    Allowed,
    /// They should be.
    Preferred,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C4: Sapporo's majority on site.
    #[test]
    fn a_majority_on_site_is_more_than_half() {
        let majority = OnSite { more_than_percent: Some(50), ..OnSite::default() };
        assert_eq!(majority.missing(2, 2), 1);
        assert_eq!(majority.missing(3, 2), 0);
        assert_eq!(majority.missing(0, 3), 4);
        assert_eq!(OnSite { at_least: 2, ..OnSite::default() }.missing(1, 0), 1);
        assert_eq!(OnSite { at_least_percent: Some(100), ..OnSite::default() }.missing(5, 1), 1);
        assert_eq!(OnSite::default().missing(0, 0), 0);
    }
}
