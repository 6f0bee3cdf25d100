//! 要望・助言 and their follow-up (B15).

use jiff::civil::Date;
use model::{
    BodyId, MeetingId, NoteId, OfficeId, VisitId, VoiceId,
    meetings::{NoteKind, VoiceState},
    seats::SeatCategory,
};

use crate::{Keyring, Place, ReadTx, Row, StoreError, WriteTx, sql, sql::composed};

/// What somebody said that wants an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Its id.
    pub id: VoiceId,
    /// Whose office.
    pub office: OfficeId,
    /// Of which body.
    pub body: BodyId,
    /// Where it was said.
    pub origin: Origin,
    /// 要望 or 助言.
    pub kind: NoteKind,
    /// The category of who said it; the person stays with the note.
    pub category: Option<SeatCategory>,
    /// What was said.
    pub text: String,
    /// The office's answer.
    pub answer: Option<String>,
    /// Who in the office sees to it.
    pub owner: Option<String>,
    /// By when.
    pub due_on: Option<Date>,
    /// Where it stands.
    pub state: VoiceState,
    /// What came of it.
    pub result: Option<String>,
    /// The meeting at which it was reported.
    pub reported_in: Option<MeetingId>,
    /// For optimistic locking.
    pub version: i64,
}

impl Voice {
    /// What somebody said just now: nobody answered it yet.
    pub fn new(
        id: VoiceId,
        office: OfficeId,
        body: BodyId,
        origin: Origin,
        kind: NoteKind,
        category: Option<SeatCategory>,
        text: String,
    ) -> Self {
        Self {
            id,
            office,
            body,
            origin,
            kind,
            category,
            text,
            answer: None,
            owner: None,
            due_on: None,
            state: VoiceState::Open,
            result: None,
            reported_in: None,
            version: 1,
        }
    }
}

/// Where a voice comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It was said in a meeting.
    Meeting {
        /// Which.
        meeting: MeetingId,
        /// The note it comes from.
        note: Option<NoteId>,
    },
    /// A visitor wrote it after a visit (C8).
    Visit(VisitId),
}

impl Origin {
    /// The meeting in which it was said.
    pub fn meeting(self) -> Option<MeetingId> {
        match self {
            Self::Meeting { meeting, .. } => Some(meeting),
            Self::Visit(_) => None,
        }
    }

    /// The note it comes from.
    fn note(self) -> Option<NoteId> {
        match self {
            Self::Meeting { note, .. } => note,
            Self::Visit(_) => None,
        }
    }

    /// The visit after which it was written.
    pub fn visit(self) -> Option<VisitId> {
        match self {
            Self::Meeting { .. } => None,
            Self::Visit(visit) => Some(visit),
        }
    }
}

const COLUMNS: &str = "id, office_id, body_id, meeting_id, visit_id, note_id, kind, category, text, answer, owner, due_on, state, result, reported_in, version";

/// All follow-ups of an office, the oldest first.
pub async fn list(tx: &mut ReadTx, office: OfficeId) -> Result<Vec<Voice>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM voices WHERE office_id = $1 ORDER BY id")).bind(office).all(tx, |row| read(&keyring, row)).await
}

/// One follow-up of an office.
pub async fn load(tx: &mut ReadTx, office: OfficeId, id: VoiceId) -> Result<Option<Voice>, StoreError> {
    let keyring = tx.keyring();
    composed(format!("SELECT {COLUMNS} FROM voices WHERE office_id = $1 AND id = $2"))
        .bind(office)
        .bind(id)
        .optional(tx, |row| read(&keyring, row))
        .await
}

/// Adds a follow-up.
pub async fn insert(tx: &mut WriteTx, voice: &Voice) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let place = |column| Place::new(column, voice.id);
    composed(format!("INSERT INTO voices ({COLUMNS}) VALUES ({})", crate::sql::placeholders(1, 16)))
        .bind(voice.id)
        .bind(voice.office)
        .bind(voice.body)
        .bind(voice.origin.meeting())
        .bind(voice.origin.visit())
        .bind(voice.origin.note())
        .bind(voice.kind)
        .bind(voice.category)
        .bind(keyring.seal(&place("voices.text"), &voice.text)?)
        .bind(keyring.seal_option(&place("voices.answer"), voice.answer.as_deref())?)
        .bind(keyring.seal_option(&place("voices.owner"), voice.owner.as_deref())?)
        .bind(voice.due_on)
        .bind(voice.state)
        .bind(keyring.seal_option(&place("voices.result"), voice.result.as_deref())?)
        .bind(voice.reported_in)
        .bind(voice.version)
        .run(tx)
        .await?;
    Ok(())
}

/// Changes a follow-up, if nobody else did in the meantime.
pub async fn update(tx: &mut WriteTx, voice: &Voice) -> Result<(), StoreError> {
    let keyring = tx.keyring();
    let place = |column| Place::new(column, voice.id);
    sql("UPDATE voices SET text = $1, answer = $2, owner = $3, due_on = $4, state = $5, result = $6, reported_in = $7, version = version + 1
         WHERE office_id = $8 AND id = $9 AND version = $10")
        .bind(keyring.seal(&place("voices.text"), &voice.text)?)
        .bind(keyring.seal_option(&place("voices.answer"), voice.answer.as_deref())?)
        .bind(keyring.seal_option(&place("voices.owner"), voice.owner.as_deref())?)
        .bind(voice.due_on)
        .bind(voice.state)
        .bind(keyring.seal_option(&place("voices.result"), voice.result.as_deref())?)
        .bind(voice.reported_in)
        .bind(voice.office)
        .bind(voice.id)
        .bind(voice.version)
        .run_versioned(tx)
        .await
}

fn read(keyring: &Keyring, row: &Row) -> Result<Voice, StoreError> {
    let id: VoiceId = row.get("id")?;
    let place = |column| Place::new(column, id);
    Ok(Voice {
        id,
        office: row.get("office_id")?,
        body: row.get("body_id")?,
        origin: match (row.get("meeting_id")?, row.get("visit_id")?) {
            (Some(meeting), _) => Origin::Meeting { meeting, note: row.get("note_id")? },
            (None, Some(visit)) => Origin::Visit(visit),
            (None, None) => return Err(StoreError::Unreadable("where a voice comes from".to_owned())),
        },
        kind: row.get("kind")?,
        category: row.get("category")?,
        text: keyring.open(&place("voices.text"), &row.get("text")?)?,
        answer: keyring.open_option(&place("voices.answer"), row.get("answer")?)?,
        owner: keyring.open_option(&place("voices.owner"), row.get("owner")?)?,
        due_on: row.get("due_on")?,
        state: row.get("state")?,
        result: keyring.open_option(&place("voices.result"), row.get("result")?)?,
        reported_in: row.get("reported_in")?,
        version: row.get("version")?,
    })
}
