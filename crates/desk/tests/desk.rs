//! Reports go in, events come out, and what people decide holds.

#![allow(clippy::unwrap_used)] // helpers of tests, not only tests, may unwrap

use claimant_desk::{Desk, DeskError, Incoming, Why};
use claimant_ledger::{AsOf, Book, Query, system_clock};
use claimant_model::{AccountId, Author, ClaimId, EventId, Reading, Retrieval, Verdict};
use serde_json::{Value, json};

fn desk(folder: &tempfile::TempDir) -> Desk {
    let book = Book::open_sqlite(&folder.path().join("book.ledger"), system_clock()).unwrap();
    Desk::new(Box::new(book)).unwrap()
}

/// A report of one attack in which so many soldiers died, as the army says.
struct Told {
    id: &'static str,
    published: &'static str,
    town: &'static str,
    at: (f64, f64),
    day: &'static str,
    killed: u64,
}

const NIANGO: Told = Told {
    id: "r1",
    published: "2026-03-04",
    town: "Niango",
    at: (14.2, -2.1),
    day: "2026-03-03",
    killed: 12,
};

impl Told {
    fn reading(&self) -> Reading {
        let sentence =
            format!("Gunmen killed {} soldiers at a post in {}, the army said.", self.killed, self.town);
        let span = |words: &str| {
            let start = sentence.find(words).unwrap();
            json!({"start": start, "end": start + words.len(), "text": words})
        };
        let time = json!({"start": self.day, "end": self.day, "precision": 1});
        let victims = json!({"actor": "a1", "status": "combatant", "span": span("soldiers")});
        let source = json!({"kind": "actor", "actor": "a1", "span": span("the army")});
        let attribution = json!({"source": source, "act": "say", "cue": span("said")});
        let claim = json!({
            "id": format!("c-{}", self.id), "type": "casualties", "evidence": [span(&sentence)],
            "attribution": [attribution], "standpoint": "self", "polarity": "affirmed", "certainty": "certain",
            "tense": "current", "verification": {"status": "none"}, "event": "e1", "time": time, "place": "p1",
            "casualties": {"outcome": "killed", "victims": victims,
                "figure": {"low": self.killed, "high": self.killed, "qualifier": "exact"}},
            "rule": "test/1"
        });
        let army = json!({"id": "a1", "name": "Army of Mali", "known": "mli-army", "kind": "state_forces",
            "country": "MLI", "mentions": [span("the army")]});
        let place = json!({"id": "p1", "name": self.town, "latitude": self.at.0, "longitude": self.at.1,
            "country": "MLI", "precision": 1, "mentions": [span(self.town)]});
        let event = json!({"id": "e1", "title": format!("Attack in {}", self.town), "plover": "ASSAULT",
            "acled": "Armed clash", "type_of_violence": 1, "tense": "current", "stage": "accomplished",
            "participants": [{"role": "target", "actor": "a1", "span": span("soldiers")}], "time": time, "place": "p1",
            "claims": [format!("c-{}", self.id)], "estimates": []});
        let reading: Value = json!({
            "schema": "claimant/reading/1",
            "report": {"id": self.id, "source": format!("Outlet {}", self.id), "published": self.published,
                "language": "en", "text": sentence},
            "actors": [army], "places": [place], "claims": [claim], "attributions": [], "events": [event]
        });
        serde_json::from_value(reading).unwrap()
    }

    fn incoming(&self) -> Incoming {
        let reading = self.reading();
        let retrieval = Retrieval { method: "file".into(), tool: "test".into(), ..Retrieval::default() };
        Incoming {
            raw: reading.report.text.clone().into_bytes(),
            reading,
            media_type: "text/plain".into(),
            retrieval,
        }
    }
}

fn events(desk: &Desk) -> Vec<(EventId, Vec<String>)> {
    let found = desk.ledger().events(&Query::default(), AsOf::Now).unwrap();
    let mut found: Vec<_> = found
        .into_iter()
        .map(|one| (one.event, one.accounts.iter().map(ToString::to_string).collect()))
        .collect();
    found.sort_by(|a: &(EventId, Vec<String>), b| a.1.cmp(&b.1));
    found
}

fn accounts(desk: &Desk) -> Vec<Vec<String>> {
    events(desk).into_iter().map(|(_, accounts)| accounts).collect()
}

fn account(id: &str) -> AccountId {
    id.parse().unwrap()
}

fn killed(desk: &Desk, event: &EventId, as_of: AsOf) -> (Option<u64>, Option<u64>, Option<u64>) {
    let dossier = desk.dossier(event, as_of).unwrap();
    let estimate = dossier.estimates.iter().find(|one| one.preset == "ucdp" && one.side.is_none()).unwrap();
    (estimate.low, estimate.best, estimate.high)
}

