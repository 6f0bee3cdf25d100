//! Changing what is kept of a member: how to reach the person, what the person needs (A13), the term (A9), what is paid (A15).

use jiff::civil::Date;
use model::{
    OfficeId, SeatId,
    seats::{Accommodation, Independence, SeatState},
};
use store::{
    Facts, Subject,
    persons::{self, Person},
    seats::{self, Seat},
};

use crate::{Action, Actor, App, Fault, Resource};

/// What is changed. Names of residents stay as the list of residents has them.
#[derive(Debug, Clone)]
pub struct Input {
    /// The version of the seat that was shown.
    pub seat_version: i64,
    /// The version of the person that was shown.
    pub person_version: i64,
    /// 氏名.
    pub name: String,
    /// ふりがな.
    pub kana: String,
    /// Mail.
    pub email: Option<String>,
    /// 電話番号.
    pub phone: Option<String>,
    /// 住所.
    pub address: Option<String>,
    /// 所属.
    pub affiliation: Option<String>,
    /// 役職.
    pub position: Option<String>,
    /// 情報保障・合理的配慮 (A13).
    pub needs: Vec<Accommodation>,
    /// How the person is tied to the 法人 (A7).
    pub independence: Independence,
    /// First day of the term.
    pub term_from: Date,
    /// Last day of the term.
    pub term_until: Date,
    /// 謝礼, as it was agreed (A15).
    pub honorarium: Option<String>,
    /// 交通費 (A15).
    pub travel_costs: Option<String>,
}

/// Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What is over stays as it was.
    #[error("任期を終えた方や、辞退された方の記録は変えられません。もう一度お願いするときは、新しい候補として選んでください。")]
    Closed,
    /// The reading holds something that is no kana.
    #[error("ふりがなは、ひらがなまたはカタカナで入力してください。姓と名の間は1文字あけてください。")]
    KanaUnfit,
    /// The term ends before it begins.
    #[error("任期の終わりの日が、始まりの日より前になっています。")]
    TermUnfit,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。入力した内容は残してあります。今の内容と見比べてください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Changes a member or candidate.
pub async fn amend(app: &App, actor: &Actor, office: OfficeId, id: SeatId, input: Input) -> Result<(), Error> {
    if input.term_until < input.term_from {
        return Err(Error::TermUnfit);
    }
    let mut tx = app.change(actor, Action::SeatsAmend, &Resource::office(office)).await?;
    let seat = seats::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?;
    let person = persons::load(&mut tx, office, seat.person).await?.ok_or(Fault::Hidden)?;
    if matches!(seat.state, SeatState::Ended | SeatState::Declined) {
        return Err(Error::Closed);
    }
    if person.resident.is_none() && !text::kana::is_reading(&input.kana) {
        return Err(Error::KanaUnfit);
    }
    let new_seat = seat_after(&seat, &input);
    let new_person = person_after(&person, input);
    seats::update(&mut tx, &new_seat).await?;
    persons::update(&mut tx, &new_person).await?;
    let mut record = app.record(actor, Action::SeatsAmend, office, Subject::new("seat", id));
    (record.before, record.after) = (facts(&seat, &person), facts(&new_seat, &new_person));
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn seat_after(seat: &Seat, input: &Input) -> Seat {
    Seat {
        term_from: Some(input.term_from),
        term_until: Some(input.term_until),
        honorarium: input.honorarium.clone(),
        travel_costs: input.travel_costs.clone(),
        version: input.seat_version,
        ..seat.clone()
    }
}

fn person_after(person: &Person, input: Input) -> Person {
    let (name, kana) = match person.resident {
        Some(_) => (person.name.clone(), person.kana.clone()),
        None => (input.name, input.kana),
    };
    Person {
        name,
        kana,
        email: input.email,
        phone: input.phone,
        address: input.address,
        affiliation: input.affiliation,
        position: input.position,
        needs: input.needs,
        independence: input.independence,
        version: input.person_version,
        ..person.clone()
    }
}

fn facts(seat: &Seat, person: &Person) -> Facts {
    let needs: Vec<&str> = person.needs.iter().map(|need| model::Vocabulary::code(*need)).collect();
    let or_nothing = |text: &Option<String>| text.clone().unwrap_or_default();
    super::facts(seat)
        .plain_option("honorarium", seat.honorarium.as_deref())
        .plain_option("travel_costs", seat.travel_costs.as_deref())
        .plain("independence", model::Vocabulary::code(person.independence))
        .personal("name", person.name.as_str())
        .personal("kana", person.kana.as_str())
        .personal("email", or_nothing(&person.email))
        .personal("phone", or_nothing(&person.phone))
        .personal("address", or_nothing(&person.address))
        .personal("affiliation", or_nothing(&person.affiliation))
        .personal("position", or_nothing(&person.position))
        .personal("needs", needs.join(" "))
}
