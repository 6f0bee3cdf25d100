//! Records and reports (C8, D4).

use jiff::civil::Date;
use model::calendar::FiscalYear;

use super::{Addressee, Minutes, Office, Row, content_types};

content_types! {
    /// 施設訪問記録 (C8). Never published. Empty fields become lines to write on.
    pub struct VisitRecord {
        /// 事業所.
        pub office: Office,
        /// 住居・施設の名前.
        pub dwelling: String,
        /// 訪問した日.
        pub day: Option<Date>,
        /// 現地 or オンライン.
        pub mode: Option<String>,
        /// Who visited: categories, or names where the record stays with the office.
        #[serde(default)]
        pub visitors: Vec<String>,
        /// 自由な感想: asked for first (C6).
        pub impressions: Option<String>,
        /// 施設の環境.
        pub environment: Option<String>,
        /// 利用者の様子と話したこと.
        pub residents: Option<String>,
        /// 職員の様子と話したこと.
        pub staff: Option<String>,
        /// 会議で話したいこと・事業所に伝えたいこと.
        pub wishes: Option<String>,
        /// 記録した日.
        pub recorded_on: Option<Date>,
    }

    /// A form that an authority prescribes (D4): its title, its parts, its fields, in its order and words.
    pub struct Prescribed {
        /// 様式の題.
        #[schemars(length(min = 1))]
        pub title: String,
        /// `様式第1号` and the like, above.
        pub number: Option<String>,
        /// 宛先.
        pub addressee: Option<Addressee>,
        /// 日付.
        pub written_on: Option<Date>,
        /// Of what it tells, where several of one form stand together: a meeting, a visit.
        pub about: Option<String>,
        /// 事業所, above the parts; absent where a field of the form names it.
        pub office: Option<Office>,
        /// In the order of the form.
        #[schemars(length(min = 1))]
        pub parts: Vec<PrescribedPart>,
        /// 注意書き.
        #[serde(default)]
        pub notes: Vec<String>,
    }

    /// A part of a prescribed form.
    pub struct PrescribedPart {
        /// 見出し; empty: none.
        #[serde(default)]
        pub heading: String,
        /// Its fields.
        pub rows: Vec<Row>,
    }

    /// 公表状況報告: where minutes were shown, and for how long.
    pub struct PublicationReport {
        /// 日付.
        pub written_on: Date,
        /// 差出人.
        pub office: Office,
        /// 宛先.
        pub addressee: Addressee,
        /// 年度.
        #[schemars(with = "i16", extend("format" = "fiscal-year"))]
        pub fiscal_year: FiscalYear,
        /// Each publication.
        pub lines: Vec<PublicationLine>,
    }

    /// A publication.
    pub struct PublicationLine {
        /// 会議の名前.
        pub meeting: String,
        /// 開催した日.
        pub held_on: Date,
        /// 公表した日.
        pub published_on: Date,
        /// 公表の方法: ホームページ, 広報誌, 掲示, …
        pub how: String,
        /// 場所: an address or a place.
        #[serde(default)]
        pub place: String,
        /// 公表の終わり; absent: goes on.
        pub until: Option<Date>,
    }

    /// 年次報告書: all that an authority is told of a year, as one bundle (D4).
    pub struct AnnualReport {
        /// 日付.
        pub written_on: Date,
        /// 差出人.
        pub office: Office,
        /// 宛先.
        pub addressee: Addressee,
        /// 年度.
        #[schemars(with = "i16", extend("format" = "fiscal-year"))]
        pub fiscal_year: FiscalYear,
        /// ① 議事録.
        pub minutes: Vec<Minutes>,
        /// ① in the form that the authority prescribes; then these are printed instead.
        #[serde(default)]
        pub minutes_in_form: Vec<Prescribed>,
        /// ② 施設訪問記録.
        pub visits: Vec<VisitRecord>,
        /// ② in the form that the authority prescribes; then these are printed instead.
        #[serde(default)]
        pub visits_in_form: Vec<Prescribed>,
        /// ③ 公表の状況.
        pub publications: Vec<PublicationLine>,
        /// 添えること.
        pub note: Option<String>,
    }
}
