//! Databases for tests: a fresh one per test, SQLite by default, PostgreSQL when `ENGAWA_TEST_POSTGRES` names a server.
//!
//! A test ends with [`TestDatabase::finish`], which verifies the whole database with the code that operators run.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Connection, Executor, Row as _};
use tempfile::TempDir;

use crate::{Backend, Database, Keyring, audit};

/// A database of one test.
pub struct TestDatabase {
    database: Database,
    url: String,
    _folder: TempDir,
    finished: bool,
}

/// Somebody else's lock on the whole database.
pub struct Lock(AnyConnection);

impl Lock {
    /// Lets go.
    pub async fn release(self) {
        self.0.close().await.expect("closes");
    }
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// The keyring of all tests.
pub fn keyring() -> Arc<Keyring> {
    let text = Keyring::compose(&[7; 96]);
    Arc::new(Keyring::parse(&text).expect("composed just now"))
}

impl TestDatabase {
    /// A fresh, migrated database.
    pub async fn new() -> Self {
        Self::with(keyring()).await
    }

    /// A fresh, migrated database of an installation with other keys.
    #[expect(clippy::disallowed_methods, reason = "the test runner says by a variable which database to use")]
    pub async fn with(keyring: Arc<Keyring>) -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        let url = match std::env::var("ENGAWA_TEST_POSTGRES") {
            Ok(server) => fresh_postgres(&server).await,
            Err(_) => format!("sqlite:{}", folder.path().join("test.db").display()),
        };
        let database = Database::open(&url, keyring).await.expect("a fresh database opens");
        Self { database, url, _folder: folder, finished: false }
    }

    /// The address, to open it a second time.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs a statement behind the program's back, as an intruder or a broken disk would.
    pub async fn tamper(&self, statement: &str) -> u64 {
        let pool = AnyPool::connect(&self.url).await.expect("connects");
        let done = pool.execute(AssertSqlSafe(statement.to_owned())).await.expect("the statement is right");
        pool.close().await;
        done.rows_affected()
    }

    /// The column `detail` of whatever a statement gives back.
    pub async fn rows(&self, statement: &str) -> Vec<String> {
        let pool = AnyPool::connect(&self.url).await.expect("connects");
        let rows = pool.fetch_all(AssertSqlSafe(statement.to_owned())).await.expect("the statement is right");
        pool.close().await;
        rows.iter().map(|row| row.get("detail")).collect()
    }

    /// Fills the disk, as far as this database can see: nothing more can be written until [`TestDatabase::empty`].
    pub async fn fill(&self) {
        match self.database.backend() {
            // The limit belongs to a connection, so each gets it.
            Backend::Sqlite => self.on_every_connection("PRAGMA max_page_count = 1").await,
            Backend::Postgres => {
                self.tamper("CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100''; END'").await;
                self.tamper("CREATE TRIGGER disk_full BEFORE INSERT ON audit_log EXECUTE FUNCTION disk_full()").await;
            }
        }
    }

    /// Makes room again.
    pub async fn empty(&self) {
        match self.database.backend() {
            Backend::Sqlite => self.on_every_connection("PRAGMA max_page_count = 1073741823").await,
            Backend::Postgres => {
                self.tamper("DROP TRIGGER disk_full ON audit_log").await;
            }
        }
    }

    async fn on_every_connection(&self, statement: &'static str) {
        let mut taken = Vec::new();
        for _ in 0..self.database.pool().options().get_max_connections() {
            taken.push(self.database.pool().acquire().await.expect("a connection"));
        }
        for connection in &mut taken {
            connection.execute(statement).await.expect("the statement is right");
        }
    }

    /// Locks the database from another process' hand until it is let go.
    pub async fn lock(&self) -> Lock {
        let mut connection = AnyConnection::connect(&self.url).await.expect("connects");
        let statement = match self.database.backend() {
            Backend::Sqlite => "BEGIN EXCLUSIVE",
            Backend::Postgres => "BEGIN; LOCK TABLE receipts, audit_heads IN ACCESS EXCLUSIVE MODE",
        };
        connection.execute(statement).await.expect("the lock is free");
        Lock(connection)
    }

    /// Verifies the chain and closes. Every test with a database ends here.
    pub async fn finish(mut self) {
        self.finished = true;
        let mut tx = self.database.read().await.expect("reads");
        audit::verify(&mut tx).await.expect("the chain can be read").expect("the chain is whole");
        drop(tx);
        self.close().await;
    }

    /// Closes without verifying, for tests that broke the chain on purpose.
    pub async fn finish_broken(mut self) {
        self.finished = true;
        self.close().await;
    }

    async fn close(&self) {
        self.database.close().await;
        if self.database.backend() == Backend::Postgres {
            drop_postgres(&self.url).await;
        }
    }
}

impl std::ops::Deref for TestDatabase {
    type Target = Database;
    fn deref(&self) -> &Database {
        &self.database
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if !self.finished && !std::thread::panicking() {
            panic!("a test with a database ends with finish()");
        }
    }
}

async fn fresh_postgres(server: &str) -> String {
    sqlx::any::install_default_drivers();
    let name = format!("engawa_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let pool = AnyPool::connect(&format!("{server}/postgres")).await.expect("the PostgreSQL server of the tests answers");
    pool.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.expect("a database for the test");
    pool.close().await;
    format!("{server}/{name}")
}

async fn drop_postgres(url: &str) {
    let Some((server, name)) = url.rsplit_once('/') else { return };
    let pool = AnyPool::connect(&format!("{server}/postgres")).await.expect("the server answers");
    // A leftover database does no harm to the next test; the server of the tests is thrown away as a whole.
    let _ = pool.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name}"))).await;
    pool.close().await;
}
