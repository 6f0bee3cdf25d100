//! Issue 2, section 6: the database is locked, gone, or has no room. A page says so, what was typed is on it, and once the trouble
//! is over one press brings it in, once.

use std::sync::{Arc, Mutex};

use axum::http::{StatusCode, header};
use model::accounts::Role;
use tokio::{
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};
use web::testing::{Answer, Client, TestSite};

const NOTE: [(&str, &str); 6] = [
    ("on_day", "2026-04-06"),
    ("kind", "request"),
    ("whom", "緑町自治会"),
    ("outcome", "次の役員会で相談してくださるとのこと。"),
    ("refusal_reason", ""),
    ("next_step", ""),
];

/// The answer of trouble: its status, every word that was typed, and a form that sends all of it once more.
fn keeps_everything(answer: &Answer, status: StatusCode, address: &str) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert!(answer.body.contains(&format!("<form method=\"post\" action=\"{address}\">")), "{}", answer.body);
    for (name, value) in NOTE {
        assert_eq!(answer.field(name).as_deref(), Some(value), "{name}");
    }
    assert!(answer.body.contains("途中まで保存されていることもありません"));
}

async fn times_recorded(staff: &mut Client, address: &str) -> usize {
    let page = staff.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.body.matches("次の役員会で相談してくださるとのこと。").count()
}

/// Section 6
#[tokio::test]
async fn a_locked_database_gives_a_page_that_sends_everything_again() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let address = format!("/offices/{office}/outreach");
    let form = staff.get(&address).await;
    let lock = site.test.database().lock().await;
    let refused = staff.post_from(&form, &address, &NOTE).await;
    keeps_everything(&refused, StatusCode::SERVICE_UNAVAILABLE, &address);
    assert!(refused.headers.contains_key(header::RETRY_AFTER));
    lock.release().await;
    assert_eq!(times_recorded(&mut staff, &address).await, 0);
    assert_eq!(staff.post_from(&refused, &address, &NOTE).await.status, StatusCode::SEE_OTHER);
    assert_eq!(times_recorded(&mut staff, &address).await, 1);
    site.finish().await;
}

/// Section 6
#[tokio::test]
async fn a_full_disk_is_told_and_nothing_half_written_remains() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let address = format!("/offices/{office}/outreach");
    let form = staff.get(&address).await;
    site.test.database().fill().await;
    // Room may be left in pages that are there already; it is used up before it is refused.
    let mut written = 0;
    let refused = loop {
        let answer = staff.post(&address, &NOTE).await;
        if answer.status != StatusCode::SEE_OTHER {
            break answer;
        }
        written += 1;
        assert!(written < 200, "a full disk takes everything");
    };
    keeps_everything(&refused, StatusCode::INSUFFICIENT_STORAGE, &address);
    assert!(refused.body.contains("保存する場所がいっぱいです"));
    assert_eq!(times_recorded(&mut staff, &address).await, written, "reading goes on, and what was acknowledged is there");
    site.test.database().empty().await;
    assert_eq!(staff.post_from(&form, &address, &NOTE).await.status, StatusCode::SEE_OTHER);
    assert_eq!(times_recorded(&mut staff, &address).await, written + 1);
    site.finish().await;
}

/// A wire to a server that can be cut and mended.
struct Wire {
    port: u16,
    server: String,
    open: Arc<Mutex<Vec<AbortHandle>>>,
    listening: Option<AbortHandle>,
}

impl Wire {
    async fn to(server: &str) -> Self {
        let mut wire = Self { port: 0, server: server.to_owned(), open: Arc::default(), listening: None };
        wire.mend().await;
        wire
    }

    async fn mend(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.port = listener.local_addr().unwrap().port();
        let (server, open) = (self.server.clone(), self.open.clone());
        let listening = tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let server = server.clone();
                let passing = tokio::spawn(async move {
                    let mut far = TcpStream::connect(server).await.unwrap();
                    tokio::io::copy_bidirectional(&mut near, &mut far).await.map(|_| ())
                });
                open.lock().unwrap().push(passing.abort_handle());
            }
        });
        self.listening = Some(listening.abort_handle());
    }

    async fn cut(&mut self) {
        self.listening.take().unwrap().abort();
        for passing in self.open.lock().unwrap().drain(..) {
            passing.abort();
        }
        // The port is free again once the task is gone.
        while TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }
}

/// Section 6. An embedded database cannot go away from under its process; this is about a server.
#[tokio::test]
async fn a_database_that_is_gone_loses_nothing_and_is_found_again() {
    let (mut site, office, _) = TestSite::at_work().await;
    let url = site.test.database().url().to_owned();
    let Some(rest) = url.strip_prefix("postgres://") else { return site.finish().await };
    let (login, rest) = rest.split_once('@').unwrap();
    let (server, name) = rest.split_once('/').unwrap();
    let mut wire = Wire::to(server).await;
    site.move_database(&format!("postgres://{login}@127.0.0.1:{}/{name}", wire.port)).await;
    let mut staff = site.signed_in(Role::OfficeManager, Some(office)).await;
    let address = format!("/offices/{office}/outreach");
    let form = staff.get(&address).await;
    assert_eq!(form.status, StatusCode::OK);
    wire.cut().await;
    assert_eq!(staff.get(&address).await.status, StatusCode::SERVICE_UNAVAILABLE);
    let refused = staff.post_from(&form, &address, &NOTE).await;
    keeps_everything(&refused, StatusCode::SERVICE_UNAVAILABLE, &address);
    wire.mend().await;
    assert_eq!(times_recorded(&mut staff, &address).await, 0);
    assert_eq!(staff.post_from(&refused, &address, &NOTE).await.status, StatusCode::SEE_OTHER);
    assert_eq!(times_recorded(&mut staff, &address).await, 1);
    drop(staff);
    site.finish().await;
}
