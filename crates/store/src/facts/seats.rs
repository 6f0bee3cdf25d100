//! Members and residents, as the rules want to see them (A2–A11, C2, C5).

use std::collections::HashSet;

use model::{ContactWishId, ResidentId, residents::WishAnswer};
use rulebook::facts::{ResidentFact, SeatFact};

use super::{OfficeRows, Places, Reader};
use crate::{Place, Row, Sealed, StoreError};

/// With the day on which each member was first at a meeting or at a house.
const SEATS: &str = "SELECT s.office_id, s.id, s.person_id, s.category, s.state, s.community_kind, s.family_standing, s.family_of, s.proxy_for,
       s.term_from, s.term_until, s.handbook_given_on, CAST(CASE WHEN s.visit_excuse IS NULL THEN 0 ELSE 1 END AS BIGINT) AS excused, p.resident_id, p.independence,
       (SELECT MIN(given_on) FROM pledges WHERE office_id = s.office_id AND seat_id = s.id) AS pledged_on, was.first_there
  FROM seats s JOIN persons p ON p.id = s.person_id
  LEFT JOIN (SELECT seat_id, MIN(day) AS first_there FROM (
      SELECT a.seat_id, m.held_on AS day FROM attendances a JOIN meetings m ON m.id = a.meeting_id
       WHERE a.office_id BETWEEN $1 AND $2 AND a.seat_id IS NOT NULL AND a.mode IN ('in_person', 'online', 'proxy') AND m.held_on IS NOT NULL
      UNION ALL
      SELECT seat_id, day FROM visits WHERE office_id BETWEEN $1 AND $2 AND state = 'made' AND day IS NOT NULL
    ) AS days GROUP BY seat_id) AS was ON was.seat_id = s.id
 WHERE s.office_id BETWEEN $1 AND $2 ORDER BY s.office_id, s.id";

/// The latest answer counts.
const RESIDENTS: &str = "SELECT r.office_id, r.id, w.id AS wish_id, w.asked_on, w.answer FROM residents r
  LEFT JOIN contact_wishes w ON w.id = (SELECT id FROM contact_wishes WHERE office_id = r.office_id AND resident_id = r.id
                                         ORDER BY asked_on DESC, id DESC LIMIT 1)
 WHERE r.office_id BETWEEN $1 AND $2 AND r.left_on IS NULL ORDER BY r.office_id, r.id";

impl Reader<'_> {
    pub(super) async fn seats(&mut self, offices: &mut [OfficeRows], places: &Places) -> Result<(), StoreError> {
        for (office, seat) in self.rows(SEATS.to_owned(), read).await? {
            let Some(place) = places.get(&office) else { continue };
            offices[*place].seats.push(seat);
        }
        for office in offices {
            invited_themselves(&mut office.seats);
        }
        Ok(())
    }

    pub(super) async fn residents(&mut self, offices: &mut [OfficeRows], places: &Places) -> Result<(), StoreError> {
        let keyring = self.tx.keyring();
        let read = |row: &Row| {
            let wish: Option<ContactWishId> = row.get("wish_id")?;
            let answer: Option<WishAnswer> = match (wish, row.get::<Option<Sealed>>("answer")?) {
                (Some(wish), Some(sealed)) => {
                    let opened = keyring.open(&Place::new("contact_wishes.answer", wish), &sealed)?;
                    Some(opened.parse().map_err(|_| StoreError::Unreadable("an answer to the 意向確認".to_owned()))?)
                }
                _ => None,
            };
            Ok(ResidentFact { id: row.get("id")?, asked_on: row.get("asked_on")?, answer })
        };
        for (office, resident) in self.rows(RESIDENTS.to_owned(), read).await? {
            let Some(place) = places.get(&office) else { continue };
            offices[*place].residents.push(resident);
        }
        Ok(())
    }
}

fn read(row: &Row) -> Result<SeatFact, StoreError> {
    Ok(SeatFact {
        community_kind: row.get("community_kind")?,
        family_standing: row.get("family_standing")?,
        independence: row.get("independence")?,
        term_from: row.get("term_from")?,
        term_until: row.get("term_until")?,
        resident: row.get("resident_id")?,
        proxy_for: row.get("proxy_for")?,
        family_of: row.get("family_of")?,
        pledged_on: row.get("pledged_on")?,
        first_attended_on: row.get("first_there")?,
        handbook_given_on: row.get("handbook_given_on")?,
        excused_from_visits: row.get("excused")?,
        ..SeatFact::new(row.get("id")?, row.get("person_id")?, row.get("category")?, row.get("state")?)
    })
}

/// A5: whether the resident for whom somebody speaks sits at the table as well.
fn invited_themselves(seats: &mut [SeatFact]) {
    let themselves: HashSet<ResidentId> = seats.iter().filter(|seat| seat.is_open()).filter_map(|seat| seat.resident).collect();
    for seat in seats {
        seat.resident_invited = seat.proxy_for.map(|resident| themselves.contains(&resident));
    }
}
