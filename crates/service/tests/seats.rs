//! Residents' wishes, seats and the log of contacts (4.3, 4.4): what is kept, and what is refused.

use jiff::civil::date;
use model::{
    OfficeId, ResidentId, SeatId,
    calendar::FiscalYear,
    meetings::PlaceKind,
    outreach::OutreachKind,
    residents::{Traits, WishAnswer, WishMethod, WishRespondent},
    seats::{Accommodation, Channel, CommunityKind, Independence, SeatCategory, SeatState},
};
use service::{
    Actor, Fault, links, meetings,
    outreach::{self, request},
    residents::{self, edit, record_wish},
    seats::{
        self, Held, amend,
        answer::{self, Answer, Way},
        choose, end, invite, needs, reappoint,
        receive_pledge::{self, Signature, receive_pledge},
    },
    testing::{SYSTEM, TestApp},
};

async fn resident(test: &TestApp, office: OfficeId, name: &str, kana: &str) -> ResidentId {
    let staff = test.staff(office);
    let dwelling = residents::list(&test.app, &staff, office, None).await.unwrap().dwellings[0].id;
    let input = edit::Input {
        id: None,
        dwelling,
        name: name.into(),
        kana: kana.into(),
        contact_person: None,
        traits: Traits::default(),
        left_on: None,
    };
    edit::edit(&test.app, &staff, office, input).await.unwrap()
}

fn answered(test: &TestApp, resident: ResidentId, answer: WishAnswer) -> record_wish::Input {
    record_wish::Input {
        resident,
        asked_on: test.app.today(),
        method: WishMethod::Talk,
        respondent: WishRespondent::Resident,
        asked_by: "世話人 見本".into(),
        answer,
        care: None,
    }
}

async fn wish(test: &TestApp, office: OfficeId, resident: ResidentId, answer: WishAnswer) {
    record_wish::record_wish(&test.app, &test.staff(office), office, answered(test, resident, answer)).await.unwrap();
}

fn person(category: SeatCategory) -> choose::Input {
    choose::Input {
        name: "隣野 三郎".into(),
        kana: "となりの さぶろう".into(),
        email: None,
        phone: None,
        address: None,
        affiliation: Some("緑町町会".into()),
        position: None,
        needs: Vec::new(),
        independence: Independence::Independent,
        resident: None,
        category,
        community_kind: (category == SeatCategory::Community).then_some(CommunityKind::NeighbourhoodAssociation),
        family_standing: None,
        family_of: None,
        proxy_for: None,
        term_from: date(2026, 4, 1),
        term_until: date(2027, 3, 31),
        predecessor: None,
    }
}

fn neighbour() -> choose::Input {
    person(SeatCategory::Community)
}

async fn chosen(test: &TestApp, office: OfficeId, input: choose::Input) -> SeatId {
    choose::choose(&test.app, &test.staff(office), office, input).await.unwrap().seat
}

/// A resident who agreed, chosen for the category of residents.
async fn chosen_resident(test: &TestApp, office: OfficeId) -> (ResidentId, SeatId) {
    let who = resident(test, office, "青空 一郎", "あおぞら いちろう").await;
    wish(test, office, who, WishAnswer::Wishes).await;
    (who, chosen(test, office, choose::Input { resident: Some(who), ..person(SeatCategory::Resident) }).await)
}

async fn letter(test: &TestApp, office: OfficeId, seat: SeatId) -> invite::Letter {
    invite::invite(&test.app, &test.staff(office), office, seat, date(2026, 5, 1)).await.unwrap()
}

async fn by_letter(test: &TestApp, letter: &invite::Letter) -> Actor {
    links::open_by_token(&test.app, letter.link.rsplit('/').next().unwrap()).await.unwrap()
}

fn yes() -> Answer {
    Answer::Accept { affiliation: "緑町町会".into(), position: "会長".into(), name: "隣野 三郎".into() }
}

fn no() -> Answer {
    Answer::Decline { reason: Some("仕事が忙しいため".into()), nominee: Some("町会の副会長さん".into()) }
}

fn on_paper(test: &TestApp) -> Way {
    Way { channel: Channel::Paper, on: test.app.today() }
}

