//! The shapes of the answers.

use std::collections::BTreeMap;

use model::{Vocabulary, calendar::FiscalYear};
use rulebook::Finding;
use serde::Serialize;
use service::authorities::{Count, Line, Office as OfficeRow, Supervised};
use utoipa::ToSchema;

/// 管内の事業所
#[derive(Serialize, ToSchema)]
pub(super) struct Offices {
    /// 自治体のコード
    area: String,
    /// 年度の始まる年
    year: i16,
    /// この条件の事業所の数
    total: i64,
    /// このページ
    page: usize,
    offices: Vec<OfficeAnswer>,
}

/// 事業所
#[derive(Serialize, ToSchema)]
#[schema(as = Office)]
struct OfficeAnswer {
    id: String,
    /// 事業所番号
    number: String,
    name: String,
    /// サービス
    service: &'static str,
    /// 所在地の自治体のコード
    location: Option<String>,
    /// 指定権者のコード
    designator: String,
    /// 判定した日。まだ判定していなければ null
    assessed_on: Option<String>,
    /// 規則ごとの、いちばん急ぐ状態
    statuses: BTreeMap<String, &'static str>,
    /// いちばん急ぐ規則
    urgent: Option<String>,
    course: Option<Course>,
}

/// この年度の経過
#[derive(Serialize, ToSchema)]
struct Course {
    held_on: Option<String>,
    fixed_for: Option<String>,
    published_on: Option<String>,
    visits_made: u16,
    reported_on: Option<String>,
}

impl Offices {
    pub(super) fn of(seen: Supervised, page: usize) -> Self {
        Self {
            area: seen.area.code.to_string(),
            year: seen.year.start_year(),
            total: seen.total,
            page,
            offices: seen.lines.into_iter().map(OfficeAnswer::of).collect(),
        }
    }
}

impl OfficeAnswer {
    fn of(line: Line) -> Self {
        let standing = line.standing;
        let statuses = standing.iter().flat_map(|standing| &standing.statuses.0);
        Self {
            id: line.id.to_string(),
            number: line.number.to_string(),
            name: line.name,
            service: line.service.code(),
            location: line.location.map(|code| code.to_string()),
            designator: line.designator.to_string(),
            statuses: statuses.map(|(rule, status)| (rule.clone(), status.code())).collect(),
            assessed_on: standing.as_ref().map(|standing| standing.assessed_on.to_string()),
            urgent: standing.as_ref().and_then(|standing| standing.urgent.clone()),
            course: standing.map(|standing| {
                let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
                Course {
                    held_on: day(standing.course.held_on),
                    fixed_for: day(standing.course.fixed_for),
                    published_on: day(standing.course.published_on),
                    visits_made: standing.course.visits_made,
                    reported_on: day(standing.course.reported_on),
                }
            }),
        }
    }
}

/// 1つの事業所の判定
#[derive(Serialize, ToSchema)]
pub(super) struct Findings {
    /// 事業所番号
    number: String,
    name: String,
    /// 年度の始まる年
    year: i16,
    /// 急ぐ順
    findings: Vec<FindingAnswer>,
}

/// 判定
#[derive(Serialize, ToSchema)]
#[schema(as = Finding)]
struct FindingAnswer {
    /// 規則の名前
    rule: String,
    /// 規則の文
    sentence: String,
    /// 誰・何についてか
    subject: String,
    status: &'static str,
    /// duty・effort・advice。当てはまらないときは null
    level: Option<&'static str>,
    /// 理由。構成員ごとの内容は空
    reason: String,
    due: Option<String>,
    /// stated（定められた期限）・target（目安）
    due_basis: Option<&'static str>,
    /// 根拠
    source: String,
    /// 根拠の中の場所
    at: String,
}

impl Findings {
    pub(super) fn of(office: &OfficeRow, year: FiscalYear, findings: &[Finding]) -> Self {
        let answer = |finding: &Finding| FindingAnswer {
            rule: finding.rule.to_string(),
            sentence: finding.sentence.to_string(),
            // Which seat is the office's own matter.
            subject: finding.subject.to_string().split(':').next().unwrap_or_default().to_owned(),
            status: finding.status.code(),
            level: finding.level.map(Vocabulary::code),
            reason: finding.reason.to_string(),
            due: finding.due.map(|day| day.to_string()),
            due_basis: finding.due_basis.map(Vocabulary::code),
            source: finding.citation.source.clone(),
            at: finding.citation.at.clone(),
        };
        Self {
            number: office.number.to_string(),
            name: office.name.clone(),
            year: year.start_year(),
            findings: findings.iter().map(answer).collect(),
        }
    }
}

/// 数
#[derive(Serialize, ToSchema)]
pub(super) struct Counted {
    /// 自治体のコード
    area: String,
    /// 年度の始まる年
    year: i16,
    counts: Vec<CountAnswer>,
    /// 1つ前の年度
    counts_before: Vec<CountAnswer>,
}

/// 規則と状態ごとの事業所の数
#[derive(Serialize, ToSchema)]
#[schema(as = Count)]
struct CountAnswer {
    /// 規則の名前。null はどれかの規則
    rule: Option<String>,
    status: &'static str,
    offices: i64,
}

impl Counted {
    pub(super) fn of(seen: &Supervised) -> Self {
        let answer = |count: &Count| CountAnswer { rule: count.rule.clone(), status: count.status.code(), offices: count.offices };
        Self {
            area: seen.area.code.to_string(),
            year: seen.year.start_year(),
            counts: seen.counts.iter().map(answer).collect(),
            counts_before: seen.counts_before.iter().map(answer).collect(),
        }
    }
}

/// 読み出せなかった理由
#[derive(Serialize, ToSchema)]
pub(super) struct Problem {
    /// 何が起きたか、どうすればよいか
    pub(super) error: String,
}
