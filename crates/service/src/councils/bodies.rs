//! The bodies of a council: added as they are needed, brought to an end when their question is answered (E1).

use model::{
    BodyId, CouncilId,
    councils::{BodyKind, Task},
};
use store::{
    Facts, Subject,
    councils::{self, CouncilBody},
    issues,
};

use super::{opened, resource};
use crate::{Action, Actor, App, Fault};

/// A body as it is entered.
#[derive(Debug, Clone)]
pub struct NewBody {
    /// What it is for.
    pub kind: BodyKind,
    /// Its name.
    pub name: String,
    /// What it is asked to do.
    pub task: Option<Task>,
}

/// It was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A committee without a question is a round of talks.
    #[error("専門部会とワーキングには、検討する問い、期限、期待する成果を入力してください。")]
    NoTask,
    /// There is one already.
    #[error("全体会と事務局会議は、1つの協議会に1つです。")]
    Second,
    /// Without it nobody decides, or sorts.
    #[error("全体会と事務局会議は、終わりにできません。")]
    Needed,
    /// Something still lies with it.
    #[error("この会議が受け持っている課題が{0}件あります。ほかの会議に振り分けてから、終わりにしてください。")]
    Busy(usize),
    /// It came to an end already.
    #[error("この会議は、すでに終わりになっています。")]
    Ended,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Ended);

/// Adds a body.
pub async fn add(app: &App, actor: &Actor, council: CouncilId, new: NewBody) -> Result<BodyId, Error> {
    let (council, mut read) = opened(app, actor, council, Action::CouncilsKeep).await?;
    let once = is_needed(new.kind);
    if once && councils::bodies(&mut read, council.id).await?.iter().any(|known| known.kind == new.kind) {
        return Err(Error::Second);
    }
    drop(read);
    if new.kind.has_task() != new.task.is_some() {
        return Err(Error::NoTask);
    }
    let body =
        CouncilBody { id: app.mint(), council: council.id, kind: new.kind, name: new.name, task: new.task, ended_on: None, version: 1 };
    let mut tx = app.change(actor, Action::CouncilsKeep, &resource(&council)).await?;
    councils::insert_body(&mut tx, council.id, &body).await?;
    let mut record = app.installation_record(actor, Action::CouncilsKeep, Subject::new("council_body", body.id));
    record.after = Facts::new().plain("kind", model::Vocabulary::code(body.kind)).plain("name", &body.name);
    tx.commit(app.now(), record).await?;
    Ok(body.id)
}

/// Brings a body to an end that has nothing more to do.
pub async fn end(app: &App, actor: &Actor, council: CouncilId, id: BodyId) -> Result<(), Error> {
    let (council, mut read) = opened(app, actor, council, Action::CouncilsKeep).await?;
    let known = councils::bodies(&mut read, council.id).await?.into_iter().find(|body| body.id == id).ok_or(Fault::Hidden)?;
    if is_needed(known.kind) {
        return Err(Error::Needed);
    }
    let lies_there = |issue: &issues::Issue| !issue.stage.is_closed() && issue.sorting.as_ref().is_some_and(|sorting| sorting.body == id);
    let busy = issues::list(&mut read, council.id).await?.iter().filter(|issue| lies_there(issue)).count();
    drop(read);
    if busy > 0 {
        return Err(Error::Busy(busy));
    }
    let mut tx = app.change(actor, Action::CouncilsKeep, &resource(&council)).await?;
    councils::end_body(&mut tx, council.id, id, app.today()).await?;
    let mut record = app.installation_record(actor, Action::CouncilsKeep, Subject::new("council_body", id));
    record.after = Facts::new().plain("ended_on", app.today());
    tx.commit(app.now(), record).await?;
    Ok(())
}

fn is_needed(kind: BodyKind) -> bool {
    matches!(kind, BodyKind::Plenary | BodyKind::Secretariat)
}
