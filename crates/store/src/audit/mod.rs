//! The audit record: who did what to what, when, before and after, chained so that no edit, deletion or re-ordering stays
//! unseen (H5).
//!
//! There is one chain per office and one for the installation. A chain's first record is announced in the installation's chain,
//! so that a whole chain cannot disappear; a chain's head is kept apart, so that its end cannot. Hashes are keyed: whoever can
//! write to the database but does not hold the audit key cannot make a chain that verifies.

mod across;
pub(crate) mod rechain;
mod verify;

use std::{collections::BTreeMap, fmt};

use jiff::Timestamp;
use model::{AccessLinkId, AccountId, OfficeId};
use serde_json::Value;

use crate::{Keyring, ReadTx, StoreError, WriteTx, sql};

pub use across::Across;
pub use verify::{Break, Verified, verify};

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorStamp {
    /// Somebody who signed in.
    Account(AccountId),
    /// Somebody who answered through a link or a code.
    Link(AccessLinkId),
    /// Somebody unknown (a failed sign-in, a request for a new password).
    Anonymous,
    /// The program itself: a job, a command, the demonstration. The name says which.
    System(&'static str),
}

impl fmt::Display for ActorStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(id) => write!(f, "account:{id}"),
            Self::Link(id) => write!(f, "link:{id}"),
            Self::Anonymous => f.write_str("anonymous"),
            Self::System(name) => write!(f, "system:{name}"),
        }
    }
}

/// The chain a record belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chain {
    /// What concerns the installation or several offices.
    Installation,
    /// What concerns one office.
    Office(OfficeId),
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Installation => f.write_str("installation"),
            Self::Office(id) => write!(f, "office:{id}"),
        }
    }
}

/// What was acted upon: its noun (`"seat"`) and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The noun.
    pub noun: &'static str,
    /// The id.
    pub id: String,
}

impl Subject {
    /// The subject `noun` with `id`.
    pub fn new(noun: &'static str, id: impl fmt::Display) -> Self {
        Self { noun, id: id.to_string() }
    }
}

/// One fact about a subject before or after an action.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// May stand in clear text: states, dates, counts, identifiers.
    Plain(Value),
    /// A personal field: only its keyed hash is kept, so that a change can be proved but not read.
    Personal(String),
}

/// Facts about a subject, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts(BTreeMap<&'static str, Fact>);

impl Facts {
    /// No facts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fact in clear text.
    pub fn plain(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.0.insert(name, Fact::Plain(Value::String(value.to_string())));
        self
    }

    /// Adds a fact that may be absent.
    pub fn plain_option(self, name: &'static str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.plain(name, value),
            None => self,
        }
    }

    /// Adds a personal fact.
    pub fn personal(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.insert(name, Fact::Personal(value.into()));
        self
    }

    fn to_json(&self, keyring: &Keyring) -> String {
        let object = self.0.iter().map(|(name, fact)| {
            let value = match fact {
                Fact::Plain(value) => value.clone(),
                Fact::Personal(clear) => {
                    let hash = keyring.index("audit", clear);
                    Value::String(format!("hash:{}", data_encoding::HEXLOWER.encode(hash.as_bytes())))
                }
            };
            ((*name).to_owned(), value)
        });
        Value::Object(object.collect()).to_string()
    }
}

/// One action, for the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Whose chain.
    pub chain: Chain,
    /// Who.
    pub actor: ActorStamp,
    /// What (`"seats.appoint"`).
    pub action: &'static str,
    /// To what.
    pub subject: Subject,
    /// As it was; empty for something new.
    pub before: Facts,
    /// As it is; empty for something that is gone.
    pub after: Facts,
}

/// A record as it stands in the chain.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) chain: String,
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) actor: String,
    pub(crate) action: String,
    pub(crate) noun: String,
    pub(crate) subject: String,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) hash: Vec<u8>,
}

