//! From rows to offices with their dwellings (A1): rows of one 事業所番号 and service are one office.

use std::collections::BTreeMap;

use super::{ListedCorporation, ListedPlace, ListedRow};
use crate::{
    identifiers::{Checked, JurisdictionCode, OfficeNumber},
    offices::ServiceKind,
};

/// An office of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedOffice {
    /// 事業所番号.
    pub number: Checked<OfficeNumber>,
    /// The service.
    pub service: ServiceKind,
    /// The authority.
    pub designator: JurisdictionCode,
    /// 法人.
    pub corporation: ListedCorporation,
    /// Name, address and telephone of the office: those of its leading dwelling.
    pub place: ListedPlace,
    /// Where the leading dwelling lies.
    pub location: Option<JurisdictionCode>,
    /// Its rows in order of `list_no`; never empty. The first is the leading one.
    pub dwellings: Vec<ListedDwelling>,
}

/// One row of an office: a 共同生活住居 or a facility.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedDwelling {
    /// The key of the row.
    pub list_no: String,
    /// Line of the file.
    pub line: u32,
    /// Name, address and telephone of the row.
    pub place: ListedPlace,
    /// Where it lies.
    pub location: Option<JurisdictionCode>,
    /// 定員, where it is given.
    pub capacity: Option<u16>,
}

/// The offices of rows, in order of number and service. The row with the smallest `list_no` leads, whatever the order of the
/// file, so that a later edition in another order changes nothing.
pub fn group(mut rows: Vec<ListedRow>) -> Vec<ListedOffice> {
    rows.sort_by(|one, other| one.list_no.cmp(&other.list_no));
    let mut offices: BTreeMap<(OfficeNumber, ServiceKind), ListedOffice> = BTreeMap::new();
    for row in rows {
        let dwelling = ListedDwelling {
            list_no: row.list_no,
            line: row.line,
            place: row.office.clone(),
            location: row.location,
            capacity: row.capacity,
        };
        let office = offices.entry((row.office.number.number(), row.service)).or_insert_with(|| ListedOffice {
            number: row.office.number,
            service: row.service,
            designator: row.designator,
            corporation: row.corporation,
            place: row.office,
            location: row.location,
            dwellings: Vec::new(),
        });
        office.dwellings.push(dwelling);
    }
    offices.into_values().collect()
}
