//! Rights are data: every role, action and situation, compared with the reviewed table `policies/matrix.csv`.
//!
//! To review a change: run with `REVIEW=1`, read the difference of the table, and commit it with the policy.

use std::{fmt::Write, path::Path};

use model::{AccessLinkId, AccountId, Id, OfficeId, Vocabulary, accounts::Role};
use service::{Action, Actor, LinkPurpose, Policies, Resource};

/// The area that is looked at, and another.
const AREA: &str = "131202";
const OTHER_AREA: &str = "131199";

fn id<T: Id>(number: u128) -> T {
    T::mint(1, number)
}

/// Everybody who may act, by name: roles of the office in question and of another, links to the subject and to another, others.
fn actors() -> Vec<(String, Actor)> {
    let (own, other): (OfficeId, OfficeId) = (id(1), id(2));
    let account = |role: Role, office: Option<OfficeId>| Actor::Account { id: id::<AccountId>(7), role, office, jurisdiction: None };
    let official = |role: Role, area: &str| Actor::Account {
        id: id::<AccountId>(7),
        role,
        office: None,
        jurisdiction: Some(area.parse().expect("a code")),
    };
    let mut all = vec![("anonymous".to_owned(), Actor::Anonymous), ("system".to_owned(), Actor::System("test"))];
    for &role in Role::ALL {
        match role {
            Role::OfficeManager | Role::OfficeStaff => {
                all.push((format!("{} own", role.code()), account(role, Some(own))));
                all.push((format!("{} other", role.code()), account(role, Some(other))));
            }
            Role::MunicipalityStaff | Role::PrefectureStaff => {
                all.push((format!("{} own", role.code()), official(role, AREA)));
                all.push((format!("{} other", role.code()), official(role, OTHER_AREA)));
            }
            Role::Administrator => all.push((role.code().to_owned(), account(role, None))),
        }
    }
    for &purpose in LinkPurpose::ALL {
        let link =
            |subject: &str, office| Actor::Link { id: id::<AccessLinkId>(9), purpose, office: Some(office), subject: subject.to_owned() };
        all.push((format!("link {} own", purpose.code()), link("S", own)));
        all.push((format!("link {} other subject", purpose.code()), link("T", own)));
        all.push((format!("link {} other office", purpose.code()), link("S", other)));
    }
    all
}

fn table() -> String {
    let policies = Policies::built_in().expect("the policies fit");
    let actors = actors();
    let names: Vec<&str> = actors.iter().map(|(name, _)| name.as_str()).collect();
    let mut table = format!("action,{}\n", names.join(","));
    for &action in Action::ALL {
        let resource =
            Resource { location: AREA.parse().ok(), places: AREA.parse().into_iter().collect(), ..Resource::office(id(1)).subject("S") };
        let cells: Vec<&str> =
            actors.iter().map(|(_, actor)| if policies.allow(actor, action, &resource).expect("decides") { "yes" } else { "-" }).collect();
        writeln!(table, "{},{}", action.code(), cells.join(",")).expect("writes to a text");
    }
    table
}

/// Section 3: role × action × own/other compared with the reviewed table.
#[test]
fn rights_are_what_was_reviewed() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/matrix.csv");
    let found = table();
    #[expect(clippy::disallowed_methods, reason = "whoever reviews says so by a variable")]
    if std::env::var("REVIEW").is_ok() {
        std::fs::write(&file, &found).expect("the table is written");
    }
    let reviewed = std::fs::read_to_string(&file).expect("the reviewed table reads");
    assert_eq!(found, reviewed, "rights changed: review policies/matrix.csv (REVIEW=1)");
}

/// Another office's people, and links to something else, may do nothing at all here.
#[test]
fn nobody_of_another_office_and_no_other_link_may_do_anything() {
    for line in table().lines().skip(1) {
        for ((name, _), cell) in actors().iter().zip(line.split(',').skip(1)) {
            let elsewhere = name.ends_with("other") || name.ends_with("other subject");
            assert!(!elsewhere || cell == "-", "{name}: {line}");
        }
    }
}
