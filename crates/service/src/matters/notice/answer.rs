//! What comes back to a notice: the authority's answer, and who of its staff came (D1).

use model::{
    MatterId,
    matters::{DateNotice, Details, EntryKind, MatterState, NoticeAnswer},
};
use store::matters::{self, Matter};

use super::{Error, MOST_OFFICIALS};
use crate::{
    Actor, App,
    matters::{Desk, thread},
};

/// The authority answers: how many come, that it wishes another date, or that nobody can come.
pub async fn answer(app: &App, actor: &Actor, id: MatterId, version: i64, answer: NoticeAnswer, text: String) -> Result<(), Error> {
    let (state, words) = match answer {
        NoticeAnswer::Coming(officials) if officials == 0 || officials > MOST_OFFICIALS => return Err(Error::TooMany),
        NoticeAnswer::Coming(officials) => (MatterState::Settled, format!("職員{officials}名が出席します。")),
        NoticeAnswer::OtherDate => (MatterState::AwaitsOffice, "ほかの日程を希望します。".to_owned()),
        NoticeAnswer::CannotCome => (MatterState::Settled, "職員は出席できません。".to_owned()),
    };
    let said = if text.trim().is_empty() { words } else { format!("{words}\n{text}") };
    let known = |notice: DateNotice| DateNotice { answer: Some(answer), ..notice };
    change(app, actor, Desk::of_authority(actor)?, (id, version), state, (EntryKind::Answered, said), known).await
}

/// Either side writes down how many of the authority's staff came.
pub async fn attended(app: &App, actor: &Actor, desk: Desk, id: MatterId, version: i64, officials: u16) -> Result<(), Error> {
    if officials > MOST_OFFICIALS {
        return Err(Error::TooMany);
    }
    let said = (EntryKind::Told, format!("当日は、職員{officials}名が出席しました。"));
    let known = |notice: DateNotice| DateNotice { attended: Some(officials), ..notice };
    change(app, actor, desk, (id, version), MatterState::Settled, said, known).await
}

async fn change(
    app: &App,
    actor: &Actor,
    desk: Desk,
    (id, version): (MatterId, i64),
    state: MatterState,
    said: (EntryKind, String),
    known: impl FnOnce(DateNotice) -> DateNotice,
) -> Result<(), Error> {
    let mut tx = app.change(actor, desk.writing(), &desk.resource()).await?;
    let before = desk.load(&mut tx, id).await?;
    let Details::DateNotice(notice) = before.details else { return Err(Error::Unfit) };
    if before.state == MatterState::Withdrawn || notice.told_on.is_none() {
        return Err(Error::Unfit);
    }
    let did = said.0;
    let after = Matter { state, details: Details::DateNotice(known(notice)), version, ..before };
    matters::update(&mut tx, &after).await?;
    thread::say(app, &mut tx, actor, &after, desk.side(), said).await?;
    tx.commit(app.now(), thread::record(app, actor, desk.writing(), &after, did)).await?;
    Ok(())
}
