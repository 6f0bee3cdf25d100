//! The road of regional matters: from a voice in a house to the city, its prefecture, and back (E1, E4, E5, E12, F2).

use std::collections::BTreeSet;

use jiff::civil::date;
use model::{
    AccountId, BodyId, CouncilId, Id, IssueId, OfficeId, VoiceId,
    accounts::Role,
    councils::{BodyKind, Function, PlacesError, Running, Task},
    issues::{IssueText, Level, Outcome, Patience, Reply, Sorting, Stage, Step, Urgency, Waiting},
    jurisdictions,
};
use service::{
    Actor, Fault,
    councils::{self, BodyError, FoundError, FoundInput, NewBody},
    issues::{self, Error, HandError, HandInput, Said, Shown, Spoken, View},
    minutes::draft,
    testing::TestApp,
    voices,
};

use crate::scene::*;

const ENDAI: &str = "992011";
const ENNICHI: &str = "992020";
const KAKU: &str = "990001";

fn official(area: &str) -> Actor {
    let role = if area == KAKU { Role::PrefectureStaff } else { Role::MunicipalityStaff };
    Actor::Account { id: AccountId::mint(1, 2), role, office: None, jurisdiction: Some(area.parse().unwrap()) }
}

fn input(name: &str, places: &[&str]) -> FoundInput {
    FoundInput {
        name: name.into(),
        places: places.iter().map(|place| place.parse().unwrap()).collect(),
        running: Running::Direct,
        entrusted_to: None,
        patience: Patience::USUAL,
    }
}

async fn founded(test: &TestApp, by: &str, places: &[&str]) -> CouncilId {
    councils::found(&test.app, &official(by), input("見本協議会", places)).await.unwrap()
}

async fn body(test: &TestApp, council: CouncilId, by: &str, kind: BodyKind) -> BodyId {
    let (_, bodies) = councils::view(&test.app, &official(by), council).await.unwrap();
    bodies.into_iter().find(|body| body.kind == kind).unwrap().id
}

fn said<T>(words: T) -> Said<T> {
    Said { words, cleared: BTreeSet::new() }
}

fn line(text: &str) -> Said<String> {
    said(text.to_owned())
}

fn words(title: &str, text: &str) -> Said<(IssueText, String)> {
    said((IssueText { title: title.into(), text: text.into() }, "暮らしに関わることなので。".into()))
}

fn carefully(title: &str, text: &str) -> HandInput {
    HandInput { said: words(title, text), checked: true }
}

/// An office in 縁台市 where somebody asked for something at a meeting.
async fn voiced(test: &TestApp) -> (OfficeId, VoiceId) {
    let (office, seats) = with_members(test).await;
    move_to(test, office, "架空県縁台市湖畔1-2").await;
    let meeting = held_meeting(test, office, &seats, date(2026, 6, 1)).await;
    noted(test, office, meeting, seats[2], "夜に具合が悪くなったとき、行けるところがほしい。").await;
    draft::draft(&test.app, &test.staff(office), office, meeting).await.unwrap();
    let voice = voices::list(&test.app, &test.staff(office), office).await.unwrap().remove(0).id;
    (office, voice)
}

async fn handed(test: &TestApp, office: OfficeId, voice: VoiceId) {
    let input = carefully("夜間の受け入れ先がない", "夜に具合が悪くなった人を受け入れるところが、地域にありません。");
    issues::hand(&test.app, &test.staff(office), office, voice, input).await.unwrap();
}

/// An issue of the council's own.
async fn brought(test: &TestApp, by: &str, council: CouncilId, title: &str, text: &str) -> IssueId {
    issues::bring(&test.app, &official(by), council, words(title, text)).await.unwrap()
}

async fn seen(test: &TestApp, by: &str, council: CouncilId, issue: IssueId) -> View {
    issues::view(&test.app, &official(by), council, issue).await.unwrap()
}

async fn shown(test: &TestApp, by: &str, council: CouncilId, issue: IssueId) -> Shown {
    Shown { council, issue, version: seen(test, by, council, issue).await.line.issue.version }
}

fn sorting(body: BodyId, function: Function) -> Sorting {
    Sorting {
        level: Level::Macro,
        urgency: Urgency::LongTerm,
        function,
        body,
        due_on: date(2027, 3, 31),
        expected: "夜間の受け入れの仕組みの案".into(),
        plan_target: None,
    }
}

