//! Issue 2, sections 4.3 and 4.4, as whole requests: wishes, members, letters, the answer on a phone, the log.

use axum::http::StatusCode;
use model::{OfficeId, accounts::Role};
use web::testing::{Answer, Client, TestSite};

const NEIGHBOUR: [(&str, &str); 9] = [
    ("category", "community"),
    ("community_kind", "neighbour"),
    ("name", "隣野 三郎"),
    ("kana", "となりの さぶろう"),
    ("affiliation", "緑町町会"),
    ("independence", "independent"),
    ("needs", "sign_language"),
    ("term_from", "2026-04-06"),
    ("term_until", "2028-03-31"),
];

/// What stands between two marks, the first time.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split(before).nth(1).and_then(|rest| rest.split(after).next()).unwrap_or_else(|| panic!("no {before} in {text}"))
}

/// The letter, as it is printed.
async fn letter(client: &mut Client, seat: &str) -> Answer {
    let made = client.post(&format!("{seat}/invite"), &[("reply_by", "2026-05-01")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    client.get(&made.location).await
}

/// The address of the answer page, by typing the code of the letter.
async fn by_code(site: &TestSite, letter: &Answer) -> String {
    let code = between(&letter.body, "class=\"paper-large\">", "<");
    let answer = site.anon().post("/code", &[("code", code), ("surname", "トナリノ")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    format!("{}/invitation", answer.location)
}

async fn resident(client: &mut Client, office: OfficeId, name: &str, kana: &str) -> String {
    let page = client.get(&format!("/offices/{office}/residents/new")).await.body;
    let dwelling = between(between(&page, "id=\"dwelling\"", "</select>"), "選んでください</option>", "</option>");
    let dwelling = between(dwelling, "value=\"", "\"").to_owned();
    let fields = [("name", name), ("kana", kana), ("dwelling", dwelling.as_str())];
    let answer = client.post(&format!("/offices/{office}/residents/new"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location
}

/// B2, A10: from the candidate to the pledge, with the code typed by hand; a second press is the same answer.
#[tokio::test]
async fn a_neighbour_answers_by_phone_and_reads_the_pledge_again() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    let address = by_code(&site, &letter(&mut staff, &seat).await).await;
    let mut phone = site.anon();
    let page = phone.get(&address).await;
    let read = page.field("pledge").unwrap();
    let fields = [("answer", "accept"), ("name", "隣野 三郎"), ("affiliation", "緑町町会"), ("position", ""), ("pledge", read.as_str())];
    for _ in 0..2 {
        assert_eq!(phone.post(&address, &fields).await.status, StatusCode::SEE_OTHER);
    }
    let thanks = phone.get(&address).await.body;
    assert!(thanks.contains("お約束の内容（控え）") && thanks.contains("令和8年4月6日"));
    assert!(staff.get(&format!("/offices/{office}/seats")).await.body.contains("承諾書をいただきました（ご本人の画面）"));
    site.finish().await;
}

/// A10: the page was open while the text changed; nothing is sent, and the new text is shown.
#[tokio::test]
async fn an_answer_to_an_older_pledge_is_asked_again() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    let address = by_code(&site, &letter(&mut staff, &seat).await).await;
    let mut phone = site.anon();
    let fields = [("answer", "accept"), ("name", "隣野 三郎"), ("pledge", "an older text")];
    let again = phone.post(&address, &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("お約束の文が新しくなりました"));
    let fresh = again.field("pledge").unwrap();
    let accepted = phone.post(&address, &[("answer", "accept"), ("name", "隣野 三郎"), ("pledge", fresh.as_str())]).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER);
    site.finish().await;
}

/// A9, A14: a refusal keeps its reason and whom to ask instead, and leads to the next candidate.
#[tokio::test]
async fn a_refusal_keeps_its_reason_and_leads_to_the_next_candidate() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    let address = by_code(&site, &letter(&mut staff, &seat).await).await;
    let declined =
        site.anon().post(&address, &[("answer", "decline"), ("reason", "夜勤が続くため"), ("nominee", "町会の副会長さん")]).await;
    assert_eq!(declined.status, StatusCode::SEE_OTHER);
    let overview = staff.get(&format!("/offices/{office}/seats")).await.body;
    assert!(overview.contains("代わりにお願いできそうな方：町会の副会長さん"));
    assert!(overview.contains("理由：夜勤が続くため") && overview.contains("/seats/new?category=community"));
    let log = staff.get(&format!("/offices/{office}/outreach")).await.body;
    assert!(log.contains("断られた理由：夜勤が続くため") && log.contains("次に試せること"));
    site.finish().await;
}

/// Section 3: a guessed or replaced letter opens nothing.
#[tokio::test]
async fn a_letter_that_was_replaced_and_a_guessed_code_open_nothing() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    let address = by_code(&site, &letter(&mut staff, &seat).await).await;
    letter(&mut staff, &seat).await;
    // A code opens the door with a fresh address; that one is closed by the second letter as well.
    assert_eq!(site.anon().get(&address).await.status, StatusCode::GONE);
    let guessed = site.anon().post("/code", &[("code", "2345678923"), ("surname", "となりの")]).await;
    assert_eq!(guessed.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.finish().await;
}

/// A10: accepted on the telephone, signed later.
#[tokio::test]
async fn after_a_word_on_the_telephone_the_pledge_is_asked_for() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    let spoken = [("answer", "accept"), ("channel", "telephone"), ("on", "2026-04-06"), ("name", "隣野 三郎")];
    staff.post(&format!("{seat}/answer"), &spoken).await;
    let overview = staff.get(&format!("/offices/{office}/seats")).await.body;
    assert!(overview.contains("参加承諾書をまだ受け取っていません") && overview.contains(&format!("{seat}/pledge")));
    assert!(staff.get(&format!("{seat}/pledge/sheet")).await.body.contains("地域連携推進会議 参加承諾書"));
    let signed = |channel| [("channel", channel), ("on", "2026-04-06"), ("name", "隣野 三郎")];
    assert_eq!(staff.post(&format!("{seat}/pledge"), &signed("telephone")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(staff.post(&format!("{seat}/pledge"), &signed("paper")).await.status, StatusCode::SEE_OTHER);
    site.finish().await;
}

/// A9: the same person for another term, or somebody who follows.
#[tokio::test]
async fn a_member_is_asked_for_another_term_or_followed_by_somebody() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    let signed = [("answer", "accept"), ("channel", "paper"), ("on", "2026-04-06"), ("name", "隣野 三郎")];
    staff.post(&format!("{seat}/answer"), &signed).await;
    let overlapping = [("term_from", "2028-03-31"), ("term_until", "2030-03-31")];
    assert_eq!(staff.post(&format!("{seat}/reappoint"), &overlapping).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(staff.get(&format!("{seat}/reappoint")).await.body.contains("value=\"2028-04-01\""));
    let next = [("term_from", "2028-04-01"), ("term_until", "2030-03-31")];
    assert_eq!(staff.post(&format!("{seat}/reappoint"), &next).await.status, StatusCode::SEE_OTHER);
    let id = seat.rsplit('/').next().unwrap();
    let successor = staff.get(&format!("/offices/{office}/seats/new?after={id}")).await;
    assert_eq!(successor.field("predecessor").as_deref(), Some(id));
    assert!(successor.body.contains("value=\"2028-04-01\""));
    site.finish().await;
}

/// Section 2: two editors; the second sees both versions, nothing is lost.
#[tokio::test]
async fn the_second_editor_of_a_member_sees_both_versions() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    let page = staff.get(&format!("{seat}/edit")).await;
    let (seat_version, person_version) = (page.field("seat_version").unwrap(), page.field("person_version").unwrap());
    let with = |phone| {
        let mut fields: Vec<(&str, &str)> = NEIGHBOUR[2..].to_vec();
        fields.extend([("phone", phone), ("seat_version", seat_version.as_str()), ("person_version", person_version.as_str())]);
        fields
    };
    assert_eq!(staff.post(&format!("{seat}/edit"), &with("000-0000-1111")).await.status, StatusCode::SEE_OTHER);
    let second = staff.post(&format!("{seat}/edit"), &with("000-0000-2222")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("<dd>000-0000-1111</dd>") && second.body.contains("value=\"000-0000-2222\""));
    site.finish().await;
}

/// A13
#[tokio::test]
async fn needs_of_members_become_a_check_list() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(office, &NEIGHBOUR).await;
    let list = format!("/offices/{office}/seats/needs");
    assert!(!staff.get(&list).await.body.contains("手話通訳"), "a candidate is not prepared for");
    let signed = [("answer", "accept"), ("channel", "paper"), ("on", "2026-04-06"), ("name", "隣野 三郎")];
    staff.post(&format!("{seat}/answer"), &signed).await;
    let body = staff.get(&list).await.body;
    assert!(body.contains("手話通訳") && body.contains("隣野 三郎さん"));
    site.finish().await;
}

/// A12: a letter to the municipality, logged; asking for nobody is refused with what was typed still there.
#[tokio::test]
async fn the_municipality_is_asked_by_a_letter_that_stands_in_the_log() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let address = format!("/offices/{office}/outreach/municipality");
    let base = [("municipality", "見本市"), ("section", "障害福祉課"), ("reply_by", "2026-05-06")];
    let refused = staff.post(&address, &base).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"見本市\""));
    let wanted = [base.as_slice(), &[("wanted", "welfare_commissioner")]].concat();
    let made = staff.post(&address, &wanted).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    assert!(staff.get(&made.location).await.body.contains("見本市　障害福祉課　御中"));
    assert!(staff.get(&format!("/offices/{office}/outreach/proof")).await.body.contains("民生委員のご紹介を依頼"));
    site.finish().await;
}

