//! Meetings of a body (B3–B13).

use crate::vocabulary;

vocabulary! {
    /// Where a meeting stands in its year.
    MeetingState {
        /// In the year's plan, no date yet.
        Planned = "planned", "計画";
        /// The members are being asked for dates.
        Polling = "polling", "日程調整中";
        /// The date is fixed and everybody told.
        Fixed = "fixed", "日程確定";
        /// It took place.
        Held = "held", "開催済";
        /// It will not take place.
        Cancelled = "cancelled", "中止";
    }
}

vocabulary! {
    /// The place of a meeting (B5).
    PlaceKind {
        /// In the office or the dwelling.
        Office = "office", "施設・事業所内";
        /// Outside: a community centre and the like.
        Outside = "outside", "公民館・外部の会議室等";
        /// Online only.
        Online = "online", "オンライン";
    }
}

vocabulary! {
    /// 出欠 (B12).
    AttendanceMode {
        /// In the room.
        InPerson = "in_person", "対面";
        /// Through a screen.
        Online = "online", "オンライン";
        /// Absent.
        Absent = "absent", "欠席";
        /// Absent, with a written opinion (B4).
        Written = "written", "欠席（書面意見）";
        /// Somebody came in the person's place.
        Proxy = "proxy", "代理";
    }
}

impl AttendanceMode {
    /// Whether somebody sat at the table for this seat.
    pub fn present(self) -> bool {
        matches!(self, Self::InPerson | Self::Online | Self::Proxy)
    }
}

vocabulary! {
    /// An answer in a date poll (B3).
    PollAnswer {
        /// Can come.
        Yes = "yes", "○";
        /// May be able to come.
        Maybe = "maybe", "△";
        /// Cannot come.
        No = "no", "×";
    }
}

vocabulary! {
    /// The four purposes of 地域連携推進会議 (B6; the ministry's guide, chapter 2). The labels are official.
    Purpose {
        /// 関係づくり.
        Relations = "relations", "利用者と地域との関係づくり";
        /// 理解促進.
        Understanding = "understanding", "地域の人への施設等や利用者に関する理解の促進";
        /// 透明性と質.
        Transparency = "transparency", "施設等やサービスの透明性・質の確保";
        /// 権利擁護.
        Rights = "rights", "利用者の権利擁護";
    }
}

vocabulary! {
    /// Whether an agenda item is a report or a conversation (B6: not only reports).
    ItemStyle {
        /// The office tells.
        Report = "report", "報告";
        /// Both sides talk.
        Dialogue = "dialogue", "意見交換";
    }
}

vocabulary! {
    /// What somebody said (B13, B15).
    NoteKind {
        /// The office reported.
        Report = "report", "報告";
        /// A question.
        Question = "question", "質問";
        /// A request: wants an answer.
        Request = "request", "要望";
        /// Advice: wants an answer.
        Advice = "advice", "助言";
        /// An opinion.
        Opinion = "opinion", "意見";
    }
}

impl NoteKind {
    /// Whether the office owes an answer (B13: requests and advice).
    pub fn wants_answer(self) -> bool {
        matches!(self, Self::Request | Self::Advice)
    }
}

vocabulary! {
    /// 議事録の状態 (B13).
    MinutesState {
        /// Being written.
        Drafted = "drafted", "作成中";
        /// Sent to those who attended.
        Circulated = "circulated", "確認依頼中";
        /// Confirmed by those who attended.
        Confirmed = "confirmed", "確認済";
    }
}

vocabulary! {
    /// Where minutes were shown to people (B14).
    PublicationChannel {
        /// The public page of this installation.
        PublicPage = "public_page", "縁側の公表ページ";
        /// The office's own site.
        Website = "website", "ホームページ";
        /// A newsletter.
        Newsletter = "newsletter", "広報誌";
        /// A notice board in the office.
        NoticeBoard = "notice_board", "事業所内の掲示";
        /// Circulated in the neighbourhood.
        Circulation = "circulation", "回覧";
        /// Anything else.
        Other = "other", "その他";
    }
}

vocabulary! {
    /// Where a follow-up of a request or of advice stands (B15).
    VoiceState {
        /// No answer yet.
        Open = "open", "未回答";
        /// Answered; something is still being done.
        Working = "working", "対応中";
        /// Done.
        Done = "done", "対応済";
        /// Will not be done, with the reason told.
        NotPursued = "not_pursued", "見送り";
    }
}

vocabulary! {
    /// Whether the resident concerned agreed that an incident is shared (B8).
    IncidentConsent {
        /// No resident who attends is concerned.
        NotNeeded = "not_needed", "出席する利用者に関わる事例はない";
        /// Still to be asked.
        Open = "open", "ご本人にまだ確かめていない";
        /// Agreed.
        Given = "given", "ご本人の了承を得た";
        /// Did not agree.
        Refused = "refused", "ご本人が望まない";
    }
}
