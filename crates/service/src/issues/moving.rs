//! What every step has in common: the council's rights, the road, the gate for all words, and the record.

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::{
    BodyId, CouncilId, IssueId,
    councils::BodyKind,
    identifiers::JurisdictionCode,
    issues::{Reply, Stage, Step},
};
use privacy::{Blocked, Decision, Decisions, Gate, PersonChecks, Publishable, Released};
use store::{
    Facts, Subject,
    councils::{self, Council, CouncilBody},
    issues::{self, Done, Issue},
};

use crate::{Action, Actor, App, Change, Fault, councils as column};

/// Words with what somebody says of them: nobody is named here although it looks so.
#[derive(Debug, Clone, Default)]
pub struct Said<T> {
    /// The words.
    pub words: T,
    /// What the gate asked about and a person let stay, by key.
    pub cleared: BTreeSet<String>,
}

/// Which issue, as it was shown.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// Of which council.
    pub council: CouncilId,
    /// Which.
    pub issue: IssueId,
    /// The version that was shown.
    pub version: i64,
}

/// The step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The road does not lead there.
    #[error("この課題は今「{0}」の段階なので、その操作はできません。今の内容を確かめてください。")]
    NotNow(Stage),
    /// Something may name a person.
    #[error(transparent)]
    Blocked(#[from] Blocked),
    /// What was done was done on a day that was.
    #[error("日付は、課題が届いた日から今日までの間で入力してください。")]
    Day,
    /// What is to come lies ahead.
    #[error("期限は、今日より後の日を入力してください。")]
    Past,
    /// No such body, or one that came to an end.
    #[error("担当する会議を、今ある会議の中から選んでください。")]
    Body,
    /// A municipality did not agree (yet).
    #[error("まだ「取り組む」と答えていない市町村があります：{0}。すべての市町村の答えを待つか、提案を直してください。")]
    NotAgreed(String),
    /// It is asked of somebody else, or was replaced.
    #[error("この提案は、新しい提案に替わりました。今の提案を確かめてください。")]
    Replaced,
    /// An issue cannot become part of itself or of one that is closed.
    #[error("まとめる先の課題を、終わっていない課題の中から選んでください。")]
    Target,
    /// Nobody stands above.
    #[error("この協議会の上にある協議会が、まだ登録されていません。都道府県などの担当課に、登録を頼んでください。")]
    NoneAbove,
    /// Somebody else was faster.
    #[error("ほかの方が先に進めました。今の内容を確かめてから、もう一度お試しください。書いた文章は残してあります。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale | Duplicate => Stale);

/// Lets words out in which nobody is named. Each place that looks so was either written anew, or let stay by a person; what the gate
/// knows as a name never stays.
pub(super) fn release<T: Publishable>(gate: &Gate, said: Said<T>) -> Result<Released<T>, Blocked> {
    match PersonChecks::complete(said.cleared.iter().map(String::as_str), &said.cleared) {
        None => gate.release_plain(said.words),
        Some(checks) => {
            let stays = |key: &String| (key.clone(), Decision::Keep { reason: "人の名前ではない".to_owned() });
            let decisions = Decisions { made: said.cleared.iter().map(stays).collect(), ..Decisions::none() };
            gate.release(&said.words, &decisions, &checks)
        }
    }
}

/// The gate of those who know nobody by name: it finds what looks like a name, a number, an address.
pub(super) async fn gate(app: &App) -> Result<Gate, Fault> {
    Ok(Gate::new(Vec::new(), Vec::new(), app.tongue.names().await?))
}

/// An issue that is being moved on.
pub(super) struct Moving {
    pub(super) tx: Change,
    pub(super) council: Council,
    pub(super) before: Issue,
    pub(super) bodies: Vec<CouncilBody>,
    action: Action,
}

/// What is done with it.
pub(super) struct Move<'m> {
    pub(super) step: Step,
    pub(super) on: Date,
    pub(super) body: Option<BodyId>,
    pub(super) reply: Option<(JurisdictionCode, Reply)>,
    pub(super) text: &'m Released<String>,
}

