//! Runs the literate tests of `tests/claims/`: every `report` block is read and compared with the `claims`, `events` or
//! `places` block after it.
//!
//! `CLAIMANT_BLESS=1 cargo test -p claimant --test literate` rewrites the tables; review the diff.

#![allow(clippy::unwrap_used)] // helpers of tests, not only tests, may unwrap

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use claimant::model::{
    Attribution, Certainty, Claim, Estimate, Event, Figure, Polarity, Reading, Tense, VerificationStatus,
};
use claimant::{Pipeline, Reader, ReportInput, Scratch};

#[test]
fn every_file_reads_as_it_says() {
    let reader = Reader::new(Pipeline::english().unwrap());
    let bless = std::env::var_os("CLAIMANT_BLESS").is_some();
    let mut wrong = String::new();
    let files = files();
    assert!(!files.is_empty(), "no literate tests found");
    for file in files {
        let before = std::fs::read_to_string(&file).unwrap();
        let after = rewritten(&reader, &before);
        if before == after {
            continue;
        }
        if bless {
            std::fs::write(&file, &after).unwrap();
        } else {
            let _ = writeln!(wrong, "--- {}\n{}", file.display(), difference(&before, &after));
        }
    }
    assert!(
        wrong.is_empty(),
        "claims differ; if they should, run with CLAIMANT_BLESS=1 and review the diff\n{wrong}"
    );
}

#[test]
fn every_block_is_compared() {
    let unread: Vec<String> = files()
        .into_iter()
        .flat_map(|file| {
            let text = std::fs::read_to_string(&file).unwrap();
            let unread = uncompared(&text).into_iter();
            unread.map(|block| format!("{}: {block}", file.display())).collect::<Vec<_>>()
        })
        .collect();
    assert!(unread.is_empty(), "what is compared with nothing cannot fail\n{}", unread.join("\n"));
}

/// Reports without a table after them, and blocks that are none of those that are read.
fn uncompared(text: &str) -> Vec<&str> {
    let is_report = |line: &str| line.starts_with("```report");
    let opening = |line: &&str| line.starts_with("```") && *line != "```";
    let blocks: Vec<&str> = text.lines().filter(opening).collect();
    let next = blocks.iter().skip(1).map(Some).chain([None]);
    let pairs = blocks.iter().zip(next);
    let alone = pairs.filter(|(block, next)| is_report(block) && next.is_none_or(|next| is_report(next)));
    let unknown = blocks.iter().filter(|block| !is_report(block) && printer(block).is_none());
    alone.map(|(block, _)| *block).chain(unknown.copied()).collect()
}

#[test]
fn a_report_without_a_table_is_found() {
    let text = "```report\nA.\n```\n\n```report\nB.\n```\n\n```claim\n```\n";
    assert_eq!(uncompared(text), ["```report", "```claim"]);
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/claims");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension().is_some_and(|e| e == "md") && path.file_name().is_some_and(|n| n != "README.md")
        })
        .collect();
    files.sort();
    files
}

/// The file with every claims block as the reader has it now.
fn rewritten(reader: &Reader, text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    let mut reading = None;
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        if let Some(options) = line.strip_prefix("```report") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let _ = writeln!(out, "{}\n```", body.join("\n"));
            reading = Some(read(reader, options, &body.join("\n")));
        } else if let Some(print) = printer(line) {
            lines.by_ref().take_while(|line| *line != "```").for_each(drop);
            out.push_str(&reading.as_ref().map(print).unwrap_or_default());
            out.push_str("```\n");
        }
    }
    out
}

/// What a block shows of the report before it.
fn printer(line: &str) -> Option<fn(&Reading) -> String> {
    match line {
        "```claims" => Some(table),
        "```events" => Some(events),
        "```places" => Some(places),
        _ => None,
    }
}

fn read(reader: &Reader, options: &str, text: &str) -> Reading {
    let published = options.trim().strip_prefix("published=").map(str::to_owned);
    let input = ReportInput { text: text.to_owned(), published, ..ReportInput::default() };
    reader.read(&input, &mut Scratch::default())
}

/// One line an event: PLOVER, ACLED, UCDP's type of violence, tense and stage, who had which part.
fn events(reading: &Reading) -> String {
    let line = |event: &Event| {
        let ucdp = event.type_of_violence.map_or_else(|| "-".into(), |kind| kind.to_string());
        let parts = event.participants.iter().map(|p| format!("{}: {}", code(&p.role), p.span.text()));
        format!(
            "{} {} | {} | {ucdp} | {} {} | {}",
            code(&event.plover),
            event.mode.as_deref().unwrap_or("-"),
            event.acled.as_deref().unwrap_or("-"),
            code(&event.tense),
            event.stage.as_ref().map_or_else(|| "-".into(), code),
            parts.collect::<Vec<_>>().join("; ")
        )
    };
    reading.events.iter().fold(String::new(), |mut out, event| {
        let _ = writeln!(out, "{}", line(event).trim_end());
        out
    })
}

