//! An office hands a voice on to the council of its place, without anybody's identity and without its own name (E12); and reads how it
//! goes on there.

use std::collections::BTreeMap;

use model::{
    OfficeId, VoiceId,
    issues::{IssueText, Tally},
};
use privacy::Blocked;
use store::{
    Facts, Subject, dwellings,
    issues::{self, Handed, Source},
    offices, voices,
};
use text::search::Folded;

use super::{
    bring::{Arrival, arrive},
    moving::{self, Said, release},
};
use crate::{Action, Actor, App, Fault, Resource, councils as column, publications::gate_of};

/// What an office says.
#[derive(Debug, Clone)]
pub struct Input {
    /// The matter in words that name nobody, and why it is brought before the council.
    pub said: Said<(IssueText, String)>,
    /// Whether somebody looked that nobody can be recognised.
    pub checked: bool,
}

/// It was not handed on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody would take it.
    #[error("この地域の協議会は、まだ縁側に登録されていません。市区町村の障害福祉の担当課にお問い合わせください。")]
    NoCouncil,
    /// It is there already.
    #[error("この要望・助言は、すでに協議会に届けています。")]
    Handed,
    /// Nobody said that they looked.
    #[error("個人が特定される内容がないことを確かめて、印を付けてください。")]
    Unchecked,
    /// The name of the office or of a house leads to those who live there.
    #[error(
        "「{0}」と書くと、どの事業所の話かが分かり、利用者が特定されるおそれがあります。「あるグループホーム」のように書き換えてください。"
    )]
    NamesOffice(String),
    /// Something may name a person.
    #[error(transparent)]
    Blocked(#[from] Blocked),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Duplicate => Handed);

/// The name of the council to which voices of an office go.
pub async fn council_of_office(app: &App, actor: &Actor, office: OfficeId) -> Result<Option<String>, Fault> {
    let mut tx = app.view(actor, Action::IssuesHand, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    Ok(column::council_of(&mut tx, owner.location).await?.map(|council| council.name))
}

/// What an office handed on, by voice.
pub async fn handed(app: &App, actor: &Actor, office: OfficeId) -> Result<BTreeMap<VoiceId, Handed>, Fault> {
    let mut tx = app.view(actor, Action::MinutesView, &Resource::office(office)).await?;
    Ok(issues::of_office(&mut tx, office).await?.into_iter().map(|handed| (handed.voice, handed)).collect())
}

/// Hands a voice on.
pub async fn hand(app: &App, actor: &Actor, office: OfficeId, id: VoiceId, input: Input) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::IssuesHand, &Resource::office(office)).await?;
    let voice = voices::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let owner = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let council = column::council_of(&mut tx, owner.location).await?.ok_or(Error::NoCouncil)?;
    let houses = dwellings::list(&mut tx, office).await?;
    let own = [owner.name.as_str()].into_iter().chain(houses.iter().map(|house| house.name.as_str()));
    if let Some(named) = names_one(&input.said.words, own) {
        return Err(Error::NamesOffice(named.to_owned()));
    }
    if !input.checked {
        return Err(Error::Unchecked);
    }
    let meetings: Vec<_> = voice.origin.meeting().into_iter().collect();
    let gate = gate_of(app, &mut tx, office, &meetings).await?;
    let (words, reason) = release(&gate, input.said)?.apart();
    let source = Source::Voice { office, voice: id };
    let arrived = Arrival { source, tally: Tally::exactly(1), words: &words, reason: &reason };
    let issue = arrive(app, actor, &mut tx, &council, arrived).await.map_err(|error| match error {
        moving::Error::Stale => Error::Handed,
        moving::Error::Fault(fault) => Error::Fault(fault),
        other => Error::Fault(Fault::Broken(other.to_string())),
    })?;
    let mut record = app.record(actor, Action::IssuesHand, office, Subject::new("voice", id));
    record.after = Facts::new().plain("council", council.id).plain("issue", issue);
    tx.commit(app.now(), record).await?;
    Ok(())
}

/// Which of the own names stands in the words, however it is typed.
fn names_one<'n>((words, reason): &(IssueText, String), own: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let texts: Vec<Folded> = words.texts().into_iter().chain([reason.as_str()]).map(Folded::of).collect();
    own.filter(|name| !name.trim().is_empty()).find(|name| {
        let name = Folded::of(name);
        texts.iter().any(|text| text.contains(&name))
    })
}