async fn entered(test: &TestApp, office: OfficeId, seat: SeatId, answer: Answer, way: Way) -> Result<(), answer::Error> {
    answer::enter_answer(&test.app, &test.staff(office), office, seat, answer, way).await
}

async fn held(test: &TestApp, office: OfficeId, seat: SeatId) -> Held {
    seats::view(&test.app, &test.staff(office), office, seat).await.unwrap()
}

/// A neighbour who sits, with the pledge on paper.
async fn seated(test: &TestApp, office: OfficeId) -> SeatId {
    let seat = chosen(test, office, neighbour()).await;
    entered(test, office, seat, yes(), on_paper(test)).await.unwrap();
    seat
}

fn amended(held: &Held) -> amend::Input {
    let person = held.person.clone();
    amend::Input {
        seat_version: held.seat.version,
        person_version: held.person.version,
        name: person.name,
        kana: person.kana,
        email: person.email,
        phone: person.phone,
        address: person.address,
        affiliation: person.affiliation,
        position: person.position,
        needs: person.needs,
        independence: person.independence,
        term_from: held.seat.term_from.unwrap(),
        term_until: held.seat.term_until.unwrap(),
        honorarium: held.seat.honorarium.clone(),
        travel_costs: held.seat.travel_costs.clone(),
    }
}

fn to_the_town(test: &TestApp) -> request::Input {
    request::Input {
        municipality: "見本市".into(),
        section: "障害福祉課".into(),
        wanted: vec![CommunityKind::WelfareCommissioner],
        tried: None,
        reply_by: test.app.today().tomorrow().unwrap(),
    }
}

// ── Wishes (A11) ──

/// A11: a change of mind is a new answer; the old one stays.
#[tokio::test]
async fn every_answer_of_a_resident_is_kept_and_the_newest_is_first() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let who = resident(&test, office, "青空 一郎", "あおぞら いちろう").await;
    wish(&test, office, who, WishAnswer::Wishes).await;
    test.on(date(2026, 5, 1));
    wish(&test, office, who, WishAnswer::Declines).await;
    let (_, wishes) = residents::view(&test.app, &test.staff(office), office, who).await.unwrap();
    assert_eq!(wishes.iter().map(|wish| wish.answer).collect::<Vec<_>>(), [WishAnswer::Declines, WishAnswer::Wishes]);
    test.finish().await;
}

/// A11: who was never asked stands on top, and is counted whatever is searched for.
#[tokio::test]
async fn residents_who_were_not_asked_come_first() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let asked = resident(&test, office, "青空 一郎", "あおぞら いちろう").await;
    resident(&test, office, "若葉 二郎", "わかば じろう").await;
    wish(&test, office, asked, WishAnswer::Wishes).await;
    let names = |listed: &residents::Listed| listed.lines.iter().map(|line| line.resident.name.clone()).collect::<Vec<_>>();
    let all = residents::list(&test.app, &test.staff(office), office, None).await.unwrap();
    assert_eq!(names(&all), ["若葉 二郎", "青空 一郎"]);
    let found = residents::list(&test.app, &test.staff(office), office, Some("アオゾラ イチロウ")).await.unwrap();
    assert_eq!((names(&found), found.unasked), (vec!["青空 一郎".to_owned()], 1));
    test.finish().await;
}

/// A11, H1: who moved out needs no answer any more and stays known.
#[tokio::test]
async fn a_resident_who_moved_out_is_listed_apart() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let who = resident(&test, office, "青空 一郎", "あおぞら いちろう").await;
    let staff = test.staff(office);
    let row = residents::view(&test.app, &staff, office, who).await.unwrap().0;
    let leaving = |left_on| edit::Input {
        id: Some((who, row.version)),
        dwelling: row.dwelling,
        name: row.name.clone(),
        kana: row.kana.clone(),
        contact_person: None,
        traits: row.traits.clone(),
        left_on: Some(left_on),
    };
    let tomorrow = edit::edit(&test.app, &staff, office, leaving(date(2026, 4, 7))).await;
    assert!(matches!(tomorrow, Err(edit::Error::NotLeftYet)));
    edit::edit(&test.app, &staff, office, leaving(date(2026, 4, 6))).await.unwrap();
    let listed = residents::list(&test.app, &staff, office, None).await.unwrap();
    assert_eq!((listed.lines.len(), listed.left.len(), listed.unasked), (0, 1, 0));
    test.finish().await;
}

