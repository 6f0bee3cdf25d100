//! Section 2: the bytes of files, apart from the rows that say whose they are.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::sync::Arc;

use jiff::Timestamp;
use model::{FileId, Id, OfficeId, files::FileKind};
use store::{
    ActorStamp, Chain, Facts, Keyring, Objects, Record, StoreError, Subject, files,
    testing::{TestDatabase, keyring},
    transfer,
};

const SCAN: &[u8] = "%PDF-1.7 参加承諾書 見本 花子".as_bytes();

fn at() -> Timestamp {
    Timestamp::from_second(1_790_000_000).unwrap()
}

fn office() -> OfficeId {
    OfficeId::mint(1, 1)
}

async fn keep(db: &TestDatabase, sha256: &str) {
    let file = files::File {
        id: FileId::mint(1, 1),
        office: office(),
        sha256: sha256.to_owned(),
        size: SCAN.len() as u64,
        kind: FileKind::Pdf,
        name: "承諾書.pdf".to_owned(),
        created_at: at(),
    };
    let mut tx = db.write().await.unwrap();
    files::insert(&mut tx, &file).await.unwrap();
    let record = Record {
        chain: Chain::Installation,
        actor: ActorStamp::System("test"),
        action: "materials.edit",
        subject: Subject::new("file", file.id),
        before: Facts::new(),
        after: Facts::new(),
    };
    tx.commit(at(), record).await.unwrap();
}

#[tokio::test]
async fn what_lies_in_the_folder_reads_as_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::folder(folder.path(), keyring()).unwrap();
    let sha256 = objects.put(office(), SCAN).await.unwrap();
    assert_eq!(objects.get(office(), &sha256).await.unwrap().as_deref(), Some(SCAN));
    let path = folder.path().join("files").join(office().to_string()).join(&sha256[..2]).join(&sha256);
    let lying = std::fs::read(path).unwrap();
    assert!(!lying.windows(8).any(|part| part == &SCAN[..8]));
}

#[tokio::test]
async fn another_office_finds_nothing_at_the_same_address() {
    let objects = Objects::in_memory(keyring());
    let sha256 = objects.put(office(), SCAN).await.unwrap();
    assert_eq!(objects.get(OfficeId::mint(2, 2), &sha256).await.unwrap(), None);
    assert_eq!(objects.get(office(), &"0".repeat(64)).await.unwrap(), None);
}

#[tokio::test]
async fn bytes_that_somebody_changed_do_not_open() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::folder(folder.path(), keyring()).unwrap();
    let sha256 = objects.put(office(), SCAN).await.unwrap();
    let path = folder.path().join("files").join(office().to_string()).join(&sha256[..2]).join(&sha256);
    let mut lying = std::fs::read(&path).unwrap();
    *lying.last_mut().unwrap() ^= 1;
    std::fs::write(&path, lying).unwrap();
    assert!(matches!(objects.get(office(), &sha256).await, Err(StoreError::Unreadable(_))));
}

#[tokio::test]
async fn only_bytes_that_no_row_refers_to_are_swept() {
    let db = TestDatabase::new().await;
    let objects = Objects::in_memory(db.keyring().clone());
    let kept = objects.put(office(), SCAN).await.unwrap();
    let left = objects.put(office(), b"left over").await.unwrap();
    keep(&db, &kept).await;
    assert_eq!(objects.sweep(&db, Timestamp::MIN).await.unwrap(), 0, "too fresh");
    assert_eq!(objects.sweep(&db, Timestamp::MAX).await.unwrap(), 1);
    assert!(objects.get(office(), &kept).await.unwrap().is_some() && objects.get(office(), &left).await.unwrap().is_none());
    db.finish().await;
}

/// H6
#[tokio::test]
async fn a_backup_brings_the_files_along() {
    let (from, to) = (TestDatabase::new().await, TestDatabase::new().await);
    let (here, there) = (Objects::in_memory(from.keyring().clone()), Objects::in_memory(to.keyring().clone()));
    let sha256 = here.put(office(), SCAN).await.unwrap();
    keep(&from, &sha256).await;
    let mut lines = Vec::new();
    let write = |line: &str| {
        lines.push(Ok(line.to_owned()));
        Ok::<_, StoreError>(())
    };
    transfer::backup(&from, &here, write).await.unwrap();
    transfer::restore(&to, &there, at(), lines.into_iter()).await.unwrap();
    assert_eq!(there.get(office(), &sha256).await.unwrap().as_deref(), Some(SCAN));
    from.finish().await;
    to.finish().await;
}

#[tokio::test]
async fn a_backup_without_the_bytes_of_a_file_is_refused() {
    let db = TestDatabase::new().await;
    keep(&db, &"0".repeat(64)).await;
    let made = transfer::backup(&db, &Objects::in_memory(db.keyring().clone()), |_| Ok::<_, StoreError>(())).await;
    assert!(matches!(made, Err(StoreError::Unreadable(_))));
    db.finish().await;
}

#[tokio::test]
async fn files_are_sealed_anew_with_a_newer_key() {
    let db = TestDatabase::new().await;
    let folder = tempfile::tempdir().unwrap();
    let sha256 = Objects::folder(folder.path(), db.keyring().clone()).unwrap().put(office(), SCAN).await.unwrap();
    keep(&db, &sha256).await;
    let both = format!("{}seal 2 {}\n", Keyring::compose(&[7; 96]), "ab".repeat(32));
    let both = Arc::new(Keyring::parse(&both).unwrap());
    let reopened = store::Database::connect(db.url(), both.clone()).await.unwrap();
    let objects = Objects::folder(folder.path(), both).unwrap();
    // The name of the file and its bytes.
    assert_eq!(transfer::reseal(&reopened, &objects, at()).await.unwrap(), 2);
    assert_eq!(transfer::reseal(&reopened, &objects, at()).await.unwrap(), 0);
    assert_eq!(objects.get(office(), &sha256).await.unwrap().as_deref(), Some(SCAN));
    reopened.close().await;
    db.finish().await;
}

#[test]
fn an_address_of_an_unknown_kind_is_refused() {
    assert!(Objects::at("ftp://example.jp/x", [], keyring()).is_err());
    assert!(Objects::at("s3://bucket/engawa", [("aws_region".to_owned(), "ap-northeast-1".to_owned())], keyring()).is_ok());
}
