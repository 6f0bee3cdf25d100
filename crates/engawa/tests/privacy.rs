//! `engawa privacy` as it is called (H1): 0 nothing was found, 1 something was, 2 the call or the input is wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// Calls the program in a folder of its own, with something on standard input.
fn engawa(folder: &Path, words: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_engawa"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    (status.code().unwrap_or(-1), String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned())
}

fn written(folder: &TempDir, name: &str, bytes: &[u8]) -> String {
    std::fs::write(folder.path().join(name), bytes).unwrap();
    name.to_owned()
}

const ROSTER: &str = "\u{feff}role,name,kana\n利用者,見本 花子,みほん はなこ\n";

#[test]
fn names_of_the_roster_are_printed_with_their_places() {
    let folder = TempDir::new().unwrap();
    let roster = written(&folder, "roster.csv", ROSTER.as_bytes());
    let text = written(&folder, "minutes.txt", "\u{feff}😀ミホンさんの電話は090-0123-4567です。\n".as_bytes());
    let (code, out, told) = engawa(folder.path(), &["privacy", "scan", "--roster", &roster, &text], "");
    assert_eq!((code, told.as_str()), (1, ""));
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["id"], "minutes.txt");
    let (name, phone) = (&found["spans"][0], &found["spans"][1]);
    assert_eq!((&name["start"], &name["end"], &name["text"]), (&1.into(), &4.into(), &"ミホン".into()));
    assert_eq!((&name["label"], &name["known"]), (&"kana_name".into(), &true.into()));
    assert!(name["confidence"].as_f64().unwrap() > 0.9 && name["why"].as_str().unwrap().ends_with('。'));
    assert_eq!((&phone["label"], &phone["text"], &phone["known"]), (&"phone".into(), &"090-0123-4567".into(), &false.into()));
}

#[test]
fn lines_of_objects_are_scanned_one_by_one_each_with_a_roster_of_its_own() {
    let folder = TempDir::new().unwrap();
    let lines = "{\"id\":\"a\",\"text\":\"仮名さんが来た。\",\"roster\":[{\"name\":\"仮名 太郎\",\"kana\":\"\",\"role\":\"\"}]}\n\n{\"id\":\"b\",\"text\":\"雨で中止した。\"}\n";
    let (code, out, _) = engawa(folder.path(), &["privacy", "scan", "--format", "jsonl", "-"], lines);
    let found: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((code, found.len()), (1, 2));
    assert_eq!((&found[0]["id"], &found[0]["spans"][0]["known"]), (&"a".into(), &true.into()));
    assert_eq!((&found[1]["id"], &found[1]["spans"]), (&"b".into(), &Value::Array(Vec::new())));
}

#[test]
fn a_text_in_which_nobody_is_named_holds() {
    let folder = TempDir::new().unwrap();
    let (code, out, _) = engawa(folder.path(), &["privacy", "scan", "-"], "雨で中止した。");
    assert_eq!((code, out.as_str()), (0, "{\"id\":\"-\",\"spans\":[]}\n"));
}

#[test]
fn a_redacted_text_has_marks_and_no_name_of_the_roster() {
    let folder = TempDir::new().unwrap();
    let roster = written(&folder, "roster.csv", ROSTER.as_bytes());
    let (code, out, _) =
        engawa(folder.path(), &["privacy", "redact", "--roster", &roster, "-"], "見本　花子様（昭和40年1月2日生）が来た。\n雨だった。\n");
    assert_eq!((code, out.as_str()), (0, "〔氏名〕様（〔生年月日〕生）が来た。\n雨だった。\n"));
    let line = "{\"id\":\"a\",\"text\":\"見本さん\"}";
    let (code, out, _) = engawa(folder.path(), &["privacy", "redact", "--roster", &roster, "-"], line);
    assert_eq!((code, out.as_str()), (0, "{\"id\":\"a\",\"text\":\"〔氏名〕さん\"}\n"));
}

#[test]
fn a_roster_in_the_encoding_of_windows_is_read() {
    let folder = TempDir::new().unwrap();
    // name,kana,role and 森 一,もり はじめ,利用者 in Windows-31J.
    let bytes = b"name,kana,role\r\n\x90X \x88\xea,\x82\xe0\x82\xe8 \x82\xcd\x82\xb6\x82\xdf,\x97\x98\x97p\x8e\xd2\r\n";
    let roster = written(&folder, "roster.csv", bytes);
    let (code, out, _) = engawa(folder.path(), &["privacy", "scan", "--roster", &roster, "-"], "モリさんが来た。");
    assert!(code == 1 && out.contains("\"known\":true"), "{out}");
}

#[test]
fn wrong_input_is_told_with_file_line_and_column_and_prints_nothing() {
    let folder = TempDir::new().unwrap();
    let wrong = |words: &[&str], place: &str| {
        let (code, out, told) = engawa(folder.path(), words, "");
        assert!(code == 2 && out.is_empty() && told.contains(place), "{code} {out} {told}");
    };
    let lines = written(&folder, "lines.jsonl", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\"}\n".as_bytes());
    wrong(&["privacy", "scan", &lines], "lines.jsonl, line 2, column 10");
    let no_name = written(&folder, "none.csv", "kana,role\nみほん,利用者\n".as_bytes());
    let text = written(&folder, "text.txt", "雨".as_bytes());
    wrong(&["privacy", "scan", "--roster", &no_name, &text], "none.csv, line 1, column 1");
    let empty = written(&folder, "empty.csv", "kana,name\nみほん,\n".as_bytes());
    wrong(&["privacy", "scan", "--roster", &empty, &text], "empty.csv, line 2, column 2");
    wrong(&["privacy", "scan", "missing.txt"], "missing.txt");
    let latin = written(&folder, "latin.txt", b"first\n\xff\xfe");
    wrong(&["privacy", "scan", &latin], "latin.txt, line 2");
    wrong(&["privacy", "scan", "--least", "2", &text], "from 0 to 1");
    wrong(&["privacy", "scan"], "FILES");
}
