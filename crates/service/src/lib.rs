//! What people do, one file per action: *authorise, load, decide (in the core), store, record, notify*.
//!
//! Web pages, the command line and jobs all call the same actions; nothing else may change data. An action gets its
//! transaction only from [`App::change`] (or [`App::view`] for reading), which asks the policies first.

pub mod accounts;
mod actor;
pub mod agenda;
mod app;
pub mod attendances;
pub mod authorities;
mod change;
mod clock;
pub mod councils;
pub mod drafts;
mod entropy;
mod fault;
pub mod files;
pub mod findings;
pub mod issues;
mod language;
pub mod links;
pub mod mail;
pub mod materials;
pub mod matters;
pub mod meetings;
pub mod minutes;
pub mod notes;
pub mod offices;
pub mod outreach;
pub mod papers;
pub mod policy;
pub mod polls;
pub mod preparations;
pub mod publications;
pub mod rate;
pub mod receipts;
pub mod residents;
pub mod rows;
pub mod seats;
pub mod seeding;
pub mod visits;
pub mod voices;
pub mod years;

#[cfg(feature = "testing")]
pub mod testing;

pub use actor::{Actor, LinkPurpose};
pub use app::{App, Settings};
pub use change::Change;
pub use clock::{Clock, FixedClock, SystemClock, japan};
pub use entropy::{Entropy, SeededEntropy, SystemEntropy};
pub use fault::Fault;
pub use language::Tongue;
pub use policy::{Action, Policies, Resource};
