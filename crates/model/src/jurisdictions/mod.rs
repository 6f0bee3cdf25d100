//! Prefectures, municipalities and wards: who they are, what lies in what, and where an address is (D5).

mod addresses;

use std::{collections::HashMap, sync::LazyLock};

use crate::{identifiers::JurisdictionCode, vocabulary};

pub use addresses::locate;

/// Source and licence: `data/jurisdictions/README.md`.
const LIST: &str = include_str!("../../../../data/jurisdictions/jurisdictions.csv");

/// The places of the demonstration. No prefecture of Japan has their number.
const INVENTED: &str = include_str!("../../../../data/jurisdictions/invented.csv");

vocabulary! {
    /// The kind of a jurisdiction (地方自治法 第1条の3, 第252条の19, 第252条の22).
    JurisdictionKind {
        /// 都道府県.
        Prefecture = "prefecture", "都道府県";
        /// A city with the tasks of a prefecture and with wards.
        DesignatedCity = "designated_city", "指定都市";
        /// A city with part of the tasks of a prefecture.
        CoreCity = "core_city", "中核市";
        /// Any other city.
        City = "city", "市";
        /// A ward of Tokyo: a municipality.
        SpecialWard = "special_ward", "特別区";
        /// A town.
        Town = "town", "町";
        /// A village.
        Village = "village", "村";
        /// A ward of a designated city: no municipality.
        Ward = "ward", "区";
    }
}

/// A prefecture, a municipality, or a ward of a designated city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jurisdiction {
    /// 全国地方公共団体コード.
    pub code: JurisdictionCode,
    /// `札幌市中央区`
    pub name: &'static str,
    /// `北海道札幌市中央区`
    pub full_name: &'static str,
    /// `サッポロシチュウオウク`
    pub kana: &'static str,
    /// Its kind.
    pub kind: JurisdictionKind,
    /// The city of a ward, the prefecture of a municipality, nothing above a prefecture.
    pub parent: Option<JurisdictionCode>,
    /// 郡, empty for cities and wards.
    county: &'static str,
    /// Whether it designates offices.
    designates: bool,
}

impl Jurisdiction {
    /// Whether it is a place of the demonstration.
    pub fn is_invented(&self) -> bool {
        self.code.five().starts_with("99")
    }
}

/// Every jurisdiction of Japan, in order of code: what people choose from. The places of the demonstration are not among them.
pub fn all() -> &'static [Jurisdiction] {
    &REGISTER.list[..REGISTER.real]
}

/// The jurisdiction of a code, if there is one. The places of the demonstration are known like any other.
pub fn lookup(code: JurisdictionCode) -> Option<&'static Jurisdiction> {
    REGISTER.places.get(&code).map(|&place| &REGISTER.list[place])
}

/// An area and everything that lies in it, in order of code.
pub fn inside(area: JurisdictionCode) -> impl Iterator<Item = JurisdictionCode> {
    REGISTER.list.iter().map(|known| known.code).filter(move |code| lies_in(*code, area))
}

/// The municipality of a place: the city of a ward, and every other municipality itself. `None` for a prefecture and for an
/// unknown code.
pub fn city_of(code: JurisdictionCode) -> Option<JurisdictionCode> {
    let jurisdiction = lookup(code)?;
    match jurisdiction.kind {
        JurisdictionKind::Ward => jurisdiction.parent,
        JurisdictionKind::Prefecture => None,
        _ => Some(code),
    }
}

/// The prefecture of a place; a prefecture is its own. `None` for an unknown code.
pub fn prefecture_of(code: JurisdictionCode) -> Option<JurisdictionCode> {
    lookup(code).map(|known| known.code.prefecture())
}

/// Whether the authority designates 共同生活援助 and 障害者支援施設: a prefecture, a designated city, a core city, or a city to
/// which the prefecture has handed the task (D5).
pub fn designates(code: JurisdictionCode) -> bool {
    lookup(code).is_some_and(|known| known.designates)
}

/// Whether `place` is `area` or lies in it: a ward in its city, both in their prefecture.
pub fn lies_in(place: JurisdictionCode, area: JurisdictionCode) -> bool {
    let upwards = std::iter::successors(lookup(place), |lower| lower.parent.and_then(lookup));
    upwards.into_iter().any(|known| known.code == area)
}

struct Register {
    list: Vec<Jurisdiction>,
    /// How many of them there are in Japan; the invented ones follow.
    real: usize,
    places: HashMap<JurisdictionCode, usize>,
}

static REGISTER: LazyLock<Register> = LazyLock::new(|| {
    let mut list: Vec<_> = LIST.lines().skip(1).filter_map(read_line).collect();
    let real = list.len();
    list.extend(INVENTED.lines().skip(1).filter_map(read_line));
    let places = list.iter().enumerate().map(|(place, known)| (known.code, place)).collect();
    Register { list, real, places }
});

