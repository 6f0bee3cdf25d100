//! Papers around a meeting (B4, B5, B9, B14).

use jiff::civil::Date;

use super::{Addressee, MeetingFacts, Office, Reply, content_types};

content_types! {
    /// 開催通知.
    pub struct MeetingNotice {
        /// 日付.
        pub written_on: Date,
        /// 差出人.
        pub office: Office,
        /// 宛先.
        pub addressee: Addressee,
        /// The meeting.
        pub meeting: MeetingFacts,
        /// 議題.
        #[serde(default)]
        pub items: Vec<String>,
        /// What is prepared for this member (情報保障).
        #[serde(default)]
        pub accommodations: Vec<String>,
        /// 出欠のお返事の期限.
        pub reply_by: Date,
        /// How to answer by phone.
        pub reply: Option<Reply>,
        /// Whether the 出欠・書面意見票 follows on a page of its own.
        #[serde(default)]
        pub with_reply_sheet: bool,
    }

    /// 出欠・書面意見票.
    pub struct AttendanceReply {
        /// 事業所.
        pub office: Office,
        /// The meeting.
        pub meeting: MeetingFacts,
        /// お名前; absent: a line to write on.
        pub name: Option<String>,
        /// 議題.
        #[serde(default)]
        pub items: Vec<String>,
        /// By when it is wanted back.
        pub reply_by: Date,
    }

    /// The cover of a material with personal details (B9).
    pub struct MaterialCover {
        /// 事業所.
        pub office: Office,
        /// The meeting.
        pub meeting: MeetingFacts,
        /// 資料の題.
        pub title: String,
        /// 資料番号: `資料2`.
        pub label: Option<String>,
        /// The number of this copy.
        pub number: Option<u32>,
        /// Whether it is collected after the meeting (回収).
        #[serde(default)]
        pub collect_back: bool,
    }

    /// The list by which numbered copies are collected (B9).
    pub struct CollectionSheet {
        /// 事業所.
        pub office: Office,
        /// The meeting.
        pub meeting: MeetingFacts,
        /// 資料の題.
        pub title: String,
        /// All copies.
        pub copies: Vec<Collected>,
    }

    /// A numbered copy.
    pub struct Collected {
        /// Its number.
        pub number: u32,
        /// Who holds it.
        pub holder: String,
        /// Whether it came back.
        #[serde(default)]
        pub returned: bool,
    }

    /// 掲示用のお知らせ: that minutes may be read (B14).
    pub struct Poster {
        /// 事業所.
        pub office: Office,
        /// 会議の名前.
        pub meeting: String,
        /// 開催した日.
        pub held_on: Date,
        /// A few sentences without names, one a line.
        #[serde(default)]
        pub summary: String,
        /// The address of the minutes.
        #[schemars(extend("format" = "qr"), length(min = 1))]
        pub link: String,
        /// 掲示の終わり.
        pub until: Option<Date>,
    }
}
