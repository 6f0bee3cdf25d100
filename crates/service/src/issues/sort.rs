//! The secretariat sorts: how far it reaches, how soon, which body takes it, until when, and what is expected to come of it (E4).

use model::issues::{Sorting, Step};

use super::moving::{Error, Move, Moving, Said, Shown, gate, release};
use crate::{Actor, App};

/// Sorts an issue, or sorts it anew.
pub async fn sort(app: &App, actor: &Actor, shown: Shown, sorting: Sorting, reason: Said<String>) -> Result<(), Error> {
    let gate = gate(app).await?;
    let words = (reason.words, (sorting.expected, sorting.plan_target));
    let (text, wanted) = release(&gate, Said { words, cleared: reason.cleared })?.apart();
    let (expected, plan_target) = wanted.content().clone();
    let sorting = Sorting { expected, plan_target, ..sorting };
    if sorting.due_on <= app.today() {
        return Err(Error::Past);
    }
    let mut moving = Moving::begin(app, actor, shown, Step::Sorted).await?;
    let body = moving.body(sorting.body)?.id;
    let taken = Move { body: Some(body), ..Move::today(app, Step::Sorted, &text) };
    moving.take(app, actor, taken, |issue| issue.sorting = Some(sorting)).await?;
    moving.commit(app, actor, Step::Sorted).await
}
