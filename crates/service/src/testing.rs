//! An installation for tests: a fresh database, a clock that stands, repeatable bits, invented offices and people.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::sync::Arc;

use jiff::civil::{Date, date};
use model::{
    AccountId, Id, OfficeId,
    accounts::Role,
    identifiers::JurisdictionCode,
    offices::{GroupHomeType, ServiceKind},
};
use store::testing::TestDatabase;

use crate::{
    Actor, App, FixedClock, Policies, SeededEntropy, Settings, accounts,
    offices::register::{self, NewDwelling},
    papers::Press,
};

/// The program itself, in tests.
pub const SYSTEM: Actor = Actor::System("test");

/// An installation of one test. It ends with [`TestApp::finish`].
pub struct TestApp {
    /// The installation.
    pub app: App,
    /// Its clock: 2026-04-06, a Monday at the beginning of 令和8年度, until it is moved.
    pub clock: Arc<FixedClock>,
    database: TestDatabase,
}

impl TestApp {
    /// A fresh installation.
    pub async fn new() -> Self {
        let database = TestDatabase::new().await;
        let clock = Arc::new(FixedClock::on(date(2026, 4, 6)));
        let app = App {
            database: (*database).clone(),
            files: store::Objects::in_memory(database.keyring().clone()),
            policies: Arc::new(Policies::built_in().expect("the built-in policies fit")),
            clock: clock.clone(),
            entropy: Arc::new(SeededEntropy::new(1)),
            settings: Arc::new(Settings { base_url: "https://engawa.example.jp".to_owned(), installation_name: "縁側".to_owned() }),
            outputs: crate::publications::Outputs::stored(),
            tongue: crate::Tongue::none(),
            press: Press::default(),
        };
        Self { app, clock, database }
    }

    /// The same installation, its database reached by another address.
    pub async fn through(&self, url: &str) -> App {
        let database = store::Database::open(url, self.database.keyring().clone()).await.expect("the other address leads there");
        App { database, ..self.app.clone() }
    }

    /// Moves the clock to nine in the morning of a day.
    pub fn on(&self, day: Date) {
        self.clock.move_to(day);
    }

    /// The database, to look behind the program's back.
    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// An invented group home with two dwellings.
    pub async fn office(&self) -> OfficeId {
        self.office_with(|_| {}).await
    }

    /// An invented group home, changed as the test needs it.
    pub async fn office_with(&self, change: impl FnOnce(&mut register::Input)) -> OfficeId {
        let mut input = invented_office(self.next_number().await);
        change(&mut input);
        register::register(&self.app, &SYSTEM, input).await.expect("an invented office is registered")
    }

    /// The manager of an office.
    pub fn manager(&self, office: OfficeId) -> Actor {
        account(Role::OfficeManager, office)
    }

    /// Staff of an office.
    pub fn staff(&self, office: OfficeId) -> Actor {
        account(Role::OfficeStaff, office)
    }

    /// An account that really is in the database, with the password [`PASSWORD`].
    pub async fn account(&self, role: Role, office: Option<OfficeId>, email: &str) -> AccountId {
        self.account_at(role, office, None, email).await
    }

    /// Somebody who acts for a municipality or a prefecture, with the password [`PASSWORD`].
    pub async fn official(&self, role: Role, area: &str, email: &str) -> AccountId {
        self.account_at(role, None, Some(area.parse().expect("a code")), email).await
    }

    async fn account_at(&self, role: Role, office: Option<OfficeId>, jurisdiction: Option<JurisdictionCode>, email: &str) -> AccountId {
        let (name, password) = ("見本 太郎".to_owned(), Some(PASSWORD.to_owned()));
        let input = accounts::create::Input { role, office, jurisdiction, email: email.to_owned(), name, password };
        accounts::create::create(&self.app, &SYSTEM, input).await.expect("an account is made")
    }

    /// The messages that wait to be sent, the oldest first. Looking takes them out of the queue, so that a test that did not
    /// expect a message notices at its end.
    pub async fn take_mail(&self) -> Vec<store::outbox::Message> {
        let mut tx = self.app.database.write().await.expect("writes");
        let waiting = store::outbox::due(&mut tx, jiff::Timestamp::MAX, 1000).await.expect("reads");
        for message in &waiting {
            store::outbox::sent(&mut tx, message.id).await.expect("writes");
        }
        tx.commit_bookkeeping().await.expect("commits");
        waiting
    }

    /// Verifies the whole database and that no message waits unexpectedly, and closes.
    pub async fn finish(self) {
        let waiting = self.take_mail().await.len();
        assert_eq!(waiting, 0, "messages that the test did not expect");
        let untrue = crate::findings::keep::untrue(&self.app).await.expect("reads");
        assert_eq!(untrue, [], "what is kept is what would be computed now");
        assert!(crate::publications::public::is_true(&self.app).await.expect("reads"), "the public shelf holds what is published");
        let Self { app, database, .. } = self;
        drop(app);
        database.finish().await;
    }

    async fn next_number(&self) -> usize {
        let mut tx = self.app.database.read().await.expect("reads");
        let count: i64 = store::sql("SELECT count(*) AS n FROM offices").one(&mut tx, |row| row.get("n")).await.expect("counts");
        usize::try_from(count).expect("few offices")
    }
}

/// The password of all accounts of tests.
pub const PASSWORD: &str = "えんがわ みかん ねこ ひなた";

fn account(role: Role, office: OfficeId) -> Actor {
    Actor::Account { id: AccountId::mint(1, 1), role, office: Some(office), jurisdiction: None }
}

/// Invented offices; the numbers have right check digits and belong to nobody (prefecture 99).
fn invented_office(which: usize) -> register::Input {
    let number = (0..10).find_map(|digit| format!("992000{:03}{digit}", which + 1).parse().ok()).expect("one digit fits");
    register::Input {
        corporation_number: None,
        corporation_name: "社会福祉法人 見本会".to_owned(),
        corporation_kana: "しゃかいふくしほうじん みほんかい".to_owned(),
        corporation_address: "架空県見本市緑町1-1".to_owned(),
        corporation_phone: "000-0000-0001".to_owned(),
        number,
        service: ServiceKind::GroupHome,
        group_home_type: Some(GroupHomeType::CareIncluded),
        name: format!("グループホーム見本{}", which + 1),
        kana: format!("ぐるーぷほーむみほん{}", which + 1),
        designator: "990001".parse().or_else(|_| "131202".parse()).expect("a code"),
        address: "架空県見本市緑町1-2".to_owned(),
        phone: "000-0000-0002".to_owned(),
        fax: "000-0000-0003".to_owned(),
        url: String::new(),
        manager_name: Some("見本 太郎".to_owned()),
        reply_email: Some("mihon@example.jp".to_owned()),
        dwellings: vec![
            NewDwelling {
                name: "みかんの家".to_owned(), satellite: false, address: "架空県見本市緑町1-2".to_owned(), capacity: Some(5)
            },
            NewDwelling {
                name: "りんごの家".to_owned(), satellite: false, address: "架空県見本市緑町3-4".to_owned(), capacity: Some(4)
            },
        ],
    }
}
