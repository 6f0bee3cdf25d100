//! What came of it, and the way back: everybody from whom an issue came is told in plain words (E4, E12, F2).

use model::issues::{Outcome, Step};
use store::issues::{self, Source};

use super::moving::{Error, Move, Moving, Said, Shown, gate, insert, release};
use crate::{Actor, App, Fault};

/// Writes down what came of it.
pub async fn conclude(app: &App, actor: &Actor, shown: Shown, outcome: Outcome, said: Said<String>) -> Result<(), Error> {
    let text = release(&gate(app).await?, said)?;
    let mut moving = Moving::begin(app, actor, shown, Step::Resulted).await?;
    moving.take(app, actor, Move::today(app, Step::Resulted, &text), |issue| issue.outcome = Some(outcome)).await?;
    moving.commit(app, actor, Step::Resulted).await
}

/// Tells everybody from whom it came. Offices read it beside the voice; a council below has its answer, and goes on to tell others.
pub async fn give_back(app: &App, actor: &Actor, shown: Shown, said: Said<String>) -> Result<(), Error> {
    let text = release(&gate(app).await?, said)?;
    let mut moving = Moving::begin(app, actor, shown, Step::Returned).await?;
    let outcome = moving.before.outcome;
    for origin in issues::origins(&mut moving.tx, moving.council.id, moving.before.id).await? {
        let Source::Council { council, issue } = origin.source else { continue };
        let waiting = issues::load(&mut moving.tx, council, issue).await?.ok_or(Fault::Hidden)?;
        let Some(stage) = waiting.stage.after(Step::AnsweredFromAbove) else { continue };
        let answered = issues::Issue { stage, outcome, moved_on: app.today(), ..waiting };
        issues::update(&mut moving.tx, council, &answered).await?;
        insert(app, actor, &mut moving.tx, &answered, Move::today(app, Step::AnsweredFromAbove, &text)).await?;
    }
    moving.take(app, actor, Move::today(app, Step::Returned, &text), |_| {}).await?;
    moving.commit(app, actor, Step::Returned).await
}
