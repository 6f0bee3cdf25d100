//! 第三者評価 (B16): recorded for a 年度; whether it stands in for the meeting is said by the rulebook.

use jiff::civil::Date;
use model::{EvaluationId, OfficeId, calendar::FiscalYear};
use store::{
    Facts, Subject,
    evaluations::{self, Evaluation},
};

use crate::{Action, Actor, App, Fault, Resource, agenda::carry_over};

/// An evaluation as it is recorded.
#[derive(Debug, Clone)]
pub struct Input {
    /// Which, and the version that was shown; `None` for a new one.
    pub id: Option<(EvaluationId, i64)>,
    /// By whom.
    pub evaluator: String,
    /// Whether the evaluator is certified (認証評価機関); `None`: nobody knows.
    pub certified: Option<bool>,
    /// When its result was received; the 年度 follows from it.
    pub received_on: Date,
    /// When the result was published.
    pub published_on: Option<Date>,
    /// Where.
    pub published_at: String,
    /// What came out, in a few words.
    pub note: String,
}

/// It was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody received a result tomorrow.
    #[error("結果を受け取った日が、今日より後になっています。")]
    InFuture,
    /// A result is published after it came.
    #[error("公表した日が、結果を受け取った日より前になっています。")]
    PublishedBefore,
    /// There is one for that year.
    #[error("{0}の第三者評価は、すでに記録されています。一覧から選んで直してください。")]
    ThereAlready(FiscalYear),
    /// Somebody else was faster.
    #[error("ほかの方が先に変更しました。画面を読み込み直して、もう一度入力してください。")]
    Stale,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

crate::fault::from_store!(Error, Stale => Stale);

/// The evaluations of an office, the newest first.
pub async fn list(app: &App, actor: &Actor, office: OfficeId) -> Result<Vec<Evaluation>, Fault> {
    let mut tx = app.view(actor, Action::OfficesView, &Resource::office(office)).await?;
    Ok(evaluations::list(&mut tx, office).await?)
}

/// Records or corrects an evaluation. A new one is put on the agenda of the next meeting.
pub async fn evaluate(app: &App, actor: &Actor, office: OfficeId, input: Input) -> Result<EvaluationId, Error> {
    if input.received_on > app.today() {
        return Err(Error::InFuture);
    }
    if input.published_on.is_some_and(|day| day < input.received_on) {
        return Err(Error::PublishedBefore);
    }
    let mut tx = app.change(actor, Action::EvaluationsRecord, &Resource::office(office)).await?;
    let all = evaluations::list(&mut tx, office).await?;
    let before = match input.id {
        Some((id, _)) => Some(all.iter().find(|known| known.id == id).cloned().ok_or(Fault::Hidden)?),
        None => None,
    };
    let after = Evaluation {
        id: before.as_ref().map_or_else(|| app.mint(), |known| known.id),
        office,
        year: FiscalYear::of(input.received_on),
        evaluator: input.evaluator,
        certified: input.certified,
        received_on: input.received_on,
        published_on: input.published_on,
        published_at: input.published_at,
        note: input.note,
        version: input.id.map_or(1, |(_, version)| version),
    };
    if all.iter().any(|known| known.year == after.year && known.id != after.id) {
        return Err(Error::ThereAlready(after.year));
    }
    match &before {
        Some(_) => evaluations::update(&mut tx, &after).await?,
        None => {
            evaluations::insert(&mut tx, &after).await?;
            carry_over::evaluation(app, &mut tx, &after).await?;
        }
    }
    let mut record = app.record(actor, Action::EvaluationsRecord, office, Subject::new("evaluation", after.id));
    (record.before, record.after) = (before.as_ref().map(facts).unwrap_or_default(), facts(&after));
    tx.commit(app.now(), record).await?;
    Ok(after.id)
}

fn facts(evaluation: &Evaluation) -> Facts {
    Facts::new()
        .plain("year", evaluation.year.start_year())
        .plain("evaluator", &evaluation.evaluator)
        .plain_option("certified", evaluation.certified)
        .plain("received_on", evaluation.received_on)
        .plain_option("published_on", evaluation.published_on)
}
