//! How the values of the field stand in columns, the same on both databases: identifiers, vocabularies and dates as text,
//! instants as milliseconds since 1970, yes and no as 1 and 0, sealed values as bytes.

use jiff::{Timestamp, civil::Date};
use model::{
    accounts,
    calendar::FiscalYear,
    identifiers::{CorporateNumber, JurisdictionCode, OfficeNumber},
    ids, meetings, offices, residents, seats,
    vocabulary::Vocabulary,
};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{Arguments as _, Row as _};

use crate::{
    StoreError,
    crypto::{BlindIndex, Sealed},
};

/// The shape of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// TEXT
    Text,
    /// BIGINT
    Whole,
    /// DOUBLE PRECISION
    Real,
    /// BYTEA / BLOB
    Bytes,
}

/// A column's value as both databases know it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// TEXT
    Text(String),
    /// BIGINT
    Whole(i64),
    /// DOUBLE PRECISION
    Real(f64),
    /// BYTEA / BLOB
    Bytes(Vec<u8>),
    /// NULL, which on PostgreSQL has a type as well.
    Null(Shape),
}

impl Value {
    /// The value as part of a key, as [`crate::Place`] writes it.
    pub(crate) fn to_key(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Real(number) => number.to_string(),
            Self::Bytes(bytes) => data_encoding::HEXLOWER.encode(bytes),
            Self::Null(_) => String::new(),
        }
    }
}

/// A type that can stand in a column.
pub trait Column: Sized {
    /// The shape of its column.
    const SHAPE: Shape;
    /// The value to write.
    fn write(&self) -> Value;
    /// The type from a value that is not NULL. The error says what was expected.
    fn read(value: Value) -> Result<Self, String>;
    /// What a NULL means. Only `Option` knows.
    fn absent() -> Result<Self, String> {
        Err("a value is missing".to_owned())
    }
}

impl<T: Column> Column for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null(T::SHAPE), Column::write)
    }
    fn read(value: Value) -> Result<Self, String> {
        T::read(value).map(Some)
    }
    fn absent() -> Result<Self, String> {
        Ok(None)
    }
}

impl<T: Column> Column for &T {
    const SHAPE: Shape = T::SHAPE;
    fn write(&self) -> Value {
        (*self).write()
    }
    fn read(_: Value) -> Result<Self, String> {
        Err("a reference is only written".to_owned())
    }
}

impl Column for &str {
    const SHAPE: Shape = Shape::Text;
    fn write(&self) -> Value {
        Value::Text((*self).to_owned())
    }
    fn read(_: Value) -> Result<Self, String> {
        Err("a reference is only written".to_owned())
    }
}

impl Column for String {
    const SHAPE: Shape = Shape::Text;
    fn write(&self) -> Value {
        Value::Text(self.clone())
    }
    fn read(value: Value) -> Result<Self, String> {
        match value {
            Value::Text(text) => Ok(text),
            other => Err(format!("text expected, not {other:?}")),
        }
    }
}

impl Column for i64 {
    const SHAPE: Shape = Shape::Whole;
    fn write(&self) -> Value {
        Value::Whole(*self)
    }
    fn read(value: Value) -> Result<Self, String> {
        match value {
            Value::Whole(number) => Ok(number),
            _ => Err("a whole number expected".to_owned()),
        }
    }
}

macro_rules! whole_columns {
    ($($type:ty),+) => {$(
        impl Column for $type {
            const SHAPE: Shape = Shape::Whole;
            fn write(&self) -> Value {
                Value::Whole(i64::from(*self))
            }
            fn read(value: Value) -> Result<Self, String> {
                i64::read(value)?.try_into().map_err(|_| concat!("out of range for ", stringify!($type)).to_owned())
            }
        }
    )+};
}
whole_columns!(u8, i16, u16, i32, u32);

impl Column for f64 {
    const SHAPE: Shape = Shape::Real;
    fn write(&self) -> Value {
        Value::Real(*self)
    }
    fn read(value: Value) -> Result<Self, String> {
        match value {
            Value::Real(number) => Ok(number),
            _ => Err("a real number expected".to_owned()),
        }
    }
}

