//! Adding a resident, changing one, moving out.

use jiff::civil::Date;
use model::{DwellingId, OfficeId, ResidentId, Vocabulary, residents::Traits};
use store::{
    Facts, Subject, dwellings,
    residents::{self, Resident},
};

use crate::{Action, Actor, App, Fault, Resource};

/// What is kept of a resident: as little as possible.
#[derive(Debug, Clone)]
pub struct Input {
    /// Which, with the version that was shown; `None` for a new one.
    pub id: Option<(ResidentId, i64)>,
    /// Where.
    pub dwelling: DwellingId,
    /// 氏名.
    pub name: String,
    /// ふりがな.
    pub kana: String,
    /// Whom to call.
    pub contact_person: Option<String>,
    /// How people could describe the resident.
    pub traits: Traits,
    /// Day on which the resident moved out.
    pub left_on: Option<Date>,
}

/// Nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The reading holds something that is no kana.
    #[error("ふりがなは、ひらがなまたはカタカナで入力してください。")]
    KanaUnfit,
    /// Who moves out tomorrow still lives here today.
    #[error("退居した日が、今日より後になっています。退居の日が来てから入力してください。")]
    NotLeftYet,
    /// Who is born next year does not live here.
    #[error("生まれた年が、今年より後になっています。")]
    NotBornYet,
    /// More words than the gate looks for.
    #[error("言葉は{}個までにしてください。", Traits::MOST_WORDS)]
    TooManyWords,
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。入力した内容は残してあります。今の内容と見比べてください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Adds or changes a resident.
pub async fn edit(app: &App, actor: &Actor, office: OfficeId, input: Input) -> Result<ResidentId, Error> {
    if !text::kana::is_reading(&input.kana) {
        return Err(Error::KanaUnfit);
    }
    if input.left_on.is_some_and(|day| day > app.today()) {
        return Err(Error::NotLeftYet);
    }
    if input.traits.birth_year.is_some_and(|year| year > app.today().year()) {
        return Err(Error::NotBornYet);
    }
    if input.traits.words.len() > Traits::MOST_WORDS {
        return Err(Error::TooManyWords);
    }
    let mut tx = app.change(actor, Action::ResidentsEdit, &Resource::office(office)).await?;
    dwellings::load(&mut tx, office, input.dwelling).await?.ok_or(Fault::Hidden)?;
    let before = match input.id {
        Some((id, _)) => Some(residents::load(&mut tx, office, id).await?.ok_or(Fault::Hidden)?),
        None => None,
    };
    let after = Resident {
        id: before.as_ref().map_or_else(|| app.mint(), |known| known.id),
        office,
        dwelling: input.dwelling,
        name: input.name,
        kana: input.kana,
        contact_person: input.contact_person,
        traits: input.traits,
        left_on: input.left_on,
        created_at: before.as_ref().map_or_else(|| app.now(), |known| known.created_at),
        version: input.id.map_or(1, |(_, version)| version),
    };
    match &before {
        Some(_) => residents::update(&mut tx, &after).await?,
        None => residents::insert(&mut tx, &after).await?,
    }
    let mut record = app.record(actor, Action::ResidentsEdit, office, Subject::new("resident", after.id));
    (record.before, record.after) = (before.as_ref().map(facts).unwrap_or_default(), facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(after.id)
}

fn facts(resident: &Resident) -> Facts {
    Facts::new()
        .plain("dwelling", resident.dwelling)
        .plain_option("left_on", resident.left_on)
        .personal("name", resident.name.as_str())
        .personal("kana", resident.kana.as_str())
        .personal("contact_person", resident.contact_person.clone().unwrap_or_default())
        .personal("traits", described(&resident.traits))
}

/// Traits in one line, of which the audit log keeps a hash only.
fn described(traits: &Traits) -> String {
    let year = traits.birth_year.map(|year| year.to_string()).unwrap_or_default();
    format!("{year} {} {}", traits.sex.map(Vocabulary::code).unwrap_or_default(), traits.words.join(" "))
}
