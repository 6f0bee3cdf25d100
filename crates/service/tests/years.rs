//! From one year into the next (4.10): what is carried over, once, and terms that do not all end together (A9).

use std::collections::BTreeSet;

use jiff::civil::date;
use model::{MeetingId, OfficeId, calendar::FiscalYear, seats::SeatState};
use service::{
    Fault, agenda, meetings,
    minutes::draft,
    seats,
    testing::TestApp,
    years::{
        self,
        carry::{self, Carried, Error, Keep},
    },
};

use crate::scene::*;

/// A year that was held in the last year of everybody's term; the clock stands in March.
async fn at_the_end(test: &TestApp) -> (OfficeId, MeetingId, FiscalYear) {
    let (office, members) = with_members(test).await;
    let meeting = held_meeting(test, office, &members, date(2027, 10, 1)).await;
    noted(test, office, meeting, members[2], "夏祭りに一緒に出たい。").await;
    draft::draft(&test.app, &test.staff(office), office, meeting).await.unwrap();
    test.on(date(2028, 3, 1));
    (office, meeting, FiscalYear::of(date(2028, 4, 1)))
}

async fn everything(test: &TestApp, office: OfficeId, into: FiscalYear) -> Keep {
    let ahead = years::view(&test.app, &test.staff(office), office, into).await.unwrap();
    Keep {
        meetings: ahead.meetings.iter().map(|meeting| meeting.id).collect(),
        agendas: true,
        members: ahead.leaving.iter().map(|leaving| leaving.held.seat.id).collect(),
    }
}

/// 4.10: place, hours and agenda stay; the request of last time is on it by itself; a second press makes nothing.
#[tokio::test]
async fn a_year_is_carried_into_the_next_once() {
    let test = TestApp::new().await;
    let (office, _, into) = at_the_end(&test).await;
    let staff = test.staff(office);
    let keep = everything(&test, office, into).await;
    let made = carry::carry(&test.app, &staff, office, into, &keep).await.unwrap();
    assert_eq!(made, Carried { meetings: 1, members: 3 });
    let again = carry::carry(&test.app, &staff, office, into, &keep).await.unwrap();
    assert_eq!(again, Carried { meetings: 0, members: 0 });
    let planned: Vec<_> =
        meetings::list(&test.app, &staff, office).await.unwrap().into_iter().filter(|meeting| meeting.year == into).collect();
    assert_eq!((planned.len(), planned[0].place.as_str(), planned[0].day), (1, "緑町公民館", None));
    let items = agenda::view(&test.app, &staff, office, planned[0].id).await.unwrap().items;
    assert!(items.iter().any(|item| item.library_key.as_deref() == Some("events")));
    assert_eq!(items.iter().filter(|item| item.voice.is_some()).count(), 1);
    test.finish().await;
}

/// A9: three terms that end together are proposed to end in two different years, without a gap.
#[tokio::test]
async fn terms_that_end_together_are_parted() {
    let test = TestApp::new().await;
    let (office, _, into) = at_the_end(&test).await;
    let staff = test.staff(office);
    let ahead = years::view(&test.app, &staff, office, into).await.unwrap();
    assert!(ahead.all_at_once && ahead.leaving.len() == 3);
    assert!(ahead.leaving.iter().all(|leaving| leaving.from == into.first_day()));
    let ends: BTreeSet<_> = ahead.leaving.iter().map(|leaving| leaving.until).collect();
    assert_eq!(ends.len(), 2);
    carry::carry(&test.app, &staff, office, into, &everything(&test, office, into).await).await.unwrap();
    let candidates = seats::overview(&test.app, &staff, office).await.unwrap().held;
    assert_eq!(candidates.iter().filter(|held| held.seat.state == SeatState::Candidate).count(), 3);
    test.finish().await;
}

/// 4.10: people plan one year ahead; another office's plan is hidden.
#[tokio::test]
async fn only_this_year_and_the_next_are_planned() {
    let test = TestApp::new().await;
    let (office, _, into) = at_the_end(&test).await;
    let keep = everything(&test, office, into).await;
    let far = carry::carry(&test.app, &test.staff(office), office, into.next(), &keep).await;
    assert!(matches!(far, Err(Error::YearUnfit)));
    let other = test.office().await;
    let strange = carry::carry(&test.app, &test.staff(other), office, into, &keep).await;
    assert!(matches!(strange, Err(Error::Fault(Fault::Hidden))));
    test.finish().await;
}

/// 4.10: what is not kept is not made.
#[tokio::test]
async fn what_is_unticked_is_left() {
    let test = TestApp::new().await;
    let (office, _, into) = at_the_end(&test).await;
    let made = carry::carry(&test.app, &test.staff(office), office, into, &Keep::default()).await.unwrap();
    assert_eq!(made, Carried { meetings: 0, members: 0 });
    test.finish().await;
}
