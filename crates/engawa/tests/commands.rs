//! The command line as it is called: what it prints, and with what it ends (0 holds, 1 does not hold, 2 wrong call or input).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::{
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

/// Calls the program in a folder of its own.
fn engawa(folder: &Path, words: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_engawa"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .env("ENGAWA_DATA_DIR", folder.join("data"))
        .output()
        .expect("the program runs");
    (status.code().unwrap_or(-1), String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned())
}

fn written(folder: &TempDir, name: &str, text: &str) -> String {
    std::fs::write(folder.path().join(name), text).unwrap();
    name.to_owned()
}

/// B3
#[test]
fn dates_are_planned_from_a_file() {
    let folder = TempDir::new().unwrap();
    let question = r#"{"slots":[{"id":"a","start":"2026-10-05T14:00:00","end":"2026-10-05T16:00:00"},
        {"id":"b","start":"2026-10-06T14:00:00","end":"2026-10-06T16:00:00"}],
        "people":[{"id":"p","category":"resident","answers":{"b":"yes"}}],"rules":{"mandatory":["resident"]}}"#;
    // With a byte order mark, as some editors write it.
    let file = written(&folder, "q.json", &format!("\u{feff}{question}"));
    let (code, out, _) = engawa(folder.path(), &["plan", "dates", &file]);
    let planned: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, planned["proposals"][0]["slot"].as_str()), (0, Some("b")));
    assert!(planned.get("obstacles").is_none(), "one of them is whole");

    let never = written(&folder, "never.json", &question.replace("\"b\":\"yes\"", "\"a\":\"no\",\"b\":\"no\""));
    let planned: Value = serde_json::from_str(&engawa(folder.path(), &["plan", "dates", &never]).1).unwrap();
    assert_eq!(planned["obstacles"]["conditions"][0]["category"].as_str(), Some("resident"), "{planned}");

    let wrong = written(&folder, "wrong.json", "{\"slots\": [],\n \"people\": nobody}");
    let (code, out, told) = engawa(folder.path(), &["plan", "dates", &wrong]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(told.contains("wrong.json, line 2, column 13"), "{told}");
    assert_eq!(engawa(folder.path(), &["plan", "dates", "nothing.json"]).0, 2);
}

/// D8
#[test]
fn rulebooks_are_checked_tested_and_explained() {
    let folder = TempDir::new().unwrap();
    let (code, out, _) = engawa(folder.path(), &["rulebook", "test"]);
    assert!(code == 0 && out.contains("all as expected"), "{out}");
    let (code, out, _) = engawa(folder.path(), &["rulebook", "explain", "131202", "--on", "2026-05-01", "--format", "json"]);
    let explained: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, explained["rulebook"].as_str()), (0, Some("131202-nerima")));
    let (code, out, _) = engawa(folder.path(), &["rulebook", "explain", "131202", "--changes", "--format", "json"]);
    let log: Value = serde_json::from_str(&out).unwrap();
    let told = |rule: &str, event: &str| log["changes"].as_array().unwrap().iter().any(|one| one["rule"] == rule && one["event"] == event);
    assert!(code == 0 && told("meetings.yearly", "overridden") && told("meetings.told-first", "begins"), "{out}");
    let (code, out, _) = engawa(folder.path(), &["rulebook", "explain", "131202", "--changes"]);
    assert!(code == 0 && out.contains("2026-04-01　meetings.told-first　始まる　なし → 義務"), "{out}");
    assert_eq!(engawa(folder.path(), &["rulebook", "explain", "131202", "--changes", "--on", "2026-05-01"]).0, 2, "a log has no day");

    std::fs::create_dir(folder.path().join("books")).unwrap();
    let own = r#"id = "own"
title = "x"
extends = "jp"

[[source]]
id = "n"
title = "x"
short = "x"
issuer = "x"
place = "x"
layer = "notice"

[[rule]]
id = "seats.number"
change = "replace"
kind = "advised_members"
parameters = { about = 7, tolerance = 1 }
level = [{ is = "advice", since = 2026-04-01 }]
cite = { source = "n", at = "1" }
sentence = "{about}名"
"#;
    written(&folder, "books/own.toml", own);
    assert_eq!(engawa(folder.path(), &["rulebook", "check", "books"]).0, 0);
    let cases = "[[case]]\nname = \"x\"\non = 2026-05-01\nexpect = [{ rule = \"seats.number\", status = \"met\" }]\n";
    written(&folder, "books/own.cases.toml", cases);
    let (code, out, _) = engawa(folder.path(), &["rulebook", "test", "books"]);
    assert!(code == 1 && out.contains("own.cases.toml:1行目"), "{out}");
    written(&folder, "books/own.toml", &own.replace("change = \"replace\"\n", ""));
    let (code, out, _) = engawa(folder.path(), &["rulebook", "check", "books"]);
    assert!(code == 1 && out.contains("own.toml:13:1"), "{out}");
}

