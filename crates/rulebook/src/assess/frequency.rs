//! How often something is done in a period, for meetings and for visits alike (B1, C1).
//!
//! An office is judged for one 年度. What an earlier 年度 left undone is a matter of that one: a period that had run out before the
//! 年度 began is counted anew from its first day, and is due by its last.

use jiff::{ToSpan, civil::Date};
use model::calendar::{FiscalYear, wareki};

use super::verdict::{Deadline, Verdict};
use crate::{
    finding::Subject,
    kind::{FrequencyPeriod, Months, RoundAbout, stretch},
};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Meetings,
    Visits,
}

/// How often something was done for one subject.
pub(super) struct Tally {
    pub(super) subject: Subject,
    pub(super) counted: Counted,
    /// The days on which it was done, up to the day of the assessment.
    pub(super) done: Vec<Date>,
    /// It was done once more, but nobody recorded when, or for whom.
    pub(super) uncertain: bool,
    /// The next day on which it is planned.
    pub(super) planned: Option<Date>,
}

/// What a rule asks of each subject.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) times: usize,
    pub(super) per: FrequencyPeriod,
    pub(super) year: FiscalYear,
    pub(super) on: Date,
}

/// One verdict about the subject of a tally.
pub(super) fn judge(mut tally: Tally, asked: Asked) -> Verdict {
    tally.done.sort_unstable();
    let Asked { year, .. } = asked;
    match asked.per {
        FrequencyPeriod::FiscalYear => in_window(&tally, asked, [year.first_day(), year.last_day()], &year.to_string()),
        FrequencyPeriod::CalendarYear => {
            let number = year.start_year();
            let window = [year.first_day().first_of_year(), year.first_day().last_of_year()];
            in_window(&tally, asked, window, &format!("{number}年"))
        }
        FrequencyPeriod::Rolling(Months { months }) => since_the_last(&tally, asked, months.get(), 0),
        FrequencyPeriod::About(RoundAbout { months, tolerance_months }) => {
            since_the_last(&tally, asked, months.get(), tolerance_months.get())
        }
    }
}

/// So many times between two days, both included.
fn in_window(tally: &Tally, Asked { times, on, .. }: Asked, [first, last]: [Date; 2], period: &str) -> Verdict {
    let days: Vec<Date> = tally.done.iter().copied().filter(|day| (first..=last).contains(day)).collect();
    if let Some(day) = times.checked_sub(1).and_then(|nth| days.get(nth)) {
        let reason = format!("{period}の{}（{}）。", tally.counted.was_done(days.len()), wareki::format_date_short(*day));
        return Verdict::met(tally.subject, reason).since(Some(*day));
    }
    let deadline = Deadline::stated(last);
    if tally.uncertain {
        return Verdict::unknown(tally.subject, tally.counted.uncertain()).until(deadline);
    }
    let missing = times - days.len();
    if on > last {
        let reason = format!("{period}には、必要な{}。", tally.counted.was_not_done(missing));
        return Verdict::broken(tally.subject, reason).since(last.tomorrow().ok());
    }
    awaited(tally, on, deadline, &format!("{period}の{}。", tally.counted.is_to_be_done(missing)))
}

