//! 書類: every paper of the year, made of what the database holds (B2, B9, B13, B14, C5, C8, D4, H2, H3).
//!
//! [`gather`] asks the policies of the column to which a paper belongs and fills in its form; [`Press`] prints it. Nothing is
//! changed here: what holds a link or a code was issued by the action that asks (`seats::invite`), and is printed from what that
//! action left [in hand](crate::links::in_hand).

mod calls;
mod fills;
mod letters;
mod materials;
mod meetings;
mod members;
mod minutes;
mod particulars;
mod prescribed;
mod press;
mod public;
mod reports;
mod visits;
mod year;

use model::{OfficeId, calendar::FiscalYear, vocabulary};
use paper::{Content, PaperError};
use serde_json::Value;

pub use calls::{CallPaper, Receivers, of_call};
pub use paper::{Format, Reading, Size};
pub(crate) use prescribed::asked as asked_in_form;
pub use press::{Press, Way, html, print};
pub use public::{PublicPaper, public, public_now, public_poster, public_poster_now};
pub(crate) use visits::handbook_to_read;
pub use year::{Line, Place, of_year};

use crate::{Actor, App, Fault};

vocabulary! {
    /// A paper, named as its form where it has one.
    Paper {
        /// 意向確認 (A11), for everybody who was not asked yet or for one resident.
        ContactWish = "contact-wish", "意向確認シート";
        /// 参加依頼文 with 別紙 (B2).
        Invitation = "invitation", "参加依頼文";
        /// 参加承諾書 (A10), empty or as it was given.
        Pledge = "pledge", "参加承諾書";
        /// To a municipality, for contacts (A12).
        ReferralRequest = "referral-request", "構成員の紹介依頼文";
        /// 構成員名簿.
        SeatList = "seat-list", "構成員名簿";
        /// 宛名ラベル.
        AddressLabels = "address-labels", "宛名ラベル";
        /// 年間計画 (B1).
        YearPlan = "year-plan", "年間計画";
        /// 開催通知 (B5).
        MeetingNotice = "meeting-notice", "開催通知";
        /// 出欠・書面意見票 (B4).
        AttendanceReply = "attendance-reply", "出欠・書面意見票";
        /// 次第 (B8).
        Agenda = "agenda", "次第";
        /// 進行表 (B10).
        ChairScript = "chair-script", "進行表";
        /// 資料の表紙 (B9).
        MaterialCover = "material-cover", "資料の表紙";
        /// 資料の回収表 (B9).
        CollectionSheet = "collection-sheet", "資料の回収表";
        /// 手引き (C5).
        Handbook = "visitor-handbook", "地域連携推進員の手引き";
        /// 施設訪問記録 (C8).
        VisitRecord = "visit-record", "施設訪問記録";
        /// 施設訪問記録 in the form that the authority prescribes (C8, D4).
        PrescribedVisitRecord = "prescribed-visit-record", "施設訪問記録（所定様式）";
        /// 議事録, the office's own (B13).
        MinutesInternal = "minutes-internal", "議事録（事業所内限り）";
        /// 議事録 for those who attended (B13).
        MinutesConfirmation = "minutes-confirmation", "議事録（確認用）";
        /// 議事録 as they were published (B14).
        MinutesPublication = "minutes-publication", "議事録（公表用）";
        /// 議事録 in the form that the authority prescribes (B13, D4).
        PrescribedMinutes = "prescribed-minutes", "議事録（所定様式）";
        /// 掲示用のお知らせ (B14).
        Poster = "poster", "掲示用のお知らせ";
        /// 公表状況報告 (D4).
        PublicationReport = "publication-report", "公表状況報告";
        /// The report of a year as it was handed in (D4).
        AnnualReport = "annual-report", "年次報告書";
    }
}

/// Which paper, of what.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The paper.
    pub paper: Paper,
    /// The one thing it is about (a meeting, a seat, a resident …), as its id; absent: the office.
    pub of: Option<String>,
    /// The 年度, where it is about one.
    pub year: Option<FiscalYear>,
}

impl Asked {
    /// A paper of the office.
    pub fn office(paper: Paper) -> Self {
        Self { paper, of: None, year: None }
    }

    /// A paper of one thing.
    pub fn of(paper: Paper, id: impl std::fmt::Display) -> Self {
        Self { of: Some(id.to_string()), ..Self::office(paper) }
    }

    /// The id of the thing. What is no id is not there.
    fn id<T: std::str::FromStr>(&self) -> Result<T, Error> {
        self.optional_id()?.ok_or_else(|| Fault::Hidden.into())
    }