async fn sorted(test: &TestApp, by: &str, council: CouncilId, issue: IssueId, body: BodyId) {
    let function = Function::of(by == KAKU).nth(1).unwrap();
    let shown = shown(test, by, council, issue).await;
    issues::sort(&test.app, &official(by), shown, sorting(body, function), line("市全体の仕組みの話だから。")).await.unwrap();
}

async fn spoken(test: &TestApp, by: &str, council: CouncilId, issue: IssueId, spoken: Spoken, text: &str) {
    let shown = shown(test, by, council, issue).await;
    issues::speak(&test.app, &official(by), shown, spoken, test.app.today(), line(text)).await.unwrap();
}

async fn replied(test: &TestApp, by: &str, council: CouncilId, issue: IssueId, reply: Reply) -> Result<(), Error> {
    let view = seen(test, by, council, issue).await;
    let own = view.own_reply().unwrap();
    let asked = issues::Asked { proposal: own.proposal, version: own.version };
    let shown = Shown { council, issue, version: view.line.issue.version };
    issues::reply(&test.app, &official(by), shown, asked, reply, line("担当課で話し合いました。")).await
}

async fn only(test: &TestApp, by: &str, council: CouncilId) -> IssueId {
    let (_, _, lines) = issues::list(&test.app, &official(by), council).await.unwrap();
    assert_eq!(lines.len(), 1);
    lines[0].issue.id
}

/// E4, E12, F2: what a neighbour said in a house is worked on by two cities and the prefecture, and the answer comes back.
#[tokio::test]
async fn a_voice_travels_the_whole_road_and_comes_back() {
    let test = TestApp::new().await;
    let upper = founded(&test, KAKU, &[KAKU]).await;
    let joint = founded(&test, ENDAI, &[ENDAI, ENNICHI]).await;
    let (office, voice) = voiced(&test).await;
    assert_eq!(issues::council_of_office(&test.app, &test.staff(office), office).await.unwrap().as_deref(), Some("見本協議会"));
    handed(&test, office, voice).await;

    let issue = only(&test, ENDAI, joint).await;
    let committee = councils::add_body(
        &test.app,
        &official(ENNICHI),
        joint,
        NewBody {
            kind: BodyKind::Committee,
            name: "くらし部会".into(),
            task: Some(Task {
                question: "夜間に誰が受け入れるか".into(), until: date(2027, 3, 31), product: "仕組みの案".into()
            }),
        },
    )
    .await
    .unwrap();
    sorted(&test, ENDAI, joint, issue, committee).await;
    spoken(&test, ENDAI, joint, issue, Spoken::Deliberated(committee), "短期入所の空きを毎日集める案が出ました。").await;
    spoken(&test, ENDAI, joint, issue, Spoken::Reported, "部会の案を報告しました。").await;
    spoken(&test, ENDAI, joint, issue, Spoken::Decided, "2市で取り組むことにしました。").await;

    let shown_now = shown(&test, ENDAI, joint, issue).await;
    issues::propose(&test.app, &official(ENDAI), shown_now, date(2026, 9, 30), line("空きを集める係を2市で置く。")).await.unwrap();
    let proposal = seen(&test, ENDAI, joint, issue).await.proposal().unwrap().clone();
    assert_eq!((proposal.replies.len(), proposal.terms.budget_year.start_year()), (2, 2027));
    assert_eq!(councils::tree(&test.app, &official(ENNICHI)).await.unwrap().awaited.len(), 1);
    replied(&test, ENDAI, joint, issue, Reply::Agreed).await.unwrap();
    let too_early = shown(&test, ENDAI, joint, issue).await;
    let refused = issues::speak(&test.app, &official(ENDAI), too_early, Spoken::Acted, test.app.today(), line("始めました。")).await;
    assert!(matches!(refused, Err(Error::NotAgreed(missing)) if missing == "縁日市"));
    test.on(date(2026, 8, 20));
    replied(&test, ENNICHI, joint, issue, Reply::Agreed).await.unwrap();
    assert!(councils::tree(&test.app, &official(ENNICHI)).await.unwrap().awaited.is_empty());

    let shown_now = shown(&test, ENDAI, joint, issue).await;
    let up = words("夜間の受け入れを県でも支えてほしい", "2つの市だけでは、夜間に受け入れる人の養成ができません。");
    issues::lift(&test.app, &official(ENDAI), shown_now, up).await.unwrap();
    let above = only(&test, KAKU, upper).await;
    assert_eq!(seen(&test, KAKU, upper, above).await.line.tally.to_string(), "3件未満", "one voice is not counted outside of the cities");
    let plenary = body(&test, upper, KAKU, BodyKind::Plenary).await;
    sorted(&test, KAKU, upper, above, plenary).await;
    let shown_now = shown(&test, KAKU, upper, above).await;
    issues::conclude(&test.app, &official(KAKU), shown_now, Outcome::Partly, line("養成の研修を年2回開きます。")).await.unwrap();
    let shown_now = shown(&test, KAKU, upper, above).await;
    issues::give_back(&test.app, &official(KAKU), shown_now, line("研修を始めます。各市から2名ずつ参加できます。")).await.unwrap();

    let answered = seen(&test, ENDAI, joint, issue).await;
    assert_eq!((answered.line.issue.stage, answered.line.issue.outcome), (Stage::Resulted, Some(Outcome::Partly)));
    assert_eq!(answered.steps.last().unwrap().done.kind, Step::AnsweredFromAbove);
    let told = "夜に受け入れる人を育てる研修が始まります。短期入所の空きは、市の窓口で分かるようになりました。";
    issues::give_back(&test.app, &official(ENNICHI), shown(&test, ENDAI, joint, issue).await, line(told)).await.unwrap();
    let back = issues::handed(&test.app, &test.staff(office), office).await.unwrap().remove(&voice).unwrap();
    assert_eq!((back.stage, back.told.as_deref()), (Stage::Returned, Some(told)));

    let year = issues::year(&test.app, &official(ENDAI), joint, None).await.unwrap();
    let (_, done) = year.functions.iter().find(|(function, _)| *function == Function::RegionalIssues).unwrap();
    assert_eq!((done[&Step::Deliberated], done[&Step::Replied], year.days_to_answer), (1, 2, Some(80)));
    assert!(year.functions.iter().any(|(_, done)| done.is_empty()), "what was not done shows");
    test.finish().await;
}

