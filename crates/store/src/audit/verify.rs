//! Walking the chains: what `engawa audit verify` and every test with a database run.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, OPENED, ORIGIN};
use crate::{ReadTx, StoreError, sql};

/// Every chain is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many chains.
    pub chains: usize,
    /// How many records.
    pub records: usize,
}

/// The first place where a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// A record is missing, or stands elsewhere.
    #[error("chain {chain}: record {expected} is missing; record {found} follows in its place")]
    Gap {
        /// Which chain.
        chain: String,
        /// The number that was due.
        expected: i64,
        /// The number that was found.
        found: i64,
    },
    /// A record was changed, or one before it.
    #[error("chain {chain}: record {seq} is not what was written")]
    Altered {
        /// Which chain.
        chain: String,
        /// Which record.
        seq: i64,
    },
    /// The last records are missing.
    #[error("chain {chain}: ends at record {found}, but record {expected} was written")]
    CutOff {
        /// Which chain.
        chain: String,
        /// The last number that was written.
        expected: i64,
        /// The last number that is there.
        found: i64,
    },
    /// A chain that was opened is not there, or one is there that was never opened.
    #[error("chain {chain}: the installation's chain and the records do not agree that it exists")]
    Unannounced {
        /// Which chain.
        chain: String,
    },
}

const PAGE: i64 = 1000;

/// Walks all chains; the inner error is the first break.
pub async fn verify(tx: &mut ReadTx) -> Result<Result<Verified, Break>, StoreError> {
    let heads: BTreeMap<String, (i64, Vec<u8>)> = sql("SELECT chain, seq, hash FROM audit_heads")
        .all(tx, |row| Ok((row.get("chain")?, (row.get("seq")?, row.get("hash")?))))
        .await?
        .into_iter()
        .collect();
    let mut walk = Walk::default();
    let mut after = (String::new(), 0);
    loop {
        let page = page_after(tx, &after).await?;
        let Some(last) = page.last() else { break };
        after = (last.chain.clone(), last.seq);
        let keyring = tx.keyring();
        for entry in page {
            if let Err(broken) = walk.step(entry, &keyring, &heads) {
                return Ok(Err(broken));
            }
        }
    }
    Ok(walk.finish(&heads))
}

async fn page_after(tx: &mut ReadTx, after: &(String, i64)) -> Result<Vec<Entry>, StoreError> {
    sql("SELECT chain, seq, at, actor, action, noun, subject, before_facts, after_facts, hash FROM audit_log
         WHERE chain > $1 OR (chain = $1 AND seq > $2) ORDER BY chain, seq LIMIT $3")
    .bind(&after.0)
    .bind(after.1)
    .bind(PAGE)
    .all(tx, |row| {
        Ok(Entry {
            chain: row.get("chain")?,
            seq: row.get("seq")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            action: row.get("action")?,
            noun: row.get("noun")?,
            subject: row.get("subject")?,
            before: row.get("before_facts")?,
            after: row.get("after_facts")?,
            hash: row.get("hash")?,
        })
    })
    .await
}

#[derive(Default)]
struct Walk {
    /// Last number and hash of each chain seen so far.
    ends: BTreeMap<String, (i64, Vec<u8>)>,
    announced: BTreeSet<String>,
    records: usize,
}

impl Walk {
    fn step(&mut self, entry: Entry, keyring: &crate::Keyring, heads: &BTreeMap<String, (i64, Vec<u8>)>) -> Result<(), Break> {
        let (last, previous) = self.ends.get(&entry.chain).cloned().unwrap_or((0, ORIGIN.to_vec()));
        if entry.seq != last + 1 {
            return Err(Break::Gap { chain: entry.chain, expected: last + 1, found: entry.seq });
        }
        if entry.hash != entry.hash_after(&previous, keyring) {
            return Err(Break::Altered { chain: entry.chain, seq: entry.seq });
        }
        if !heads.contains_key(&entry.chain) {
            return Err(Break::Unannounced { chain: entry.chain });
        }
        if entry.action == OPENED {
            self.announced.insert(entry.subject.clone());
        }
        self.records += 1;
        self.ends.insert(entry.chain, (entry.seq, entry.hash));
        Ok(())
    }

    fn finish(self, heads: &BTreeMap<String, (i64, Vec<u8>)>) -> Result<Verified, Break> {
        for (chain, (seq, hash)) in heads {
            let (found, found_hash) = self.ends.get(chain).cloned().unwrap_or_default();
            if found != *seq {
                return Err(Break::CutOff { chain: chain.clone(), expected: *seq, found });
            }
            if found_hash != *hash {
                return Err(Break::Altered { chain: chain.clone(), seq: *seq });
            }
        }
        let opened: BTreeSet<String> = self.ends.keys().filter(|chain| *chain != "installation").cloned().collect();
        match opened.symmetric_difference(&self.announced).next() {
            Some(chain) => Err(Break::Unannounced { chain: chain.clone() }),
            None => Ok(Verified { chains: self.ends.len(), records: self.records }),
        }
    }
}
