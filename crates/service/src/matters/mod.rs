//! 用件: what an office and an authority settle with each other (D1–D4), as a thread that both sides see.
//!
//! The office owns its matters. An authority sees and answers those that are addressed to it, and no others; whatever it reads over
//! several offices at once is recorded.

pub mod calls;
mod mails;
pub mod notice;
pub mod oversee;
pub mod reminders;
pub mod report;
pub mod say;
pub mod survey;
mod thread;
pub mod visits;

use model::{
    MatterId, OfficeId,
    identifiers::JurisdictionCode,
    jurisdictions::{self, Jurisdiction, city_of, lies_in},
    matters::Side,
};
use rulebook::Rulebook;
use store::{
    ReadTx,
    matters::{self, Matter},
    offices::Addressee,
};

use crate::{Action, Actor, App, Fault, Resource};

pub use mails::Arrival;
pub use thread::{Line, Thread, thread};

/// On which side of a matter somebody sits. The policies say whether the actor may sit there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// At an office.
    Office(OfficeId),
    /// At an authority.
    Authority(JurisdictionCode),
}

impl Desk {
    /// The desk of somebody who acts for an authority.
    pub fn of_authority(actor: &Actor) -> Result<Self, Fault> {
        match actor {
            Actor::Account { jurisdiction: Some(code), .. } => Ok(Self::Authority(*code)),
            _ => Err(Fault::Hidden),
        }
    }

    /// The side.
    pub fn side(self) -> Side {
        match self {
            Self::Office(_) => Side::Office,
            Self::Authority(_) => Side::Authority,
        }
    }

    fn resource(self) -> Resource {
        match self {
            Self::Office(office) => Resource::office(office),
            Self::Authority(code) => of_authority(code),
        }
    }

    fn reading(self) -> Action {
        match self {
            Self::Office(_) => Action::MattersView,
            Self::Authority(_) => Action::MattersOversee,
        }
    }

    fn writing(self) -> Action {
        match self {
            Self::Office(_) => Action::MattersWrite,
            Self::Authority(_) => Action::MattersOversee,
        }
    }

    /// A matter of this desk; hidden when it is somebody else's.
    async fn load(self, tx: &mut ReadTx, id: MatterId) -> Result<Matter, Fault> {
        let found = match self {
            Self::Office(office) => matters::load(tx, office, id).await?,
            Self::Authority(code) => matters::load_for(tx, code, id).await?,
        };
        found.ok_or(Fault::Hidden)
    }
}

/// Something that belongs to an authority.
fn of_authority(code: JurisdictionCode) -> Resource {
    Resource { location: Some(code), ..Resource::installation() }
}

/// The area for which somebody acts, if the policies let.
fn area(app: &App, actor: &Actor, action: Action) -> Result<&'static Jurisdiction, Fault> {
    let Actor::Account { jurisdiction: Some(code), .. } = actor else { return Err(Fault::Hidden) };
    app.authorise(actor, action, &of_authority(*code))?;
    jurisdictions::lookup(*code).ok_or(Fault::Hidden)
}

/// Whether an office is an authority's concern (D5): it lies there, or was designated there.
fn concerns(office: &Addressee, authority: JurisdictionCode) -> bool {
    office.designator == authority || office.location.is_some_and(|place| lies_in(place, authority))
}

/// The authority that hears of an office's meetings: the one whose rules hold there, else the municipality.
fn authority_at(place: Option<JurisdictionCode>) -> Option<&'static Jurisdiction> {
    let place = place?;
    Rulebook::at(Some(place)).jurisdiction().or_else(|| city_of(place)).and_then(jurisdictions::lookup)
}

/// The matters of an office, the newest first, each with its authority.
pub async fn list(app: &App, actor: &Actor, office: OfficeId) -> Result<Vec<Matter>, Fault> {
    let mut tx = app.view(actor, Action::MattersView, &Resource::office(office)).await?;
    Ok(matters::list(&mut tx, office).await?)
}
