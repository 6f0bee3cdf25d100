//! H5: every change is recorded so that it cannot be altered unseen.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use jiff::Timestamp;
use model::{Id, OfficeId};
use store::testing::TestDatabase;
use store::{ActorStamp, Chain, Facts, Record, Subject, audit};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

fn record(office: u128, subject: &str) -> Record {
    Record {
        chain: Chain::Office(OfficeId::mint(1, office)),
        actor: ActorStamp::System("test"),
        action: "seats.appoint",
        subject: Subject::new("seat", subject),
        before: Facts::new(),
        after: Facts::new().plain("state", "seated").personal("name", "縁側 花子"),
    }
}

async fn with_three_records() -> TestDatabase {
    let db = TestDatabase::new().await;
    for (number, office) in [(1, 1), (2, 1), (3, 2)] {
        let tx = db.write().await.unwrap();
        tx.commit(at(number), record(office, &number.to_string())).await.unwrap();
    }
    db
}

async fn first_break(db: &TestDatabase) -> Option<audit::Break> {
    let mut tx = db.read().await.unwrap();
    audit::verify(&mut tx).await.unwrap().err()
}

/// H5
#[tokio::test]
async fn an_untouched_chain_verifies() {
    let db = with_three_records().await;
    let mut tx = db.read().await.unwrap();
    let verified = audit::verify(&mut tx).await.unwrap().unwrap();
    assert_eq!((verified.chains, verified.records), (3, 5));
    drop(tx);
    db.finish().await;
}

/// H5
#[tokio::test]
async fn an_edited_record_is_found() {
    let db = with_three_records().await;
    assert_eq!(db.tamper("UPDATE audit_log SET actor = 'account:X' WHERE subject = '1'").await, 1);
    assert!(matches!(first_break(&db).await, Some(audit::Break::Altered { seq: 1, .. })));
    db.finish_broken().await;
}

/// H5
#[tokio::test]
async fn a_deleted_record_is_found() {
    let db = with_three_records().await;
    assert_eq!(db.tamper("DELETE FROM audit_log WHERE subject = '1'").await, 1);
    assert!(matches!(first_break(&db).await, Some(audit::Break::Gap { expected: 1, found: 2, .. })));
    db.finish_broken().await;
}

/// H5
#[tokio::test]
async fn a_deleted_end_is_found() {
    let db = with_three_records().await;
    assert_eq!(db.tamper("DELETE FROM audit_log WHERE subject = '2'").await, 1);
    assert!(matches!(first_break(&db).await, Some(audit::Break::CutOff { expected: 2, found: 1, .. })));
    db.finish_broken().await;
}

/// H5
#[tokio::test]
async fn two_records_that_changed_places_are_found() {
    let db = with_three_records().await;
    db.tamper("UPDATE audit_log SET seq = 9 WHERE subject = '1'").await;
    db.tamper("UPDATE audit_log SET seq = 1 WHERE subject = '2'").await;
    db.tamper("UPDATE audit_log SET seq = 2 WHERE seq = 9").await;
    assert!(matches!(first_break(&db).await, Some(audit::Break::Altered { .. })));
    db.finish_broken().await;
}

/// H5
#[tokio::test]
async fn a_whole_chain_that_disappeared_is_found() {
    let db = with_three_records().await;
    db.tamper("DELETE FROM audit_log WHERE subject = '3'").await;
    db.tamper("DELETE FROM audit_heads WHERE chain LIKE 'office:%2'").await;
    assert!(matches!(first_break(&db).await, Some(audit::Break::Unannounced { .. })));
    db.finish_broken().await;
}

/// H5: personal fields stand in the chain only as keyed hashes.
#[tokio::test]
async fn no_personal_field_stands_in_the_chain_in_clear_text() {
    let db = with_three_records().await;
    assert_eq!(db.tamper("UPDATE audit_log SET noun = noun WHERE after_facts LIKE '%縁側%'").await, 0);
    assert_eq!(db.tamper("UPDATE audit_log SET noun = noun WHERE after_facts LIKE '%hash:%'").await, 3);
    db.finish().await;
}

#[tokio::test]
async fn a_change_that_is_not_committed_leaves_nothing_behind() {
    let db = TestDatabase::new().await;
    let mut tx = db.write().await.unwrap();
    tx.record(at(1), record(1, "1")).await.unwrap();
    drop(tx);
    let mut tx = db.read().await.unwrap();
    assert_eq!(audit::verify(&mut tx).await.unwrap().unwrap().records, 0);
    drop(tx);
    db.finish().await;
}

/// Each migration is applied twice without harm.
#[tokio::test]
async fn opening_again_changes_nothing() {
    let db = with_three_records().await;
    let again = store::Database::open(db.url(), store::testing::keyring()).await.unwrap();
    again.close().await;
    db.finish().await;
}
