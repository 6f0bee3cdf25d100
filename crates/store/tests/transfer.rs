//! H6: data can always be taken out whole and put into another installation. Keys can be changed.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::sync::Arc;

use jiff::Timestamp;
use store::testing::TestDatabase;
use store::transfer::{self, RestoreError};
use store::{ActorStamp, Chain, Database, Facts, Keyring, Objects, Place, Record, StoreError, Subject, sql};

fn at() -> Timestamp {
    Timestamp::from_second(1_790_000_000).unwrap()
}

fn record() -> Record {
    Record {
        chain: Chain::Installation,
        actor: ActorStamp::System("test"),
        action: "accounts.invite",
        subject: Subject::new("account", "A"),
        before: Facts::new(),
        after: Facts::new(),
    }
}

async fn with_an_account(name: &str) -> TestDatabase {
    let db = TestDatabase::new().await;
    let mut tx = db.write().await.unwrap();
    let keyring = tx.keyring();
    sql("INSERT INTO accounts (id, role, email, email_index, name, created_at, version) VALUES ('A', 'administrator', $1, $2, $3, 0, 1)")
        .bind(keyring.seal(&Place::new("accounts.email", "A"), "a@example.jp").unwrap())
        .bind(keyring.index("account.email", "a@example.jp"))
        .bind(keyring.seal(&Place::new("accounts.name", "A"), name).unwrap())
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit(at(), record()).await.unwrap();
    db
}

async fn name_of_the_account(db: &Database) -> Result<String, StoreError> {
    let mut tx = db.read().await?;
    let sealed = sql("SELECT name FROM accounts").one(&mut tx, |row| row.get("name")).await?;
    db.keyring().open(&Place::new("accounts.name", "A"), &sealed)
}

/// A store of files of its own, as another installation would have.
fn no_files(db: &Database) -> Objects {
    Objects::in_memory(db.keyring().clone())
}

async fn backup_of(db: &Database) -> Vec<String> {
    backup_with(db, &no_files(db)).await
}

async fn backup_with(db: &Database, objects: &Objects) -> Vec<String> {
    let mut lines = Vec::new();
    transfer::backup(db, objects, |line| {
        lines.push(line.to_owned());
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    lines
}

async fn restore_into(db: &Database, lines: Vec<String>) -> Result<usize, RestoreError> {
    transfer::restore(db, &no_files(db), at(), lines.into_iter().map(Ok)).await
}

/// H6
#[tokio::test]
async fn a_backup_restored_elsewhere_holds_the_same_and_its_chain_verifies() {
    let from = with_an_account("縁側 花子").await;
    let to = TestDatabase::new().await;
    restore_into(&to, backup_of(&from).await).await.unwrap();
    assert_eq!(name_of_the_account(&to).await.unwrap(), "縁側 花子");
    from.finish().await;
    to.finish().await;
}

/// H6
#[tokio::test]
async fn a_backup_shows_nobodys_name() {
    let db = with_an_account("縁側 花子").await;
    assert!(!backup_of(&db).await.concat().contains("縁側"));
    db.finish().await;
}

#[tokio::test]
async fn a_backup_that_was_cut_off_restores_nothing() {
    let from = with_an_account("縁側 花子").await;
    let mut lines = backup_of(&from).await;
    lines.pop();
    let to = TestDatabase::new().await;
    assert!(matches!(restore_into(&to, lines).await, Err(RestoreError::Damaged { .. })));
    assert!(name_of_the_account(&to).await.is_err());
    from.finish().await;
    to.finish().await;
}

#[tokio::test]
async fn a_backup_that_was_changed_restores_nothing() {
    let from = with_an_account("縁側 花子").await;
    let lines = backup_of(&from).await.into_iter().map(|line| line.replace("administrator", "office_manager")).collect();
    let to = TestDatabase::new().await;
    assert!(matches!(restore_into(&to, lines).await, Err(RestoreError::Damaged { .. })));
    from.finish().await;
    to.finish().await;
}

#[tokio::test]
async fn a_table_or_column_that_we_do_not_have_never_reaches_a_statement() {
    let db = TestDatabase::new().await;
    let row = r#"{"kind":"row","table":"accounts; DROP TABLE accounts","values":{}}"#;
    let lines = vec![r#"{"kind":"header","format":"engawa-backup","version":1}"#.to_owned(), row.to_owned()];
    assert!(matches!(restore_into(&db, lines).await, Err(RestoreError::Damaged { line: 2, .. })));
    db.finish().await;
}

#[tokio::test]
async fn a_backup_is_never_restored_over_something() {
    let db = with_an_account("縁側 花子").await;
    let lines = backup_of(&db).await;
    assert!(matches!(restore_into(&db, lines).await, Err(RestoreError::NotEmpty)));
    db.finish().await;
}

#[tokio::test]
async fn after_sealing_anew_the_old_key_is_no_longer_needed() {
    let db = with_an_account("縁側 花子").await;
    let old = Keyring::compose(&[7; 96]);
    let newest = format!("seal 2 {}\n", "cd".repeat(32));
    let both = Arc::new(Keyring::parse(&format!("{old}{newest}")).unwrap());
    let with_both = Database::open(db.url(), both).await.unwrap();
    assert_eq!(transfer::reseal(&with_both, &no_files(&with_both), at()).await.unwrap(), 2);
    assert_eq!(transfer::reseal(&with_both, &no_files(&with_both), at()).await.unwrap(), 0);
    with_both.close().await;

    let without_old: String = old.lines().filter(|line| !line.starts_with("seal 1")).map(|line| format!("{line}\n")).collect();
    let only_new = Database::open(db.url(), Arc::new(Keyring::parse(&format!("{without_old}{newest}")).unwrap())).await.unwrap();
    assert_eq!(name_of_the_account(&only_new).await.unwrap(), "縁側 花子");
    only_new.close().await;
    db.finish().await;
}

/// Everything that walks over all tables really does.
#[tokio::test]
async fn the_list_of_tables_is_the_database() {
    let db = TestDatabase::new().await;
    let mut tx = db.read().await.unwrap();
    let text = match tx.backend() {
        store::Backend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_sqlx_migrations'"
        }
        store::Backend::Postgres => {
            "SELECT CAST(table_name AS TEXT) AS name FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_name <> '_sqlx_migrations'"
        }
    };
    let mut found: Vec<String> = sql(text).all(&mut tx, |row| row.get("name")).await.unwrap();
    let mut listed: Vec<String> = store::schema::TABLES.iter().map(|table| table.name.to_owned()).collect();
    found.sort();
    listed.sort();
    assert_eq!(found, listed);
    drop(tx);
    db.finish().await;
}
