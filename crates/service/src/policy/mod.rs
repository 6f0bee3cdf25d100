//! Rights are data: `policies/engawa.cedar` says who may do what; the default is *no*.
//!
//! The file is Cedar, checked against a schema when the program starts: a policy that names an action we do not have, or an
//! action that no policy names, stops the start.

mod actions;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::str::FromStr;

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression, Schema, ValidationMode, Validator,
};
use model::{OfficeId, Vocabulary, identifiers::JurisdictionCode};

use crate::{Actor, Fault};

pub use actions::Action;

/// What is acted upon, as policies see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resource {
    /// The office it belongs to.
    pub office: Option<OfficeId>,
    /// Where the office lies.
    pub location: Option<JurisdictionCode>,
    /// Who designated the office.
    pub designator: Option<JurisdictionCode>,
    /// The one thing a link may open, as its id.
    pub subject: Option<String>,
    /// The state it is in, as its code, where rights depend on it.
    pub state: Option<&'static str>,
    /// The authorities whose council it is, or whose council's.
    pub places: Vec<JurisdictionCode>,
}

impl Resource {
    /// Something that belongs to no office (the installation itself).
    pub fn installation() -> Self {
        Self::default()
    }

    /// Something of an office.
    pub fn office(office: OfficeId) -> Self {
        Self { office: Some(office), ..Self::default() }
    }

    /// The same, naming the one thing that a link may open.
    pub fn subject(self, id: impl std::fmt::Display) -> Self {
        Self { subject: Some(id.to_string()), ..self }
    }

    /// The same, in a state.
    pub fn state(self, state: impl Vocabulary) -> Self {
        Self { state: Some(state.code()), ..self }
    }
}

/// The policies in force.
pub struct Policies {
    set: PolicySet,
    schema: Schema,
    authorizer: Authorizer,
}

/// The policies do not fit the program.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The text does not read, or does not fit the schema.
    #[error("the policies are not in order: {0}")]
    Invalid(String),
    /// An action that no policy names.
    #[error("no policy says who may “{0}”")]
    Uncovered(&'static str),
}

const POLICIES: &str = include_str!("../../../../policies/engawa.cedar");
const ENTITIES: &str = include_str!("../../../../policies/entities.cedarschema");

impl Policies {
    /// The policies that the program brings along.
    pub fn built_in() -> Result<Self, PolicyError> {
        Self::parse(POLICIES)
    }

    /// Reads and checks policies.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let (schema, _) = Schema::from_cedarschema_str(&schema_text()).map_err(|error| PolicyError::Invalid(error.to_string()))?;
        let set = PolicySet::from_str(text).map_err(|error| PolicyError::Invalid(error.to_string()))?;
        let validation = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
        if let Some(error) = validation.validation_errors().next() {
            return Err(PolicyError::Invalid(error.to_string()));
        }
        every_action_is_named(&set)?;
        Ok(Self { set, schema, authorizer: Authorizer::new() })
    }

    /// Whether `actor` may do `action` to `resource`.
    pub fn allow(&self, actor: &Actor, action: Action, resource: &Resource) -> Result<bool, Fault> {
        let broken = |error: String| Fault::Broken(error);
        let principal = principal(actor).map_err(broken)?;
        let thing = thing(resource).map_err(broken)?;
        let request =
            Request::new(principal.uid(), uid("Action", action.code()).map_err(broken)?, thing.uid(), Context::empty(), Some(&self.schema))
                .map_err(|error| Fault::Broken(error.to_string()))?;
        let entities = Entities::from_entities([principal, thing], None).map_err(|error| Fault::Broken(error.to_string()))?;
        let response = self.authorizer.is_authorized(&request, &self.set, &entities);
        // A policy that fails to evaluate could have been a `forbid`: that is a *no*.
        Ok(response.decision() == Decision::Allow && response.diagnostics().errors().next().is_none())
    }
}

fn schema_text() -> String {
    let actions: Vec<String> = Action::ALL.iter().map(|action| format!("{:?}", action.code())).collect();
    format!("{ENTITIES}\naction {} appliesTo {{ principal: [Account, Link, Anonymous, System], resource: Thing }};\n", actions.join(", "))
}

