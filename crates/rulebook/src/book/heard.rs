//! The rules as offices of one service hear them: put together once, when a book is read, and not for every office that is judged.

use std::{collections::BTreeSet, sync::Arc};

use model::{Vocabulary, offices::ServiceKind};

use crate::{finding::Said, rule::Rule};

/// One rule for one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heard {
    /// Those of its versions that speak about the service, in the order of the book.
    pub(crate) versions: Vec<Version>,
    /// The version by which the rule is named where none does.
    pub(crate) first: Version,
}

/// One version of a rule, with what findings repeat of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    /// The version.
    pub(crate) rule: Arc<Rule>,
    /// What it says to the service.
    pub(crate) said: Arc<Said>,
}

impl Version {
    fn new(rule: &Arc<Rule>, service: ServiceKind) -> Self {
        Self { rule: rule.clone(), said: Arc::new(Said::by(rule, service)) }
    }
}

/// All rules of a book, each once, for each service.
pub(super) fn by_service(rules: &[Arc<Rule>]) -> Vec<(ServiceKind, Vec<Heard>)> {
    ServiceKind::ALL.iter().map(|service| (*service, heard_by(rules, *service))).collect()
}

fn heard_by(rules: &[Arc<Rule>], service: ServiceKind) -> Vec<Heard> {
    let mut names = BTreeSet::new();
    let each_once = rules.iter().filter(|rule| names.insert(&rule.id));
    let heard = each_once.map(|first| {
        let versions = rules.iter().filter(|rule| rule.id == first.id && rule.services.contains(&service));
        Heard { versions: versions.map(|rule| Version::new(rule, service)).collect(), first: Version::new(first, service) }
    });
    heard.collect()
}
