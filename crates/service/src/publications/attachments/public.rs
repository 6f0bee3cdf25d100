//! What everybody may have: copies that were released, by the address of their minutes and their number.

use jiff::Timestamp;
use model::publications::PublicAttachment;
use store::{StoreError, attachments};

use crate::{App, Fault};

/// What is public with the minutes at an address, by number.
pub async fn list(app: &App, address: &str) -> Result<Vec<PublicAttachment>, Fault> {
    let mut tx = app.database.read().await?;
    Ok(attachments::at_address(&mut tx, address).await?.into_iter().filter_map(|attachment| attachment.content).collect())
}

/// What stands at a number.
#[derive(Debug, Clone)]
pub enum Found {
    /// It is public.
    Shown(Box<PublicAttachment>),
    /// It was, until this day.
    Withdrawn(Timestamp),
}

/// An attachment by the address of its minutes and its number.
pub async fn find(app: &App, address: &str, number: u32) -> Result<Found, Fault> {
    Ok(find_with_office(app, address, number).await?.0)
}

async fn find_with_office(app: &App, address: &str, number: u32) -> Result<(Found, model::OfficeId), Fault> {
    let mut tx = app.database.read().await?;
    let found = attachments::at_address(&mut tx, address).await?.into_iter().find(|attachment| attachment.number == number);
    let found = found.ok_or(Fault::Hidden)?;
    match (found.content, found.withdrawn_at) {
        (Some(content), None) => Ok((Found::Shown(Box::new(content)), found.office)),
        (_, Some(at)) => Ok((Found::Withdrawn(at), found.office)),
        (None, None) => Err(Fault::Hidden),
    }
}

/// The bytes that the released content names by their hash: there is no way from here to another file.
pub async fn bytes(app: &App, address: &str, number: u32) -> Result<(Found, Vec<u8>), Fault> {
    let (found, office) = find_with_office(app, address, number).await?;
    let Found::Shown(content) = &found else { return Ok((found, Vec::new())) };
    let missing = || StoreError::Unreadable("the bytes of a published attachment".to_owned());
    let bytes = app.files.get(office, &content.sha256).await?.ok_or_else(missing)?;
    Ok((found, bytes))
}