/// A11
#[tokio::test]
async fn nobody_was_asked_tomorrow() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let who = resident(&test, office, "青空 一郎", "あおぞら いちろう").await;
    let input = record_wish::Input { asked_on: date(2026, 4, 7), ..answered(&test, who, WishAnswer::Wishes) };
    let refused = record_wish::record_wish(&test.app, &test.staff(office), office, input).await;
    assert!(matches!(refused, Err(record_wish::Error::InFuture)));
    test.finish().await;
}

/// A11: a resident of another office does not exist here.
#[tokio::test]
async fn a_wish_is_not_recorded_for_another_offices_resident() {
    let test = TestApp::new().await;
    let (own, other) = (test.office().await, test.office().await);
    let who = resident(&test, own, "青空 一郎", "あおぞら いちろう").await;
    let refused = record_wish::record_wish(&test.app, &test.staff(other), other, answered(&test, who, WishAnswer::Wishes)).await;
    assert!(matches!(refused, Err(record_wish::Error::Fault(Fault::Hidden))));
    test.finish().await;
}

/// A11: the category does not matter.
#[tokio::test]
async fn a_resident_who_does_not_wish_contact_takes_no_seat_of_another_category_either() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let who = resident(&test, office, "青空 一郎", "あおぞら いちろう").await;
    wish(&test, office, who, WishAnswer::Declines).await;
    let refused = choose::choose(&test.app, &test.staff(office), office, choose::Input { resident: Some(who), ..neighbour() }).await;
    assert!(matches!(refused, Err(choose::Error::Refused(_))));
    test.finish().await;
}

/// A11, A5: whoever speaks for a resident sits there only if the resident may be met.
#[tokio::test]
async fn nobody_speaks_for_a_resident_who_was_not_asked() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let who = resident(&test, office, "青空 一郎", "あおぞら いちろう").await;
    let input = choose::Input { proxy_for: Some(who), ..person(SeatCategory::Resident) };
    let refused = choose::choose(&test.app, &test.staff(office), office, input).await;
    assert!(matches!(refused, Err(choose::Error::Refused(_))));
    test.finish().await;
}

/// A11: a change of mind before the letter.
#[tokio::test]
async fn a_resident_who_changed_the_mind_is_not_asked_to_take_a_seat() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let (who, seat) = chosen_resident(&test, office).await;
    wish(&test, office, who, WishAnswer::Declines).await;
    let refused = invite::invite(&test.app, &test.staff(office), office, seat, date(2026, 5, 1)).await;
    assert!(matches!(refused, Err(invite::Error::Refused(finding)) if !finding.reason.is_empty()));
    assert_eq!(held(&test, office, seat).await.seat.state, SeatState::Candidate);
    test.finish().await;
}

/// A11: a change of mind between the letter and the answer. The person is not told of rules, but to talk with staff.
#[tokio::test]
async fn a_resident_who_changed_the_mind_is_not_seated_by_an_old_letter() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let (who, seat) = chosen_resident(&test, office).await;
    let actor = by_letter(&test, &letter(&test, office, seat).await).await;
    wish(&test, office, who, WishAnswer::Declines).await;
    let read = answer::view(&test.app, &actor).await.unwrap().pledge.sha256;
    assert!(matches!(answer::answer_by_link(&test.app, &actor, yes(), &read).await, Err(answer::Error::NotNow)));
    assert!(matches!(entered(&test, office, seat, yes(), on_paper(&test)).await, Err(answer::Error::Refused(_))));
    let kept = held(&test, office, seat).await;
    assert!(kept.seat.state == SeatState::Invited && kept.pledge.is_none());
    test.finish().await;
}

// ── Choosing, asking, answering (A2–A10, B2) ──

