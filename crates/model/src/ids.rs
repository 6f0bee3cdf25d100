//! Typed identifiers: one ULID type per noun, so that a seat cannot be passed where a meeting is wanted.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use ulid::Ulid;

/// A text is not one of our identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier: 26 characters of Crockford base 32 are expected")]
pub struct IdError;

/// An identifier of one noun. All of them are made the same way; see [`Id::mint`].
pub trait Id: Copy + Eq + Ord + fmt::Display + FromStr<Err = IdError> {
    /// Makes an identifier from a time (milliseconds since 1970) and 80 random bits; both are arguments because the core
    /// knows neither clock nor randomness.
    fn mint(unix_ms: u64, random: u128) -> Self;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(Ulid);

        impl Id for $name {
            fn mint(unix_ms: u64, random: u128) -> Self {
                Self(Ulid::from_parts(unix_ms, random))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            /// Accepts exactly the form that is written: upper case, no look-alikes, so that one thing has one address.
            fn from_str(text: &str) -> Result<Self, IdError> {
                let ulid = Ulid::from_string(text).map_err(|_| IdError)?;
                if ulid.to_string() == text { Ok(Self(ulid)) } else { Err(IdError) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }
    )+};
}

ids! {
    /// 法人.
    CorporationId,
    /// 事業所.
    OfficeId,
    /// 共同生活住居・施設.
    DwellingId,
    /// 利用者.
    ResidentId,
    /// One answer to the 意向確認.
    ContactWishId,
    /// A person who may sit in a body; not an account (invariant 6).
    PersonId,
    /// 会議体.
    BodyId,
    /// 構成員.
    SeatId,
    /// 参加承諾書.
    PledgeId,
    /// A line of the log of contacts with the neighbourhood (A14).
    OutreachId,
    /// 会議.
    MeetingId,
    /// A date poll.
    PollId,
    /// One candidate time of a date poll.
    SlotId,
    /// 議題.
    AgendaItemId,
    /// 資料.
    MaterialId,
    /// A stored file.
    FileId,
    /// A line of the attendance list.
    AttendanceId,
    /// A note taken during a meeting.
    NoteId,
    /// 議事録.
    MinutesId,
    /// 要望・助言・意見・気づき.
    VoiceId,
    /// 公表.
    PublicationId,
    /// A file that goes with published minutes.
    AttachmentId,
    /// 第三者評価.
    EvaluationId,
    /// An account that can sign in; not a person of a body (invariant 6).
    AccountId,
    /// A link or code by which somebody without an account answers.
    AccessLinkId,
    /// A message waiting to be sent.
    MailId,
    /// One run of an import.
    ImportId,
    /// 訪問.
    VisitId,
    /// 用件 between an office and an authority.
    MatterId,
    /// One entry of a matter's thread.
    EntryId,
    /// What an authority asks of many offices at once.
    CallId,
    /// （自立支援）協議会.
    CouncilId,
    /// 地域課題.
    IssueId,
    /// One of the places from which a 地域課題 came.
    OriginId,
    /// What was done with a 地域課題.
    StepId,
    /// 提案・提言.
    ProposalId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_writing_and_reading() {
        let id = SeatId::mint(1_790_000_000_000, 42);
        assert_eq!(id.to_string().parse::<SeatId>(), Ok(id));
    }

    #[test]
    fn lower_case_and_look_alikes_are_not_a_second_address_of_the_same_thing() {
        let id = SeatId::mint(1_790_000_000_000, 42).to_string();
        assert_eq!(id.to_lowercase().parse::<SeatId>(), Err(IdError));
        assert_eq!("".parse::<SeatId>(), Err(IdError));
        assert_eq!("../../etc/passwd".parse::<SeatId>(), Err(IdError));
    }
}
