//! The story of the demonstration's office. All people and places are invented (prefecture 99 does not exist).

use std::collections::BTreeSet;

use jiff::{
    Span,
    civil::{Date, time},
};
use model::{
    AccountId, MeetingId, OfficeId, ResidentId, SeatId,
    accounts::Role,
    calendar::FiscalYear,
    meetings::{AttendanceMode, NoteKind, PlaceKind, PollAnswer, PublicationChannel, VoiceState},
    offices::{GroupHomeType, ServiceKind},
    outreach::OutreachKind,
    residents::{Traits, WishAnswer, WishMethod, WishRespondent},
    seats::{Channel, CommunityKind, FamilyStanding, Independence, SeatCategory},
};
use service::{
    App, Fault, FixedClock, accounts, agenda, attendances, links, meetings,
    minutes::{circulate, confirm, draft, write},
    notes, offices, outreach, polls,
    publications::{self, release, review},
    residents,
    seats::{answer, choose, invite},
    voices,
};

use super::{DEMO, visits};

/// With this address and [`PASSWORD`] the manager signs in.
pub const MANAGER_EMAIL: &str = "kanrisha@example.jp";
/// With this address and [`PASSWORD`] the official of the city signs in.
pub const CITY_EMAIL: &str = "shi@example.jp";
/// The password of every account of the demonstration.
pub const PASSWORD: &str = "えんがわ みかん ねこ ひなた";

/// What a part of the story gives, or why it could not be told.
pub type Told<T> = Result<T, Box<dyn std::error::Error>>;

/// The accounts of the demonstration.
pub async fn accounts(app: &App) -> Result<Vec<(Role, AccountId)>, Fault> {
    let mut tx = app.database.read().await?;
    Ok(store::sql("SELECT role, id FROM accounts WHERE disabled_at IS NULL AND password_hash IS NOT NULL ORDER BY id")
        .all(&mut tx, |row| Ok((row.get("role")?, row.get("id")?)))
        .await?)
}

/// A member who is asked for dates just now, if a poll is open; who has not answered comes first.
pub async fn somebody_asked(app: &App) -> Result<Option<(OfficeId, SeatId)>, Fault> {
    let mut tx = app.database.read().await?;
    let found = store::sql(
        "SELECT seats.office_id, seats.id FROM seats JOIN meetings ON meetings.body_id = seats.body_id
         WHERE meetings.state = 'polling' AND seats.state = 'seated'
         ORDER BY (SELECT count(*) FROM poll_answers WHERE poll_answers.seat_id = seats.id), seats.id LIMIT 1",
    )
    .optional(&mut tx, |row| Ok((row.get("office_id")?, row.get("id")?)));
    Ok(found.await?)
}

/// Last year from wishes to published minutes, this year with a poll under way.
pub async fn tell(app: &App, clock: &FixedClock, today: Date) -> Told<()> {
    let this_year = FiscalYear::of(today);
    let last_year = this_year.previous();
    let spring = last_year.first_day();
    clock.move_to(later(spring, 14));
    let office = open_office(app).await?;
    open_accounts(app, office).await?;
    let residents = residents_of(app, office).await?;
    let seats = members(app, clock, office, &residents, later(spring, 30)).await?;
    clock.move_to(later(spring, 120));
    let meeting = last_years_meeting(app, clock, office, last_year, &seats).await?;
    last_years_minutes(app, clock, office, meeting, &seats).await?;
    visits::last_year(app, office, last_year, &seats).await?;
    clock.move_to(today);
    this_year_so_far(app, office, this_year, today).await?;
    visits::this_year(app, office, this_year, today, &seats).await
}

/// So many days after (or before) a day.
pub fn later(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}

async fn open_office(app: &App) -> Told<OfficeId> {
    let dwelling = |name: &str, satellite, address: &str, capacity| offices::register::NewDwelling {
        name: name.to_owned(),
        satellite,
        address: address.to_owned(),
        capacity: Some(capacity),
    };
    let input = offices::register::Input {
        corporation_number: None,
        corporation_name: "社会福祉法人　見本えんがわ会".to_owned(),
        corporation_kana: "しゃかいふくしほうじん　みほんえんがわかい".to_owned(),
        corporation_address: "架空県縁台市中央1-1".to_owned(),
        corporation_phone: "000-000-0001".to_owned(),
        number: invented("992000001")?,
        service: ServiceKind::GroupHome,
        group_home_type: Some(GroupHomeType::CareIncluded),
        name: "グループホーム　ひだまりの丘".to_owned(),
        kana: "ぐるーぷほーむ　ひだまりのおか".to_owned(),
        designator: invented("99000")?,
        address: "架空県縁台市緑が丘2-3".to_owned(),
        phone: "000-000-0002".to_owned(),
        fax: "000-000-0003".to_owned(),
        url: String::new(),
        manager_name: Some("春野 さくら".to_owned()),
        reply_email: Some(MANAGER_EMAIL.to_owned()),
        dwellings: vec![
            dwelling("みかんの家", false, "架空県縁台市緑が丘2-3", 5),
            dwelling("りんごの家", false, "架空県縁台市緑が丘4-1", 4),
            dwelling("すみれ荘", true, "架空県縁台市緑が丘4-8", 1),
        ],
    };
    Ok(offices::register::register(app, &DEMO, input).await?)
}

