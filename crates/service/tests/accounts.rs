//! Issue 2, section 3: who may sign in, and how.

use jiff::civil::date;
use model::accounts::Role;
use service::accounts::{colleagues, invite, join, reset, session, sign_in};
use service::links::{self, LinkError};
use service::testing::{PASSWORD, TestApp};

const EMAIL: &str = "taro@example.jp";

fn token_in(text: &str, before: &str) -> String {
    let rest = text.split(before).nth(1).expect("the letter has a link");
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[tokio::test]
async fn a_manager_signs_in_and_out() {
    let test = TestApp::new().await;
    let office = test.office().await;
    test.account(Role::OfficeManager, Some(office), EMAIL).await;
    let secret = sign_in::sign_in(&test.app, " Taro@Example.jp", PASSWORD, "192.0.2.1").await.unwrap();
    assert_eq!(session::resume(&test.app, &secret).await.unwrap().unwrap().account.office, Some(office));
    session::sign_out(&test.app, &secret).await.unwrap();
    assert!(session::resume(&test.app, &secret).await.unwrap().is_none());
    test.finish().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same() {
    let test = TestApp::new().await;
    test.account(Role::Administrator, None, EMAIL).await;
    let wrong = sign_in::sign_in(&test.app, EMAIL, "まちがったパスワード", "192.0.2.1").await.unwrap_err();
    let unknown = sign_in::sign_in(&test.app, "nobody@example.jp", PASSWORD, "192.0.2.1").await.unwrap_err();
    assert_eq!(wrong.to_string(), unknown.to_string());
    test.finish().await;
}

#[tokio::test]
async fn the_eleventh_attempt_is_not_even_looked_at() {
    let test = TestApp::new().await;
    test.account(Role::Administrator, None, EMAIL).await;
    for _ in 0..10 {
        assert!(matches!(sign_in::sign_in(&test.app, EMAIL, "x", "192.0.2.1").await, Err(sign_in::Error::Wrong)));
    }
    assert!(matches!(sign_in::sign_in(&test.app, EMAIL, PASSWORD, "192.0.2.2").await, Err(sign_in::Error::Limited)));
    test.finish().await;
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it() {
    let test = TestApp::new().await;
    test.account(Role::Administrator, None, EMAIL).await;
    let secret = sign_in::sign_in(&test.app, EMAIL, PASSWORD, "192.0.2.1").await.unwrap();
    test.on(date(2026, 4, 7));
    assert!(session::resume(&test.app, &secret).await.unwrap().is_none());
    test.finish().await;
}

#[tokio::test]
async fn an_invited_colleague_joins_with_the_link_of_the_mail_and_only_once() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let manager = test.manager(office);
    let input = invite::Input { office, role: Role::OfficeStaff, name: "見本 花子".to_owned(), email: "hanako@example.jp".to_owned() };
    invite::invite(&test.app, &manager, input).await.unwrap();
    let token = token_in(&test.take_mail().await[0].body, "/join/");
    let link = links::open_by_token(&test.app, &token).await.unwrap();
    let secret = join::join(&test.app, &link, "見本 花子", PASSWORD).await.unwrap();
    assert!(session::resume(&test.app, &secret).await.unwrap().is_some());
    assert!(matches!(links::open_by_token(&test.app, &token).await, Err(LinkError::Revoked)));
    test.finish().await;
}

#[tokio::test]
async fn staff_and_other_offices_may_not_invite() {
    let test = TestApp::new().await;
    let (own, other) = (test.office().await, test.office().await);
    let input =
        |office| invite::Input { office, role: Role::OfficeStaff, name: "見本 花子".to_owned(), email: "hanako@example.jp".to_owned() };
    assert!(matches!(invite::invite(&test.app, &test.staff(own), input(own)).await, Err(invite::Error::Fault(_))));
    assert!(matches!(invite::invite(&test.app, &test.manager(own), input(other)).await, Err(invite::Error::Fault(_))));
    test.finish().await;
}

#[tokio::test]
async fn asking_for_a_new_password_tells_nobody_whether_there_is_an_account() {
    let test = TestApp::new().await;
    test.account(Role::Administrator, None, EMAIL).await;
    reset::request(&test.app, "nobody@example.jp", "192.0.2.1").await.unwrap();
    assert!(test.take_mail().await.is_empty());
    reset::request(&test.app, EMAIL, "192.0.2.1").await.unwrap();
    let token = token_in(&test.take_mail().await[0].body, "/password/reset/");
    let link = links::open_by_token(&test.app, &token).await.unwrap();
    reset::reset(&test.app, &link, "あたらしい ながい ことば").await.unwrap();
    assert!(sign_in::sign_in(&test.app, EMAIL, PASSWORD, "192.0.2.1").await.is_err());
    sign_in::sign_in(&test.app, EMAIL, "あたらしい ながい ことば", "192.0.2.1").await.unwrap();
    test.finish().await;
}

#[tokio::test]
async fn an_expired_or_guessed_link_opens_nothing() {
    let test = TestApp::new().await;
    test.account(Role::Administrator, None, EMAIL).await;
    reset::request(&test.app, EMAIL, "192.0.2.1").await.unwrap();
    let token = token_in(&test.take_mail().await[0].body, "/password/reset/");
    test.on(date(2026, 4, 7));
    assert!(matches!(links::open_by_token(&test.app, &token).await, Err(LinkError::Expired)));
    assert!(matches!(links::open_by_token(&test.app, "aaaaaaaaaaaaaaaaaaaaaaaaaa").await, Err(LinkError::Unknown)));
    test.finish().await;
}

#[tokio::test]
async fn the_last_manager_cannot_be_closed_but_a_colleague_can() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let last = test.account(Role::OfficeManager, Some(office), EMAIL).await;
    let other = test.account(Role::OfficeStaff, Some(office), "hanako@example.jp").await;
    let manager = test.manager(office);
    assert!(matches!(colleagues::disable(&test.app, &manager, office, last).await, Err(colleagues::Error::LastManager)));
    colleagues::disable(&test.app, &manager, office, other).await.unwrap();
    assert!(sign_in::sign_in(&test.app, "hanako@example.jp", PASSWORD, "192.0.2.1").await.is_err());
    test.finish().await;
}

/// Codes work only with the right surname, and the two mistakes cannot be told apart.
#[tokio::test]
async fn a_short_code_works_only_together_with_the_surname() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let mut tx = test.app.database.write().await.unwrap();
    let new = links::NewLink {
        office: Some(office),
        purpose: service::LinkPurpose::Invitation,
        subject: "S".to_owned(),
        kana: Some("みほん はなこ"),
        expires_at: test.app.now() + jiff::SignedDuration::from_hours(1),
    };
    let issued = links::issue(&test.app, &mut tx, new).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
    let code = issued.code.unwrap();
    assert!(matches!(links::open_by_code(&test.app, &code, "べつ", "192.0.2.1").await, Err(LinkError::Unknown)));
    assert!(matches!(links::open_by_code(&test.app, "AAAAA-AAAAA", "みほん", "192.0.2.1").await, Err(LinkError::Unknown)));
    let token = links::open_by_code(&test.app, &code.to_lowercase(), "ミホン", "192.0.2.1").await.unwrap();
    assert!(links::open_by_token(&test.app, &token).await.is_ok());
    test.finish().await;
}
