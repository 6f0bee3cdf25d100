//! H6: data can always be taken out whole and put into another installation. Keys can be changed.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use model::{FileId, Id, OfficeId, files::FileKind};
use store::files::{self, File};
use store::schema::ACCOUNT_EMAIL;
use store::testing::TestDatabase;
use store::transfer::{self, ImportError, RestoreError};
use store::{ActorStamp, Chain, Database, Facts, Keyring, Objects, Place, Record, StoreError, Subject, audit, sql};

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

/// What was taken out, by name of file.
type Folder = BTreeMap<String, Vec<u8>>;

async fn export_of(db: &Database, objects: &Objects) -> Folder {
    let mut folder = Folder::new();
    transfer::export(db, objects, at(), |name, bytes| {
        folder.entry(name.to_owned()).or_default().extend_from_slice(bytes);
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    folder
}

async fn import_into(db: &Database, objects: &Objects, folder: &Folder) -> Result<transfer::Exported, ImportError> {
    transfer::import(db, objects, at(), |name| folder.get(name).map(Vec::as_slice).ok_or_else(|| std::io::ErrorKind::NotFound.into())).await
}

/// Another installation: other keys.
async fn elsewhere() -> TestDatabase {
    TestDatabase::with(Arc::new(Keyring::parse(&Keyring::compose(&[9; 96])).unwrap())).await
}

/// H6
#[tokio::test]
async fn what_is_taken_out_is_readable_and_goes_into_an_installation_with_other_keys() {
    let (from, other) = (with_an_account("縁側 花子").await, elsewhere().await);
    let (office, objects) = (OfficeId::mint(1, 1), no_files(&from));
    let mut tx = from.write().await.unwrap();
    let sha256 = objects.put(office, b"%PDF-1.7 a pledge").await.unwrap();
    let file = File {
        id: FileId::mint(1, 1),
        office,
        sha256: sha256.clone(),
        size: 17,
        kind: FileKind::Pdf,
        name: "誓約書.pdf".to_owned(),
        created_at: at(),
    };
    files::insert(&mut tx, &file).await.unwrap();
    tx.commit(at(), record()).await.unwrap();

    let folder = export_of(&from, &objects).await;
    let accounts = String::from_utf8(folder["tables/accounts.jsonl"].clone()).unwrap();
    assert!(accounts.contains(r#""name":"縁側 花子""#) && !accounts.contains("email_index"));
    assert_eq!(folder[&format!("files/{office}/{sha256}")], b"%PDF-1.7 a pledge");

    let other_files = no_files(&other);
    let amount = import_into(&other, &other_files, &folder).await.unwrap();
    assert_eq!((amount.files, amount.chains_hold), (1, true));
    assert_eq!(name_of_the_account(&other).await.unwrap(), "縁側 花子");
    assert_eq!(other_files.get(office, &sha256).await.unwrap().unwrap(), b"%PDF-1.7 a pledge");
    let mut tx = other.read().await.unwrap();
    let found_by: Vec<u8> = sql("SELECT email_index FROM accounts").one(&mut tx, |row| row.get("email_index")).await.unwrap();
    assert_eq!(found_by, ACCOUNT_EMAIL.hash(other.keyring(), "A@EXAMPLE.JP ").as_bytes(), "found by its address with the other keys");
    assert!(audit::verify(&mut tx).await.unwrap().is_ok());
    drop(tx);

    // Taken out again it is the same, but for what the taking in and out itself recorded.
    let again = export_of(&other, &other_files).await;
    let same = |name: &&String| !name.contains("audit_log") && *name != transfer::MANIFEST;
    for name in folder.keys().filter(same) {
        assert_eq!(again[name], folder[name], "{name}");
    }
    from.finish().await;
    other.finish().await;
}

/// H5, H6
#[tokio::test]
async fn the_taking_out_of_everything_is_itself_recorded() {
    let db = with_an_account("縁側 花子").await;
    let folder = export_of(&db, &no_files(&db)).await;
    assert!(String::from_utf8_lossy(&folder["tables/audit_log.jsonl"]).contains("offices.read_across"));
    db.finish().await;
}

/// H6
#[tokio::test]
async fn what_was_changed_cut_off_or_lost_on_the_way_is_refused_whole_and_named() {
    let from = with_an_account("縁側 花子").await;
    let whole = export_of(&from, &no_files(&from)).await;
    from.finish().await;
    let with = |name: &str, change: &dyn Fn(String) -> String| {
        let mut folder = whole.clone();
        let text = String::from_utf8(folder[name].clone()).unwrap();
        folder.insert(name.to_owned(), change(text).into_bytes());
        folder
    };
    let accounts = "tables/accounts.jsonl";
    let spoiled = [
        (with(accounts, &|text| text.replace("administrator", "office_staff")), "tables/accounts.jsonl, line 0: its content"),
        (with(accounts, &|_| String::new()), "tables/accounts.jsonl, line 0: its content"),
        (with(accounts, &|text| text.replace("\"role\"", "\"rule\"")), "tables/accounts.jsonl, line 1: accounts has no column “rule”"),
        (with(accounts, &|text| text[..text.len() / 2].to_owned()), "tables/accounts.jsonl, line 1: EOF"),
        (with("tables/audit_log.jsonl", &|text| text.lines().skip(1).collect()), "tables/audit_log.jsonl, line 1: record 2"),
        (with(transfer::MANIFEST, &|text| text.replace("tables/accounts.jsonl", "../accounts.jsonl")), "is not a name inside the folder"),
        (with(transfer::MANIFEST, &|text| text.replace("engawa-export", "other")), "another format"),
        (whole.iter().filter(|(name, _)| *name != accounts).map(|(a, b)| (a.clone(), b.clone())).collect(), "tables/accounts.jsonl: "),
    ];
    let to = TestDatabase::new().await;
    for (folder, told) in spoiled {
        let refused = import_into(&to, &no_files(&to), &folder).await.unwrap_err().to_string();
        assert!(refused.contains(told), "{refused}");
        assert!(name_of_the_account(&to).await.is_err(), "nothing was taken in: {told}");
    }
    import_into(&to, &no_files(&to), &whole).await.unwrap();
    assert!(matches!(import_into(&to, &no_files(&to), &whole).await, Err(ImportError::NotEmpty)));
    to.finish().await;
}

/// Invariant 2 made fast: whatever belongs to an office is found by its office, not by looking through all offices.
#[tokio::test]
async fn every_table_of_an_office_is_searched_by_its_office() {
    let db = TestDatabase::new().await;
    let tx = db.read().await.unwrap();
    if tx.backend() == store::Backend::Sqlite {
        // Rows with a key of two parts are found by the first; what waits to be sent is looked at by its time.
        for table in store::schema::TABLES.iter().filter(|table| table.key == ["id"] && table.name != "outbox") {
            let plan =
                format!("SELECT detail FROM pragma_table_info('{}') AS c, (SELECT '' AS detail) WHERE c.name = 'office_id'", table.name);
            let owned = !db.rows(&plan).await.is_empty();
            if owned {
                let steps = db.rows(&format!("EXPLAIN QUERY PLAN SELECT * FROM {} WHERE office_id = 'x' ORDER BY id", table.name)).await;
                assert!(!steps.iter().any(|step| step.starts_with("SCAN")), "{}: {steps:?}", table.name);
            }
        }
    }
    drop(tx);
    db.finish().await;
}
