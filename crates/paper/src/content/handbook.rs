//! 地域連携推進員の手引き (C5–C7).

use super::{Office, content_types};

content_types! {
    /// The handbook as it is handed to a visitor. Its words are part of the form.
    pub struct Handbook {
        /// 事業所.
        pub office: Office,
        /// Where 虐待 is reported (C7).
        pub report_to: ReportPlace,
    }

    /// The municipality's desk.
    pub struct ReportPlace {
        /// 市町村の名前.
        pub municipality: String,
        /// 担当課.
        pub section: String,
        /// 電話番号.
        pub phone: String,
        /// For nights and holidays.
        pub night_phone: Option<String>,
    }
}
