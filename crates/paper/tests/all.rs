//! All tests of the forms in one program: one link instead of one for each file.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

mod common;
mod forms;
mod hostile;
mod refusals;
mod schemas;