/// A11: who was not asked stands on top; a search finds by reading; a sheet carries the name.
#[tokio::test]
async fn residents_are_listed_searched_and_asked_on_paper() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let asked = resident(&mut staff, office, "青空 一郎", "あおぞら いちろう").await;
    resident(&mut staff, office, "若葉 二郎", "わかば じろう").await;
    let wish =
        [("answer", "wishes"), ("respondent", "resident"), ("method", "talk"), ("asked_on", "2026-04-06"), ("asked_by", "世話人 見本")];
    assert_eq!(staff.post(&format!("{asked}/wish"), &wish).await.status, StatusCode::SEE_OTHER);
    let list = staff.get(&format!("/offices/{office}/residents")).await.body;
    assert!(list.find("若葉 二郎").unwrap() < list.find("青空 一郎").unwrap());
    let found = staff
        .get(&format!("/offices/{office}/residents?q=%E3%81%82%E3%81%8A%E3%81%9E%E3%82%89%20%E3%81%84%E3%81%A1%E3%82%8D%E3%81%86"))
        .await
        .body;
    assert!(found.contains("青空 一郎") && !found.contains("若葉 二郎"));
    assert!(staff.get(&format!("{asked}/sheet")).await.body.contains("青空 一郎 さん"));
    site.finish().await;
}

