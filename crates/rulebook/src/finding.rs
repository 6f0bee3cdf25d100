//! 判定: one rule applied to one subject, with its reason and its citation.

use std::{borrow::Cow, cmp::Reverse, fmt, sync::Arc};

use jiff::civil::Date;
use model::{DwellingId, MeetingId, SeatId, Vocabulary, offices::ServiceKind, seats::SeatCategory, vocabulary};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::rule::{Citation, Level, Remedy, Requirement, Rule, RuleId};

vocabulary! {
    /// What a rule says about a subject. The order is that of urgency.
    Status {
        /// It was not done, and the time for it is over or the wrong thing was done.
        Broken = "broken", "不足";
        /// It was to be done by a day that has passed; it can still be done.
        Overdue = "overdue", "期限超過";
        /// It is to be done.
        Due = "due", "これから";
        /// A fact is missing; nobody can say.
        Unknown = "unknown", "未確認";
        /// Something else would be better.
        Advice = "advice", "助言";
        /// It is done.
        Met = "met", "済";
        /// The rule does not speak about this subject, or not now.
        NotApplicable = "not_applicable", "対象外";
    }
}

vocabulary! {
    /// Where the day of a deadline comes from. A target is never presented as an official deadline.
    DueBasis {
        /// The source names the day, or it follows from it.
        Stated = "stated", "定められた期限";
        /// Engawa's proposal, so that the year works out.
        Target = "target", "目安";
    }
}

/// Whom a finding is about. Never a resident: findings are shown to more people than residents' wishes are. What a finding of
/// [`Remedy::Wishes`] or of requirement A11 says about a *seat* still lets the reader guess an answer: it is for the office's staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The office and its meeting as a whole.
    Office,
    /// One category of members.
    Category(SeatCategory),
    /// One seat.
    Seat(SeatId),
    /// One meeting.
    Meeting(MeetingId),
    /// One dwelling.
    Dwelling(DwellingId),
}

/// `office`, `category:family`, `seat:<id>`, `meeting:<id>`, `dwelling:<id>`
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Office => f.write_str("office"),
            Self::Category(category) => write!(f, "category:{}", category.code()),
            Self::Seat(id) => write!(f, "seat:{id}"),
            Self::Meeting(id) => write!(f, "meeting:{id}"),
            Self::Dwelling(id) => write!(f, "dwelling:{id}"),
        }
    }
}

/// Somebody wrote a subject that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a subject of findings")]
pub struct UnknownSubject;

impl std::str::FromStr for Subject {
    type Err = UnknownSubject;

    fn from_str(text: &str) -> Result<Self, UnknownSubject> {
        fn id<T: std::str::FromStr>(text: &str) -> Result<T, UnknownSubject> {
            text.parse().map_err(|_| UnknownSubject)
        }
        match text.split_once(':') {
            None if text == "office" => Ok(Self::Office),
            Some(("category", code)) => id(code).map(Self::Category),
            Some(("seat", text)) => id(text).map(Self::Seat),
            Some(("meeting", text)) => id(text).map(Self::Meeting),
            Some(("dwelling", text)) => id(text).map(Self::Dwelling),
            _ => Err(UnknownSubject),
        }
    }
}

impl<'de> serde::Deserialize<'de> for Subject {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'_, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a rule says whatever the facts are: one for all findings of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// The rule.
    pub rule: RuleId,
    /// The rule in one sentence.
    pub sentence: Arc<str>,
    /// Where the rule is written.
    pub citation: Arc<Citation>,
    /// The provision of a ministerial ordinance behind it, where the office's service has one (D9).
    pub basis: Option<Arc<Citation>>,
    /// The requirement it serves.
    pub requirement: Requirement,
    /// The page on which a finding can be mended.
    pub remedy: Option<Remedy>,
    /// The line of the rulebook on which the version of the rule begins that was applied.
    pub(crate) line: usize,
}

impl Said {
    /// What a rule says to the offices of a service.
    pub(crate) fn by(rule: &Rule, service: ServiceKind) -> Self {
        Self {
            rule: rule.id.clone(),
            sentence: rule.sentence.clone(),
            citation: rule.citation.clone(),
            basis: rule.basis.as_ref().filter(|basis| basis.services.contains(&service)).map(|basis| basis.citation.clone()),
            requirement: rule.requirement.clone(),
            remedy: rule.remedy,
            line: rule.line,
        }
    }
}

/// One rule applied to one subject on one day. What the rule says of itself ([`Said`]) is read as if it were the finding's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whom it is about.
    pub subject: Subject,
    pub(crate) said: Arc<Said>,
    /// What it says.
    pub status: Status,
    /// How binding the rule is on that day; `None` when it is not in force.
    pub level: Option<Level>,
    /// Why, in polite Japanese; names nobody.
    pub reason: Cow<'static, str>,
    /// Until when something is to be done.
    pub due: Option<Date>,
    /// Where that day comes from; present whenever `due` is.
    pub due_basis: Option<DueBasis>,
    /// Since when the status holds, where that is known.
    pub since: Option<Date>,
}

impl std::ops::Deref for Finding {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.said
    }
}

impl Finding {
    /// Whether somebody should do or decide something.
    pub fn wants_attention(&self) -> bool {
        !matches!(self.status, Status::Met | Status::NotApplicable)
    }
}

/// Sorts by urgency: status, then day (none last), then how binding; what is equal keeps the order of the rulebook and then that
/// of the subjects, which does not depend on the order of the facts.
pub(crate) fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|f| (f.status, f.due.is_none(), f.due, Reverse(f.level)));
}

/// In the order of the contract of the command line.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Finding", 12)?;
        fields.serialize_field("subject", &self.subject)?;
        fields.serialize_field("rule", &self.rule)?;
        fields.serialize_field("status", &self.status)?;
        fields.serialize_field("level", &self.level)?;
        fields.serialize_field("reason", &self.reason)?;
        fields.serialize_field("due", &self.due)?;
        fields.serialize_field("due_basis", &self.due_basis)?;
        fields.serialize_field("since", &self.since)?;
        fields.serialize_field("citation", self.citation.as_ref())?;
        fields.serialize_field("basis", &self.basis.as_deref())?;
        fields.serialize_field("requirement", &self.requirement)?;
        fields.serialize_field("remedy", &self.remedy)?;
        fields.end()
    }
}
