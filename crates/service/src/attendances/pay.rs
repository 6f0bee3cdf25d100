//! 謝礼・交通費, where an operator pays them (A15).

use jiff::civil::Date;
use model::{AttendanceId, MeetingId, OfficeId};
use store::{
    Facts, Subject,
    attendances::{self, Attendee},
    meetings,
    payments::{self, Payment},
};

use crate::{Action, Actor, App, Fault, Resource, seats::Held};

/// A member who was there, what was agreed with the member, and what was paid.
#[derive(Debug, Clone)]
pub struct Payee {
    /// The attendance.
    pub attendance: AttendanceId,
    /// The member.
    pub held: Held,
    /// What was paid, if it was written down.
    pub payment: Option<Payment>,
}

/// It was not written down.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody was paid tomorrow.
    #[error("支払った日が、今日より後になっています。")]
    InFuture(AttendanceId),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error);

/// What is written down for one member; nothing paid and no day takes the entry away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// The attendance.
    pub attendance: AttendanceId,
    /// 謝礼, in yen.
    pub honorarium: u32,
    /// 交通費, in yen.
    pub travel: u32,
    /// When it was paid.
    pub paid_on: Option<Date>,
}

/// The members who came to a meeting, in the order of the list.
pub async fn view(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId) -> Result<Vec<Payee>, Fault> {
    let mut tx = app.view(actor, Action::MeetingsView, &Resource::office(office)).await?;
    meetings::load(&mut tx, office, meeting).await?.ok_or(Fault::Hidden)?;
    let all = crate::seats::held(&mut tx, office).await?;
    let payments = payments::list(&mut tx, office, meeting).await?;
    let came = attendances::list(&mut tx, office, meeting).await?.into_iter().filter(|line| line.mode.is_some_and(|mode| mode.present()));
    let payees = came.filter_map(|line| {
        let Attendee::Member(seat) = line.attendee else { return None };
        let held = all.iter().find(|held| held.seat.id == seat)?.clone();
        let payment = payments.iter().find(|payment| payment.attendance == line.id).copied();
        Some(Payee { attendance: line.id, held, payment })
    });
    Ok(payees.collect())
}

/// Writes down what was paid.
pub async fn record(app: &App, actor: &Actor, office: OfficeId, meeting: MeetingId, paid: &[Input]) -> Result<(), Error> {
    if let Some(early) = paid.iter().find(|input| input.paid_on.is_some_and(|day| day > app.today())) {
        return Err(Error::InFuture(early.attendance));
    }
    let mut tx = app.change(actor, Action::AttendancesRecord, &Resource::office(office)).await?;
    let lines = attendances::list(&mut tx, office, meeting).await?;
    let before = payments::list(&mut tx, office, meeting).await?;
    let mut after = Vec::new();
    for input in paid {
        lines.iter().find(|line| line.id == input.attendance).ok_or(Fault::Hidden)?;
        if input.honorarium == 0 && input.travel == 0 && input.paid_on.is_none() {
            payments::delete(&mut tx, office, input.attendance).await?;
            continue;
        }
        let payment = Payment {
            attendance: input.attendance,
            honorarium: input.honorarium.into(),
            travel: input.travel.into(),
            paid_on: input.paid_on,
        };
        payments::put(&mut tx, office, meeting, &payment).await?;
        after.push(payment);
    }
    let mut record = app.record(actor, Action::AttendancesRecord, office, Subject::new("meeting", meeting));
    (record.before, record.after) = (facts(&before), facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn facts(payments: &[Payment]) -> Facts {
    let sum = |of: fn(&Payment) -> i64| payments.iter().map(of).sum::<i64>();
    Facts::new()
        .plain("payments", payments.len())
        .plain("honorarium", sum(|payment| payment.honorarium))
        .plain("travel", sum(|payment| payment.travel))
}
