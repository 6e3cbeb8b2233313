//! Whatever is entered in whatever order: a past state is what a ledger shows that stopped there, and views made anew
//! are what they were.

use claimant_ledger::{AsOf, Blob, Book, Draft, Ledger, Query};
use claimant_model::{AccountId, Author, EntryBody, EventId, Outcome, ReportId, Target, Verdict};
use proptest::prelude::*;

use crate::samples::{Sample, estimated, minutes};

/// Something that may be entered, about one of three reports and three events.
#[derive(Clone, Debug)]
enum Step {
    Add { report: u8, dead: u64 },
    ReadAgain { report: u8 },
    Link { report: u8, event: u8 },
    Unlink { report: u8, event: u8 },
    Queue { report: u8, event: u8 },
    Decide { report: u8, event: u8 },
    Review { report: u8 },
    Retract { report: u8, whole: bool },
    Restore { report: u8, whole: bool },
    Estimate { event: u8, best: u64 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (report, event) = (0..3_u8, 0..3_u8);
    let pair = (report.clone(), event.clone());
    let step = prop_oneof![
        4 => (report.clone(), 1..3_u64).prop_map(|(report, dead)| Step::Add { report, dead }),
        1 => report.clone().prop_map(|report| Step::ReadAgain { report }),
        3 => pair.clone().prop_map(|(report, event)| Step::Link { report, event }),
        1 => pair.clone().prop_map(|(report, event)| Step::Unlink { report, event }),
        1 => pair.clone().prop_map(|(report, event)| Step::Queue { report, event }),
        1 => pair.prop_map(|(report, event)| Step::Decide { report, event }),
        1 => report.clone().prop_map(|report| Step::Review { report }),
        1 => (report.clone(), any::<bool>()).prop_map(|(report, whole)| Step::Retract { report, whole }),
        1 => (report, any::<bool>()).prop_map(|(report, whole)| Step::Restore { report, whole }),
        1 => (event, 0..9_u64).prop_map(|(event, best)| Step::Estimate { event, best }),
    ];
    proptest::collection::vec(step, 1..14)
}

fn sample(report: u8) -> Sample {
    Sample::new(&format!("r{report}"))
}

fn event(number: u8) -> EventId {
    EventId::new(format!("E{number}"))
}

fn target(report: u8, whole: bool) -> Target {
    if whole {
        return Target::Report { report: sample(report).report() };
    }
    Target::Claim { claim: Sample { dead: 1, ..sample(report) }.claims()[0].id.clone() }
}

fn drafts(step: &Step) -> (Vec<Draft>, Vec<Blob>) {
    let person = |body| (vec![Draft::new(Author::person("Ama"), body)], vec![]);
    let account = |report| -> AccountId { sample(report).account() };
    let reviewed =
        |target| EntryBody::Reviewed { target, verdict: Verdict::Accepted, note: None, changes: vec![] };
    match *step {
        Step::Add { report, dead } => {
            let sample = Sample { dead, ..sample(report) };
            (sample.drafts(), sample.blobs())
        }
        Step::ReadAgain { report } => {
            let sample = Sample { dead: 1, outcome: Outcome::Wounded, run: "run2".into(), ..sample(report) };
            ([vec![sample.read()], sample.claim_drafts()].concat(), vec![])
        }
        Step::Link { report, event } => (vec![sample(report).linked(&format!("E{event}"), &["k"])], vec![]),
        Step::Unlink { report, event: number } => person(EntryBody::Unlinked {
            event: event(number),
            account: account(report),
            reason: "no".into(),
        }),
        Step::Queue { report, event: number } => person(EntryBody::Queued {
            account: account(report),
            event: event(number),
            score: 0.5,
            reasons: vec![],
        }),
        Step::Decide { report, event: number } => {
            person(reviewed(Target::Pair { account: account(report), event: event(number) }))
        }
        Step::Review { report } => person(reviewed(target(report, false))),
        Step::Retract { report, whole } => {
            person(EntryBody::Retracted { target: target(report, whole), reason: "no".into() })
        }
        Step::Restore { report, whole } => {
            person(EntryBody::Restored { target: target(report, whole), reason: "yes".into() })
        }
        Step::Estimate { event, best } => (vec![estimated(&format!("E{event}"), best)], vec![]),
    }
}

/// Everything that can be asked of a state, in words.
fn seen(ledger: &Book, as_of: AsOf) -> String {
    use std::fmt::Write;
    let mut seen = String::new();
    for number in 0..3 {
        let (report, event): (ReportId, EventId) = (sample(number).report(), event(number));
        writeln!(seen, "{:?}", ledger.report(&report, as_of).unwrap()).unwrap();
        writeln!(seen, "{:?}", ledger.reading(&report, as_of).unwrap()).unwrap();
        writeln!(seen, "{:?}", ledger.event_page(&event, as_of).unwrap()).unwrap();
        writeln!(seen, "{:?}", ledger.estimates(&event, as_of).unwrap()).unwrap();
        writeln!(seen, "{:?}", ledger.event_of(&sample(number).account(), as_of).unwrap()).unwrap();
        writeln!(seen, "{:?}", ledger.reviews(&target(number, false), as_of).unwrap()).unwrap();
    }
    let killed = Query { outcome: Some(Outcome::Killed), ..Query::default() };
    let reviewed = Query { reviewer: Some("Ama".into()), ..Query::default() };
    for query in [Query::default(), killed, reviewed] {
        writeln!(seen, "{:?}", ledger.claims(&query, as_of).unwrap()).unwrap();
        writeln!(seen, "{:?}", ledger.events(&query, as_of).unwrap()).unwrap();
    }
    writeln!(seen, "{:?}", ledger.review_queue(9, as_of).unwrap()).unwrap();
    writeln!(seen, "{:?}", ledger.reports(0, 9, as_of).unwrap()).unwrap();
    let hits = ledger.search("killed", 50, as_of).unwrap();
    let mut hits: Vec<_> =
        hits.iter().map(|hit| (&hit.report.id, hit.claim.as_ref().map(|c| c.sequence))).collect();
    // How well a hit fits depends on all texts, those of later entries too.
    hits.sort();
    writeln!(seen, "{hits:?}").unwrap();
    seen
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_past_state_is_that_of_a_ledger_that_stopped_there(steps in steps()) {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Book::open_sqlite(&folder.path().join("whole"), minutes()).unwrap();
        let mut stopped = Book::open_sqlite(&folder.path().join("stopped"), minutes()).unwrap();
        let mut states = vec![(0, seen(&ledger, AsOf::Now))];
        for step in &steps {
            let (drafts, blobs) = drafts(step);
            // What speaks of things that are not there is refused, and changes nothing.
            if ledger.append(drafts, &blobs).is_ok() {
                states.push((ledger.head().unwrap().sequence, seen(&ledger, AsOf::Now)));
            }
            let after = stopped.head().unwrap().sequence;
            stopped.restore(&ledger.sealed_entries(after + 1..u64::MAX).unwrap(), &blobs).unwrap();
            prop_assert_eq!(seen(&stopped, AsOf::Now), seen(&ledger, AsOf::Now));
        }
        for (sequence, state) in &states {
            prop_assert_eq!(&seen(&ledger, AsOf::Sequence(*sequence)), state, "as of {}", sequence);
        }
        let found = ledger.verify().unwrap();
        prop_assert!(found.is_sound(), "{:#?}", found);
        ledger.rebuild_views().unwrap();
        let (_, last) = &states[states.len() - 1];
        prop_assert_eq!(&seen(&ledger, AsOf::Now), last);
    }
}
