//! Why there is no whole plan, as few reasons as will do, and what would help (C2).

use model::{DwellingId, SeatId};
use serde::Serialize;

use super::{
    draft::Draft,
    field::Field,
    moves,
    plan::Plan,
    reach::{self, Side},
    unclear::Unclear,
    wishes::{Care, Member, Visit, Way, Wishes},
};

/// There is no whole plan, or none was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("there is no plan that keeps every rule")]
pub struct Infeasible {
    /// Each is by itself enough to make a whole plan impossible.
    pub reasons: Vec<Reason>,
    /// What would help, the most useful first.
    pub helps: Vec<Help>,
    /// Whether it is certain.
    pub certainty: Certainty,
    /// What is really possible, with everything that is missing in it.
    pub partial: Box<Partial>,
}

/// How sure it is that there is no whole plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// There is none.
    Proven,
    /// The search ended without one.
    NotFound,
}

/// The most that is possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partial {
    /// A plan that breaks no rule but leaves something out.
    pub plan: Plan,
    /// Houses with fewer visits than they should have, each with its reason.
    pub unvisited: Vec<(DwellingId, Reason)>,
    /// Members who visit less than they should, each with the reason.
    pub unvisiting: Vec<(SeatId, Reason)>,
}

/// One reason why a whole plan is impossible.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The house has fewer open days than visits to have.
    HouseDays {
        /// Which.
        house: DwellingId,
        /// On how many days it is to be visited.
        needed: u32,
        /// On how many it is open.
        open: u32,
    },
    /// Members can come to the house on fewer of its open days than it should have visits; on none, nobody can.
    HouseVisitors {
        /// Which.
        house: DwellingId,
        /// On how many days it is to be visited.
        needed: u32,
        /// On how many somebody can.
        possible: u32,
    },
    /// The member can visit on fewer days than are needed, in all houses together.
    MemberDays {
        /// Who.
        member: SeatId,
        /// How often the member is to visit.
        needed: u32,
        /// How many days fit.
        possible: u32,
    },
    /// Somebody goes for the first time, and nobody who has visited before can go along to any house on any day.
    NobodyLeads {
        /// Who.
        member: SeatId,
    },
    /// These houses compete for the same days and members: all together can have fewer visits than they need.
    Houses {
        /// Which.
        houses: Vec<DwellingId>,
        /// How many visits they need.
        needed: u32,
        /// How many they can have.
        possible: u32,
    },
    /// These members compete for the same days of houses.
    Members {
        /// Who.
        members: Vec<SeatId>,
        /// How many visits they need.
        needed: u32,
        /// How many they can make.
        possible: u32,
    },
    /// Too many visit through a screen for the share on site.
    OnSiteShare {
        /// How many visits on site are missing.
        missing: u32,
    },
    /// These cannot all have what they need at once.
    Together {
        /// Houses.
        houses: Vec<DwellingId>,
        /// Members.
        members: Vec<SeatId>,
    },
}

/// Something that would help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Help {
    /// The house opens on one more day, on which this member is free: then this visit fits.
    HouseOpens(Visit),
    /// The member offers one more day, on which this house is open and free: then this visit fits.
    MemberOffers(Visit),
}

impl Help {
    /// The wishes as they would be with it.
    ///
    /// # Errors
    /// [`Unclear`] when the wishes do not know the house, the member or the day.
    pub fn given(self, wishes: &Wishes) -> Result<Wishes, Unclear> {
        wishes.with(|written| match self {
            Self::HouseOpens(visit) => {
                for house in written.houses.iter_mut().filter(|house| house.id == visit.house) {
                    house.offered.insert(visit.day);
                    if let Care::WhileOut(out) = &mut house.care {
                        out.insert(visit.day);
                    }
                }
            }
            Self::MemberOffers(visit) => {
                for member in written.members.iter_mut().filter(|member| member.id == visit.member) {
                    member.offered.insert(visit.day);
                }
            }
        })
    }
}

