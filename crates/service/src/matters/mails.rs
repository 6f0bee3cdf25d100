//! Telling the other side by mail. What happens to a mail is seen in the thread; the thread itself never waits for it.

use model::{
    Vocabulary, jurisdictions,
    matters::{MatterKind, Side},
};
use store::{
    ReadTx, WriteTx,
    accounts::{self, Account},
    matters::{Entry, Matter},
    offices,
    outbox::{self, Fate},
};

use crate::{App, Fault, mail};

/// Whether the other side got the mail about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arrival {
    /// No mail was written: the other side has no address here, or the entry came from another installation.
    NotMailed,
    /// It left.
    Sent,
    /// It waits to be sent.
    Waiting,
    /// It was tried in vain, and is tried again.
    Late,
    /// It was given up.
    Failed,
}

impl Arrival {
    /// Whether only a letter reaches the other side.
    pub fn wants_letter(self) -> bool {
        matches!(self, Self::NotMailed | Self::Failed)
    }

    /// How the mails about one entry fared: the best counts, because somebody of the other side was reached.
    pub(super) fn of<'a>(fates: impl IntoIterator<Item = &'a Fate>) -> Self {
        let one = |fate: &Fate| match (fate.sent, fate.failed) {
            (true, _) => Self::Sent,
            (_, true) => Self::Failed,
            _ if fate.attempts > 0 => Self::Late,
            _ => Self::Waiting,
        };
        fates.into_iter().map(one).min().unwrap_or(Self::NotMailed)
    }
}

/// Where mail for an office goes: to those who can sign in, else to the address for replies.
pub(super) async fn of_office(tx: &mut ReadTx, office: model::OfficeId) -> Result<Vec<String>, Fault> {
    let addresses = addresses(accounts::of_office(tx, office).await?);
    if !addresses.is_empty() {
        return Ok(addresses);
    }
    Ok(offices::load(tx, office).await?.and_then(|office| office.reply_email).into_iter().collect())
}

fn addresses(accounts: Vec<Account>) -> Vec<String> {
    accounts.into_iter().filter(|account| account.disabled_at.is_none()).map(|account| account.email).collect()
}

/// Writes to the other side of an entry.
pub(super) async fn tell(app: &App, tx: &mut WriteTx, matter: &Matter, entry: &Entry) -> Result<(), Fault> {
    let office = offices::load(tx, matter.office).await?.ok_or(Fault::Hidden)?;
    let authority = jurisdictions::lookup(matter.jurisdiction).map(|known| known.name).unwrap_or_default();
    let base = &app.settings.base_url;
    let (to, from, greeting, link) = match entry.side {
        Side::Office => (
            addresses(accounts::of_authority(tx, matter.jurisdiction).await?),
            office.name.as_str(),
            format!("{authority}　ご担当者様"),
            format!("{base}/authority/matters/{}", matter.id),
        ),
        Side::Authority => (
            of_office(tx, matter.office).await?,
            authority,
            format!("{}　ご担当者様", office.name),
            format!("{base}/offices/{}/matters/{}", matter.office, matter.id),
        ),
    };
    let due = matter.due_on.map(|day| format!("期限　{}\n", model::calendar::format_date(day))).unwrap_or_default();
    // What an office writes freely may tell of a resident: it is read in Engawa only.
    let quotes = entry.side == Side::Authority || matter.details.kind() == MatterKind::DateNotice;
    let quoted = if quotes && !entry.text.is_empty() { format!("\n{}\n", entry.text) } else { String::new() };
    for to in to {
        let mail = mail::Mail {
            office: Some(matter.office),
            to,
            subject: format!("{from}　{}　{}", matter.details.kind().label(), entry.kind.label()),
            body: format!(
                "{greeting}\n\n「{}」について、{from}が{}。\n{due}{quoted}\n次のページでご覧になれます。お返事も、同じページからできます。\n{link}\n",
                matter.title,
                entry.kind.label()
            ),
            calendar: None,
        };
        let id = mail::enqueue(app, tx, mail).await?;
        outbox::tells_of(tx, id, entry.id).await?;
    }
    Ok(())
}
