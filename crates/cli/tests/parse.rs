//! `claimant parse`: the two formats and the numbering of their rows.

mod common;

use common::claimant;

#[test]
fn conllu() {
    insta::assert_snapshot!(
        claimant(&["parse"], "Rebels killed ten soldiers in Mali.\nThe army denied it.").stdout
    );
}

/// The rows of each sentence, split into columns.
fn sentences(conllu: &str) -> Vec<Vec<Vec<&str>>> {
    conllu
        .split_terminator("\n\n")
        .map(|block| {
            block
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| line.split('\t').collect())
                .collect()
        })
        .collect()
}

#[test]
fn white_space_tokens_are_no_rows() {
    let run = claimant(&["parse", "--whole"], "Two  men\u{a0} were \t killed .\n\n\nThe army said so.  ");
    assert_eq!(run.status, 0);
    for rows in sentences(&run.stdout) {
        let roots = rows.iter().filter(|row| row[6] == "0").count();
        assert_eq!(roots, 1, "{rows:?}");
        for (index, row) in rows.iter().enumerate() {
            assert_eq!((row.len(), row[0].parse()), (10, Ok(index + 1)), "{row:?}");
            assert!(row[6].parse::<usize>().unwrap() <= rows.len(), "{row:?}");
            assert!(row.iter().all(|field| !field.trim().is_empty()), "{row:?}");
        }
    }
}

#[test]
fn json_offsets_count_characters() {
    let text = "Le général “Ba”, 日本, said  so.";
    let input = format!("{}\n", serde_json::json!({"id": "a", "text": text}));
    let run = claimant(&["parse", "--from", "jsonl", "--format", "json", "--whole", "-"], input);
    let parse = &run.json_lines()[0];
    assert_eq!((&parse["id"], &parse["text"]), (&"a".into(), &text.into()));
    let characters: Vec<char> = text.chars().collect();
    for token in parse["tokens"].as_array().unwrap() {
        let at = |name: &str| usize::try_from(token[name].as_u64().unwrap()).unwrap();
        let words: String = characters[at("start")..at("end")].iter().collect();
        assert_eq!(token["text"], words);
    }
    assert_eq!(parse["tokens"][0]["sent_start"], true);
}

#[test]
fn precision_and_threads_are_options() {
    let run = claimant(
        &["parse", "--precision", "fast", "--threads", "2", "--format", "json"],
        "Shots were heard.",
    );
    assert_eq!((run.status, run.json_lines().len()), (0, 1));
}
