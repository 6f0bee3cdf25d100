//! The floors of ARCHITECTURE.md, read off the crate graph: a floor uses only floors below it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Each floor with the floors it may use.
const FLOORS: &[(&str, &[&str])] = &[
    ("engawa-model", &[]),
    ("engawa-text", &[]),
    ("engawa-rulebook", &["engawa-model", "engawa-text"]),
    ("engawa-privacy", &["engawa-model", "engawa-text"]),
    ("engawa-planner", &["engawa-model", "engawa-text"]),
    ("engawa-paper", &["engawa-model", "engawa-text"]),
    ("engawa-store", &["engawa-model", "engawa-text", "engawa-rulebook", "engawa-privacy", "engawa-planner"]),
    (
        "engawa-service",
        &["engawa-model", "engawa-text", "engawa-rulebook", "engawa-privacy", "engawa-planner", "engawa-paper", "engawa-store"],
    ),
    (
        "engawa-web",
        &["engawa-model", "engawa-text", "engawa-rulebook", "engawa-privacy", "engawa-planner", "engawa-paper", "engawa-service"],
    ),
    (
        "engawa",
        &[
            "engawa-model",
            "engawa-text",
            "engawa-rulebook",
            "engawa-privacy",
            "engawa-planner",
            "engawa-paper",
            "engawa-store",
            "engawa-service",
            "engawa-web",
        ],
    ),
];

/// Crates that do I/O or bring chance: none of them may be a dependency of the pure core (invariant 1).
const IMPURE: &[&str] = &["tokio", "sqlx", "object_store", "reqwest", "rand", "getrandom", "lettre", "axum", "tracing"];
const CORE: &[&str] = &["engawa-model", "engawa-text", "engawa-rulebook", "engawa-privacy", "engawa-planner", "engawa-paper"];

fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = MetadataCommand::new().no_deps().exec().expect("the workspace reads");
    let packages = metadata.packages.into_iter().map(|package| {
        let normal = package.dependencies.into_iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
        let mut names: BTreeSet<String> = normal.map(|dependency| dependency.name).collect();
        names.remove(package.name.as_str());
        (package.name.to_string(), names)
    });
    packages.collect()
}

/// Architecture: a floor uses only floors below it.
#[test]
fn floors_only_look_down() {
    let found = dependencies();
    for (floor, allowed) in FLOORS {
        let Some(used) = found.get(*floor) else { panic!("{floor} is not in the workspace") };
        let upward: Vec<&String> = used.iter().filter(|name| name.starts_with("engawa") && !allowed.contains(&name.as_str())).collect();
        assert!(upward.is_empty(), "{floor} uses {upward:?}, which are not below it");
    }
}

#[test]
fn every_crate_of_the_workspace_is_a_floor() {
    for name in dependencies().keys() {
        assert!(FLOORS.iter().any(|(floor, _)| floor == name), "{name} has no place in the house");
    }
}

/// Invariant 1: the core has no dependency that could do I/O or bring chance.
#[test]
fn the_core_depends_on_nothing_that_reads_clock_network_or_chance() {
    let found = dependencies();
    for floor in CORE {
        for impure in IMPURE {
            assert!(!found[*floor].contains(*impure), "{floor} uses {impure}");
        }
    }
}

/// Invariant 1: the lint that bans ambient time, randomness and I/O is in force in each crate of the core.
#[test]
fn every_crate_of_the_core_is_under_the_ban() {
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates/");
    let ban = std::fs::read_to_string(crates.join("clippy.core.toml")).expect("the ban reads");
    for floor in CORE {
        let folder = floor.trim_start_matches("engawa-");
        let own = std::fs::read_to_string(crates.join(folder).join("clippy.toml")).expect("each has the ban");
        assert_eq!(own, ban, "{folder}/clippy.toml differs from clippy.core.toml");
    }
}
