//! A rule as it stands in a rulebook.

use std::{fmt, sync::Arc};

use jiff::civil::Date;
use model::{
    offices::{GroupHomeType, ServiceKind},
    vocabulary,
};
use serde::{Deserialize, Serialize, Serializer};

use crate::kind::{Count, Kind};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            pub(crate) fn new(text: &str) -> Self {
                Self(text.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )+};
}

words! {
    /// The stable name of a rule: lower-case words joined by `.` and `-`, such as `members.required`.
    RuleId,
    /// The stable name of a source within its rulebook.
    SourceId,
    /// The id of a requirement, such as `A3`.
    Requirement,
}

vocabulary! {
    /// How binding a rule is (D9). The order is that of strength.
    Level {
        /// 望ましい.
        Advice = "advice", "望ましい";
        /// 努力義務.
        Effort = "effort", "努力義務";
        /// 義務.
        Duty = "duty", "義務";
    }
}

vocabulary! {
    /// What the authority says about a point in a period (D9). Silence is written down, because it is not the same as *no*.
    Regulation {
        /// 望ましい.
        Advice = "advice", "望ましい";
        /// 努力義務.
        Effort = "effort", "努力義務";
        /// 義務.
        Duty = "duty", "義務";
        /// The authority says that it is still considering.
        Undecided = "undecided", "検討中";
        /// The authority does not say anything.
        NotRegulated = "not_regulated", "定めなし";
    }
}

impl Regulation {
    /// The level, if the point is regulated.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Advice => Some(Level::Advice),
            Self::Effort => Some(Level::Effort),
            Self::Duty => Some(Level::Duty),
            Self::Undecided | Self::NotRegulated => None,
        }
    }
}

vocabulary! {
    /// The layers of authority (D9), from the highest down.
    Layer {
        /// 省令.
        Ordinance = "ordinance", "省令";
        /// 条例 of the designating authority.
        LocalOrdinance = "local_ordinance", "条例";
        /// The ministry's guide or notice.
        Guide = "guide", "国の手引き・通知";
        /// The city's or ward's notice.
        Notice = "notice", "市区町村の通知";
        /// The operator's own rules.
        Operator = "operator", "事業者の決まり";
    }
}

vocabulary! {
    /// The page on which a finding can be mended.
    Remedy {
        /// Choosing members, letters, pledges, terms.
        Seats = "seats", "構成員";
        /// The residents' wishes.
        Wishes = "wishes", "意向確認";
        /// The date of a meeting.
        Meetings = "meetings", "日程・会議";
        /// The agenda and the materials.
        Agenda = "agenda", "議題・資料";
        /// Who attended.
        Attendance = "attendance", "出欠";
        /// The minutes.
        Minutes = "minutes", "議事録";
        /// What was published.
        Publications = "publications", "公表";
        /// The visits, their dates and records.
        Visits = "visits", "訪問";
        /// What is to be settled with an authority.
        Authority = "authority", "行政との連絡";
    }
}

/// A document on which rules rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name within the rulebook.
    pub id: SourceId,
    /// Its full title.
    pub title: String,
    /// The title by which it is cited.
    pub short: String,
    /// Who issued it.
    pub issuer: String,
    /// When it was issued, if it says so.
    pub date: Option<Date>,
    /// Where it can be found.
    pub place: String,
    /// The layer of authority.
    pub layer: Layer,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Citation {
    /// The short title of the source.
    pub source: String,
    /// The place in it, such as `3(2)`.
    pub at: String,
    /// The source.
    #[serde(skip)]
    pub source_id: SourceId,
}

/// `手引き 3(2)`
impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.source, self.at)
    }
}

/// The ministerial ordinance behind a rule, for the services that it governs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The provision.
    pub citation: Arc<Citation>,
    /// The services for which it is the legal base.
    pub services: Vec<ServiceKind>,
}

/// A stretch of days in which the authority says one thing. Both ends belong to it; no end means *until further notice*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// What it says.
    pub is: Regulation,
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Option<Date>,
}

impl Period {
    /// Whether the day lies in it.
    pub fn contains(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }

    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let ends_before = |a: &Self, b: &Self| a.until.is_some_and(|until| until < b.since);
        !ends_before(self, other) && !ends_before(other, self)
    }
}

vocabulary! {
    /// What a rulebook does to a rule of the one above it.
    Change {
        /// Something else takes its place.
        Replace = "replace", "置き換え";
        /// It asks for more.
        Tighten = "tighten", "厳しく";
        /// It asks for less.
        Loosen = "loosen", "緩める";
        /// It does not hold here.
        Off = "off", "適用しない";
    }
}

/// To which offices a rule applies, beyond their service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppliesTo {
    /// 共同生活援助 of these types; empty for all.
    pub types: Vec<GroupHomeType>,
    /// Offices with so many dwellings or more, without サテライト型.
    pub min_dwellings: Option<u16>,
    /// Offices with so many dwellings or fewer, without サテライト型.
    pub max_dwellings: Option<u16>,
}

impl AppliesTo {
    /// Whether no office can fulfil both.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        let types = !self.types.is_empty() && !other.types.is_empty() && !self.types.iter().any(|known| other.types.contains(known));
        let above = |one: &Self, other: &Self| one.min_dwellings.zip(other.max_dwellings).is_some_and(|(min, max)| min > max);
        types || above(self, other) || above(other, self)
    }
}

/// What makes a rule not apply for a 年度.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case", deny_unknown_fields)]
pub enum Exemption {
    /// 第三者評価 was taken (B16). While a condition that is asked for is not recorded, nobody can say whether the rule holds.
    Evaluated {
        /// Whether its result must have been published as well.
        #[serde(default)]
        published: bool,
        /// Whether the evaluator must be certified.
        #[serde(default)]
        certified: bool,
        /// For how many 年度 it stands, counted from the one in which it was taken; for that one only when absent.
        within_years: Option<Count>,
    },
}

/// A rule. Two rules may share an id when their periods or their services do not meet: then they are versions of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name.
    pub id: RuleId,
    /// What it asks for.
    pub kind: Kind,
    /// The services to which it applies.
    pub services: Vec<ServiceKind>,
    /// Which of their offices.
    pub applies_to: AppliesTo,
    /// What makes it not apply.
    pub unless: Vec<Exemption>,
    /// What it does to the rule of the same name in the rulebook above.
    pub change: Option<Change>,
    /// The rulebook in which it is written.
    pub book: Arc<str>,
    /// What the authority says, and when; in order, without gap or overlap.
    pub periods: Vec<Period>,
    /// Where it is written.
    pub citation: Arc<Citation>,
    /// The ministerial ordinance behind it.
    pub basis: Option<Basis>,
    /// The requirement it serves.
    pub requirement: Requirement,
    /// The rule in one sentence for people, parameters filled in.
    pub sentence: Arc<str>,
    /// Where it can be mended.
    pub remedy: Option<Remedy>,
    /// Line of the file on which it begins, counted from 1.
    pub line: usize,
}

impl Rule {
    /// What the authority says on a day; `None` when the rule does not cover it.
    pub fn regulation_on(&self, day: Date) -> Option<Regulation> {
        self.periods.iter().find(|p| p.contains(day)).map(|p| p.is)
    }

    /// Whether it asks for something on a day: it covers the day, and the authority has a say in it.
    pub fn asks_on(&self, day: Date) -> bool {
        self.regulation_on(day).is_some_and(|regulation| regulation.level().is_some())
    }

    pub(crate) fn first_day(&self) -> Option<Date> {
        self.periods.first().map(|p| p.since)
    }
}
