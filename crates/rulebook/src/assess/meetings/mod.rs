//! Rules about meetings: how often, when fixed, how long, who came and how (B1, B3, B5, B6, B12).

pub(super) mod attendance;
pub(super) mod dates;
pub(super) mod frequency;
pub(super) mod hours;
pub(super) mod mode;