impl Column for bool {
    const SHAPE: Shape = Shape::Whole;
    fn write(&self) -> Value {
        Value::Whole(i64::from(*self))
    }
    fn read(value: Value) -> Result<Self, String> {
        match i64::read(value)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(format!("0 or 1 expected, not {other}")),
        }
    }
}

impl Column for Vec<u8> {
    const SHAPE: Shape = Shape::Bytes;
    fn write(&self) -> Value {
        Value::Bytes(self.clone())
    }
    fn read(value: Value) -> Result<Self, String> {
        match value {
            Value::Bytes(bytes) => Ok(bytes),
            _ => Err("bytes expected".to_owned()),
        }
    }
}

impl Column for Timestamp {
    const SHAPE: Shape = Shape::Whole;
    fn write(&self) -> Value {
        Value::Whole(self.as_millisecond())
    }
    fn read(value: Value) -> Result<Self, String> {
        Timestamp::from_millisecond(i64::read(value)?).map_err(|error| error.to_string())
    }
}

impl Column for FiscalYear {
    const SHAPE: Shape = Shape::Whole;
    fn write(&self) -> Value {
        Value::Whole(i64::from(self.start_year()))
    }
    fn read(value: Value) -> Result<Self, String> {
        FiscalYear::starting_in(i16::read(value)?).map_err(|error| error.to_string())
    }
}

impl Column for Sealed {
    const SHAPE: Shape = Shape::Bytes;
    fn write(&self) -> Value {
        Value::Bytes(self.as_bytes().to_vec())
    }
    fn read(value: Value) -> Result<Self, String> {
        Vec::<u8>::read(value).map(Sealed::from_bytes)
    }
}

impl Column for BlindIndex {
    const SHAPE: Shape = Shape::Bytes;
    fn write(&self) -> Value {
        Value::Bytes(self.as_bytes().to_vec())
    }
    fn read(value: Value) -> Result<Self, String> {
        let bytes = Vec::<u8>::read(value)?;
        <[u8; 16]>::try_from(bytes).map(BlindIndex::from_bytes).map_err(|_| "16 bytes expected".to_owned())
    }
}

/// Types that are written as their `Display` and read by their `FromStr`.
macro_rules! text_columns {
    ($($type:ty),+ $(,)?) => {$(
        impl Column for $type {
            const SHAPE: Shape = Shape::Text;
            fn write(&self) -> Value {
                Value::Text(self.to_string())
            }
            fn read(value: Value) -> Result<Self, String> {
                String::read(value)?.parse().map_err(|error| format!("{error}"))
            }
        }
    )+};
}
text_columns!(
    Date,
    jiff::civil::Time,
    model::telephone::Telephone,
    ids::CorporationId,
    ids::OfficeId,
    ids::DwellingId,
    ids::ResidentId,
    ids::ContactWishId,
    ids::PersonId,
    ids::BodyId,
    ids::SeatId,
    ids::PledgeId,
    ids::OutreachId,
    ids::MeetingId,
    ids::PollId,
    ids::SlotId,
    ids::AgendaItemId,
    ids::MaterialId,
    ids::FileId,
    ids::AttendanceId,
    ids::NoteId,
    ids::MinutesId,
    ids::VoiceId,
    ids::PublicationId,
    ids::AttachmentId,
    ids::EvaluationId,
    ids::AccountId,
    ids::AccessLinkId,
    ids::MailId,
    ids::ImportId,
    ids::VisitId,
    ids::MatterId,
    ids::EntryId,
    ids::CallId,
    ids::CouncilId,
    ids::IssueId,
    ids::OriginId,
    ids::StepId,
    ids::ProposalId,
);

