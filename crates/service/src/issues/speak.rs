//! What bodies do: deliberate, report to the 全体会, decide; and what members do about it (E4).

use jiff::civil::Date;
use model::{
    BodyId,
    issues::{Reply, Step},
    jurisdictions,
};
use store::issues;

use super::moving::{Error, Move, Moving, Said, Shown, gate, release};
use crate::{Actor, App};

/// What was done, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    /// A body spoke about it.
    Deliberated(BodyId),
    /// The body to which it was given brought its answer before the 全体会.
    Reported,
    /// The 全体会 decided.
    Decided,
    /// Somebody does something about it.
    Acted,
    /// Somebody adds words.
    Noted,
}

impl Spoken {
    /// The step on the road.
    pub fn step(self) -> Step {
        match self {
            Self::Deliberated(_) => Step::Deliberated,
            Self::Reported => Step::Reported,
            Self::Decided => Step::Decided,
            Self::Acted => Step::Acted,
            Self::Noted => Step::Noted,
        }
    }
}

/// Writes down what was said or done on a day.
pub async fn speak(app: &App, actor: &Actor, shown: Shown, spoken: Spoken, on: Date, said: Said<String>) -> Result<(), Error> {
    let text = release(&gate(app).await?, said)?;
    let step = spoken.step();
    let mut moving = Moving::begin(app, actor, shown, step).await?;
    let on = moving.done_on(app, on)?;
    let body = match spoken {
        Spoken::Deliberated(body) => Some(moving.body(body)?.id),
        Spoken::Reported | Spoken::Decided => moving.plenary(),
        Spoken::Acted | Spoken::Noted => None,
    };
    if spoken == Spoken::Acted {
        everybody_agreed(&mut moving).await?;
    }
    moving.take(app, actor, Move { on, body, ..Move::today(app, step, &text) }, |_| {}).await?;
    moving.commit(app, actor, step).await
}

/// What was proposed is begun when every municipality agreed: otherwise nothing comes of it in some (guide K, Ⅱ7(1)).
async fn everybody_agreed(moving: &mut Moving) -> Result<(), Error> {
    let proposals = issues::proposals(&mut moving.tx, moving.council.id, moving.before.id).await?;
    let Some(open) = proposals.into_iter().find(|proposal| proposal.replaced_on.is_none()) else { return Ok(()) };
    let name = |reply: &issues::ProposalReply| jurisdictions::lookup(reply.jurisdiction).map_or("", |known| known.name);
    let missing: Vec<&str> = open.replies.iter().filter(|reply| reply.reply != Some(Reply::Agreed)).map(name).collect();
    if missing.is_empty() { Ok(()) } else { Err(Error::NotAgreed(missing.join("、"))) }
}
