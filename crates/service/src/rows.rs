//! The rows that actions hand up to pages, under one roof: `web` sees them here and does not know the store.

pub use store::{
    abuse_desks::AbuseDesk,
    agenda::AgendaItem,
    attachments::Attachment,
    attendances::{Attendance, Attendee},
    calls::Call,
    councils::{Council, CouncilBody},
    dwellings::Dwelling,
    evaluations::Evaluation,
    issues::{Done, Handed, Issue, IssueStep, Proposal, ProposalReply},
    materials::{Copy, Material},
    matters::{Entry, Matter},
    meetings::Meeting,
    minutes::{Confirmation, Minutes},
    notes::Note,
    offices::Addressee,
    polls::{Poll, Slot},
    publications::{
        NewPublication, Publication, Shown,
        shelf::{After, Entry as ShelfEntry, Scope, Whole},
    },
    self_checks::HouseCheck,
    visit_notes::Sent as SentNotes,
    visit_wishes::{OfHouse as HouseVisitWish, OfMember as MemberVisitWish},
    visits::Visit,
    voices::Voice,
};
