//! 議事録 (B13, B14) in three shapes.

use jiff::civil::Date;

use super::{MeetingFacts, Office, Reply, content_types};

content_types! {
    /// 議事録.
    pub struct Minutes {
        /// For whom it is.
        pub shape: Shape,
        /// 事業所.
        pub office: Office,
        /// The meeting.
        pub meeting: MeetingFacts,
        /// How many of each category attended.
        pub attendance: Vec<Count>,
        /// How many of the office's staff attended.
        pub staff_present: u32,
        /// Who attended, by name: in the internal shape only.
        #[serde(default)]
        pub attendees: Vec<Attendees>,
        /// 決まったこと, one sentence a line.
        #[serde(default)]
        pub summary: String,
        /// What was talked about.
        pub items: Vec<Discussed>,
        /// 次回の予定.
        pub next: Option<String>,
        /// 記録した日.
        pub recorded_on: Option<Date>,
        /// 確認のお願い: by when.
        pub confirm_by: Option<Date>,
        /// 確認のお願い: how to answer by phone.
        pub reply: Option<Reply>,
        /// Where the published minutes stand.
        pub address: Option<String>,
    }

    /// For whom minutes are.
    #[serde(rename_all = "snake_case")]
    pub enum Shape {
        /// The office's own, with names; never leaves it.
        Internal,
        /// For those who attended, to confirm.
        Confirmation,
        /// For everybody.
        Publication,
    }

    /// Attendance of a category.
    pub struct Count {
        /// 区分.
        pub category: String,
        /// How many came, online included.
        pub present: u32,
        /// How many sent their opinion in writing.
        #[serde(default)]
        pub written: u32,
    }

    /// A person who attended.
    pub struct Attendees {
        /// 区分.
        pub category: String,
        /// 氏名.
        pub name: String,
        /// 対面, オンライン, 欠席（書面意見）, …
        pub attendance: String,
    }

    /// An item and what was said about it.
    pub struct Discussed {
        /// 題.
        pub title: String,
        /// In the order of the meeting.
        pub entries: Vec<Entry>,
    }

    /// Something that was said.
    pub struct Entry {
        /// 報告, 質問, 要望, 助言, 意見, …
        pub kind: String,
        /// Who: a category, 事業所, or a name in the internal shape.
        pub by: String,
        /// What.
        pub text: String,
        /// The office's answer.
        pub answer: Option<String>,
    }
}
