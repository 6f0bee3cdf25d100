//! What every action works with.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use model::{Id, OfficeId};
use store::{Chain, Database, Facts, Objects, ReadTx, Record, Subject};

use crate::{Action, Actor, Change, Clock, Entropy, Fault, Policies, Resource, Tongue, papers::Press, publications::Outputs};

/// Settings of the installation that actions need.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address under which people reach this installation, without a slash at the end. Links in letters and mails begin with it.
    pub base_url: String,
    /// The name under which the installation presents itself and sends mail.
    pub installation_name: String,
}

impl Settings {
    /// The host of the address: what makes identifiers in mails and calendars unique in the world.
    pub fn host(&self) -> String {
        self.base_url.split("//").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("localhost").to_owned()
    }
}

/// The installation, as actions see it. Cloning shares everything.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub database: Database,
    /// The bytes of files.
    pub files: Objects,
    /// The policies.
    pub policies: Arc<Policies>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Random bits.
    pub entropy: Arc<dyn Entropy>,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Every form in which published minutes are shown.
    pub outputs: Outputs,
    /// What the gate reads unknown names by.
    pub tongue: Tongue,
    /// What prints papers.
    pub press: Press,
}

impl App {
    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Today in Japan.
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// A new identifier.
    pub fn mint<T: Id>(&self) -> T {
        // Timestamps of this century are positive; the random part uses the 80 bits that an identifier has.
        T::mint(u64::try_from(self.now().as_millisecond()).unwrap_or_default(), self.entropy.bits() >> 48)
    }

    /// Begins reading after asking the policies.
    pub async fn view(&self, actor: &Actor, action: Action, resource: &Resource) -> Result<ReadTx, Fault> {
        self.authorise(actor, action, resource)?;
        Ok(self.database.read().await?)
    }

    /// Begins a change after asking the policies.
    pub async fn change(&self, actor: &Actor, action: Action, resource: &Resource) -> Result<Change, Fault> {
        self.authorise(actor, action, resource)?;
        Ok(Change::new(self.database.write().await?))
    }

    /// Asks the policies again, for a decision that depends on what was loaded (a state, an owner).
    pub fn authorise(&self, actor: &Actor, action: Action, resource: &Resource) -> Result<(), Fault> {
        if self.policies.allow(actor, action, resource)? { Ok(()) } else { Err(Fault::Hidden) }
    }

    /// An audit record in the chain of an office.
    pub fn record(&self, actor: &Actor, action: Action, office: OfficeId, subject: Subject) -> Record {
        Record {
            chain: Chain::Office(office),
            actor: actor.stamp(),
            action: model::Vocabulary::code(action),
            subject,
            before: Facts::new(),
            after: Facts::new(),
        }
    }

    /// An audit record in the chain of the installation.
    pub fn installation_record(&self, actor: &Actor, action: Action, subject: Subject) -> Record {
        Record { chain: Chain::Installation, ..self.record(actor, action, OfficeId::mint(0, 0), subject) }
    }
}
