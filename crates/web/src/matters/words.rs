//! How matters are told: whose turn it is, what was done, and whether a mail arrived.

use jiff::civil::Date;
use model::matters::{MatterState, Side};
use service::{
    matters::{Arrival, Desk},
    rows::Matter,
};

/// Whose turn it is, as one side reads it.
pub(super) struct Turn {
    /// The last part of the badge's class.
    pub(super) class: &'static str,
    /// The word.
    pub(super) label: &'static str,
    /// What wants attention comes first.
    pub(super) order: u8,
    /// Whether the reader is to act.
    pub(super) own: bool,
}

impl Turn {
    pub(super) fn of(desk: Desk, matter: &Matter, today: Date) -> Self {
        let late = matter.due_on.is_some_and(|due| due < today);
        let turn = |class, label, order, own| Self { class, label, order, own };
        match (matter.state, desk.side()) {
            (MatterState::Settled, _) => turn("met", "完了", 4, false),
            (MatterState::Withdrawn, _) => turn("na", "取り下げ", 5, false),
            (MatterState::AwaitsOffice, Side::Office) if late => turn("overdue", "期限超過", 0, true),
            (MatterState::AwaitsOffice, Side::Office) | (MatterState::AwaitsAuthority, Side::Authority) => {
                turn("due", "こちらの番", 1, true)
            }
            (MatterState::AwaitsOffice, Side::Authority) if late => turn("overdue", "期限超過（お返事待ち）", 2, false),
            (MatterState::AwaitsOffice, Side::Authority) | (MatterState::AwaitsAuthority, Side::Office) => {
                turn("na", "お返事待ち", 3, false)
            }
        }
    }
}

/// What became of the mail about an entry; empty where none was to be sent.
pub(super) fn arrival(arrival: Arrival) -> &'static str {
    match arrival {
        Arrival::NotMailed => "",
        Arrival::Sent => "メールでも知らせました。",
        Arrival::Waiting => "メールを送っています。",
        Arrival::Late => "メールはまだ届いていません。自動で送り直しています。",
        Arrival::Failed => "メールは届いていません。電話や書面でもお知らせください。",
    }
}

/// The same in a table, where nothing was mailed as well.
pub(super) fn arrival_in_table(one: Arrival) -> &'static str {
    match one {
        Arrival::NotMailed => "宛先なし（書面で）",
        Arrival::Sent => "送信済み",
        Arrival::Waiting => "送信待ち",
        Arrival::Late => "送り直し中",
        Arrival::Failed => "届いていません",
    }
}
