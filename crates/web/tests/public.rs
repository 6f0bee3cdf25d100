//! The public side as whole requests (B14, H1): every address shows only what was released, and answers kindly to whoever asks again.

use std::collections::BTreeMap;

use axum::http::{StatusCode, header};
use jiff::civil::date;
use model::OfficeId;
use service::{
    minutes::{self, draft, reopen, write},
    publications::{release, withdraw},
    seeding::{self, Seeded, Size},
    testing::SYSTEM,
};
use web::{
    publications::public::copy,
    testing::{Client, TestSite},
};

use crate::scene::*;

async fn seeded(offices: u32, years: u8) -> (TestSite, Seeded) {
    let site = TestSite::new().await;
    let made = seeding::seed(&site.test.app, &SYSTEM, Size { offices, years }).await.unwrap();
    (site, made)
}

/// Every door of the public side, at real addresses.
fn public_addresses(publication: &str, place: &str) -> Vec<String> {
    let number = publication.split('-').next().unwrap();
    let doors = web::house().doors();
    let patterns = doors.iter().map(|door| door.pattern).filter(|pattern| pattern.starts_with("/p") && !pattern.starts_with("/password"));
    let mut addresses: Vec<String> = patterns
        .map(|pattern| {
            pattern.replace("{code}", place).replace("{number}", number).replace("{address}", publication).replace("{paper}", "minutes.pdf")
        })
        .collect();
    assert!(addresses.len() > 15, "{addresses:?}");
    let more = ["/sitemap.xml", "/sitemap.xml?part=0", "/robots.txt", "/p/search?q=祭り", "/p?year=2026", "/p/data.csv?year=2026"];
    addresses.extend(more.map(ToOwned::to_owned));
    addresses.extend([format!("/p/{publication}.txt"), format!("/p/{publication}.json"), format!("/sitemap.xml?part={place}")]);
    addresses
}

fn encoded(address: &str) -> String {
    address
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { c.to_string().bytes().map(|b| format!("%{b:02X}")).collect() })
        .collect()
}

async fn read_all(client: &mut Client, addresses: &[String]) -> String {
    let mut all = String::new();
    for address in addresses {
        let answer = client.get(&encoded(address)).await;
        assert!(answer.headers.get(header::SET_COOKIE).is_none(), "{address} sets a cookie");
        all.push_str(&format!("\n=== {address} {}\n{}", answer.status, answer.body));
    }
    all
}

async fn scene_with(site: &TestSite, said: &str) -> (OfficeId, model::MeetingId, String) {
    let test = &site.test;
    let (office, seats) = with_members(test).await;
    let meeting = held_meeting(test, office, &seats, date(2026, 10, 1)).await;
    noted(test, office, meeting, seats[2], said).await;
    draft::draft(&test.app, &test.staff(office), office, meeting).await.unwrap();
    confirmed(test, office, meeting).await;
    let address = release::release(&test.app, &test.staff(office), office, meeting, all_ticked()).await.unwrap();
    (office, meeting, address)
}

/// H1, invariant 4: names, contacts and whatever was written after the release appear at no public address.
#[tokio::test]
async fn what_was_not_released_appears_at_no_public_address() {
    let site = TestSite::new().await;
    let (office, meeting, address) = scene_with(&site, "盆踊りの太鼓をたたきたい。").await;
    let (test, staff) = (&site.test, site.test.staff(office));
    reopen::reopen(&test.app, &staff, office, meeting).await.unwrap();
    let view = minutes::view(&test.app, &staff, office, meeting).await.unwrap();
    let mut content = view.content.unwrap();
    content.summary = "かきかけのしるし".into();
    write::write(&test.app, &staff, office, meeting, view.minutes.unwrap().number, content).await.unwrap();
    let all = read_all(&mut site.anon(), &public_addresses(&address, "131202")).await;
    assert!(all.matches("盆踊りの太鼓").count() >= 4, "released words are read in several forms");
    for planted in
        ["かきかけのしるし", "青空", "若葉", "隣野", "あおぞら", "見本 太郎", "mihon@example.jp", "member@example.jp", "緑町公民館"]
    {
        assert!(!all.contains(planted), "{planted} is public");
    }
    let mut client = site.anon();
    for planted in ["かきかけ", "青空 一郎", "隣野"] {
        let answer = client.get(&encoded(&format!("/p/search?q={}", planted.replace(' ', "+")))).await;
        assert!(answer.body.contains("見つかりませんでした"), "{planted}");
    }
    test.take_mail().await;
    site.finish().await;
}