#[test]
fn two_reports_of_one_attack_are_one_event_whether_they_come_together_or_not() {
    let later = Told { id: "r2", published: "2026-03-05", killed: 14, ..NIANGO };
    for together in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = desk(&folder);
        if together {
            desk.add(vec![NIANGO.incoming(), later.incoming()]).unwrap();
        } else {
            desk.add(vec![NIANGO.incoming()]).unwrap();
            desk.add(vec![later.incoming()]).unwrap();
        }
        assert_eq!(accounts(&desk), [["r1#e1", "r2#e1"]]);
        let (event, _) = &events(&desk)[0];
        // The army's later figure takes the place of its earlier one.
        assert_eq!(killed(&desk, event, AsOf::Now).1, Some(14));
        assert_eq!(
            desk.ledger().estimates(event, AsOf::Now).unwrap(),
            desk.dossier(event, AsOf::Now).unwrap().estimates
        );
        assert!(desk.ledger().verify().unwrap().is_sound());
    }
}

#[test]
fn another_town_is_another_event() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    let elsewhere = Told { id: "r2", town: "Sorma", at: (15.9, 3.4), killed: 4, ..NIANGO };
    desk.add(vec![NIANGO.incoming(), elsewhere.incoming()]).unwrap();
    assert_eq!(accounts(&desk), [["r1#e1"], ["r2#e1"]]);
}

#[test]
fn the_same_report_again_adds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    desk.add(vec![NIANGO.incoming()]).unwrap();
    let head = desk.ledger().head().unwrap();
    let added = desk.add(vec![NIANGO.incoming(), NIANGO.incoming()]).unwrap();
    assert!(added.reports.is_empty() && added.already_there.len() == 2);
    assert_eq!(desk.ledger().head().unwrap(), head);
}

#[test]
fn a_report_in_another_form_takes_the_place_of_the_earlier_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    desk.add(vec![NIANGO.incoming()]).unwrap();
    let before = desk.ledger().head().unwrap().sequence;
    let (event, _) = events(&desk)[0].clone();
    desk.add(vec![Told { killed: 9, ..NIANGO }.incoming()]).unwrap();
    let now = events(&desk);
    assert_eq!(now.len(), 1);
    assert_eq!(killed(&desk, &now[0].0, AsOf::Now).1, Some(9));
    assert_eq!(killed(&desk, &event, AsOf::Sequence(before)).1, Some(12));
    assert!(desk.ledger().verify().unwrap().is_sound());
}

#[test]
fn a_reviewer_splits_and_joins_and_later_reports_do_not_undo_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    let second = Told { id: "r2", published: "2026-03-05", ..NIANGO };
    desk.add(vec![NIANGO.incoming(), second.incoming()]).unwrap();
    let (event, both) = events(&desk)[0].clone();
    assert_eq!(both.len(), 2);

    let ama = Author::person("Ama");
    desk.settle(&account("r2#e1"), &event, Verdict::Rejected, Some("two posts".into()), ama.clone()).unwrap();
    assert_eq!(accounts(&desk), [["r1#e1"], ["r2#e1"]]);

    let third = Told { id: "r3", published: "2026-03-06", ..NIANGO };
    desk.add(vec![third.incoming()]).unwrap();
    assert!(
        events(&desk).iter().all(|(_, of)| !(of.contains(&"r1#e1".into()) && of.contains(&"r2#e1".into())))
    );

    let first = desk.ledger().event_of(&account("r1#e1"), AsOf::Now).unwrap().unwrap();
    desk.settle(&account("r2#e1"), &first, Verdict::Accepted, None, ama).unwrap();
    assert_eq!(accounts(&desk), [["r1#e1", "r2#e1", "r3#e1"]]);
    assert!(desk.ledger().verify().unwrap().is_sound());
}

#[test]
fn a_retracted_report_leaves_its_event_and_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    let second = Told { id: "r2", published: "2026-03-05", killed: 15, ..NIANGO };
    desk.add(vec![NIANGO.incoming(), second.incoming()]).unwrap();
    let (event, _) = events(&desk)[0].clone();
    let before = desk.ledger().head().unwrap().sequence;
    desk.retract(&"r2#e1".parse::<AccountId>().unwrap().report, "an invented report", Author::person("Ama"))
        .unwrap();
    assert_eq!(accounts(&desk), [["r1#e1"]]);
    assert_eq!(killed(&desk, &event, AsOf::Now).1, Some(12));
    assert_eq!(killed(&desk, &event, AsOf::Sequence(before)).1, Some(15));
}

