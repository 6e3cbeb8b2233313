//! Parties and places of one's own, from the lists of others to a reading: what is imported is read with, and what is wrong
//! in a list is told by file and line and costs the rest nothing.
#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod common;

use common::{Run, argument, claimant, folder};

const UCDP: &str = "ActorId,NameData,NameDataFull,NameOrigFull,Org,GWNOLoc\n\
                    9001,FLX,Front for the Long River,Front du long fleuve,1,432\n\
                    9003,,,,1,432\n\
                    9002,Hill Guard,,,2,432\n";

const PETRARCH: &str = "LOWLAND_RISING_ [MLIREB]\n+LOWLAND_MOVEMENT_\n";

const WIKIDATA: &str = "item\tlabel\taliases\tcountry\tinception\tdissolved\n\
                        Q77\tSaltmarsh Legion\tSML|Saltmarsh Guard\tMali\t2019-01-01T00:00:00Z\t\n\
                        Q78\tEnded Before\t\tMali\t2021\t2019\n";

const ACLED: &str = "actor1\nDry Valley Brigade (Mali)\nUnidentified Armed Group (Mali)\n";

const DUMP: &str = "\
2\tRégion de Kidal\tRegion de Kidal\tKidal Region\t19.5\t1.5\tA\tADM1\tML\t\t10\t\t\t\t67638\t\t\tAfrica/Bamako\t2020-01-01
1\tQarbuzal\tQarbuzal\tKarbouzal\t19.9\t2.2\tP\tPPL\tML\t\t10\t\t\t\t300\t\t\tAfrica/Bamako\t2020-01-01
nonsense
4\tFarnorth\tFarnorth\t\t98.4\t1.4\tP\tPPL\tML\t\t10\t\t\t\t30\t\t\tAfrica/Bamako\t2020-01-01
";

fn run(arguments: &[&str]) -> Run {
    claimant(arguments, "")
}

/// The names of the parties that a list gives.
fn imported(name: &str, content: &str) -> (Run, String) {
    let lists = folder(&[(name, content.as_bytes())]);
    let out = lists.path().join("actors.tsv");
    let list = lists.path().join(name);
    let done = run(&["actors", "import", argument(&list), "-o", argument(&out)]);
    let text = std::fs::read_to_string(&out).unwrap_or_default();
    (done, text)
}

#[test]
fn each_kind_of_list_is_told_by_its_first_lines() {
    for (name, content, party) in [
        ("ucdp.csv", UCDP, "Front for the Long River"),
        ("acled.txt", ACLED, "Dry Valley Brigade"),
        ("phoenix.txt", PETRARCH, "Lowland Rising"),
        ("query.tsv", WIKIDATA, "Saltmarsh Legion"),
    ] {
        let (done, text) = imported(name, content);
        assert!(text.to_lowercase().contains(&party.to_lowercase()), "{name}: {text}{}", done.stderr);
    }
}

#[test]
fn a_bad_row_is_told_and_costs_only_itself() {
    let (done, text) = imported("ucdp.csv", UCDP);
    assert_eq!(done.status, 1, "{}", done.stderr);
    assert!(done.stderr.contains("ucdp.csv:3: no name; the column NameData holds it"), "{}", done.stderr);
    assert!(text.contains("FLX") && text.contains("Hill Guard"), "{text}");
    let (done, text) = imported("query.tsv", WIKIDATA);
    assert!(done.stderr.contains("query.tsv:3: `Ended Before` ends before it begins"), "{}", done.stderr);
    assert!(text.contains("SML"), "{text}");
}

#[test]
fn what_is_no_list_is_refused_with_a_hint() {
    for content in [&b"just words\nand more words\n"[..], &b"\x7fELF\x02\x01\x00\x00\xff\xfe\n\x00"[..]] {
        let lists = folder(&[("odd.bin", content)]);
        let done = run(&["actors", "import", argument(&lists.path().join("odd.bin"))]);
        assert_eq!(done.status, 2, "{}", done.stderr);
        assert!(done.stderr.contains("odd.bin") && done.stderr.contains("hint:"), "{}", done.stderr);
        assert_eq!(done.stdout, "");
    }
}

#[test]
fn bad_lines_of_a_dump_are_told_and_the_rest_goes_in() {
    let files = folder(&[("XX.txt", DUMP.as_bytes())]);
    let side = files.path().join("xx.side");
    let dump = files.path().join("XX.txt");
    let done = run(&["gazetteer", "import", argument(&dump), "--out", argument(&side)]);
    assert_eq!(done.status, 1, "{}", done.stderr);
    assert!(done.stderr.contains("XX.txt:3: fewer than 15 columns"), "{}", done.stderr);
    assert!(done.stderr.contains("XX.txt:4: the fifth column is no latitude"), "{}", done.stderr);
    let found = run(&["gazetteer", "check", "Karbouzal", "--gazetteer", argument(&side)]);
    assert!(found.stdout.contains("Qarbuzal") && found.stdout.contains("19.900 2.200"), "{}", found.stdout);
    assert_eq!(run(&["gazetteer", "check", "Karbouzal"]).status, 1);
}

#[test]
fn what_is_no_dump_writes_nothing() {
    let nga = "rk\tufi\tuni\tfull_name\tnt\tdesig_cd\tfc\tcc_ft\tadm1\tlat_dd\n";
    for (content, said) in [
        (&b"PK\x03\x04\x14\x00\x00\x00"[..], "no text"),
        (&b"one\ntwo\n"[..], "no place in it"),
        (nga.as_bytes(), "lacks the column `long_dd`"),
    ] {
        let files = folder(&[("odd.zip", content)]);
        let (dump, side) = (files.path().join("odd.zip"), files.path().join("odd.side"));
        let done = run(&["gazetteer", "import", argument(&dump), "--out", argument(&side)]);
        assert_eq!(done.status, 2, "{}", done.stderr);
        assert!(done.stderr.contains("odd.zip") && done.stderr.contains(said), "{}", done.stderr);
        assert!(!side.exists());
    }
}

#[test]
fn a_report_is_read_with_both() {
    let files = folder(&[("ucdp.csv", UCDP.as_bytes()), ("ML.txt", DUMP.as_bytes())]);
    let path = |name: &str| files.path().join(name);
    run(&["actors", "import", argument(&path("ucdp.csv")), "-o", argument(&path("actors.tsv"))]);
    run(&["gazetteer", "import", argument(&path("ML.txt")), "--out", argument(&path("ml.side"))]);
    let report = "BAMAKO, Mali - Fighters of the FLX attacked an army post in Karbouzal in northern Mali, killing six soldiers.";
    let reading = |with: &[&str]| {
        let mut arguments = vec!["read", "--format", "jsonl", "--published", "2024-07-30"];
        arguments.extend(with);
        claimant(&arguments, report).json_lines().remove(0)
    };
    let (actors, side) = (path("actors.tsv"), path("ml.side"));
    let with = reading(&["--actors", argument(&actors), "--gazetteer", argument(&side)]);
    let names = |kind: &str| with[kind].to_string();
    assert!(names("actors").contains("ucdp-9001"), "{}", names("actors"));
    assert!(names("places").contains("19.89"), "{}", names("places"));
    let without = reading(&[]).to_string();
    assert!(!without.contains("ucdp-9001") && !without.contains("19.89"), "{without}");
}
