//! Why each visit stands where it stands: read off the plan by trying what would be nicer.

use std::collections::BTreeSet;

use super::{
    draft::{Call, Draft},
    field::{Field, Step},
    moves,
    plan::{Because, GivenUp, Plan, Planned, Traded},
    score::{Level, Score},
    wishes::Wishes,
};

/// The plan of a draft, explained.
pub(super) fn explain(wishes: &Wishes, draft: &mut Draft<'_>, proven: usize) -> Plan {
    let field = draft.field();
    let settled = field.settled.iter().map(|step| planned(field, *step, vec![Because::Settled], Vec::new()));
    let mut visits: Vec<Planned> = settled.collect();
    for number in 0..draft.calls.len() {
        let call = draft.calls[number];
        let traded = traded(draft, number);
        let mut because = because(draft, call);
        if let Some(newcomer) = call.newcomer {
            because.push(Because::Leads(field.member_ids[newcomer]));
            let step = Step { house: call.house, member: newcomer, day: call.day };
            let mut reasons = vec![Because::MemberNeeds, Because::LedBy(field.member_ids[call.leader])];
            reasons.extend(field.is_agreed(step).then_some(Because::Agreed));
            visits.push(planned(field, step, reasons, Vec::new()));
        }
        visits.push(planned(field, Step { house: call.house, member: call.leader, day: call.day }, because, traded));
    }
    visits.sort_by_key(|planned| planned.visit);
    let proven = Level::ALL[..proven].to_vec();
    Plan { visits, score: draft.score(), proven, given_up: given_up(draft), wishes: wishes.clone() }
}

fn planned(field: &Field, step: Step, because: Vec<Because>, traded: Vec<Traded>) -> Planned {
    Planned { visit: field.visit(step), on_site: !field.is_online(step.member), because, traded }
}

fn because(draft: &mut Draft<'_>, call: Call) -> Vec<Because> {
    let field = draft.field();
    let lacks = |draft: &Draft<'_>| (draft.tally.house_lack(call.house), draft.tally.member_lack(call.leader), draft.tally.share_lack());
    let with = lacks(draft);
    draft.discount(call);
    let without = lacks(draft);
    draft.count(call);
    let others = || field.leaders().filter(|leader| *leader != call.leader && !field.common(*leader, call.house).is_empty());
    let common = field.common(call.leader, call.house);
    let here = field.distance(call.leader, call.house);
    let visits = draft.tally.month(field.month[call.day]);
    let quiet = common.iter().all(|day| {
        let there = draft.tally.month(field.month[*day]) + u32::from(field.month[*day] != field.month[call.day]);
        there >= visits
    });
    let told = [
        (field.is_agreed(Step { house: call.house, member: call.leader, day: call.day }), Because::Agreed),
        (without.0 > with.0, Because::HouseNeeds),
        (without.1 > with.1, Because::MemberNeeds),
        (without.2 > with.2, Because::Share),
        (others().next().is_none(), Because::OnlyMember),
        (common.len() == 1, Because::OnlyDay),
        (field.prefers_meetings && field.meeting[call.day], Because::MeetingDay),
        (here > 0 && others().next().is_some() && others().all(|leader| field.distance(leader, call.house) >= here), Because::Nearest),
        (quiet && common.len() > 1, Because::QuietMonth { visits }),
        (knows_another(field, call), Because::NewToMember),
    ];
    told.into_iter().filter(|(holds, _)| *holds).map(|(_, because)| because).collect()
}

/// Whether the member saw other houses last year, and this one not.
fn knows_another(field: &Field, call: Call) -> bool {
    !field.again(call.leader, call.house) && (0..field.houses()).any(|house| field.again(call.leader, house))
}

/// What would have been nicer for a call, and which level it would have made worse.
fn traded(draft: &mut Draft<'_>, number: usize) -> Vec<Traded> {
    let field = draft.field();
    let call = draft.calls[number];
    let here = field.distance(call.leader, call.house);
    let others = || field.leaders().filter(|leader| *leader != call.leader && !field.common(*leader, call.house).is_empty());
    let nearer = others().filter(|leader| field.distance(*leader, call.house) < here);
    let nearest = nearer.min_by_key(|leader| field.distance(*leader, call.house));
    let fresh = || others().filter(|leader| !field.again(*leader, call.house)).min_by_key(|leader| field.distance(*leader, call.house));
    let fresh = if field.again(call.leader, call.house) { fresh() } else { None };
    let mut worse = |leader: usize| {
        let before = draft.score();
        draft.discount(call);
        let instead = moves::best_day(draft, leader, call.house, call.newcomer);
        let after = instead.map(|instead| draft.score_with(instead));
        draft.count(call);
        first_worse(before, after?)
    };
    let nearest = nearest.and_then(|leader| Some(Traded::Nearer { member: field.member_ids[leader], worse: worse(leader)? }));
    let fresh = fresh.and_then(|leader| Some(Traded::Fresh { member: field.member_ids[leader], worse: worse(leader)? }));
    nearest.into_iter().chain(fresh).collect()
}

fn first_worse(before: Score, after: Score) -> Option<Level> {
    let different = Level::ALL.into_iter().find(|level| before.of(*level) != after.of(*level))?;
    (before.of(different) < after.of(different)).then_some(different)
}

/// The agreed visits that are not there.
fn given_up(draft: &mut Draft<'_>) -> Vec<GivenUp> {
    let field = draft.field();
    let there: BTreeSet<Step> = draft.calls.iter().flat_map(|call| call.steps()).chain(field.settled.iter().copied()).collect();
    let gone: Vec<Step> = field.agreed().filter(|step| !there.contains(step)).collect();
    let told = gone.into_iter().map(|step| {
        let visit = field.visit(step);
        let call = Call::alone(step.house, step.member, step.day);
        if field.common(step.member, step.house).binary_search(&step.day).is_err() {
            return GivenUp::Impossible(visit);
        }
        // Where another visit stands in its way, it was that one that weighed more: there would be one visit more than needed.
        let (before, fits) = (draft.score(), draft.fits(call));
        let worse = if fits { first_worse(before, draft.score_with(call)) } else { None };
        GivenUp::For(visit, worse.unwrap_or(Level::Visits))
    });
    told.collect()
}
