//! What cannot be solved here goes to the council above, with the reason why (F2). Small numbers stay in the municipality.

use model::issues::{IssueText, Step, Tally};
use store::issues::{self, Source};

use super::{
    bring::{Arrival, arrive},
    moving::{Error, Move, Moving, Said, Shown, gate, release},
};
use crate::{Actor, App, councils as column};

/// Hands an issue to the council above, in the words given.
pub async fn lift(app: &App, actor: &Actor, shown: Shown, said: Said<(IssueText, String)>) -> Result<(), Error> {
    let (words, reason) = release(&gate(app).await?, said)?.apart();
    let mut moving = Moving::begin(app, actor, shown, Step::Lifted).await?;
    let above = column::council_above(&mut moving.tx, &moving.council).await?.ok_or(Error::NoneAbove)?;
    let (council, issue) = (moving.council.id, moving.before.id);
    let tally: Tally = issues::origins(&mut moving.tx, council, issue).await?.into_iter().map(|origin| origin.tally).sum();
    // Wards, blocks and the city are one municipality.
    let within = above.places.deciders() == moving.council.places.deciders();
    let tally = if within { tally } else { tally.outside() };
    let arrival = Arrival { source: Source::Council { council, issue }, tally, words: &words, reason: &reason };
    arrive(app, actor, &mut moving.tx, &above, arrival).await?;
    moving.take(app, actor, Move::today(app, Step::Lifted, &reason), |_| {}).await?;
    moving.commit(app, actor, Step::Lifted).await
}
