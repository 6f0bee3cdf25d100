//! Whose link it is, for what opens with every link that a member holds anyhow: the 手引き (C5), the own needs (A13).

use std::str::FromStr;

use model::{OfficeId, SeatId, seats::SeatState};
use store::{
    ReadTx,
    seats::{self, Seat},
};

use crate::{
    Actor, Fault, LinkPurpose, Resource,
    attendances::answer::line_of_link,
    visits::{announce::visit_of_link, wishes},
};

/// A link of an office. Which purposes open what is said by the policies, and by [`Holder::seat`].
pub(crate) struct Holder<'a> {
    pub(crate) office: OfficeId,
    purpose: LinkPurpose,
    subject: &'a str,
}

impl<'a> Holder<'a> {
    /// The link of an actor.
    pub(crate) fn of(actor: &'a Actor) -> Result<Self, Fault> {
        match actor {
            Actor::Link { purpose, office: Some(office), subject, .. } => Ok(Self { office: *office, purpose: *purpose, subject }),
            _ => Err(Fault::Hidden),
        }
    }

    /// What the policies are asked about.
    pub(crate) fn resource(&self) -> Resource {
        Resource::office(self.office).subject(self.subject)
    }

    /// The seat of whoever holds the link, as long as it is held.
    pub(crate) async fn seat(&self, tx: &mut ReadTx) -> Result<Seat, Fault> {
        let id: SeatId = match self.purpose {
            LinkPurpose::Invitation => id(self.subject)?,
            LinkPurpose::Attendance => line_of_link(tx, self.office, id(self.subject)?).await?.1,
            LinkPurpose::Visit => visit_of_link(tx, self.office, id(self.subject)?).await?.1.id,
            LinkPurpose::VisitDays => wishes::of_subject(self.subject)?.0,
            _ => return Err(Fault::Hidden),
        };
        seats::load(tx, self.office, id).await?.filter(|seat| seat.state == SeatState::Seated).ok_or(Fault::Hidden)
    }
}

fn id<T: FromStr>(subject: &str) -> Result<T, Fault> {
    subject.parse().map_err(|_| Fault::Hidden)
}
