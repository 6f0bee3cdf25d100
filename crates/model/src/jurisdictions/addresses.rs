//! From an address to the municipality or ward: the longest known beginning wins.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{Jurisdiction, JurisdictionKind, REGISTER, all};
use crate::{identifiers::JurisdictionCode, width::narrow_char};

/// The ward or municipality in which an address lies, e.g. `北海道札幌市中央区大通西…` → 札幌市中央区.
///
/// The prefecture may be missing where the name of the place is the only one of its kind in the country; the 郡 may be missing;
/// spaces and common variants of characters (ヶ・ケ, 檮・梼) do not matter. An address that names only a prefecture is nowhere.
pub fn locate(address: &str) -> Option<JurisdictionCode> {
    let start: Vec<char> = fold(address).take(PREFIXES.longest).collect();
    (1..=start.len()).rev().find_map(|length| {
        let prefix: String = start[..length].iter().collect();
        PREFIXES.places.get(&prefix).copied()
    })
}

struct Prefixes {
    places: HashMap<String, JurisdictionCode>,
    longest: usize,
}

static PREFIXES: LazyLock<Prefixes> = LazyLock::new(|| {
    let mut places = HashMap::new();
    let municipality = |known: &&Jurisdiction| known.kind != JurisdictionKind::Prefecture;
    // An invented place is found by its whole name only.
    for known in REGISTER.list.iter().filter(municipality) {
        for written in written_with_prefecture(known) {
            // 泊村 stands twice in 北海道: the one of the main islands, which has the lower code, keeps the short form.
            places.entry(fold(&written).collect()).or_insert(known.code);
        }
    }
    for (written, code) in unique_without_prefecture(all().iter().filter(municipality)) {
        places.entry(written).or_insert(code);
    }
    let longest = places.keys().map(|key| key.chars().count()).max().unwrap_or(0);
    Prefixes { places, longest }
});

/// With and without 郡; the islands of Tokyo that stand before a town's name in addresses though they are no 郡.
fn written_with_prefecture(known: &Jurisdiction) -> Vec<String> {
    const ISLANDS: [(&str, &str); 2] = [("東京都八丈町", "八丈島"), ("東京都三宅村", "三宅島")];
    let island = ISLANDS.iter().find(|(full_name, _)| *full_name == known.full_name);
    let before = island.map_or(known.county, |(_, island)| island);
    let prefecture = known.full_name.strip_suffix(known.name).unwrap_or_default();
    vec![known.full_name.to_owned(), format!("{prefecture}{before}{}", known.name)]
}

/// Names that stand once in the whole country. A 特別区 is left out where a designated city has a ward of that name, because
/// people who write 北区 may mean either.
fn unique_without_prefecture<'a>(municipalities: impl Iterator<Item = &'a Jurisdiction> + Clone) -> Vec<(String, JurisdictionCode)> {
    let wards = municipalities.clone().filter(|known| known.kind == JurisdictionKind::Ward);
    let ward_names: HashSet<&str> = wards.filter_map(|ward| ward.name.split_once('市')).map(|(_, name)| name).collect();
    let mut bearers: HashMap<String, Vec<JurisdictionCode>> = HashMap::new();
    for known in municipalities.filter(|known| !ward_names.contains(known.name)) {
        let with_county = format!("{}{}", known.county, known.name);
        for written in HashSet::from([known.name.to_owned(), with_county]) {
            bearers.entry(fold(&written).collect()).or_default().push(known.code);
        }
    }
    bearers
        .into_iter()
        .filter_map(|(written, codes)| match codes[..] {
            [only] => Some((written, only)),
            _ => None,
        })
        .collect()
}