/// A9: the seat that is followed is one of our own.
#[tokio::test]
async fn nobody_follows_a_seat_of_another_office() {
    let test = TestApp::new().await;
    let (own, other) = (test.office().await, test.office().await);
    let foreign = chosen(&test, other, neighbour()).await;
    let input = choose::Input { predecessor: Some(foreign), ..neighbour() };
    let refused = choose::choose(&test.app, &test.staff(own), own, input).await;
    assert!(matches!(refused, Err(choose::Error::Fault(Fault::Hidden))));
    test.finish().await;
}

/// B2: the second letter reminds, and takes back the link of the first.
#[tokio::test]
async fn a_second_letter_reminds_and_closes_the_first() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, choose::Input { email: Some("saburo@example.jp".into()), ..neighbour() }).await;
    let first = letter(&test, office, seat).await;
    let second = letter(&test, office, seat).await;
    assert!(!first.again && second.again);
    let old = links::open_by_token(&test.app, first.link.rsplit('/').next().unwrap()).await;
    assert!(matches!(old, Err(links::LinkError::Revoked)));
    let subjects: Vec<String> = test.take_mail().await.into_iter().map(|mail| mail.subject).collect();
    assert!(!subjects[0].contains("再度") && subjects[1].contains("再度"));
    test.finish().await;
}

/// B2
#[tokio::test]
async fn a_link_expires_a_month_after_the_reply_date() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, neighbour()).await;
    let sent = letter(&test, office, seat).await;
    let token = sent.link.rsplit('/').next().unwrap();
    test.on(date(2026, 5, 30));
    assert!(links::open_by_token(&test.app, token).await.is_ok());
    test.on(date(2026, 6, 1));
    assert!(matches!(links::open_by_token(&test.app, token).await, Err(links::LinkError::Expired)));
    test.finish().await;
}

/// A10: what is kept is what was read.
#[tokio::test]
async fn a_pledge_that_was_not_shown_is_not_given() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, neighbour()).await;
    let actor = by_letter(&test, &letter(&test, office, seat).await).await;
    let refused = answer::answer_by_link(&test.app, &actor, yes(), &"0".repeat(64)).await;
    assert!(matches!(refused, Err(answer::Error::PledgeChanged)));
    let kept = held(&test, office, seat).await;
    assert!(kept.seat.state == SeatState::Invited && kept.pledge.is_none(), "nothing is half-written");
    test.finish().await;
}

/// A10: the text stays as it was pledged, whatever the office is called later.
#[tokio::test]
async fn a_pledge_keeps_its_text_when_the_office_is_renamed() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = seated(&test, office).await;
    let before = held(&test, office, seat).await.pledge.unwrap();
    test.database().tamper("UPDATE offices SET name = 'グループホーム新しい名'").await;
    let after = held(&test, office, seat).await.pledge.unwrap();
    assert_eq!(after, before);
    assert!(after.text.contains("グループホーム見本1"));
    test.finish().await;
}

/// A10: a word on the telephone takes the seat; the pledge is still to come.
#[tokio::test]
async fn a_word_on_the_telephone_is_no_pledge() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, neighbour()).await;
    entered(&test, office, seat, yes(), Way { channel: Channel::Telephone, on: test.app.today() }).await.unwrap();
    let kept = held(&test, office, seat).await;
    assert!(kept.seat.state == SeatState::Seated && kept.pledge.is_none());
    let findings = seats::overview(&test.app, &test.staff(office), office).await.unwrap().findings;
    assert!(findings.iter().any(|finding| finding.requirement.as_str() == "A10" && finding.subject == rulebook::Subject::Seat(seat)));
    let signature = || Signature { affiliation: String::new(), position: String::new(), name: "隣野 三郎".into() };
    let by_phone = Way { channel: Channel::Telephone, on: test.app.today() };
    let spoken = receive_pledge(&test.app, &test.staff(office), office, seat, signature(), by_phone).await;
    assert!(matches!(spoken, Err(receive_pledge::Error::Spoken)));
    receive_pledge(&test.app, &test.staff(office), office, seat, signature(), on_paper(&test)).await.unwrap();
    assert_eq!(held(&test, office, seat).await.pledge.unwrap().channel, Channel::Paper);
    test.finish().await;
}

