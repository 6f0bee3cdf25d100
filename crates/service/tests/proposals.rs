//! A year of visits (C1–C4, A11): what is wished for, what is proposed, what is taken over, who is told what.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use model::{
    DwellingId, OfficeId, SeatId,
    calendar::FiscalYear,
    seats::Channel,
    visits::{
        VisitMode, VisitState,
        wishes::{HouseWish, MemberWish, Offer, VisitWay, WeekDay},
    },
};
use service::{
    Actor, Fault,
    offices::dwelling,
    seats::excuse,
    testing::TestApp,
    visits::{
        self, announce, change, plan,
        propose::{self, Chosen, Proposal, Stand, accept},
        tell,
        timetable::{self, Of},
        wishes,
    },
};

use crate::scene::*;

fn year() -> FiscalYear {
    FiscalYear::of(date(2026, 4, 6))
}

async fn add_house(test: &TestApp, office: OfficeId, name: &str) {
    let input = dwelling::Input {
        id: None,
        name: name.to_owned(),
        satellite: false,
        address: "架空市みどり町1-2-3".to_owned(),
        phone: String::new(),
        capacity: Some(4),
        guide: None,
        gone_since: None,
    };
    dwelling::edit_dwelling(&test.app, &test.manager(office), office, input).await.unwrap();
}

/// An office with three members and three houses.
async fn with_houses(test: &TestApp) -> (OfficeId, Vec<SeatId>, Vec<DwellingId>) {
    let (office, members) = with_members(test).await;
    add_house(test, office, "ゆずの家").await;
    test.take_mail().await;
    let proposal = proposed(test, office).await;
    (office, members, proposal.houses.iter().map(|house| house.id).collect())
}

async fn proposed(test: &TestApp, office: OfficeId) -> Proposal {
    propose::propose(&test.app, &test.staff(office), office, year(), None).await.unwrap()
}

fn only(weekdays: &[WeekDay]) -> Offer {
    Offer { weekdays: weekdays.iter().copied().collect(), ..Offer::unsaid() }
}

fn wish(offer: Offer) -> MemberWish {
    MemberWish { offer, way: VisitWay::OnSite, near: BTreeSet::new(), far: BTreeSet::new(), relatives: BTreeSet::new() }
}

fn open_on(offer: Offer) -> HouseWish {
    HouseWish { offer, while_out: None, times: None }
}

async fn says(test: &TestApp, office: OfficeId, seat: SeatId, wish: MemberWish) {
    wishes::enter(&test.app, &test.staff(office), office, seat, year(), wish, Channel::Telephone).await.unwrap();
}

async fn opens(test: &TestApp, office: OfficeId, house: DwellingId, wish: HouseWish) {
    wishes::open_house(&test.app, &test.staff(office), office, house, year(), wish).await.unwrap();
}

fn wanted(proposal: &Proposal) -> Vec<Chosen> {
    proposal.visits.iter().filter(|visit| visit.stand != Stand::Settled).map(|visit| visit.chosen).collect()
}

fn input(proposal: &Proposal) -> accept::Input {
    accept::Input { chosen: wanted(proposal), seen: proposal.seen.clone(), despite: false }
}

async fn taken(test: &TestApp, office: OfficeId) -> Proposal {
    let proposal = proposed(test, office).await;
    accept::accept(&test.app, &test.staff(office), office, year(), input(&proposal)).await.unwrap();
    proposal
}

async fn standing(test: &TestApp, office: OfficeId) -> Vec<(Date, DwellingId, SeatId)> {
    let overview = visits::list(&test.app, &test.staff(office), office, year()).await.unwrap();
    let planned = overview.visits.iter().filter(|line| line.visit.state == VisitState::Planned);
    planned.filter_map(|line| Some((line.visit.day?, line.dwelling.id, line.held.seat.id))).collect()
}