fn every_action_is_named(set: &PolicySet) -> Result<(), PolicyError> {
    let mut named = BTreeSet::new();
    for policy in set.policies() {
        match policy.action_constraint() {
            ActionConstraint::Eq(uid) => drop(named.insert(uid.id().unescaped().to_owned())),
            ActionConstraint::In(uids) => named.extend(uids.iter().map(|uid| uid.id().unescaped().to_owned())),
            // “Any action” names nothing: a new action must be decided on, not fall under an old sentence.
            ActionConstraint::Any => {}
        }
    }
    match Action::ALL.iter().find(|action| !named.contains(action.code())) {
        Some(action) => Err(PolicyError::Uncovered(action.code())),
        None => Ok(()),
    }
}

fn uid(kind: &str, id: &str) -> Result<EntityUid, String> {
    let kind = EntityTypeName::from_str(kind).map_err(|error| error.to_string())?;
    Ok(EntityUid::from_type_name_and_id(kind, EntityId::new(id)))
}

type Attributes = HashMap<String, RestrictedExpression>;

fn entity(kind: &str, id: &str, attributes: Attributes) -> Result<Entity, String> {
    Entity::new(uid(kind, id)?, attributes, HashSet::new()).map_err(|error| error.to_string())
}

fn text(attributes: &mut Attributes, name: &str, value: Option<impl ToString>) {
    if let Some(value) = value {
        attributes.insert(name.to_owned(), RestrictedExpression::new_string(value.to_string()));
    }
}

fn principal(actor: &Actor) -> Result<Entity, String> {
    let mut attributes = Attributes::new();
    match actor {
        Actor::Anonymous => entity("Anonymous", "anybody", attributes),
        Actor::System(name) => entity("System", name, attributes),
        Actor::Account { id, role, office, jurisdiction } => {
            text(&mut attributes, "id", Some(id));
            text(&mut attributes, "role", Some(role.code()));
            text(&mut attributes, "office", *office);
            text(&mut attributes, "jurisdiction", *jurisdiction);
            entity("Account", &id.to_string(), attributes)
        }
        Actor::Link { id, purpose, office, subject } => {
            text(&mut attributes, "purpose", Some(purpose.code()));
            text(&mut attributes, "office", *office);
            text(&mut attributes, "subject", Some(subject));
            entity("Link", &id.to_string(), attributes)
        }
    }
}

fn thing(resource: &Resource) -> Result<Entity, String> {
    let mut attributes = Attributes::new();
    text(&mut attributes, "office", resource.office);
    text(&mut attributes, "location", resource.location);
    text(&mut attributes, "designator", resource.designator);
    text(&mut attributes, "subject", resource.subject.as_deref());
    text(&mut attributes, "state", resource.state);
    if !resource.places.is_empty() {
        let places = resource.places.iter().map(|place| RestrictedExpression::new_string(place.to_string()));
        attributes.insert("places".to_owned(), RestrictedExpression::new_set(places));
    }
    entity("Thing", "thing", attributes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{AccountId, Id, accounts::Role};

    fn manager_of(office: OfficeId) -> Actor {
        Actor::Account { id: AccountId::mint(1, 1), role: Role::OfficeManager, office: Some(office), jurisdiction: None }
    }

    #[test]
    fn the_built_in_policies_fit_the_program() {
        Policies::built_in().unwrap();
    }

    #[test]
    fn an_action_without_a_policy_stops_the_start() {
        assert!(matches!(Policies::parse(""), Err(PolicyError::Uncovered(_))));
    }

    #[test]
    fn a_policy_for_an_action_we_do_not_have_stops_the_start() {
        let text = format!("{POLICIES}\npermit(principal, action == Action::\"offices.burn\", resource);");
        assert!(matches!(Policies::parse(&text), Err(PolicyError::Invalid(_))));
    }

    #[test]
    fn a_manager_sees_the_own_office_and_no_other() {
        let policies = Policies::built_in().unwrap();
        let (own, other) = (OfficeId::mint(1, 1), OfficeId::mint(1, 2));
        assert!(policies.allow(&manager_of(own), Action::OfficesView, &Resource::office(own)).unwrap());
        assert!(!policies.allow(&manager_of(own), Action::OfficesView, &Resource::office(other)).unwrap());
        assert!(!policies.allow(&Actor::Anonymous, Action::OfficesView, &Resource::office(own)).unwrap());
    }
}
