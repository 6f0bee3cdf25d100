//! Who acts: somebody who signed in, somebody with a link, the program itself, or anybody.

use model::{AccessLinkId, AccountId, OfficeId, accounts::Role, identifiers::JurisdictionCode, vocabulary};
use store::ActorStamp;

vocabulary! {
    /// What a link or a short code is good for. One purpose each; a link never opens a second door.
    LinkPurpose {
        /// Answer an invitation to a seat, with the pledge (B2, A10).
        Invitation = "invitation", "構成員への就任のお返事";
        /// Answer a date poll (B3).
        DatePoll = "date_poll", "日程のお返事";
        /// Answer whether one attends, read the materials, write an opinion (B4).
        Attendance = "attendance", "出欠と書面意見";
        /// See when and where one visits (C1).
        Visit = "visit", "訪問のご案内";
        /// Say when one can visit (C1, C3); the subject is the seat and the 年度.
        VisitDays = "visit_days", "訪問のご都合のお伺い";
        /// Confirm the minutes (B13).
        MinutesConfirmation = "minutes_confirmation", "議事録の確認";
        /// Join as a colleague.
        StaffInvitation = "staff_invitation", "職員の登録";
        /// Set a new password.
        PasswordReset = "password_reset", "パスワードの再設定";
        /// Read by a program how the offices of an area stand (D6); the subject is the area.
        AuthorityKey = "authority_key", "判定の読み出し";
        /// Sign in once (the demonstration).
        SignIn = "sign_in", "サインイン";
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody unknown.
    Anonymous,
    /// Somebody who signed in.
    Account {
        /// Whose account.
        id: AccountId,
        /// With which role.
        role: Role,
        /// The office of managers and staff.
        office: Option<OfficeId>,
        /// The municipality or prefecture of officials.
        jurisdiction: Option<JurisdictionCode>,
    },
    /// Somebody who followed a link or typed a code.
    Link {
        /// Which link.
        id: AccessLinkId,
        /// What it is good for.
        purpose: LinkPurpose,
        /// The office it belongs to.
        office: Option<OfficeId>,
        /// The one thing it opens (a seat, an account), as its id.
        subject: String,
    },
    /// The program: a job, a command, the demonstration.
    System(&'static str),
}

impl Actor {
    /// For the audit record.
    pub fn stamp(&self) -> ActorStamp {
        match self {
            Self::Anonymous => ActorStamp::Anonymous,
            Self::Account { id, .. } => ActorStamp::Account(*id),
            Self::Link { id, .. } => ActorStamp::Link(*id),
            Self::System(name) => ActorStamp::System(name),
        }
    }

    /// The account that acts: who entered something for somebody else (B12). `None` when the person did it.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account { id, .. } => Some(*id),
            Self::Anonymous | Self::Link { .. } | Self::System(_) => None,
        }
    }

    /// The office whose staff this is.
    pub fn office(&self) -> Option<OfficeId> {
        match self {
            Self::Account { office, .. } | Self::Link { office, .. } => *office,
            Self::Anonymous | Self::System(_) => None,
        }
    }
}