/// H4
#[test]
fn a_situation_in_a_file_is_assessed_by_the_rules_of_its_place() {
    let folder = TempDir::new().unwrap();
    let facts = "on = 2027-04-01\nyear = 2026\nplace = \"131202\"\nevaluation = { taken_on = 2026-09-01 }\n";
    let nerima = written(&folder, "nerima.toml", facts);
    let elsewhere = written(&folder, "elsewhere.toml", &facts.replace("131202", "131199"));
    let yearly = |file: &str| {
        let (code, out, _) = engawa(folder.path(), &["assess", "--facts", file, "--format", "jsonl"]);
        let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let found = lines.into_iter().find(|finding| finding["rule"] == "meetings.yearly").unwrap();
        (code, found["status"].as_str().unwrap().to_owned(), found["citation"]["source"].as_str().unwrap().to_owned())
    };
    assert_eq!(yearly(&nerima), (1, "not_applicable".to_owned(), "練馬区 実施方法".to_owned()));
    assert_eq!(yearly(&elsewhere), (1, "broken".to_owned(), "手引き".to_owned()));
    let nowhere = written(&folder, "nowhere.toml", &facts.replace("131202", "131203"));
    let (code, _, told) = engawa(folder.path(), &["assess", "--facts", &nowhere]);
    assert!(code == 2 && told.contains("nowhere.toml:3:9"), "{told}");
    assert_eq!(engawa(folder.path(), &["assess"]).0, 2, "whose?");
}

/// H6
#[test]
fn everything_goes_from_one_installation_into_another() {
    let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    assert_eq!(engawa(here.path(), &["migrate"]).0, 0);
    assert_eq!(engawa(here.path(), &["bench", "seed", "--offices", "3", "--years", "1"]).0, 0);
    let out = there.path().join("out").display().to_string();
    assert_eq!(engawa(here.path(), &["export", &out]).0, 0);
    assert_eq!(engawa(here.path(), &["export", &out]).0, 2, "nothing is written over");
    assert_eq!(engawa(there.path(), &["migrate"]).0, 0);
    assert_eq!(engawa(there.path(), &["import", &out]).0, 0);
    assert_eq!(engawa(there.path(), &["import", &out]).0, 2, "only into a new installation");
    assert_eq!(engawa(there.path(), &["audit", "verify"]).0, 0);
    let all = |folder: &Path| engawa(folder, &["assess", "--all", "--on", "2026-05-01", "--format", "jsonl"]).1;
    let (one, other) = (all(here.path()), all(there.path()));
    assert!(one == other && one.lines().count() > 30, "the same rules say the same of both");
}

const OWN_BOOK: &str = r#"
id = "131199-mihon"
title = "試しの規則"
extends = "jp"
jurisdiction = "131199"
[[source]]
id = "notice"
title = "見本の通知"
short = "見本"
issuer = "見本課"
place = "見本"
layer = "notice"
[[rule]]
id = "seats.minimum"
kind = "minimum_members"
parameters = { at_least = 6, days_before = 60 }
requirement = "A3"
level = [{ is = "duty", since = 2026-04-01 }]
cite = { source = "notice", at = "2" }
sentence = "構成員は、{at_least}名以上を選びます。"
"#;

/// D8: a city joins by one file in a folder; a folder with a fault in it stops the start, with the place.
#[test]
fn an_installation_brings_rulebooks_of_its_own() {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("books")).unwrap();
    written(&folder, "books/131199-mihon.toml", OWN_BOOK);
    written(&folder, "engawa.toml", "rulebooks = 'books'");
    let (code, out, told) = engawa(folder.path(), &["rulebook", "explain", "131199", "--on", "2026-05-01", "--format", "json"]);
    assert_eq!(code, 0, "{told}");
    assert!(out.contains("\"131199-mihon\"") && out.contains("構成員は、6名以上を選びます。"), "{out}");
    let facts = written(&folder, "facts.toml", "on = 2026-11-21\nplace = \"131199\"\n");
    let (_, out, _) = engawa(folder.path(), &["assess", "--facts", &facts, "--format", "jsonl"]);
    assert!(out.contains("seats.minimum") && out.contains("見本"), "{out}");
    let nerima = engawa(folder.path(), &["rulebook", "explain", "131202", "--format", "json"]).1;
    assert!(nerima.contains("131202-nerima"), "those of the program hold on");

    written(&folder, "books/131199-mihon.toml", &OWN_BOOK.replace("source = \"notice\"", "source = \"nowhere\""));
    let (code, out, told) = engawa(folder.path(), &["assess", "--facts", &facts]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(told.contains("131199-mihon.toml:") && told.contains("nowhere"), "{told}");
}
