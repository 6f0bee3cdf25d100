//! A meeting that was held, its minutes, and what was published of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, time};
use model::{
    BodyId, Id, MeetingId,
    calendar::FiscalYear,
    meetings::{AttendanceMode, ItemStyle, MeetingState, MinutesState, NoteKind, PlaceKind, Purpose, VoiceState},
    publications::{CategoryCount, Licence, PublicEntry, PublicItem, PublicMinutes},
    seats::{Channel, SeatCategory},
};
use privacy::{Cleared, Decisions, Gate, KnownPerson, PersonChecks, Stand};
use store::{
    Facts, Subject, WriteTx,
    agenda::{self, AgendaItem},
    attendances::{self, Attendance, Attendee},
    meetings::{self, Meeting},
    minutes::{self, Confirmation, Minutes, Version},
    notes::{self, Note},
    offices::Office,
    publications::{NewPublication, Publication},
    voices::{self, Origin, Voice},
};

use super::people::People;
use crate::{
    Action, Actor, App, Fault,
    publications::{
        Outputs,
        public::Seen,
        release::{Hands, new as new_publication},
    },
};

/// Items with what is said at each: kind, and by whom.
type Said = (NoteKind, Option<SeatCategory>, &'static str);
const ITEMS: [(&str, Purpose, [Said; 3]); 4] = [
    (
        "日常生活の様子",
        Purpose::Understanding,
        [
            (
                NoteKind::Report,
                None,
                "平日は日中の活動に出かけ、休日は買い物や散歩をして過ごしています。夕食は当番を決めて一緒に作る日があります。",
            ),
            (NoteKind::Question, Some(SeatCategory::Community), "夜間や休日に困ったことが起きたとき、どこへ連絡すればよいですか。"),
            (NoteKind::Opinion, Some(SeatCategory::Family), "電話の様子から、落ち着いて暮らしていることがわかります。"),
        ],
    ),
    (
        "地域行事",
        Purpose::Relations,
        [
            (NoteKind::Report, None, "春の清掃と防災訓練に参加しました。"),
            (NoteKind::Request, Some(SeatCategory::Resident), "夏祭りの準備から一緒にやってみたいです。"),
            (NoteKind::Advice, Some(SeatCategory::WelfareExpert), "役割を小さく分けて、選べるようにするとよいと思います。"),
        ],
    ),
    (
        "虐待・事故・ヒヤリハット",
        Purpose::Rights,
        [
            (NoteKind::Report, None, "ヒヤリハットは6件で、どれも大きなけがにはなりませんでした。"),
            (NoteKind::Request, Some(SeatCategory::Family), "手すりの高さを見直してください。"),
            (NoteKind::Opinion, Some(SeatCategory::ManagementExpert), "件数だけでなく、直したことを知らせるのがよいです。"),
        ],
    ),
    (
        "経営状況",
        Purpose::Transparency,
        [
            (NoteKind::Report, None, "職員は全員そろっています。研修を4回開きました。"),
            (NoteKind::Question, Some(SeatCategory::ManagementExpert), "物の値段が上がった分は、どのように工夫していますか。"),
            (NoteKind::Advice, Some(SeatCategory::WelfareExpert), "研修の内容を、短くまとめて掲示してはどうでしょう。"),
        ],
    ),
];

/// What is published of a meeting, not yet stored.
pub(super) type Released = (NewPublication, Cleared<PublicMinutes>);

/// Holds the meeting of a year. Returns it and what is to be published of it.
#[expect(clippy::too_many_arguments, reason = "everything that a year belongs to")]
pub(super) async fn hold(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    office: &Office,
    body: BodyId,
    people: &People,
    year: FiscalYear,
    number: u32,
) -> Result<(MeetingId, Released), Fault> {
    let day = super::weeks_in(year, 20 + (app.entropy.bits() % 12) as i64);
    let meeting = meeting(app, office, body, year, number, day);
    meetings::insert(tx, &meeting).await?;
    attend(app, tx, &meeting, people).await?;
    let items = take_notes(app, tx, &meeting, people).await?;
    let content = PublicMinutes {
        office_name: office.name.clone(),
        office_number: office.number.to_string(),
        year,
        number,
        held_on: day,
        place_kind: meeting.place_kind,
        attendance: people.members.iter().map(|member| CategoryCount { category: member.category, present: 1, written: 0 }).collect(),
        staff_present: 2,
        items,
        summary: "夏祭りの準備に参加できるよう、自治会と相談します。".to_owned(),
    };
    write_down(app, actor, tx, &meeting, people, &content).await?;
    let released = release(app, actor, tx, &meeting, people, content).await?;
    Ok((meeting.id, released))
}

fn meeting(app: &App, office: &Office, body: BodyId, year: FiscalYear, number: u32, day: Date) -> Meeting {
    Meeting {
        id: app.mint(),
        office: office.id,
        body,
        year,
        number,
        state: MeetingState::Held,
        day: Some(day),
        starts_at: Some(time(14, 0, 0, 0)),
        ends_at: Some(time(16, 0, 0, 0)),
        place_kind: Some(PlaceKind::Office),
        place: "一号の家の居間".to_owned(),
        place_access: "段差なし".to_owned(),
        online_url: None,
        fixed_on: Some(day.saturating_sub(jiff::Span::new().weeks(6))),
        members_told_on: Some(day.saturating_sub(jiff::Span::new().weeks(6))),
        held_on: Some(day),
        cancelled_on: None,
        cancel_reason: None,
        created_at: app.now(),
        version: 1,
    }
}

async fn attend(app: &App, tx: &mut WriteTx, meeting: &Meeting, people: &People) -> Result<(), Fault> {
    let staff = [("測定 管理", "管理者"), ("測定 世話", "世話人")];
    let staff = staff.map(|(name, role)| Attendee::Staff { name: name.to_owned(), role: role.to_owned() });
    let members = people.members.iter().map(|member| Attendee::Member(member.seat));
    for attendee in members.chain(staff) {
        let line = Attendance {
            id: app.mint(),
            office: meeting.office,
            meeting: meeting.id,
            attendee,
            planned: None,
            mode: Some(AttendanceMode::InPerson),
            proxy_name: None,
            written_opinion: None,
            channel: Channel::InPerson,
            entered_by: None,
            version: 1,
        };
        attendances::insert(tx, &line).await?;
    }
    Ok(())
}

/// The agenda with its notes; requests and advice become voices with an answer.
async fn take_notes(app: &App, tx: &mut WriteTx, meeting: &Meeting, people: &People) -> Result<Vec<PublicItem>, Fault> {
    let seats: BTreeMap<SeatCategory, _> = people.members.iter().map(|member| (member.category, member.seat)).collect();
    let mut items = Vec::new();
    let mut place = 0;
    for (order, (title, purpose, said)) in (1..).zip(ITEMS) {
        let item = AgendaItem {
            id: app.mint(),
            office: meeting.office,
            meeting: meeting.id,
            place_in_order: order,
            library_key: None,
            title: title.to_owned(),
            description: String::new(),
            purposes: vec![purpose],
            style: ItemStyle::Dialogue,
            minutes: 25,
            wants_expert: None,
            incident: None,
            voice: None,
            version: 1,
        };
        agenda::insert(tx, &item).await?;
        let mut entries = Vec::new();
        for (kind, category, text) in said {
            place += 1;
            let note = Note {
                id: app.mint(),
                office: meeting.office,
                meeting: meeting.id,
                item: Some(item.id),
                place_in_order: place,
                kind,
                said_by: category.and_then(|category| seats.get(&category).copied()),
                text: text.to_owned(),
                client_key: place.to_string(),
                version: 1,
            };
            notes::insert(tx, &note).await?;
            let answer = kind.wants_answer().then(|| "次の会議までに取り組み、結果をお知らせします。".to_owned());
            if kind.wants_answer() {
                voices::insert(tx, &voice(app, meeting, &note, category, answer.clone())).await?;
            }
            entries.push(PublicEntry { kind, category, text: text.to_owned(), answer });
        }
        items.push(PublicItem { title: title.to_owned(), purposes: vec![purpose], entries });
    }
    Ok(items)
}

fn voice(app: &App, meeting: &Meeting, note: &Note, category: Option<SeatCategory>, answer: Option<String>) -> Voice {
    Voice {
        id: app.mint(),
        office: meeting.office,
        body: meeting.body,
        origin: Origin::Meeting { meeting: meeting.id, note: Some(note.id) },
        kind: note.kind,
        category,
        text: note.text.clone(),
        answer,
        owner: Some("世話人".to_owned()),
        due_on: meeting.held_on.map(|day| day.saturating_add(jiff::Span::new().months(3))),
        state: VoiceState::Working,
        result: None,
        reported_in: None,
        version: 1,
    }
}

/// A draft, a corrected version, and everybody's confirmation.
async fn write_down(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    meeting: &Meeting,
    people: &People,
    content: &PublicMinutes,
) -> Result<(), Fault> {
    let drafted_on = content.held_on.saturating_add(jiff::Span::new().days(3));
    let minutes = Minutes {
        id: app.mint(),
        office: meeting.office,
        meeting: meeting.id,
        state: MinutesState::Confirmed,
        number: 2,
        drafted_on,
        circulated_on: Some(drafted_on),
        confirmed_on: Some(drafted_on.saturating_add(jiff::Span::new().days(10))),
        in_form: None,
        version: 1,
    };
    let first = PublicMinutes { summary: String::new(), ..content.clone() };
    let version = |number, content| {
        Ok::<_, Fault>(Version {
            number,
            content: crate::minutes::written(content)?,
            written_by: actor.stamp().to_string(),
            written_at: app.now(),
        })
    };
    minutes::insert(tx, &minutes, &version(1, &first)?).await?;
    minutes::insert_version(tx, &minutes, &version(2, content)?).await?;
    for member in &people.members {
        let said = Confirmation {
            seat: member.seat,
            number: 2,
            comment: None,
            channel: Channel::Telephone,
            entered_by: None,
            answered_at: app.now(),
        };
        minutes::confirm(tx, meeting.office, minutes.id, &said).await?;
    }
    let mut record = app.record(actor, Action::MinutesWrite, meeting.office, Subject::new("minutes", minutes.id));
    record.after = Facts::new().plain("meeting", meeting.id).plain("number", 2);
    tx.record(app.now(), record).await?;
    Ok(())
}

/// Passes the gate, with the record of it.
async fn release(
    app: &App,
    actor: &Actor,
    tx: &mut WriteTx,
    meeting: &Meeting,
    people: &People,
    content: PublicMinutes,
) -> Result<Released, Fault> {
    let checks = PersonChecks::complete(["seeded"], &BTreeSet::from(["seeded".to_owned()]));
    let checks = checks.ok_or_else(|| Fault::Broken("the check list of generated data".to_owned()))?;
    let known = people.names.iter().map(|name| KnownPerson { name: name.name.clone(), kana: name.kana.clone(), stand: Stand::Other });
    let gate = Gate::new(known.collect(), Vec::new(), None);
    let released = gate.release(&content, &Decisions::none(), &checks).map_err(|blocked| Fault::Broken(blocked.to_string()))?;
    let id = Id::mint(u64::try_from(app.now().as_millisecond()).unwrap_or_default(), app.entropy.bits() >> 48);
    let hands = Hands { released_by: actor.stamp().to_string(), agreed_by: None, at: app.now() };
    let new = new_publication(&content, (id, 1), (meeting.office, meeting.id), hands, &checks);
    // Generated sentences name nobody: that the pages of every meeting say nothing else is tested, not looked at a hundred thousand times.
    let stored = Outputs::stored();
    let cleared = gate.clear(released, |released| {
        let publication = Publication::proof(&new, released);
        stored.produce(&Seen { publication, place: None, licence: Licence::AsByLaw })
    });
    let cleared = cleared.map_err(|leak| Fault::Broken(leak.to_string()))?;
    let mut record = app.record(actor, Action::PublicationsRelease, meeting.office, Subject::new("publication", new.id));
    record.after = Facts::new().plain("address", &new.address).plain("number", 1);
    tx.record(app.now(), record).await?;
    Ok((new, cleared))
}
