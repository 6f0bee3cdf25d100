//! Rules about who sits in the meeting (A2–A10).

pub(super) mod composition;
pub(super) mod invitations;
pub(super) mod pledges;
pub(super) mod proxies;
pub(super) mod terms;
pub(super) mod ties;