/// Without spaces, in half width, with one character for each group of common variants.
fn fold(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(narrow_char).filter(|c| !c.is_whitespace()).map(|c| match c {
        'ヶ' | 'ｹ' | 'が' | 'ガ' => 'ケ',
        '檮' => '梼',
        '惠' => '恵',
        '龍' => '竜',
        '竈' | '竃' => '釜',
        '曾' => '曽',
        '檜' => '桧',
        '嶋' => '島',
        '鯵' => '鰺',
        '冨' => '富',
        '籠' => '篭',
        '蘆' => '芦',
        '黑' => '黒',
        '瀨' => '瀬',
        '德' => '徳',
        '與' => '与',
        '諌' => '諫',
        '髙' => '高',
        '﨑' => '崎',
        _ => c,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::jurisdictions::lookup;

    fn name_of(address: &str) -> Option<&'static str> {
        locate(address).and_then(lookup).map(|known| known.full_name)
    }

    /// D5
    #[test]
    fn the_ward_of_a_designated_city_is_found_before_the_city() {
        assert_eq!(name_of("北海道札幌市北区新琴似１条３丁目"), Some("北海道札幌市北区"));
        assert_eq!(name_of("北海道札幌市"), Some("北海道札幌市"));
        assert_eq!(name_of("東京都練馬区豊玉北6-12-1"), Some("東京都練馬区"));
    }

    #[test]
    fn a_ward_that_was_merged_is_found_as_its_city() {
        assert_eq!(name_of("静岡県浜松市浜北区貴布祢"), Some("静岡県浜松市"));
    }

    #[test]
    fn a_county_may_stand_or_be_missing() {
        for address in ["北海道石狩郡当別町末広", "北海道当別町末広", "石狩郡当別町", "当別町末広"] {
            assert_eq!(name_of(address), Some("北海道当別町"), "{address}");
        }
        assert_eq!(name_of("東京都八丈島八丈町大賀郷"), Some("東京都八丈町"));
    }

    #[test]
    fn spaces_and_variants_of_characters_do_not_matter() {
        assert_eq!(name_of("北海道　札幌市 中央区　大通"), Some("北海道札幌市中央区"));
        assert_eq!(name_of("千葉県鎌ヶ谷市新鎌ヶ谷"), Some("千葉県鎌ケ谷市"));
        assert_eq!(name_of("茨城県竜ヶ崎市"), Some("茨城県龍ケ崎市"));
        assert_eq!(name_of("高知県高岡郡檮原町"), Some("高知県梼原町"));
        assert_eq!(name_of("福岡県糟屋郡須惠町"), Some("福岡県須恵町"));
        assert_eq!(name_of("宮城県塩釜市"), Some("宮城県塩竈市"));
    }

    #[test]
    fn a_name_that_stands_twice_in_the_country_needs_its_prefecture() {
        assert_eq!(locate("府中市宮西町"), None);
        assert_eq!(locate("北区赤羽"), None);
        assert_eq!(locate("中央区築地"), None);
        assert_eq!(name_of("広島県府中市府川町"), Some("広島県府中市"));
        assert_eq!(name_of("練馬区豊玉北"), Some("東京都練馬区"));
        assert_eq!(name_of("北海道泊村"), Some("北海道泊村"));
        assert_eq!(locate("北海道泊村").unwrap().to_string(), "014036");
    }

    #[test]
    fn a_prefecture_alone_and_nonsense_are_nowhere() {
        for address in ["", "　", "東京都", "北海道どこか", "豊玉北６丁目", "?"] {
            assert_eq!(locate(address), None, "{address}");
        }
    }

    #[test]
    fn an_invented_place_is_found_by_its_whole_name_only() {
        assert_eq!(name_of("架空県縁台市緑が丘2-3"), Some("架空県縁台市"));
        assert_eq!(locate("縁台市緑が丘2-3"), None);
        assert_eq!(locate("架空県見本市緑町1-2"), None);
    }

    #[test]
    fn every_place_is_found_by_its_own_full_name() {
        for known in all().iter().filter(|known| known.kind != JurisdictionKind::Prefecture) {
            assert_eq!(name_of(known.full_name), Some(known.full_name));
        }
    }

    proptest! {
        #[test]
        fn what_follows_the_place_never_moves_it(rest in "[0-9０-９一-三丁目番地 　-]{0,20}") {
            let address = format!("東京都練馬区{rest}");
            prop_assert_eq!(name_of(&address), Some("東京都練馬区"));
        }

        #[test]
        fn looking_never_panics(address in ".{0,40}") {
            let _ = locate(&address);
        }
    }
}
