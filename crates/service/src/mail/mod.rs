//! Mail: written into the outbox inside the action's transaction, sent later by a worker. What was promised is never lost, and
//! a message that is sent twice is recognised by its Message-ID.

mod deliver;
mod transport;

use model::{MailId, OfficeId};
use store::{WriteTx, outbox};

use crate::{App, Fault};

pub use deliver::deliver_due;
pub use transport::{FolderTransport, MailError, Outgoing, SmtpTransport, Transport};

/// A message to one person.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The office in whose name it is sent.
    pub office: Option<OfficeId>,
    /// To whom.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The text, plain, addressed politely.
    pub body: String,
    /// A calendar file (iCalendar text), if the message fixes, moves or cancels a date.
    pub calendar: Option<String>,
}

/// Puts a message into the outbox.
pub async fn enqueue(app: &App, tx: &mut WriteTx, mail: Mail) -> Result<MailId, Fault> {
    let message = outbox::Message {
        id: app.mint(),
        office: mail.office,
        recipient: mail.to,
        subject: mail.subject,
        body: mail.body,
        attachment: mail.calendar,
        attempts: 0,
    };
    outbox::insert(tx, &message, app.now()).await?;
    Ok(message.id)
}
