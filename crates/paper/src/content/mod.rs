//! What stands in each form. The JSON Schemas in `forms/` are derived from these types; dates are dates here and 和暦 on paper.

mod agenda;
mod handbook;
mod letters;
mod meetings;
mod members;
mod minutes;
mod post;
mod reports;
mod shared;

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::Value;

use crate::{errors::PaperError, forms::Form};

pub use agenda::{Agenda, AgendaLine, ChairLine, ChairScript, Style};
pub use handbook::{Handbook, ReportPlace};
pub use letters::{AuthorityLetter, Invitation, Pledge, PledgeText, ReferralRequest, Signature};
pub use meetings::{AttendanceReply, Collected, CollectionSheet, MaterialCover, MeetingNotice, Poster};
pub use members::{ContactWishSheet, PlanLine, SeatLine, SeatList, WishResident, YearPlan};
pub use minutes::{Attendees, Count, Discussed, Entry, Minutes, Shape};
pub use post::{AddressLabels, Envelope, Label};
pub use reports::{AnnualReport, Prescribed, PrescribedPart, PublicationLine, PublicationReport, VisitRecord};
pub use shared::{Addressee, MeetingFacts, Office, Reply, Row};

/// The content of a form.
pub trait Content: Serialize + JsonSchema {
    /// Which form.
    const FORM: Form;
}

/// Types of content: they can be written as JSON, read from it, and describe themselves; unknown fields are refused.
macro_rules! content_types {
    ($($item:item)*) => {
        $(
            #[derive(Debug, Clone, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize, ::schemars::JsonSchema)]
            #[serde(deny_unknown_fields)]
            $item
        )*
    };
}
use content_types;

/// Binds types to forms, in the order of the year.
macro_rules! forms {
    ($($content:ty = $id:literal, $title:literal;)*) => {
        $(
            impl Content for $content {
                const FORM: Form = Form { id: $id, title: $title };
            }
        )*

        /// All of them.
        pub(crate) const FORMS: &[Form] = &[$(<$content>::FORM),*];

        /// The schema of a form's content.
        pub(crate) fn schema(id: &str) -> Option<Value> {
            match id {
                $($id => Some(schema_of::<$content>()),)*
                _ => None,
            }
        }
    };
}

forms! {
    ContactWishSheet = "contact-wish", "意向確認シート";
    Invitation = "invitation", "参加依頼文";
    Pledge = "pledge", "参加承諾書";
    ReferralRequest = "referral-request", "構成員の紹介依頼文";
    SeatList = "seat-list", "構成員名簿";
    YearPlan = "year-plan", "年間計画";
    MeetingNotice = "meeting-notice", "開催通知";
    AttendanceReply = "attendance-reply", "出欠・書面意見票";
    Agenda = "agenda", "次第";
    ChairScript = "chair-script", "進行表";
    MaterialCover = "material-cover", "資料の表紙";
    CollectionSheet = "collection-sheet", "資料の回収表";
    Handbook = "visitor-handbook", "地域連携推進員の手引き";
    VisitRecord = "visit-record", "施設訪問記録";
    Minutes = "minutes", "議事録";
    Prescribed = "prescribed", "自治体の所定様式";
    Poster = "poster", "掲示用のお知らせ";
    PublicationReport = "publication-report", "公表状況報告";
    AnnualReport = "annual-report", "年次報告書";
    AuthorityLetter = "authority-letter", "行政からの書面";
    AddressLabels = "address-labels", "宛名ラベル";
    Envelope = "envelope", "封筒の宛名";
}

/// Content as values.
pub(crate) fn value<C: Content>(content: &C) -> Result<Value, PaperError> {
    serde_json::to_value(content).map_err(|error| PaperError::Export(error.to_string()))
}

/// In one piece, without references, so that a person can read it and a form of a city's own can begin from it.
fn schema_of<C: Content>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<C>();
    schema.insert("title".to_owned(), C::FORM.title.into());
    schema.to_value()
}