#[test]
fn a_corrected_claim_counts_as_corrected_and_says_by_whom() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    desk.add(vec![NIANGO.incoming()]).unwrap();
    let (event, _) = events(&desk)[0].clone();
    let before = desk.ledger().head().unwrap().sequence;
    let claim = ClaimId::new("c-r1");
    let field = |name: &str, to: u64| (format!("/casualties/figure/{name}"), Some(json!(to)));
    let note = Some("a misprint".to_owned());
    desk.correct(&claim, vec![field("low", 2), field("high", 2)], note, Author::person("Ama")).unwrap();
    assert_eq!(killed(&desk, &event, AsOf::Now).1, Some(2));
    assert_eq!(killed(&desk, &event, AsOf::Sequence(before)).1, Some(12));
    let dossier = desk.dossier(&event, AsOf::Now).unwrap();
    assert_eq!(desk.ledger().estimates(&event, AsOf::Now).unwrap(), dossier.estimates);
    let corrections = &dossier.claims[0].corrections;
    assert_eq!((corrections.len(), corrections[0].by.name()), (1, "Ama"));
    assert_eq!(
        (&corrections[0].changes[0].from, &corrections[0].changes[0].to),
        (&Some(json!(12)), &Some(json!(2)))
    );
    // It holds for reports to come.
    let later = Told { id: "r2", published: "2026-03-03", killed: 1, ..NIANGO };
    desk.add(vec![later.incoming()]).unwrap();
    assert_eq!(desk.dossier(&event, AsOf::Now).unwrap().claims[0].corrections.len(), 1);
    assert!(desk.ledger().verify().unwrap().is_sound());
}

#[test]
fn what_was_read_cannot_be_corrected_nor_can_what_is_no_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    desk.add(vec![NIANGO.incoming()]).unwrap();
    let head = desk.ledger().head().unwrap();
    let claim = ClaimId::new("c-r1");
    let fields = [
        ("/id", json!("c2")),
        ("/evidence", json!([])),
        ("/casualties/figure/low", json!("many")),
        ("/no/x", json!(1)),
    ];
    for (field, to) in fields {
        let fields = vec![(field.to_owned(), Some(to))];
        assert!(desk.correct(&claim, fields, None, Author::person("Ama")).is_err(), "{field}");
    }
    assert!(matches!(
        desk.correct(&ClaimId::new("none"), Vec::new(), None, Author::person("Ama")),
        Err(DeskError::NoClaim(_))
    ));
    assert_eq!(desk.ledger().head().unwrap(), head);
}

#[test]
fn a_rejected_claim_counts_no_more_until_it_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    desk.add(vec![NIANGO.incoming()]).unwrap();
    let (event, _) = events(&desk)[0].clone();
    let claim = ClaimId::new("c-r1");
    desk.judge_claim(&claim, false, None, Author::person("Ama")).unwrap();
    let dossier = desk.dossier(&event, AsOf::Now).unwrap();
    assert!(dossier.claims.is_empty() && dossier.estimates.is_empty());
    desk.judge_claim(&claim, true, None, Author::person("Ben")).unwrap();
    assert_eq!(killed(&desk, &event, AsOf::Now).1, Some(12));
}

#[test]
fn an_edited_actor_is_as_edited_in_all_reports() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    desk.add(vec![NIANGO.incoming()]).unwrap();
    let (event, _) = events(&desk)[0].clone();
    let before = desk.ledger().head().unwrap().sequence;
    let army = desk.dossier(&event, AsOf::Now).unwrap().actors[0].id.clone();
    let name = vec![("/name".to_owned(), Some(json!("Land Forces of Mali")))];
    desk.edit_actor(&army, &event, name, "its name in law", Author::person("Ama")).unwrap();
    let dossier = desk.dossier(&event, AsOf::Now).unwrap();
    assert_eq!(dossier.actors[0].name, "Land Forces of Mali");
    assert_eq!((dossier.edited.len(), dossier.edited[0].correction.by.name()), (1, "Ama"));
    assert_eq!(desk.dossier(&event, AsOf::Sequence(before)).unwrap().actors[0].name, "Army of Mali");
}

#[test]
fn why_goes_down_to_the_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    desk.add(vec![NIANGO.incoming()]).unwrap();
    let (event, _) = events(&desk)[0].clone();
    let dossier = desk.dossier(&event, AsOf::Now).unwrap();
    let why = Why::of(&dossier, Some("ucdp"));
    let step = &why.derivations[0].steps[0];
    assert!(step.claim.claim.evidence.spans().next().unwrap().text().contains("killed 12 soldiers"));
    assert_eq!(step.report.unwrap().source.as_deref(), Some("Outlet r1"));
    assert!(!step.effect.is_empty() && step.origin.is_some());
}

#[test]
fn what_is_not_there_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    let nothing = EventId::new("none");
    assert!(matches!(desk.dossier(&nothing, AsOf::Now), Err(DeskError::NoEvent(_))));
    let verdict = desk.settle(&account("r1#e1"), &nothing, Verdict::Accepted, None, Author::person("Ama"));
    assert!(matches!(verdict, Err(DeskError::NoAccount(_))));
}
