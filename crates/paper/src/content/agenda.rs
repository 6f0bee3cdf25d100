//! 次第 and 進行表 (B7, B8).

use jiff::civil::Time;

use super::{MeetingFacts, Office, content_types};

content_types! {
    /// 次第.
    pub struct Agenda {
        /// 事業所.
        pub office: Office,
        /// The meeting.
        pub meeting: MeetingFacts,
        /// Whether it is the first meeting of these members.
        #[serde(default)]
        pub first: bool,
        /// 議題.
        pub items: Vec<AgendaLine>,
        /// Whether the impressions of visits are asked for after the items.
        #[serde(default)]
        pub impressions: bool,
        /// 配布資料.
        #[serde(default)]
        pub materials: Vec<String>,
    }

    /// 議題.
    pub struct AgendaLine {
        /// 題.
        pub title: String,
        /// Minutes.
        pub minutes: Option<u32>,
        /// 説明する人.
        pub presenter: Option<String>,
    }

    /// 進行表 for whoever leads the meeting.
    pub struct ChairScript {
        /// 事業所.
        pub office: Office,
        /// The meeting.
        pub meeting: MeetingFacts,
        /// Whether it is the first meeting of these members.
        #[serde(default)]
        pub first: bool,
        /// Members who are present, `利用者家族　佐藤様`; absent ones with the word.
        #[serde(default)]
        pub members: Vec<String>,
        /// 議題 with their times.
        pub items: Vec<ChairLine>,
        /// When the closing words begin.
        pub closing: Option<Time>,
        /// The next meeting or visit, as a sentence.
        pub next: Option<String>,
    }

    /// An item as it is led.
    pub struct ChairLine {
        /// Its beginning.
        pub start: Option<Time>,
        /// 題.
        pub title: String,
        /// Minutes.
        pub minutes: Option<u32>,
        /// How it is held.
        pub style: Style,
        /// 説明する人.
        pub presenter: Option<String>,
        /// What it is about, as a sentence.
        #[serde(default)]
        pub description: String,
        /// 書面の意見 of those who are absent, to be read out.
        #[serde(default)]
        pub written: Vec<String>,
    }

    /// How an item is held.
    #[serde(rename_all = "snake_case")]
    pub enum Style {
        /// 報告.
        Report,
        /// 意見交換.
        Dialogue,
    }
}
