//! An issue arrives: from somebody of the council, from an office, from a council below. Each becomes an issue of its own; what is alike
//! is merged later by a person (E4).

use jiff::civil::Date;
use model::{
    CouncilId, IssueId,
    issues::{IssueText, Stage, Step, Tally},
};
use privacy::Released;
use store::{
    Facts, Subject,
    councils::Council,
    issues::{self, Issue, Origin, Source},
};

use super::moving::{Error, Move, Said, gate, insert, release};
use crate::{Action, Actor, App, Change, councils as column};

/// Brings an issue of the council's own.
pub async fn bring(app: &App, actor: &Actor, council: CouncilId, said: Said<(IssueText, String)>) -> Result<IssueId, Error> {
    let (council, read) = column::opened(app, actor, council, Action::IssuesMove).await?;
    drop(read);
    let (words, reason) = release(&gate(app).await?, said)?.apart();
    let mut tx = app.change(actor, Action::IssuesMove, &column::resource(&council)).await?;
    let arrived = Arrival { source: Source::Member, tally: Tally::default(), words: &words, reason: &reason };
    let id = arrive(app, actor, &mut tx, &council, arrived).await?;
    let mut record = app.installation_record(actor, Action::IssuesMove, Subject::new("issue", id));
    record.after = Facts::new().plain("council", council.id).plain("stage", model::Vocabulary::code(Stage::Received));
    tx.commit(app.now(), record).await?;
    Ok(id)
}

/// What arrives, and from where.
pub(super) struct Arrival<'a> {
    pub(super) source: Source,
    pub(super) tally: Tally,
    pub(super) words: &'a Released<IssueText>,
    pub(super) reason: &'a Released<String>,
}

/// Takes an issue in.
pub(super) async fn arrive(app: &App, actor: &Actor, tx: &mut Change, council: &Council, arrival: Arrival<'_>) -> Result<IssueId, Error> {
    let (id, today): (IssueId, Date) = (app.mint(), app.today());
    let number = issues::insert(tx, council.id, id, arrival.words, today).await?;
    let origin = Origin { id: app.mint(), issue: id, source: arrival.source, tally: arrival.tally, arrived_on: today };
    issues::insert_origin(tx, council.id, &origin).await?;
    let issue = Issue {
        id,
        council: council.id,
        number,
        stage: Stage::Received,
        words: arrival.words.content().clone(),
        sorting: None,
        outcome: None,
        merged_into: None,
        arrived_on: today,
        moved_on: today,
        version: 1,
    };
    insert(app, actor, tx, &issue, Move::today(app, Step::Received, arrival.reason)).await?;
    Ok(id)
}