/// B14, invariant 3: a withdrawn publication is gone (410) in every form, with the day and the reason, and stands in no list.
#[tokio::test]
async fn a_withdrawn_publication_is_gone_in_every_form() {
    let site = TestSite::new().await;
    let (office, _, address) = scene_with(&site, "盆踊りの太鼓をたたきたい。").await;
    let mut client = site.anon();
    assert_eq!(client.get(&format!("/p/{address}")).await.status, StatusCode::OK);
    // Also what was printed for a reader before.
    assert_eq!(client.get(&format!("/p/{address}/papers/minutes.pdf")).await.status, StatusCode::OK);
    withdraw::withdraw(&site.test.app, &site.test.manager(office), office, &address, "訂正のため").await.unwrap();
    for ending in ["", ".txt", ".json", "/large", "/poster", "/papers/minutes.pdf", "/papers/minutes-large.pdf", "/papers/minutes.docx"] {
        let answer = client.get(&format!("/p/{address}{ending}")).await;
        assert_eq!(answer.status, StatusCode::GONE, "{ending}");
        assert!(answer.body.contains("令和8年10月1日") && answer.body.contains("訂正のため"), "{}", answer.body);
    }
    let lists = public_addresses(&address, "131202");
    let lists: Vec<String> = lists.into_iter().filter(|one| !one.starts_with(&format!("/p/{address}"))).collect();
    let all = read_all(&mut client, &lists).await;
    assert!(!all.contains("太鼓") && !all.contains(&format!("/p/{address}")), "{all}");
    let copied = copied(&site, None).await;
    assert_eq!(copied[copy::WITHDRAWN], format!("{address}.html\n"));
    assert!(copied[&format!("{address}.html")].contains("取り下げられました"));
    assert!(!copied.values().any(|file| file.contains("太鼓")));
    site.finish().await;
}

/// Section 4: a page is asked for again each time, and not sent again when it is the same.
#[tokio::test]
async fn a_page_that_is_the_same_is_not_sent_again() {
    let (site, made) = seeded(1, 1).await;
    let mut client = site.anon();
    let paper = format!("/p/{}/papers/minutes.pdf", made.address);
    for address in ["/p".to_owned(), format!("/p/{}", made.address), paper, "/p/feed.xml".to_owned(), "/sitemap.xml".to_owned()] {
        let first = client.get(&address).await;
        let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
        assert!(tag.starts_with('"') && first.headers[header::CACHE_CONTROL] == "public, no-cache", "{address}");
        let again = client.get_with(&address, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{address}");
        assert_eq!(again.headers[header::ETAG].to_str().unwrap(), tag);
        let other = client.get_with(&address, &[("if-none-match", "\"0\"")]).await;
        assert_eq!(other.status, StatusCode::OK);
        let packed = client.get_with(&address, &[("accept-encoding", "gzip")]).await;
        assert_ne!(packed.headers[header::ETAG].to_str().unwrap(), tag, "packed bytes are other bytes");
    }
    let before = client.get(&format!("/p/{}", made.address)).await.headers[header::ETAG].clone();
    withdraw::withdraw(&site.test.app, &SYSTEM, made.office, &made.address, "訂正のため").await.unwrap();
    let after = client.get_with(&format!("/p/{}", made.address), &[("if-none-match", before.to_str().unwrap())]).await;
    assert_eq!(after.status, StatusCode::GONE, "whoever kept a copy sees the withdrawal");
    site.finish().await;
}

/// Section 4: only what is meant for a frame may stand in one, and it has no script, no form.
#[tokio::test]
async fn only_the_embedded_list_may_stand_in_a_frame() {
    let (site, made) = seeded(1, 1).await;
    let number = made.address.split('-').next().unwrap().to_owned();
    let mut client = site.anon();
    for address in [format!("/p/offices/{number}/embed"), "/p/places/271004/embed".to_owned()] {
        let answer = client.get(&address).await;
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("frame-ancestors *") && !policy.contains("script-src"), "{policy}");
        assert!(!answer.body.contains("<script") && !answer.body.contains("<form") && answer.body.contains(&made.address));
    }
    for address in ["/p".to_owned(), format!("/p/{}", made.address), format!("/p/offices/{number}/snippet"), "/sign-in".to_owned()] {
        let answer = client.get(&address).await;
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{address}");
    }
    let snippet = client.get(&format!("/p/offices/{number}/snippet")).await.body;
    assert!(snippet.contains(&format!("&lt;iframe src=\"https://engawa.example.jp/p/offices/{number}/embed\"")), "{snippet}");
    site.finish().await;
}

