//! Records that come from another installation, chained anew with this one's key: the other one's hashes are keyed with a key that
//! does not travel.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Entry, ORIGIN, write_entry};
use crate::{StoreError, WriteTx, sql};

/// A record as it was taken out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Told {
    chain: String,
    seq: i64,
    at: i64,
    actor: String,
    action: String,
    noun: String,
    subject: String,
    before_facts: String,
    after_facts: String,
    /// The hash by which the other installation chained it; kept in what was taken out, as evidence, and of no use here.
    #[serde(rename = "hash")]
    _hash: String,
}

/// The chains as far as they are written.
#[derive(Default)]
pub(crate) struct Rechain {
    heads: BTreeMap<String, (i64, Vec<u8>)>,
}

impl Rechain {
    /// Appends the next record of a chain. The inner error says what does not follow.
    pub(crate) async fn append(&mut self, tx: &mut WriteTx, told: Told) -> Result<Result<(), String>, StoreError> {
        let (last, previous) = self.heads.get(&told.chain).cloned().unwrap_or((0, ORIGIN.to_vec()));
        if told.seq != last + 1 {
            return Ok(Err(format!("record {} of the chain {} follows record {last}", told.seq, told.chain)));
        }
        let mut entry = Entry {
            chain: told.chain,
            seq: told.seq,
            at: told.at,
            actor: told.actor,
            action: told.action,
            noun: told.noun,
            subject: told.subject,
            before: told.before_facts,
            after: told.after_facts,
            hash: Vec::new(),
        };
        entry.hash = entry.hash_after(&previous, &tx.keyring()).to_vec();
        write_entry(tx, &entry).await?;
        self.heads.insert(entry.chain, (entry.seq, entry.hash));
        Ok(Ok(()))
    }

    /// Writes where each chain ends.
    pub(crate) async fn finish(self, tx: &mut WriteTx) -> Result<(), StoreError> {
        for (chain, (seq, hash)) in self.heads {
            sql("INSERT INTO audit_heads (chain, seq, hash) VALUES ($1, $2, $3)").bind(&chain).bind(seq).bind(hash).run(tx).await?;
        }
        Ok(())
    }
}