/// One line of the embedded list, which has no quoted cells. That none is skipped is tested.
fn read_line(line: &'static str) -> Option<Jurisdiction> {
    let mut cells = line.split(',');
    let code = cells.next()?.parse().ok()?;
    let [name, full_name, county, kana] = [cells.next()?, cells.next()?, cells.next()?, cells.next()?];
    let kind = cells.next()?.parse().ok()?;
    let parent = cells.next()?.parse().ok();
    let designates = cells.next()? == "1";
    Some(Jurisdiction { code, name, full_name, kana, kind, parent, county, designates })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    fn code(text: &str) -> JurisdictionCode {
        text.parse().unwrap()
    }

    #[test]
    fn no_line_of_the_list_is_skipped_and_every_parent_is_in_it() {
        assert_eq!(all().len(), LIST.lines().count() - 1);
        let count = |kind| all().iter().filter(|known| known.kind == kind).count();
        let counts: Vec<_> = JurisdictionKind::ALL.iter().map(|kind| count(*kind)).collect();
        assert_eq!(counts, [47, 20, 62, 710, 23, 743, 189, 171]);
        for known in all() {
            let is_top = known.kind == JurisdictionKind::Prefecture;
            assert_eq!(known.parent.and_then(lookup).is_none(), is_top, "{}", known.full_name);
        }
    }

    #[test]
    fn the_places_of_the_demonstration_are_known_and_never_offered() {
        let (prefecture, city) = (code("990001"), code("992011"));
        let invented: Vec<_> = inside(prefecture).collect();
        assert_eq!(invented.len(), INVENTED.lines().count() - 1);
        assert!(lookup(city).is_some_and(|known| known.full_name == "架空県縁台市") && lies_in(city, prefecture));
        assert!(all().iter().all(|known| !invented.contains(&known.code)), "nobody chooses from them");
        assert!(all().iter().all(|known| (1..=47).contains(&known.code.five()[..2].parse::<u8>().unwrap()) && !known.is_invented()));
        assert!(invented.iter().filter_map(|code| lookup(*code)).all(Jurisdiction::is_invented));
    }

    #[test]
    fn inside_a_city_are_the_city_and_its_wards() {
        let sapporo: Vec<_> = inside(code("011002")).collect();
        assert_eq!((sapporo.len(), sapporo[0], sapporo[1]), (11, code("011002"), code("011011")));
        assert_eq!(inside(JurisdictionCode::from_five("99999").unwrap()).count(), 0);
    }

    #[test]
    fn a_ward_lies_in_its_city_and_both_in_their_prefecture() {
        let (hokkaido, sapporo, chuo) = (code("010006"), code("011002"), code("011011"));
        assert_eq!(lookup(chuo).unwrap().kana, "サッポロシチュウオウク");
        assert_eq!(city_of(chuo), Some(sapporo));
        assert_eq!(city_of(sapporo), Some(sapporo));
        assert_eq!(prefecture_of(chuo), Some(hokkaido));
        assert!(lies_in(chuo, sapporo) && lies_in(chuo, hokkaido) && lies_in(chuo, chuo));
    }

    #[test]
    fn a_special_ward_is_a_municipality_of_its_own() {
        let nerima = code("131202");
        assert_eq!(city_of(nerima), Some(nerima));
        assert_eq!(lookup(nerima).unwrap().full_name, "東京都練馬区");
    }

    #[test]
    fn a_prefecture_is_no_municipality_and_a_city_does_not_lie_in_its_ward() {
        assert_eq!(city_of(code("010006")), None);
        assert!(!lies_in(code("011002"), code("011011")));
        assert!(!lies_in(code("131202"), code("010006")));
    }

    #[test]
    fn a_sound_code_of_no_place_is_unknown_everywhere() {
        let nowhere = JurisdictionCode::from_five("99999").unwrap();
        assert_eq!(lookup(nowhere), None);
        assert_eq!(city_of(nowhere), None);
        assert_eq!(prefecture_of(nowhere), None);
        assert!(!designates(nowhere) && !lies_in(nowhere, nowhere));
    }

    /// D5
    #[test]
    fn prefectures_designated_cities_core_cities_and_three_others_designate() {
        let others: Vec<_> =
            all().iter().filter(|known| known.designates && known.kind == JurisdictionKind::City).map(|known| known.name).collect();
        assert_eq!(others, ["栃木市", "我孫子市", "大府市"]);
        assert_eq!(all().iter().filter(|known| designates(known.code)).count(), 132);
        assert!(!designates(code("131202")), "Nerima does not designate: Tokyo does");
    }
}
