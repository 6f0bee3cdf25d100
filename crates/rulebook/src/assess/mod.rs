//! From facts to findings. One file per column; here the rules are chosen that are in force, and what the columns say is put into
//! the form of a finding.

mod agenda;
mod authority;
mod exemptions;
mod forms;
mod frequency;
mod meetings;
mod minutes;
mod publications;
mod residents;
mod seats;
mod situation;
mod verdict;
mod visits;

use jiff::civil::Date;
use model::calendar::wareki;

use crate::{
    book::{Heard, Rulebook, Version},
    facts::{OfficeFact, OfficeYear},
    finding::{self, DueBasis, Finding, Status, Subject},
    kind::Kind,
    rule::{AppliesTo, Level, Regulation},
};
use exemptions::Exempt;
pub use forms::prescribed;
pub(crate) use situation::Situation;
pub(crate) use verdict::Verdict;

/// Applies every rule of the book to one office in one 年度, as seen on a day; most urgent first.
///
/// A rule is taken as it stood on that day, or on the nearest day of the 年度: an old year is judged by the rules of its time.
/// The order of the facts does not matter.
pub fn assess(facts: &OfficeYear, book: &Rulebook, on: Date) -> Vec<Finding> {
    assess_rules(facts, book, on, |_| true)
}

/// As [`assess`], by the rules of another day.
pub(crate) fn assess_under(facts: &OfficeYear, book: &Rulebook, rules_of: Option<Date>, on: Date) -> Vec<Finding> {
    apply_rules(&Situation::new(facts, book.year(), on).under(rules_of), book, |_| true)
}

/// As [`assess`], for some kinds only.
pub(crate) fn assess_rules(facts: &OfficeYear, book: &Rulebook, on: Date, wanted: impl Fn(&Kind) -> bool) -> Vec<Finding> {
    apply_rules(&Situation::new(facts, book.year(), on), book, wanted)
}

fn apply_rules(situation: &Situation<'_>, book: &Rulebook, wanted: impl Fn(&Kind) -> bool) -> Vec<Finding> {
    let heard = book.heard_by(situation.facts.office.service);
    let mut findings = Vec::with_capacity(2 * heard.len());
    for rule in heard.iter().filter(|rule| rule.versions.iter().chain([&rule.first]).any(|version| wanted(&version.rule.kind))) {
        hear(situation, rule, &mut findings);
    }
    finding::sort(&mut findings);
    findings
}

/// Adds what a rule says of the office.
fn hear(situation: &Situation<'_>, heard: &Heard, findings: &mut Vec<Finding>) {
    let day = situation.rules_of();
    let in_force =
        || heard.versions.iter().filter_map(|v| Some((v, v.rule.regulation_on(day)?, fit(&situation.facts.office, &v.rule.applies_to))));
    // What is said for some offices stands before what is said for all.
    let speaking = in_force().find(|(_, _, fit)| !matches!(fit, Fit::No(_))).or_else(|| in_force().next());
    if let Some((version, regulation, fit)) = speaking {
        let level = regulation.level();
        let silent = match (level, fit) {
            (_, Fit::No(reason)) => Verdict::not_applicable(Subject::Office, reason),
            (_, Fit::Unknown(reason)) => Verdict::unknown(Subject::Office, reason),
            (None, Fit::Yes) => silent(regulation),
            (Some(level), Fit::Yes) => match exemptions::of(situation, &version.rule.unless) {
                Exempt::No => return apply(situation, version, level, None, findings),
                Exempt::Unknown(reason) => return apply(situation, version, level, Some(reason), findings),
                Exempt::Yes(verdict) => verdict,
            },
        };
        return findings.push(finish(version, level, silent));
    }
    let verdict = match heard.versions.iter().filter_map(|version| version.rule.first_day()).min() {
        None => Verdict::not_applicable(Subject::Office, format!("{}には当てはまらない規則です。", situation.facts.office.service)),
        Some(start) if day < start => {
            Verdict::not_applicable(Subject::Office, format!("この規則は{}に始まります。", wareki::format_date_short(start)))
        }
        Some(_) => Verdict::unknown(Subject::Office, "この日についての定めが、規則集に書かれていません。"),
    };
    findings.push(finish(heard.versions.first().unwrap_or(&heard.first), None, verdict));
}

