//! What is found in a text that identifies a person.

/// What a span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A person's name as it is written.
    Person,
    /// The reading of a name.
    KanaName,
    /// Letters that stand for a real person.
    Initials,
    /// A telephone or FAX number.
    Phone,
    /// A mail address.
    Email,
    /// A postal address.
    Address,
    /// A date of birth.
    BirthDate,
    /// An age.
    Age,
    /// The number of a certificate, an account, a car.
    IdNumber,
    /// The page of a person.
    Url,
    /// A school, a workplace, a hospital tied to a person.
    Facility,
    /// Words that together point at one person.
    Combination,
}

/// Where something stands in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// First Unicode scalar value.
    pub start: usize,
    /// After the last.
    pub end: usize,
    /// What it is.
    pub label: Label,
    /// The text itself.
    pub text: String,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Why, in one short plain sentence.
    pub why: String,
    /// Whether it stands on the roster.
    pub known: bool,
}
