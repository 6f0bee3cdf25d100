//! A change in progress: a transaction that keeps the findings true which the change makes untrue.

use std::{
    collections::BTreeSet,
    ops::{Deref, DerefMut},
};

use jiff::Timestamp;
use model::OfficeId;
use store::{Chain, Record, StoreError, WriteTx};

use crate::{clock::japan, findings::keep};

/// A transaction of an action. It writes like a [`WriteTx`]; when it is committed, how the office of its record stands, and every
/// other that it [concerns](Change::concerns), is computed anew and kept in the same transaction.
#[must_use = "a change that is not committed is undone"]
pub struct Change {
    tx: WriteTx,
    concerned: BTreeSet<OfficeId>,
}

impl Change {
    pub(crate) fn new(tx: WriteTx) -> Self {
        Self { tx, concerned: BTreeSet::new() }
    }

    /// Says that facts of these offices change as well.
    pub fn concerns(&mut self, offices: impl IntoIterator<Item = OfficeId>) {
        self.concerned.extend(offices);
    }

    /// Writes the audit record, keeps the findings of its offices, and makes the change true.
    pub async fn commit(mut self, at: Timestamp, record: Record) -> Result<(), StoreError> {
        if let Chain::Office(office) = record.chain {
            self.concerned.insert(office);
        }
        keep::refresh(&mut self.tx, &self.concerned, japan(at).date()).await?;
        self.tx.commit(at, record).await
    }

    /// See [`WriteTx::commit_bookkeeping`]: nothing of it is a fact about an office.
    pub async fn commit_bookkeeping(self) -> Result<(), StoreError> {
        self.tx.commit_bookkeeping().await
    }
}

impl Deref for Change {
    type Target = WriteTx;
    fn deref(&self) -> &WriteTx {
        &self.tx
    }
}

impl DerefMut for Change {
    fn deref_mut(&mut self) -> &mut WriteTx {
        &mut self.tx
    }
}
