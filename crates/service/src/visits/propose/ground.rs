//! What a plan of visits stands on: who sits, which houses are run, what was said, made and agreed on, and what the rules of the place ask.

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZeroU8,
};

use data_encoding::HEXLOWER;
use jiff::{ToSpan, civil::Date};
use model::{
    DwellingId, OfficeId, SeatId,
    calendar::FiscalYear,
    meetings::MeetingState,
    visits::{
        VisitState,
        wishes::{HouseWish, MemberWish, Offer, VisitWay, WeekDay},
    },
};
use planner::visits::{
    Care, House, MeetingDay, Member, Names, Nearness, OnSite, Reach, Rules, Visit as Wanted, Way, Wishes, Written, check,
};
use rulebook::{
    Rulebook,
    advice::{self, VisitWishes},
    kind::{Count, SameDay},
};
use sha2::{Digest, Sha256};
use store::{
    ReadTx,
    dwellings::Dwelling,
    meetings, offices, residents,
    visit_wishes::{OfHouse, OfMember},
    visits::{self, Visit},
};

use super::{Chosen, chosen};
use crate::{App, Fault, seats::Held};

/// So many days ahead a new visit is proposed at the earliest: a week for telling, and a week with the 手引き.
const LEAD: i64 = 14;

/// What a plan stands on.
pub(super) struct Ground {
    pub(super) year: FiscalYear,
    pub(super) on: Date,
    pub(super) members: Vec<(Held, Option<OfMember>)>,
    pub(super) houses: Vec<(Dwelling, Option<OfHouse>)>,
    /// Visits that were made, or whose day has come.
    past: Vec<Visit>,
    /// Visits that are planned and can still be moved; some without a day.
    pub(super) open: Vec<Visit>,
    /// Members who left and houses that were closed, as far as they made or saw a visit.
    gone: Vec<(SeatId, DwellingId)>,
    last_year: Vec<Visit>,
    relatives: BTreeMap<SeatId, DwellingId>,
    meetings: BTreeSet<Date>,
    asked: VisitWishes,
}

impl Ground {
    pub(super) async fn load(app: &App, tx: &mut ReadTx, office: OfficeId, year: FiscalYear) -> Result<Self, Fault> {
        let on = app.today();
        let owner = offices::load(tx, office).await?.ok_or(Fault::Hidden)?;
        let standing = super::super::wishes::load(tx, office, year).await?;
        let rows = visits::of_year(tx, office, year).await?.into_iter().filter(|visit| visit.state != VisitState::Cancelled);
        let (open, past): (Vec<Visit>, Vec<Visit>) =
            rows.partition(|visit| visit.state == VisitState::Planned && visit.day.is_none_or(|day| day > on));
        let last_year = visits::of_year(tx, office, year.previous()).await?;
        let held = meetings::list(tx, office).await?.into_iter().filter(|meeting| meeting.state != MeetingState::Cancelled);
        let homes: BTreeMap<_, _> = residents::list(tx, office).await?.into_iter().map(|one| (one.id, one.dwelling)).collect();
        let relatives = standing.members.iter().filter_map(|(held, _)| {
            let resident = held.seat.family_of.or(held.seat.proxy_for)?;
            Some((held.seat.id, *homes.get(&resident)?))
        });
        let sits = |seat: SeatId| standing.members.iter().any(|(held, _)| held.seat.id == seat);
        let run = |dwelling: DwellingId| standing.houses.iter().any(|(house, _)| house.id == dwelling);
        let gone = past.iter().filter(|visit| !sits(visit.seat) || !run(visit.dwelling)).map(|visit| (visit.seat, visit.dwelling));
        Ok(Self {
            year,
            on,
            gone: gone.collect(),
            relatives: relatives.collect(),
            meetings: held.filter_map(|meeting| meeting.day).filter(|day| year.contains(*day)).collect(),
            asked: advice::of_visits(Rulebook::at(owner.location), owner.service, on.max(year.first_day())),
            members: standing.members,
            houses: standing.houses,
            past,
            open,
            last_year,
        })
    }

    /// The wishes in the planner's words. New visits are proposed some time ahead, so that whoever visits can be told and read the 手引き
    /// before; what was agreed on for an earlier day stays.
    pub(super) fn wishes(&self) -> Result<Wishes, Fault> {
        let ahead = self.on.saturating_add(LEAD.days());
        self.wishes_from(if ahead < self.year.last_day() { ahead } else { self.on.saturating_add(1.day()) })
    }

