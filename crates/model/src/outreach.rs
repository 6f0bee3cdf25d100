//! What an office does to win members and neighbours (A12, A14).

use crate::vocabulary;

vocabulary! {
    /// A kind of contact with the neighbourhood.
    OutreachKind {
        /// Somebody was asked to become a member.
        Request = "request", "構成員の打診";
        /// The municipality was asked for contacts (A12).
        MunicipalityRequest = "municipality_request", "市町村への紹介依頼";
        /// A visit or greeting.
        Greeting = "greeting", "あいさつ・訪問";
        /// An event of the neighbourhood or of the office.
        Event = "event", "地域行事・催し";
        /// Anything else.
        Other = "other", "その他";
    }
}