/// C1: every house is visited and every member visits, on days that were offered, and nothing speaks against it; it becomes the plan.
#[tokio::test]
async fn a_proposal_becomes_the_plan_of_a_year() {
    let test = TestApp::new().await;
    let (office, members, houses) = with_houses(&test).await;
    says(&test, office, members[2], wish(only(&[WeekDay::Saturday]))).await;
    for house in &houses {
        opens(&test, office, *house, open_on(only(&[WeekDay::Wednesday, WeekDay::Saturday]))).await;
    }
    let proposal = proposed(&test, office).await;
    assert_eq!(proposal.obstacles, Vec::<String>::new());
    let seen: BTreeSet<DwellingId> = proposal.visits.iter().map(|visit| visit.chosen.dwelling).collect();
    let going: BTreeSet<SeatId> = proposal.visits.iter().map(|visit| visit.chosen.seat).collect();
    assert_eq!((seen.len(), going.len(), proposal.visits.len()), (3, 3, 3));
    assert!(proposal.visits.iter().all(|visit| visit.on_site && visit.stand == Stand::New && !visit.because.is_empty()));
    let of_neighbour = proposal.visits.iter().find(|visit| visit.chosen.seat == members[2]).unwrap();
    assert_eq!(WeekDay::of(of_neighbour.chosen.day), WeekDay::Saturday);
    assert_eq!(proposal.unasked.len(), 2, "two were not asked, and the page says so");
    assert_eq!(propose::check(&test.app, &test.staff(office), office, year(), &wanted(&proposal)).await.unwrap(), Vec::<String>::new());
    let accepted = accept::accept(&test.app, &test.staff(office), office, year(), input(&proposal)).await.unwrap();
    assert_eq!(accepted, accept::Accepted { new: 3, kept: 0, cancelled: 0 });
    assert_eq!(standing(&test, office).await.len(), 3);
    let again = proposed(&test, office).await;
    assert!(again.visits.iter().all(|visit| visit.stand == Stand::Kept) && again.dropped.is_empty(), "planning again changes nothing");
    test.finish().await;
}

/// The same wishes make the same plan.
#[tokio::test]
async fn the_same_wishes_make_the_same_plan() {
    let test = TestApp::new().await;
    let (office, ..) = with_houses(&test).await;
    assert_eq!(wanted(&proposed(&test, office).await), wanted(&proposed(&test, office).await));
    test.finish().await;
}

/// C3: a member falls ill; what the others agreed on stays, and only the visit of the ill one goes to somebody else.
#[tokio::test]
async fn when_somebody_falls_ill_only_their_visits_move() {
    let test = TestApp::new().await;
    let (office, members, _) = with_houses(&test).await;
    let before = taken(&test, office).await;
    let version = test_seat_version(&test, office, members[2]).await;
    excuse::excuse(&test.app, &test.staff(office), office, members[2], version, Some("療養のため".into())).await.unwrap();
    let proposal = proposed(&test, office).await;
    let lost: Vec<_> = before.visits.iter().filter(|visit| visit.chosen.seat == members[2]).collect();
    assert_eq!(proposal.dropped.len(), lost.len());
    assert!(proposal.dropped.iter().all(|visit| visit.seat == members[2]));
    let kept = proposal.visits.iter().filter(|visit| visit.stand == Stand::Kept).count();
    assert_eq!(kept, before.visits.len() - lost.len());
    assert!(proposal.obstacles.is_empty() && proposal.visits.iter().all(|visit| visit.chosen.seat != members[2]));
    let accepted = accept::accept(&test.app, &test.staff(office), office, year(), input(&proposal)).await.unwrap();
    assert_eq!((accepted.new, accepted.cancelled, accepted.kept), (lost.len(), lost.len(), kept));
    test.finish().await;
}

async fn test_seat_version(test: &TestApp, office: OfficeId, seat: SeatId) -> i64 {
    service::seats::view(&test.app, &test.staff(office), office, seat).await.unwrap().seat.version
}

/// C2: where no day is left for a house, the reason and what would help are said in words, and what is possible is proposed.
#[tokio::test]
async fn a_house_without_a_common_day_is_told_with_its_reason() {
    let test = TestApp::new().await;
    let (office, members, houses) = with_houses(&test).await;
    for member in &members {
        says(&test, office, *member, wish(only(&[WeekDay::Monday]))).await;
    }
    opens(&test, office, houses[1], open_on(only(&[WeekDay::Sunday]))).await;
    let proposal = proposed(&test, office).await;
    assert!(proposal.obstacles[0].contains("1つの住居に、訪問できる日がありません"), "{:?}", proposal.obstacles);
    assert!(proposal.obstacles.iter().any(|words| words.contains("りんごの家")), "{:?}", proposal.obstacles);
    assert!(proposal.visits.iter().all(|visit| visit.chosen.dwelling != houses[1]));
    assert_eq!(proposal.visits.len(), 3, "the others are planned all the same");
    let refused = accept::accept(&test.app, &test.staff(office), office, year(), input(&proposal)).await.unwrap_err();
    assert!(matches!(&refused, accept::Error::Speaks(words) if words.len() == 1), "{refused}");
    assert!(standing(&test, office).await.is_empty(), "nothing is half done");
    let despite = accept::Input { despite: true, ..input(&proposal) };
    accept::accept(&test.app, &test.staff(office), office, year(), despite).await.unwrap();
    assert_eq!(standing(&test, office).await.len(), 3);
    test.finish().await;
}