/// Everything about a plan that is not whole.
pub(super) fn infeasible(wishes: &Wishes, draft: &mut Draft<'_>, certainty: Certainty, plan: Plan) -> Infeasible {
    let field = draft.field();
    let lacking_houses: Vec<usize> = (0..field.houses()).filter(|house| draft.tally.house_lack(*house) > 0).collect();
    let lacking_members: Vec<usize> = (0..field.members()).filter(|member| draft.tally.member_lack(*member) > 0).collect();
    let helps = helps(wishes, draft, &lacking_houses, &lacking_members);
    let unvisited: Vec<_> = lacking_houses.iter().map(|house| (field.house_ids[*house], of_house(wishes, draft, *house))).collect();
    let unvisiting: Vec<_> = lacking_members.iter().map(|member| (field.member_ids[*member], of_member(draft, *member))).collect();
    let mut reasons: Vec<Reason> =
        unvisited.iter().map(|(_, reason)| reason).chain(unvisiting.iter().map(|(_, reason)| reason)).cloned().collect();
    if draft.tally.share_lack() > 0 {
        reasons.push(Reason::OnSiteShare { missing: draft.tally.share_lack() });
    }
    reasons.sort();
    reasons.dedup();
    let smallest = reasons.iter().map(weight).min();
    reasons.retain(|reason| Some(weight(reason)) == smallest);
    Infeasible { reasons, helps, certainty, partial: Box::new(Partial { plan, unvisited, unvisiting }) }
}

/// How many wishes a reason sets against each other: what concerns one house or member alone is the smallest.
fn weight(reason: &Reason) -> usize {
    match reason {
        Reason::HouseDays { .. } | Reason::HouseVisitors { .. } | Reason::MemberDays { .. } | Reason::NobodyLeads { .. } => 1,
        Reason::OnSiteShare { .. } => 2,
        Reason::Houses { houses, .. } => houses.len(),
        Reason::Members { members, .. } => members.len(),
        Reason::Together { houses, members } => houses.len() + members.len(),
    }
}

fn of_house(wishes: &Wishes, draft: &mut Draft<'_>, house: usize) -> Reason {
    let field = draft.field();
    let id = field.house_ids[house];
    let needed = field.house_needs[house];
    let settled = field.settled.iter().filter(|step| step.house == house).map(|step| step.day);
    let open = wishes.written().houses.iter().find(|house| house.id == id).map(|house| super::field::open_days(wishes, house).len());
    let open = open.unwrap_or(0) + settled.clone().count();
    if (open as u32) < needed {
        return Reason::HouseDays { house: id, needed, open: open as u32 };
    }
    let there = field.leaders().filter(|leader| !field.seen_on_site || !field.is_online(*leader));
    let days = there.flat_map(|leader| field.common(leader, house).iter().copied()).chain(settled);
    let possible = days.collect::<std::collections::BTreeSet<_>>().len() as u32;
    if possible < needed {
        return Reason::HouseVisitors { house: id, needed, possible };
    }
    compete(draft, Side::House, house)
}

fn of_member(draft: &mut Draft<'_>, member: usize) -> Reason {
    let field = draft.field();
    let id = field.member_ids[member];
    let needed = field.member_needs[member];
    let settled = field.settled.iter().filter(|step| step.member == member).map(|step| step.day);
    let days = (0..field.houses()).flat_map(|house| field.common(member, house).iter().copied()).chain(settled);
    let possible = days.collect::<std::collections::BTreeSet<_>>().len() as u32;
    if possible < needed {
        return Reason::MemberDays { member: id, needed, possible };
    }
    if field.is_newcomer(member) {
        let led = |house: usize, day: &usize| {
            field.leaders().any(|leader| field.can_accompany(leader) && field.common(leader, house).binary_search(day).is_ok())
        };
        if !(0..field.houses()).any(|house| field.common(member, house).iter().any(|day| led(house, day))) {
            return Reason::NobodyLeads { member: id };
        }
    }
    compete(draft, Side::Member, member)
}

/// Those who compete with one that goes without, reduced to those who cannot be spared for it to be impossible.
fn compete(draft: &mut Draft<'_>, side: Side, start: usize) -> Reason {
    let field = draft.field();
    let mut rivals = reach::rivals(draft, side, start);
    if !reach::is_proof(field) || rivals.is_empty() {
        let (houses, members) = match side {
            Side::House => (vec![field.house_ids[start]], Vec::new()),
            Side::Member => (Vec::new(), vec![field.member_ids[start]]),
        };
        return Reason::Together { houses, members };
    }
    let mut possible = met(field, side, &rivals);
    for rival in rivals.clone().into_iter().filter(|rival| *rival != start) {
        let without: Vec<usize> = rivals.iter().copied().filter(|other| *other != rival).collect();
        let less = met(field, side, &without);
        if less < needed(field, side, &without) {
            (rivals, possible) = (without, less);
        }
    }
    let needed = needed(field, side, &rivals);
    match side {
        Side::House => Reason::Houses { houses: rivals.iter().map(|house| field.house_ids[*house]).collect(), needed, possible },
        Side::Member => Reason::Members { members: rivals.iter().map(|member| field.member_ids[*member]).collect(), needed, possible },
    }
}

