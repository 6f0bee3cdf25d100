//! What is alike becomes one: the origins go along, so that everybody hears the answer (E4).

use model::{IssueId, issues::Step};
use store::issues;

use super::moving::{Error, Move, Moving, Said, Shown, gate, insert, release};
use crate::{Actor, App};

/// Makes an issue a part of another one of the same council.
pub async fn merge(app: &App, actor: &Actor, shown: Shown, into: IssueId, reason: Said<String>) -> Result<(), Error> {
    let text = release(&gate(app).await?, reason)?;
    let mut moving = Moving::begin(app, actor, shown, Step::Merged).await?;
    let council = moving.council.id;
    let target = issues::load(&mut moving.tx, council, into).await?.ok_or(Error::Target)?;
    let Some(stage) = target.stage.after(Step::TookIn).filter(|_| target.id != moving.before.id) else { return Err(Error::Target) };
    moving.take(app, actor, Move::today(app, Step::Merged, &text), |issue| issue.merged_into = Some(target.id)).await?;
    issues::move_origins(&mut moving.tx, council, moving.before.id, target.id).await?;
    let grown = issues::Issue { stage, moved_on: app.today(), ..target };
    issues::update(&mut moving.tx, council, &grown).await?;
    insert(app, actor, &mut moving.tx, &grown, Move::today(app, Step::TookIn, &text)).await?;
    moving.commit(app, actor, Step::Merged).await
}
