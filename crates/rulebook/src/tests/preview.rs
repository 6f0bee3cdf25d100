//! What changes, for whom and when (D8).

use std::collections::BTreeSet;

use jiff::civil::date;
use model::{
    DwellingId, Id,
    meetings::MeetingState,
    offices::ServiceKind,
    seats::{Independence, SeatCategory, SeatState},
};

use super::{meeting, office_year, seat};
use crate::{BUILT_IN, Event, Level, Library, LogEntry, Rulebook, Rules, Status, Subject, compare, facts::DwellingFact};

const NERIMA: &str = "131202-nerima";
const SAPPORO: &str = "011002-sapporo";

fn book(id: &str) -> &'static Rulebook {
    Library::built_in().book(id).unwrap()
}

#[test]
fn the_same_rules_change_nothing() {
    let on = date(2026, 10, 1);
    for book in Library::built_in().books() {
        assert!(compare(&office_year(on), Rules::of_today(book), Rules::of_today(book), on).is_empty());
    }
}

/// An official sees before it takes force what a city's rulebook would change for an office.
#[test]
fn a_rulebook_is_previewed_against_an_office() {
    let on = date(2026, 10, 1);
    let mut facts = office_year(on);
    let mut expert = seat(1, SeatCategory::WelfareExpert, SeatState::Seated);
    expert.independence = Independence::Affiliate;
    facts.seats = vec![expert];
    let changed = compare(&facts, Rules::of_today(Rulebook::national()), Rules::of_today(book(SAPPORO)), on);
    let of = |rule: &str| changed.iter().find(|one| one.rule.as_str() == rule).unwrap_or_else(|| panic!("{rule} does not change"));
    let tie = of("seats.independence");
    assert_eq!((tie.from, tie.to), (Some(Status::Advice), Some(Status::Broken)));
    assert_eq!((tie.level_from, tie.level_to), (Some(Level::Advice), Some(Level::Duty)));
    assert_eq!(tie.citation.source, "札幌市 会議について", "told with the clause that is new");
    let minimum = of("seats.minimum");
    assert_eq!((minimum.from, minimum.to, minimum.subject), (None, Some(Status::Due), Subject::Office));
    assert!(changed.iter().all(|one| one.rule.as_str() != "seats.required"), "what stays is not told");
}

#[test]
fn a_rule_that_is_asked_per_dwelling_comes_in_place_of_the_one_about_the_office() {
    let on = date(2026, 12, 1);
    let mut facts = office_year(on);
    facts.office.dwellings = (1..=2).map(|n| DwellingFact { id: DwellingId::mint(0, n), satellite: false }).collect();
    let mut held = meeting(1, MeetingState::Held, date(2026, 10, 10));
    held.dwellings = vec![facts.office.dwellings[0].id];
    facts.meetings = vec![held];
    let changed = compare(&facts, Rules::of_today(Rulebook::national()), Rules::of_today(book(SAPPORO)), on);
    let yearly: Vec<_> =
        changed.iter().filter(|one| one.rule.as_str() == "meetings.yearly").map(|one| (one.subject, one.from, one.to)).collect();
    let of = |index: usize| Subject::Dwelling(facts.office.dwellings[index].id);
    assert_eq!(yearly, [(Subject::Office, Some(Status::Met), None), (of(0), None, Some(Status::Met)), (of(1), None, Some(Status::Due)),]);
}

/// The same rulebook on two days: the meeting was 努力義務 until the end of 令和6年度.
#[test]
fn the_rules_of_another_day_are_previewed() {
    let on = date(2026, 10, 1);
    let facts = office_year(on);
    let before = Rules::of_day(Rulebook::national(), date(2025, 3, 31));
    let changed = compare(&facts, before, Rules::of_today(Rulebook::national()), on);
    let yearly = changed.iter().find(|one| one.rule.as_str() == "meetings.yearly").unwrap();
    assert_eq!((yearly.level_from, yearly.level_to), (Some(Level::Effort), Some(Level::Duty)));
    assert_eq!((yearly.from, yearly.to), (Some(Status::Due), Some(Status::Due)));
    let long_ago = Rules::of_day(Rulebook::national(), date(2020, 1, 1));
    let gone = compare(&facts, Rules::of_today(Rulebook::national()), long_ago, on);
    assert!(!gone.is_empty() && gone.iter().all(|one| one.level_to.is_none()), "nothing was in force then");
}

