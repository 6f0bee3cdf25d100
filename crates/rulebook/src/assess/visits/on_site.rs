//! Whether somebody really goes (C4).

use std::collections::BTreeSet;

use model::visits::VisitMode;

use crate::{
    assess::{
        situation::Situation,
        verdict::{Deadline, Verdict},
    },
    finding::Subject,
    kind::{VisitorsAtLeast, VisitsOnSite},
};

/// C4: so many of the visits of a 年度, or such a share of them, are made on site.
pub(in crate::assess) fn visits_on_site(situation: &Situation<'_>, parameters: &VisitsOnSite) -> Verdict {
    let modes: Vec<Option<VisitMode>> = situation.made_this_year().map(|visit| visit.mode).collect();
    let all = modes.len();
    let on_site = modes.iter().filter(|mode| **mode == Some(VisitMode::OnSite)).count();
    let unrecorded = modes.iter().filter(|mode| mode.is_none()).count();
    let over = situation.is_past();
    // Nobody is told twice that there was no visit; in a year that is over, nobody came.
    if all == 0 && (!over || parameters.at_least.is_none()) {
        return Verdict::not_applicable(Subject::Office, "訪問が記録されると確かめます。");
    }
    if enough(on_site, all, parameters) {
        return Verdict::met(Subject::Office, format!("訪問{all}回のうち{on_site}回が、現地への訪問でした。"));
    }
    let possibly = enough(on_site + unrecorded, all, parameters);
    if unrecorded > 0 && (possibly || !over) {
        let reason = format!("訪問{all}回のうち{unrecorded}回は、現地かオンラインかが記録されていません。");
        return Verdict::unknown(Subject::Office, reason);
    }
    let deadline = Deadline::stated(situation.facts.year.last_day());
    let reason = format!("訪問{all}回のうち、現地への訪問は{on_site}回です。");
    if over {
        return Verdict::broken(Subject::Office, reason).since(deadline.day.tomorrow().ok());
    }
    match on_site == all {
        true => Verdict::not_applicable(Subject::Office, format!("これまでの訪問{all}回は、どれも現地への訪問です。")),
        false => Verdict::pending(Subject::Office, situation.on, deadline, &format!("{reason}これからの訪問は、現地でお願いします。")),
    }
}

fn enough(on_site: usize, all: usize, parameters: &VisitsOnSite) -> bool {
    parameters.more_than_percent.is_none_or(|share| on_site * 100 > usize::from(share.get()) * all)
        && parameters.at_least_percent.is_none_or(|share| on_site * 100 >= usize::from(share.get()) * all)
        && parameters.at_least.is_none_or(|count| on_site >= count.get().into())
}

/// C4: at least so many different members visit on site in a 年度.
pub(in crate::assess) fn visitors_at_least(situation: &Situation<'_>, parameters: &VisitorsAtLeast) -> Verdict {
    let needed = usize::from(parameters.at_least.get());
    let on_site = || situation.made_this_year().filter(|visit| visit.mode == Some(VisitMode::OnSite));
    let came = on_site().filter_map(|visit| visit.seat).collect::<BTreeSet<_>>().len();
    if came >= needed {
        return Verdict::met(Subject::Office, format!("現地を訪問した構成員は{came}名です。"));
    }
    let deadline = Deadline::stated(situation.facts.year.last_day());
    let uncertain = situation.made_this_year().filter(|visit| visit.seat.is_none() || visit.mode.is_none()).count();
    if uncertain > 0 && (came + uncertain >= needed || !situation.is_past()) {
        let reason = "訪問した方か、現地かオンラインかが記録されていない訪問があるため、数えてよいか分かりません。";
        return Verdict::unknown(Subject::Office, reason).until(deadline);
    }
    let reason = format!("現地を訪問した構成員は{came}名です。{needed}名以上が必要です。");
    match situation.is_past() {
        true => Verdict::broken(Subject::Office, reason).since(deadline.day.tomorrow().ok()),
        false => Verdict::pending(Subject::Office, situation.on, deadline, &reason),
    }
}