/// B14: open data says under which terms, and what it says can be read by machines.
#[tokio::test]
async fn open_data_is_whole_and_says_its_terms() {
    let (site, made) = seeded(3, 2).await;
    let number = made.address.split('-').next().unwrap().to_owned();
    let mut client = site.anon();
    let csv = client.get("/p/data.csv").await.body;
    assert!(csv.starts_with("\u{feff}事業所番号,"));
    assert_eq!(csv.lines().count(), 7);
    assert!(csv.contains("著作権法の定めのとおり") && csv.contains("大阪市"));
    let json: serde_json::Value = serde_json::from_str(&client.get("/p/data.json").await.body).unwrap();
    assert_eq!(json["publications"].as_array().unwrap().len(), 6);
    let of_office: serde_json::Value = serde_json::from_str(&client.get(&format!("/p/offices/{number}/data.json")).await.body).unwrap();
    assert_eq!(of_office["publications"].as_array().unwrap().len(), 2);
    assert_eq!(of_office["publications"][0]["licence"]["url"], serde_json::Value::Null);
    let empty: serde_json::Value = serde_json::from_str(&client.get("/p/places/131202/data.json").await.body).unwrap();
    assert_eq!(empty["publications"].as_array().unwrap().len(), 0);
    let data: serde_json::Value = serde_json::from_str(&client.get(&format!("/p/{}.json", made.address)).await.body).unwrap();
    assert_eq!((data["@type"].as_str(), data["about"]["@type"].as_str()), (Some("Report"), Some("Event")));
    for unknown in
        ["/p/places/999999", "/p/places/abc", "/p/offices/1", "/p/offices/9999999999/data.csv", "/sitemap.xml?part=x", "/p/none-2026-1"]
    {
        assert_eq!(client.get(unknown).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    site.finish().await;
}

/// What a place has is in its feed and site map, and its list is cut into pages.
#[tokio::test]
async fn a_place_has_its_list_feed_and_site_map() {
    let (site, made) = seeded(30, 2).await;
    let mut client = site.anon();
    let list = client.get("/p/places/271004").await.body;
    assert!(list.contains("60件のうち1～50件目") && list.contains("page=2"), "{list}");
    let rest = client.get("/p/places/271004?page=2").await.body;
    assert_eq!(rest.matches("に公表</p>").count(), 10);
    let feed = client.get("/p/places/271004/feed.xml").await.body;
    assert_eq!(feed.matches("<entry>").count(), 50);
    let map = client.get("/sitemap.xml").await.body;
    assert!(map.contains("?part=270008") && map.contains("?part=0"), "{map}");
    assert_eq!(client.get("/sitemap.xml?part=0").await.body.matches("<loc>").count(), 60);
    assert!(
        client.get("/sitemap.xml?part=270008").await.body.contains(&format!("/p/offices/{}<", made.address.split('-').next().unwrap()))
    );
    site.finish().await;
}

async fn copied(site: &TestSite, base: Option<&str>) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let write = |name: &str, bytes: &[u8]| {
        files.entry(name.to_owned()).or_default().extend_from_slice(bytes);
        Ok::<(), std::io::Error>(())
    };
    let copied = copy::copy(&site.test.app, base, write).await.unwrap();
    assert_eq!(copied.files, files.len());
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// Section 4: a copy is whole: every publication is in it in every form, and every link of every page leads to a file of it.
#[tokio::test]
async fn every_link_of_a_static_copy_leads_to_a_file() {
    let (site, made) = seeded(30, 2).await;
    let files = copied(&site, Some("https://city.example.jp/kaigi")).await;
    for ending in
        [".html", ".txt", ".json", "/large.html", "/poster.html", "/papers/minutes.pdf", "/papers/minutes.docx", "/papers/poster.pdf"]
    {
        assert!(files.contains_key(&format!("{}{ending}", made.address)), "{ending}");
    }
    assert_eq!(files.keys().filter(|name| name.ends_with(".txt") && name.contains("-20")).count(), 60);
    assert!(files.contains_key("places/271004.page-2.html") && files.contains_key("sitemap.part-0.xml") && files.contains_key("data.csv"));
    assert!(
        files["feed.xml"].contains(&format!("https://city.example.jp/kaigi/{}.html", made.address).split("-2").next().unwrap().to_owned())
    );
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(!text.contains("<form") && !text.contains("https://engawa.example.jp"), "{name}");
        for link in text.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            if link.starts_with("https://creativecommons.org")
                || link.starts_with('#')
                || link.starts_with("https://city.example.jp/kaigi/")
            {
                continue;
            }
            let mut at: Vec<&str> = name.split('/').collect();
            at.pop();
            for part in link.split('/') {
                match part {
                    ".." => assert!(at.pop().is_some(), "{name}: {link} climbs out"),
                    part => at.push(part),
                }
            }
            assert!(files.contains_key(&at.join("/")), "{name}: {link}");
        }
    }
    site.finish().await;
}
