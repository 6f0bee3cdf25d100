//! The plan of a 年度 is told: each member hears of the own visits and of nobody else's, with links that open them (C1, C3).

use model::{OfficeId, calendar::FiscalYear};
use store::{Facts, ReadTx, Subject, dwellings::Dwelling, offices, visits::Visit};

use super::{
    announce::{self, Error},
    timetable::{self, Of},
};
use crate::{Action, Actor, App, Resource, links::Ticket, mail, seats::Held};

/// Tells every member who sits of the own planned visits from today on. What was told before of the same visits is taken back.
pub async fn tell(app: &App, actor: &Actor, office: OfficeId, year: FiscalYear) -> Result<Vec<Ticket>, Error> {
    let mut tx = app.change(actor, Action::VisitsPlan, &Resource::office(office)).await?;
    let owner = offices::load(&mut tx, office).await?.ok_or(crate::Fault::Hidden)?;
    let mut tickets = Vec::new();
    for held in crate::meetings::seated(&mut tx, office).await? {
        let own = to_come(app, &mut tx, office, year, &held).await?;
        if own.is_empty() {
            continue;
        }
        let mut lines = Vec::new();
        for (visit, dwelling) in &own {
            let ticket = announce::ticket(app, &mut tx, visit, &held.person).await?;
            lines.push(format!("日時　{}\n{}\n{}", super::when(visit), announce::place(visit, dwelling), ticket.link));
            tickets.push(ticket);
        }
        if let Some(to) = held.person.email.clone() {
            let body = format!(
                "{} 様\n\n{year}の訪問のご予定をお知らせします。\n\n{}\n\n\
                 それぞれのページで、くわしいご案内と訪問の手引きをご覧になれます（登録は要りません）。訪問の前に、手引きをお読みください。\n\
                 添付のファイルを開くと、カレンダーに予定が入ります。\n\nご都合が変わったときは、お電話ください。\n\nお問い合わせ　{}　電話 {}\n",
                held.person.name,
                lines.join("\n\n"),
                owner.name,
                owner.phone
            );
            let calendar = Some(timetable::calendar(&own, &owner.name, &app.settings.host(), app.now()));
            let subject = format!("{}　訪問のご案内", owner.name);
            mail::enqueue(app, &mut tx, mail::Mail { office: Some(office), to, subject, body, calendar }).await?;
        }
    }
    if tickets.is_empty() {
        return Err(Error::NoneAhead);
    }
    let mut record = app.record(actor, Action::VisitsPlan, office, Subject::new("office", office));
    record.after = Facts::new().plain("told_visits_of", year.start_year()).plain("visits", tickets.len());
    tx.commit(app.now(), record).await?;
    Ok(tickets)
}

async fn to_come(
    app: &App,
    tx: &mut ReadTx,
    office: OfficeId,
    year: FiscalYear,
    held: &Held,
) -> Result<Vec<(Visit, Dwelling)>, crate::Fault> {
    let mut own = timetable::planned(tx, office, year, Of::Member(held.seat.id)).await?;
    own.retain(|(visit, _)| visit.day.is_some_and(|day| day >= app.today()));
    Ok(own)
}
