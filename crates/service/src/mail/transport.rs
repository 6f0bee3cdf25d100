//! Ways by which a message leaves: SMTP, or a folder in which it can be read (demonstration, first set-up).

use std::path::PathBuf;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
};
use store::outbox;

/// A message could not be handed over. The text is for the operator and names no person.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct MailError(pub String);

/// A message with its sender, ready to be written out.
pub struct Outgoing(Message);

impl Outgoing {
    /// Puts a message together. The Message-ID depends only on the row, so that a second sending is recognised.
    pub fn compose(message: &outbox::Message, from: &str, host: &str) -> Result<Self, MailError> {
        let unfit = |what: &str| MailError(format!("{what} of message {} is not an address", message.id));
        let from: Mailbox = from.parse().map_err(|_| unfit("the sender"))?;
        let to: Mailbox = message.recipient.parse().map_err(|_| unfit("the recipient"))?;
        let builder = Message::builder().from(from).to(to).subject(&message.subject).message_id(Some(format!("<{}@{host}>", message.id)));
        let text = SinglePart::plain(message.body.clone());
        let built = match &message.attachment {
            None => builder.singlepart(text),
            Some(calendar) => {
                let kind = ContentType::parse("text/calendar; charset=utf-8").map_err(|error| MailError(error.to_string()))?;
                builder.multipart(
                    MultiPart::mixed().singlepart(text).singlepart(Attachment::new("kaigi.ics".to_owned()).body(calendar.clone(), kind)),
                )
            }
        };
        built.map(Self).map_err(|error| MailError(error.to_string()))
    }
}

/// A way to send.
pub trait Transport: Send + Sync {
    /// Sends one message.
    fn send(&self, id: String, message: Outgoing) -> impl Future<Output = Result<(), MailError>> + Send;
}

/// By SMTP.
pub struct SmtpTransport(AsyncSmtpTransport<Tokio1Executor>);

impl SmtpTransport {
    /// From `smtp://…` or `smtps://user:password@host`.
    pub fn from_url(url: &str) -> Result<Self, MailError> {
        // The address may hold a password: it stays out of the message.
        let builder =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| MailError("mail.smtp_url does not read".to_owned()))?;
        Ok(Self(builder.build()))
    }
}

impl Transport for SmtpTransport {
    async fn send(&self, _id: String, message: Outgoing) -> Result<(), MailError> {
        match self.0.send(message.0).await {
            Ok(_) => Ok(()),
            Err(error) => Err(MailError(match error.status() {
                Some(code) => format!("the mail server answered {code}"),
                None => "the mail server did not answer".to_owned(),
            })),
        }
    }
}

/// Into a folder, one `.eml` file a message.
pub struct FolderTransport(PathBuf);

impl FolderTransport {
    /// Into `folder`, which is made when missing.
    pub fn new(folder: PathBuf) -> Result<Self, MailError> {
        std::fs::create_dir_all(&folder).map_err(|error| MailError(error.to_string()))?;
        Ok(Self(folder))
    }
}

impl Transport for FolderTransport {
    async fn send(&self, id: String, message: Outgoing) -> Result<(), MailError> {
        let path = self.0.join(format!("{id}.eml"));
        tokio::fs::write(path, message.0.formatted()).await.map_err(|error| MailError(error.to_string()))
    }
}