/// E12, H1: no name that the office knows, and not its own, reaches the council; what only looks like a name is asked about.
#[tokio::test]
async fn nothing_that_leads_to_anybody_is_handed_on() {
    let test = TestApp::new().await;
    founded(&test, ENDAI, &[ENDAI]).await;
    let (office, voice) = voiced(&test).await;
    resident(&test, office, "見本 花子", "みほん はなこ", None).await;
    let staff = test.staff(office);
    let hand = |input| issues::hand(&test.app, &staff, office, voice, input);
    let named = carefully("夜間の受け入れ", "花子さんが夜に行けるところがありません。");
    assert!(matches!(hand(named).await, Err(HandError::Blocked(blocked)) if blocked.subjects.iter().any(|subject| !subject.may_stay())));
    let mut cleared = carefully("夜間の受け入れ", "花子さんが夜に行けるところがありません。");
    cleared.said.cleared = ["花子", "person:見本花子", "word:花子"].map(ToOwned::to_owned).into();
    assert!(matches!(hand(cleared).await, Err(HandError::Blocked(_))), "a known name never stays, whatever is ticked");
    let reached = carefully("夜間の受け入れ", "連絡は 090-1234-5678 へ。");
    assert!(matches!(hand(reached).await, Err(HandError::Blocked(_))));
    let house = carefully("夜間の受け入れ", "ﾐｶﾝの家の話です。");
    assert!(matches!(hand(house).await, Err(HandError::NamesOffice(name)) if name == "みかんの家"));
    let hasty = HandInput { checked: false, ..carefully("夜間の受け入れ", "夜に行けるところがありません。") };
    assert!(matches!(hand(hasty).await, Err(HandError::Unchecked)));
    handed(&test, office, voice).await;
    let again = carefully("夜間の受け入れ", "夜に行けるところがありません。");
    assert!(matches!(hand(again).await, Err(HandError::Handed)));
    test.finish().await;
}

