//! Doubts that show only where rows are compared.

use std::collections::HashMap;

use super::{Column, Doubt, DoubtReason, ListedCorporation, ListedRow, OpenDataList};
use crate::identifiers::OfficeNumber;

/// Adds a doubt, once per number, where rows of one 事業所番号 name different corporations or authorities.
pub(super) fn compare_rows(list: &mut OpenDataList) {
    let mut rows_of_numbers: HashMap<OfficeNumber, Vec<&ListedRow>> = HashMap::new();
    for row in &list.rows {
        rows_of_numbers.entry(row.office.number.number()).or_default().push(row);
    }
    let found: Vec<Doubt> =
        rows_of_numbers.values().flat_map(|rows| two_corporations(rows).into_iter().chain(two_designators(rows))).collect();
    list.doubts.extend(found);
    list.doubts.sort_by_key(|doubt| (doubt.line, doubt.column));
}

fn two_corporations(rows: &[&ListedRow]) -> Option<Doubt> {
    let (first, others) = rows.split_first()?;
    let other = others.iter().find(|row| differ(&first.corporation, &row.corporation))?;
    let reason = DoubtReason::TwoCorporations { first_line: first.line };
    Some(Doubt::new(other.line, Column::CorporationName, &other.corporation.name, reason))
}

fn two_designators(rows: &[&ListedRow]) -> Option<Doubt> {
    let (first, others) = rows.split_first()?;
    let other = others.iter().find(|row| row.designator != first.designator)?;
    let reason = DoubtReason::TwoDesignators { first_line: first.line };
    Some(Doubt::new(other.line, Column::Designator, &other.designator.five(), reason))
}

/// The number as written tells corporations apart; the name does only where a number is missing, because one corporation
/// writes its name in several ways.
fn differ(one: &ListedCorporation, other: &ListedCorporation) -> bool {
    if one.number_as_written.is_empty() || other.number_as_written.is_empty() {
        without_spaces(&one.name).ne(without_spaces(&other.name))
    } else {
        one.number_as_written != other.number_as_written
    }
}

fn without_spaces(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| !c.is_whitespace())
}
