//! All tests of the service floor in one program: one link instead of one for each file.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

mod accounts;
mod attachments;
mod attendances;
mod findings;
mod handbook;
mod imports;
mod issues;
mod materials;
mod matrix;
mod matters;
mod notes;
mod offices;
mod preparations;
mod prescribed;
mod proposals;
mod public;
mod reviews;
mod scene;
mod seats;
mod seeding;
mod visits;
mod year;
mod years;
