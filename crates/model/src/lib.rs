//! The nouns of the field and their states, calendar and identifiers.
//!
//! Nothing here does I/O or reads a clock, randomness or the environment (invariant 1): times and random bits are arguments.

pub mod accounts;
pub mod calendar;
pub mod councils;
pub mod files;
pub mod identifiers;
pub mod ids;
pub mod issues;
pub mod jurisdictions;
pub mod matters;
pub mod meetings;
pub mod offices;
pub mod open_data;
pub mod outreach;
pub mod practice;
pub mod publications;
pub mod residents;
pub mod seats;
pub mod telephone;
pub mod visits;
pub mod vocabulary;
mod width;

pub use ids::*;
pub use vocabulary::{UnknownWord, Vocabulary};