/// An invented number with the check digit that fits.
pub fn invented<T: std::str::FromStr>(stem: &str) -> Told<T> {
    (0..10).find_map(|digit| format!("{stem}{digit}").parse().ok()).ok_or_else(|| format!("no check digit fits {stem}").into())
}

async fn open_accounts(app: &App, office: OfficeId) -> Told<()> {
    for (role, office, email, name) in [
        (Role::OfficeManager, Some(office), MANAGER_EMAIL, "春野 さくら"),
        (Role::OfficeStaff, Some(office), "shokuin@example.jp", "夏川 あおい"),
        (Role::Administrator, None, "system@example.jp", "秋山 みのる"),
    ] {
        let input = accounts::create::Input {
            role,
            office,
            jurisdiction: None,
            email: email.to_owned(),
            name: name.to_owned(),
            password: Some(PASSWORD.to_owned()),
        };
        accounts::create::create(app, &DEMO, input).await?;
    }
    Ok(())
}

async fn residents_of(app: &App, office: OfficeId) -> Told<Vec<ResidentId>> {
    let dwellings = residents::list(app, &DEMO, office, None).await?.dwellings;
    let people = [
        ("青空 一郎", "あおぞら いちろう", 0, Some(WishAnswer::Wishes)),
        ("若葉 次郎", "わかば じろう", 0, Some(WishAnswer::Conditional)),
        ("小雪 花江", "こゆき はなえ", 0, Some(WishAnswer::Declines)),
        ("月野 三郎", "つきの さぶろう", 1, Some(WishAnswer::Wishes)),
        ("星川 かえで", "ほしかわ かえで", 1, Some(WishAnswer::Undecided)),
        ("朝日 のぼる", "あさひ のぼる", 2, None),
    ];
    let mut ids = Vec::new();
    for (name, kana, house, wish) in people {
        let dwelling = dwellings.get(house).map(|dwelling| dwelling.id).ok_or("the dwellings are there")?;
        let input = residents::edit::Input {
            id: None,
            dwelling,
            name: name.to_owned(),
            kana: kana.to_owned(),
            contact_person: None,
            traits: Traits::default(),
            left_on: None,
        };
        let id = residents::edit::edit(app, &DEMO, office, input).await?;
        if let Some(answer) = wish {
            let input = residents::record_wish::Input {
                resident: id,
                asked_on: app.today(),
                method: WishMethod::Talk,
                respondent: WishRespondent::Resident,
                asked_by: "夏川 あおい".to_owned(),
                answer,
                care: (answer == WishAnswer::Conditional).then(|| "夕方は疲れやすいので、午前中に。".to_owned()),
            };
            residents::record_wish::record_wish(app, &DEMO, office, input).await?;
        }
        ids.push(id);
    }
    Ok(ids)
}

fn person(category: SeatCategory, name: &str, kana: &str, term: (Date, Date)) -> choose::Input {
    choose::Input {
        name: name.to_owned(),
        kana: kana.to_owned(),
        email: None,
        phone: None,
        address: None,
        affiliation: None,
        position: None,
        needs: Vec::new(),
        independence: Independence::Independent,
        resident: None,
        category,
        community_kind: None,
        family_standing: None,
        family_of: None,
        proxy_for: None,
        term_from: term.0,
        term_until: term.1,
        predecessor: None,
    }
}