/// A11: where somebody does not wish to be met, the house is visited only while they are out; the visitor's mail does not say so.
#[tokio::test]
async fn a_house_is_visited_while_those_who_do_not_wish_it_are_out() {
    let test = TestApp::new().await;
    let (office, _, houses) = with_houses(&test).await;
    let care = HouseWish { while_out: Some([WeekDay::Thursday].into()), ..open_on(Offer::unsaid()) };
    opens(&test, office, houses[0], care).await;
    let proposal = taken(&test, office).await;
    let days = proposal.visits.iter().filter(|visit| visit.chosen.dwelling == houses[0]).map(|visit| WeekDay::of(visit.chosen.day));
    assert_eq!(days.collect::<Vec<_>>(), [WeekDay::Thursday]);
    tell::tell(&test.app, &test.staff(office), office, year()).await.unwrap();
    for mail in test.take_mail().await {
        assert!(!mail.body.contains("外出") && !mail.body.contains("望まない"), "{}", mail.body);
    }
    test.finish().await;
}

/// C3: nobody is sent to the house in which a relative lives, as the seat says, or as the member says.
#[tokio::test]
async fn nobody_visits_the_house_of_a_relative() {
    let test = TestApp::new().await;
    let (office, members, houses) = with_houses(&test).await;
    says(&test, office, members[2], MemberWish { relatives: houses[1..].iter().copied().collect(), ..wish(Offer::unsaid()) }).await;
    let proposal = proposed(&test, office).await;
    let of = |seat| proposal.visits.iter().filter(move |visit| visit.chosen.seat == seat).map(|visit| visit.chosen.dwelling);
    assert!(of(members[2]).all(|house| house == houses[0]));
    // The family's resident lives in the first house.
    assert!(of(members[1]).all(|house| house != houses[0]));
    let relative = [Chosen { day: proposal.visits[0].chosen.day, dwelling: houses[0], seat: members[1] }];
    let told = propose::check(&test.app, &test.staff(office), office, year(), &relative).await.unwrap();
    assert!(told.iter().any(|words| words.contains("ご親族")), "{told:?}");
    test.finish().await;
}

/// C4: a majority on site and the day of the meeting are weighed as the office's place says.
#[tokio::test]
async fn the_rules_of_the_place_are_kept() {
    let test = TestApp::new().await;
    let office = test.office_with(|input| input.address = "北海道札幌市中央区見本町1-1".into()).await;
    let mut seats = Vec::new();
    for (name, kana) in [("隣野 三郎", "となりの さぶろう"), ("町内 四郎", "まちうち しろう"), ("川辺 五郎", "かわべ ごろう")]
    {
        let seat = chosen(&test, office, candidate(model::seats::SeatCategory::Community, name, kana)).await;
        seated(&test, office, seat).await;
        seats.push(seat);
    }
    let online = |offer| MemberWish { way: VisitWay::Online, ..wish(offer) };
    says(&test, office, seats[0], online(Offer::unsaid())).await;
    says(&test, office, seats[1], online(Offer::unsaid())).await;
    test.take_mail().await;
    let proposal = proposed(&test, office).await;
    let on_site = proposal.visits.iter().filter(|visit| visit.on_site).count();
    assert!(on_site * 2 > proposal.visits.len(), "{on_site} of {}", proposal.visits.len());
    assert!(proposal.obstacles.is_empty(), "{:?}", proposal.obstacles);
    taken(&test, office).await;
    let overview = visits::list(&test.app, &test.staff(office), office, year()).await.unwrap();
    let online = overview.visits.iter().filter(|line| line.visit.mode == Some(VisitMode::Online)).count();
    assert_eq!(online, 2);
    test.finish().await;
}

/// Two people plan at once: the second is told, and nothing of theirs is mixed in.
#[tokio::test]
async fn a_plan_that_changed_meanwhile_is_not_taken_over() {
    let test = TestApp::new().await;
    let (office, members, houses) = with_houses(&test).await;
    let proposal = proposed(&test, office).await;
    let by_hand =
        plan::Input { seat: members[0], dwelling: houses[0], year: year(), day: Some(date(2026, 9, 3)), starts_at: None, mode: None };
    plan::plan(&test.app, &test.staff(office), office, by_hand).await.unwrap();
    let refused = accept::accept(&test.app, &test.staff(office), office, year(), input(&proposal)).await;
    assert!(matches!(refused, Err(accept::Error::Stale)));
    assert_eq!(standing(&test, office).await.len(), 1);
    test.finish().await;
}

