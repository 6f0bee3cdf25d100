//! The change log of a rulebook: on which day which rule begins, ends, binds more or less, or gives way to another (D8).

use std::{collections::BTreeMap, sync::Arc};

use jiff::{ToSpan, civil::Date};
use model::{offices::ServiceKind, vocabulary};
use serde::Serialize;

use super::Rulebook;
use crate::rule::{AppliesTo, Citation, Period, Regulation, Rule, RuleId};

vocabulary! {
    /// What happens to a rule on a day.
    Event {
        /// Nothing was said before.
        Begins = "begins", "始まる";
        /// How binding it is changes.
        Level = "level", "定めの強さが変わる";
        /// The same rulebook says something else.
        Altered = "altered", "内容が変わる";
        /// The rule of the rulebook above gives way.
        Overridden = "overridden", "下位の規則集の定めに替わる";
        /// The rule of the rulebook above holds again.
        Restored = "restored", "上位の規則集の定めに戻る";
        /// Nothing is said any more.
        Ends = "ends", "終わる";
    }
}

/// One entry of the change log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// The first day on which it holds; for an end, the first day on which nothing is said any more.
    pub day: Date,
    /// The rule.
    pub rule: RuleId,
    /// What happens.
    pub event: Event,
    /// What was said the day before; `None`: nothing.
    pub from: Option<Regulation>,
    /// What is said from that day on; `None`: nothing.
    pub to: Option<Regulation>,
    /// The rulebook that says so.
    pub book: Arc<str>,
    /// For which services.
    pub services: Vec<ServiceKind>,
    /// For which of their offices.
    pub applies_to: AppliesTo,
    /// The rule in one sentence, as it is from that day on; as it was, for an end.
    pub sentence: Arc<str>,
    /// Where it is written.
    pub citation: Arc<Citation>,
}

impl Rulebook {
    /// What changes on which day: by day, and within a day in the order of the file.
    pub fn changes(&self) -> Vec<LogEntry> {
        let mut log: Vec<LogEntry> = Vec::new();
        for (position, rule) in self.rules().iter().enumerate() {
            // Versions stand side by side; each id is told once.
            if self.rules()[..position].iter().any(|earlier| earlier.id == rule.id) {
                continue;
            }
            for service in [ServiceKind::GroupHome, ServiceKind::ResidentialFacility] {
                for entry in of_rule(self, &rule.id, service) {
                    add(&mut log, entry);
                }
            }
        }
        log.sort_by_key(|entry| entry.day);
        log
    }
}

/// What is said about different services in the same words is one entry.
fn add(log: &mut Vec<LogEntry>, entry: LogEntry) {
    let like = |known: &&mut LogEntry| LogEntry { services: entry.services.clone(), ..(**known).clone() } == entry;
    match log.iter_mut().find(like) {
        Some(known) => known.services.extend(entry.services),
        None => log.push(entry),
    }
}

fn of_rule(book: &Rulebook, id: &RuleId, service: ServiceKind) -> Vec<LogEntry> {
    let versions: Vec<&Arc<Rule>> = book.versions(id.as_str()).filter(|rule| rule.services.contains(&service)).collect();
    let mut groups: BTreeMap<String, Vec<(Period, &Rule)>> = BTreeMap::new();
    for rule in &versions {
        let periods = rule.periods.iter().map(|period| (*period, rule.as_ref()));
        groups.entry(format!("{:?}", rule.applies_to)).or_default().extend(periods);
    }
    let mut entries = Vec::new();
    for (_, mut line) in groups {
        line.sort_by_key(|(period, _)| period.since);
        for (position, (period, rule)) in line.iter().enumerate() {
            let before = position.checked_sub(1).and_then(|earlier| line.get(earlier));
            let touching = before.filter(|(earlier, _)| earlier.until.and_then(next_day) == Some(period.since));
            // What is said for some offices only comes in the place of what is said for all.
            let for_all = || general(&versions, rule, period.since.yesterday().ok());
            let before = touching.map(|(period, rule)| (period.is, *rule)).or_else(for_all);
            entries.extend(begins(service, *period, rule, before));
            let followed = line.get(position + 1).is_some_and(|(next, _)| period.until.and_then(next_day) == Some(next.since));
            if let Some(day) = period.until.and_then(next_day).filter(|_| !followed) {
                entries.push(ends(service, day, *period, rule, general(&versions, rule, Some(day))));
            }
        }
    }
    entries
}

/// What another version says on a day for all offices, where a rule speaks only for some.
fn general<'r>(versions: &'r [&'r Arc<Rule>], rule: &Rule, day: Option<Date>) -> Option<(Regulation, &'r Rule)> {
    let wider = versions.iter().filter(|other| other.applies_to == AppliesTo::default() && other.applies_to != rule.applies_to);
    wider.filter_map(|other| Some((other.regulation_on(day?)?, other.as_ref()))).next()
}

fn begins(service: ServiceKind, period: Period, rule: &Rule, before: Option<(Regulation, &Rule)>) -> Option<LogEntry> {
    let event = match before {
        None => Event::Begins,
        Some((_, other)) if other.book != rule.book && rule.change.is_some() => Event::Overridden,
        Some((_, other)) if other.book != rule.book => Event::Restored,
        Some((_, other)) if other.kind != rule.kind || other.sentence != rule.sentence => Event::Altered,
        Some((regulation, _)) if regulation != period.is => Event::Level,
        // The same again, with another citation perhaps.
        Some(_) => return None,
    };
    Some(entry(service, period.since, rule, event, before.map(|(regulation, _)| regulation), Some(period.is)))
}

fn ends(service: ServiceKind, day: Date, period: Period, rule: &Rule, after: Option<(Regulation, &Rule)>) -> LogEntry {
    match after {
        Some((regulation, wider)) => {
            let told = entry(service, day, wider, Event::Restored, Some(period.is), Some(regulation));
            LogEntry { applies_to: rule.applies_to.clone(), ..told }
        }
        None => entry(service, day, rule, Event::Ends, Some(period.is), None),
    }
}

fn entry(service: ServiceKind, day: Date, rule: &Rule, event: Event, from: Option<Regulation>, to: Option<Regulation>) -> LogEntry {
    LogEntry {
        day,
        rule: rule.id.clone(),
        event,
        from,
        to,
        book: rule.book.clone(),
        services: vec![service],
        applies_to: rule.applies_to.clone(),
        sentence: rule.sentence.clone(),
        citation: rule.citation.clone(),
    }
}

fn next_day(day: Date) -> Option<Date> {
    day.checked_add(1.day()).ok()
}

/// As the command line prints it.
impl Serialize for LogEntry {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use model::Vocabulary;
        use serde::ser::SerializeStruct;
        let mut out = serializer.serialize_struct("LogEntry", 9)?;
        out.serialize_field("day", &self.day)?;
        out.serialize_field("rule", &self.rule)?;
        out.serialize_field("event", self.event.code())?;
        out.serialize_field("from", &self.from.map(Regulation::code))?;
        out.serialize_field("to", &self.to.map(Regulation::code))?;
        out.serialize_field("rulebook", &*self.book)?;
        out.serialize_field("services", &self.services.iter().map(|service| service.code()).collect::<Vec<_>>())?;
        out.serialize_field("sentence", &*self.sentence)?;
        out.serialize_field("citation", &*self.citation)?;
        out.end()
    }
}
