//! Invented residents and members of an office.

use jiff::civil::Date;
use model::{
    BodyId, DwellingId, ResidentId, SeatId,
    residents::{Traits, WishAnswer, WishMethod, WishRespondent},
    seats::{Channel, CommunityKind, FamilyStanding, Independence, SeatCategory, SeatState},
};
use store::{
    WriteTx,
    offices::Office,
    persons::{self, Person},
    residents::{self, ContactWish, Resident},
    seats::{self, Pledge, Seat},
};

use crate::{App, Fault, seats::pledge};

/// Invented surnames and given names with their readings. None of them is a word of the notes in [`super::year`].
const SURNAMES: [(&str, &str); 12] = [
    ("測山", "はかりやま"),
    ("測川", "はかりかわ"),
    ("数見野", "かずみの"),
    ("仮縁", "かりぶち"),
    ("空想田", "くうそうだ"),
    ("試塚", "ためしづか"),
    ("例谷", "れいたに"),
    ("架空谷", "かくうだに"),
    ("模型野", "もけいの"),
    ("想定原", "そうていばら"),
    ("雛形坂", "ひながたざか"),
    ("標本沢", "ひょうほんざわ"),
];
const GIVEN: [(&str, &str); 10] = [
    ("壱郎", "いちろう"),
    ("弐美", "ふたみ"),
    ("参代", "みよ"),
    ("肆朗", "しろう"),
    ("伍江", "いつえ"),
    ("陸夫", "むつお"),
    ("漆子", "ななこ"),
    ("捌重", "やえ"),
    ("玖美", "くみ"),
    ("拾吾", "じゅうご"),
];

/// Members of an office, as a meeting needs them.
pub(super) struct Member {
    pub seat: SeatId,
    pub category: SeatCategory,
    pub name: String,
    pub kana: String,
}

/// The people of an office. `names` holds those of residents too: the gate knows them all.
pub(super) struct People {
    pub members: Vec<Member>,
    pub names: Vec<privacy::RosterName>,
}

/// Six residents who were asked, and five members with their pledges.
pub(super) async fn settle(
    app: &App,
    tx: &mut WriteTx,
    office: &Office,
    homes: &[DwellingId],
    body: BodyId,
    since: Date,
) -> Result<People, Fault> {
    let mut living = Vec::new();
    for which in 0..6 {
        living.push(resident(app, tx, office, homes[which % homes.len()], since).await?);
    }
    let mut members = Vec::new();
    let categories = [
        SeatCategory::Resident,
        SeatCategory::Family,
        SeatCategory::Community,
        SeatCategory::WelfareExpert,
        SeatCategory::ManagementExpert,
    ];
    for (which, category) in categories.into_iter().enumerate() {
        // Each dwelling is visited once a year: who has none to visit is excused (C2).
        let excuse = (which >= homes.len()).then_some("住居の数より構成員が多いため");
        members.push(member(app, tx, office, body, (category, excuse), &living, since).await?);
    }
    let names = living.iter().map(|(_, name, kana)| (name.clone(), kana.clone()));
    let names = names.chain(members.iter().map(|member| (member.name.clone(), member.kana.clone())));
    Ok(People { names: names.map(|(name, kana)| privacy::RosterName { name, kana, role: String::new() }).collect(), members })
}

/// A name by chance.
fn name(app: &App) -> (String, String) {
    let bits = app.entropy.bits();
    let (surname, given) = (SURNAMES[(bits % 12) as usize], GIVEN[(bits / 12 % 10) as usize]);
    (format!("{} {}", surname.0, given.0), format!("{} {}", surname.1, given.1))
}

async fn resident(
    app: &App,
    tx: &mut WriteTx,
    office: &Office,
    dwelling: DwellingId,
    since: Date,
) -> Result<(ResidentId, String, String), Fault> {
    let (name, kana) = name(app);
    let id = app.mint();
    let resident = Resident {
        id,
        office: office.id,
        dwelling,
        name: name.clone(),
        kana: kana.clone(),
        contact_person: None,
        traits: Traits::default(),
        left_on: None,
        created_at: app.now(),
        version: 1,
    };
    residents::insert(tx, &resident).await?;
    let wish = ContactWish {
        id: app.mint(),
        office: office.id,
        resident: id,
        asked_on: since,
        method: WishMethod::Talk,
        respondent: WishRespondent::Resident,
        asked_by: "世話人".to_owned(),
        answer: WishAnswer::Wishes,
        care: None,
        recorded_at: app.now(),
    };
    residents::insert_wish(tx, &wish).await?;
    Ok((id, name, kana))
}

async fn member(
    app: &App,
    tx: &mut WriteTx,
    office: &Office,
    body: BodyId,
    (category, excuse): (SeatCategory, Option<&str>),
    living: &[(ResidentId, String, String)],
    since: Date,
) -> Result<Member, Fault> {
    let is_resident = category == SeatCategory::Resident;
    let (name, kana) = if is_resident { (living[0].1.clone(), living[0].2.clone()) } else { name(app) };
    let person = Person {
        id: app.mint(),
        office: office.id,
        name: name.clone(),
        kana: kana.clone(),
        email: None,
        phone: Some("000-0000-0000".to_owned()),
        address: None,
        affiliation: None,
        position: None,
        needs: Vec::new(),
        resident: is_resident.then_some(living[0].0),
        independence: Independence::Independent,
        created_at: app.now(),
        version: 1,
    };
    persons::insert(tx, &person).await?;
    let seat = Seat {
        id: app.mint(),
        office: office.id,
        body,
        person: person.id,
        category,
        community_kind: (category == SeatCategory::Community).then_some(CommunityKind::Neighbour),
        family_standing: (category == SeatCategory::Family).then_some(FamilyStanding::Relative),
        family_of: (category == SeatCategory::Family).then_some(living[1].0),
        proxy_for: None,
        state: SeatState::Seated,
        term_from: Some(since),
        term_until: Some(since.saturating_add(jiff::Span::new().years(20))),
        predecessor: None,
        invited_on: Some(since),
        reply_by: Some(since),
        answered_on: Some(since),
        answered_via: Some(Channel::Paper),
        decline_reason: None,
        nominee: None,
        handbook_given_on: Some(since),
        visit_excuse: excuse.map(str::to_owned),
        honorarium: None,
        travel_costs: None,
        created_at: app.now(),
        version: 1,
    };
    seats::insert(tx, &seat).await?;
    let text = pledge::text_for(office)?;
    let given = Pledge {
        id: app.mint(),
        office: office.id,
        seat: seat.id,
        given_on: since,
        channel: Channel::Paper,
        text: text.text,
        text_sha256: text.sha256,
        addressee: text.addressee,
        affiliation: String::new(),
        position: String::new(),
        name: name.clone(),
        file: None,
        entered_by: None,
        recorded_at: app.now(),
    };
    seats::insert_pledge(tx, &given).await?;
    Ok(Member { seat: seat.id, category, name, kana })
}
