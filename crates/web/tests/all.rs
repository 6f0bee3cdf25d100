//! All tests of the web floor in one program: one link instead of one for each file.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

mod accounts;
mod attachments;
mod authorities;
mod bad_input;
mod contrast;
mod day;
mod desks;
mod doors;
mod handbook;
mod materials;
mod matters;
mod neighbour;
mod notes;
mod offices;
mod papers;
mod practice;
mod preparations;
mod proposals;
mod public;
mod publications;
mod released;
#[path = "../../service/tests/scene/mod.rs"]
mod scene;
mod seats;
mod self_checks;
mod trouble;
mod visits;
