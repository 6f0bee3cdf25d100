//! （自立支援）協議会: which bodies one has, which places it is for, and which council stands above it (E1, F1).
//!
//! Which council is above which is not entered but follows from the places: a ward's lies in that of the block or of the city, a city's
//! in that of its prefecture.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{
    CouncilId,
    calendar::FiscalYear,
    identifiers::JurisdictionCode,
    jurisdictions::{self, JurisdictionKind, lies_in},
    vocabulary,
};

vocabulary! {
    /// What a body of a council is for (E1; guide K, Ⅱ5 and Ⅱ6).
    BodyKind {
        /// Decides, two or three times a year.
        Plenary = "plenary", "全体会";
        /// Plans, and says which body takes what.
        Secretariat = "secretariat", "事務局会議（運営会議）";
        /// Those who work there tell each other what they see.
        Regular = "regular", "定例的な会議";
        /// Looks into one question, with a term and an expected result.
        Committee = "committee", "専門部会";
        /// People with disabilities themselves.
        SelfAdvocates = "self_advocates", "当事者部会";
        /// A small part of a question.
        Working = "working", "ワーキング";
    }
}

impl BodyKind {
    /// Whether it works on one question until a day, towards an expected result.
    pub fn has_task(self) -> bool {
        matches!(self, Self::Committee | Self::Working)
    }
}

vocabulary! {
    /// Who keeps the secretariat (E1).
    Running {
        /// The municipality or prefecture itself.
        Direct = "direct", "直営";
        /// Somebody else by 委託, such as a 基幹相談支援センター, together with the municipality.
        Entrusted = "entrusted", "委託（行政と共同）";
    }
}

/// What a committee or a working group is asked to do (E1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The question.
    pub question: String,
    /// Until when.
    pub until: Date,
    /// What is expected to come of it.
    pub product: String,
}

vocabulary! {
    /// The seven functions of a municipal and of a prefectural council (E5, F1). The labels are official: notice 障発0329第26号 of
    /// 29 March 2024, as table Ⅰ－２ of guide K has them.
    Function {
        /// Municipal ①.
        Cases = "m1", "① 個別事例への支援のあり方に関する協議、調整";
        /// Municipal ②.
        RegionalIssues = "m2", "② 地域における障害者等への支援体制等に関する課題（地域課題）の抽出、把握や共有";
        /// Municipal ③.
        Services = "m3", "③ 地域における相談支援体制や福祉サービス等の整備状況や課題等の抽出、把握や共有";
        /// Municipal ④.
        Cooperation = "m4", "④ 地域における関係機関の連携強化";
        /// Municipal ⑤.
        Resources = "m5", "⑤ 社会資源の開発・改善等の地域課題への対応に向けた協議や取組の実施";
        /// Municipal ⑥.
        Plans = "m6", "⑥ 市町村障害福祉計画及び障害児福祉計画の策定過程での助言等、計画の進捗状況の把握や必要に応じた助言等";
        /// Municipal ⑦.
        WithPrefecture = "m7", "⑦ 都道府県協議会との連携　等";
        /// Prefectural ①.
        SharedIssues = "p1", "① 都道府県内における障害者等への支援体制に関する課題の共有";
        /// Prefectural ②.
        Needs = "p2", "② 都道府県内における相談支援体制の整備状況や課題、ニーズ等の把握";
        /// Prefectural ③.
        WideCooperation = "p3", "③ 都道府県内における関係機関の連携強化";
        /// Prefectural ④.
        WideResources = "p4", "④ 都道府県内における広域的な社会資源の開発・改善等に向けた協議";
        /// Prefectural ⑤.
        Staff = "p5", "⑤ 相談支援従事者及び障害福祉サービス等従事者の人材確保・養成方法（研修のあり方を含む。）の協議";
        /// Prefectural ⑥.
        PrefecturalPlan = "p6", "⑥ 都道府県障害福祉計画の進捗状況の把握や必要に応じた助言";
        /// Prefectural ⑦.
        WithMunicipalities = "p7", "⑦ 市町村協議会等各地域の協議会との連携（市町村協議会ごとの課題、ニーズ等の把握を含む。）";
    }
}