fn silent(regulation: Regulation) -> Verdict {
    match regulation {
        Regulation::Undecided => Verdict::unknown(Subject::Office, "まだ検討中とされていて、決まっていません。"),
        _ => Verdict::not_applicable(Subject::Office, "この期間には、定めがありません。"),
    }
}

/// Whether a rule speaks about an office.
enum Fit {
    Yes,
    /// Not, and why.
    No(String),
    /// Nobody can say, and why.
    Unknown(&'static str),
}

fn fit(office: &OfficeFact, applies_to: &AppliesTo) -> Fit {
    let AppliesTo { types, min_dwellings, max_dwellings } = applies_to;
    if !types.is_empty() {
        match office.group_home_type {
            None => return Fit::Unknown("事業所の類型が記録されていないため、当てはまるか分かりません。"),
            Some(known) if !types.contains(&known) => return Fit::No(format!("{known}には当てはまらない規則です。")),
            Some(_) => {}
        }
    }
    let dwellings = office.dwellings.iter().filter(|dwelling| !dwelling.satellite).count();
    let outside = min_dwellings.is_some_and(|min| dwellings < min.into()) || max_dwellings.is_some_and(|max| dwellings > max.into());
    if outside { Fit::No(format!("住居が{dwellings}か所の事業所には当てはまらない規則です。")) } else { Fit::Yes }
}

/// `doubt`: why nobody can say whether the rule holds at all. What it does not find fulfilled is then not known.
fn apply(situation: &Situation<'_>, version: &Version, level: Level, doubt: Option<&'static str>, findings: &mut Vec<Finding>) {
    let mut verdicts = judge(situation, &version.rule.kind);
    for verdict in &mut verdicts {
        if let Some(reason) = doubt.filter(|_| !matches!(verdict.status, Status::Met | Status::NotApplicable)) {
            *verdict = Verdict { due: verdict.due, ..Verdict::unknown(verdict.subject, reason) };
        }
    }
    verdicts.sort_by_key(|v| v.subject);
    findings.extend(verdicts.into_iter().map(|verdict| finish(version, Some(level), verdict)));
}

fn judge(situation: &Situation<'_>, kind: &Kind) -> Vec<Verdict> {
    match kind {
        Kind::RequiredCategories(p) => seats::composition::required_categories(situation, p),
        Kind::AnyOfCategories(p) => vec![seats::composition::any_of_categories(situation, p)],
        Kind::MinimumMembers(p) => vec![seats::composition::minimum_members(situation, p)],
        Kind::CommunityKinds(p) => seats::ties::community_kinds(situation, p),
        Kind::AdvisedMembers(p) => vec![seats::composition::advised_members(situation, p)],
        Kind::ProxyCategories(p) => seats::proxies::proxy_categories(situation, p),
        Kind::ResidentInvited => seats::proxies::resident_invited(situation),
        Kind::FamilyOfAnotherResident => seats::ties::family_of_another_resident(situation),
        Kind::Independence(p) => seats::ties::independence(situation, p),
        Kind::StaggeredTerms(p) => vec![seats::terms::staggered_terms(situation, p)],
        Kind::TermEnding(p) => seats::terms::term_ending(situation, p.days_before),
        Kind::PledgeBeforeAttendance => seats::pledges::pledge_before_attendance(situation),
        Kind::InvitationsSent(p) => vec![seats::invitations::invitations_sent(situation, p.days_before)],
        Kind::WishesAsked(p) => vec![residents::wishes_asked(situation, p.days_before)],
        Kind::SeatNeedsWish => residents::seat_needs_wish(situation),
        Kind::MeetingFrequency(p) => meetings::frequency::meeting_frequency(situation, p),
        Kind::DatesPolled(p) => vec![meetings::dates::dates_polled(situation, p.days_before)],
        Kind::DateFixedAhead(p) => meetings::dates::date_fixed_ahead(situation, p.months_before),
        Kind::TimeWindow(p) => meetings::hours::time_window(situation, p),
        Kind::AgendaReady(p) => agenda::agenda_ready(situation, p.days_before),
        Kind::MeetingMode(p) => meetings::mode::meeting_mode(situation, p),
        Kind::MeetingDuration(p) => meetings::mode::meeting_duration(situation, p),
        Kind::AgendaPurposes(p) => agenda::agenda_purposes(situation, p),
        Kind::MaterialsSent(p) => agenda::materials_sent(situation, p.days_before),
        Kind::PaymentsRecorded(p) => meetings::mode::payments_recorded(situation, p.days_after),
        Kind::MinutesForm(p) => minutes::minutes_form(situation, p.days_after),
        Kind::MaximumMembers(p) => vec![seats::composition::maximum_members(situation, p)],
        Kind::TermLength(p) => seats::terms::term_length(situation, p),
        Kind::AttendanceRecorded(p) => meetings::attendance::attendance_recorded(situation, p.days_after),
        Kind::MinutesWritten(p) => minutes::minutes_written(situation, p.days_after),
        Kind::MinutesPrompt(p) => minutes::minutes_prompt(situation, p.days_after),
        Kind::MinutesConfirmed(p) => minutes::minutes_confirmed(situation, p.days_after),
        Kind::MinutesPublished(p) => publications::minutes_published(situation, p.days_after, DueBasis::Target),
        Kind::PublicationWithin(p) => publications::minutes_published(situation, p.days_after, DueBasis::Stated),
        Kind::PublicationChannels(p) => publications::publication_channels(situation, p),
        Kind::SecondReader => publications::second_reader(situation),
        Kind::PublicationDuration(p) => publications::publication_duration(situation, p),
        Kind::VisitFrequency(p) => visits::frequency::visit_frequency(situation, p),
        Kind::VisitsOnSite(p) => vec![visits::on_site::visits_on_site(situation, p)],
        Kind::VisitorsAtLeast(p) => vec![visits::on_site::visitors_at_least(situation, p)],
        Kind::VisitorsLimit(p) => visits::days::visitors_limit(situation, p),
        Kind::VisitDay(p) => vec![visits::days::visit_day(situation, p)],
        Kind::VisitRecorded(p) => vec![visits::records::visit_recorded(situation, p)],
        Kind::HandbookGiven(p) => visits::records::handbook_given(situation, p.days_before),
        Kind::AuthorityToldFirst(p) => authority::notice::authority_told_first(situation, p.days_before),
        Kind::AuthorityAttendance(p) => authority::attendance::authority_attendance(situation, p),
        Kind::Report(p) => vec![authority::reports::report(situation, p)],
        Kind::SurveyAnswered(p) => vec![authority::inspections::survey_answered(situation, p)],
        Kind::InspectionEvery(p) => vec![authority::inspections::inspection_every(situation, p)],
        Kind::RecordsKept(p) => authority::reports::records_kept(situation, p),
    }
}

fn finish(version: &Version, level: Option<Level>, verdict: Verdict) -> Finding {
    Finding {
        subject: verdict.subject,
        said: version.said.clone(),
        status: weigh(verdict.status, level),
        level,
        reason: verdict.reason,
        due: verdict.due.map(|d| d.day),
        due_basis: verdict.due.map(|d| d.basis),
        since: verdict.since,
    }
}

/// Only a duty can be broken: what is desirable or to be striven for is advised.
fn weigh(status: Status, level: Option<Level>) -> Status {
    match (status, level) {
        (Status::Broken, Some(Level::Advice | Level::Effort)) => Status::Advice,
        _ => status,
    }
}