/// So many times within so many months, as they look back from the day; `tolerance` more months are still in time.
fn since_the_last(tally: &Tally, asked: Asked, months: u8, tolerance: u8) -> Verdict {
    let (stretch, tolerance, months) = (stretch(months), i64::from(tolerance), i64::from(months));
    let Asked { times, year, on, .. } = asked;
    let as_of = on.min(year.last_day());
    let over = on > year.last_day();
    let about = if tolerance == 0 { "" } else { "おおむね" };
    let done: Vec<Date> = tally.done.iter().copied().filter(|day| *day <= as_of).collect();
    // What must have been done again before the period is over.
    let oldest = done.len().checked_sub(times).and_then(|index| done.get(index)).copied();
    let target = oldest.map(|day| day.saturating_add(months.months()));
    let limit = oldest.map(|day| day.saturating_add((months + tolerance).months())).filter(|limit| *limit >= year.first_day());
    if let (Some(last), Some(target)) = (oldest, target)
        && as_of < target
    {
        let (last, next) = (wareki::format_date_short(last), wareki::format_date_short(target));
        let reason = format!(
            "{}（{last}）。次は、{next}{}までです。",
            tally.counted.was_done(times),
            if tolerance == 0 { "の前の日" } else { "ごろ" }
        );
        return Verdict::met(tally.subject, reason).since(oldest);
    }
    if tally.uncertain {
        return Verdict::unknown(tally.subject, tally.counted.uncertain());
    }
    if over {
        return match limit {
            Some(limit) if as_of < limit => {
                let reason = format!("{year}の末日には、前回から{about}{stretch}以内でした。");
                Verdict::met(tally.subject, reason).since(oldest)
            }
            _ => {
                let reason = format!("{about}{stretch}に{times}回必要な{}。", tally.counted.was_not_done(1));
                Verdict::broken(tally.subject, reason).since(year.last_day().tomorrow().ok())
            }
        };
    }
    let deadline = limit.map_or(year.last_day(), |limit| limit.yesterday().unwrap_or(limit));
    let reason = match oldest {
        Some(last) if limit.is_some() => {
            let last = wareki::format_date_short(last);
            format!("前回（{last}）から{stretch}になります。{}。", tally.counted.is_to_be_done(1))
        }
        _ => format!("{about}{stretch}に{times}回以上必要です。{}。", tally.counted.is_to_be_done(times)),
    };
    awaited(tally, on, Deadline::stated(deadline), &reason)
}

/// It is planned, or it is to be done by the end of the period.
fn awaited(tally: &Tally, on: Date, deadline: Deadline, reason: &str) -> Verdict {
    let shown = tally.planned.map(wareki::format_date_short).unwrap_or_default();
    match tally.planned {
        Some(day) if day < on => {
            Verdict::pending(tally.subject, on, Deadline::stated(day), &format!("{shown}に{}。", tally.counted.is_not_recorded()))
        }
        Some(day) if day <= deadline.day => {
            let reason = format!("{}の日は{shown}に決まっています。", tally.counted.noun());
            Verdict::due(tally.subject, reason).until(Deadline::stated(day))
        }
        _ => Verdict::pending(tally.subject, on, deadline, reason),
    }
}

impl Counted {
    fn noun(self) -> &'static str {
        match self {
            Self::Meetings => "会議",
            Self::Visits => "訪問",
        }
    }

    fn was_done(self, times: usize) -> String {
        match self {
            Self::Meetings => format!("会議を{times}回開きました"),
            Self::Visits => format!("訪問が{times}回ありました"),
        }
    }

    fn was_not_done(self, missing: usize) -> String {
        match self {
            Self::Meetings => format!("会議があと{missing}回開かれませんでした"),
            Self::Visits => format!("訪問があと{missing}回行われませんでした"),
        }
    }

    fn is_to_be_done(self, missing: usize) -> String {
        match self {
            Self::Meetings => format!("会議を、あと{missing}回開きます"),
            Self::Visits => format!("訪問を、あと{missing}回受け入れます"),
        }
    }

    fn is_not_recorded(self) -> &'static str {
        match self {
            Self::Meetings => "予定した会議が、開催済みとして記録されていません",
            Self::Visits => "予定した訪問が、訪問済みとして記録されていません",
        }
    }

    fn uncertain(self) -> &'static str {
        match self {
            Self::Meetings => "開いたとされる会議の開催日が記録されていないため、この年度の会議に数えてよいか分かりません。",
            Self::Visits => "行われたとされる訪問の日・住居・訪問した方のどれかが記録されていないため、数えてよいか分かりません。",
        }
    }
}
