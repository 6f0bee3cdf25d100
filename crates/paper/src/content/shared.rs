//! What several forms have in common.

use jiff::{civil::Date, civil::Time};

use super::content_types;

content_types! {
    /// 事業所: who sends.
    pub struct Office {
        /// 事業所の名称.
        #[schemars(length(min = 1))]
        pub name: String,
        /// 事業所番号, ten digits.
        pub number: Option<String>,
        /// 管理者の氏名.
        pub manager: Option<String>,
        /// 郵便番号, `060-0001`.
        pub postal_code: Option<String>,
        /// 所在地.
        pub address: Option<String>,
        /// 電話番号.
        pub phone: Option<String>,
        /// FAX番号.
        pub fax: Option<String>,
        /// メールアドレス.
        pub email: Option<String>,
    }

    /// Whom a letter is for.
    pub struct Addressee {
        /// 氏名 or 名称.
        #[schemars(length(min = 1))]
        pub name: String,
        /// 所属・役職, above the name.
        pub affiliation: Option<String>,
        /// 様 for persons, 御中 for offices and sections.
        #[serde(default = "honorific")]
        pub honorific: String,
    }

    /// How to answer by phone without an account (B2).
    pub struct Reply {
        /// The address in the QR code.
        #[schemars(extend("format" = "qr"), length(min = 1))]
        pub link: String,
        /// The page on which the code is typed, as it is printed.
        pub page: String,
        /// The short code.
        pub code: String,
    }

    /// 会議: which, when, where.
    pub struct MeetingFacts {
        /// `令和8年度 第1回 地域連携推進会議`
        #[schemars(length(min = 1))]
        pub title: String,
        /// The day; without one, it is not settled yet.
        pub date: Option<Date>,
        /// Beginning.
        pub start: Option<Time>,
        /// End.
        pub end: Option<Time>,
        /// 会場.
        pub place: Option<String>,
        /// How to take part online.
        pub online: Option<String>,
    }

    /// A line of a table with its name.
    pub struct Row {
        /// 項目.
        pub label: String,
        /// 内容; empty: to be filled in by hand.
        #[serde(default)]
        pub text: String,
    }
}

fn honorific() -> String {
    "様".to_owned()
}