/// E12: where no council is, nothing is taken; another office's voice is not there.
#[tokio::test]
async fn a_voice_goes_to_the_council_of_its_place_only() {
    let test = TestApp::new().await;
    let (office, voice) = voiced(&test).await;
    let hand = |actor, office| {
        let app = &test.app;
        async move {
            issues::hand(app, &actor, office, voice, carefully("夜間の受け入れ", "夜に行けるところがありません。")).await
        }
    };
    assert!(matches!(hand(test.staff(office), office).await, Err(HandError::NoCouncil)));
    founded(&test, ENNICHI, &[ENNICHI]).await;
    assert!(matches!(hand(test.staff(office), office).await, Err(HandError::NoCouncil)), "the council of the city beside it");
    let other = test.office().await;
    assert!(matches!(hand(test.staff(other), office).await, Err(HandError::Fault(Fault::Hidden))));
    assert!(matches!(hand(test.staff(other), other).await, Err(HandError::Fault(Fault::Hidden))));
    test.finish().await;
}

/// E4: what is alike becomes one, and everybody from whom it came hears the answer.
#[tokio::test]
async fn what_is_alike_becomes_one_and_all_hear_the_answer() {
    let test = TestApp::new().await;
    let council = founded(&test, ENDAI, &[ENDAI]).await;
    let (office, voice) = voiced(&test).await;
    handed(&test, office, voice).await;
    let from_voice = only(&test, ENDAI, council).await;
    let own = brought(&test, ENDAI, council, "夜間の緊急の受け入れ先", "夜に急に具合が悪くなった人を受け入れるところがありません。").await;
    brought(&test, ENDAI, council, "バスの本数", "日中の活動に通うバスが減りました。").await;
    let alike = seen(&test, ENDAI, council, from_voice).await.alike;
    assert_eq!(alike.first().map(|issue| issue.id), Some(own));

    let merge = |shown, into| {
        let app = &test.app;
        async move { issues::merge(app, &official(ENDAI), shown, into, line("同じ課題なので、まとめます。")).await }
    };
    let from = shown(&test, ENDAI, council, from_voice).await;
    assert!(matches!(merge(from, from_voice).await, Err(Error::Target)), "into itself");
    merge(from, own).await.unwrap();
    let merged = seen(&test, ENDAI, council, from_voice).await;
    assert_eq!((merged.line.issue.stage, merged.line.issue.merged_into), (Stage::Merged, Some(own)));
    assert!(merged.possible.is_empty());
    assert_eq!(seen(&test, ENDAI, council, own).await.line.tally.to_string(), "1件");

    let end = shown(&test, ENDAI, council, own).await;
    issues::conclude(&test.app, &official(ENDAI), end, Outcome::NotPursued, line("今の仕組みで対応できることが分かりました。"))
        .await
        .unwrap();
    let told = "短期入所の緊急枠が使えます。";
    issues::give_back(&test.app, &official(ENDAI), shown(&test, ENDAI, council, own).await, line(told)).await.unwrap();
    let back = issues::handed(&test.app, &test.staff(office), office).await.unwrap().remove(&voice).unwrap();
    assert_eq!((back.told.as_deref(), back.outcome), (Some(told), Some(Outcome::NotPursued)));
    test.finish().await;
}

/// E4: the road has an order, two secretaries do not overwrite each other, and every word passes the gate.
#[tokio::test]
async fn steps_have_their_order_and_the_slower_one_is_told() {
    let test = TestApp::new().await;
    let council = founded(&test, ENDAI, &[ENDAI]).await;
    let issue = brought(&test, ENDAI, council, "バスの本数", "日中の活動に通うバスが減りました。").await;
    let plenary = body(&test, council, ENDAI, BodyKind::Plenary).await;
    let now = shown(&test, ENDAI, council, issue).await;
    let speak = |shown, spoken, text| {
        let app = &test.app;
        async move { issues::speak(app, &official(ENDAI), shown, spoken, app.today(), line(text)).await }
    };
    assert!(matches!(speak(now, Spoken::Decided, "決めました。").await, Err(Error::NotNow(Stage::Received))));
    let named = "連絡先は 090-1234-5678 の担当者です。";
    assert!(matches!(speak(now, Spoken::Noted, named).await, Err(Error::Blocked(_))));
    sorted(&test, ENDAI, council, issue, plenary).await;
    assert!(matches!(speak(now, Spoken::Deliberated(plenary), "話しました。").await, Err(Error::Stale)));
    let now = shown(&test, ENDAI, council, issue).await;
    let foreign = BodyId::mint(1, 77);
    assert!(matches!(speak(now, Spoken::Deliberated(foreign), "話しました。").await, Err(Error::Body)));
    let tomorrow = date(2026, 4, 7);
    let early = issues::speak(&test.app, &official(ENDAI), now, Spoken::Deliberated(plenary), tomorrow, line("話します。")).await;
    assert!(matches!(early, Err(Error::Day)));
    let past = Sorting { due_on: date(2026, 4, 6), ..sorting(plenary, Function::Resources) };
    assert!(matches!(issues::sort(&test.app, &official(ENDAI), now, past, line("直します。")).await, Err(Error::Past)));
    let alone = issues::lift(&test.app, &official(ENDAI), now, words("バスの本数", "市内だけでは決められません。")).await;
    assert!(matches!(alone, Err(Error::NoneAbove)));
    test.finish().await;
}

