//! How many offices of an area stand how. Kept as sums per municipality, so that looking costs what is shown, whatever the number of
//! offices.

use std::collections::{BTreeMap, BTreeSet};

use model::{Vocabulary, calendar::FiscalYear, identifiers::JurisdictionCode};
use rulebook::Status;

use super::{Area, Statuses};
use crate::{Across, ReadTx, StoreError, WriteTx, sql, sql::composed};

/// Side, area, year, rule, status.
type Key = (&'static str, String, i16, String, Status);

/// Changes of the tallies that are not written yet. Written in one order, so that two writers never wait for each other in a circle.
#[derive(Debug, Default)]
pub struct Tallies(BTreeMap<Key, i64>);

/// The sides by which offices are counted: where they lie, and who designated them.
const SIDES: [&str; 2] = ["place", "designator"];
/// In place of a rule: offices in which any rule has the status.
const WHOLE: &str = "";

impl Tallies {
    pub(super) fn add(&mut self, areas: &[String; 2], year: FiscalYear, statuses: &Statuses, offices: i64) {
        let whole: BTreeSet<_> = statuses.0.values().map(|status| (WHOLE, *status)).collect();
        let rules = statuses.0.iter().map(|(rule, status)| (rule.as_str(), *status));
        for (rule, status) in whole.into_iter().chain(rules) {
            for (side, area) in SIDES.into_iter().zip(areas) {
                *self.0.entry((side, area.clone(), year.start_year(), rule.to_owned(), status)).or_default() += offices;
            }
        }
    }

    /// Writes what changed.
    pub async fn flush(self, tx: &mut WriteTx, _across: &Across) -> Result<(), StoreError> {
        for ((side, area, year, rule, status), offices) in self.0.into_iter().filter(|(_, offices)| *offices != 0) {
            sql("INSERT INTO tallies (side, area, fiscal_year, rule, status, offices) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (side, area, fiscal_year, rule, status) DO UPDATE SET offices = tallies.offices + excluded.offices")
            .bind(side)
            .bind(area)
            .bind(year)
            .bind(rule)
            .bind(status.code())
            .bind(offices)
            .run(tx)
            .await?;
        }
        Ok(())
    }
}

/// How many offices have a status under a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The rule; `None` for any rule.
    pub rule: Option<String>,
    /// The status.
    pub status: Status,
    /// How many offices.
    pub offices: i64,
}

/// The counts of an area in a year.
pub async fn count(tx: &mut ReadTx, _across: &Across, area: &Area, year: FiscalYear) -> Result<Vec<Count>, StoreError> {
    let (side, areas): (_, Vec<JurisdictionCode>) = match area {
        Area::Designated(code) => (SIDES[1], vec![*code]),
        Area::Lying(codes) => (SIDES[0], codes.clone()),
        Area::Prefecture(code) => (SIDES[0], model::jurisdictions::inside(*code).collect()),
    };
    let holders = crate::sql::placeholders(3, areas.len());
    let statement = composed(format!(
        "SELECT rule, status, CAST(SUM(offices) AS BIGINT) AS offices FROM tallies WHERE side = $1 AND fiscal_year = $2 AND area IN ({holders})
         GROUP BY rule, status HAVING SUM(offices) > 0 ORDER BY rule, status"
    ));
    areas.into_iter().fold(statement.bind(side).bind(year), |statement, area| statement.bind(area)).all(tx, read).await
}

/// The counts of a year in the whole country.
pub async fn count_everywhere(tx: &mut ReadTx, _across: &Across, year: FiscalYear) -> Result<Vec<Count>, StoreError> {
    sql("SELECT rule, status, CAST(SUM(offices) AS BIGINT) AS offices FROM tallies WHERE side = 'place' AND fiscal_year = $1
         GROUP BY rule, status HAVING SUM(offices) > 0 ORDER BY rule, status")
    .bind(year)
    .all(tx, read)
    .await
}

/// Whether the tallies are what counting every standing gives.
pub async fn tallies_agree(tx: &mut ReadTx, _across: &Across) -> Result<bool, StoreError> {
    let mut counted = Tallies::default();
    let standings = sql("SELECT place, designator, fiscal_year, statuses FROM standings")
        .all(tx, |row| Ok(([row.get("place")?, row.get("designator")?], row.get("fiscal_year")?, row.get::<String>("statuses")?)))
        .await?;
    for (areas, year, statuses) in standings {
        counted.add(&areas, year, &Statuses::read(&statuses), 1);
    }
    let kept = sql("SELECT side, area, fiscal_year, rule, status, offices FROM tallies WHERE offices <> 0")
        .all(tx, |row| {
            let (side, status): (String, String) = (row.get("side")?, row.get("status")?);
            let side = SIDES.into_iter().find(|known| *known == side);
            let status = status.parse().map_err(|_| StoreError::Unreadable("a status".to_owned()))?;
            let key: Option<Key> = match side {
                Some(side) => Some((side, row.get("area")?, row.get("fiscal_year")?, row.get("rule")?, status)),
                None => None,
            };
            Ok(key.zip(Some(row.get::<i64>("offices")?)))
        })
        .await?;
    let kept: Option<BTreeMap<Key, i64>> = kept.into_iter().collect();
    Ok(kept == Some(counted.0))
}

fn read(row: &crate::Row) -> Result<Count, StoreError> {
    let (rule, status): (String, String) = (row.get("rule")?, row.get("status")?);
    Ok(Count {
        rule: (rule != WHOLE).then_some(rule),
        status: status.parse().map_err(|_| StoreError::Unreadable("a status".to_owned()))?,
        offices: row.get("offices")?,
    })
}
