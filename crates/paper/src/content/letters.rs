//! Letters about seats (B2, A10, A14).

use jiff::civil::Date;

use super::{Addressee, Office, Reply, content_types};

content_types! {
    /// 参加依頼文 with 別紙 参加承諾書 (B2).
    pub struct Invitation {
        /// 日付.
        pub written_on: Date,
        /// 差出人.
        pub office: Office,
        /// 宛先.
        pub addressee: Addressee,
        /// In which category the seat is.
        pub category: String,
        /// Whether it is a reminder.
        #[serde(default)]
        pub again: bool,
        /// お返事の期限.
        pub reply_by: Date,
        /// How to answer by phone.
        pub reply: Option<Reply>,
        /// The text of 参加承諾書; without it, the letter goes alone.
        pub pledge: Option<PledgeText>,
    }

    /// What is promised (A10).
    pub struct PledgeText {
        /// `みなみ荘　管理者　…`
        pub addressee: String,
        /// The sentences, one a line.
        #[schemars(length(min = 1))]
        pub text: String,
    }

    /// 参加承諾書 (A10): empty to be signed, or as it was given.
    pub struct Pledge {
        /// The text.
        pub pledge: PledgeText,
        /// Who signed; absent: lines to write on.
        pub signature: Option<Signature>,
    }

    /// Who signed what, when and how.
    pub struct Signature {
        /// 承諾した日.
        pub signed_on: Date,
        /// 所属.
        pub affiliation: Option<String>,
        /// 役職.
        pub position: Option<String>,
        /// 氏名.
        pub name: String,
        /// How it was given, and the hash of the text, for what was given electronically.
        pub proof: Option<String>,
    }

    /// A request to a municipality to name people (A14).
    pub struct ReferralRequest {
        /// 日付.
        pub written_on: Date,
        /// 差出人.
        pub office: Office,
        /// 宛先.
        pub addressee: Addressee,
        /// What was tried so far.
        pub tried: Option<String>,
        /// Whom the office looks for.
        #[schemars(length(min = 1))]
        pub wanted: Vec<String>,
        /// お返事の期限.
        pub reply_by: Date,
    }

    /// What an authority asks of an office or tells it (D2, D4, D6), in the authority's own words.
    pub struct AuthorityLetter {
        /// 日付.
        pub written_on: Date,
        /// 差出人: the authority.
        #[schemars(length(min = 1))]
        pub sender: String,
        /// 宛先.
        pub addressee: Addressee,
        /// 宛先の住所.
        pub address: Option<String>,
        /// 事業所番号 of the office that is written to.
        pub number: Option<String>,
        /// 件名.
        #[schemars(length(min = 1))]
        pub title: String,
        /// 本文; each line is a paragraph.
        pub text: String,
        /// How to fill the authority's form in.
        #[serde(default)]
        pub form_text: String,
        /// Where the authority's form lies.
        pub form_url: Option<String>,
        /// 期限.
        pub due_on: Option<Date>,
        /// Where those who use Engawa answer.
        pub page: Option<String>,
    }
}
