//! Changing the particulars of an office.

use model::{
    OfficeId,
    offices::{GroupHomeType, ServiceKind},
};
use store::{
    Subject,
    dwellings::{self, Dwelling},
    offices::{self, Corporation, Office},
};

use super::register;
use crate::{Action, Actor, App, Fault, Resource};

/// An office with everything its page shows.
#[derive(Debug, Clone)]
pub struct Particulars {
    /// The office.
    pub office: Office,
    /// Who runs it.
    pub corporation: Corporation,
    /// Its houses.
    pub dwellings: Vec<Dwelling>,
}

/// What people may change of an office.
#[derive(Debug, Clone)]
pub struct Input {
    /// The version that was shown.
    pub version: i64,
    /// The type of a 共同生活援助.
    pub group_home_type: Option<GroupHomeType>,
    /// 名称.
    pub name: String,
    /// かな.
    pub kana: String,
    /// 住所.
    pub address: String,
    /// 電話番号.
    pub phone: String,
    /// FAX番号.
    pub fax: String,
    /// URL.
    pub url: String,
    /// 管理者の氏名, for letters.
    pub manager_name: Option<String>,
    /// The address for replies.
    pub reply_email: Option<String>,
}

/// Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。入力した内容は残してあります。今の内容と見比べてください。")]
    Stale,
    /// Only a 共同生活援助 has a type.
    #[error("類型を選べるのは、共同生活援助だけです。")]
    TypeUnfit,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// Everything about an office, for its settings page.
pub async fn view(app: &App, actor: &Actor, office: OfficeId) -> Result<Particulars, Fault> {
    let mut tx = app.view(actor, Action::OfficesView, &Resource::office(office)).await?;
    let corporation = offices::corporation_of(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    let dwellings = dwellings::list(&mut tx, office).await?;
    let office = offices::load(&mut tx, office).await?.ok_or(Fault::Hidden)?;
    Ok(Particulars { office, corporation, dwellings })
}

/// Changes the particulars.
pub async fn edit(app: &App, actor: &Actor, id: OfficeId, input: Input) -> Result<(), Error> {
    let mut tx = app.change(actor, Action::OfficesEdit, &Resource::office(id)).await?;
    let before = offices::load(&mut tx, id).await?.ok_or(Fault::Hidden)?;
    if input.group_home_type.is_some() && before.service != ServiceKind::GroupHome {
        return Err(Error::TypeUnfit);
    }
    let after = Office {
        version: input.version,
        group_home_type: input.group_home_type,
        name: input.name,
        kana: input.kana,
        address: input.address,
        phone: input.phone,
        fax: input.fax,
        url: input.url,
        manager_name: input.manager_name,
        reply_email: input.reply_email,
        ..before.clone()
    };
    offices::update(&mut tx, &after).await?;
    let mut record = app.record(actor, Action::OfficesEdit, id, Subject::new("office", id));
    (record.before, record.after) = (register::facts(&before), register::facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(())
}
