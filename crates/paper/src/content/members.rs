//! Residents' wishes, members, the plan of the year (A3, A11, B1).

use jiff::civil::Date;
use model::calendar::FiscalYear;

use super::{Office, content_types};

content_types! {
    /// 意向確認シート: whether a resident wishes to meet people of the community.
    pub struct ContactWishSheet {
        /// 事業所.
        pub office: Office,
        /// For whom; absent: a line for the name.
        pub resident: Option<WishResident>,
        /// By when it is wanted back.
        pub reply_by: Option<Date>,
    }

    /// For whom the sheet is.
    pub struct WishResident {
        /// 氏名.
        pub name: String,
        /// 住居の名前.
        pub dwelling: Option<String>,
    }

    /// 構成員名簿. Not to be published.
    pub struct SeatList {
        /// 事業所.
        pub office: Office,
        /// 年度.
        #[schemars(with = "i16", extend("format" = "fiscal-year"))]
        pub fiscal_year: FiscalYear,
        /// 現在の日付.
        pub as_of: Date,
        /// The members.
        pub seats: Vec<SeatLine>,
    }

    /// A member.
    pub struct SeatLine {
        /// 区分.
        pub category: String,
        /// 氏名.
        pub name: String,
        /// フリガナ.
        pub kana: Option<String>,
        /// 所属・役職.
        pub affiliation: Option<String>,
        /// 任期の始まり.
        pub term_from: Option<Date>,
        /// 任期の終わり.
        pub term_to: Option<Date>,
        /// 参加承諾書を受け取った日.
        pub pledged_on: Option<Date>,
    }

    /// 年間計画.
    pub struct YearPlan {
        /// 事業所.
        pub office: Office,
        /// 年度.
        #[schemars(with = "i16", extend("format" = "fiscal-year"))]
        pub fiscal_year: FiscalYear,
        /// 作成した日.
        pub written_on: Date,
        /// In the order of the year.
        pub lines: Vec<PlanLine>,
    }

    /// A line of the plan.
    pub struct PlanLine {
        /// 時期: `6月上旬`, `10月20日`.
        pub when: String,
        /// すること.
        pub what: String,
        /// 担当・相手.
        #[serde(default)]
        pub who: String,
        /// 根拠・備考.
        #[serde(default)]
        pub note: String,
    }
}
