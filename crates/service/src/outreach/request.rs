//! Asking the municipality for contacts of 民生委員 or 自治会・町内会 (A12): a letter, ready to print, and a line of the log.

use jiff::civil::Date;
use model::{OfficeId, OutreachId, Vocabulary, jurisdictions, outreach::OutreachKind, seats::CommunityKind};
use serde::{Deserialize, Serialize};
use store::{Subject, offices};

use super::record;
use crate::{Action, Actor, App, Fault, Resource, links::in_hand};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The municipality.
    pub municipality: String,
    /// 担当課.
    pub section: String,
    /// Whose contacts.
    pub wanted: Vec<CommunityKind>,
    /// What was tried already.
    pub tried: Option<String>,
    /// By when an answer is asked for.
    pub reply_by: Date,
}

/// Whom a municipality can help to find: those with whom it works itself.
pub const WANTED: [CommunityKind; 2] = [CommunityKind::WelfareCommissioner, CommunityKind::NeighbourhoodAssociation];

/// The letter.
#[derive(Debug, Clone)]
pub struct RequestLetter {
    /// What is asked.
    pub input: Input,
    /// The line of the log.
    pub logged: OutreachId,
}

/// What stands on the letter, kept for a day for whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub input: Input,
    pub written_on: Date,
}

/// No letter was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The letter must ask for something.
    #[error("紹介をお願いしたい方を選んでください。")]
    NobodyWanted,
    /// The reply date is past.
    #[error("お返事の期限は、明日より後の日にしてください。")]
    ReplyUnfit,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// The name of the municipality where the office lies, to begin with; empty where it is not known.
pub async fn municipality_of(app: &App, actor: &Actor, office: OfficeId) -> Result<String, Fault> {
    let mut tx = app.view(actor, Action::SeatsView, &Resource::office(office)).await?;
    let office = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    Ok(office.location.and_then(jurisdictions::lookup).map(|known| known.name.to_owned()).unwrap_or_default())
}

/// Makes the letter and writes it into the log.
pub async fn request(app: &App, actor: &Actor, office: OfficeId, input: Input) -> Result<RequestLetter, Error> {
    if input.wanted.is_empty() || input.wanted.iter().any(|kind| !WANTED.contains(kind)) {
        return Err(Error::NobodyWanted);
    }
    if input.reply_by <= app.today() {
        return Err(Error::ReplyUnfit);
    }
    let mut tx = app.change(actor, Action::OutreachRecord, &Resource::office(office)).await?;
    offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let wanted: Vec<&str> = input.wanted.iter().map(|kind| kind.label()).collect();
    let line = record::Input {
        on_day: app.today(),
        kind: OutreachKind::MunicipalityRequest,
        whom: format!("{}　{}", input.municipality, input.section).trim().to_owned(),
        how: "文書".to_owned(),
        outcome: format!("{}のご紹介を依頼", wanted.join("、")),
        refusal_reason: None,
        next_step: "お返事を確かめる".to_owned(),
        next_on: Some(input.reply_by),
    };
    let line = record::add(app, &mut tx, office, line).await?;
    let kept = Kept { input: input.clone(), written_on: app.today() };
    in_hand::keep(app, &mut tx, actor, office, line.id, &kept).await?;
    let mut entry = app.record(actor, Action::OutreachRecord, office, Subject::new("outreach", line.id));
    entry.after = record::facts(&line);
    tx.commit(app.now(), entry).await?;
    Ok(RequestLetter { input, logged: line.id })
}
