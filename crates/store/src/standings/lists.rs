//! The offices of an area with their standings, a page at a time.

use jiff::civil::Date;
use model::{
    OfficeId, Vocabulary,
    calendar::FiscalYear,
    identifiers::{JurisdictionCode, OfficeNumber},
    offices::ServiceKind,
};
use rulebook::Status;

use super::{Course, Statuses, place_of};
use crate::{
    Across, ReadTx, Row, Sealed, StoreError,
    column::Column,
    offices::like_pattern,
    sql::{Statement, composed},
};

/// Which offices an authority looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Area {
    /// Those that lie in one of these municipalities or wards.
    Lying(Vec<JurisdictionCode>),
    /// Those that lie in a prefecture.
    Prefecture(JurisdictionCode),
    /// Those that an authority designated.
    Designated(JurisdictionCode),
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What is broken or overdue first.
    #[default]
    Urgency,
    /// By 事業所番号.
    Number,
    /// By reading.
    Name,
    /// By place, then number.
    Place,
}

/// What a list shows.
#[derive(Debug, Clone)]
pub struct Search {
    /// Which offices.
    pub area: Area,
    /// How they stand in this year.
    pub year: FiscalYear,
    /// Part of a name, reading, number or address.
    pub text: String,
    /// Only where this rule …
    pub rule: Option<String>,
    /// … or, without a rule, any rule has this status.
    pub status: Option<Status>,
    /// The order.
    pub order: Order,
    /// Backwards.
    pub descending: bool,
    /// Which page, from 0.
    pub page: u32,
}

/// Rows on a page.
pub const PAGE: u32 = 50;

/// An office and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The office.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// The service.
    pub service: ServiceKind,
    /// 名称.
    pub name: String,
    /// Where it lies.
    pub location: Option<JurisdictionCode>,
    /// Who designated it.
    pub designator: JurisdictionCode,
    /// How it stands; `None` when that was not computed yet.
    pub standing: Option<Summary>,
}

/// A standing without its findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// As of which day.
    pub assessed_on: Date,
    /// Each rule by its most urgent status.
    pub statuses: Statuses,
    /// The rule that wants attention first.
    pub urgent: Option<String>,
    /// The year in one line.
    pub course: Course,
}

/// A page of the list, and how many there are in all.
pub async fn search(tx: &mut ReadTx, _across: &Across, search: &Search) -> Result<(Vec<Line>, i64), StoreError> {
    let found = Condition::of(search);
    let total = found.bound(composed(format!("SELECT count(*) AS total {}", found.text))).one(tx, |row| row.get("total")).await?;
    let direction = if search.descending { "DESC" } else { "ASC" };
    let order = match search.order {
        Order::Urgency if search.descending => "s.broken, s.overdue, o.number DESC".to_owned(),
        Order::Urgency => "s.broken DESC, s.overdue DESC, o.number".to_owned(),
        Order::Number => format!("o.number {direction}"),
        Order::Name => format!("o.kana {direction}"),
        Order::Place => format!("o.location {direction}, o.number {direction}"),
    };
    let offset = i64::from(search.page) * i64::from(PAGE);
    let page = composed(format!("SELECT {COLUMNS} {} ORDER BY {order}, o.id LIMIT {PAGE} OFFSET {offset}", found.text));
    Ok((found.bound(page).all(tx, read).await?, total))
}

/// The offices of all pages, by number.
pub async fn ids(tx: &mut ReadTx, _across: &Across, search: &Search) -> Result<Vec<OfficeId>, StoreError> {
    let found = Condition::of(search);
    found.bound(composed(format!("SELECT o.id {} ORDER BY o.number, o.id", found.text))).all(tx, |row| row.get("id")).await
}