/// One line an event: where it was, with division, country and UCDP's precision, and by which words it is known.
fn places(reading: &Reading) -> String {
    reading.events.iter().fold(String::new(), |mut out, event| {
        let place = event.place.as_ref().and_then(|id| reading.places.iter().find(|place| place.id == *id));
        let place = place.map_or_else(
            || "-".into(),
            |place| {
                let part = |part: Option<&str>| part.unwrap_or("-").to_owned();
                let precision = place.precision.map_or_else(|| "-".into(), |known| known.to_string());
                let (division, country) = (part(place.admin1.as_deref()), part(place.country.as_deref()));
                format!("{}, {division}, {country} | {precision}", place.name)
            },
        );
        let _ = writeln!(out, "{} | {place}", event.title);
        out
    })
}

fn table(reading: &Reading) -> String {
    let mut rows: Vec<Vec<String>> =
        vec![["claim", "what", "who", "said", "put", "rule"].map(String::from).to_vec()];
    rows.extend(reading.claims.iter().map(|claim| row(reading, claim)));
    let widths: Vec<usize> =
        (0..6).map(|i| rows.iter().map(|row| row[i].chars().count()).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        let _ = writeln!(out, "{}", cells.join(" | ").trim_end());
    }
    for event in &reading.events {
        out.push_str(&event_lines(reading, event));
    }
    out
}

fn row(reading: &Reading, claim: &Claim) -> Vec<String> {
    let kind = serde_json::to_value(claim.claim_type).unwrap();
    let said: Vec<String> = claim.attribution.iter().map(|a| said(reading, a)).collect();
    let said = if said.is_empty() {
        "-".into()
    } else {
        format!("{} ({})", said.join(" > "), code(&claim.standpoint))
    };
    vec![
        format!("{} {}", kind.as_str().unwrap(), claim.event.as_ref().map_or("-", |e| e.as_str())),
        what(reading, claim),
        claim
            .participants
            .iter()
            .map(|p| format!("{}: {}", code(&p.role), p.span.text()))
            .collect::<Vec<_>>()
            .join("; "),
        said,
        put(claim),
        claim.rule.clone(),
    ]
}

fn name(reading: &Reading, id: Option<&claimant::model::ActorId>) -> String {
    id.and_then(|id| reading.actors.iter().find(|a| a.id == *id))
        .map_or_else(|| "-".into(), |a| a.name.clone())
}

fn what(reading: &Reading, claim: &Claim) -> String {
    let predicate = claim.predicate.as_ref().map_or("", |p| p.text());
    if let Some(casualties) = &claim.casualties {
        let victims = casualties.victims.span.as_ref().map_or("-", |s| s.text());
        return format!(
            "{} {}: {victims} [{}]",
            code(&casualties.outcome),
            figure(&casualties.figure),
            code(&casualties.victims.status)
        );
    }
    if let Some(materiel) = &claim.materiel {
        let owner = name(reading, materiel.owner.as_ref());
        return format!(
            "{} {}: {} [{}] of {owner}",
            code(&materiel.fate),
            figure(&materiel.figure),
            materiel.item,
            code(&materiel.class)
        );
    }
    if let Some(strength) = &claim.strength {
        return format!("strength {}: {}", figure(&strength.figure), name(reading, strength.actor.as_ref()));
    }
    if let Some(relation) = &claim.relation {
        return format!(
            "{}: {} and {}",
            code(&relation.kind),
            name(reading, relation.a.as_ref()),
            name(reading, relation.b.as_ref())
        );
    }
    if let Some(authenticity) = &claim.authenticity {
        return format!(
            "{}: {}",
            code(&authenticity.medium),
            authenticity.purports.as_ref().map_or("-", |s| s.text())
        );
    }
    let plover = claim.plover.map_or_else(|| "-".into(), |plover| code(&plover));
    format!(
        "{predicate}: {plover} {} / {}",
        claim.mode.as_deref().unwrap_or("-"),
        claim.acled.as_deref().unwrap_or("-")
    )
}

