//! 公表 (B14).

use jiff::civil::Date;
use model::{Vocabulary, calendar::wareki};

use crate::{
    assess::{
        minutes::{after_each_meeting_by, confirmed},
        situation::{Situation, subject},
        verdict::{Deadline, Verdict},
    },
    facts::MeetingFact,
    finding::{DueBasis, Subject},
    kind::{Days, PublicationChannels, PublicationDuration},
};

/// B14: the minutes are published, and stay so. The days are a target, or what the authority states.
pub(super) fn minutes_published(situation: &Situation<'_>, days_after: Days, basis: DueBasis) -> Vec<Verdict> {
    let deadline = |day: Date| Deadline { day: day.saturating_add(days_after.span()), basis };
    after_each_meeting_by(situation, deadline, "議事録の確認が済んだら、公表します。", |meeting, deadline| {
        let subject = subject(meeting);
        match publication(situation, meeting) {
            Publication::Shown(day) => {
                Verdict::met(subject, format!("{}に議事録を公表しました。", wareki::format_date_short(day))).since(Some(day))
            }
            Publication::Withdrawn(day) => {
                let reason =
                    format!("議事録の公表を{}に取り下げたままです。直した議事録を公表してください。", wareki::format_date_short(day));
                Verdict::pending(subject, situation.on, deadline, &reason)
            }
            Publication::Never => {
                let reason = match confirmed(situation, meeting) {
                    Some(_) => "確認の済んだ議事録が、まだ公表されていません。",
                    None => "議事録がまだ公表されていません。参加した構成員の確認が済んだら公表します。",
                };
                Verdict::pending(subject, situation.on, deadline, reason)
            }
        }
    })
}

/// B14: one of the channels is among those through which the minutes were published. One verdict per meeting that is published.
pub(super) fn publication_channels(situation: &Situation<'_>, parameters: &PublicationChannels) -> Vec<Verdict> {
    of_each_published(situation, |meeting, _| {
        let subject = subject(meeting);
        let wanted = parameters.any_of.iter().map(|channel| channel.label()).collect::<Vec<_>>().join("・");
        match &meeting.channels {
            None => Verdict::unknown(subject, "どのような方法で公表したかが、記録されていません。"),
            Some(used) if used.iter().any(|channel| parameters.any_of.contains(channel)) => {
                Verdict::met(subject, "求められている方法で公表しています。")
            }
            Some(_) => Verdict::broken(subject, format!("議事録を、{wanted}のどれかでも公表してください。")),
        }
    })
}

/// B14: the minutes stay published for so many months. One verdict per meeting that is published.
pub(super) fn publication_duration(situation: &Situation<'_>, parameters: &PublicationDuration) -> Vec<Verdict> {
    of_each_published(situation, |meeting, published| {
        let subject = subject(meeting);
        let wanted = published.saturating_add(parameters.months.months());
        let shown = wareki::format_date_short(wanted);
        match meeting.published_until {
            None => Verdict::met(subject, format!("公表を終える日は決まっていません。{shown}までは公表を続けます。")),
            Some(until) if until >= wanted => Verdict::met(subject, format!("{}まで公表します。", wareki::format_date_short(until))),
            Some(until) if until >= situation.on => {
                let reason = format!("公表を{shown}まで続けてください。");
                Verdict::pending(subject, situation.on, Deadline::stated(until), &reason)
            }
            Some(until) => {
                let reason = format!("公表は{}に終わりました。{shown}まで続けることになっています。", wareki::format_date_short(until));
                Verdict::broken(subject, reason).since(until.tomorrow().ok())
            }
        }
    })
}

/// H1: a second person agreed to the text before it became public. One verdict per meeting that is published.
pub(super) fn second_reader(situation: &Situation<'_>) -> Vec<Verdict> {
    of_each_published(situation, |meeting, _| {
        let subject = subject(meeting);
        match meeting.read_by_second {
            None => Verdict::unknown(subject, "もう一人が読んだかどうかが、記録されていません。"),
            Some(true) => Verdict::met(subject, "もう一人が読んで同意した文章を、公表しています。"),
            Some(false) => {
                Verdict::broken(subject, "もう一人が読まないまま公表しています。もう一人が読んでから、あらためて公表してください。")
            }
        }
    })
}

fn of_each_published(situation: &Situation<'_>, judge: impl Fn(&MeetingFact, Date) -> Verdict) -> Vec<Verdict> {
    let shown = situation.live_meetings().filter(|meeting| situation.is_held(meeting));
    let verdicts: Vec<_> = shown
        .filter_map(|meeting| match publication(situation, meeting) {
            Publication::Shown(day) => Some(judge(meeting, day)),
            Publication::Withdrawn(_) | Publication::Never => None,
        })
        .collect();
    match verdicts.is_empty() {
        true => vec![Verdict::not_applicable(Subject::Office, "議事録を公表すると確かめます。")],
        false => verdicts,
    }
}

enum Publication {
    Shown(Date),
    Withdrawn(Date),
    Never,
}

fn publication(situation: &Situation<'_>, meeting: &MeetingFact) -> Publication {
    match (situation.happened(meeting.published_on), situation.happened(meeting.withdrawn_on)) {
        (Some(published), Some(withdrawn)) if withdrawn >= published => Publication::Withdrawn(withdrawn),
        (Some(published), _) => Publication::Shown(published),
        (None, _) => Publication::Never,
    }
}
