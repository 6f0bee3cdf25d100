//! A rulebook under another: what it says itself, and of the one above what it leaves standing (D9).

use std::sync::Arc;

use jiff::{ToSpan, civil::Date};

use crate::rule::{Period, Rule};

/// The rules of the book above with those of the book below in their places. Where the book below speaks about a rule of the same
/// name, on the days and for the services of which it speaks, the one above is silent. A change for some offices only stands before
/// the rule that it changes, which goes on for all others.
pub(super) fn under(above: &[Arc<Rule>], own: &[Arc<Rule>]) -> Vec<Arc<Rule>> {
    let mut merged: Vec<Arc<Rule>> = Vec::with_capacity(above.len() + own.len());
    for rule in above {
        let changes: Vec<&Arc<Rule>> = own.iter().filter(|change| change.id == rule.id).collect();
        // A change stands where the rule stood, so that people find it in the same order.
        for change in &changes {
            if !merged.iter().any(|known| Arc::ptr_eq(known, change)) {
                merged.push((*change).clone());
            }
        }
        merged.extend(left_standing(rule, &changes));
    }
    let added = own.iter().filter(|rule| !above.iter().any(|known| known.id == rule.id));
    merged.extend(added.cloned());
    merged
}

/// What remains of a rule beside its changes: itself, or itself for fewer services or fewer days.
fn left_standing(rule: &Arc<Rule>, changes: &[&Arc<Rule>]) -> Vec<Arc<Rule>> {
    if changes.is_empty() {
        return vec![rule.clone()];
    }
    let mut remains: Vec<Rule> = Vec::new();
    for service in &rule.services {
        let mut periods = rule.periods.clone();
        let for_all = |change: &&&Arc<Rule>| change.services.contains(service) && change.applies_to == rule.applies_to;
        for change in changes.iter().filter(for_all) {
            for silent in &change.periods {
                periods = periods.iter().flat_map(|period| without(period, silent)).collect();
            }
        }
        // Services of which the same remains stay one rule.
        match remains.iter_mut().find(|known| known.periods == periods) {
            Some(known) => known.services.push(*service),
            None if periods.is_empty() => {}
            None => remains.push(Rule { services: vec![*service], periods, ..rule.as_ref().clone() }),
        }
    }
    remains.into_iter().map(Arc::new).collect()
}

/// A period without the days of another.
fn without(period: &Period, other: &Period) -> Vec<Period> {
    if !period.overlaps(other) {
        return vec![*period];
    }
    let before = (period.since < other.since).then(|| Period { until: day_before(other.since), ..*period });
    let after = other.until.filter(|until| period.until.is_none_or(|end| *until < end)).and_then(|until| {
        let since = until.checked_add(1.day()).ok()?;
        Some(Period { since, ..*period })
    });
    before.into_iter().chain(after).collect()
}

fn day_before(day: Date) -> Option<Date> {
    day.checked_sub(1.day()).ok()
}
