//! 所定様式: the forms that an authority prescribes, as data (B13, C8, D4). A form says in which order and under which names an
//! authority wants to read things; what stands there comes from a closed vocabulary of things that are known.

use std::sync::Arc;

use model::{Vocabulary, vocabulary};

use crate::rule::Citation;

vocabulary! {
    /// What is written in a form.
    FormSubject {
        /// The minutes of a meeting (B13).
        Minutes = "minutes", "議事録";
        /// The record of a visit (C8). Never public.
        VisitRecord = "visit_record", "施設訪問記録";
    }
}

vocabulary! {
    /// Whose the titles, the order and the words of a form are.
    Layout {
        /// The authority's own form, copied faithfully.
        Official = "official", "自治体の様式のとおり";
        /// Put together here from what the authority names; to be compared with the authority's own file before it is used.
        Ours = "ours", "縁側の並べ方（自治体の様式と見比べて使います）";
    }
}

vocabulary! {
    /// A known thing from which a field is filled. Whatever tells of people tells categories and numbers: nobody's name.
    Fill {
        /// Left empty, to be written by hand.
        ByHand = "by_hand", "手で書く";
        /// 事業所の名称.
        OfficeName = "office_name", "事業所の名称";
        /// 事業所番号.
        OfficeNumber = "office_number", "事業所番号";
        /// 事業所の所在地.
        OfficeAddress = "office_address", "事業所の所在地";
        /// サービスの種類.
        Service = "service", "サービスの種類";
        /// 年度.
        FiscalYear = "fiscal_year", "年度";
        /// Which meeting: `令和8年度 第1回 地域連携推進会議`.
        Meeting = "meeting", "会議の名前";
        /// The day of the meeting.
        HeldOn = "held_on", "開催した日";
        /// The kind of place; no address of a house.
        PlaceKind = "place_kind", "会場の種類";
        /// The dwellings for which the meeting was held (B17).
        Dwellings = "dwellings", "対象の住居";
        /// How many came and how many wrote, by category.
        Attendance = "attendance", "出席者（区分ごとの人数）";
        /// How many of the office's staff came.
        StaffPresent = "staff_present", "事業所の出席者（人数）";
        /// The titles of what was talked about.
        Topics = "topics", "議題";
        /// What the office reported.
        Reports = "reports", "報告";
        /// What was asked.
        Questions = "questions", "質問";
        /// 要望.
        Requests = "requests", "要望";
        /// 助言.
        Advice = "advice", "助言";
        /// Other opinions.
        Opinions = "opinions", "意見";
        /// The office's answers, each after that which it answers.
        Answers = "answers", "事業所の回答・対応";
        /// All that was said, by topic, each with its answer.
        Discussion = "discussion", "話し合ったこと（議題ごと、回答つき）";
        /// What was decided, in plain words.
        Summary = "summary", "決まったこと";
        /// How, where and since when the minutes are public.
        Publication = "publication", "公表の状況";
        /// Which dwelling was visited.
        Dwelling = "dwelling", "訪問した住居";
        /// The day of the visit.
        VisitedOn = "visited_on", "訪問した日";
        /// On site or through a screen.
        VisitMode = "visit_mode", "訪問の方法";
        /// The category of who visited.
        Visitors = "visitors", "訪問した人（区分）";
        /// 感想.
        Impressions = "impressions", "感想";
        /// 施設の環境.
        Environment = "environment", "施設の環境";
        /// 利用者の様子.
        Residents = "residents", "利用者の様子";
        /// 職員の様子.
        Staff = "staff", "職員の様子";
        /// 会議で話したいこと・事業所に伝えたいこと.
        Wishes = "wishes", "会議で話したいこと・事業所に伝えたいこと";
        /// The day on which the record was written.
        RecordedOn = "recorded_on", "記録した日";
    }
}

impl Fill {
    /// What it is known of; `None`: of both.
    pub fn subject(self) -> Option<FormSubject> {
        match self {
            Self::ByHand | Self::OfficeName | Self::OfficeNumber | Self::OfficeAddress | Self::Service | Self::FiscalYear => None,
            Self::Meeting
            | Self::HeldOn
            | Self::PlaceKind
            | Self::Dwellings
            | Self::Attendance
            | Self::StaffPresent
            | Self::Topics
            | Self::Reports
            | Self::Questions
            | Self::Requests
            | Self::Advice
            | Self::Opinions
            | Self::Answers
            | Self::Discussion
            | Self::Summary
            | Self::Publication => Some(FormSubject::Minutes),
            Self::Dwelling
            | Self::VisitedOn
            | Self::VisitMode
            | Self::Visitors
            | Self::Impressions
            | Self::Environment
            | Self::Residents
            | Self::Staff
            | Self::Wishes
            | Self::RecordedOn => Some(FormSubject::VisitRecord),
        }
    }

    /// Whether a form about this may ask for it.
    pub fn fits(self, subject: FormSubject) -> bool {
        self.subject().is_none_or(|own| own == subject)
    }
}

/// A form that an authority prescribes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrescribedForm {
    /// Its stable name, by which rules call it.
    pub id: String,
    /// What is written in it.
    pub subject: FormSubject,
    /// The title above.
    pub title: String,
    /// `様式第1号` and the like.
    pub number: Option<String>,
    /// To whom it is addressed.
    pub addressee: Option<String>,
    /// Whose the layout is.
    pub layout: Layout,
    /// Where the authority's own file lies; always there when the layout is ours.
    pub url: Option<String>,
    /// Where it is written what the form contains.
    pub citation: Arc<Citation>,
    /// Its sections, in order; at least one, each with a field or more.
    pub sections: Vec<FormSection>,
    /// What the authority asks of those who fill it in.
    pub notes: Vec<String>,
}

impl PrescribedForm {
    /// Whether it asks for something.
    pub fn asks_for(&self, fill: Fill) -> bool {
        self.fields().any(|field| field.from == fill)
    }

    /// All fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.sections.iter().flat_map(|section| &section.fields)
    }
}

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSection {
    /// Its heading; empty: none.
    pub heading: String,
    /// Its fields.
    pub fields: Vec<FormField>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    /// Its name on paper.
    pub label: String,
    /// What fills it.
    pub from: Fill,
}

/// What a rule says of the form of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prescription<'b> {
    /// There is a form, and it is this one.
    Form(&'b PrescribedForm),
    /// There is a form, and nobody has written down here what it contains.
    Unknown,
}

/// The words of a subject, for people who chose a wrong one.
pub(crate) fn words_of(subject: FormSubject) -> String {
    Fill::ALL.iter().filter(|fill| fill.fits(subject)).map(|fill| fill.code()).collect::<Vec<_>>().join("、")
}
