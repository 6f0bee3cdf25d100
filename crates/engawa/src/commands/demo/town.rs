//! The other offices of the invented city and of the one beside it, and those who look at them for the authorities. Their rulebook is
//! a file in the folder of the demonstration, as any city would write one.

use std::{fs, path::Path};

use jiff::civil::{Date, time};
use model::{
    OfficeId,
    accounts::Role,
    calendar::FiscalYear,
    identifiers::JurisdictionCode,
    matters::{Recipient, Scope},
    meetings::PlaceKind,
    offices::{GroupHomeType, ServiceKind},
};
use service::{
    Actor, App, FixedClock, accounts,
    authorities::desk,
    matters::{calls, notice},
    meetings,
    offices::{self, evaluate},
};

use super::{
    DEMO,
    story::{self, PASSWORD, Told, invented, later},
};
use crate::{
    commands::{CommandError, rulebook},
    startup,
};

/// 縁台市, and the prefecture in which it lies.
const CITY: &str = "99201";
const PREFECTURE: &str = "99000";

/// The rulebook of the city; `{since}` stands for the day on which it takes force.
pub const RULEBOOK: &str = include_str!("rulebook.toml");

/// Writes the rulebook of the city into the folder of the demonstration, unless it is there, and puts it in force. An installation's
/// own rulebooks are in force already; then the city goes by those.
pub fn put_rules_in_force(folder: &Path, today: Date) -> Result<(), CommandError> {
    let rulebooks = folder.join("rulebooks");
    let file = rulebooks.join("99-kaku").join("992011-endai.toml");
    if !file.exists() {
        startup::prepare_folder(&rulebooks.join("99-kaku"))?;
        let failed = |source| CommandError::File { path: file.clone(), source };
        fs::write(&file, rulebook_since(FiscalYear::of(today).first_day())).map_err(failed)?;
    }
    rulebook::put_in_force(&rulebooks)
}

/// The rulebook as it takes force on a day.
fn rulebook_since(day: Date) -> String {
    RULEBOOK.replace("{since}", &day.to_string())
}

/// One office that does everything too late, one that is excused by an evaluation, one whose date waits for an answer of the city, one
/// of the other service, and one in a city without a rulebook of its own.
pub async fn tell(app: &App, clock: &FixedClock, today: Date) -> Told<()> {
    let year = FiscalYear::of(today);
    clock.move_to(later(year.previous().first_day(), 20));
    office(app, "992000002", ServiceKind::GroupHome, "グループホーム　みずうみ", "ぐるーぷほーむ　みずうみ", "架空県縁台市湖畔1-2").await?;
    let excused = office(app, "992000003", ServiceKind::GroupHome, "こもれび荘", "こもれびそう", "架空県縁台市森町3-8").await?;
    let asking = office(app, "992000004", ServiceKind::GroupHome, "かざぐるまの家", "かざぐるまのいえ", "架空県縁台市風見2-1").await?;
    let service = ServiceKind::ResidentialFacility;
    office(app, "992000005", service, "障害者支援施設　やまなみ園", "しょうがいしゃしえんしせつ　やまなみえん", "架空県縁台市山手9-1")
        .await?;
    office(app, "992000006", ServiceKind::GroupHome, "グループホーム　はなび", "ぐるーぷほーむ　はなび", "架空県縁日市川端4-4").await?;
    clock.move_to(today);
    evaluated(app, excused, today).await?;
    tells_its_date(app, asking, today).await?;
    let official = officials(app).await?;
    let desk = desk::Input {
        version: 0,
        name: "縁台市障害者虐待防止センター".to_owned(),
        phone: "000-000-0008".parse()?,
        night_phone: Some("000-000-0009".parse()?),
        form_url: None,
    };
    desk::keep(app, &official, desk).await?;
    asks_for_reports(app, &official, year, today).await
}

/// An invented office with one house.
async fn office(app: &App, number: &str, service: ServiceKind, name: &str, kana: &str, address: &str) -> Told<OfficeId> {
    let dwelling =
        offices::register::NewDwelling { name: name.to_owned(), satellite: false, address: address.to_owned(), capacity: Some(6) };
    let input = offices::register::Input {
        corporation_number: None,
        corporation_name: "特定非営利活動法人　見本よつば".to_owned(),
        corporation_kana: "とくていひえいりかつどうほうじん　みほんよつば".to_owned(),
        corporation_address: "架空県縁台市中央5-5".to_owned(),
        corporation_phone: "000-000-0005".to_owned(),
        number: invented(number)?,
        service,
        group_home_type: (service == ServiceKind::GroupHome).then_some(GroupHomeType::CareIncluded),
        name: name.to_owned(),
        kana: kana.to_owned(),
        designator: invented(PREFECTURE)?,
        address: address.to_owned(),
        phone: "000-000-0006".to_owned(),
        fax: String::new(),
        url: String::new(),
        manager_name: None,
        reply_email: None,
        dwellings: vec![dwelling],
    };
    Ok(offices::register::register(app, &DEMO, input).await?)
}