impl Function {
    /// The seven of a municipal or of a prefectural council, in their order.
    pub fn of(prefectural: bool) -> impl Iterator<Item = Self> {
        use crate::Vocabulary;
        let prefix = if prefectural { 'p' } else { 'm' };
        Self::ALL.iter().copied().filter(move |function| function.code().starts_with(prefix))
    }
}

/// The places that a council is for: one municipality, several together, wards, or a prefecture. Never empty, and no place lies in
/// another one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places(BTreeSet<JurisdictionCode>);

/// These are no places of one council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlacesError {
    /// There is none.
    #[error("協議会を置く市区町村または都道府県を選んでください。")]
    None,
    /// One is not a place.
    #[error("市区町村または都道府県の一覧にない地域があります。")]
    Unknown,
    /// One lies in another.
    #[error("選んだ地域が重なっています。市とその区、都道府県とその市町村は、どちらか一方だけを選んでください。")]
    Overlap,
    /// They lie in different prefectures.
    #[error("1つの協議会は、同じ都道府県の中の地域だけで作れます。")]
    Prefectures,
}

impl Places {
    /// Checks the places of a council.
    pub fn new(codes: impl IntoIterator<Item = JurisdictionCode>) -> Result<Self, PlacesError> {
        let places: BTreeSet<JurisdictionCode> = codes.into_iter().collect();
        let prefectures: Option<BTreeSet<_>> = places.iter().map(|place| jurisdictions::prefecture_of(*place)).collect();
        match prefectures.ok_or(PlacesError::Unknown)?.len() {
            0 => return Err(PlacesError::None),
            1 => {}
            _ => return Err(PlacesError::Prefectures),
        }
        let overlaps = |place: &JurisdictionCode| places.iter().any(|other| other != place && lies_in(*place, *other));
        if places.iter().any(overlaps) {
            return Err(PlacesError::Overlap);
        }
        Ok(Self(places))
    }

    /// The places in order of code.
    pub fn iter(&self) -> impl Iterator<Item = JurisdictionCode> {
        self.0.iter().copied()
    }

    /// Whether it is one of them.
    pub fn contains(&self, place: JurisdictionCode) -> bool {
        self.0.contains(&place)
    }

    /// Whether a place is one of them or lies in one.
    pub fn covers(&self, place: JurisdictionCode) -> bool {
        self.iter().any(|own| lies_in(place, own))
    }

    /// Whether it is the council of a whole prefecture.
    pub fn is_prefectural(&self) -> bool {
        self.iter().any(|place| jurisdictions::lookup(place).is_some_and(|known| known.kind == JurisdictionKind::Prefecture))
    }

    /// Who decides on money here: the municipalities, a ward's being its city, or the prefecture. Every one must agree to a proposal.
    pub fn deciders(&self) -> BTreeSet<JurisdictionCode> {
        self.iter().map(|place| jurisdictions::city_of(place).unwrap_or(place)).collect()
    }

    /// How many places lie in it, for telling the smaller of two.
    fn size(&self) -> usize {
        self.iter().map(|place| jurisdictions::inside(place).count()).sum()
    }

    /// Whether all of the other lies in it, and more than that.
    fn is_above(&self, other: &Self) -> bool {
        other.iter().all(|place| self.covers(place)) && other.size() < self.size()
    }
}

/// The nearest council above the one for `places`, among others.
pub fn above<'c>(places: &Places, among: impl IntoIterator<Item = (CouncilId, &'c Places)>) -> Option<CouncilId> {
    among.into_iter().filter(|(_, other)| other.is_above(places)).min_by_key(|(id, other)| (other.size(), *id)).map(|(id, _)| id)
}

/// The council whose matter it is what happens in a place: the smallest one that covers it.
pub fn nearest<'c>(place: JurisdictionCode, among: impl IntoIterator<Item = (CouncilId, &'c Places)>) -> Option<CouncilId> {
    among.into_iter().filter(|(_, other)| other.covers(place)).min_by_key(|(id, other)| (other.size(), *id)).map(|(id, _)| id)
}

