//! Limits on how often something may be tried: sign-ins, codes, requests for mail.

use jiff::SignedDuration;

use crate::{App, Fault};

/// A limit: how many attempts in a window of time.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// How many.
    pub attempts: i64,
    /// In how long.
    pub window: SignedDuration,
}

impl Limit {
    /// So many attempts in so many minutes.
    pub const fn per_minutes(attempts: i64, minutes: i64) -> Self {
        Self { attempts, window: SignedDuration::from_secs(minutes * 60) }
    }
}

/// Counts an attempt in a bucket and says whether it is within the limit. The bucket's name is hashed: it may hold an address.
pub async fn allow(app: &App, bucket: &str, limit: Limit) -> Result<bool, Fault> {
    let name = data_encoding::HEXLOWER.encode(&app.database.keyring().token_hash("rate", bucket));
    let mut tx = app.database.write().await?;
    let count = store::rate_limits::count(&mut tx, &name, app.now(), limit.window).await?;
    tx.commit_bookkeeping().await?;
    Ok(count <= limit.attempts)
}
