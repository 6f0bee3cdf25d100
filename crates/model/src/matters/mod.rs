//! 用件: what an office and an authority have to settle with each other (D1–D4), as a thread with a state and a deadline.

mod details;
mod report;

pub use details::{DateNotice, Details, GuidanceVisit, NoticeAnswer, PlannedDate, Report, Sitting, SurveyAnswer};
pub use report::{ReportSnapshot, ReportedMeeting, ReportedPublication, ReportedVisit};

use crate::vocabulary;

vocabulary! {
    /// What a matter is about.
    MatterKind {
        /// The date of a meeting, told to the authority before the members (D1).
        DateNotice = "date_notice", "会議日の事前連絡";
        /// The planned dates of the coming year (D2).
        Survey = "survey", "開催日程の事前調査";
        /// The yearly report (D4).
        Report = "report", "実施状況の報告";
        /// A visit by the authority's staff (D3).
        GuidanceVisit = "guidance_visit", "行政職員による訪問";
        /// A reminder.
        Reminder = "reminder", "お知らせ";
        /// Anything else that is asked or told.
        Question = "question", "相談・連絡";
    }
}

vocabulary! {
    /// Whose turn it is.
    MatterState {
        /// The office is to answer.
        AwaitsOffice = "awaits_office", "事業所の番";
        /// The authority is to answer.
        AwaitsAuthority = "awaits_authority", "行政の番";
        /// Nothing is open.
        Settled = "settled", "完了";
        /// It was taken back.
        Withdrawn = "withdrawn", "取り下げ";
    }
}

vocabulary! {
    /// The two sides of a matter.
    Side {
        /// 事業所.
        Office = "office", "事業所";
        /// 行政.
        Authority = "authority", "行政";
    }
}

vocabulary! {
    /// What somebody did in a matter.
    EntryKind {
        /// Told the other side something.
        Told = "told", "知らせました";
        /// Asked the other side for something.
        Asked = "asked", "依頼しました";
        /// Answered.
        Answered = "answered", "回答しました";
        /// Handed papers in.
        Submitted = "submitted", "提出しました";
        /// Took papers in.
        Received = "received", "受け取りました";
        /// Gave papers back to be corrected.
        Returned = "returned", "直しをお願いしました";
        /// Went on without waiting, with a reason.
        Overridden = "overridden", "理由を記して先に進めました";
        /// Declared it settled.
        Settled = "settled", "完了としました";
        /// Took it back.
        Withdrawn = "withdrawn", "取り下げました";
    }
}

vocabulary! {
    /// To whom a report goes.
    Recipient {
        /// The authority that designated the office: 都道府県・指定都市・中核市.
        Designator = "designator", "指定権者";
        /// The municipality in which it lies.
        Municipality = "municipality", "所在地の市区町村";
        /// The council of that municipality (D10).
        Council = "council", "所在地の市区町村の協議会";
    }
}

vocabulary! {
    /// What a report consists of (D4).
    ReportItem {
        /// 会議議事録.
        Minutes = "minutes", "会議議事録";
        /// 施設訪問記録.
        VisitRecords = "visit_records", "施設訪問記録";
        /// 議事録の公表の状況.
        PublicationState = "publication_state", "議事録公表の状況";
        /// 運営状況 (the report of 日中サービス支援型, D10).
        Operation = "operation", "運営の状況";
    }
}

vocabulary! {
    /// Which offices an authority asks (D5): designation and place are two things.
    Scope {
        /// Those that lie in its area.
        Located = "located", "管内に所在する事業所";
        /// Those that it designated.
        Designated = "designated", "指定した事業所";
    }
}
