//! `claimant read`: what goes in, what comes out, and how it ends.

mod common;

use std::io::{BufRead, BufReader, Write};

use common::{argument, claimant, feed, folder, program};

const RECORDS: &str = r#"{"id": "first", "text": "Rebels killed ten soldiers near Tamaske on Monday.", "published": "2026-03-03"}
{"id": 2, "text": "The army said it was not true.", "source": "A Newspaper", "title": "Denial"}
{"id": "third", "text": ""}
"#;

const JSONL: [&str; 6] = ["read", "--from", "jsonl", "--format", "jsonl", "-"];

#[test]
fn a_record_a_line_in_a_reading_a_line_out() {
    let run = claimant(&JSONL, RECORDS);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let readings = run.json_lines();
    let ids: Vec<_> = readings.iter().map(|reading| reading["report"]["id"].clone()).collect();
    assert_eq!(ids, ["first", "2", "third"]);
    assert_eq!(readings[0]["schema"], "claimant/reading/1");
    assert_eq!(readings[0]["report"]["published"], "2026-03-03");
    assert_eq!(readings[1]["report"]["source"], "A Newspaper");
}

#[test]
fn a_bad_record_is_reported_and_the_others_come_out() {
    let input = RECORDS.replace("{\"id\": 2,", "{\"id\": 2;");
    let run = claimant(&JSONL, input);
    assert_eq!(run.status, 1);
    assert_eq!(run.json_lines().len(), 2);
    assert!(run.stderr.starts_with("claimant: standard input:2: not a record: "), "{}", run.stderr);
    assert!(run.stderr.contains("\n  hint: "), "{}", run.stderr);
}

#[test]
fn a_record_over_the_limit_is_reported_and_the_others_come_out() {
    let run = claimant(&["read", "--format", "jsonl", "--max-bytes", "100", "-"], RECORDS);
    assert_eq!((run.status, run.json_lines().len()), (1, 2));
    assert!(run.stderr.contains("standard input:1: longer than 100 bytes"), "{}", run.stderr);
    assert!(run.stderr.contains("--max-bytes"), "{}", run.stderr);
}

#[test]
fn the_answer_comes_before_the_next_question() {
    let mut child = program(&JSONL).spawn().unwrap();
    let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut answers = BufReader::new(stdout).lines();
    for id in ["one", "two"] {
        writeln!(stdin, r#"{{"id": "{id}", "text": "Shots were heard."}}"#).unwrap();
        assert!(answers.next().unwrap().unwrap().contains(id));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_number_of_threads_does_not_show() {
    let record =
        |id: usize| format!(r#"{{"id": {id}, "text": "{}"}}"#, "Gunmen wounded 3 people. ".repeat(60 - id));
    let records = (0..60).map(record).collect::<Vec<_>>().join("\n");
    let run =
        |threads: &str| claimant(&[&JSONL[..], &["--threads", threads]].concat(), records.clone()).stdout;
    assert_eq!(run("1"), run("7"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = program(&JSONL).spawn().unwrap();
    drop(child.stdout.take());
    feed(&mut child, RECORDS.repeat(2000).into_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn nothing_to_read_ends_with_1() {
    let empty = folder(&[("notes.md", b"not a report")]);
    for arguments in [&["read", argument(empty.path())][..], &["read"], &JSONL] {
        let run = claimant(arguments, "");
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{arguments:?}");
        assert!(run.stderr.starts_with("claimant: nothing to read\n"), "{}", run.stderr);
    }
}

#[test]
fn a_missing_file_ends_with_2() {
    let run = claimant(&["read", "no/such/report.txt"], "");
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(
        run.stderr.starts_with("claimant: no/such/report.txt: no such file or folder\n  hint: "),
        "{}",
        run.stderr
    );
}

#[test]
fn other_encodings_are_guessed_and_reported() {
    let folder = folder(&[("latin.txt", b"Rebels attacked the caf\xE9 in Gao on Monday, the mayor said.")]);
    let run = claimant(&["read", "--format", "jsonl", argument(folder.path())], "");
    assert_eq!(run.status, 0);
    assert!(run.stderr.contains("latin.txt: not UTF-8, read as windows-1252"), "{}", run.stderr);
    let reading = &run.json_lines()[0];
    assert_eq!(reading["report"]["text"], "Rebels attacked the café in Gao on Monday, the mayor said.");
    assert!(reading["problems"][0].as_str().unwrap().contains("not UTF-8"));
}

/// The samples of the crate that knows them.
const KINDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../text/tests/samples");

#[test]
fn a_folder_of_every_kind_is_read() {
    let run = claimant(&["read", "--format", "jsonl", KINDS], "");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let readings = run.json_lines();
    assert_eq!(readings.len(), 9);
    let page = readings.iter().find(|reading| reading["report"]["source"] == "The Lakeside Daily").unwrap();
    assert_eq!(page["report"]["wire"], "AFP");
    assert_eq!(page["report"]["byline"], "Ada Lind");
    assert!(
        page["claims"].as_array().unwrap().iter().any(|claim| claim["casualties"]["outcome"] == "killed"),
        "{page}"
    );
}

#[test]
fn standard_input_may_be_of_any_kind() {
    let page = std::fs::read(format!("{KINDS}/page.html")).unwrap();
    let run = claimant(&["read", "--format", "jsonl", "-"], page);
    assert_eq!(run.json_lines()[0]["report"]["title"], "Shells hit grain market in Tamaske");
}

#[test]
fn a_bad_file_of_any_kind_is_reported_with_a_hint() {
    let folder = folder(&[
        ("a.pdf", b"%PDF-1.4 rubbish"),
        ("b.txt", b"Shots were heard."),
        ("c.warc", b"WARC/1.0\r\nrubbish\r\n"),
    ]);
    let run = claimant(&["read", "--format", "jsonl", argument(folder.path())], "");
    assert_eq!((run.status, run.json_lines().len()), (1, 1));
    assert!(run.stderr.contains("a.pdf: not a PDF file that can be read"), "{}", run.stderr);
    assert!(
        run.stderr.contains("c.warc: record 1 at byte 0: not a record of a web archive"),
        "{}",
        run.stderr
    );
    assert_eq!(run.stderr.matches("\n  hint: ").count(), 2);
}

#[test]
fn text_on_standard_input_has_the_hash_of_its_bytes_for_an_id() {
    let run = claimant(&["read", "--format", "json", "--published", "2026-03-03"], "abc");
    let readings: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let report = &readings[0]["report"];
    assert_eq!(report["id"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(report["published"], "2026-03-03");
}

#[test]
fn colour_is_for_terminals() {
    let input = "Rebels killed ten soldiers near Tamaske.";
    assert!(!claimant(&["read"], input).stdout.contains('\u{1b}'));
    assert!(claimant(&["read", "--color", "always"], input).stdout.contains("\u{1b}[1m"));
}

#[test]
fn every_sample_is_read() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples");
    let run = claimant(&["read", samples, "--format", "jsonl"], "");
    assert_eq!((run.status, run.stderr.as_str(), run.stdout.lines().count()), (0, "", 8));
}

#[test]
fn a_model_that_is_none_ends_with_2() {
    let folder = folder(&[("words.model", b"not a model")]);
    let path = folder.path().join("words.model");
    let run = claimant(&["read", "--model", argument(&path)], "Shots were heard.");
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("words.model: not a claimant model file"), "{}", run.stderr);
}