async fn evaluated(app: &App, office: OfficeId, today: Date) -> Told<()> {
    let received_on = later(today, -20).max(FiscalYear::of(today).first_day());
    let input = evaluate::Input {
        id: None,
        evaluator: "見本福祉評価センター".to_owned(),
        certified: Some(true),
        received_on,
        published_on: Some(received_on),
        published_at: "評価機関のホームページ".to_owned(),
        note: "暮らしの場としての落ち着きと、近所との行き来が評価されました。".to_owned(),
    };
    evaluate::evaluate(app, &DEMO, office, input).await?;
    Ok(())
}

/// A date that the city has heard of and not answered.
async fn tells_its_date(app: &App, office: OfficeId, today: Date) -> Told<()> {
    let day = later(today, 35);
    let meeting = meetings::plan::plan(app, &DEMO, office, FiscalYear::of(day)).await?;
    let input = meetings::fix::Input {
        version: meetings::view(app, &DEMO, office, meeting).await?.version,
        day,
        starts_at: time(10, 0, 0, 0),
        ends_at: time(12, 0, 0, 0),
        place_kind: PlaceKind::Office,
        place: "かざぐるまの家　食堂".to_owned(),
        place_access: "玄関に手すりがあります。".to_owned(),
        online_url: None,
    };
    meetings::fix::fix(app, &DEMO, office, meeting, input).await?;
    let text = "会議の日が決まりましたので、お知らせします。ご都合がつきましたら、ご出席ください。".to_owned();
    notice::tell(app, &DEMO, office, meeting, text).await?;
    Ok(())
}

/// Those who look at the offices for the city and for the prefecture; gives back the city's.
async fn officials(app: &App) -> Told<Actor> {
    let city: JurisdictionCode = JurisdictionCode::from_five(CITY)?;
    let prefecture = JurisdictionCode::from_five(PREFECTURE)?;
    let input = |role, jurisdiction, email: &str, name: &str| accounts::create::Input {
        role,
        office: None,
        jurisdiction: Some(jurisdiction),
        email: email.to_owned(),
        name: name.to_owned(),
        password: Some(PASSWORD.to_owned()),
    };
    let role = Role::MunicipalityStaff;
    let id = accounts::create::create(app, &DEMO, input(role, city, story::CITY_EMAIL, "市川 渉")).await?;
    accounts::create::create(app, &DEMO, input(Role::PrefectureStaff, prefecture, "ken@example.jp", "冬木 ゆずる")).await?;
    Ok(Actor::Account { id, role, office: None, jurisdiction: Some(city) })
}

/// The city asks all its offices for the report of the year that is over.
async fn asks_for_reports(app: &App, official: &Actor, year: FiscalYear, today: Date) -> Told<()> {
    let input = calls::Input {
        asked: calls::Asked::Report { to: Recipient::Municipality },
        year: year.previous(),
        title: format!("{}の実施状況の報告", year.previous()),
        text: "会議の議事録と、公表の状況をお知らせください。分からないことは、この画面からお尋ねください。".to_owned(),
        scope: Scope::Located,
        form_text: String::new(),
        form_url: String::new(),
        due_on: later(today, 28),
    };
    calls::open(app, official, input).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use ::rulebook::Library;
    use jiff::civil::date;

    use super::*;

    /// D8
    #[test]
    fn the_rulebook_of_the_demonstration_is_in_order_and_holds_in_its_city_only() {
        let text = rulebook_since(date(2026, 4, 1));
        let library = Library::parse_over_built_in([("rulebook.toml", text.as_str())]).unwrap();
        let of = |five| library.at(JurisdictionCode::from_five(five).ok()).map(|book| book.id().to_owned());
        assert_eq!(of(CITY).as_deref(), Some("992011-endai"));
        assert_eq!(of("99202").as_deref(), Some("jp"), "the city beside it has none of its own");
        assert_eq!(of("13120").as_deref(), Some("131202-nerima"));
    }
}
