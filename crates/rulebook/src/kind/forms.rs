//! Parameters that name a prescribed form (B13, C8, D4).

use std::{borrow::Cow, cmp::Ordering, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

use super::{Asks, Days, Kind};
use crate::form::FormSubject;

/// Parameters of `minutes_form`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinutesForm {
    /// So many days after the meeting (target).
    pub days_after: Days,
    /// The form.
    pub prescribed_form: FormName,
}

impl Asks for MinutesForm {
    fn told(&self) -> Vec<(&'static str, String)> {
        vec![("days_after", self.days_after.to_string())]
    }

    fn strictness(&self, other: &Self) -> Option<Ordering> {
        Some(other.days_after.cmp(&self.days_after))
    }
}

/// Which `[[form]]` of the rulebook a rule speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormName {
    /// The authority prescribes a form, and what it contains is not written down.
    Unknown,
    /// The form of this id.
    Named(String),
}

impl FormName {
    /// How it is said that nobody has written down what the form contains. No form has this name.
    pub(crate) const UNKNOWN: &str = "unknown";
}

impl<'de> Deserialize<'de> for FormName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl de::Visitor<'_> for Name {
            type Value = FormName;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a form")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<FormName, E> {
                Ok(if name == FormName::UNKNOWN { FormName::Unknown } else { FormName::Named(name.to_owned()) })
            }

            fn visit_bool<E: de::Error>(self, _: bool) -> Result<FormName, E> {
                let hint = "prescribed_formには、様式の名前（[[form]]のid）を書いてください。内容が分からない様式なら\"unknown\"と書きます";
                Err(E::custom(hint))
            }
        }
        deserializer.deserialize_any(Name)
    }
}

impl JsonSchema for FormName {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FormName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": "所定の様式（[[form]]のid）。内容が分からない様式なら unknown" })
    }
}

impl Kind {
    /// The form that it prescribes, and for what.
    pub fn prescribes(&self) -> Option<(FormSubject, &FormName)> {
        match self {
            Self::MinutesForm(parameters) => Some((FormSubject::Minutes, &parameters.prescribed_form)),
            Self::VisitRecorded(parameters) => Some((FormSubject::VisitRecord, parameters.prescribed_form.as_ref()?)),
            _ => None,
        }
    }
}