/// C1: a visit that was planned without a day gets one, and is not planned a second time.
#[tokio::test]
async fn a_visit_without_a_day_gets_one() {
    let test = TestApp::new().await;
    let (office, ..) = with_houses(&test).await;
    let proposal = proposed(&test, office).await;
    let first = proposal.visits[0].chosen;
    let open = plan::Input { seat: first.seat, dwelling: first.dwelling, year: year(), day: None, starts_at: None, mode: None };
    let id = plan::plan(&test.app, &test.staff(office), office, open).await.unwrap();
    let proposal = proposed(&test, office).await;
    let mut wants = input(&proposal);
    if !wants.chosen.iter().any(|one| (one.seat, one.dwelling) == (first.seat, first.dwelling)) {
        wants.chosen = vec![first];
        wants.despite = true;
    }
    accept::accept(&test.app, &test.staff(office), office, year(), wants).await.unwrap();
    let line = visits::view(&test.app, &test.staff(office), office, id).await.unwrap();
    assert_eq!((line.visit.state, line.visit.day.is_some()), (VisitState::Planned, true));
    test.finish().await;
}

/// What is over or lies outside the year, what stands there twice, and nothing at all are refused.
#[tokio::test]
async fn visits_that_cannot_be_are_refused() {
    let test = TestApp::new().await;
    let (office, members, houses) = with_houses(&test).await;
    let seen = proposed(&test, office).await.seen;
    let one = |day| Chosen { day, dwelling: houses[0], seat: members[2] };
    let with = async |chosen: Vec<Chosen>| {
        let input = accept::Input { chosen, seen: seen.clone(), despite: true };
        accept::accept(&test.app, &test.staff(office), office, year(), input).await.unwrap_err()
    };
    assert!(matches!(with(vec![]).await, accept::Error::Nothing));
    assert!(matches!(with(vec![one(test.app.today())]).await, accept::Error::DayUnfit(_)));
    assert!(matches!(with(vec![one(date(2027, 4, 1))]).await, accept::Error::DayUnfit(_)));
    assert!(matches!(with(vec![one(date(2026, 9, 1)), one(date(2026, 9, 1))]).await, accept::Error::Twice(_)));
    let next = accept::Input { chosen: vec![one(date(2029, 9, 1))], seen: seen.clone(), despite: true };
    let far = FiscalYear::of(date(2029, 9, 1));
    assert!(matches!(accept::accept(&test.app, &test.staff(office), office, far, next).await, Err(accept::Error::YearUnfit)));
    let other = test.office_with(|input| input.name = "よその家".into()).await;
    let input = accept::Input { chosen: vec![one(date(2026, 9, 1))], seen, despite: true };
    assert!(accept::accept(&test.app, &test.staff(other), office, year(), input.clone()).await.is_err());
    assert!(accept::accept(&test.app, &test.staff(other), other, year(), input).await.is_err(), "houses and seats of somebody else");
    test.finish().await;
}

/// A settled visit counts and is not moved, also one of somebody who left.
#[tokio::test]
async fn what_was_made_stands_and_counts() {
    let test = TestApp::new().await;
    let (office, members, houses) = with_houses(&test).await;
    taken(&test, office).await;
    let first = standing(&test, office).await[0];
    test.on(first.0);
    let proposal = proposed(&test, office).await;
    let settled: Vec<_> = proposal.visits.iter().filter(|visit| visit.stand == Stand::Settled).collect();
    assert_eq!(settled.len(), 1);
    assert_eq!((settled[0].chosen.day, settled[0].chosen.dwelling), (first.0, first.1));
    assert!(houses.contains(&settled[0].chosen.dwelling) && members.contains(&settled[0].chosen.seat));
    assert_eq!(proposal.visits.len(), 3, "nothing is asked for twice");
    test.finish().await;
}

