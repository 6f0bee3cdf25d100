//! Small offices, every plan of which can be looked at, and larger ones that show one rule each.

mod every_plan;
mod office;
mod properties;
mod rules;
mod small;
mod told;
