//! Every plan of a small office, looked at one by one, with a score that is counted anew from the visits.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::visits::*;

/// All plans that keep every hard rule, as the checker sees it.
pub fn every_plan(wishes: &Wishes) -> Vec<Vec<Visit>> {
    let written = wishes.written();
    let able = written.members.iter().filter(|member| member.way != Way::Excused);
    let places: Vec<(&Member, Date)> = able.flat_map(|member| member.offered.iter().map(move |day| (member, *day))).collect();
    let mut found = Vec::new();
    let mut visits: Vec<Visit> = written.settled.iter().copied().collect();
    choose(wishes, &places, &mut visits, &mut found);
    found
}

fn choose(wishes: &Wishes, left: &[(&Member, Date)], visits: &mut Vec<Visit>, found: &mut Vec<Vec<Visit>>) {
    let Some(((member, day), rest)) = left.split_first() else {
        if check(wishes, visits).is_empty() {
            found.push(visits.clone());
        }
        return;
    };
    choose(wishes, rest, visits, found);
    for house in wishes.written().houses.iter().filter(|house| house.offered.contains(day)) {
        visits.push(Visit { day: *day, house: house.id, member: member.id });
        choose(wishes, rest, visits, found);
        visits.pop();
    }
}

/// What the levels are, from their definitions.
pub fn counted(wishes: &Wishes, visits: &[Visit]) -> Vec<(Level, u32)> {
    let written = wishes.written();
    let squares = |keys: Vec<String>| {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
        counts.values().map(|count| count * count).sum::<u32>()
    };
    let of = |key: &dyn Fn(&Visit) -> String| squares(visits.iter().map(key).collect());
    let month = |day: Date| day.month().to_string();
    let member = |visit: &Visit| written.members.iter().find(|member| member.id == visit.member).unwrap();
    let house = |visit: &Visit| written.houses.iter().find(|house| house.id == visit.house).unwrap();
    let in_one_month = of(&|visit| format!("{} {}", visit.house, month(visit.day)));
    let off = visits.iter().filter(|visit| !written.meetings.contains(&visit.day)).count() as u32;
    let kilometres = |visit: &Visit| match (&member(visit).reach, house(visit).place) {
        (Reach::From(home), Some(place)) => {
            let (east, north) = (f64::from(home.east - place.east), f64::from(home.north - place.north));
            ((east.hypot(north) / 1000.0).round() as u32).min(200)
        }
        _ => 0,
    };
    let made: BTreeSet<&Visit> = visits.iter().collect();
    vec![
        (Level::HousesLack, 0),
        (Level::MembersLack, 0),
        (Level::Visits, visits.len() as u32),
        (Level::Load, of(&|visit| visit.member.to_string())),
        (Level::OffMeetings, if written.rules.meeting_day == MeetingDay::Preferred { off } else { 0 }),
        (Level::Months, of(&|visit| month(visit.day))),
        (Level::Houses, of(&|visit| visit.house.to_string())),
        (Level::SameMonth, (in_one_month - visits.len() as u32) / 2),
        (Level::Distance, visits.iter().map(kilometres).sum()),
        (Level::Again, visits.iter().filter(|visit| member(visit).last_year.contains(&visit.house)).count() as u32),
        (Level::Unkept, written.agreed.iter().filter(|visit| !made.contains(visit)).count() as u32),
    ]
}

/// The same from a score.
pub fn levels(score: &Score) -> Vec<(Level, u32)> {
    Level::ALL.into_iter().filter(|level| *level != Level::Changes).map(|level| (level, score.of(level))).collect()
}