    fn optional_id<T: std::str::FromStr>(&self) -> Result<Option<T>, Error> {
        self.of.as_deref().map(|id| id.parse().map_err(|_| Fault::Hidden.into())).transpose()
    }
}

/// So many copies stand in one file: a letter that is set wants about 0.3 MB of memory until its file is written, and most authorities
/// have fewer offices.
pub const MOST_IN_A_FILE: usize = 1_000;

/// A form that is filled in, a copy for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// The form's name.
    pub form: &'static str,
    /// What stands in each copy.
    pub copies: Vec<Value>,
    /// How the reader of each copy reads (A13); fewer than copies where nothing is known.
    pub readings: Vec<Reading>,
}

impl Filled {
    /// Copies of one form.
    pub(crate) fn new<C: Content>(copies: Vec<C>) -> Result<Self, Error> {
        let values: Result<Vec<Value>, _> = copies.iter().map(serde_json::to_value).collect();
        Ok(Self { form: C::FORM.id, copies: values.map_err(|error| Fault::Broken(error.to_string()))?, readings: Vec::new() })
    }

    /// Copies of one form, each for somebody who reads in a way of their own.
    pub(crate) fn to_readers<C: Content>(copies: Vec<(C, Reading)>) -> Result<Self, Error> {
        let (copies, readings) = copies.into_iter().unzip();
        Ok(Self { readings, ..Self::new::<C>(copies)? })
    }

    /// How many files the copies need.
    pub fn files(&self) -> usize {
        self.copies.len().div_ceil(MOST_IN_A_FILE)
    }

    /// The copies of one of these files, counted from 0.
    pub fn file(self, number: usize) -> Option<Self> {
        let copies = self.copies.chunks(MOST_IN_A_FILE).nth(number)?.to_vec();
        let readings = self.readings.chunks(MOST_IN_A_FILE).nth(number).unwrap_or_default().to_vec();
        Some(Self { copies, readings, ..self })
    }

    /// A single copy.
    pub(crate) fn one<C: Content>(copy: C) -> Result<Self, Error> {
        Self::new(vec![copy])
    }
}

/// There is no paper.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something has to be done before, in words.
    #[error("{0}")]
    TooEarly(&'static str),
    /// The form refuses what stands in it, or the fonts do not have a character of it.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// Fills in a form for an office. The right is that of the page to which the paper belongs.
pub async fn gather(app: &App, actor: &Actor, office: OfficeId, asked: &Asked) -> Result<Filled, Error> {
    match asked.paper {
        Paper::ContactWish => members::contact_wish(app, actor, office, asked.optional_id()?).await,
        Paper::SeatList => members::seat_list(app, actor, office).await,
        Paper::AddressLabels => members::address_labels(app, actor, office).await,
        Paper::YearPlan => year::plan(app, actor, office, asked.year).await,
        Paper::Invitation => letters::invitation(app, actor, office, asked.optional_id()?).await,
        Paper::Pledge => letters::pledge(app, actor, office, asked.optional_id()?).await,
        Paper::ReferralRequest => letters::referral_request(app, actor, office, asked.id()?).await,
        Paper::MeetingNotice => meetings::notice(app, actor, office, asked.id()?).await,
        Paper::AttendanceReply => meetings::attendance_reply(app, actor, office, asked.id()?).await,
        Paper::Agenda => meetings::agenda(app, actor, office, asked.id()?).await,
        Paper::ChairScript => meetings::chair_script(app, actor, office, asked.id()?).await,
        Paper::MaterialCover => materials::covers(app, actor, office, asked.id()?).await,
        Paper::CollectionSheet => materials::collection(app, actor, office, asked.id()?).await,
        Paper::Handbook => visits::handbook(app, actor, office).await,
        Paper::VisitRecord => visits::record(app, actor, office, asked.optional_id()?).await,
        Paper::PrescribedVisitRecord => prescribed::of_visit(app, actor, office, asked.optional_id()?).await,
        Paper::MinutesInternal => minutes::internal(app, actor, office, asked.id()?).await,
        Paper::MinutesConfirmation => minutes::confirmation(app, actor, office, asked.id()?).await,
        Paper::MinutesPublication => minutes::publication(app, actor, office, asked.id()?).await,
        Paper::PrescribedMinutes => prescribed::of_meeting(app, actor, office, asked.id()?).await,
        Paper::Poster => minutes::poster(app, actor, office, asked.id()?).await,
        Paper::PublicationReport => reports::publications(app, actor, office, asked.year).await,
        Paper::AnnualReport => reports::annual(app, actor, office, asked.id()?).await,
    }
}