/// E1: nobody of another place sees or moves anything; a prefecture sees the councils below in numbers only.
#[tokio::test]
async fn a_council_is_the_matter_of_its_own_authorities() {
    let test = TestApp::new().await;
    let upper = founded(&test, KAKU, &[KAKU]).await;
    let council = founded(&test, ENDAI, &[ENDAI]).await;
    let issue = brought(&test, ENDAI, council, "バスの本数", "日中の活動に通うバスが減りました。").await;
    let (office, _) = with_members(&test).await;
    for stranger in [official(ENNICHI), official(KAKU), official("131202"), test.manager(office), Actor::Anonymous] {
        assert!(matches!(issues::list(&test.app, &stranger, council).await, Err(Fault::Hidden)));
        assert!(matches!(issues::view(&test.app, &stranger, council, issue).await, Err(Fault::Hidden)));
        let now = shown(&test, ENDAI, council, issue).await;
        let noted = issues::speak(&test.app, &stranger, now, Spoken::Noted, test.app.today(), line("見ました。")).await;
        assert!(matches!(noted, Err(Error::Fault(Fault::Hidden))));
    }
    assert!(matches!(issues::view(&test.app, &official(KAKU), upper, issue).await, Err(Fault::Hidden)), "an issue of another council");
    let tree = councils::tree(&test.app, &official(KAKU)).await.unwrap();
    let told: Vec<_> = tree.branches.iter().map(|branch| (branch.council.id, branch.depth, branch.own)).collect();
    assert_eq!(told, [(upper, 0, true), (council, 1, false)]);
    assert_eq!(tree.branches[1].issues[&Stage::Received], 1);
    let from_below = councils::tree(&test.app, &official(ENDAI)).await.unwrap();
    assert_eq!(from_below.branches.len(), 2);
    assert!(councils::tree(&test.app, &official(ENNICHI)).await.unwrap().branches.iter().all(|branch| branch.council.id != council));
    assert!(matches!(councils::tree(&test.app, &test.manager(office)).await, Err(Fault::Hidden)));
    test.finish().await;
}

