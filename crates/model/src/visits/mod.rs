//! 施設訪問 by 地域連携推進員 (C1–C8). One visit is one visitor's visit to one dwelling.

pub mod notes;
pub mod self_check;
pub mod wishes;

use crate::vocabulary;

vocabulary! {
    /// How far a visit has come.
    VisitState {
        /// It was agreed on, or is being agreed on.
        Planned = "planned", "予定";
        /// It took place.
        Made = "made", "訪問済";
        /// It will not take place.
        Cancelled = "cancelled", "中止";
    }
}

vocabulary! {
    /// How a visit is made (C4).
    VisitMode {
        /// The visitor goes there.
        OnSite = "on_site", "現地";
        /// Through a screen.
        Online = "online", "オンライン";
    }
}