/// H4: every list shows at most 50 rows.
#[tokio::test]
async fn the_list_of_residents_shows_fifty_rows_a_page() {
    let (site, office, mut staff) = TestSite::at_work().await;
    for number in 0..51 {
        resident(&mut staff, office, &format!("見本 {number:02}番"), "みほん ばん").await;
    }
    let page = staff.get(&format!("/offices/{office}/residents")).await.body;
    assert_eq!(page.matches("お返事を記録する").count(), 50);
    assert!(page.contains("51件のうち1～50件目"));
    let second = staff.get(&format!("/offices/{office}/residents?page=2")).await.body;
    assert_eq!(second.matches("お返事を記録する").count(), 1);
    site.finish().await;
}

/// Section 2: two editors of a resident.
#[tokio::test]
async fn the_second_editor_of_a_resident_sees_both_versions() {
    let (site, office, mut staff) = TestSite::at_work().await;
    let address = resident(&mut staff, office, "青空 一郎", "あおぞら いちろう").await;
    let page = staff.get(&format!("{address}/edit")).await;
    let version = page.field("version").unwrap();
    let dwelling = between(between(&page.body, "id=\"dwelling\"", "selected"), "選んでください</option>", "selected");
    let dwelling = dwelling.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let with = |contact| {
        [
            ("name", "青空 一郎"),
            ("kana", "あおぞら いちろう"),
            ("dwelling", dwelling.as_str()),
            ("version", version.as_str()),
            ("contact_person", contact),
        ]
    };
    assert_eq!(staff.post(&format!("{address}/edit"), &with("姉 見本")).await.status, StatusCode::SEE_OTHER);
    let second = staff.post(&format!("{address}/edit"), &with("兄 見本")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("<dd>姉 見本</dd>") && second.body.contains("value=\"兄 見本\""));
    site.finish().await;
}