impl Entry {
    /// The hash of this entry after the one with hash `previous`.
    pub(crate) fn hash_after(&self, previous: &[u8], keyring: &Keyring) -> [u8; 32] {
        keyring.audit_mac(&[
            previous,
            self.chain.as_bytes(),
            &self.seq.to_be_bytes(),
            &self.at.to_be_bytes(),
            self.actor.as_bytes(),
            self.action.as_bytes(),
            self.noun.as_bytes(),
            self.subject.as_bytes(),
            self.before.as_bytes(),
            self.after.as_bytes(),
        ])
    }
}

/// Before the first record of a chain.
pub(crate) const ORIGIN: [u8; 32] = [0; 32];
/// The action by which the installation's chain announces another chain.
pub(crate) const OPENED: &str = "audit.chain_opened";

/// Appends a record to its chain, and opens the chain when it is the first.
pub(crate) async fn append(tx: &mut WriteTx, at: Timestamp, record: Record) -> Result<(), StoreError> {
    let chain = record.chain;
    let is_first = push(tx, at, &record).await?;
    if is_first && chain != Chain::Installation {
        let announcement = Record {
            chain: Chain::Installation,
            actor: record.actor,
            action: OPENED,
            subject: Subject::new("chain", chain),
            before: Facts::new(),
            after: Facts::new(),
        };
        push(tx, at, &announcement).await?;
    }
    Ok(())
}

/// Returns whether it was the first record of its chain.
async fn push(tx: &mut WriteTx, at: Timestamp, record: &Record) -> Result<bool, StoreError> {
    let chain = record.chain.to_string();
    let head = lock_head(tx, &chain).await?;
    let (seq, previous) = head.clone().unwrap_or((0, ORIGIN.to_vec()));
    let keyring = tx.keyring();
    let mut entry = Entry {
        chain,
        seq: seq + 1,
        at: at.as_millisecond(),
        actor: record.actor.to_string(),
        action: record.action.to_owned(),
        noun: record.subject.noun.to_owned(),
        subject: record.subject.id.clone(),
        before: record.before.to_json(&keyring),
        after: record.after.to_json(&keyring),
        hash: Vec::new(),
    };
    entry.hash = entry.hash_after(&previous, &keyring).to_vec();
    write_entry(tx, &entry).await?;
    move_head(tx, &entry, head.is_none()).await?;
    Ok(head.is_none())
}

async fn lock_head(tx: &mut ReadTx, chain: &str) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    // SQLite has one writer at a time already; PostgreSQL takes the row's lock, so that two records never take one place.
    let text = match tx.backend() {
        crate::Backend::Sqlite => "SELECT seq, hash FROM audit_heads WHERE chain = $1",
        crate::Backend::Postgres => "SELECT seq, hash FROM audit_heads WHERE chain = $1 FOR UPDATE",
    };
    sql(text).bind(chain).optional(tx, |row| Ok((row.get("seq")?, row.get("hash")?))).await
}

async fn write_entry(tx: &mut WriteTx, entry: &Entry) -> Result<(), StoreError> {
    sql("INSERT INTO audit_log (chain, seq, at, actor, action, noun, subject, before_facts, after_facts, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(&entry.chain)
    .bind(entry.seq)
    .bind(entry.at)
    .bind(&entry.actor)
    .bind(&entry.action)
    .bind(&entry.noun)
    .bind(&entry.subject)
    .bind(&entry.before)
    .bind(&entry.after)
    .bind(&entry.hash)
    .run(tx)
    .await?;
    Ok(())
}

async fn move_head(tx: &mut WriteTx, entry: &Entry, is_first: bool) -> Result<(), StoreError> {
    let text = if is_first {
        "INSERT INTO audit_heads (chain, seq, hash) VALUES ($1, $2, $3)"
    } else {
        "UPDATE audit_heads SET seq = $2, hash = $3 WHERE chain = $1"
    };
    sql(text).bind(&entry.chain).bind(entry.seq).bind(&entry.hash).run_versioned(tx).await
}
