//! What an office hands in as its yearly report (D4), as it was on that day. There is no field in which a person's name belongs.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{calendar::FiscalYear, meetings::PublicationChannel, publications::PublicMinutes, visits::VisitMode};

/// A report, frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportSnapshot {
    /// 事業所の名称.
    pub office_name: String,
    /// 事業所番号.
    pub office_number: String,
    /// The 年度 that is reported on.
    pub year: FiscalYear,
    /// ① 会議議事録.
    pub minutes: Vec<PublicMinutes>,
    /// ② 施設訪問記録.
    pub visits: Vec<ReportedVisit>,
    /// ③ 議事録公表の状況.
    pub publications: Vec<ReportedPublication>,
    /// For which dwellings each meeting of ① was held (B17).
    #[serde(default)]
    pub meetings: Vec<ReportedMeeting>,
    /// What the office adds: the state of its operation, or why something is missing.
    pub note: String,
}

/// A meeting of which minutes are handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportedMeeting {
    /// 第何回.
    pub number: u32,
    /// The names of the dwellings for which it was held.
    pub dwellings: Vec<String>,
}

/// A visit that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportedVisit {
    /// When.
    pub day: Option<Date>,
    /// To which dwelling.
    pub dwelling: String,
    /// On site or through a screen.
    pub mode: Option<VisitMode>,
    /// When its record was written.
    pub recorded_on: Option<Date>,
    /// What the record says; empty when the office keeps it on a paper of its own.
    pub record: String,
}

/// How the minutes of a meeting were published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportedPublication {
    /// 第何回.
    pub number: u32,
    /// How.
    pub channel: PublicationChannel,
    /// Where: an address, a board.
    pub place: String,
    /// Since when.
    pub from_day: Date,
}

impl ReportSnapshot {
    /// Every text that people wrote, for the gate.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let minutes = self.minutes.iter().flat_map(PublicMinutes::texts);
        let visits = self.visits.iter().map(|visit| visit.record.as_str());
        let places = self.publications.iter().map(|shown| shown.place.as_str());
        minutes.chain(visits).chain(places).chain([self.note.as_str()])
    }

    /// The dwellings for which a meeting was held; none where nobody wrote them down.
    pub fn dwellings_of(&self, number: u32) -> &[String] {
        self.meetings.iter().find(|meeting| meeting.number == number).map_or(&[], |meeting| &meeting.dwellings)
    }

    /// The same texts, in the same order, to be written anew.
    pub fn texts_mut(&mut self) -> Vec<&mut String> {
        let minutes = self.minutes.iter_mut().flat_map(PublicMinutes::texts_mut);
        let visits = self.visits.iter_mut().map(|visit| &mut visit.record);
        let places = self.publications.iter_mut().map(|shown| &mut shown.place);
        minutes.chain(visits).chain(places).chain([&mut self.note]).collect()
    }
}
