//! On which days visits fall (C3).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::{DwellingId, calendar::wareki};

use super::is_made;
use crate::{
    assess::{situation::Situation, verdict::Verdict},
    finding::Subject,
    kind::{SameDay, VisitDay, VisitorsLimit},
};

/// C3: no more than so many visitors in one dwelling on one day. One verdict per dwelling with too many, or one for all.
pub(in crate::assess) fn visitors_limit(situation: &Situation<'_>, parameters: &VisitorsLimit) -> Vec<Verdict> {
    let most = usize::from(parameters.at_most.get());
    let mut visitors: BTreeMap<(Option<DwellingId>, Date), usize> = BTreeMap::new();
    for (visit, day) in situation.dated_visits() {
        *visitors.entry((visit.dwelling, day)).or_default() += 1;
    }
    if visitors.is_empty() {
        return vec![Verdict::not_applicable(Subject::Office, "訪問の日が決まると確かめます。")];
    }
    let mut crowded: BTreeMap<Subject, (Date, usize)> = BTreeMap::new();
    for ((dwelling, day), number) in visitors.into_iter().filter(|(_, number)| *number > most) {
        let subject = dwelling.map_or(Subject::Office, Subject::Dwelling);
        // The day that can still be changed is the one to tell.
        let told = crowded.entry(subject).or_insert((day, number));
        if told.0 < situation.on && day >= situation.on {
            *told = (day, number);
        }
    }
    if crowded.is_empty() {
        return vec![Verdict::met(Subject::Office, format!("訪問は、1つの住居に1日{most}名までになっています。"))];
    }
    let told = crowded.into_iter().map(|(subject, (day, number))| {
        let shown = wareki::format_date_short(day);
        let reason =
            format!("{shown}の訪問が、1つの住居に{number}名です。1日に{most}名までにすると、利用者の方や職員の負担が軽くなります。");
        Verdict::broken(subject, reason)
    });
    told.collect()
}

/// C3: whether visits fall on the day of a meeting.
pub(in crate::assess) fn visit_day(situation: &Situation<'_>, parameters: &VisitDay) -> Verdict {
    let meetings: BTreeSet<Date> = situation.dated_meetings().map(|(_, day)| day).collect();
    let visits: BTreeSet<Date> = situation.dated_visits().map(|(_, day)| day).collect();
    if visits.is_empty() {
        return Verdict::not_applicable(Subject::Office, "訪問の日が決まると確かめます。");
    }
    let same: BTreeSet<Date> = visits.intersection(&meetings).copied().collect();
    let others: BTreeSet<Date> = visits.difference(&meetings).copied().collect();
    match parameters.same_day_as_meeting {
        SameDay::Allowed => Verdict::met(Subject::Office, "訪問は、会議と同じ日でも、別の日でもかまいません。"),
        SameDay::Avoid => match changeable(&same, situation.on) {
            None => Verdict::met(Subject::Office, "訪問は、会議とは別の日です。"),
            Some(day) => {
                let shown = wareki::format_date_short(day);
                Verdict::broken(Subject::Office, format!("{shown}の訪問が、会議と同じ日です。訪問には、会議とは別の日を選びます。"))
            }
        },
        SameDay::Preferred if meetings.is_empty() => Verdict::not_applicable(Subject::Office, "会議の日が決まると確かめます。"),
        SameDay::Preferred => match changeable(&others, situation.on) {
            None => Verdict::met(Subject::Office, "訪問は、会議と同じ日です。"),
            Some(day) => {
                let shown = wareki::format_date_short(day);
                Verdict::broken(Subject::Office, format!("{shown}の訪問は、会議とは別の日です。会議と同じ日が望まれます。"))
            }
        },
    }
}

/// The first day that can still be changed, or else the first.
fn changeable(days: &BTreeSet<Date>, on: Date) -> Option<Date> {
    days.range(on..).next().or(days.first()).copied()
}

/// The day of a member's first visit that has been made, in the years that are known.
pub(super) fn first_made(situation: &Situation<'_>, seat: model::SeatId) -> Option<Date> {
    let made = situation.live_visits().filter(|visit| visit.seat == Some(seat) && is_made(visit, situation.on));
    made.filter_map(|visit| visit.day).min()
}
