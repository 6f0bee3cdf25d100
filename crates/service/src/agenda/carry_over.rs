//! What puts itself on an agenda: open requests and advice of earlier meetings (B15, B6), the result of a 第三者評価 (B16),
//! the impressions of visits (C8).
//!
//! Each thing is put there once, when the meeting is planned or when the thing arises; what somebody took off stays off.

use model::{
    OfficeId,
    meetings::{ItemStyle, MeetingState, NoteKind, Purpose, VoiceState},
    visits::VisitState,
};
use store::{
    StoreError, WriteTx,
    agenda::{self, AgendaItem},
    evaluations::{self, Evaluation},
    meetings::{self, Meeting},
    visits::{self, Visit},
    voices::{self, Origin, Voice},
};

use crate::{App, Fault};

/// The entry of the library under which visitors tell what they saw.
pub(super) const IMPRESSIONS: &str = "visits";

/// Fills the agenda of a meeting that was just planned.
pub(crate) async fn everything(app: &App, tx: &mut WriteTx, meeting: &Meeting) -> Result<(), Fault> {
    open_voices(app, tx, meeting).await?;
    if visited_since_last_meeting(tx, meeting).await? {
        impressions_into(app, tx, meeting).await?;
    }
    let recent = [meeting.year, meeting.year.previous()];
    let newest = evaluations::list(tx, meeting.office).await?.into_iter().find(|evaluation| recent.contains(&evaluation.year));
    match newest {
        Some(evaluation) if !told_before(tx, &evaluation).await? => Ok(evaluation_into(app, tx, meeting, &evaluation).await?),
        _ => Ok(()),
    }
}

/// Puts every open request and advice of an earlier meeting on an agenda that does not have it yet.
pub(super) async fn open_voices(app: &App, tx: &mut WriteTx, meeting: &Meeting) -> Result<(), StoreError> {
    let open =
        |voice: &Voice| voice.origin.meeting() != Some(meeting.id) && voice.reported_in.is_none() && voice.state != VoiceState::NotPursued;
    let open: Vec<Voice> = voices::list(tx, meeting.office).await?.into_iter().filter(open).collect();
    voices_into(app, tx, meeting, &open).await
}

/// Puts voices that just arose on the agenda of the next meeting, if one is planned.
pub(crate) async fn new_voices(app: &App, tx: &mut WriteTx, office: OfficeId, arisen: &[Voice]) -> Result<(), StoreError> {
    match next_meeting(tx, office).await? {
        Some(meeting) => voices_into(app, tx, &meeting, arisen).await,
        None => Ok(()),
    }
}

/// Puts an evaluation that was just recorded on the agenda of the next meeting, if one is planned.
pub(crate) async fn evaluation(app: &App, tx: &mut WriteTx, evaluation: &Evaluation) -> Result<(), StoreError> {
    match next_meeting(tx, evaluation.office).await? {
        Some(meeting) => evaluation_into(app, tx, &meeting, evaluation).await,
        None => Ok(()),
    }
}

/// Puts the impressions of a visit that was just recorded on the agenda of the next meeting, if one is planned.
pub(crate) async fn impressions(app: &App, tx: &mut WriteTx, office: OfficeId) -> Result<(), Fault> {
    match next_meeting(tx, office).await? {
        Some(meeting) => impressions_into(app, tx, &meeting).await,
        None => Ok(()),
    }
}

async fn impressions_into(app: &App, tx: &mut WriteTx, meeting: &Meeting) -> Result<(), Fault> {
    let items = agenda::list(tx, meeting.office, meeting.id).await?;
    if !items.iter().any(|item| item.library_key.as_deref() == Some(IMPRESSIONS)) {
        let broken = || Fault::Broken(format!("words/agenda.toml: no “{IMPRESSIONS}”"));
        let entry = super::library()?.iter().find(|entry| entry.key == IMPRESSIONS).ok_or_else(broken)?;
        agenda::insert(tx, &entry.as_item(app.mint(), meeting, next_place(&items))).await?;
    }
    Ok(())
}

/// Whether somebody visited after the last meeting that was held, in the 年度 of a meeting or the one before.
async fn visited_since_last_meeting(tx: &mut WriteTx, meeting: &Meeting) -> Result<bool, StoreError> {
    let last_held = meetings::list(tx, meeting.office).await?.iter().filter_map(|known| known.held_on).max();
    let visits = visits::of_years(tx, meeting.office, meeting.year.previous(), meeting.year).await?;
    let untold = |visit: &Visit| visit.state == VisitState::Made && visit.day.is_some_and(|day| last_held.is_none_or(|held| held < day));
    Ok(visits.iter().any(untold))
}

async fn next_meeting(tx: &mut WriteTx, office: OfficeId) -> Result<Option<Meeting>, StoreError> {
    let open = |meeting: &Meeting| matches!(meeting.state, MeetingState::Planned | MeetingState::Polling | MeetingState::Fixed);
    Ok(meetings::list(tx, office).await?.into_iter().filter(open).min_by_key(|meeting| (meeting.year, meeting.number)))
}

async fn voices_into(app: &App, tx: &mut WriteTx, meeting: &Meeting, arisen: &[Voice]) -> Result<(), StoreError> {
    let items = agenda::list(tx, meeting.office, meeting.id).await?;
    let missing =
        arisen.iter().filter(|voice| voice.origin.meeting() != Some(meeting.id) && !items.iter().any(|item| item.voice == Some(voice.id)));
    for (place, voice) in (next_place(&items)..).zip(missing) {
        let item = AgendaItem {
            title: match (voice.origin, voice.kind) {
                (Origin::Visit(_), NoteKind::Opinion) => "訪問した方が会議で話したいこと".to_owned(),
                (Origin::Visit(_), _) => "訪問した方の声への対応の報告".to_owned(),
                (Origin::Meeting { .. }, kind) => format!("前回までの{kind}への対応の報告"),
            },
            description: voice.text.clone(),
            purposes: vec![Purpose::Transparency],
            style: ItemStyle::Dialogue,
            minutes: 5,
            voice: Some(voice.id),
            ..super::blank(app, meeting, place)
        };
        agenda::insert(tx, &item).await?;
    }
    Ok(())
}

async fn evaluation_into(app: &App, tx: &mut WriteTx, meeting: &Meeting, evaluation: &Evaluation) -> Result<(), StoreError> {
    let items = agenda::list(tx, meeting.office, meeting.id).await?;
    let item = AgendaItem {
        library_key: Some(key(evaluation)),
        title: format!("{}の第三者評価の結果", evaluation.year),
        description: evaluation.note.clone(),
        purposes: vec![Purpose::Transparency],
        style: ItemStyle::Dialogue,
        minutes: 15,
        ..super::blank(app, meeting, next_place(&items))
    };
    agenda::insert(tx, &item).await
}

/// Whether a meeting that was held had it on its agenda.
async fn told_before(tx: &mut WriteTx, evaluation: &Evaluation) -> Result<bool, StoreError> {
    for meeting in meetings::list(tx, evaluation.office).await? {
        let items = agenda::list(tx, meeting.office, meeting.id).await?;
        if items.iter().any(|item| item.library_key.as_deref() == Some(key(evaluation).as_str())) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the key of an item is that of an evaluation: it is told once.
pub(crate) fn is_evaluation(key: &str) -> bool {
    key.starts_with("evaluation/")
}

fn key(evaluation: &Evaluation) -> String {
    format!("evaluation/{}", evaluation.id)
}

fn next_place(items: &[AgendaItem]) -> u32 {
    items.iter().map(|item| item.place_in_order).max().unwrap_or(0) + 1
}
