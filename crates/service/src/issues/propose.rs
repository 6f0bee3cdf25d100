//! A proposal to the municipalities, and their replies, each at its own pace (E1, E4).

use jiff::civil::Date;
use model::{
    ProposalId,
    councils::BudgetSeason,
    issues::{Reply, Step},
};
use store::issues::{self, Terms};

use super::moving::{Error, Move, Moving, Said, Shown, gate, release};
use crate::{Action, Actor, App, Fault, councils as column};

/// Proposes something to every municipality that decides here; another proposal takes the place of an earlier one.
pub async fn propose(app: &App, actor: &Actor, shown: Shown, reply_by: Date, said: Said<String>) -> Result<(), Error> {
    let text = release(&gate(app).await?, said)?;
    let today = app.today();
    if reply_by <= today {
        return Err(Error::Past);
    }
    let mut moving = Moving::begin(app, actor, shown, Step::Proposed).await?;
    let (council, issue) = (moving.council.id, moving.before.id);
    let municipalities = moving.council.places.deciders();
    issues::replace_proposals(&mut moving.tx, council, issue, today).await?;
    let terms = Terms { id: app.mint(), issue, budget_year: BudgetSeason::reachable(today), reply_by, proposed_on: today };
    issues::insert_proposal(&mut moving.tx, council, &terms, &municipalities, &text).await?;
    let body = moving.plenary();
    moving.take(app, actor, Move { body, ..Move::today(app, Step::Proposed, &text) }, |_| {}).await?;
    moving.commit(app, actor, Step::Proposed).await
}

/// Which proposal, as it was shown.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Which.
    pub proposal: ProposalId,
    /// The version of the municipality's reply that was shown.
    pub version: i64,
}

/// Replies for the actor's own municipality.
pub async fn reply(app: &App, actor: &Actor, shown: Shown, asked: Asked, reply: Reply, reason: Said<String>) -> Result<(), Error> {
    let Actor::Account { jurisdiction: Some(own), .. } = *actor else { return Err(Fault::Hidden.into()) };
    let text = release(&gate(app).await?, reason)?;
    let (council, read) = column::opened(app, actor, shown.council, Action::CouncilsView).await?;
    drop(read);
    let resource = crate::Resource { location: Some(own), ..column::resource(&council) };
    let mut moving = Moving::with(app, actor, (council, resource, Action::IssuesReply), shown, Step::Replied).await?;
    let proposals = issues::proposals(&mut moving.tx, moving.council.id, moving.before.id).await?;
    let known = proposals.into_iter().find(|proposal| proposal.terms.id == asked.proposal).ok_or(Fault::Hidden)?;
    if known.replaced_on.is_some() {
        return Err(Error::Replaced);
    }
    if known.replies.iter().all(|known| known.jurisdiction != own) {
        return Err(Fault::Hidden.into());
    }
    let key = (asked.proposal, own, asked.version);
    issues::reply(&mut moving.tx, moving.council.id, key, reply, &text, app.today()).await?;
    let taken = Move { reply: Some((own, reply)), ..Move::today(app, Step::Replied, &text) };
    moving.take(app, actor, taken, |_| {}).await?;
    moving.commit(app, actor, Step::Replied).await
}