    fn wishes_from(&self, from: Date) -> Result<Wishes, Fault> {
        let mut busy = BTreeSet::new();
        let known = self.known();
        let open = self.open.iter().filter_map(|visit| Some(chosen(visit, visit.day?))).filter(|one| known(one));
        // Who agreed to see two houses on one day has said so to a person; the planner leaves the second as it stands.
        let (agreed, twofold): (Vec<Chosen>, Vec<Chosen>) = open.partition(|one| busy.insert((one.seat, one.day)));
        let written = Written {
            year: self.year,
            houses: self.all_houses(from),
            members: self.all_members(from),
            meetings: self.meetings.clone(),
            rules: rules(&self.asked),
            settled: self.settled().chain(twofold).map(Wanted::from).collect(),
            agreed: agreed.into_iter().map(Wanted::from).collect(),
        };
        // What is loaded is unique, known and of the year by construction; more houses than any office has are nobody's plan.
        Wishes::new(written).map_err(|_| Fault::Hidden)
    }

    /// Visits that are not moved any more.
    pub(super) fn settled(&self) -> impl Iterator<Item = Chosen> {
        self.past.iter().filter_map(|visit| Some(chosen(visit, visit.day.filter(|day| self.year.contains(*day))?)))
    }

    /// Planned visits that are not among those that somebody wants. One without a day takes what those with a day leave.
    pub(super) fn replaced(&self, wanted: &BTreeSet<Chosen>) -> Vec<&Visit> {
        let mut free: Vec<Chosen> = wanted.iter().copied().collect();
        let mut open: Vec<&Visit> = self.open.iter().collect();
        open.sort_by_key(|visit| visit.day.is_none());
        open.retain(|visit| {
            let fits =
                |one: &Chosen| visit.day.is_none_or(|day| day == one.day) && (one.dwelling, one.seat) == (visit.dwelling, visit.seat);
            match free.iter().position(fits) {
                Some(place) => {
                    free.remove(place);
                    false
                }
                None => true,
            }
        });
        open
    }

    /// What was planned, for telling whether it changed.
    pub(super) fn seen(&self) -> String {
        let mut seen: Vec<String> = self.open.iter().map(|visit| format!("{}-{}", visit.id, visit.version)).collect();
        seen.sort();
        HEXLOWER.encode(&Sha256::digest(seen.join(" "))[..8])
    }

    /// What speaks against visits, in words.
    pub(super) fn breaches(&self, wanted: &[Chosen]) -> Result<Vec<String>, Fault> {
        // What somebody wants now is measured by what was wished for, not by what was agreed on before.
        let wishes = self.wishes_from(self.on.saturating_add(1.day()))?.with(|written| {
            written.settled = self.settled().map(Wanted::from).collect();
            written.agreed = BTreeSet::new();
        });
        let wishes = wishes.map_err(|_| Fault::Hidden)?;
        let all: BTreeSet<Wanted> = wishes.written().settled.iter().copied().chain(wanted.iter().copied().map(Wanted::from)).collect();
        let all: Vec<Wanted> = all.into_iter().collect();
        Ok(self.named(|names| check(&wishes, &all).iter().map(|breach| names.breach(breach)).collect()))
    }

