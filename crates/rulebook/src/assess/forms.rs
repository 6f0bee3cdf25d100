//! Which form an authority prescribes to an office (B13, C8, D4).

use jiff::civil::Date;

use super::{Fit, fit};
use crate::{
    book::Rulebook,
    facts::OfficeFact,
    form::{FormSubject, Prescription},
    kind::FormName,
};

/// The form in which an office must write something on a day; `None` where no rule asks the office for one.
pub fn prescribed<'b>(book: &'b Rulebook, subject: FormSubject, office: &OfficeFact, on: Date) -> Option<Prescription<'b>> {
    let versions = book.heard_by(office.service).iter().flat_map(|heard| &heard.versions);
    let asks = versions.map(|version| &version.rule).filter(|rule| rule.asks_on(on) && matches!(fit(office, &rule.applies_to), Fit::Yes));
    let name = asks.filter_map(|rule| rule.kind.prescribes()).find(|(of, _)| *of == subject).map(|(_, name)| name)?;
    Some(match name {
        FormName::Named(id) => book.form(id).map_or(Prescription::Unknown, Prescription::Form),
        FormName::Unknown => Prescription::Unknown,
    })
}