/// Five members, each with a pledge; their terms end in two different years.
async fn members(app: &App, clock: &FixedClock, office: OfficeId, residents: &[ResidentId], day: Date) -> Told<Vec<SeatId>> {
    let year = FiscalYear::of(day);
    let long = (day, year.next().next().last_day());
    let short = (day, year.next().last_day());
    let inputs = [
        choose::Input { resident: residents.first().copied(), ..person(SeatCategory::Resident, "", "", long) },
        choose::Input {
            family_of: residents.get(3).copied(),
            family_standing: Some(FamilyStanding::Relative),
            ..person(SeatCategory::Family, "月野 百合子", "つきの ゆりこ", short)
        },
        choose::Input {
            community_kind: Some(CommunityKind::NeighbourhoodAssociation),
            affiliation: Some("緑が丘町会".to_owned()),
            position: Some("会長".to_owned()),
            email: Some("chokai@example.jp".to_owned()),
            ..person(SeatCategory::Community, "緑川 茂", "みどりかわ しげる", long)
        },
        choose::Input {
            affiliation: Some("相談支援センターこもれび".to_owned()),
            ..person(SeatCategory::WelfareExpert, "木下 薫", "きのした かおる", short)
        },
        choose::Input {
            affiliation: Some("縁台市 障害福祉課".to_owned()),
            ..person(SeatCategory::Municipality, "市川 渉", "いちかわ わたる", long)
        },
    ];
    let mut seats = Vec::new();
    for input in inputs {
        let name = if input.name.is_empty() { "青空 一郎".to_owned() } else { input.name.clone() };
        let (affiliation, position) = (input.affiliation.clone().unwrap_or_default(), input.position.clone().unwrap_or_default());
        clock.move_to(day);
        let seat = choose::choose(app, &DEMO, office, input).await?.seat;
        let letter = invite::invite(app, &DEMO, office, seat, later(day, 21)).await?;
        clock.move_to(later(day, 7));
        let actor = links::open_by_token(app, token(&letter.link)).await?;
        let read = answer::view(app, &actor).await?.pledge.sha256;
        answer::answer_by_link(app, &actor, answer::Answer::Accept { affiliation, position, name }, &read).await?;
        seats.push(seat);
    }
    let asked = outreach::Input {
        on_day: later(day, 3),
        kind: OutreachKind::Request,
        whom: "緑が丘商店街".to_owned(),
        how: "訪問".to_owned(),
        outcome: "今回は見送り".to_owned(),
        refusal_reason: Some("店を空けられないため".to_owned()),
        next_step: "秋の商店街まつりに参加する".to_owned(),
        next_on: None,
    };
    outreach::record(app, &DEMO, office, asked).await?;
    Ok(seats)
}

fn token(link: &str) -> &str {
    link.rsplit('/').next().unwrap_or_default()
}

async fn last_years_meeting(app: &App, clock: &FixedClock, office: OfficeId, year: FiscalYear, seats: &[SeatId]) -> Told<MeetingId> {
    let meeting = meetings::plan::plan(app, &DEMO, office, year).await?;
    let day = later(year.first_day(), 180);
    let slots = [0, 7].map(|days| (later(day, days), time(14, 0, 0, 0), time(16, 0, 0, 0))).to_vec();
    let tickets = polls::open::open(app, &DEMO, office, meeting, polls::open::Input { slots, reply_by: later(app.today(), 14) }).await?;
    for ticket in tickets {
        let actor = links::open_by_token(app, token(&ticket.link)).await?;
        let slots = polls::answer::view(app, &actor).await?.slots;
        let given: Vec<_> = slots.iter().map(|(slot, _)| (slot.id, PollAnswer::Yes)).collect();
        polls::answer::answer_by_link(app, &actor, &given).await?;
    }
    let version = meetings::view(app, &DEMO, office, meeting).await?.version;
    let input = meetings::fix::Input {
        version,
        day,
        starts_at: time(14, 0, 0, 0),
        ends_at: time(16, 0, 0, 0),
        place_kind: PlaceKind::Outside,
        place: "緑が丘公民館　集会室".to_owned(),
        place_access: "入口に段差なし。1階に車いす用トイレがあります。".to_owned(),
        online_url: None,
    };
    meetings::fix::fix(app, &DEMO, office, meeting, input).await?;
    for key in ["greeting", "daily-life", "events", "bcp", "incidents", "survey"] {
        agenda::edit(app, &DEMO, office, meeting, agenda::Change::AddFromLibrary(key.to_owned())).await?;
    }
    clock.move_to(day);
    for (number, seat) in seats.iter().enumerate() {
        let mode = if number == 3 { AttendanceMode::Written } else { AttendanceMode::InPerson };
        let opinion = (number == 3).then(|| "防災訓練を地域と一緒に行うとよいと思います。".to_owned());
        let input = attendances::Input { seat: *seat, mode, proxy_name: None, written_opinion: opinion, channel: Channel::InPerson };
        attendances::record(app, &DEMO, office, meeting, input).await?;
    }
    attendances::add_staff(app, &DEMO, office, meeting, "春野 さくら".to_owned(), "管理者".to_owned()).await?;
    attendances::add_staff(app, &DEMO, office, meeting, "夏川 あおい".to_owned(), "世話人".to_owned()).await?;
    take_notes(app, office, meeting, seats).await?;
    attendances::close_meeting(app, &DEMO, office, meeting).await?;
    Ok(meeting)
}

