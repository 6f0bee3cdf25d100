//! Rules about visits (C1–C5, C8). Nobody is blamed before a visit was recorded, and many who still have to come are one line.

pub(super) mod days;
pub(super) mod frequency;
pub(super) mod on_site;
pub(super) mod records;

use jiff::civil::Date;
use model::visits::VisitState;

use super::situation::Situation;
use crate::facts::VisitFact;

impl<'a> Situation<'a> {
    /// Visits that were not cancelled.
    fn live_visits(&self) -> impl Iterator<Item = &'a VisitFact> {
        self.facts.visits.iter().filter(|visit| visit.state != VisitState::Cancelled)
    }

    /// Visits that took place, as seen on the day; those without a day among them.
    fn made_visits(&self) -> impl Iterator<Item = &'a VisitFact> {
        self.facts.visits.iter().filter(|visit| is_made(visit, self.on))
    }

    /// Visits that took place in the 年度. Where no day is recorded, nobody can say that it was in another one.
    fn made_this_year(&self) -> impl Iterator<Item = &'a VisitFact> {
        self.made_visits().filter(|visit| visit.day.is_none_or(|day| self.facts.year.contains(day)))
    }

    /// Visits with a day in the 年度, planned ones among them.
    fn dated_visits(&self) -> impl Iterator<Item = (&'a VisitFact, Date)> {
        self.live_visits().filter_map(|visit| Some((visit, visit.day?))).filter(|(_, day)| self.facts.year.contains(*day))
    }
}

fn is_made(visit: &VisitFact, on: Date) -> bool {
    visit.state == VisitState::Made && visit.day.is_none_or(|day| day <= on)
}
