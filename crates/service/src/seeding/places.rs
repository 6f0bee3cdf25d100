//! Where invented offices lie. The municipalities are real ones, because what an authority sees depends on how many offices its area
//! has; the offices are not.

use model::{
    identifiers::JurisdictionCode,
    jurisdictions::{self, Jurisdiction, JurisdictionKind},
};

use crate::Fault;

/// Offices in the largest city and in the largest prefecture (that city among them), as in the national list. They stay the same
/// however many offices there are, so that it can be seen what the rest of the country costs.
const IN_CITY: u32 = 700;
const IN_PREFECTURE: u32 = 1_500;
/// 大阪市.
const CITY: &str = "271004";

/// A place and who designates there.
pub(super) struct Place {
    pub location: JurisdictionCode,
    pub designator: JurisdictionCode,
}

/// The largest city and its prefecture.
pub(super) fn largest() -> Result<(JurisdictionCode, JurisdictionCode), Fault> {
    let city: JurisdictionCode = CITY.parse().map_err(|_| Fault::Broken("the code of a city".to_owned()))?;
    Ok((city, city.prefecture()))
}

/// Where an office lies.
pub(super) fn of(which: u32) -> Result<Place, Fault> {
    let (city, prefecture) = largest()?;
    let location = match which {
        0..IN_CITY => city,
        IN_CITY..IN_PREFECTURE => nth(which, |known| known.code.prefecture() == prefecture && known.code != city)?,
        _ => nth(which, |known| known.code.prefecture() != prefecture)?,
    };
    let designator = if jurisdictions::designates(location) { location } else { location.prefecture() };
    Ok(Place { location, designator })
}

/// One municipality after the other.
fn nth(which: u32, wanted: impl Fn(&Jurisdiction) -> bool) -> Result<JurisdictionCode, Fault> {
    let municipality = |known: &&Jurisdiction| !matches!(known.kind, JurisdictionKind::Prefecture | JurisdictionKind::Ward);
    let all: Vec<_> = jurisdictions::all().iter().filter(municipality).filter(|known| wanted(known)).collect();
    let turn = (which as usize).checked_rem(all.len()).and_then(|turn| all.get(turn));
    turn.map(|known| known.code).ok_or_else(|| Fault::Broken("no municipality for an invented office".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_areas_have_as_many_offices_whatever_the_size_of_the_country() {
        let (city, prefecture) = largest().unwrap();
        let places: Vec<_> = (0..4_000).map(|which| of(which).unwrap().location).collect();
        assert_eq!(places.iter().filter(|place| **place == city).count(), 700);
        assert_eq!(places.iter().filter(|place| place.prefecture() == prefecture).count(), 1_500);
        assert!(of(5).unwrap().designator == city && of(701).unwrap().designator.prefecture() == prefecture);
    }
}
