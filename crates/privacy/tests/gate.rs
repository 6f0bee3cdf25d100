//! Invariants 3 and 4: nothing becomes public except through the gate.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::collections::BTreeSet;

use jiff::civil::date;
use model::{
    calendar::FiscalYear,
    meetings::NoteKind,
    publications::{PublicEntry, PublicItem, PublicMinutes},
    seats::SeatCategory,
};
use privacy::{Gate, PersonChecks, Roster, RosterName};

fn minutes(text: &str) -> PublicMinutes {
    let entry = PublicEntry { kind: NoteKind::Request, category: Some(SeatCategory::Community), text: text.to_owned(), answer: None };
    PublicMinutes {
        office_name: "グループホーム見本".to_owned(),
        office_number: "9920000010".to_owned(),
        year: FiscalYear::of(date(2026, 10, 1)),
        number: 1,
        held_on: date(2026, 10, 1),
        place_kind: None,
        attendance: Vec::new(),
        staff_present: 2,
        items: vec![PublicItem { title: "地域行事".to_owned(), purposes: Vec::new(), entries: vec![entry] }],
        summary: String::new(),
    }
}

fn gate() -> Gate {
    Gate::new(Roster::new([RosterName { name: "見本 花子".to_owned(), kana: "みほん はなこ".to_owned(), role: String::new() }]))
}

fn checks() -> PersonChecks {
    PersonChecks::complete(["names"], &BTreeSet::from(["names".to_owned()])).unwrap()
}

/// H1: a certain name passes for nobody, whatever a person says.
#[test]
fn a_certain_name_is_not_released_and_cannot_be_cleared_by_hand() {
    let text = "見本さんも祭りに来てほしい。";
    assert!(gate().release(minutes(text), &BTreeSet::new(), &checks()).is_err());
    assert!(gate().release(minutes(text), &BTreeSet::from(["見本".to_owned()]), &checks()).is_err());
}

/// H1
#[test]
fn a_word_that_only_sounds_like_a_name_passes_when_a_person_said_so() {
    let text = "はなこばなしを聞いた。";
    assert!(gate().release(minutes(text), &BTreeSet::new(), &checks()).is_err());
    let cleared = BTreeSet::from(["はなこばなしを".to_owned()]);
    assert_eq!(gate().release(minutes(text), &cleared, &checks()).unwrap().content().items.len(), 1);
    assert!(gate().release(minutes("はなこが来た。"), &cleared, &checks()).is_err(), "another word with the same letters");
}

/// H1: the reason of a withdrawal is public too.
#[test]
fn a_line_with_anything_like_a_name_is_not_released() {
    assert!(gate().release_line("はなこばなしのため".to_owned()).is_err());
    assert_eq!(gate().release_line("記載に誤りがあったため".to_owned()).unwrap().content(), "記載に誤りがあったため");
}

/// B14: every point of the check list is ticked by a person.
#[test]
fn a_check_list_with_an_open_point_is_not_complete() {
    assert_eq!(PersonChecks::complete(["names", "houses"], &BTreeSet::from(["names".to_owned()])), None);
    assert_eq!(PersonChecks::complete([], &BTreeSet::new()), None);
}
