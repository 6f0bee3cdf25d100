//! One visit to each dwelling in each year, by the members in turn, with its record (C1, C8).

use jiff::Span;
use model::{
    DwellingId, OfficeId,
    calendar::FiscalYear,
    visits::{VisitMode, VisitState},
};
use store::{
    WriteTx,
    visits::{self, Visit},
};

use super::people::People;
use crate::{App, Fault};

/// Visits every dwelling once in a year.
pub(super) async fn visit(
    app: &App,
    tx: &mut WriteTx,
    office: OfficeId,
    homes: &[DwellingId],
    people: &People,
    year: FiscalYear,
) -> Result<(), Fault> {
    for (number, (home, member)) in (0..).zip(homes.iter().zip(people.members.iter().cycle())) {
        let day = super::weeks_in(year, 34 + number + (app.entropy.bits() % 8) as i64);
        let visit = Visit {
            id: app.mint(),
            office,
            dwelling: *home,
            seat: member.seat,
            year,
            state: VisitState::Made,
            day: Some(day),
            starts_at: None,
            mode: Some(VisitMode::OnSite),
            recorded_on: Some(day.saturating_add(Span::new().days(2))),
            in_form: Some(true),
            record: Some("居間が明るく、皆さんが落ち着いて過ごしていました。".to_owned()),
            conduct_at: None,
            created_at: app.now(),
            version: 1,
        };
        visits::insert(tx, &visit).await?;
    }
    Ok(())
}
