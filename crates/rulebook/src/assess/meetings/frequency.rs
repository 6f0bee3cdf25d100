//! How often a meeting is held (B1, B16, B17).

use jiff::civil::Date;
use model::{DwellingId, meetings::MeetingState};

use crate::{
    assess::{
        frequency::{Asked, Counted, Tally, judge},
        situation::{Situation, next_fixed},
        verdict::Verdict,
    },
    facts::MeetingFact,
    finding::{Status, Subject},
    kind::{MeetingFrequency, MeetingScope},
};

/// B1, B17: at least so many meetings in a period, for the office or for each dwelling.
pub(in crate::assess) fn meeting_frequency(situation: &Situation<'_>, parameters: &MeetingFrequency) -> Vec<Verdict> {
    let whole = || vec![count(situation, parameters, Subject::Office, |_| true)];
    match parameters.scope {
        MeetingScope::Office => whole(),
        MeetingScope::EachDwelling => {
            let dwellings: Vec<_> = situation.dwellings(parameters.satellites).collect();
            match dwellings.as_slice() {
                // One dwelling is the office; of none nothing can be said but what holds for the office.
                [] | [_] => whole(),
                _ => dwellings.into_iter().map(|dwelling| for_dwelling(situation, parameters, dwelling)).collect(),
            }
        }
    }
}

/// Where joint meetings are allowed, a meeting for the office as a whole is one for each of its dwellings.
fn for_dwelling(situation: &Situation<'_>, parameters: &MeetingFrequency, dwelling: DwellingId) -> Verdict {
    count(situation, parameters, Subject::Dwelling(dwelling), |meeting| match parameters.joint {
        true => meeting.dwellings.is_empty() || meeting.dwellings.contains(&dwelling),
        false => meeting.dwellings == [dwelling],
    })
}

fn count(situation: &Situation<'_>, parameters: &MeetingFrequency, subject: Subject, counts: impl Fn(&MeetingFact) -> bool) -> Verdict {
    let live = || situation.live_meetings().filter(|meeting| counts(meeting));
    let held = live().filter(|m| situation.is_held(m)).filter_map(|m| m.day);
    // Nobody recorded for which dwellings the meetings of earlier years were.
    let done: Vec<Date> = held.chain(situation.facts.held_before.iter().copied()).collect();
    let tally = Tally {
        subject,
        counted: Counted::Meetings,
        done,
        uncertain: live().any(|m| m.state == MeetingState::Held && m.day.is_none()),
        planned: next_fixed(live(), situation.on),
    };
    let asked = Asked { times: parameters.times.get().into(), per: parameters.per, year: situation.facts.year, on: situation.on };
    let verdict = judge(tally, asked);
    match verdict.status {
        Status::Met | Status::Unknown => verdict,
        _ => Verdict { reason: verdict.reason + evaluation_note(situation), ..verdict },
    }
}

/// B16: some authorities accept 第三者評価 in place of the meeting. The rules here do not say so, and do not say the contrary.
fn evaluation_note(situation: &Situation<'_>) -> &'static str {
    let taken = situation.facts.evaluation.as_ref().and_then(|e| situation.happened(Some(e.taken_on)));
    match taken {
        Some(day) if situation.facts.year.contains(day) => {
            "第三者評価の受審が記録されています。会議に代えられるかどうかは、市町村や指定権者にご確認ください。"
        }
        _ => "",
    }
}
