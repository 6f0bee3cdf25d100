//! Invariant 8: every route is tried as anonymous, as every role, and as another office's; the list of exceptions is empty.

use axum::http::StatusCode;
use model::accounts::Role;
use web::testing::{Client, TestSite};

/// Doors that everybody may open: they show nothing of an office, or only what was released.
const OPEN: [&str; 41] = [
    "/practice",
    "/practice/{entry}",
    "/m/app.webmanifest",
    "/m/offline",
    "/m/worker.js",
    "/",
    "/healthz",
    "/sign-in",
    "/sign-out",
    "/code",
    "/password/forgot",
    "/password/reset/{token}",
    "/join/{token}",
    "/sign-in/link/{token}",
    "/p/{address}/files/{number}",
    "/p/{address}/files/{number}/text",
    "/p",
    "/p/search",
    "/p/feed.xml",
    "/p/data",
    "/p/data.csv",
    "/p/data.json",
    "/p/places/{code}",
    "/p/places/{code}/feed.xml",
    "/p/places/{code}/data.csv",
    "/p/places/{code}/data.json",
    "/p/places/{code}/embed",
    "/p/places/{code}/snippet",
    "/p/offices/{number}",
    "/p/offices/{number}/feed.xml",
    "/p/offices/{number}/data.csv",
    "/p/offices/{number}/data.json",
    "/p/offices/{number}/embed",
    "/p/offices/{number}/snippet",
    "/p/{address}",
    "/p/{address}/large",
    "/p/{address}/poster",
    "/p/{address}/papers/{paper}",
    "/sitemap.xml",
    "/robots.txt",
    "/api/v1/openapi.json",
];

/// Doors of the own account.
const OWN: [&str; 3] = ["/account", "/account/password", "/account/sign-out-everywhere"];

fn is_open(pattern: &str) -> bool {
    OPEN.contains(&pattern) || pattern.starts_with("/m/{token}")
}

/// A real address for a pattern: the office given, ids that do not exist, a token that was never issued.
fn address(pattern: &str, office: &str) -> String {
    let mut address = pattern.replace("{office}", office);
    for name in ["account", "resident", "seat", "meeting", "voice", "visit", "matter", "call", "entry", "attachment", "logged"] {
        address = address.replace(&format!("{{{name}}}"), "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    }
    address
        .replace("{token}", "aaaaaaaaaaaaaaaaaaaaaaaaaa")
        .replace("{address}", "9920000016-2026-9")
        .replace("{number}", "9920000016")
        .replace("{code}", "131202")
        .replace("{paper}", "seat-list.pdf")
}

async fn knock(client: &mut Client, method: &str, address: &str) -> (StatusCode, String) {
    let answer = match method {
        "POST" => client.post(address, &[]).await,
        _ => client.get(address).await,
    };
    (answer.status, answer.location)
}

/// Invariant 8
#[tokio::test]
async fn nobody_who_is_not_signed_in_gets_past_an_office_door() {
    let site = TestSite::new().await;
    let office = site.test.office().await.to_string();
    for door in web::house().doors().iter().filter(|door| !is_open(door.pattern) && !door.pattern.starts_with("/api/")) {
        let (status, location) = knock(&mut site.anon(), door.method, &address(door.pattern, &office)).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{door:?}");
        assert!(location.starts_with("/sign-in?next="), "{door:?}: {location}");
    }
    site.finish().await;
}

/// Invariant 8
#[tokio::test]
async fn every_role_of_another_office_finds_nothing_behind_the_doors_of_an_office() {
    let site = TestSite::new().await;
    let office = site.test.office().await.to_string();
    let other = site.test.office().await;
    let mut strangers = Vec::new();
    for (role, of) in [(Role::OfficeManager, Some(other)), (Role::OfficeStaff, Some(other)), (Role::Administrator, None)] {
        strangers.push((role, site.signed_in(role, of).await));
    }
    for role in [Role::MunicipalityStaff, Role::PrefectureStaff] {
        strangers.push((role, site.official(role, if role == Role::PrefectureStaff { "130001" } else { "131202" }).await));
    }
    for (role, mut client) in strangers {
        for door in web::house().doors().iter().filter(|door| door.pattern.starts_with("/offices/{office}")) {
            let (status, _) = knock(&mut client, door.method, &address(door.pattern, &office)).await;
            // A form that could not be read is sent back before anything is looked up; it shows nothing of the office either.
            assert!(matches!(status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{role:?} {door:?}: {status}");
        }
    }
    site.finish().await;
}

/// Invariant 8
#[tokio::test]
async fn only_administrators_open_the_doors_of_the_installation() {
    let site = TestSite::new().await;
    let office = site.test.office().await;
    for role in [Role::OfficeManager, Role::OfficeStaff] {
        let mut client = site.signed_in(role, Some(office)).await;
        for door in web::house().doors().iter().filter(|door| door.pattern.starts_with("/admin/") && door.method == "GET") {
            assert_eq!(knock(&mut client, door.method, door.pattern).await.0, StatusCode::NOT_FOUND, "{role:?} {door:?}");
        }
    }
    site.finish().await;
}

/// Invariant 8: the rooms of authorities open to nobody of an office and to no administrator.
#[tokio::test]
async fn only_authorities_open_their_doors() {
    let site = TestSite::new().await;
    let office = site.test.office().await;
    for (role, of) in [(Role::OfficeManager, Some(office)), (Role::OfficeStaff, Some(office)), (Role::Administrator, None)] {
        let mut client = site.signed_in(role, of).await;
        for door in web::house().doors().iter().filter(|door| door.pattern.starts_with("/authority")) {
            let (status, _) = knock(&mut client, door.method, &address(door.pattern, &office.to_string())).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{role:?} {door:?}");
        }
    }
    site.finish().await;
}

/// Invariant 8: programs without a key, and people who signed in, read nothing.
#[tokio::test]
async fn nobody_reads_by_program_without_a_key() {
    let site = TestSite::new().await;
    let office = site.test.office().await;
    let mut clients = vec![site.anon(), site.signed_in(Role::OfficeManager, Some(office)).await];
    clients.push(site.official(Role::MunicipalityStaff, "131202").await);
    for mut client in clients {
        for door in web::house().doors().iter().filter(|door| door.pattern.starts_with("/api/") && !is_open(door.pattern)) {
            let (status, _) = knock(&mut client, door.method, &address(door.pattern, &office.to_string())).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{door:?}");
        }
    }
    site.finish().await;
}

/// A guessed link opens nothing, at no door.
#[tokio::test]
async fn a_guessed_link_opens_no_door() {
    let site = TestSite::new().await;
    for door in web::house().doors().iter().filter(|door| door.pattern.contains("{token}") && door.method == "GET") {
        let (status, _) = knock(&mut site.anon(), door.method, &address(door.pattern, "")).await;
        let asks_first = door.pattern == "/sign-in/link/{token}";
        assert_eq!(status, if asks_first { StatusCode::OK } else { StatusCode::NOT_FOUND }, "{door:?}");
    }
    site.finish().await;
}

#[test]
fn every_door_is_of_a_kind_that_is_tried() {
    for door in web::house().doors() {
        let known = is_open(door.pattern)
            || OWN.contains(&door.pattern)
            || door.pattern.starts_with("/offices/{office}")
            || door.pattern.starts_with("/admin/")
            || door.pattern.starts_with("/authority")
            || door.pattern.starts_with("/api/");
        assert!(known, "{door:?} is in no list of doors");
    }
}