fn needed(field: &Field, side: Side, who: &[usize]) -> u32 {
    let needs = if side == Side::House { &field.house_needs } else { &field.member_needs };
    who.iter().map(|one| needs[*one]).sum()
}

/// How many needed visits a part of the houses or members can have when nobody else needs any.
fn met(field: &Field, side: Side, who: &[usize]) -> u32 {
    let only = |needs: &[u32], side_of: Side| {
        let keep = |at: usize| side_of == side && who.contains(&at);
        needs.iter().enumerate().map(|(at, needed)| if keep(at) { *needed } else { 0 }).collect::<Vec<u32>>()
    };
    let alone = field.needing(only(&field.house_needs, Side::House), only(&field.member_needs, Side::Member));
    let mut draft = Draft::new(&alone);
    moves::fill(&mut draft);
    reach::extend_all(&mut draft);
    let lacks: u32 = match side {
        Side::House => (0..alone.houses()).map(|house| draft.tally.house_lack(house)).sum(),
        Side::Member => (0..alone.members()).map(|member| draft.tally.member_lack(member)).sum(),
    };
    needed(field, side, who) - lacks
}

/// So many of each are proposed.
const HELPS: usize = 3;

/// Single days that would make one more visit possible: nothing else stands in the way of them in the partial plan.
fn helps(wishes: &Wishes, draft: &Draft<'_>, houses: &[usize], members: &[usize]) -> Vec<Help> {
    let written = wishes.written();
    let planned: std::collections::BTreeSet<Visit> = draft
        .calls
        .iter()
        .flat_map(|call| call.steps())
        .chain(draft.field().settled.iter().copied())
        .map(|step| draft.field().visit(step))
        .collect();
    let may = |member: &Member, house: DwellingId| {
        !matches!(member.way, Way::Excused | Way::Newcomer | Way::Online)
            && (written.rules.relatives_visit || !member.relatives.contains(&house))
    };
    let free =
        |visit: &Visit| !planned.iter().any(|other| other.day == visit.day && (other.member == visit.member || other.house == visit.house));
    let allowed = |day| written.rules.meeting_day != super::rules::MeetingDay::Avoid || !written.meetings.contains(&day);
    let mut helps = Vec::new();
    for house in houses.iter().take(HELPS).map(|house| &written.houses[*house]) {
        let open = super::field::open_days(wishes, house);
        // Members who lack a visit themselves first, then those with the fewest.
        let mut able: Vec<&Member> = written.members.iter().filter(|member| may(member, house.id)).collect();
        able.sort_by_key(|member| planned.iter().filter(|visit| visit.member == member.id).count());
        let opens = able.iter().filter_map(|member| {
            let days = member.offered.iter().filter(|day| !open.contains(*day) && !house.offered.contains(*day) && allowed(**day));
            days.map(|day| Visit { day: *day, house: house.id, member: member.id }).find(|visit| free(visit))
        });
        helps.extend(opens.take(HELPS).map(Help::HouseOpens));
        let offers = able.iter().filter_map(|member| {
            let days = open.iter().filter(|day| !member.offered.contains(*day));
            days.map(|day| Visit { day: *day, house: house.id, member: member.id }).find(|visit| free(visit))
        });
        helps.extend(offers.take(HELPS).map(Help::MemberOffers));
    }
    let useful = |member: &&Member| match member.way {
        Way::Newcomer => false,
        // One visit more through a screen may ask for more on site.
        Way::Online => !draft.tally.screen_costs(),
        _ => true,
    };
    for member in members.iter().map(|member| &written.members[*member]).filter(useful).take(HELPS) {
        let open = written.houses.iter().filter(|house| written.rules.relatives_visit || !member.relatives.contains(&house.id));
        let offers = open.filter_map(|house| {
            let days = super::field::open_days(wishes, house).into_iter().filter(|day| !member.offered.contains(day));
            days.map(|day| Visit { day, house: house.id, member: member.id }).find(|visit| free(visit))
        });
        helps.extend(offers.take(HELPS).map(Help::MemberOffers));
    }
    let mut seen = std::collections::BTreeSet::new();
    helps.retain(|help| seen.insert(*help));
    helps
}