/// C3: a member is asked by link, says when, and may say it again; staff and others cannot use the link.
#[tokio::test]
async fn a_member_says_by_link_when_visits_are_possible() {
    let test = TestApp::new().await;
    let (office, members, _) = with_houses(&test).await;
    let tickets = wishes::ask(&test.app, &test.staff(office), office, year(), date(2026, 5, 1)).await.unwrap();
    assert_eq!(tickets.len(), 3);
    test.take_mail().await;
    let ticket = tickets.iter().find(|ticket| ticket.seat == members[2]).unwrap();
    let member: Actor = by_link(&test, &ticket.link).await;
    let question = wishes::view(&test.app, &member).await.unwrap();
    assert_eq!((question.year, question.houses.len(), question.said.is_none()), (year(), 3, true));
    wishes::say(&test.app, &member, wish(only(&[WeekDay::Friday]))).await.unwrap();
    wishes::say(&test.app, &member, wish(only(&[WeekDay::Tuesday]))).await.unwrap();
    let said = wishes::view(&test.app, &member).await.unwrap().said.unwrap();
    assert_eq!((said.wish.offer.weekdays, said.channel, said.entered_by), ([WeekDay::Tuesday].into(), Channel::Online, None));
    let none = Offer { weekdays: BTreeSet::new(), ..Offer::unsaid() };
    assert!(matches!(wishes::say(&test.app, &member, wish(none)).await, Err(wishes::Error::NoDay)));
    let stranger = MemberWish { relatives: [model::Id::mint(1, 1)].into(), ..wish(Offer::unsaid()) };
    assert!(matches!(wishes::say(&test.app, &member, stranger).await, Err(wishes::Error::UnknownHouse)));
    assert!(matches!(wishes::view(&test.app, &test.staff(office)).await, Err(Fault::Hidden)));
    wishes::ask(&test.app, &test.staff(office), office, year(), date(2026, 5, 1)).await.unwrap();
    test.take_mail().await;
    let old = service::links::open_by_token(&test.app, ticket.link.rsplit('/').next().unwrap()).await;
    assert!(old.is_err(), "the newest letter counts");
    test.finish().await;
}

/// Nobody is asked about a year that is over, by a day that is past, or without members.
#[tokio::test]
async fn asking_in_vain_is_refused() {
    let test = TestApp::new().await;
    let office = test.office().await;
    let ask = async |year, by| wishes::ask(&test.app, &test.staff(office), office, year, by).await.unwrap_err();
    assert!(matches!(ask(year().previous(), date(2026, 5, 1)).await, wishes::Error::YearUnfit));
    assert!(matches!(ask(year(), test.app.today()).await, wishes::Error::ReplyUnfit));
    assert!(matches!(ask(year(), date(2027, 4, 1)).await, wishes::Error::ReplyUnfit));
    assert!(matches!(ask(year(), date(2026, 5, 1)).await, wishes::Error::NoMember));
    test.finish().await;
}

/// C1: each member hears of the own visits only, with links that open them and a file for the calendar; no name stands in the file.
#[tokio::test]
async fn everybody_is_told_of_the_own_visits_only() {
    let test = TestApp::new().await;
    let (office, members, _) = with_houses(&test).await;
    let refused = tell::tell(&test.app, &test.staff(office), office, year()).await;
    assert!(matches!(refused, Err(announce::Error::NoneAhead)));
    let proposal = taken(&test, office).await;
    let tickets = tell::tell(&test.app, &test.staff(office), office, year()).await.unwrap();
    assert_eq!(tickets.len(), 3);
    let mails = test.take_mail().await;
    for ticket in &tickets {
        let actor = by_link(&test, &ticket.link).await;
        let told = announce::view(&test.app, &actor).await.unwrap();
        let own = proposal.visits.iter().find(|visit| visit.chosen.seat == ticket.seat).unwrap();
        assert_eq!((told.visit.seat, told.visit.day), (ticket.seat, Some(own.chosen.day)));
        for mail in mails.iter().filter(|mail| mail.body.contains(&ticket.link)) {
            assert_eq!(mail.body.matches("/m/").count(), 1, "{}", mail.body);
            assert!(mail.attachment.as_ref().is_some_and(|file| file.contains("DTSTART;VALUE=DATE")));
        }
    }
    let file = timetable::file(&test.app, &test.staff(office), office, year(), Of::All).await.unwrap();
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 3);
    assert!(!file.contains("隣野") && !file.contains("若葉") && !file.contains("青空"));
    let own = timetable::file(&test.app, &test.staff(office), office, year(), Of::Member(members[2])).await.unwrap();
    assert_eq!(own.matches("BEGIN:VEVENT").count(), 1);
    let line = standing(&test, office).await[0];
    let id = visits::list(&test.app, &test.staff(office), office, year()).await.unwrap().visits[0].visit.id;
    let moved = change::Input { version: 1, day: Some(line.0), starts_at: Some(jiff::civil::time(10, 0, 0, 0)), mode: None };
    change::move_to(&test.app, &test.staff(office), office, id, moved).await.unwrap();
    let file = timetable::file(&test.app, &test.staff(office), office, year(), Of::House(line.1)).await.unwrap();
    assert!(file.contains("T010000Z") && file.contains("DURATION:PT1H"), "ten in Japan is one o'clock: {file}");
    test.finish().await;
}