fn on_day(log: &[LogEntry], day: jiff::civil::Date) -> Vec<(&str, Event)> {
    log.iter().filter(|entry| entry.day == day).map(|entry| (entry.rule.as_str(), entry.event)).collect()
}

#[test]
fn the_change_log_of_the_country_tells_when_efforts_became_duties() {
    let log = Rulebook::national().changes();
    assert!(log.is_sorted_by_key(|entry| entry.day));
    let first = on_day(&log, date(2024, 4, 1));
    assert_eq!(first.len(), Rulebook::national().rules().len());
    assert!(first.iter().all(|(_, event)| *event == Event::Begins));
    let turned = on_day(&log, date(2025, 4, 1));
    assert!(turned.contains(&("meetings.yearly", Event::Level)) && turned.iter().all(|(_, event)| *event == Event::Level));
    let yearly = log.iter().find(|entry| entry.rule.as_str() == "meetings.yearly").unwrap();
    assert_eq!(yearly.services, [ServiceKind::GroupHome, ServiceKind::ResidentialFacility], "one entry for both services");
}

#[test]
fn the_change_log_of_a_city_tells_what_is_overridden_and_what_is_new() {
    let log = book(NERIMA).changes();
    let day = on_day(&log, date(2026, 4, 1));
    assert!(day.contains(&("meetings.yearly", Event::Overridden)));
    assert!(day.contains(&("meetings.told-first", Event::Begins)));
    assert!(!day.iter().any(|(rule, _)| *rule == "seats.required"), "what is inherited goes on");
    let own: BTreeSet<_> = book(NERIMA).own_rules().map(|rule| rule.id.as_str()).collect();
    assert_eq!(day.iter().map(|(rule, _)| *rule).collect::<BTreeSet<_>>(), own);
}

/// A rule that holds for a while and for some offices only: it comes, it goes, and what stood before stands again.
#[test]
fn what_ends_and_what_is_restored_is_told_with_its_day() {
    let text = "id = \"x\"\ntitle = \"架空の規則\"\nextends = \"jp\"\n[[source]]\nid = \"n\"\ntitle = \"通知\"\nshort = \"通知\"\nissuer = \"架空市\"\n\
         place = \"架空市\"\nlayer = \"notice\"\n\
         [[rule]]\nid = \"seats.number\"\nchange = \"off\"\ncite = { source = \"n\", at = \"1\" }\n\
         level = [{ is = \"not_regulated\", since = 2026-06-01, until = 2026-06-30 }]\n\
         [[rule]]\nid = \"agenda.ready\"\nchange = \"replace\"\napplies_to = { min_dwellings = 3 }\ncite = { source = \"n\", at = \"2\" }\n\
         level = [{ is = \"duty\", since = 2026-07-01, until = 2026-12-31 }]\n\
         [[rule]]\nid = \"own\"\nkind = \"minimum_members\"\nparameters = { at_least = 4, days_before = 30 }\nrequirement = \"A3\"\n\
         cite = { source = \"n\", at = \"3\" }\nsentence = \"4名\"\nlevel = [{ is = \"duty\", since = 2026-08-01, until = 2026-08-31 }]\n";
    let library = Library::parse([("x.toml", text), (BUILT_IN[0].file, BUILT_IN[0].text)]).unwrap();
    let log = library.book("x").unwrap().changes();
    assert_eq!(on_day(&log, date(2026, 6, 1)), [("seats.number", Event::Overridden)]);
    assert_eq!(on_day(&log, date(2026, 7, 1)), [("seats.number", Event::Restored), ("agenda.ready", Event::Overridden)]);
    assert_eq!(on_day(&log, date(2026, 8, 1)), [("own", Event::Begins)]);
    assert_eq!(on_day(&log, date(2026, 9, 1)), [("own", Event::Ends)]);
    let back = log.iter().find(|entry| entry.day == date(2027, 1, 1)).unwrap();
    assert_eq!((back.rule.as_str(), back.event, &*back.book), ("agenda.ready", Event::Restored, "jp"));
    assert_eq!(back.applies_to.min_dwellings, Some(3), "for those offices for which it had changed");
}