    /// Lends the names of houses and members.
    pub(super) fn named<T>(&self, tell: impl FnOnce(&Names<'_>) -> T) -> T {
        let (houses, members) = (self.houses.iter().map(|(house, _)| house), self.members.iter().map(|(held, _)| held));
        tell(&Names { house: &|id| house_name(houses.clone(), id), member: &|id| member_name(members.clone(), id) })
    }

    fn known(&self) -> impl Fn(&Chosen) -> bool {
        let houses: BTreeSet<DwellingId> = self.houses.iter().map(|(house, _)| house.id).collect();
        let members: BTreeSet<SeatId> = self.members.iter().map(|(held, _)| held.seat.id).collect();
        move |one| houses.contains(&one.dwelling) && members.contains(&one.seat)
    }

    /// The days of an offer from a day on, and before it those on which somebody agreed to visit.
    fn days(&self, offer: &Offer, from: Date, agreed: impl Fn(&Visit) -> bool) -> BTreeSet<Date> {
        let agreed = self.open.iter().filter(|visit| agreed(visit)).filter_map(|visit| visit.day);
        let mut days = offer.days(self.year, from);
        days.extend(agreed.filter(|day| self.year.contains(*day) && offer.holds_on(*day)));
        days
    }

    fn all_houses(&self, from: Date) -> Vec<House> {
        let run = self.houses.iter().map(|(dwelling, said)| {
            let wish = said.as_ref().map(|said| &said.wish);
            let offer = wish.map_or_else(Offer::unsaid, |wish| wish.offer.clone());
            let offered = self.days(&offer, from, |visit| visit.dwelling == dwelling.id);
            House {
                id: dwelling.id,
                satellite: dwelling.satellite,
                care: care(wish, &offered),
                offered,
                asked: wish.and_then(|wish| wish.times).and_then(NonZeroU8::new),
                place: None,
            }
        });
        // A house that was closed counts for who saw it; nothing is asked of it any more.
        let closed = self.gone.iter().map(|(_, dwelling)| *dwelling).filter(|id| !self.houses.iter().any(|(house, _)| house.id == *id));
        let closed = closed.collect::<BTreeSet<_>>().into_iter().map(|id| House {
            id,
            satellite: true,
            offered: BTreeSet::new(),
            care: Care::Any,
            asked: None,
            place: None,
        });
        run.chain(closed).collect()
    }

    fn all_members(&self, from: Date) -> Vec<Member> {
        let seated = self.members.iter().map(|(held, said)| {
            let (seat, wish) = (&held.seat, said.as_ref().map(|said| &said.wish));
            let offer = wish.map_or_else(Offer::unsaid, |wish| wish.offer.clone());
            let mut offered = self.days(&offer, from, |visit| visit.seat == seat.id);
            offered.retain(|day| super::super::serves_on(seat, *day));
            let own = self.relatives.get(&seat.id).copied();
            let named = wish.map(|wish| wish.relatives.clone()).unwrap_or_default();
            Member {
                id: seat.id,
                offered,
                way: if seat.visit_excuse.is_some() { Way::Excused } else { way(wish) },
                relatives: named.into_iter().chain(own).filter(|id| self.houses.iter().any(|(house, _)| house.id == *id)).collect(),
                last_year: self.seen_last_year(held),
                reach: reach(wish),
            }
        });
        let left = self.gone.iter().map(|(seat, _)| *seat).filter(|id| !self.members.iter().any(|(held, _)| held.seat.id == *id));
        let left = left.collect::<BTreeSet<_>>().into_iter().map(|id| Member {
            id,
            offered: BTreeSet::new(),
            way: Way::Excused,
            relatives: BTreeSet::new(),
            last_year: BTreeSet::new(),
            reach: Reach::Unknown,
        });
        seated.chain(left).collect()
    }

    /// Houses that somebody saw last year, also from a seat before.
    fn seen_last_year(&self, held: &Held) -> BTreeSet<DwellingId> {
        let own = |seat: SeatId| seat == held.seat.id || held.seat.predecessor == Some(seat);
        let made = self.last_year.iter().filter(|visit| visit.state == VisitState::Made && own(visit.seat));
        made.map(|visit| visit.dwelling).filter(|id| self.houses.iter().any(|(house, _)| house.id == *id)).collect()
    }
}

/// How a house is called in a plan.
pub(super) fn house_name<'a>(mut houses: impl Iterator<Item = &'a Dwelling>, id: DwellingId) -> String {
    houses.find(|house| house.id == id).map_or("（閉じた住居）".to_owned(), |house| house.name.clone())
}

/// How a member is called in a plan.
pub(super) fn member_name<'a>(mut members: impl Iterator<Item = &'a Held>, id: SeatId) -> String {
    members.find(|held| held.seat.id == id).map_or("（退任した方）".to_owned(), |held| format!("{}さん", held.person.name))
}

/// A satellite that rules leave out is not visited for them, and a house that was closed is told like one.
fn rules(asked: &VisitWishes) -> Rules {
    let times = |count: Option<Count>| count.and_then(|count| NonZeroU8::new(count.get()));
    let share = asked.on_site.as_ref();
    Rules {
        times_a_house: times(asked.each_dwelling),
        times_a_member: times(asked.each_member),
        satellites: asked.satellites,
        on_site_in_each_house: true,
        on_site: OnSite {
            more_than_percent: share.and_then(|share| share.more_than_percent).map(|percent| percent.get()),
            at_least_percent: share.and_then(|share| share.at_least_percent).map(|percent| percent.get()),
            at_least: share.and_then(|share| share.at_least).map_or(0, Count::get),
        },
        visitors_a_day: times(asked.visitors_a_day),
        meeting_day: match asked.same_day {
            Some(SameDay::Avoid) => MeetingDay::Avoid,
            Some(SameDay::Preferred) => MeetingDay::Preferred,
            Some(SameDay::Allowed) | None => MeetingDay::Allowed,
        },
        relatives_visit: false,
    }
}

/// The offered days on which residents who do not wish to be met are out (A11).
fn care(wish: Option<&HouseWish>, offered: &BTreeSet<Date>) -> Care {
    match wish.and_then(|wish| wish.while_out.as_ref()) {
        None => Care::Any,
        Some(out) => Care::WhileOut(offered.iter().copied().filter(|day| out.contains(&WeekDay::of(*day))).collect()),
    }
}

fn way(wish: Option<&MemberWish>) -> Way {
    match wish.map(|wish| wish.way) {
        None | Some(VisitWay::OnSite) => Way::OnSite,
        Some(VisitWay::Accompanied) => Way::Newcomer,
        Some(VisitWay::WithInterpreter) => Way::WithInterpreter,
        Some(VisitWay::Online) => Way::Online,
    }
}

fn reach(wish: Option<&MemberWish>) -> Reach {
    let Some(wish) = wish.filter(|wish| !wish.near.is_empty() || !wish.far.is_empty()) else { return Reach::Unknown };
    let near = wish.near.iter().map(|id| (*id, Nearness::Near));
    let far = wish.far.iter().map(|id| (*id, Nearness::Far));
    Reach::Said(far.chain(near).collect())
}