fn figure(figure: &Figure) -> String {
    let bound = |n: Option<u64>| n.map_or_else(|| "?".into(), |n| n.to_string());
    let number = if figure.low == figure.high {
        bound(figure.low)
    } else {
        format!("{}..{}", bound(figure.low), bound(figure.high))
    };
    let whole = figure.of.map_or_else(String::new, |of| format!(" of {of}"));
    let term = figure.term.as_ref().map_or_else(String::new, |term| format!(" \"{term}\""));
    format!("{number}{whole} {}{term}", code(&figure.qualifier))
}

fn said(reading: &Reading, attribution: &Attribution) -> String {
    let words = attribution.source.span.as_ref().map_or("nobody", |s| s.text());
    let actor = attribution
        .source
        .actor
        .as_ref()
        .map_or_else(String::new, |id| format!(" = {}", name(reading, Some(id))));
    format!("{} {words}{actor}", code(&attribution.act))
}

fn put(claim: &Claim) -> String {
    let mut words = Vec::new();
    if claim.polarity == Polarity::Negated {
        words.push("negated".to_owned());
    }
    if claim.certainty != Certainty::Certain {
        words.push(code(&claim.certainty));
    }
    if claim.tense != Tense::Current {
        words.push(code(&claim.tense));
    }
    if let Some(time) = &claim.time {
        words.push(format!(
            "{}..{}",
            time.start.as_deref().unwrap_or("?"),
            time.end.as_deref().unwrap_or("?")
        ));
    }
    if claim.verification.status != VerificationStatus::None {
        words.push(code(&claim.verification.status));
    }
    if claim.casualties.as_ref().is_some_and(|c| c.victims.includes.is_some()) {
        words.push("part".to_owned());
    }
    words.join(" ")
}

fn event_lines(reading: &Reading, event: &Event) -> String {
    let held =
        event.responsibility.iter().map(|r| format!("{} {}", name(reading, Some(&r.actor)), code(&r.basis)));
    let held: Vec<String> = held.collect();
    let held =
        if held.is_empty() { String::new() } else { format!("; held responsible: {}", held.join(", ")) };
    let mut out = format!(
        "{}: {} {} {}{held}\n",
        event.id,
        code(&event.plover),
        code(&event.tense),
        event.stage.as_ref().map_or_else(|| "-".into(), code)
    );
    let ucdp: Vec<&Estimate> = event.estimates.iter().filter(|e| e.preset == "ucdp").collect();
    for (index, estimate) in ucdp.iter().enumerate() {
        let bound = |n: Option<u64>| n.map_or_else(|| "?".into(), |n| n.to_string());
        // All come first, then those of one status, then those of each side.
        let first = ucdp[..index].iter().all(|before| before.outcome != estimate.outcome);
        let all = || if first { "all".into() } else { code(&estimate.status) };
        let side = estimate.side.as_ref().map_or_else(all, |id| name(reading, Some(id)));
        let three = format!("{}/{}/{}", bound(estimate.low), bound(estimate.best), bound(estimate.high));
        let _ = writeln!(out, "    {} of {side}: {three}", code(&estimate.outcome));
    }
    out
}

/// A code as the contract prints it.
fn code<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Lines that are in only one of two texts.
fn difference(before: &str, after: &str) -> String {
    let gone = before
        .lines()
        .filter(|line| !after.lines().any(|other| other == *line))
        .map(|line| format!("- {line}\n"));
    let come = after
        .lines()
        .filter(|line| !before.lines().any(|other| other == *line))
        .map(|line| format!("+ {line}\n"));
    gone.chain(come).collect()
}

/// The first words of lines in `events` blocks, and the sub-events in them.
fn events_told() -> (Vec<String>, Vec<String>) {
    let texts = files().into_iter().map(|file| std::fs::read_to_string(file).unwrap());
    let lines: Vec<Vec<String>> = texts
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .map(|line| line.split(" | ").map(str::to_owned).collect::<Vec<_>>())
        .filter(|cells| cells.len() > 3)
        .collect();
    lines.into_iter().map(|mut cells| (cells.remove(0), cells.remove(0))).unzip()
}

#[test]
fn every_mode_and_sub_event_has_a_report() {
    let (modes, sub_events) = events_told();
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/lexicon/codes.tsv");
    let mut missing = Vec::new();
    for line in std::fs::read_to_string(table).unwrap().lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        for code in cells[0].split(',') {
            let (told, wanted) = match cells[1] {
                "plover" => (&modes, format!("{} {code}", cells[2])),
                _ => (&sub_events, code.to_owned()),
            };
            if !told.contains(&wanted) {
                missing.push(wanted);
            }
        }
    }
    assert!(missing.is_empty(), "no report in tests/claims tells of {missing:?}");
}
