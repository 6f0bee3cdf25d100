//! A member's way to one page: a link and a code, to be mailed, printed or read out.

use jiff::Timestamp;
use model::SeatId;
use store::{WriteTx, persons::Person};

use super::NewLink;
use crate::{App, Fault, LinkPurpose};

/// A member's way to one page: shown once, printed or read out.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// Whose.
    pub seat: SeatId,
    /// 氏名.
    pub name: String,
    /// The address of the page.
    pub link: String,
    /// The short code.
    pub code: String,
    /// Whether there is an address to which a mail is sent as well.
    pub mailed: bool,
}

impl Ticket {
    /// Makes a link for a member. The mail, where there is an address, is the caller's: it says what the page is for.
    pub(crate) async fn issue(
        app: &App,
        tx: &mut WriteTx,
        seat: SeatId,
        person: &Person,
        purpose: LinkPurpose,
        subject: String,
        expires_at: Timestamp,
    ) -> Result<Self, Fault> {
        let new = NewLink { office: Some(person.office), purpose, subject, kana: Some(&person.kana), expires_at };
        let issued = super::issue(app, tx, new).await?;
        Ok(Self {
            seat,
            name: person.name.clone(),
            link: format!("{}/m/{}", app.settings.base_url, issued.token),
            code: issued.code.unwrap_or_default(),
            mailed: person.email.is_some(),
        })
    }
}
