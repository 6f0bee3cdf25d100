//! What the parameters of all kinds have in common.

use std::cmp::Ordering;

use model::Vocabulary;
use schemars::{Schema, SchemaGenerator, json_schema};

/// The parameters of a kind.
pub(crate) trait Asks {
    /// What the sentence of a rule may use, with its wording.
    fn told(&self) -> Vec<(&'static str, String)>;

    /// How strict this is beside another; `None` where the two cannot be compared.
    fn strictness(&self, _other: &Self) -> Option<Ordering> {
        None
    }

    /// Why values that are well-formed each make no sense together.
    fn problem(&self) -> Option<&'static str> {
        None
    }
}

/// More of the same is greater; two lists that each have something of their own cannot be compared.
pub(super) fn inclusion<T: PartialEq>(one: &[T], other: &[T]) -> Option<Ordering> {
    let within = |a: &[T], b: &[T]| a.iter().all(|item| b.contains(item));
    match (within(one, other), within(other, one)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Less),
        (false, true) => Some(Ordering::Greater),
        (false, false) => None,
    }
}

/// Two things that are asked at once: stricter when one is and the other is not laxer.
pub(super) fn both(one: Option<Ordering>, other: Option<Ordering>) -> Option<Ordering> {
    match (one?, other?) {
        (one, Ordering::Equal) | (Ordering::Equal, one) => Some(one),
        (one, other) => (one == other).then_some(one),
    }
}

/// A list of words of a vocabulary.
pub(super) fn words<V: Vocabulary + 'static>(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": word::<V>(generator) })
}

/// A word of a vocabulary.
pub(super) fn word<V: Vocabulary + 'static>(_: &mut SchemaGenerator) -> Schema {
    let words: Vec<&str> = V::ALL.iter().map(|word| word.code()).collect();
    json_schema!({ "enum": words })
}

pub(super) fn labels<V: Vocabulary>(words: &[V]) -> String {
    words.iter().map(|w| w.label()).collect::<Vec<_>>().join("・")
}

/// `1年` rather than `12か月`
pub(crate) fn stretch(months: u8) -> String {
    match months % 12 {
        0 => format!("{}年", months / 12),
        _ => format!("{months}か月"),
    }
}