/// Section 3: every door of these rooms is closed to strangers: anybody is led to the sign-in page, staff of another office and
/// administrators find nothing there, whichever way the ids are mixed.
#[tokio::test]
async fn no_door_of_residents_and_seats_opens_to_strangers() {
    let (site, own, mut staff) = TestSite::at_work().await;
    let seat = staff.choose(own, &NEIGHBOUR).await.rsplit('/').next().unwrap().to_owned();
    let resident = resident(&mut staff, own, "青空 一郎", "あおぞら いちろう").await.rsplit('/').next().unwrap().to_owned();
    let other = site.test.office().await;
    let mut stranger = site.signed_in(Role::OfficeManager, Some(other)).await;
    let mut administrator = site.signed_in(Role::Administrator, None).await;
    let rooms = ["/seats", "/residents", "/outreach"];
    let doors: Vec<_> = web::house().doors().into_iter().filter(|door| rooms.iter().any(|room| door.pattern.contains(room))).collect();
    assert!(doors.len() > 30, "{}", doors.len());
    for door in doors {
        let at = |office: OfficeId| {
            door.pattern.replace("{office}", &office.to_string()).replace("{seat}", &seat).replace("{resident}", &resident)
        };
        let (own, mixed) = (at(own), at(other));
        // Their own office with somebody else's ids; doors without an id of their own do open there.
        let foreign = if door.pattern.contains("{seat}") || door.pattern.contains("{resident}") { vec![&own, &mixed] } else { vec![&own] };
        for address in foreign {
            let (anybody, found) = match door.method {
                "GET" => (site.anon().get(address).await, stranger.get(address).await),
                _ => (site.anon().post(address, &NEIGHBOUR).await, stranger.post(address, &every_field()).await),
            };
            let words_shown_back = anybody.status == StatusCode::FORBIDDEN && anybody.body.contains("/sign-in?next=");
            assert!(anybody.location.starts_with("/sign-in") || words_shown_back, "{} {address}", door.method);
            assert_eq!(found.status, StatusCode::NOT_FOUND, "{} {address}", door.method);
            let installed = match door.method {
                "GET" => administrator.get(address).await,
                _ => administrator.post(address, &every_field()).await,
            };
            assert_eq!(installed.status, StatusCode::NOT_FOUND, "{} {address} as administrator", door.method);
        }
    }
    site.finish().await;
}

/// A form that every one of these doors could read, so that nothing but the rights refuses it.
fn every_field() -> Vec<(&'static str, &'static str)> {
    let mut fields = NEIGHBOUR.to_vec();
    fields.extend([
        ("reply_by", "2026-05-01"),
        ("answer", "accept"),
        ("channel", "paper"),
        ("on", "2026-04-06"),
        ("last_day", "2026-04-30"),
        ("respondent", "resident"),
        ("method", "talk"),
        ("asked_on", "2026-04-06"),
        ("asked_by", "見本"),
        ("on_day", "2026-04-06"),
        ("kind", "greeting"),
        ("whom", "町会"),
        ("outcome", "あいさつ"),
        ("municipality", "見本市"),
        ("wanted", "welfare_commissioner"),
    ]);
    fields
}