vocabulary! {
    /// Where a municipality stands in making the budget of the coming 年度. Guide K (Ⅱ6(2)) warns of proposals that come when it is all
    /// but fixed; the months are those usual among municipalities.
    BudgetSeason {
        /// April to June.
        Open = "open", "来年度の予算に間に合います。";
        /// July to September.
        Requests = "requests", "各課が来年度の予算を要求する時期です。早めに提案してください。";
        /// October to December.
        Drafting = "drafting", "来年度の予算案を作っている時期です。間に合うかどうか、財政の担当課に確かめてください。";
        /// January to March.
        Fixed = "fixed", "来年度の予算はほぼ固まっています。費用のかかることは、その次の年度の提案になります。";
    }
}

impl BudgetSeason {
    /// The season of a day.
    pub fn of(day: Date) -> Self {
        match day.month() {
            4..=6 => Self::Open,
            7..=9 => Self::Requests,
            10..=12 => Self::Drafting,
            _ => Self::Fixed,
        }
    }

    /// The first 年度 whose budget a proposal of that day can still enter.
    pub fn reachable(day: Date) -> FiscalYear {
        let next = FiscalYear::of(day).next();
        if Self::of(day) == Self::Fixed { next.next() } else { next }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Id;

    fn places(codes: &[&str]) -> Places {
        Places::new(codes.iter().map(|code| code.parse().unwrap())).unwrap()
    }

    fn code(text: &str) -> JurisdictionCode {
        text.parse().unwrap()
    }

    /// E1: a ward's council lies below the block's, that below the city's, that below the prefecture's.
    #[test]
    fn which_council_is_above_follows_from_the_places() {
        let ward = places(&["011011"]);
        let block = places(&["011011", "011029"]);
        let city = places(&["011002"]);
        let prefecture = places(&["010006"]);
        let elsewhere = places(&["012025"]);
        let ids: Vec<CouncilId> = (1..=5).map(|number| CouncilId::mint(1, number)).collect();
        let all: Vec<(CouncilId, &Places)> = ids.iter().copied().zip([&ward, &block, &city, &prefecture, &elsewhere]).collect();
        let up = |places: &Places| above(places, all.iter().copied());
        assert_eq!([up(&ward), up(&block), up(&city), up(&prefecture)], [Some(ids[1]), Some(ids[2]), Some(ids[3]), None]);
        assert_eq!(up(&elsewhere), Some(ids[3]));
        assert_eq!(nearest(code("011011"), all.iter().copied()), Some(ids[0]));
        assert_eq!(nearest(code("011037"), all.iter().copied()), Some(ids[2]), "a ward without a council of its own");
        assert_eq!(nearest(code("012033"), all.iter().copied()), Some(ids[3]), "a city without one");
        assert_eq!(nearest(code("131202"), all.iter().copied()), None);
    }

    /// E1
    #[test]
    fn places_of_one_council_lie_side_by_side_in_one_prefecture() {
        let of = |codes: &[&str]| Places::new(codes.iter().map(|code| code.parse().unwrap()));
        assert_eq!(of(&[]), Err(PlacesError::None));
        assert_eq!(of(&["011002", "011011"]), Err(PlacesError::Overlap));
        assert_eq!(of(&["011002", "131202"]), Err(PlacesError::Prefectures));
        assert_eq!(Places::new(JurisdictionCode::from_five("99999").ok()), Err(PlacesError::Unknown));
        assert!(of(&["992011", "992020"]).is_ok());
    }

    /// E4: a ward has no budget; the city has.
    #[test]
    fn every_municipality_decides_and_a_ward_does_not() {
        assert_eq!(places(&["011011", "011029"]).deciders(), BTreeSet::from([code("011002")]));
        assert_eq!(places(&["992011", "992020"]).deciders().len(), 2);
        assert_eq!(places(&["010006"]).deciders(), BTreeSet::from([code("010006")]));
    }

    /// E4
    #[test]
    fn in_winter_a_proposal_is_too_late_for_the_coming_year() {
        let year = |day| BudgetSeason::reachable(day).start_year();
        assert_eq!([year(date(2026, 4, 1)), year(date(2026, 12, 31)), year(date(2027, 1, 1))], [2027, 2027, 2028]);
        assert_eq!(year(date(2027, 3, 31)), 2028);
    }

    /// E5, F1
    #[test]
    fn both_kinds_of_council_have_seven_functions() {
        assert_eq!((Function::of(false).count(), Function::of(true).count()), (7, 7));
        assert!(Function::of(false).all(|function| !Function::of(true).any(|other| other == function)));
    }
}
