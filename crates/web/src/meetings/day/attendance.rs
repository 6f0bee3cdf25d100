//! Who came, who was there of the staff, who left for an item (B11, B12).

use axum::extract::State;
use model::{AgendaItemId, MeetingId, OfficeId, SeatId, meetings::AttendanceMode, seats::Channel};
use service::{
    App,
    attendances::{
        self,
        leave::{self, Left},
    },
};

use super::{again, day_page};
use crate::{
    caller::{Ids, Staff},
    errors::WebError,
    posted::Posted,
    render::{self, Page},
};

pub(in crate::meetings) async fn record(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let seat: SeatId = form.value("seat").parse().map_err(|_| WebError::NotFound)?;
    let mode = form.choice("mode", "出欠");
    let Some(mode) = mode else { return render::form_again(&day_page(&app, &staff, office, id, form).await?) };
    let detail = form.optional_text("detail", "代理の方・書面のご意見");
    let input = attendances::Input {
        seat,
        mode,
        proxy_name: detail.clone().filter(|_| mode == AttendanceMode::Proxy),
        written_opinion: detail.filter(|_| mode == AttendanceMode::Written),
        channel: Channel::InPerson,
    };
    let result = attendances::record(&app, &staff.actor, office, id, input).await;
    again(&app, &staff, office, id, form, result, "出欠を記録しました。").await
}

pub(in crate::meetings) async fn staff_present(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let name = form.required("staff_name", "職員の氏名");
    let role = form.required("staff_role", "職名");
    let (Some(name), Some(role)) = (name, role) else { return render::form_again(&day_page(&app, &staff, office, id, form).await?) };
    let result = attendances::add_staff(&app, &staff.actor, office, id, name, role).await;
    again(&app, &staff, office, id, form, result, "職員の出席を記録しました。").await
}

pub(in crate::meetings) async fn leave(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(mut form): Posted,
) -> Page {
    let item: Option<AgendaItemId> = form.choice("left_item", "席を外した議題");
    let seat: Option<SeatId> = form.choice("left_seat", "席を外した方");
    let reason = form.optional("left_reason", "理由").unwrap_or_default();
    if let (Some(item), Some(seat), true) = (item, seat, form.is_valid()) {
        match leave::leave(&app, &staff.actor, office, id, Left { item, seat, reason }).await {
            Ok(()) => return render::done(&format!("/offices/{office}/meetings/{id}/day#left"), "席を外したことを記録しました。"),
            Err(leave::Error::Fault(fault)) => return Err(fault.into()),
            Err(error) => form.fail("left_seat", error),
        }
    }
    render::form_again(&day_page(&app, &staff, office, id, form).await?)
}

pub(in crate::meetings) async fn come_back(
    State(app): State<App>,
    staff: Staff,
    Ids((office, id)): Ids<(OfficeId, MeetingId)>,
    Posted(form): Posted,
) -> Page {
    let (Ok(item), Ok(seat)) = (form.value("item").parse(), form.value("seat").parse()) else { return Err(WebError::NotFound) };
    leave::take_back(&app, &staff.actor, office, id, item, seat).await?;
    render::done(&format!("/offices/{office}/meetings/{id}/day#left"), "取り消しました。")
}
