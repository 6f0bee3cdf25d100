//! How often a meeting is held (B1, B16).

use model::{DwellingId, calendar::wareki, meetings::MeetingState};

use crate::{
    assess::{
        situation::{Anchor, Situation},
        verdict::{Deadline, Verdict},
    },
    finding::Subject,
    kind::{FrequencyPeriod, MeetingFrequency, MeetingScope},
};

/// B1, B17: at least so many meetings in a period, for the office or for each dwelling.
pub(in crate::assess) fn meeting_frequency(situation: &Situation<'_>, parameters: &MeetingFrequency) -> Vec<Verdict> {
    let FrequencyPeriod::FiscalYear = parameters.per;
    let times = usize::from(parameters.times.get());
    let whole = || vec![in_fiscal_year(situation, times)];
    match parameters.scope {
        MeetingScope::Office => whole(),
        MeetingScope::EachDwelling => {
            let dwellings: Vec<_> = situation.facts.office.dwellings.iter().filter(|dwelling| !dwelling.satellite).collect();
            match dwellings.as_slice() {
                // One dwelling is the office; of none nothing can be said but what holds for the office.
                [] | [_] => whole(),
                _ => dwellings.into_iter().map(|dwelling| for_dwelling(situation, dwelling.id, times)).collect(),
            }
        }
    }
}

/// A meeting for the office as a whole is one for each of its dwellings.
fn for_dwelling(situation: &Situation<'_>, dwelling: DwellingId, times: usize) -> Verdict {
    let mut facts = situation.facts.clone();
    facts.meetings.retain(|meeting| meeting.dwellings.is_empty() || meeting.dwellings.contains(&dwelling));
    let of_dwelling = Situation::new(&facts, situation.plan, situation.on);
    Verdict { subject: Subject::Dwelling(dwelling), ..in_fiscal_year(&of_dwelling, times) }
}

fn in_fiscal_year(situation: &Situation<'_>, times: usize) -> Verdict {
    let year = situation.facts.year;
    let mut days: Vec<_> =
        situation.live_meetings().filter(|m| situation.is_held(m)).filter_map(|m| m.day).filter(|day| year.contains(*day)).collect();
    days.sort_unstable();
    if let Some(day) = times.checked_sub(1).and_then(|nth| days.get(nth)) {
        let reason = format!("{year}の会議を{}回開きました（{}）。", days.len(), wareki::format_date_short(*day));
        return Verdict::met(Subject::Office, reason).since(Some(*day));
    }
    let deadline = Deadline::stated(year.last_day());
    let undated = situation.live_meetings().any(|m| m.state == MeetingState::Held && m.day.is_none());
    if undated {
        let reason = "開いたとされる会議の開催日が記録されていないため、この年度の会議に数えてよいか分かりません。";
        return Verdict::unknown(Subject::Office, reason).until(deadline);
    }
    let verdict = missing(situation, times - days.len(), deadline);
    Verdict { reason: verdict.reason + evaluation_note(situation), ..verdict }
}

fn missing(situation: &Situation<'_>, missing: usize, deadline: Deadline) -> Verdict {
    let year = situation.facts.year;
    if situation.on > deadline.day {
        let reason = format!("{year}には、必要な会議があと{missing}回開かれませんでした。");
        return Verdict::broken(Subject::Office, reason).since(deadline.day.tomorrow().ok());
    }
    match situation.anchor {
        Anchor::Fixed(day) if day < situation.on => {
            let reason = format!("{}に予定した会議が、開催済みとして記録されていません。", wareki::format_date_short(day));
            Verdict::pending(Subject::Office, situation.on, Deadline::stated(day), &reason)
        }
        Anchor::Fixed(day) if year.contains(day) => {
            let reason = format!("会議の日は{}に決まっています。", wareki::format_date_short(day));
            Verdict::due(Subject::Office, reason).until(Deadline::stated(day))
        }
        _ => Verdict::pending(Subject::Office, situation.on, deadline, &format!("{year}の会議を、あと{missing}回開きます。")),
    }
}

/// B16: some authorities accept 第三者評価 in place of the meeting. The rules here do not say so, and do not say the contrary.
fn evaluation_note(situation: &Situation<'_>) -> &'static str {
    let taken = situation.facts.evaluation.as_ref().and_then(|e| situation.happened(Some(e.taken_on)));
    match taken {
        Some(_) => "第三者評価の受審が記録されています。会議に代えられるかどうかは、市町村や指定権者にご確認ください。",
        None => "",
    }
}