impl<'m> Move<'m> {
    /// A step of today that no body took.
    pub(super) fn today(app: &App, step: Step, text: &'m Released<String>) -> Self {
        Self { step, on: app.today(), body: None, reply: None, text }
    }
}

impl Moving {
    /// Begins, if the actor may and the road leads there.
    pub(super) async fn begin(app: &App, actor: &Actor, shown: Shown, step: Step) -> Result<Self, Error> {
        let (council, read) = column::opened(app, actor, shown.council, Action::IssuesMove).await?;
        drop(read);
        let resource = column::resource(&council);
        Self::with(app, actor, (council, resource, Action::IssuesMove), shown, step).await
    }

    /// The same for another right than that of the secretariat.
    pub(super) async fn with(
        app: &App,
        actor: &Actor,
        (council, resource, action): (Council, crate::Resource, Action),
        shown: Shown,
        step: Step,
    ) -> Result<Self, Error> {
        let mut tx = app.change(actor, action, &resource).await?;
        let known = issues::load(&mut tx, council.id, shown.issue).await?.ok_or(Fault::Hidden)?;
        let bodies = councils::bodies(&mut tx, council.id).await?;
        if known.version != shown.version {
            return Err(Error::Stale);
        }
        match known.stage.after(step) {
            Some(_) => Ok(Self { tx, council, before: known, bodies, action }),
            None => Err(Error::NotNow(known.stage)),
        }
    }

    /// A body that works.
    pub(super) fn body(&self, id: BodyId) -> Result<&CouncilBody, Error> {
        self.bodies.iter().find(|body| body.id == id && body.ended_on.is_none()).ok_or(Error::Body)
    }

    /// The 全体会.
    pub(super) fn plenary(&self) -> Option<BodyId> {
        self.bodies.iter().find(|body| body.kind == BodyKind::Plenary).map(|body| body.id)
    }

    /// Checks a day on which something was done.
    pub(super) fn done_on(&self, app: &App, day: Date) -> Result<Date, Error> {
        if day < self.before.arrived_on || day > app.today() { Err(Error::Day) } else { Ok(day) }
    }

    /// Takes the step: the issue is where the road leads, with what else `change` says of it.
    pub(super) async fn take(&mut self, app: &App, actor: &Actor, taken: Move<'_>, change: impl FnOnce(&mut Issue)) -> Result<(), Error> {
        let stage = self.before.stage.after(taken.step).ok_or(Error::NotNow(self.before.stage))?;
        let mut after = Issue { stage, moved_on: app.today(), ..self.before.clone() };
        change(&mut after);
        issues::update(&mut self.tx, self.council.id, &after).await?;
        insert(app, actor, &mut self.tx, &after, taken).await
    }

    /// Makes it true.
    pub(super) async fn commit(self, app: &App, actor: &Actor, step: Step) -> Result<(), Error> {
        let mut record = app.installation_record(actor, self.action, Subject::new("issue", self.before.id));
        record.before = Facts::new().plain("stage", model::Vocabulary::code(self.before.stage));
        record.after = Facts::new().plain("step", model::Vocabulary::code(step));
        self.tx.commit(app.now(), record).await?;
        Ok(())
    }
}

/// Adds a step to an issue.
pub(super) async fn insert(app: &App, actor: &Actor, tx: &mut Change, issue: &Issue, taken: Move<'_>) -> Result<(), Error> {
    let done = Done {
        id: app.mint(),
        issue: issue.id,
        kind: taken.step,
        on: taken.on,
        body: taken.body,
        reply: taken.reply,
        account: actor.account(),
        at: app.now(),
    };
    issues::insert_step(tx, issue.council, &done, taken.text).await?;
    Ok(())
}
