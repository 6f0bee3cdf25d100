//! 視点によるセルフチェック (C8): staff look at a house with the viewpoints of the 手引き, before it is visited and after, beside what
//! visitors wrote about the same.

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{DwellingId, OfficeId, calendar::FiscalYear, visits::self_check::SelfCheck};
use store::{
    Facts, Subject,
    dwellings::{self, Dwelling},
    self_checks::{self, HouseCheck},
    visit_notes,
};

use super::notes;
use crate::{Action, Actor, App, Fault, Resource};

/// A house with what is known of it.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The house.
    pub house: Dwelling,
    /// What staff wrote so far.
    pub known: Option<HouseCheck>,
    /// What visitors of the 年度 wrote, by the id of the group of viewpoints, with the day of the visit; the earliest first.
    pub noticed: BTreeMap<String, Vec<(Date, String)>>,
}

/// Nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing is written.
    #[error("まだ何も書かれていません。1つの項目だけでもかまいません。")]
    Nothing,
    /// Longer than a book.
    #[error("文章が長すぎます。1つの欄は2万字までにしてください。")]
    TooLong,
    /// Somebody else was faster.
    #[error("ほかの方が先に保存しました。その内容を、各項目の下に示しました。入力した内容でよければ、もう一度保存してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale | Duplicate => Stale);

/// A house of the office in a 年度.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, dwelling: DwellingId, year: FiscalYear) -> Result<Sheet, Fault> {
    let mut tx = app.view(actor, Action::VisitsView, &Resource::office(office)).await?;
    let house = dwellings::load(&mut tx, office, dwelling).await?.ok_or(Fault::Hidden)?;
    let known = self_checks::load(&mut tx, office, dwelling, year).await?;
    let sent = visit_notes::of_house(&mut tx, office, dwelling, year).await?;
    let mut noticed: BTreeMap<String, Vec<(Date, String)>> = BTreeMap::new();
    for sent in notes::newest(sent) {
        for (group, text) in sent.notes.answers {
            noticed.entry(group).or_default().push((sent.notes.day, text));
        }
    }
    noticed.values_mut().for_each(|told| told.sort());
    Ok(Sheet { house, known, noticed })
}

/// Keeps what staff saw. `version` is the one that was shown; 0 where there was none.
pub async fn keep(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    dwelling: DwellingId,
    year: FiscalYear,
    version: i64,
    check: SelfCheck,
) -> Result<(), Error> {
    if check.is_empty() {
        return Err(Error::Nothing);
    }
    if check.is_too_long() {
        return Err(Error::TooLong);
    }
    let mut tx = app.change(actor, Action::VisitsSelfCheck, &Resource::office(office)).await?;
    dwellings::load(&mut tx, office, dwelling).await?.ok_or(Fault::Hidden)?;
    let before = self_checks::load(&mut tx, office, dwelling, year).await?;
    let after = HouseCheck { office, dwelling, year, check, changed_on: app.today(), version };
    match version {
        0 => self_checks::insert(&mut tx, office, &after).await?,
        _ => self_checks::update(&mut tx, office, &after).await?,
    }
    let mut record = app.record(actor, Action::VisitsSelfCheck, office, Subject::new("dwelling", dwelling));
    (record.before, record.after) = (before.map(|before| facts(&before)).transpose()?.unwrap_or_default(), facts(&after)?);
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn facts(kept: &HouseCheck) -> Result<Facts, Fault> {
    let text = serde_json::to_string(&kept.check).map_err(|_| Fault::Hidden)?;
    Ok(Facts::new().plain("year", kept.year.start_year()).personal("self_check", text))
}
