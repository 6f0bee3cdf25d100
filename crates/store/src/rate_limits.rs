//! How often something was tried, counted in the database so that limits hold over all processes.

use jiff::{SignedDuration, Timestamp};

use crate::{StoreError, WriteTx, sql};

/// Counts one attempt in a bucket; returns how many there were in the present window, this one included.
pub async fn count(tx: &mut WriteTx, bucket: &str, at: Timestamp, window: SignedDuration) -> Result<i64, StoreError> {
    let opened_after = Timestamp::from_millisecond(at.as_millisecond() - window.as_millis() as i64).unwrap_or(Timestamp::MIN);
    let counted = sql("UPDATE rate_limits SET count = count + 1 WHERE bucket = $1 AND window_start > $2")
        .bind(bucket)
        .bind(opened_after)
        .run(tx)
        .await?;
    if counted == 0 {
        sql("INSERT INTO rate_limits (bucket, window_start, count) VALUES ($1, $2, 1)
             ON CONFLICT (bucket) DO UPDATE SET window_start = excluded.window_start, count = 1")
        .bind(bucket)
        .bind(at)
        .run(tx)
        .await?;
    }
    sql("SELECT count FROM rate_limits WHERE bucket = $1").bind(bucket).one(tx, |row| row.get("count")).await
}
