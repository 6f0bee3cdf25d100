//! A member says by link what helps in taking part (A13): at acceptance, and before each meeting or visit.

use model::{Vocabulary, seats::Accommodation};
use store::{
    Facts, Subject, offices,
    persons::{self, Person},
};

use super::holder::Holder;
use crate::{Action, Actor, App, Fault};

/// What a member sees.
#[derive(Debug, Clone)]
pub struct Asked {
    /// 事業所の名称.
    pub office_name: String,
    /// 事業所の電話番号.
    pub phone: String,
    /// 氏名.
    pub name: String,
    /// What is known so far.
    pub needs: Vec<Accommodation>,
}

/// Nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else was faster.
    #[error("事業所でも、同じときに変更がありました。選んだ内容は残してあります。もう一度「知らせる」を押してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// What is known of the member's needs.
pub async fn view(app: &App, actor: &Actor) -> Result<Asked, Fault> {
    let holder = Holder::of(actor)?;
    let mut tx = app.view(actor, Action::SeatsTellNeeds, &holder.resource()).await?;
    let seat = holder.seat(&mut tx).await?;
    let person = persons::load(&mut tx, holder.office, seat.person).await?.ok_or(Fault::Hidden)?;
    let owner = offices::load(&mut tx, holder.office).await?.ok_or(Fault::Hidden)?;
    Ok(Asked { office_name: owner.name, phone: owner.phone, name: person.name, needs: person.needs })
}

/// The member's own word; the newest counts.
pub async fn tell(app: &App, actor: &Actor, needs: Vec<Accommodation>) -> Result<(), Error> {
    let holder = Holder::of(actor)?;
    let mut tx = app.change(actor, Action::SeatsTellNeeds, &holder.resource()).await?;
    let seat = holder.seat(&mut tx).await?;
    let before = persons::load(&mut tx, holder.office, seat.person).await?.ok_or(Fault::Hidden)?;
    let after = Person { needs, ..before.clone() };
    persons::update(&mut tx, &after).await?;
    let mut record = app.record(actor, Action::SeatsTellNeeds, holder.office, Subject::new("seat", seat.id));
    (record.before, record.after) = (facts(&before), facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn facts(person: &Person) -> Facts {
    let needs: Vec<&str> = person.needs.iter().map(|need| need.code()).collect();
    Facts::new().personal("needs", needs.join(" "))
}
