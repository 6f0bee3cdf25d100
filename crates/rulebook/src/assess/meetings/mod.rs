//! Rules about meetings: how often, when fixed, who came (B1, B3, B12).

pub(super) mod attendance;
pub(super) mod dates;
pub(super) mod frequency;
pub(super) mod hours;
