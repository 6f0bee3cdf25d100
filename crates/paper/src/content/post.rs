//! Envelopes and labels.

use super::{Office, content_types};

content_types! {
    /// 宛名ラベル: A4 in twelve parts (two columns, six rows, 86.4 mm by 42.3 mm).
    pub struct AddressLabels {
        /// One label each.
        pub labels: Vec<Label>,
        /// How many of the first labels of the sheet are used up.
        #[serde(default)]
        #[schemars(range(max = 11))]
        pub skip: u8,
    }

    /// An address.
    pub struct Label {
        /// 郵便番号.
        pub postal_code: Option<String>,
        /// 住所.
        #[serde(default)]
        pub address: String,
        /// 所属・役職.
        pub affiliation: Option<String>,
        /// 氏名 or 名称.
        #[schemars(length(min = 1))]
        pub name: String,
        /// 様 or 御中.
        #[serde(default = "honorific")]
        pub honorific: String,
    }

    /// 封筒の宛名: 長形3号, 120 mm by 235 mm, written across.
    pub struct Envelope {
        /// 宛先.
        pub to: Label,
        /// 差出人.
        pub from: Office,
        /// `親展`, `資料在中` and the like.
        pub mark: Option<String>,
    }
}

fn honorific() -> String {
    "様".to_owned()
}