/// A10: the first pledge is frozen; a second paper changes nothing.
#[tokio::test]
async fn a_second_pledge_for_the_same_seat_changes_nothing() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = seated(&test, office).await;
    let first = held(&test, office, seat).await.pledge;
    let other = Signature { affiliation: String::new(), position: String::new(), name: "別の 名前".into() };
    receive_pledge(&test.app, &test.staff(office), office, seat, other, on_paper(&test)).await.unwrap();
    assert_eq!(held(&test, office, seat).await.pledge, first);
    test.finish().await;
}

/// A10
#[tokio::test]
async fn who_did_not_accept_gives_no_pledge() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, neighbour()).await;
    let signature = Signature { affiliation: String::new(), position: String::new(), name: "隣野 三郎".into() };
    let refused = receive_pledge(&test.app, &test.staff(office), office, seat, signature, on_paper(&test)).await;
    assert!(matches!(refused, Err(receive_pledge::Error::NotSeated)));
    test.finish().await;
}

/// B12: what staff enter says so.
#[tokio::test]
async fn an_answer_entered_by_staff_is_marked_so() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let kept = held(&test, office, seated(&test, office).await).await;
    assert_eq!(kept.seat.answered_via, Some(Channel::Paper));
    assert!(kept.pledge.unwrap().entered_by.is_some());
    test.finish().await;
}

/// B12
#[tokio::test]
async fn nobody_answered_tomorrow() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, neighbour()).await;
    let way = Way { channel: Channel::Paper, on: date(2026, 4, 7) };
    assert!(matches!(entered(&test, office, seat, yes(), way).await, Err(answer::Error::InFuture)));
    test.finish().await;
}

// ── Terms (A9) ──

/// A9: the new seat follows the old one; nobody sits twice; a new pledge is given.
#[tokio::test]
async fn who_is_appointed_again_holds_one_seat() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let old = seated(&test, office).await;
    let new = reappoint::reappoint(&test.app, &test.staff(office), office, old, date(2027, 4, 1), date(2029, 3, 31)).await.unwrap();
    assert_eq!(held(&test, office, old).await.seat.state, SeatState::Seated, "until the person accepts");
    entered(&test, office, new, yes(), on_paper(&test)).await.unwrap();
    let (old, new) = (held(&test, office, old).await, held(&test, office, new).await);
    assert_eq!((old.seat.state, old.seat.term_until), (SeatState::Ended, Some(date(2027, 3, 31))));
    assert_eq!((new.seat.state, new.seat.predecessor, new.person.id), (SeatState::Seated, Some(old.seat.id), old.person.id));
    assert_ne!(new.pledge.unwrap().id, old.pledge.unwrap().id);
    test.finish().await;
}

/// A9
#[tokio::test]
async fn a_new_term_does_not_overlap_the_old_one_and_is_asked_for_once() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let old = seated(&test, office).await;
    let again = |from| reappoint::reappoint(&test.app, &SYSTEM, office, old, from, date(2029, 3, 31));
    assert!(matches!(again(date(2027, 3, 31)).await, Err(reappoint::Error::TermUnfit)));
    again(date(2027, 4, 1)).await.unwrap();
    assert!(matches!(again(date(2027, 4, 1)).await, Err(reappoint::Error::Already)));
    test.finish().await;
}

/// A9
#[tokio::test]
async fn a_candidate_is_not_appointed_again() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, neighbour()).await;
    let refused = reappoint::reappoint(&test.app, &SYSTEM, office, seat, date(2027, 4, 1), date(2029, 3, 31)).await;
    assert!(matches!(refused, Err(reappoint::Error::NeverSeated)));
    test.finish().await;
}

/// A9: a seat ends inside its term, once, and keeps its pledge.
#[tokio::test]
async fn a_seat_does_not_end_before_it_began_nor_twice() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = seated(&test, office).await;
    let staff = test.staff(office);
    assert!(matches!(end::end(&test.app, &staff, office, seat, date(2026, 3, 31)).await, Err(end::Error::BeforeTerm)));
    end::end(&test.app, &staff, office, seat, date(2026, 4, 30)).await.unwrap();
    assert!(matches!(end::end(&test.app, &staff, office, seat, date(2026, 5, 1)).await, Err(end::Error::NotSeated)));
    let kept = held(&test, office, seat).await;
    assert!(kept.seat.term_until == Some(date(2026, 4, 30)) && kept.pledge.is_some());
    test.finish().await;
}