/// The whole list with the findings of each, by number, for taking away. Findings are `None` when they were not computed yet.
pub async fn all(tx: &mut ReadTx, _across: &Across, search: &Search) -> Result<Vec<(Line, Option<String>)>, StoreError> {
    let found = Condition::of(search);
    let content = "(SELECT content FROM findings f WHERE f.office_id = o.id AND f.fiscal_year = s.fiscal_year) AS content";
    let statement = composed(format!("SELECT {COLUMNS}, {content} {} ORDER BY o.number, o.id", found.text));
    let keyring = tx.keyring();
    let with_findings = |row: &Row| {
        let line = read(row)?;
        let sealed: Option<Sealed> = row.get("content")?;
        let findings = sealed.map(|sealed| keyring.open(&place_of(line.id, search.year), &sealed)).transpose()?;
        Ok((line, findings))
    };
    found.bound(statement).all(tx, with_findings).await
}

const COLUMNS: &str =
    "o.id, o.number, o.service, o.name, o.location, o.designator, s.assessed_on, s.statuses, s.urgent, s.held_on, s.fixed_for,
       s.published_on, s.visits_made, s.reported_on";

/// From where, and which of them.
struct Condition {
    text: String,
    values: Vec<crate::column::Value>,
}

impl Condition {
    fn of(search: &Search) -> Self {
        let mut condition = Self { text: String::new(), values: Vec::new() };
        let year = condition.value(search.year);
        condition.text =
            format!("FROM offices o LEFT JOIN standings s ON s.office_id = o.id AND s.fiscal_year = {year} WHERE o.gone_since IS NULL");
        let area = match &search.area {
            Area::Lying(codes) => {
                let holders: Vec<_> = codes.iter().map(|code| condition.value(*code)).collect();
                format!("o.location IN ({})", holders.join(", "))
            }
            Area::Prefecture(code) => format!("o.prefecture = {}", condition.value(*code)),
            Area::Designated(code) => format!("o.designator = {}", condition.value(*code)),
        };
        condition.and(&area);
        if !search.text.trim().is_empty() {
            let pattern = condition.value(like_pattern(&search.text));
            condition.and(&format!("o.search_key LIKE {pattern} ESCAPE '!'"));
        }
        match (&search.rule, search.status) {
            (Some(rule), status) => {
                let word = format!("% {rule}={} %", status.map_or("%", Status::code));
                let pattern = condition.value(word);
                condition.and(&format!("s.statuses LIKE {pattern}"));
            }
            (None, Some(status)) => {
                let pattern = condition.value(format!("%={} %", status.code()));
                condition.and(&format!("s.statuses LIKE {pattern}"));
            }
            (None, None) => {}
        }
        condition
    }

    /// The place holder of a value.
    fn value(&mut self, value: impl Column) -> String {
        self.values.push(value.write());
        format!("${}", self.values.len())
    }

    fn and(&mut self, more: &str) {
        self.text.push_str(" AND ");
        self.text.push_str(more);
    }

    fn bound(&self, statement: Statement) -> Statement {
        self.values.iter().cloned().fold(statement, Statement::bind_value)
    }
}

fn read(row: &Row) -> Result<Line, StoreError> {
    let assessed_on: Option<Date> = row.get("assessed_on")?;
    let standing = match assessed_on {
        None => None,
        Some(assessed_on) => Some(Summary {
            assessed_on,
            statuses: Statuses::read(&row.get::<String>("statuses")?),
            urgent: row.get("urgent")?,
            course: course(row)?,
        }),
    };
    Ok(Line {
        id: row.get("id")?,
        number: row.get("number")?,
        service: row.get("service")?,
        name: row.get("name")?,
        location: row.get("location")?,
        designator: row.get("designator")?,
        standing,
    })
}

pub(super) fn course(row: &Row) -> Result<Course, StoreError> {
    Ok(Course {
        held_on: row.get("held_on")?,
        fixed_for: row.get("fixed_for")?,
        published_on: row.get("published_on")?,
        visits_made: row.get("visits_made")?,
        reported_on: row.get("reported_on")?,
    })
}
