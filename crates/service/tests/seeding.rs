//! Data to measure with (section 6): the same for the same seed, whole, and never into somebody's database.

use std::sync::Arc;

use service::{
    SeededEntropy, findings,
    publications::public,
    seeding::{self, Error, Seeded, Size},
    testing::{SYSTEM, TestApp},
    visits,
};

async fn seeded(test: &mut TestApp, seed: u64) -> Seeded {
    test.app.entropy = Arc::new(SeededEntropy::new(seed));
    seeding::seed(&test.app, &SYSTEM, Size { offices: 3, years: 2 }).await.unwrap()
}

/// The newest meeting is published, and the rules find nothing broken.
#[tokio::test]
async fn a_seeded_installation_reads_like_a_real_one() {
    let mut test = TestApp::new().await;
    let made = seeded(&mut test, 1).await;
    let shown = public::at_address(&test.app, &made.address).await.unwrap();
    assert_eq!(shown.content().unwrap().items.len(), 4);
    let year = model::calendar::FiscalYear::of(test.app.today()).previous();
    let visited = visits::list(&test.app, &test.manager(made.office), made.office, year).await.unwrap();
    assert!(visited.houses.iter().all(|house| (house.made, house.unrecorded) == (1, 0)), "one visit to each dwelling");
    let home = findings::view_home(&test.app, &test.manager(made.office), made.office, Some(year)).await.unwrap();
    assert!(home.findings.iter().any(|finding| finding.status == rulebook::Status::Met));
    assert!(home.findings.iter().all(|finding| finding.status != rulebook::Status::Broken), "{:?}", home.findings);
    test.finish().await;
}

#[tokio::test]
async fn the_same_seed_makes_the_same_data() {
    let (mut one, mut same, mut other) = (TestApp::new().await, TestApp::new().await, TestApp::new().await);
    let ids = [seeded(&mut one, 7).await, seeded(&mut same, 7).await, seeded(&mut other, 8).await].map(|made| made.meeting);
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
    one.finish().await;
    same.finish().await;
    other.finish().await;
}

#[tokio::test]
async fn nothing_is_seeded_into_a_database_with_offices() {
    let test = TestApp::new().await;
    test.office().await;
    let refused = seeding::seed(&test.app, &SYSTEM, Size { offices: 1, years: 1 }).await;
    assert!(matches!(refused, Err(Error::NotEmpty)));
    let unfit = seeding::seed(&test.app, &SYSTEM, Size { offices: 0, years: 1 }).await;
    assert!(matches!(unfit, Err(Error::SizeUnfit)));
    test.finish().await;
}
