//! The database and its two kinds of transactions.

use std::{
    ops::{Deref, DerefMut},
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor, Transaction};

use crate::{Keyring, Record, StoreError, audit, migrate};

/// Which database is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// Embedded SQLite, the default.
    Sqlite,
    /// PostgreSQL 15 or newer.
    Postgres,
}

/// An open database. Cloning shares the pool.
#[derive(Clone)]
pub struct Database {
    pool: AnyPool,
    backend: Backend,
    keyring: Arc<Keyring>,
}

impl Database {
    /// Opens the database and brings its schema up to date.
    ///
    /// `url` is `sqlite:path/to/file.db` (made when missing) or `postgres://user:password@host/name`.
    pub async fn open(url: &str, keyring: Arc<Keyring>) -> Result<Self, StoreError> {
        let database = Self::connect(url, keyring).await?;
        migrate::run(&database.pool, database.backend).await?;
        Ok(database)
    }

    /// Opens the database as it is, for `doctor` and the like.
    pub async fn connect(url: &str, keyring: Arc<Keyring>) -> Result<Self, StoreError> {
        install_default_drivers();
        let backend = if url.starts_with("postgres") { Backend::Postgres } else { Backend::Sqlite };
        let url = match backend {
            Backend::Sqlite if !url.contains('?') => format!("{url}?mode=rwc"),
            _ => url.to_owned(),
        };
        let pool = AnyPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(5))
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    let session = match backend {
                        Backend::Sqlite => SQLITE_SESSION,
                        Backend::Postgres => POSTGRES_SESSION,
                    };
                    connection.execute(session).await?;
                    Ok(())
                })
            })
            // On a full disk SQLite ends a transaction by itself, and its connection goes on believing in it: it is not used again.
            .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
            .connect_with(AnyConnectOptions::from_str(&url)?)
            .await?;
        Ok(Self { pool, backend, keyring })
    }

    /// The pool itself, for tests that disturb it.
    #[cfg(feature = "testing")]
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Which database is behind.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// The keys in use.
    pub fn keyring(&self) -> &Arc<Keyring> {
        &self.keyring
    }

    /// Begins reading: one consistent state, never a change.
    pub async fn read(&self) -> Result<ReadTx, StoreError> {
        let begin = match self.backend {
            Backend::Sqlite => "BEGIN",
            Backend::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        Ok(ReadTx { tx: self.pool.begin_with(begin).await?, backend: self.backend, keyring: self.keyring.clone() })
    }

    /// Begins a change. On SQLite the writer's place is taken at once, so that a change never fails half-way for want of it.
    pub async fn write(&self) -> Result<WriteTx, StoreError> {
        let begin = match self.backend {
            Backend::Sqlite => "BEGIN IMMEDIATE",
            Backend::Postgres => "BEGIN",
        };
        Ok(WriteTx(ReadTx { tx: self.pool.begin_with(begin).await?, backend: self.backend, keyring: self.keyring.clone() }))
    }

    /// Waits for running transactions and closes.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// WAL lets readers read while one writes; FULL means that what was acknowledged survives a loss of power.
const SQLITE_SESSION: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF;";

/// Whoever waits for somebody else's lock is told so while still at the screen.
const POSTGRES_SESSION: &str = "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '60s'";

/// A transaction that reads.
pub struct ReadTx {
    tx: Transaction<'static, Any>,
    backend: Backend,
    keyring: Arc<Keyring>,
}

impl ReadTx {
    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }

    /// Which database is behind.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// The keys by which personal fields are sealed and found.
    pub fn keyring(&self) -> Arc<Keyring> {
        self.keyring.clone()
    }
}

/// A transaction that changes. It reads like a [`ReadTx`], and it ends in [`WriteTx::commit`] or not at all.
pub struct WriteTx(ReadTx);

impl Deref for WriteTx {
    type Target = ReadTx;
    fn deref(&self) -> &ReadTx {
        &self.0
    }
}

impl DerefMut for WriteTx {
    fn deref_mut(&mut self) -> &mut ReadTx {
        &mut self.0
    }
}

impl WriteTx {
    /// Adds a further audit record; the last one goes to [`WriteTx::commit`].
    pub async fn record(&mut self, at: Timestamp, record: Record) -> Result<(), StoreError> {
        audit::append(self, at, record).await
    }

    /// Writes the audit record and makes the change true. There is no commit without a record.
    pub async fn commit(mut self, at: Timestamp, record: Record) -> Result<(), StoreError> {
        audit::append(&mut self, at, record).await?;
        Ok(self.0.tx.commit().await?)
    }

    /// Commits bookkeeping that says nothing about anybody's data: rate limits, session clocks, states of the mail queue.
    /// Everything else goes through [`WriteTx::commit`].
    pub async fn commit_bookkeeping(self) -> Result<(), StoreError> {
        Ok(self.0.tx.commit().await?)
    }
}
