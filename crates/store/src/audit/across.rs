//! Reading across offices: allowed only through this value, which exists only after the reading was recorded.

use jiff::Timestamp;

use super::{ActorStamp, Chain, Facts, Record, Subject};
use crate::{Database, StoreError};

/// Permission to read rows of several offices in one call (invariant 2). Functions that do so ask for it.
#[derive(Debug)]
pub struct Across {
    purpose: &'static str,
}

impl Across {
    /// Records who reads across offices, and why, and gives the permission.
    pub async fn open(database: &Database, at: Timestamp, actor: ActorStamp, purpose: &'static str) -> Result<Self, StoreError> {
        let tx = database.write().await?;
        let record = Record {
            chain: Chain::Installation,
            actor,
            action: "offices.read_across",
            subject: Subject::new("purpose", purpose),
            before: Facts::new(),
            after: Facts::new(),
        };
        tx.commit(at, record).await?;
        Ok(Self { purpose })
    }

    /// Permission for a change whose own audit record in the installation's chain tells of it (an import, for example).
    pub fn within_recorded_change(purpose: &'static str) -> Self {
        Self { purpose }
    }

    /// Why.
    pub fn purpose(&self) -> &'static str {
        self.purpose
    }
}