// ── What is kept of a member (A13, A15) ──

/// A13, A15
#[tokio::test]
async fn contact_needs_and_payment_can_be_changed() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = seated(&test, office).await;
    let change = amend::Input {
        phone: Some("000-0000-0009".into()),
        needs: vec![Accommodation::Ruby, Accommodation::WheelchairRoute],
        honorarium: Some("1回 2,000円".into()),
        travel_costs: Some("実費".into()),
        ..amended(&held(&test, office, seat).await)
    };
    amend::amend(&test.app, &test.staff(office), office, seat, change).await.unwrap();
    let kept = held(&test, office, seat).await;
    assert_eq!(kept.person.needs, [Accommodation::Ruby, Accommodation::WheelchairRoute]);
    assert_eq!((kept.seat.honorarium.as_deref(), kept.seat.travel_costs.as_deref()), (Some("1回 2,000円"), Some("実費")));
    test.finish().await;
}

/// Two editors: the second is told, and nothing of the first is lost.
#[tokio::test]
async fn the_second_of_two_editors_of_a_member_is_refused() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = seated(&test, office).await;
    let shown = amended(&held(&test, office, seat).await);
    let first = amend::Input { phone: Some("000-0000-0009".into()), ..shown.clone() };
    amend::amend(&test.app, &test.staff(office), office, seat, first).await.unwrap();
    let second = amend::Input { phone: None, ..shown };
    assert!(matches!(amend::amend(&test.app, &test.staff(office), office, seat, second).await, Err(amend::Error::Stale)));
    assert_eq!(held(&test, office, seat).await.person.phone.as_deref(), Some("000-0000-0009"));
    test.finish().await;
}

/// Invariant 6: what is over stays as it was.
#[tokio::test]
async fn the_record_of_somebody_who_declined_is_not_changed() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, neighbour()).await;
    entered(&test, office, seat, no(), on_paper(&test)).await.unwrap();
    let change = amended(&held(&test, office, seat).await);
    assert!(matches!(amend::amend(&test.app, &test.staff(office), office, seat, change).await, Err(amend::Error::Closed)));
    test.finish().await;
}

/// Another office's seat does not exist, whatever is asked of it.
#[tokio::test]
async fn another_offices_seat_cannot_be_touched() {
    let test = TestApp::new().await;
    let (own, other) = (test.office().await, test.office().await);
    let seat = seated(&test, own).await;
    let stranger = test.manager(other);
    let change = amended(&held(&test, own, seat).await);
    for office in [own, other] {
        assert!(matches!(amend::amend(&test.app, &stranger, office, seat, change.clone()).await, Err(amend::Error::Fault(Fault::Hidden))));
        let again = reappoint::reappoint(&test.app, &stranger, office, seat, date(2027, 4, 1), date(2029, 3, 31)).await;
        assert!(matches!(again, Err(reappoint::Error::Fault(Fault::Hidden))));
        let ended = end::end(&test.app, &stranger, office, seat, date(2026, 4, 30)).await;
        assert!(matches!(ended, Err(end::Error::Fault(Fault::Hidden))));
        let signature = Signature { affiliation: String::new(), position: String::new(), name: "隣野 三郎".into() };
        let pledged = receive_pledge(&test.app, &stranger, office, seat, signature, on_paper(&test)).await;
        assert!(matches!(pledged, Err(receive_pledge::Error::Fault(Fault::Hidden))));
    }
    test.finish().await;
}

