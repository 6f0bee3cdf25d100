//! A change in progress: a transaction that keeps the findings true which the change makes untrue.

use std::ops::{Deref, DerefMut};

use jiff::Timestamp;
use store::{Chain, Record, StoreError, WriteTx};

use crate::{clock::japan, findings::keep};

/// A transaction of an action. It writes like a [`WriteTx`]; when it is committed with a record of an office, how that office
/// stands is computed anew and kept in the same transaction.
#[must_use = "a change that is not committed is undone"]
pub struct Change {
    tx: WriteTx,
}

impl Change {
    pub(crate) fn new(tx: WriteTx) -> Self {
        Self { tx }
    }

    /// Writes the audit record, keeps the findings of its office, and makes the change true.
    pub async fn commit(mut self, at: Timestamp, record: Record) -> Result<(), StoreError> {
        if let Chain::Office(office) = record.chain {
            keep::refresh(&mut self.tx, office, japan(at).date()).await?;
        }
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
