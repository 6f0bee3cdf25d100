//! Winning members and neighbours (A12, A14): the log of whom was asked and what came of it, what to try next, and the request
//! to the municipality for contacts.

mod log;
pub mod record;
pub mod request;
mod tries;

pub use log::{Entry, Log, log};
pub use record::{Input, record};
pub use tries::Tries;
