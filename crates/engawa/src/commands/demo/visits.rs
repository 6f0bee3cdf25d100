//! The visits of the demonstration: last year's with their records, this year's planned ones, who need not visit.

use jiff::{
    Span,
    civil::{Date, time},
};
use model::{DwellingId, OfficeId, SeatId, VisitId, calendar::FiscalYear, visits::VisitMode};
use service::{
    App,
    offices::{dwelling, edit},
    seats::{self, excuse, hand_over},
    visits::{self, plan, record},
};

use super::{DEMO, story::Told};

/// The 手引き for all but one, and one visit to each house.
pub async fn last_year(app: &App, office: OfficeId, year: FiscalYear, members: &[SeatId]) -> Told<()> {
    let houses = houses(app, office, year).await?;
    let given = members.iter().take(4).copied().collect();
    hand_over::hand_over(app, &DEMO, office, &given, Some(later(year.first_day(), 50))).await?;
    let told = [
        (2, 0, 75, "玄関に季節の花があり、居間が明るかった。夕食の当番表を、皆さんで決めたと聞いた。"),
        (1, 1, 110, "静かな住まいで、庭の手入れが行き届いていた。"),
        (3, 2, 190, "一人の暮らしでも、困ったときに声をかける先が玄関に貼ってあった。"),
    ];
    for (member, house, days, text) in told {
        let (Some(seat), Some(dwelling)) = (members.get(member), houses.get(house)) else { continue };
        made(app, office, (*seat, *dwelling), later(year.first_day(), days), text).await?;
    }
    Ok(())
}

/// A visit that was made, one that is agreed on, one without a day; a resident who need not visit.
pub async fn this_year(app: &App, office: OfficeId, year: FiscalYear, today: Date, members: &[SeatId]) -> Told<()> {
    let houses = houses(app, office, year).await?;
    let &[resident, family, neighbour, _, official] = members else { return Err("five members sit".into()) };
    let &[first, second, third] = houses.as_slice() else { return Err("there are three houses".into()) };
    let version = seats::view(app, &DEMO, office, resident).await?.seat.version;
    let reason = "歩いての移動に長い時間がかかるため。感想は、ご自分の家のこととして会議で話していただく。".to_owned();
    excuse::excuse(app, &DEMO, office, resident, version, Some(reason)).await?;
    let spring = later(year.first_day(), 12);
    if spring <= today {
        made(app, office, (neighbour, first), spring, "新しい食器棚を、皆さんで選んだと聞いた。").await?;
    }
    guided(
        app,
        office,
        second,
        "バス停「緑が丘」から歩いて5分です。赤い郵便受けが目印です。\n玄関のベルを鳴らして、世話人をお呼びください。",
    )
    .await?;
    let soon = later(today, 24);
    planned(app, office, (family, second), FiscalYear::of(soon), Some(soon)).await?;
    planned(app, office, (official, third), year, None).await?;
    Ok(())
}

fn later(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}

async fn houses(app: &App, office: OfficeId, year: FiscalYear) -> Told<Vec<DwellingId>> {
    let houses = visits::list(app, &DEMO, office, year).await?.houses;
    Ok(houses.into_iter().map(|house| house.dwelling.id).collect())
}

/// What visitors are told of a house.
async fn guided(app: &App, office: OfficeId, id: DwellingId, guide: &str) -> Told<()> {
    let known = edit::view(app, &DEMO, office).await?.dwellings.into_iter().find(|known| known.id == id).ok_or("a house of the office")?;
    let input = dwelling::Input {
        id: Some((id, known.version)),
        name: known.name,
        satellite: known.satellite,
        address: known.address,
        phone: known.phone,
        capacity: known.capacity,
        guide: Some(guide.to_owned()),
        gone_since: known.gone_since,
    };
    dwelling::edit_dwelling(app, &DEMO, office, input).await?;
    Ok(())
}

/// Who, and where.
type Pair = (SeatId, DwellingId);

async fn planned(app: &App, office: OfficeId, (seat, dwelling): Pair, year: FiscalYear, day: Option<Date>) -> Told<VisitId> {
    let starts_at = day.map(|_| time(10, 0, 0, 0));
    let input = plan::Input { seat, dwelling, year, day, starts_at, mode: Some(VisitMode::OnSite) };
    Ok(plan::plan(app, &DEMO, office, input).await?)
}

async fn made(app: &App, office: OfficeId, pair: Pair, day: Date, text: &str) -> Told<()> {
    let id = planned(app, office, pair, FiscalYear::of(day), Some(day)).await?;
    let input =
        record::Input { version: 1, day, mode: VisitMode::OnSite, recorded_on: Some(day), in_form: None, record: Some(text.to_owned()) };
    record::record(app, &DEMO, office, id, input).await?;
    Ok(())
}
