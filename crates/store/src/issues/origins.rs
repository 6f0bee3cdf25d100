//! Where issues came from, and the way back (E4, E12).

use jiff::civil::Date;
use model::{
    CouncilId, IssueId, OfficeId, OriginId, StepId, VoiceId,
    issues::{OriginKind, Outcome, Stage, Step, Tally},
};

use crate::{Place, ReadTx, Row, StoreError, WriteTx, sql};

/// From where an issue, or a part of it, came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its id.
    pub id: OriginId,
    /// Which issue.
    pub issue: IssueId,
    /// From where.
    pub source: Source,
    /// How many voices stand behind it, as far as they may be told.
    pub tally: Tally,
    /// When.
    pub arrived_on: Date,
}

/// The way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A voice that an office handed on.
    Voice {
        /// The office.
        office: OfficeId,
        /// The voice.
        voice: VoiceId,
    },
    /// An issue of a council below.
    Council {
        /// The council.
        council: CouncilId,
        /// Its issue.
        issue: IssueId,
    },
    /// Somebody of this council.
    Member,
}

impl Source {
    /// Its kind, which may be told.
    pub fn kind(self) -> OriginKind {
        match self {
            Self::Voice { .. } => OriginKind::Voice,
            Self::Council { .. } => OriginKind::Council,
            Self::Member => OriginKind::Member,
        }
    }
}

/// What an office handed on, and how it goes on there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The voice.
    pub voice: VoiceId,
    /// To which council.
    pub council: CouncilId,
    /// The council's name.
    pub council_name: String,
    /// When.
    pub arrived_on: Date,
    /// Where it is on its road.
    pub stage: Stage,
    /// When anything last happened to it.
    pub moved_on: Date,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// What the council told those from whom it came.
    pub told: Option<String>,
}

/// From where an issue came, the oldest first.
pub async fn origins(tx: &mut ReadTx, council: CouncilId, issue: IssueId) -> Result<Vec<Origin>, StoreError> {
    sql("SELECT o.id, o.issue_id, o.kind, o.office_id, o.voice_id, o.lower_id, l.council_id AS lower_council, o.counted, o.small,
                o.arrived_on
         FROM issue_origins o LEFT JOIN issues l ON l.id = o.lower_id WHERE o.council_id = $1 AND o.issue_id = $2 ORDER BY o.id")
    .bind(council)
    .bind(issue)
    .all(tx, read)
    .await
}

/// How many voices stand behind each issue of a council.
pub async fn tallies(tx: &mut ReadTx, council: CouncilId) -> Result<Vec<(IssueId, Tally)>, StoreError> {
    sql("SELECT issue_id, CAST(SUM(counted) AS BIGINT) AS counted, CAST(SUM(small) AS BIGINT) AS small FROM issue_origins
         WHERE council_id = $1 GROUP BY issue_id")
    .bind(council)
    .all(tx, |row| Ok((row.get("issue_id")?, Tally { counted: row.get("counted")?, small: row.get("small")? })))
    .await
}

/// Says from where an issue came.
///
/// # Errors
/// [`StoreError::Duplicate`] if the voice, or the issue of the council below, was handed on before.
pub async fn insert_origin(tx: &mut WriteTx, council: CouncilId, origin: &Origin) -> Result<(), StoreError> {
    let (office, voice, lower) = match origin.source {
        Source::Voice { office, voice } => (Some(office), Some(voice), None),
        Source::Council { issue, .. } => (None, None, Some(issue)),
        Source::Member => (None, None, None),
    };
    sql("INSERT INTO issue_origins (id, issue_id, council_id, kind, office_id, voice_id, lower_id, counted, small, arrived_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(origin.id)
    .bind(origin.issue)
    .bind(council)
    .bind(origin.source.kind())
    .bind(office)
    .bind(voice)
    .bind(lower)
    .bind(origin.tally.counted)
    .bind(origin.tally.small)
    .bind(origin.arrived_on)
    .run(tx)
    .await?;
    Ok(())
}

/// Lets everybody from whom one issue came wait for the answer to another one of the same council.
pub async fn move_origins(tx: &mut WriteTx, council: CouncilId, from: IssueId, to: IssueId) -> Result<(), StoreError> {
    sql("UPDATE issue_origins SET issue_id = $1 WHERE council_id = $2 AND issue_id = $3").bind(to).bind(council).bind(from).run(tx).await?;
    Ok(())
}

/// The issue that a council's issue became in the council above: whose, and where it is there.
pub async fn raised_to(tx: &mut ReadTx, council: CouncilId, issue: IssueId) -> Result<Option<(CouncilId, IssueId, Stage)>, StoreError> {
    sql("SELECT u.council_id, u.id, u.stage FROM issue_origins o JOIN issues u ON u.id = o.issue_id JOIN issues l ON l.id = o.lower_id
         WHERE l.council_id = $1 AND l.id = $2")
    .bind(council)
    .bind(issue)
    .optional(tx, |row| Ok((row.get("council_id")?, row.get("id")?, row.get("stage")?)))
    .await
}

/// What an office handed on, the newest first.
pub async fn of_office(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Handed>, StoreError> {
    let keyring = tx.keyring();
    sql("SELECT o.voice_id, o.council_id, c.name, o.arrived_on, i.stage, i.moved_on, i.outcome, s.id AS step_id, s.text
         FROM issue_origins o JOIN issues i ON i.id = o.issue_id JOIN councils c ON c.id = o.council_id
         LEFT JOIN issue_steps s ON s.issue_id = i.id AND s.kind = $1 WHERE o.office_id = $2 ORDER BY o.id DESC")
    .bind(Step::Returned)
    .bind(office)
    .all(tx, |row| {
        let step: Option<StepId> = row.get("step_id")?;
        let told = match step {
            Some(step) => Some(keyring.open(&Place::new("issue_steps.text", step), &row.get("text")?)?),
            None => None,
        };
        Ok(Handed {
            voice: row.get("voice_id")?,
            council: row.get("council_id")?,
            council_name: row.get("name")?,
            arrived_on: row.get("arrived_on")?,
            stage: row.get("stage")?,
            moved_on: row.get("moved_on")?,
            outcome: row.get("outcome")?,
            told,
        })
    })
    .await
}

fn read(row: &Row) -> Result<Origin, StoreError> {
    let source = match (row.get("voice_id")?, row.get("lower_id")?) {
        (Some(voice), _) => Source::Voice { office: row.get("office_id")?, voice },
        (None, Some(issue)) => Source::Council { council: row.get("lower_council")?, issue },
        (None, None) => Source::Member,
    };
    Ok(Origin {
        id: row.get("id")?,
        issue: row.get("issue_id")?,
        source,
        tally: Tally { counted: row.get("counted")?, small: row.get("small")? },
        arrived_on: row.get("arrived_on")?,
    })
}
