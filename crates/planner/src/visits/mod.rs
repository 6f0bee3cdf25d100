//! Visits of a year (C1–C3): members × dwellings × days, planned within hard rules, explained, and planned again when something changes.

mod breach;
mod chance;
mod days;
mod draft;
mod exact;
mod exhaust;
mod explain;
mod field;
mod flow;
mod moves;
mod pairing;
mod plan;
mod reach;
mod reasons;
mod regroup;
mod replan;
mod rules;
mod score;
mod search;
mod solve;
mod unclear;
mod wishes;
mod words;

pub use breach::{Breach, check};
pub use plan::{Because, GivenUp, Plan, Planned, Traded};
pub use reasons::{Certainty, Help, Infeasible, Partial, Reason};
pub use replan::{Change, Replanned, Unplannable, keep, replan};
pub use rules::{MeetingDay, OnSite, Rules};
pub use score::{Level, Score};
pub use solve::plan;
pub use unclear::{MOST_HOUSES, MOST_MEMBERS, Unclear};
pub use wishes::{Care, House, Member, Nearness, Place, Reach, Visit, Way, Wishes, Written};
pub use words::Names;

#[cfg(test)]
mod tests;
