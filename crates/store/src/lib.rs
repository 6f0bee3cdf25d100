//! Rows, files, the audit chain and jobs, on SQLite or PostgreSQL.
//!
//! One schema and one query layer serve both databases: SQL that both understand, written out where it is used. Three rules
//! hold everywhere and have their tests:
//!
//! * nothing is changed except through a [`WriteTx`], and a [`WriteTx`] can only be committed together with an audit record;
//! * no function reads or writes rows without the office (or the installation) they belong to; reading across offices is a
//!   different, audited call ([`Across`]);
//! * names, kana, contacts and wishes are [`Sealed`] before they reach a row.

pub mod abuse_desks;
pub mod access_links;
pub mod accounts;
pub mod agenda;
pub mod attachments;
pub mod attendances;
pub mod audit;
pub mod bodies;
pub mod calls;
pub mod column;
pub mod councils;
pub mod crypto;
mod database;
pub mod drafts;
pub mod dwellings;
mod error;
pub mod evaluations;
pub mod facts;
pub mod files;
pub mod handbook_receipts;
pub mod imports;
pub mod issues;
pub mod language;
pub mod materials;
pub mod matters;
pub mod meetings;
mod migrate;
pub mod minutes;
pub mod notes;
pub mod objects;
pub mod offices;
pub mod outbox;
pub mod outreach;
pub mod payments;
pub mod persons;
pub mod polls;
pub mod preparations;
pub mod publications;
pub mod rate_limits;
pub mod receipts;
pub mod residents;
pub mod reviews;
pub mod saved_views;
pub mod schema;
pub mod seats;
pub mod self_checks;
pub mod sessions;
pub mod sql;
pub mod standings;
pub mod transfer;
pub mod visit_notes;
pub mod visit_wishes;
pub mod visits;
pub mod voices;

#[cfg(feature = "testing")]
pub mod testing;

pub use audit::{Across, ActorStamp, Chain, Fact, Facts, Record, Subject};
pub use crypto::{BlindIndex, Keyring, Place, Sealed};
pub use database::{Backend, Database, ReadTx, WriteTx};
pub use error::StoreError;
pub use objects::Objects;
pub use sql::{Row, sql};
