//! 謝礼・交通費: what members were paid for a meeting (A15).

use jiff::civil::Date;
use model::{AttendanceId, MeetingId, OfficeId};

use crate::{ReadTx, StoreError, WriteTx, sql};

/// What was paid for one attendance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    /// For which attendance.
    pub attendance: AttendanceId,
    /// 謝礼, in yen.
    pub honorarium: i64,
    /// 交通費, in yen.
    pub travel: i64,
    /// When it was paid; none while it is owed.
    pub paid_on: Option<Date>,
}

/// What was paid for a meeting.
pub async fn list(tx: &mut ReadTx, office: OfficeId, meeting: MeetingId) -> Result<Vec<Payment>, StoreError> {
    sql("SELECT attendance_id, honorarium, travel, paid_on FROM payments WHERE office_id = $1 AND meeting_id = $2 ORDER BY attendance_id")
        .bind(office)
        .bind(meeting)
        .all(tx, |row| {
            Ok(Payment {
                attendance: row.get("attendance_id")?,
                honorarium: row.get("honorarium")?,
                travel: row.get("travel")?,
                paid_on: row.get("paid_on")?,
            })
        })
        .await
}

/// Writes down what was paid for an attendance, in place of what stood there.
pub async fn put(tx: &mut WriteTx, office: OfficeId, meeting: MeetingId, payment: &Payment) -> Result<(), StoreError> {
    sql("INSERT INTO payments (attendance_id, office_id, meeting_id, honorarium, travel, paid_on) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (attendance_id) DO UPDATE SET honorarium = excluded.honorarium, travel = excluded.travel, paid_on = excluded.paid_on")
    .bind(payment.attendance)
    .bind(office)
    .bind(meeting)
    .bind(payment.honorarium)
    .bind(payment.travel)
    .bind(payment.paid_on)
    .run(tx)
    .await?;
    Ok(())
}

/// Forgets a payment that was not made.
pub async fn delete(tx: &mut WriteTx, office: OfficeId, attendance: AttendanceId) -> Result<(), StoreError> {
    sql("DELETE FROM payments WHERE office_id = $1 AND attendance_id = $2").bind(office).bind(attendance).run(tx).await?;
    Ok(())
}
