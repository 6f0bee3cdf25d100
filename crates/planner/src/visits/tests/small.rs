//! Small offices by chance, every plan of which can be looked at.

use std::{collections::BTreeSet, num::NonZeroU8};

use proptest::prelude::*;

use super::office::*;
use crate::visits::*;

pub fn some_days() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0usize..4, 0..4)
}

/// Mostly enough of them for a plan.
pub fn many_days() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0usize..4, 1..6)
}

pub fn some_way() -> impl Strategy<Value = Way> {
    prop_oneof![9 => Just(Way::OnSite), 2 => Just(Way::Newcomer), 1 => Just(Way::WithInterpreter), 2 => Just(Way::Online), 1 => Just(Way::Excused)]
}

pub fn some_rules() -> impl Strategy<Value = Rules> {
    let meeting = prop_oneof![Just(MeetingDay::Avoid), Just(MeetingDay::Allowed), Just(MeetingDay::Preferred)];
    let share = prop_oneof![2 => Just(None), 1 => Just(Some(50u8))];
    (prop_oneof![4 => Just(1u8), 1 => Just(2)], prop_oneof![4 => Just(1u8), 1 => Just(2)], meeting, share, 0u8..3, any::<bool>()).prop_map(
        |(house, member, meeting, share, room, relatives)| Rules {
            times_a_house: NonZeroU8::new(house),
            times_a_member: NonZeroU8::new(member),
            meeting_day: meeting,
            on_site: OnSite { more_than_percent: share, at_least: 1, ..OnSite::default() },
            visitors_a_day: NonZeroU8::new(room),
            relatives_visit: relatives,
            ..national()
        },
    )
}

prop_compose! {
    fn a_house()(offered in many_days(), satellite in prop::bool::weighted(0.1), out in prop::option::weighted(0.1, many_days()), east in 0i32..9000)
        -> (Vec<usize>, bool, Option<Vec<usize>>, i32) { (offered, satellite, out, east) }
}

prop_compose! {
    fn a_member()(offered in many_days(), way in some_way(), relative in prop::option::weighted(0.1, 0usize..3), last in prop::option::of(0usize..3), east in 0i32..9000)
        -> (Vec<usize>, Way, Option<usize>, Option<usize>, i32) { (offered, way, relative, last, east) }
}

prop_compose! {
    /// Up to three houses, three members and four days, so that every plan can be looked at.
    pub fn some_wishes()(
        houses in prop::collection::vec(a_house(), 1..4),
        members in prop::collection::vec(a_member(), 1..4),
        rules in some_rules(),
        meeting in prop::option::of(0usize..4),
        agreed in prop::option::of((0usize..3, 0usize..3, 0usize..4)),
    ) -> Wishes {
        let offered: Vec<&[usize]> = houses.iter().map(|house| house.0.as_slice()).collect();
        let free: Vec<&[usize]> = members.iter().map(|member| member.0.as_slice()).collect();
        let mut written = office(&offered, &free);
        for (house, (_, satellite, out, east)) in written.houses.iter_mut().zip(&houses) {
            house.satellite = *satellite;
            house.care = out.as_ref().map_or(Care::Any, |out| Care::WhileOut(days(out)));
            house.place = Some(Place { east: *east, north: 0 });
        }
        let known = |house: &Option<usize>| house.iter().filter(|house| **house < houses.len()).map(|house| house_id(*house)).collect::<BTreeSet<_>>();
        for (member, (_, way, relative, last, east)) in written.members.iter_mut().zip(&members) {
            member.way = *way;
            member.relatives = known(relative);
            member.last_year = known(last);
            member.reach = Reach::From(Place { east: *east, north: 0 });
        }
        written.rules = rules;
        written.meetings = meeting.map(day).into_iter().collect();
        let agreed = agreed.filter(|(house, member, _)| *house < houses.len() && *member < members.len());
        written.agreed = agreed.map(|(house, member, on)| visit(house, member, on)).into_iter().collect();
        Wishes::new(written).unwrap()
    }
}