async fn take_notes(app: &App, office: OfficeId, meeting: MeetingId, seats: &[SeatId]) -> Told<()> {
    let items = agenda::view(app, &DEMO, office, meeting).await?.items;
    let said = [
        (1, NoteKind::Report, None, "朝は仕事に出かけ、夕方は居間で一緒に過ごしています。"),
        (1, NoteKind::Question, Some(1), "休みの日はどのように過ごしていますか。"),
        (1, NoteKind::Report, None, "買い物や散歩のほか、公民館の教室に通う方もいます。"),
        (2, NoteKind::Request, Some(2), "町会の清掃と夏祭りに、一緒に参加してほしい。"),
        (2, NoteKind::Opinion, Some(0), "お祭りで太鼓をたたいてみたい。"),
        (3, NoteKind::Advice, Some(4), "避難場所までの道を、昼と夜の両方で確かめておくとよい。"),
        (4, NoteKind::Report, None, "薬の渡し間違いが1件ありました。二人で確かめるように改めました。"),
    ];
    for (number, (at, kind, who, text)) in said.into_iter().enumerate() {
        let input = notes::Input {
            item: items.get(at).map(|item| item.id),
            kind,
            said_by: who.and_then(|who: usize| seats.get(who).copied()),
            text: text.to_owned(),
            client_key: format!("demo-{number}"),
        };
        notes::save(app, &DEMO, office, meeting, input).await?;
    }
    Ok(())
}

async fn last_years_minutes(app: &App, clock: &FixedClock, office: OfficeId, meeting: MeetingId, seats: &[SeatId]) -> Told<()> {
    let held = app.today();
    clock.move_to(later(held, 5));
    draft::draft(app, &DEMO, office, meeting).await?;
    let view = service::minutes::view(app, &DEMO, office, meeting).await?;
    let mut content = view.content.ok_or("the draft is there")?;
    content.summary = "町会の清掃に、希望する利用者と職員が参加します。\n避難場所までの道を、昼と夜に歩いて確かめます。".to_owned();
    write::write(app, &DEMO, office, meeting, 1, content).await?;
    for voice in voices::list(app, &DEMO, office).await? {
        let request = voice.kind == NoteKind::Request;
        let input = voices::Input {
            version: voice.version,
            answer: Some(
                if request {
                    "次の清掃から、希望する方と職員が参加します。"
                } else {
                    "年内に、昼と夜の2回、歩いて確かめます。"
                }
                .to_owned(),
            ),
            owner: Some("夏川 あおい".to_owned()),
            due_on: Some(later(held, 90)),
            state: if request { VoiceState::Working } else { VoiceState::Done },
            result: (!request).then(|| "2回歩き、街灯の少ない道を避けることにしました。".to_owned()),
        };
        voices::answer(app, &DEMO, office, voice.id, input).await?;
    }
    for ticket in circulate::circulate(app, &DEMO, office, meeting).await? {
        clock.move_to(later(held, 8));
        let actor = links::open_by_token(app, token(&ticket.link)).await?;
        confirm::confirm_by_link(app, &actor, None).await?;
    }
    clock.move_to(later(held, 20));
    decided(app, office, meeting).await?;
    let ticked: BTreeSet<String> = publications::checks()?.iter().map(|check| check.key.clone()).collect();
    release::release(app, &DEMO, office, meeting, release::Input { ticked, sha256: None }).await?;
    let board = (later(held, 21), Some(later(held, 81)));
    publications::note_shown(app, &DEMO, office, meeting, PublicationChannel::NoticeBoard, "みかんの家の玄関".to_owned(), board).await?;
    debug_assert!(!seats.is_empty());
    Ok(())
}

/// Decides whatever the gate finds, as it proposes.
async fn decided(app: &App, office: OfficeId, meeting: MeetingId) -> Told<()> {
    let Some(review) = review::view(app, &DEMO, office, meeting).await? else { return Ok(()) };
    let made = review.settled.subjects.iter().map(|subject| (subject.key.clone(), subject.proposal.clone())).collect();
    let decisions = review::Decisions { made, marked: review.marked };
    Ok(review::decide(app, &DEMO, office, meeting, review.version, decisions).await?)
}

/// A meeting in the plan, with the follow-ups of last year on its agenda.
async fn this_year_so_far(app: &App, office: OfficeId, year: FiscalYear, today: Date) -> Told<()> {
    let meeting = meetings::plan::plan(app, &DEMO, office, year).await?;
    agenda::edit(app, &DEMO, office, meeting, agenda::Change::TakeOverVoices).await?;
    agenda::edit(app, &DEMO, office, meeting, agenda::Change::AddFromLibrary("events".to_owned())).await?;
    let first = later(today, 45);
    let slots: Vec<_> = [0, 7, 14]
        .into_iter()
        .map(|days| later(first, days))
        .filter(|day| year.contains(*day))
        .map(|day| (day, time(14, 0, 0, 0), time(16, 0, 0, 0)))
        .collect();
    if !slots.is_empty() {
        polls::open::open(app, &DEMO, office, meeting, polls::open::Input { slots, reply_by: later(today, 14) }).await?;
    }
    Ok(())
}
