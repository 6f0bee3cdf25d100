//! Tests across the columns: the national cases, the form of rulebooks, properties, advice, wording.

mod advice;
mod books;
mod every_kind;
mod forms;
mod generated;
mod guide;
mod kinds;
mod kinds_around;
mod local;
mod national;
mod periods;
mod preview;
mod properties;

use jiff::civil::Date;
use model::{
    Id, MeetingId, PersonId, ResidentId, SeatId,
    calendar::FiscalYear,
    meetings::MeetingState,
    offices::ServiceKind,
    residents::WishAnswer,
    seats::{SeatCategory, SeatState},
};

use crate::{
    Finding,
    facts::{MeetingFact, OfficeFact, OfficeYear, ResidentFact, SeatFact},
};

fn office_year(on: Date) -> OfficeYear {
    let office = OfficeFact { service: ServiceKind::GroupHome, group_home_type: None, place: None, dwellings: vec![] };
    OfficeYear::new(office, FiscalYear::of(on))
}

fn resident(number: u128, answer: Option<WishAnswer>, asked_on: Option<Date>) -> ResidentFact {
    ResidentFact { id: ResidentId::mint(0, number), asked_on, answer }
}

fn seat(number: u128, category: SeatCategory, state: SeatState) -> SeatFact {
    SeatFact::new(SeatId::mint(0, number), PersonId::mint(0, number), category, state)
}

fn meeting(number: u128, state: MeetingState, day: Date) -> MeetingFact {
    MeetingFact { day: Some(day), ..MeetingFact::new(MeetingId::mint(0, number), state) }
}

fn of_rule<'a>(findings: &'a [Finding], rule: &str) -> Vec<&'a Finding> {
    findings.iter().filter(|f| f.rule.as_str() == rule).collect()
}
