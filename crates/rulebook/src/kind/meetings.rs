//! Parameters about meetings (B1–B6, B17).

use std::cmp::Ordering;

use model::meetings::Purpose;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Asks, Clock, Count, Minutes, Percent,
    words::{both, inclusion, labels, stretch, words},
};

/// Parameters of `meeting_frequency`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingFrequency {
    /// At least so many times …
    pub times: Count,
    /// … in each of these …
    pub per: FrequencyPeriod,
    /// … for each of these.
    #[serde(default)]
    pub scope: MeetingScope,
    /// Whether dwellings of サテライト型 count as well where a meeting is held for each dwelling.
    #[serde(default)]
    pub satellites: bool,
    /// Whether one meeting may be held for several dwellings together.
    #[serde(default = "yes")]
    pub joint: bool,
}

fn yes() -> bool {
    true
}

impl Asks for MeetingFrequency {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("times", self.times.to_string()), ("per", self.per.told())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        (self.scope == other.scope).then(|| self.times.cmp(&other.times))
    }
}

/// For what a meeting must be held (B17).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeetingScope {
    /// The office as a whole.
    #[default]
    Office,
    /// Each dwelling.
    EachDwelling,
}

/// The period over which meetings or visits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FrequencyPeriod {
    /// 年度.
    FiscalYear,
    /// January to December; with a 年度 goes the calendar year that ends in it.
    CalendarYear,
    /// Any stretch of so many months, counted back from the day.
    Rolling(Months),
    /// About so many months after the last time (おおむね1年に1回).
    About(RoundAbout),
}

impl FrequencyPeriod {
    /// How a sentence says it.
    pub(super) fn told(self) -> String {
        match self {
            Self::FiscalYear => "年度".to_owned(),
            Self::CalendarYear => "年（1月から12月まで）".to_owned(),
            Self::Rolling(Months { months }) => stretch(months.get()),
            Self::About(RoundAbout { months, .. }) => format!("おおむね{}", stretch(months.get())),
        }
    }
}

/// A number of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Months {
    /// The months.
    pub months: Count,
}

/// A number of months, and how far *about* reaches beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundAbout {
    /// The months.
    pub months: Count,
    /// So many more are still *about*.
    pub tolerance_months: Count,
}

/// Parameters of `time_window`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeWindow {
    /// Only on days on which offices of authorities work.
    pub office_days: bool,
    /// Not before …
    pub from: Clock,
    /// … and not after.
    pub until: Clock,
}

impl Asks for TimeWindow {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("from", self.from.to_string()), ("until", self.until.to_string())]
    }

    fn problem(&self) -> Option<&'static str> {
        (self.from >= self.until).then_some("fromがuntilより前になるように書いてください。")
    }
}

/// Parameters of `meeting_mode`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingMode {
    /// At least so many members in person.
    pub at_least_in_person: Option<Count>,
    /// At most this share of the members present through a screen.
    pub online_at_most_percent: Option<Percent>,
}

impl Asks for MeetingMode {
    fn told(&self) -> Vec<(&'static str, String)> {
        let in_person = self.at_least_in_person.map(|count| ("at_least_in_person", count.to_string()));
        let online = self.online_at_most_percent.map(|share| ("online_at_most_percent", share.to_string()));
        in_person.into_iter().chain(online).collect()
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        // A share that is not limited is one of 100 percent.
        let share = |mode: &Self| mode.online_at_most_percent.map_or(100, Percent::get);
        both(Some(self.at_least_in_person.cmp(&other.at_least_in_person)), Some(share(other).cmp(&share(self))))
    }

    fn problem(&self) -> Option<&'static str> {
        let nothing = self.at_least_in_person.is_none() && self.online_at_most_percent.is_none();
        nothing.then_some("at_least_in_personかonline_at_most_percentのどちらかを書いてください。")
    }
}

/// Parameters of `meeting_duration`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingDuration {
    /// About so long.
    pub about_minutes: Option<Minutes>,
    /// How much shorter is still *about*; half an hour when absent.
    pub tolerance_minutes: Option<Minutes>,
    /// No longer than this.
    pub at_most_minutes: Option<Minutes>,
}

impl Asks for MeetingDuration {
    fn told(&self) -> Vec<(&'static str, String)> {
        let about = self.about_minutes.map(|minutes| ("about_minutes", minutes.to_string()));
        let at_most = self.at_most_minutes.map(|minutes| ("at_most_minutes", minutes.to_string()));
        about.into_iter().chain(at_most).collect()
    }

    fn problem(&self) -> Option<&'static str> {
        match (self.about_minutes, self.at_most_minutes) {
            (None, None) => Some("about_minutesかat_most_minutesのどちらかを書いてください。"),
            (Some(about), Some(most)) if about > most => Some("about_minutesがat_most_minutesを超えないように書いてください。"),
            _ => None,
        }
    }
}

/// Parameters of `agenda_purposes`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaPurposes {
    /// The purposes.
    #[schemars(schema_with = "words::<Purpose>")]
    pub all_of: Vec<Purpose>,
}

impl Asks for AgendaPurposes {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("all_of", labels(&self.all_of))]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        inclusion(&self.all_of, &other.all_of)
    }

    fn problem(&self) -> Option<&'static str> {
        self.all_of.is_empty().then_some("all_ofに、目的を1つ以上書いてください。")
    }
}
