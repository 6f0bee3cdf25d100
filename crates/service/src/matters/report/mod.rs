//! The yearly report (D4, D10): put together from what Engawa knows, checked, handed in, taken in or given back.

mod decide;
mod package;
mod submit;

pub use decide::{Error as DecideError, give_back, receive};
pub use package::{Mend, Missing, Package, Part, package};
pub use submit::{Error, Input, submit};