/// E1: founding and bodies.
#[tokio::test]
async fn a_council_is_founded_once_and_its_committees_have_a_question() {
    let test = TestApp::new().await;
    let found = |by, input| {
        let app = &test.app;
        async move { councils::found(app, &official(by), input).await }
    };
    let council = found(ENDAI, input("縁台市協議会", &[ENDAI])).await.unwrap();
    assert!(matches!(found(ENDAI, input("もう一つ", &[ENDAI])).await, Err(FoundError::Exists)));
    assert!(matches!(found(ENDAI, input("隣", &[ENNICHI])).await, Err(FoundError::Elsewhere)));
    assert!(matches!(found(ENDAI, input("県", &[KAKU])).await, Err(FoundError::Elsewhere)));
    assert!(matches!(found(ENDAI, input("なし", &[])).await, Err(FoundError::Places(PlacesError::None))));
    let nobody = FoundInput { running: Running::Entrusted, ..input("委託", &[ENDAI, ENNICHI]) };
    assert!(matches!(found(ENDAI, nobody).await, Err(FoundError::NobodyEntrusted)));

    let endai = official(ENDAI);
    let add = |kind, task| councils::add_body(&test.app, &endai, council, NewBody { kind, name: "見本部会".into(), task });
    let task = || Some(Task { question: "どう移るか".into(), until: date(2027, 3, 31), product: "手順".into() });
    assert!(matches!(add(BodyKind::Committee, None).await, Err(BodyError::NoTask)));
    assert!(matches!(add(BodyKind::Regular, task()).await, Err(BodyError::NoTask)), "and what has no question is given none");
    assert!(matches!(add(BodyKind::Plenary, None).await, Err(BodyError::Second)));
    let committee = add(BodyKind::Committee, task()).await.unwrap();
    let issue = brought(&test, ENDAI, council, "バスの本数", "日中の活動に通うバスが減りました。").await;
    sorted(&test, ENDAI, council, issue, committee).await;
    let end = |body| councils::end_body(&test.app, &endai, council, body);
    assert!(matches!(end(committee).await, Err(BodyError::Busy(1))));
    let plenary = body(&test, council, ENDAI, BodyKind::Plenary).await;
    assert!(matches!(end(plenary).await, Err(BodyError::Needed)));
    sorted(&test, ENDAI, council, issue, plenary).await;
    end(committee).await.unwrap();
    assert!(matches!(end(committee).await, Err(BodyError::Ended)));
    test.finish().await;
}

/// E4: what stands still is seen, and a city's council below that of its prefecture is a ward's council above.
#[tokio::test]
async fn standing_still_is_seen() {
    let test = TestApp::new().await;
    let council = founded(&test, ENDAI, &[ENDAI]).await;
    brought(&test, ENDAI, council, "バスの本数", "日中の活動に通うバスが減りました。").await;
    let waiting = || async { issues::list(&test.app, &official(ENDAI), council).await.unwrap().2[0].waiting };
    assert_eq!(waiting().await, Waiting::Moves { days: 0 });
    test.on(date(2026, 5, 8));
    assert_eq!(waiting().await, Waiting::StandsStill { days: 32 });
    assert_eq!(issues::year(&test.app, &official(ENDAI), council, None).await.unwrap().troubles, 1);
    let (known, _) = councils::view(&test.app, &official(ENDAI), council).await.unwrap();
    let patient = FoundInput { patience: Patience { to_sort: 60, to_move: 60 }, ..input("縁台市協議会", &[]) };
    councils::amend(&test.app, &official(ENDAI), council, known.version, patient.clone()).await.unwrap();
    assert_eq!(waiting().await, Waiting::Moves { days: 32 });
    let again = councils::amend(&test.app, &official(ENDAI), council, known.version, patient).await;
    assert!(matches!(again, Err(FoundError::Stale)));
    test.finish().await;
}

/// E4: within one municipality nothing is hidden from the council above: a ward's few voices are counted in the city.
#[tokio::test]
async fn a_wards_voices_are_counted_in_its_city() {
    let test = TestApp::new().await;
    let (ward, city) = ("011011", "011002");
    assert!(jurisdictions::lookup(ward.parse().unwrap()).is_some());
    let below = founded(&test, ward, &[ward]).await;
    let above = founded(&test, city, &[city]).await;
    let (office, seats) = with_members(&test).await;
    move_to(&test, office, "北海道札幌市中央区見本町1-1").await;
    let meeting = held_meeting(&test, office, &seats, date(2026, 6, 1)).await;
    noted(&test, office, meeting, seats[2], "夜に行けるところがほしい。").await;
    draft::draft(&test.app, &test.staff(office), office, meeting).await.unwrap();
    let voice = voices::list(&test.app, &test.staff(office), office).await.unwrap().remove(0).id;
    handed(&test, office, voice).await;
    let issue = only(&test, ward, below).await;
    let plenary = body(&test, below, ward, BodyKind::Plenary).await;
    sorted(&test, ward, below, issue, plenary).await;
    let now = shown(&test, ward, below, issue).await;
    issues::lift(&test.app, &official(ward), now, words("夜間の受け入れ", "区だけでは決められません。")).await.unwrap();
    let raised = only(&test, city, above).await;
    assert_eq!(seen(&test, city, above, raised).await.line.tally.to_string(), "1件");
    assert_eq!(seen(&test, ward, below, issue).await.raised.unwrap().stage, Stage::Received);
    test.finish().await;
}
