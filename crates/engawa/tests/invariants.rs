//! Invariants of ARCHITECTURE.md that are read off the sources.

#![allow(clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::path::Path;

/// Columns of the store; what is not a column (transactions, keys, chains, transfer of everything) owns no rows of people.
const NO_COLUMNS: [&str; 10] =
    ["lib.rs", "audit", "column.rs", "crypto.rs", "database.rs", "error.rs", "migrate.rs", "schema.rs", "sql.rs", "transfer.rs"];

/// How an owner is named in the arguments of a call: an office, an authority, a council, an account, a secret that says whose it is, a row that carries its
/// owner, the permission to read across offices, or an address that belongs to everybody.
const OWNERS: [&str; 15] = [
    "office: OfficeId",
    "office: Option<OfficeId>",
    "id: OfficeId",
    "&Across",
    "jurisdiction: JurisdictionCode",
    "council: CouncilId",
    "AccountId",
    "hash: &Vec<u8>",
    "link: &",
    "number: &str",
    "address: &str",
    "bucket: &str",
    "message: &",
    "id: MailId",
    "id: AccessLinkId",
];

/// Upkeep of the whole installation: nobody asks for it by name, and it gives back a number and no row.
const UPKEEP: [(&str, &str); 6] = [
    ("objects.rs", "sweep"),
    ("objects.rs", "missing"),
    ("drafts.rs", "delete_before"),
    ("drafts.rs", "delete_like"),
    ("receipts.rs", "delete_before"),
    ("reviews.rs", "delete_before"),
];

fn store() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src")
}

fn columns() -> Vec<(String, String)> {
    let files = std::fs::read_dir(store()).expect("the store reads").flatten();
    let columns = files.filter_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_column = name.ends_with(".rs") && !NO_COLUMNS.contains(&name.as_str()) && name != "testing.rs";
        is_column.then(|| (name, std::fs::read_to_string(entry.path()).expect("the source reads")))
    });
    columns.collect()
}

/// The arguments of every public call of a source.
fn calls(source: &str) -> Vec<String> {
    source
        .split("pub async fn ")
        .skip(1)
        .map(|rest| rest.split(") ->").next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// A struct of the same source that carries its owner, or a `new` row that does, by itself or in a slice.
fn carries_owner(source: &str, call: &str) -> bool {
    let types = call.split(": &").skip(1).filter_map(|rest| rest.trim_start_matches(['[', '(', '&']).split([',', ')', '<', ' ']).next());
    types.filter(|name| name.chars().next().is_some_and(char::is_uppercase)).any(|name| {
        let body = source.split(&format!("pub struct {name} {{")).nth(1).and_then(|rest| rest.split("\n}").next());
        body.is_some_and(|body| {
            body.contains("office: OfficeId")
                || body.contains("id: OfficeId")
                || body.contains("account: AccountId")
                || body.contains("jurisdiction: JurisdictionCode")
                || body.contains("office: Option<OfficeId>")
        })
    })
}

/// Invariant 2: no storage call exists without the owner it belongs to.
#[test]
fn no_storage_call_exists_without_the_owner_it_belongs_to() {
    let mut unowned = Vec::new();
    for (file, source) in columns() {
        for call in calls(&source) {
            let owned = OWNERS.iter().any(|owner| call.contains(owner)) || carries_owner(&source, &call);
            // A corporation may run offices of many hands and is registered together with one of them.
            let corporation = call.starts_with("insert_corporation(");
            // A worker takes messages as they are due; each carries its office.
            let worker = file == "outbox.rs" && call.starts_with("due(");
            let upkeep = UPKEEP.iter().any(|(column, name)| file == *column && call.starts_with(&format!("{name}(")));
            if !(owned || corporation || worker || upkeep) {
                unowned.push(format!("{file}: {call}"));
            }
        }
    }
    assert!(unowned.is_empty(), "{unowned:#?}");
}

/// Invariant 6: a person who sits in a body and an account that can sign in share no table and no column.
#[test]
fn persons_and_accounts_are_kept_apart() {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let mut schema = String::new();
    for entry in std::fs::read_dir(migrations).expect("the migrations read").flatten() {
        schema.push_str(&std::fs::read_to_string(entry.path()).expect("a migration reads"));
    }
    let table = |name: &str| {
        schema.split(&format!("CREATE TABLE {name} (")).nth(1).and_then(|rest| rest.split("/*strict*/").next()).expect("the table is there")
    };
    assert!(!table("accounts").contains("person_id"));
    assert!(!table("persons").contains("account_id") && !table("persons").contains("password"));
    assert!(!table("seats").contains("account_id"));
}

/// C8: a visit record is never public. What publishes, and what anybody may read, does not know visits.
#[test]
fn what_publishes_does_not_know_visits() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let rooms = ["store/src/publications.rs", "service/src/publications", "service/src/minutes", "web/src/publications", "privacy/src"];
    for room in rooms {
        let mut text = String::new();
        gather(&crates.join(room), &mut text);
        assert!(!text.is_empty() && !text.contains("visits"), "{room} knows visits");
    }
}

fn gather(path: &Path, text: &mut String) {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| gather(&entry.path(), text)),
        Err(_) => text.push_str(&std::fs::read_to_string(path).expect("a source reads")),
    }
}
