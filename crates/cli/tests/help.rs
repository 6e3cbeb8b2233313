//! What the program says about itself.

mod common;

use common::claimant;

#[test]
fn help() {
    for verb in [
        "", "read", "parse", "generate", "add", "watch", "events", "show", "why", "review", "export",
        "import", "compare", "verify", "link",
    ] {
        let arguments: Vec<&str> = [verb, "--help"].into_iter().filter(|part| !part.is_empty()).collect();
        let run = claimant(&arguments, "");
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let name = if verb.is_empty() { "claimant" } else { verb };
        insta::assert_snapshot!(format!("help_{name}"), run.stdout);
    }
}

#[test]
fn usage_errors_end_with_2() {
    let run = claimant(&["read", "--format", "xml"], "");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("possible values: table, json, jsonl"), "{}", run.stderr);
    assert_eq!(claimant(&[], "").status, 2);
    assert_eq!(claimant(&["read", "--published", "yesterday", "-"], "").status, 2);
}

#[test]
fn man_pages_and_completions_are_generated() {
    assert!(claimant(&["generate", "man"], "").stdout.contains(".TH claimant 1"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(claimant(&["generate", "completions", shell], "").stdout.contains("claimant"));
    }
    let folder = common::folder(&[]);
    assert_eq!(claimant(&["generate", "man", "--out", common::argument(folder.path())], "").status, 0);
    assert!(folder.path().join("claimant-read.1").is_file());
}
