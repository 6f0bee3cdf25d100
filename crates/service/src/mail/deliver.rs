//! The worker's step: send what is due.

use jiff::{SignedDuration, Timestamp};
use store::outbox::{self, Message};

use super::{MailError, Outgoing, Transport};
use crate::{App, Fault};

/// After so many attempts a message is given up and shown to the office.
const ATTEMPTS: i64 = 10;
/// A worker that dies gives its message back after so long.
const CLAIM: SignedDuration = SignedDuration::from_mins(5);
const BATCH: i64 = 50;

/// Sends what is due; returns how many messages left. Running it twice at once does no harm: each message is claimed first.
pub async fn deliver_due(app: &App, transport: &impl Transport, from: &str) -> Result<usize, Fault> {
    let mut tx = app.database.read().await?;
    let due = outbox::due(&mut tx, app.now(), BATCH).await?;
    drop(tx);
    let mut sent = 0;
    for message in due {
        if claim(app, &message).await? {
            let result = send(app, transport, from, &message).await;
            sent += usize::from(result.is_ok());
            settle(app, &message, result).await?;
        }
    }
    Ok(sent)
}

async fn claim(app: &App, message: &Message) -> Result<bool, Fault> {
    let mut tx = app.database.write().await?;
    let claimed = outbox::claim(&mut tx, message, app.now(), app.now() + CLAIM).await?;
    tx.commit_bookkeeping().await?;
    Ok(claimed)
}

async fn send(app: &App, transport: &impl Transport, from: &str, message: &Message) -> Result<(), MailError> {
    transport.send(message.id.to_string(), Outgoing::compose(message, from, &app.settings.host())?).await
}

async fn settle(app: &App, message: &Message, result: Result<(), MailError>) -> Result<(), Fault> {
    let mut tx = app.database.write().await?;
    match result {
        Ok(()) => outbox::sent(&mut tx, message.id).await?,
        Err(error) => {
            tracing::warn!(mail = %message.id, attempt = message.attempts + 1, reason = %error, "mail was not sent");
            outbox::not_sent(&mut tx, message.id, &error.to_string(), next_attempt(app.now(), message.attempts + 1)).await?;
        }
    }
    Ok(tx.commit_bookkeeping().await?)
}

/// One minute, two, four … at most half a day later; `None` when it is given up.
fn next_attempt(now: Timestamp, attempts: i64) -> Option<Timestamp> {
    if attempts >= ATTEMPTS {
        return None;
    }
    let minutes = (1_i64 << attempts.clamp(0, 9)).min(720);
    Some(now + SignedDuration::from_mins(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_spread_out_and_end() {
        let now = Timestamp::UNIX_EPOCH;
        let minutes: Vec<i64> = (1..ATTEMPTS).filter_map(|attempt| next_attempt(now, attempt)).map(|at| at.as_second() / 60).collect();
        assert_eq!(minutes, [2, 4, 8, 16, 32, 64, 128, 256, 512]);
        assert_eq!(next_attempt(now, ATTEMPTS), None);
    }
}
