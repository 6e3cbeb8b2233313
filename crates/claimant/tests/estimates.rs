//! What `claimant read` says of a report and what the ledger says of an event that only this report tells of are the same.

#![allow(clippy::unwrap_used)] // helpers of tests, not only tests, may unwrap

use std::path::Path;

use claimant::model::{AccountId, Estimate, EventId, Outcome, Reading, VictimStatus};
use claimant::{Pipeline, Reader, ReportInput, Scratch};
use claimant_merge::dossier;
use claimant_merge::reconcile::Preset;

/// Everything but the names of sides and the words of the derivation.
type Figures = (Outcome, bool, VictimStatus, String, [Option<u64>; 3]);

#[test]
fn one_report_alone_comes_to_the_same_in_a_dossier() {
    let reader = Reader::new(Pipeline::english().unwrap());
    let presets = Preset::embedded().unwrap();
    let (mut events, mut wrong) = (0, Vec::new());
    for text in reports() {
        let reading = reader.read(&ReportInput { text, ..ReportInput::default() }, &mut Scratch::default());
        for event in &reading.events {
            events += 1;
            let (read, linked) = (figures(&event.estimates), of_dossier(&reading, &event.id, &presets));
            if read != linked {
                wrong.push(format!("{}\n  read {read:?}\n  dossier {linked:?}", event.title));
            }
        }
    }
    assert!(events > 100, "{events}");
    assert!(wrong.is_empty(), "{} of {events} differ\n{}", wrong.len(), wrong.join("\n"));
}

fn of_dossier(reading: &Reading, event: &EventId, presets: &[Preset]) -> Vec<Figures> {
    let account = AccountId { report: reading.report.id.clone(), event: event.clone() };
    figures(&dossier(&EventId::new("x"), &[(account, reading)], presets).unwrap().estimates)
}

fn figures(estimates: &[Estimate]) -> Vec<Figures> {
    let one =
        |e: &Estimate| (e.outcome, e.side.is_some(), e.status, e.preset.clone(), [e.low, e.best, e.high]);
    let mut found: Vec<Figures> = estimates.iter().map(one).collect();
    found.sort_unstable();
    found
}

/// The samples and the reports of the literate tests.
fn reports() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    for folder in ["samples", "tests/claims"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("txt") => found.push(text),
                Some("md") => found.extend(blocks(&text)),
                _ => {}
            }
        }
    }
    found
}

/// The bodies of the report blocks.
fn blocks(text: &str) -> Vec<String> {
    let after = text.split("```report").skip(1);
    after.filter_map(|rest| Some(rest.split_once('\n')?.1.split("\n```").next()?.to_owned())).collect()
}
