//! Findings that are kept (issue 3, section 2): after any history they are what would be computed afresh. Every other test with an
//! installation ends with the same comparison.

use jiff::{ToSpan, civil::date};
use model::{OfficeId, SeatId, calendar::FiscalYear, residents::WishAnswer, seats::SeatCategory};
use service::{
    Entropy, SeededEntropy,
    authorities::{self, View},
    findings::keep,
    meetings,
    offices::evaluate,
    seats::end,
    testing::TestApp,
};

use crate::scene::*;

/// What chance decided so far, and the office it happened to.
struct History {
    test: TestApp,
    chance: SeededEntropy,
    office: OfficeId,
    seats: Vec<SeatId>,
    people: u32,
}

impl History {
    async fn begin(seed: u64) -> Self {
        let test = TestApp::new().await;
        let (office, seats) = with_members(&test).await;
        Self { test, chance: SeededEntropy::new(seed), office, seats, people: 0 }
    }

    fn below(&self, limit: u128) -> u128 {
        self.chance.bits() % limit
    }

    async fn go_on(&mut self) {
        let (test, office) = (&self.test, self.office);
        let today = test.app.today();
        match self.below(8) {
            0 => drop(resident(test, office, "白紙 四郎", "はくし しろう", Some(WishAnswer::Undecided)).await),
            1 => {
                self.people += 1;
                let kana = ["あ", "い", "う", "え", "お", "か", "き", "く"][self.people as usize % 8];
                let input = candidate(SeatCategory::WelfareExpert, &format!("学識 {}", self.people), &format!("がくしき {kana}"));
                self.seats.push(chosen(test, office, input).await);
            }
            2 => drop(fixed_meeting(test, office, today.saturating_add(40.days())).await),
            3 => {
                let members: Vec<SeatId> = self.seats.iter().take(3).copied().collect();
                held_meeting(test, office, &members, today.saturating_add(1.days())).await;
            }
            4 => {
                let input = evaluate::Input {
                    id: None,
                    evaluator: "評価機関".into(),
                    received_on: today,
                    published_on: None,
                    published_at: String::new(),
                    note: String::new(),
                    certified: None,
                };
                // A year has one evaluation: a second is refused and changes nothing.
                let _ = evaluate::evaluate(&test.app, &test.staff(office), office, input).await;
            }
            5 => drop(meetings::plan::plan(&test.app, &test.staff(office), office, FiscalYear::of(today)).await),
            6 if self.seats.len() > 3 => {
                let seat = self.seats.pop().expect("there are more than three");
                let _ = end::end(&test.app, &test.staff(office), office, seat, today).await;
            }
            _ => test.on(today.saturating_add((self.below(120) as i64 + 1).days())),
        }
    }
}

/// D6: over histories by chance, through changes of the year, stored is computed.
#[tokio::test]
async fn what_is_kept_is_what_would_be_computed_after_any_history() {
    for seed in 0..6 {
        let mut history = History::begin(seed).await;
        for _ in 0..12 {
            history.go_on().await;
            assert_eq!(keep::untrue(&history.test.app).await.unwrap(), [], "seed {seed}");
        }
        history.test.finish().await;
    }
}

/// D6: what only time changes is computed anew by the daily round, once.
#[tokio::test]
async fn the_daily_round_computes_what_only_time_changed_and_then_rests() {
    let test = TestApp::new().await;
    let office = test.office_with(|input| input.address = "東京都練馬区見本町1-1".to_owned()).await;
    assert_eq!(keep::refresh_outdated(&test.app).await.unwrap(), 0, "registering it kept how it stands");
    test.on(date(2027, 4, 1));
    assert_eq!(keep::refresh_outdated(&test.app).await.unwrap(), 1);
    assert_eq!(keep::refresh_outdated(&test.app).await.unwrap(), 0, "twice does no harm");
    let mut tx = test.app.database.read().await.unwrap();
    let before = store::standings::load(&mut tx, office, FiscalYear::of(date(2027, 3, 31))).await.unwrap().unwrap();
    assert_eq!(before.statuses.0["meetings.yearly"], rulebook::Status::Broken, "no meeting was held in the year that is over");
    drop(tx);
    test.finish().await;
}

/// D6: what was tampered with behind the program's back is noticed.
#[tokio::test]
async fn a_standing_that_is_not_true_is_found() {
    let test = TestApp::new().await;
    test.office().await;
    test.database().tamper("UPDATE standings SET statuses = ' meetings.yearly=met ' WHERE fiscal_year = 2026").await;
    let untrue = keep::untrue(&test.app).await.unwrap();
    assert!(untrue.iter().any(|one| matches!(one, keep::Untrue::Standing(..))) && untrue.contains(&keep::Untrue::Tallies), "{untrue:?}");
    test.database().tamper("UPDATE standings SET edition = ''").await;
    test.database().tamper("DELETE FROM tallies").await;
    test.database().tamper("DELETE FROM standings").await;
    assert_eq!(keep::refresh_outdated(&test.app).await.unwrap(), 1, "what is missing is computed");
    test.finish().await;
}

/// D6: two people change the same office at once; whoever commits later computes with what the other changed.
#[tokio::test]
async fn two_changes_at_once_leave_what_is_kept_true() {
    let test = TestApp::new().await;
    let office = test.office().await;
    for round in 0..5 {
        let (one, two) = (format!("白紙 {round}郎"), format!("余白 {round}郎"));
        let first = resident(&test, office, &one, "はくし たろう", Some(WishAnswer::Wishes));
        let second = resident(&test, office, &two, "よはく たろう", Some(WishAnswer::Undecided));
        tokio::join!(first, second);
        assert_eq!(keep::untrue(&test.app).await.unwrap(), [], "round {round}");
    }
    test.finish().await;
}

/// A11: what is said of a resident's seat lets the wish be guessed; nobody reads it from the database.
#[tokio::test]
async fn what_is_kept_is_sealed() {
    let test = TestApp::new().await;
    test.office().await;
    let mut tx = test.app.database.read().await.unwrap();
    let kept: Vec<Vec<u8>> = store::sql("SELECT content FROM findings").all(&mut tx, |row| row.get("content")).await.unwrap();
    drop(tx);
    assert_eq!(kept.len(), 2);
    for content in kept {
        assert!(!content.windows(6).any(|bytes| bytes == "会議".as_bytes()) && !content.windows(5).any(|bytes| bytes == b"seats"));
    }
    test.finish().await;
}

/// D6: somebody without an area sees no offices.
#[tokio::test]
async fn nobody_without_an_area_sees_how_offices_stand() {
    let test = TestApp::new().await;
    let office = test.office().await;
    for actor in [test.manager(office), test.staff(office), service::Actor::System("test")] {
        assert!(matches!(authorities::overview(&test.app, &actor, &View::default()).await, Err(service::Fault::Hidden)));
        assert!(matches!(authorities::export(&test.app, &actor, &View::default()).await, Err(service::Fault::Hidden)));
    }
    test.finish().await;
}