/// Official numbers: a wrong check digit is a doubt that was reported when the number came in; the row is read all the same.
macro_rules! number_columns {
    ($($type:ty),+ $(,)?) => {$(
        impl Column for $type {
            const SHAPE: Shape = Shape::Text;
            fn write(&self) -> Value {
                Value::Text(self.to_string())
            }
            fn read(value: Value) -> Result<Self, String> {
                Self::read(&String::read(value)?).map(|checked| checked.number()).map_err(|error| error.to_string())
            }
        }
    )+};
}
number_columns!(CorporateNumber, OfficeNumber, JurisdictionCode);

/// Vocabularies are written as their codes.
macro_rules! word_columns {
    ($($type:ty),+ $(,)?) => {$(
        impl Column for $type {
            const SHAPE: Shape = Shape::Text;
            fn write(&self) -> Value {
                Value::Text(self.code().to_owned())
            }
            fn read(value: Value) -> Result<Self, String> {
                String::read(value)?.parse().map_err(|error| format!("{error}"))
            }
        }
    )+};
}
word_columns!(
    model::publications::Licence,
    accounts::Role,
    offices::ServiceKind,
    offices::GroupHomeType,
    model::outreach::OutreachKind,
    residents::WishAnswer,
    residents::WishRespondent,
    residents::WishMethod,
    seats::SeatCategory,
    seats::Accommodation,
    seats::CommunityKind,
    seats::FamilyStanding,
    seats::Independence,
    seats::SeatState,
    seats::Channel,
    meetings::IncidentConsent,
    meetings::MeetingState,
    meetings::PlaceKind,
    meetings::AttendanceMode,
    meetings::PollAnswer,
    meetings::Purpose,
    meetings::ItemStyle,
    meetings::NoteKind,
    meetings::MinutesState,
    meetings::PublicationChannel,
    meetings::VoiceState,
    model::visits::VisitState,
    model::visits::VisitMode,
    model::matters::MatterKind,
    model::matters::MatterState,
    model::matters::Side,
    model::matters::EntryKind,
    model::matters::Recipient,
    model::matters::ReportItem,
    model::matters::Scope,
    model::councils::BodyKind,
    model::councils::Running,
    model::councils::Function,
    model::issues::Stage,
    model::issues::Step,
    model::issues::Level,
    model::issues::Urgency,
    model::issues::OriginKind,
    model::issues::Outcome,
    model::issues::Reply,
);

pub(crate) fn push(arguments: &mut AnyArguments, value: Value) -> Result<(), StoreError> {
    let added = match value {
        Value::Text(text) => arguments.add(text),
        Value::Whole(number) => arguments.add(number),
        Value::Real(number) => arguments.add(number),
        Value::Bytes(bytes) => arguments.add(bytes),
        Value::Null(Shape::Text) => arguments.add(None::<String>),
        Value::Null(Shape::Whole) => arguments.add(None::<i64>),
        Value::Null(Shape::Real) => arguments.add(None::<f64>),
        Value::Null(Shape::Bytes) => arguments.add(None::<Vec<u8>>),
    };
    added.map_err(|error| StoreError::Unreadable(error.to_string()))
}

/// The value of a column of a known shape, `None` for NULL.
pub(crate) fn raw(row: &AnyRow, name: &str, shape: Shape) -> Result<Option<Value>, StoreError> {
    Ok(match shape {
        Shape::Text => row.try_get::<Option<String>, _>(name)?.map(Value::Text),
        Shape::Whole => row.try_get::<Option<i64>, _>(name)?.map(Value::Whole),
        Shape::Real => row.try_get::<Option<f64>, _>(name)?.map(Value::Real),
        Shape::Bytes => row.try_get::<Option<Vec<u8>>, _>(name)?.map(Value::Bytes),
    })
}

pub(crate) fn pull<T: Column>(row: &AnyRow, name: &str) -> Result<T, StoreError> {
    // The value itself stays out of the message: it may be personal.
    match raw(row, name, T::SHAPE)? {
        Some(value) => T::read(value),
        None => T::absent(),
    }
    .map_err(|_| StoreError::Unreadable(format!("column {name} of type {}", std::any::type_name::<T>())))
}