/// A13: what members need becomes a check-list for the next meeting.
#[tokio::test]
async fn the_check_list_names_what_to_prepare_for_whom_and_until_when() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, choose::Input { needs: vec![Accommodation::SignLanguage], ..neighbour() }).await;
    let staff = test.staff(office);
    assert!(needs::check_list(&test.app, &staff, office).await.unwrap().items.is_empty(), "candidates are not prepared for");
    entered(&test, office, seat, yes(), on_paper(&test)).await.unwrap();
    let meeting = meetings::plan::plan(&test.app, &staff, office, FiscalYear::of(date(2026, 10, 1))).await.unwrap();
    let input = meetings::fix::Input {
        version: 1,
        day: date(2026, 10, 1),
        starts_at: jiff::civil::time(14, 0, 0, 0),
        ends_at: jiff::civil::time(16, 0, 0, 0),
        place_kind: PlaceKind::Outside,
        place: "緑町公民館".into(),
        place_access: "段差なし".into(),
        online_url: None,
    };
    meetings::fix::fix(&test.app, &staff, office, meeting, input).await.unwrap();
    let list = needs::check_list(&test.app, &staff, office).await.unwrap();
    assert_eq!(list.meeting_on, Some(date(2026, 10, 1)));
    assert_eq!((list.items[0].need, list.items[0].names.as_slice()), (Accommodation::SignLanguage, ["隣野 三郎".to_owned()].as_slice()));
    test.take_mail().await;
    test.finish().await;
}

// ── The log (A12, A14) ──

/// A14: whom was asked, the answer and the reason of a refusal stand in the log without being typed again.
#[tokio::test]
async fn the_log_tells_of_every_request_and_refusal() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let seat = chosen(&test, office, neighbour()).await;
    letter(&test, office, seat).await;
    entered(&test, office, seat, no(), Way { channel: Channel::Telephone, on: test.app.today() }).await.unwrap();
    let log = outreach::log(&test.app, &test.staff(office), office).await.unwrap();
    assert_eq!((log.asked(), log.declined()), (1, 1));
    let entry = &log.entries[0];
    assert_eq!((entry.kind, entry.whom.as_str()), (OutreachKind::Request, "隣野 三郎（地域の関係者）"));
    assert_eq!(entry.refusal_reason.as_deref(), Some("仕事が忙しいため"));
    test.finish().await;
}

/// A14: what to try is said for the categories in which nobody is even thought of.
#[tokio::test]
async fn suggestions_are_made_only_where_nobody_is_in_view() {
    let test = TestApp::new().await;
    let office = test.office().await;
    chosen(&test, office, neighbour()).await;
    let log = outreach::log(&test.app, &test.staff(office), office).await.unwrap();
    let categories: Vec<_> = log.tries.iter().map(|tries| tries.category).collect();
    assert_eq!(categories, [SeatCategory::Resident, SeatCategory::Family]);
    assert!(log.entries.is_empty(), "a candidate was not asked yet");
    test.finish().await;
}

/// A12: the letter is in the log.
#[tokio::test]
async fn a_request_to_the_municipality_stands_in_the_log() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let letter = request::request(&test.app, &test.staff(office), office, to_the_town(&test)).await.unwrap();
    let log = outreach::log(&test.app, &test.staff(office), office).await.unwrap();
    assert_eq!((log.entries[0].kind, log.entries[0].whom.as_str()), (OutreachKind::MunicipalityRequest, "見本市　障害福祉課"));
    assert_eq!(log.entries[0].next_on, Some(letter.input.reply_by));
    test.finish().await;
}

/// A12
#[tokio::test]
async fn a_request_for_nobody_or_for_yesterday_is_refused() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let nobody = request::Input { wanted: Vec::new(), ..to_the_town(&test) };
    assert!(matches!(request::request(&test.app, &SYSTEM, office, nobody).await, Err(request::Error::NobodyWanted)));
    let late = request::Input { reply_by: test.app.today(), ..to_the_town(&test) };
    assert!(matches!(request::request(&test.app, &SYSTEM, office, late).await, Err(request::Error::ReplyUnfit)));
    test.finish().await;
}

/// Section 3: another office's log, check-list and letters do not exist.
#[tokio::test]
async fn another_offices_log_is_hidden() {
    let test = TestApp::new().await;
    let (own, other) = (test.office().await, test.office().await);
    let stranger = test.staff(other);
    assert!(matches!(outreach::log(&test.app, &stranger, own).await, Err(Fault::Hidden)));
    assert!(matches!(needs::check_list(&test.app, &stranger, own).await, Err(Fault::Hidden)));
    let refused = request::request(&test.app, &stranger, own, to_the_town(&test)).await;
    assert!(matches!(refused, Err(request::Error::Fault(Fault::Hidden))));
    test.finish().await;
}
