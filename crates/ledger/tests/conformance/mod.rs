//! What every store has to do: [`ALL`] are the cases.

use claimant_ledger::{Area, AsOf, Blob, Book, Draft, Ledger, LedgerError, Order, Query};
use claimant_model::{
    ActorId, Author, ClaimId, ClaimType, EntryBody, EventId, FieldChange, Outcome, ReportId, Target, Verdict,
    VerificationStatus,
};

use crate::samples::{Sample, estimated};

/// A ledger that starts empty and can be opened again.
pub trait Place {
    fn open(&self) -> Book;
    /// Runs SQL beside the ledger, triggers off.
    fn tamper(&self, sql: &str);
}

/// A case: what it is called, and what it does with a place for a ledger.
pub type Case = (&'static str, fn(&dyn Place));

macro_rules! cases {
    ($($case:ident),* $(,)?) => {
        /// Every case there is.
        pub const ALL: &[Case] = &[$((stringify!($case), $case)),*];
    };
}

cases! {
    an_empty_ledger_is_sound,
    entries_come_back_as_they_were,
    the_same_report_adds_nothing,
    an_append_is_all_or_nothing,
    evidence_has_to_be_in_the_text,
    a_reading_comes_back,
    a_later_reading_supersedes,
    another_version_of_a_report_supersedes,
    retracted_and_restored,
    claims_by_every_condition,
    boxes_across_the_180th_meridian,
    pages_of_claims,
    events_and_their_pages,
    events_in_the_order_asked_for,
    reviews_of_claims_and_actors,
    links_move_and_end,
    accounts_by_keys,
    the_queue,
    words_are_found,
    estimates_through_time,
    past_states_by_time,
    views_made_anew_are_the_same,
    a_copy_is_the_same,
    sql_cannot_change_entries,
    a_changed_view_is_found,
    times_never_go_back,
    odd_texts_are_kept,
    odd_numbers_are_kept,
}

fn add(ledger: &mut Book, sample: &Sample) {
    let added = ledger.append(sample.drafts(), &sample.blobs()).unwrap();
    assert_eq!(added.entries.len(), 4);
}

fn person(body: EntryBody) -> Vec<Draft> {
    vec![Draft::new(Author::person("Ama"), body)]
}

fn ids(ledger: &Book, query: &Query) -> Vec<String> {
    let mut ids: Vec<String> =
        ledger.claims(query, AsOf::Now).unwrap().into_iter().map(|found| found.report.to_string()).collect();
    ids.dedup();
    ids
}

fn assert_sound(ledger: &Book) {
    let found = ledger.verify().unwrap();
    assert!(found.is_sound(), "{found:#?}");
}

pub fn an_empty_ledger_is_sound(place: &dyn Place) {
    let ledger = place.open();
    assert_sound(&ledger);
    assert_eq!(ledger.head().unwrap().sequence, 0);
    assert_eq!(ledger.entries(0..100).unwrap(), []);
    assert_eq!(ledger.reading(&ReportId::new("r1"), AsOf::Now).unwrap(), None);
    assert_eq!(ledger.events(&Query::default(), AsOf::Now).unwrap(), []);
}

pub fn entries_come_back_as_they_were(place: &dyn Place) {
    let sample = Sample::new("r1");
    let written = place.open().append(sample.drafts(), &sample.blobs()).unwrap().entries;
    let ledger = place.open();
    assert_eq!(ledger.entries(1..10).unwrap(), written);
    assert_eq!(written[0].time, "2024-08-01T00:01:00.000000Z");
    assert!(written.windows(2).all(|pair| pair[1].previous == pair[0].hash));
    assert_eq!(ledger.head().unwrap().hash, written[3].hash);
    assert_eq!(ledger.blob(&sample.blobs()[0].hash).unwrap().unwrap(), sample.blobs()[0].bytes);
    assert_sound(&ledger);
}

pub fn the_same_report_adds_nothing(place: &dyn Place) {
    let mut ledger = place.open();
    let sample = Sample::new("r1");
    add(&mut ledger, &sample);
    let other = Sample::new("r2");
    let again =
        ledger.append([sample.drafts(), other.drafts()].concat(), &[sample.blobs(), other.blobs()].concat());
    let again = again.unwrap();
    assert_eq!(again.entries.len(), 4);
    assert_eq!(again.already_there, [sample.report()]);
    // Claims read again in the same reading are nothing new either.
    assert!(ledger.append(sample.claim_drafts(), &[]).unwrap().entries.is_empty());
    assert_eq!(ledger.head().unwrap().sequence, 8);
    assert_sound(&ledger);
}

pub fn an_append_is_all_or_nothing(place: &dyn Place) {
    let mut ledger = place.open();
    let (first, second) = (Sample::new("r1"), Sample::new("r2"));
    let drafts = [first.drafts(), second.claim_drafts()].concat();
    let error = ledger.append(drafts, &first.blobs()).unwrap_err();
    assert!(matches!(error, LedgerError::Unknown { .. }), "{error}");
    assert_eq!(ledger.head().unwrap().sequence, 0);
    assert!(matches!(ledger.append(first.drafts(), &[]).unwrap_err(), LedgerError::NoBlob(_)));
    let wrong = Blob { hash: first.blobs()[0].hash, bytes: b"other".to_vec() };
    assert!(matches!(ledger.append(vec![], &[wrong]).unwrap_err(), LedgerError::WrongHash { .. }));
    add(&mut ledger, &first);
    assert_sound(&ledger);
}

pub fn evidence_has_to_be_in_the_text(place: &dyn Place) {
    let mut ledger = place.open();
    let sample = Sample::new("r1");
    let other = Sample { dead: 13, ..sample.clone() };
    let drafts = [vec![sample.added(), sample.read()], other.claim_drafts()].concat();
    let error = ledger.append(drafts, &sample.blobs()).unwrap_err();
    assert!(matches!(error, LedgerError::Evidence { .. }), "{error}");
}

pub fn a_reading_comes_back(place: &dyn Place) {
    let mut ledger = place.open();
    let sample = Sample::new("r1");
    add(&mut ledger, &sample);
    let reading = ledger.reading(&sample.report(), AsOf::Now).unwrap().unwrap();
    assert_eq!(reading.report.text, sample.text());
    assert_eq!(reading.claims, sample.claims());
    assert_eq!(reading.places[0].name, "Sévaré");
    assert_eq!(ledger.reading(&sample.report(), AsOf::Sequence(1)).unwrap(), None);
    let partly = ledger.reading(&sample.report(), AsOf::Sequence(3)).unwrap().unwrap();
    assert_eq!(partly.claims.len(), 1);
    let claim = &sample.claims()[1];
    assert_eq!(ledger.claim(&claim.id, AsOf::Now).unwrap().unwrap().claim, *claim);
    assert_eq!(ledger.claim(&ClaimId::new("c0"), AsOf::Now).unwrap(), None);
    let kept = ledger.report(&sample.report(), AsOf::Now).unwrap().unwrap();
    assert_eq!((kept.sequence, kept.added.report, kept.retracted), (1, sample.card(), false));
    assert_eq!(ledger.reports(0, 10, AsOf::Now).unwrap().len(), 1);
}

pub fn a_later_reading_supersedes(place: &dyn Place) {
    let mut ledger = place.open();
    let sample = Sample { run: "run2".into(), ..Sample::new("r1") };
    add(&mut ledger, &Sample::new("r1"));
    add(&mut ledger, &Sample::new("r0"));
    let again = [vec![sample.read()], sample.claim_drafts()[..1].to_vec()].concat();
    assert_eq!(ledger.append(again, &[]).unwrap().entries.len(), 2);
    let claims = |as_of| ledger.reading(&sample.report(), as_of).unwrap().unwrap().claims.len();
    assert_eq!((claims(AsOf::Now), claims(AsOf::Sequence(8)), claims(AsOf::Sequence(9))), (1, 2, 0));
    assert_eq!(ledger.claims(&Query::default(), AsOf::Now).unwrap().len(), 3);
    assert_sound(&ledger);
}

pub fn another_version_of_a_report_supersedes(place: &dyn Place) {
    let mut ledger = place.open();
    let first = Sample::new("r1");
    let second = Sample { dead: 20, ..first.clone() };
    add(&mut ledger, &first);
    ledger.append(vec![second.added()], &second.blobs()).unwrap();
    assert_eq!(ledger.reading(&first.report(), AsOf::Now).unwrap(), None);
    assert_eq!(ledger.claims(&Query::default(), AsOf::Now).unwrap(), []);
    ledger.append([vec![second.read()], second.claim_drafts()].concat(), &[]).unwrap();
    assert_eq!(ledger.reading(&first.report(), AsOf::Now).unwrap().unwrap().claims, second.claims());
    assert_eq!(ledger.reading(&first.report(), AsOf::Sequence(4)).unwrap().unwrap().claims, first.claims());
    assert_sound(&ledger);
}

pub fn retracted_and_restored(place: &dyn Place) {
    let mut ledger = place.open();
    let sample = Sample::new("r1");
    add(&mut ledger, &sample);
    ledger.append(vec![sample.linked("E1", &["k"])], &[]).unwrap();
    let claim = Target::Claim { claim: sample.claims()[0].id.clone() };
    let report = Target::Report { report: sample.report() };
    let retract =
        |target: &Target| person(EntryBody::Retracted { target: target.clone(), reason: "wrong".into() });
    let restore =
        |target: &Target| person(EntryBody::Restored { target: target.clone(), reason: "right".into() });
    let count = |ledger: &Book| ledger.claims(&Query::default(), AsOf::Now).unwrap().len();
    ledger.append(retract(&claim), &[]).unwrap();
    assert_eq!(count(&ledger), 1);
    assert_eq!(ledger.reading(&sample.report(), AsOf::Now).unwrap().unwrap().claims.len(), 1);
    ledger.append(retract(&report), &[]).unwrap();
    assert_eq!(count(&ledger), 0);
    assert_eq!(ledger.reading(&sample.report(), AsOf::Now).unwrap(), None);
    assert_eq!(ledger.event_accounts(&EventId::new("E1"), AsOf::Now).unwrap(), []);
    assert_eq!(ledger.accounts_with_keys(&["k".into()]).unwrap(), []);
    assert_eq!(ledger.search("rebels", 20, AsOf::Now).unwrap(), []);
    assert!(ledger.report(&sample.report(), AsOf::Now).unwrap().unwrap().retracted);
    // A feed that brings it again does not bring it back.
    assert_eq!(ledger.append(sample.drafts(), &sample.blobs()).unwrap().already_there.len(), 1);
    ledger.append(restore(&report), &[]).unwrap();
    assert_eq!(count(&ledger), 1);
    ledger.append(restore(&claim), &[]).unwrap();
    assert_eq!(count(&ledger), 2);
    assert_eq!(ledger.claims(&Query::default(), AsOf::Sequence(6)).unwrap().len(), 1);
    assert_eq!(ledger.reviews(&claim, AsOf::Now).unwrap().len(), 2);
    let nobody = Target::Report { report: ReportId::new("r9") };
    assert!(matches!(ledger.append(retract(&nobody), &[]), Err(LedgerError::Unknown { .. })));
    assert_sound(&ledger);
}

fn three(ledger: &mut Book) {
    let base = Sample::new("r1");
    add(ledger, &base);
    let far = Sample {
        point: (15.6, 32.5),
        town: "Omdurman".into(),
        day: "2024-07-30".into(),
        ..Sample::new("r2")
    };
    add(ledger, &Sample { outcome: Outcome::Captured, ..far });
    let later =
        Sample { day: "2024-08-15".into(), standing: VerificationStatus::Disputed, ..Sample::new("r3") };
    add(ledger, &later);
}

pub fn claims_by_every_condition(place: &dyn Place) {
    let mut ledger = place.open();
    three(&mut ledger);
    let claim = Sample::new("r1").claims()[0].id.clone();
    let review = EntryBody::Reviewed {
        target: Target::Claim { claim },
        verdict: Verdict::Accepted,
        note: None,
        changes: vec![],
    };
    ledger.append(person(review), &[]).unwrap();
    let all = Query::default;
    let date = |text: &str| Some(text.parse().unwrap());
    let mali = Some(Area::new(10.0, -12.0, 25.0, 5.0).unwrap());
    let cases: Vec<(Query, &[&str])> = vec![
        (all(), &["r3", "r2", "r1"]),
        (Query { area: mali, ..all() }, &["r3", "r1"]),
        (Query { area: mali, until: date("2024-07-31"), ..all() }, &["r1"]),
        (Query { from: date("2024-07-30"), ..all() }, &["r3", "r2"]),
        (Query { from: date("2024-07-29"), until: date("2024-07-30"), ..all() }, &["r2"]),
        (Query { actor: Some("mli-ARMY".into()), limit: Some(2), ..all() }, &["r3"]),
        (Query { actor: Some("northern  front".into()), area: mali, ..all() }, &["r3", "r1"]),
        (Query { actor: Some("Southern Front".into()), ..all() }, &[]),
        (Query { outcome: Some(Outcome::Captured), ..all() }, &["r2"]),
        (Query { standing: Some(VerificationStatus::Disputed), ..all() }, &["r3"]),
        (
            Query { standing: Some(VerificationStatus::None), kind: Some(ClaimType::Casualties), ..all() },
            &["r2", "r1"],
        ),
        (Query { reviewer: Some("Ama".into()), ..all() }, &["r1"]),
        (Query { reviewer: Some("Ben".into()), ..all() }, &[]),
        (Query { report: Some(ReportId::new("r2")), ..all() }, &["r2"]),
        (Query { text: Some("sevare rebels".into()), ..all() }, &["r3", "r1"]),
        (Query { text: Some("omdurman".into()), area: mali, ..all() }, &[]),
        (Query { text: Some("killed".into()), area: mali, from: date("2024-08-01"), ..all() }, &["r3"]),
        (Query { text: Some("killed".into()), actor: Some("MLI-army".into()), ..all() }, &["r3", "r2", "r1"]),
    ];
    for (query, wanted) in cases {
        assert_eq!(ids(&ledger, &query), wanted, "{query:?}");
    }
    assert_eq!(ledger.claims(&all(), AsOf::Sequence(7)).unwrap().len(), 3);
}

pub fn boxes_across_the_180th_meridian(place: &dyn Place) {
    let mut ledger = place.open();
    add(&mut ledger, &Sample { point: (-17.8, 178.0), ..Sample::new("west") });
    add(&mut ledger, &Sample { point: (-13.8, -172.0), ..Sample::new("east") });
    add(&mut ledger, &Sample { point: (-13.8, 0.0), ..Sample::new("far") });
    let area = Some(Area::new(-30.0, 170.0, 0.0, -170.0).unwrap());
    assert_eq!(ids(&ledger, &Query { area, ..Query::default() }), ["east", "west"]);
    assert!(Area::new(5.0, 0.0, -5.0, 1.0).is_err() && Area::new(0.0, 0.0, 1.0, 181.0).is_err());
}

pub fn pages_of_claims(place: &dyn Place) {
    let mut ledger = place.open();
    three(&mut ledger);
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = ledger.claims(&Query { before, limit: Some(4), ..Query::default() }, AsOf::Now).unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.sequence);
        seen.extend(page.iter().map(|found| found.sequence));
    }
    assert_eq!(seen, [12, 11, 8, 7, 4, 3]);
}

pub fn events_and_their_pages(place: &dyn Place) {
    let mut ledger = place.open();
    three(&mut ledger);
    let sample = |id| Sample::new(id);
    let links =
        vec![sample("r1").linked("E1", &[]), sample("r2").linked("E2", &[]), sample("r3").linked("E1", &[])];
    ledger.append(links, &[]).unwrap();
    ledger.append(vec![estimated("E1", 12)], &[]).unwrap();
    let review = EntryBody::Reviewed {
        target: Target::Claim { claim: sample("r1").claims()[0].id.clone() },
        verdict: Verdict::Unsure,
        note: Some("ask the outlet".into()),
        changes: vec![],
    };
    ledger.append(person(review), &[]).unwrap();
    let events = |query: &Query, as_of| -> Vec<String> {
        ledger.events(query, as_of).unwrap().into_iter().map(|found| found.event.to_string()).collect()
    };
    assert_eq!(events(&Query::default(), AsOf::Now), ["E1", "E2"]);
    assert_eq!(events(&Query::default(), AsOf::Sequence(14)), ["E2", "E1"]);
    assert_eq!(events(&Query { outcome: Some(Outcome::Captured), ..Query::default() }, AsOf::Now), ["E2"]);
    let area = Some(Area::new(10.0, -12.0, 25.0, 5.0).unwrap());
    assert_eq!(events(&Query { area, ..Query::default() }, AsOf::Now), ["E1"]);
    let page = ledger.event_page(&EventId::new("E1"), AsOf::Now).unwrap().unwrap();
    let accounts: Vec<String> = page.accounts.iter().map(|linked| linked.account.to_string()).collect();
    assert_eq!(accounts, ["r1#e1", "r3#e1"]);
    assert_eq!(
        (page.claims.len(), page.reports.len(), page.estimates.len(), page.reviews.len()),
        (4, 2, 1, 1)
    );
    assert!((page.accounts[0].score - 0.875).abs() < 1e-9);
    let before = ledger.event_page(&EventId::new("E1"), AsOf::Sequence(13)).unwrap().unwrap();
    assert_eq!((before.accounts.len(), before.estimates.len()), (1, 0));
    assert_eq!(ledger.event_page(&EventId::new("E3"), AsOf::Now).unwrap(), None);
    assert_eq!(ledger.history(&EventId::new("E1")).unwrap().len(), 3);
}

pub fn events_in_the_order_asked_for(place: &dyn Place) {
    let mut ledger = place.open();
    three(&mut ledger);
    let linked = |id, event| Sample::new(id).linked(event, &[]);
    ledger.append(vec![linked("r1", "E1"), linked("r2", "E2"), linked("r3", "E3")], &[]).unwrap();
    ledger.append(vec![estimated("E1", 40), estimated("E2", 5), estimated("E1", 12)], &[]).unwrap();
    let first = |order, limit| -> Vec<String> {
        let query = Query { order, limit: Some(limit), ..Query::default() };
        ledger.events(&query, AsOf::Now).unwrap().into_iter().map(|found| found.event.to_string()).collect()
    };
    assert_eq!(first(Order::News, 1), ["E3"]);
    // The order is made before the rest is cut off.
    assert_eq!(first(Order::Killed, 1), ["E1"]);
    assert_eq!(first(Order::Killed, 9), ["E1", "E2", "E3"]);
    assert_eq!(first(Order::Day, 9).len(), 3);
    let among =
        Query { outcome: Some(Outcome::Killed), order: Order::Killed, limit: Some(1), ..Query::default() };
    assert_eq!(ledger.events(&among, AsOf::Now).unwrap()[0].event, EventId::new("E1"));
    let before = Query { order: Order::Killed, limit: Some(1), ..Query::default() };
    assert_eq!(ledger.events(&before, AsOf::Sequence(15)).unwrap()[0].event, EventId::new("E3"));
}

pub fn reviews_of_claims_and_actors(place: &dyn Place) {
    let mut ledger = place.open();
    three(&mut ledger);
    let claim = Sample::new("r1").claims()[0].id.clone();
    let change = FieldChange { field: "/tense".into(), from: None, to: Some("history".into()) };
    let review = EntryBody::Reviewed {
        target: Target::Claim { claim },
        verdict: Verdict::Corrected,
        note: None,
        changes: vec![change.clone()],
    };
    let before = ledger.head().unwrap().sequence;
    ledger.append(person(review), &[]).unwrap();
    let actor = ActorId::new("jnim");
    let edit =
        EntryBody::ActorEdited { actor: actor.clone(), changes: vec![change], reason: "a test".into() };
    ledger.append(person(edit), &[]).unwrap();
    let reviews = |id: &str, as_of| ledger.claim_reviews(&ReportId::new(id), as_of).unwrap().len();
    assert_eq!((reviews("r1", AsOf::Now), reviews("r2", AsOf::Now)), (1, 0));
    assert_eq!(reviews("r1", AsOf::Sequence(before)), 0);
    assert_eq!(ledger.actor_edits(&actor, AsOf::Now).unwrap().len(), 1);
    assert_eq!(ledger.actor_edits(&actor, AsOf::Sequence(before)).unwrap().len(), 0);
    assert_eq!(ledger.actor_edits(&ActorId::new("m23"), AsOf::Now).unwrap().len(), 0);
    assert!(ledger.pair_reviews(&EventId::new("E1")).unwrap().is_empty());
    assert_sound(&ledger);
}

pub fn links_move_and_end(place: &dyn Place) {
    let mut ledger = place.open();
    let sample = Sample::new("r1");
    add(&mut ledger, &sample);
    let unlinked = |event: &str| {
        person(EntryBody::Unlinked {
            event: EventId::new(event),
            account: sample.account(),
            reason: "another day".into(),
        })
    };
    ledger.append(vec![sample.linked("E1", &[])], &[]).unwrap();
    ledger.append(vec![sample.linked("E2", &[])], &[]).unwrap();
    let event =
        |ledger: &Book, as_of| ledger.event_of(&sample.account(), as_of).unwrap().map(|id| id.to_string());
    assert_eq!(event(&ledger, AsOf::Now).as_deref(), Some("E2"));
    assert_eq!(event(&ledger, AsOf::Sequence(5)).as_deref(), Some("E1"));
    // It is of E1 no more: nothing to end there.
    ledger.append(unlinked("E1"), &[]).unwrap();
    assert_eq!(event(&ledger, AsOf::Now).as_deref(), Some("E2"));
    ledger.append(unlinked("E2"), &[]).unwrap();
    assert_eq!(event(&ledger, AsOf::Now), None);
    assert_eq!(ledger.event_accounts(&EventId::new("E2"), AsOf::Sequence(7)).unwrap(), [sample.account()]);
    assert_eq!(ledger.event_accounts(&EventId::new("E2"), AsOf::Now).unwrap(), []);
    assert_sound(&ledger);
}

pub fn accounts_by_keys(place: &dyn Place) {
    let mut ledger = place.open();
    three(&mut ledger);
    let links = vec![
        Sample::new("r1").linked("E1", &["cell1 day1", "cell1 day2"]),
        Sample::new("r2").linked("E2", &["cell9 day1"]),
    ];
    ledger.append(links, &[]).unwrap();
    let found = |keys: &[&str]| -> Vec<String> {
        let keys: Vec<String> = keys.iter().map(|&key| key.to_owned()).collect();
        ledger
            .accounts_with_keys(&keys)
            .unwrap()
            .into_iter()
            .map(|(account, _)| account.to_string())
            .collect()
    };
    assert_eq!(found(&["cell1 day1", "cell1 day2"]), ["r1#e1"]);
    assert_eq!(found(&["cell9 day1", "cell1 day2", "cell3 day1"]), ["r1#e1", "r2#e1"]);
    assert!(found(&["cell1"]).is_empty() && found(&[]).is_empty());
    let many: Vec<String> =
        (0..500).map(|number| format!("key{number}")).chain(["cell9 day1".into()]).collect();
    assert_eq!(ledger.accounts_with_keys(&many).unwrap().len(), 1);
}

pub fn the_queue(place: &dyn Place) {
    let mut ledger = place.open();
    let (first, second) = (Sample::new("r1"), Sample::new("r2"));
    add(&mut ledger, &first);
    add(&mut ledger, &second);
    let queued = |sample: &Sample, event: &str| {
        let body = EntryBody::Queued {
            account: sample.account(),
            event: EventId::new(event),
            score: 0.5,
            reasons: vec!["the next day".into()],
        };
        Draft::new(Author::rules("link", "1"), body)
    };
    let reviewed = |sample: &Sample, event: &str, verdict| {
        person(EntryBody::Reviewed {
            target: Target::Pair { account: sample.account(), event: EventId::new(event) },
            verdict,
            note: None,
            changes: vec![],
        })
    };
    ledger.append(vec![queued(&first, "E1"), queued(&first, "E2"), queued(&second, "E1")], &[]).unwrap();
    let waiting = |ledger: &Book, as_of| -> Vec<u64> {
        ledger.review_queue(10, as_of).unwrap().into_iter().map(|pair| pair.sequence).collect()
    };
    assert_eq!(waiting(&ledger, AsOf::Now), [9, 10, 11]);
    ledger.append(reviewed(&first, "E1", Verdict::Unsure), &[]).unwrap();
    ledger.append(reviewed(&first, "E1", Verdict::Rejected), &[]).unwrap();
    assert_eq!(waiting(&ledger, AsOf::Now), [10, 11]);
    ledger.append(vec![second.linked("E1", &[])], &[]).unwrap();
    assert_eq!(waiting(&ledger, AsOf::Now), [10]);
    assert_eq!(waiting(&ledger, AsOf::Sequence(12)), [9, 10, 11]);
    assert_sound(&ledger);
}

pub fn words_are_found(place: &dyn Place) {
    let mut ledger = place.open();
    three(&mut ledger);
    let found = |words: &str| -> Vec<String> {
        let hits = ledger.search(words, 20, AsOf::Now).unwrap();
        hits.iter()
            .map(|hit| format!("{}{}", hit.report.id, if hit.claim.is_some() { "+" } else { "" }))
            .collect()
    };
    assert_eq!(found("omdurman"), ["r2+", "r2+"]);
    assert_eq!(found("\"did not comment\" omdurman"), ["r2"]);
    assert_eq!(found("\"comment not\""), Vec::<String>::new());
    assert_eq!(found("omdur*"), ["r2+", "r2+"]);
    assert_eq!(found("SÉVARÉ").len(), 4);
    assert_eq!(ledger.search("killed", 3, AsOf::Now).unwrap().len(), 3);
    assert_eq!(ledger.search("killed", 20, AsOf::Sequence(3)).unwrap().len(), 1);
    let hit = &ledger.search("comment", 20, AsOf::Now).unwrap()[0];
    assert!(hit.excerpt.contains("comment"), "{hit:?}");
    for odd in ["", "\"", "* OR (", "&&&"] {
        let found = ledger.search(odd, 20, AsOf::Now);
        assert!(matches!(&found, Err(LedgerError::Query(_))) || found.is_ok(), "{odd}: {found:?}");
    }
}

pub fn estimates_through_time(place: &dyn Place) {
    let mut ledger = place.open();
    for best in [10, 12, 20] {
        ledger.append(vec![estimated("E1", best)], &[]).unwrap();
    }
    let best = |as_of| ledger.estimates(&EventId::new("E1"), as_of).unwrap().first().and_then(|e| e.best);
    assert_eq!(best(AsOf::Now), Some(20));
    assert_eq!(best(AsOf::Sequence(2)), Some(12));
    assert_eq!(best(AsOf::Sequence(0)), None);
    assert_eq!(ledger.estimates(&EventId::new("E2"), AsOf::Now).unwrap(), []);
    assert_eq!(ledger.history(&EventId::new("E1")).unwrap().len(), 3);
}

pub fn past_states_by_time(place: &dyn Place) {
    let mut ledger = place.open();
    for best in 1..=9 {
        ledger.append(vec![estimated("E1", best), estimated("E2", best)], &[]).unwrap();
    }
    let best = |time: &str| {
        let as_of = AsOf::Time(time.parse().unwrap());
        ledger.estimates(&EventId::new("E2"), as_of).unwrap().first().and_then(|e| e.best)
    };
    assert_eq!(best("2024-07-31T23:00:00Z"), None);
    assert_eq!(best("2024-08-01T00:03:00Z"), Some(3));
    assert_eq!(best("2024-08-01T00:03:59.5Z"), Some(3));
    assert_eq!(best("2025-01-01T00:00:00Z"), Some(9));
}

pub fn views_made_anew_are_the_same(place: &dyn Place) {
    let mut ledger = place.open();
    three(&mut ledger);
    ledger.append(vec![Sample::new("r1").linked("E1", &["k1"])], &[]).unwrap();
    let before = (
        ledger.claims(&Query::default(), AsOf::Now).unwrap(),
        ledger.search("rebels", 20, AsOf::Now).unwrap(),
    );
    ledger.rebuild_views().unwrap();
    let after = (
        ledger.claims(&Query::default(), AsOf::Now).unwrap(),
        ledger.search("rebels", 20, AsOf::Now).unwrap(),
    );
    assert_eq!(before, after);
    assert_sound(&ledger);
    add(&mut ledger, &Sample::new("r4"));
    assert_sound(&ledger);
}

pub fn a_copy_is_the_same(place: &dyn Place) {
    let mut ledger = place.open();
    three(&mut ledger);
    let sealed = ledger.sealed_entries(1..100).unwrap();
    let blobs: Vec<Blob> = ["r1", "r2", "r3"]
        .iter()
        .flat_map(|&id| {
            let kept = ledger.report(&ReportId::new(id), AsOf::Now).unwrap().unwrap();
            [kept.added.raw, kept.added.text]
                .map(|hash| Blob { hash, bytes: ledger.blob(&hash).unwrap().unwrap() })
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let mut copy = Book::open_sqlite(&folder.path().join("copy"), crate::samples::minutes()).unwrap();
    assert!(matches!(copy.restore(&sealed[1..], &blobs), Err(LedgerError::Restore { sequence: 2, .. })));
    assert!(matches!(copy.restore(&sealed, &[]), Err(LedgerError::NoBlob(_))));
    let mut changed = sealed.clone();
    changed[3].body = changed[3].body.replace("killed", "kissed");
    assert!(matches!(copy.restore(&changed, &blobs), Err(LedgerError::Restore { sequence: 4, .. })));
    copy.restore(&sealed[..5], &blobs).unwrap();
    copy.restore(&sealed[5..], &blobs).unwrap();
    assert_eq!(copy.sealed_entries(1..100).unwrap(), sealed);
    assert_eq!(copy.head().unwrap(), ledger.head().unwrap());
    assert_sound(&copy);
}

/// The statements have to fail, with the triggers on.
pub fn sql_cannot_change_entries(place: &dyn Place) {
    let mut ledger = place.open();
    add(&mut ledger, &Sample::new("r1"));
    for sql in [
        "UPDATE entries SET time = '2020' WHERE sequence = 1",
        "DELETE FROM entries WHERE sequence = 4",
        "UPDATE blobs SET encoding = 1",
        "DELETE FROM blobs",
    ] {
        let error = ledger.execute_for_tests(sql).unwrap_err().to_string();
        assert!(error.contains("never"), "{sql}: {error}");
    }
    assert_sound(&ledger);
}

pub fn a_changed_view_is_found(place: &dyn Place) {
    let mut ledger = place.open();
    three(&mut ledger);
    ledger.append(vec![Sample::new("r1").linked("E1", &["k1"]), estimated("E1", 3)], &[]).unwrap();
    for sql in [
        "UPDATE claims SET outcome = 'wounded' WHERE outcome = 'killed' AND entry = 3",
        "UPDATE reports SET valid_to = 7 WHERE valid_from = 1",
        "DELETE FROM claim_actors",
        "INSERT INTO reviews VALUES (1, 2, 'nobody')",
        "UPDATE spots SET latitude = 14.54",
    ] {
        place.tamper(sql);
        let found = ledger.verify().unwrap();
        assert!(!found.is_sound() && found.first_bad_entry().is_none(), "{sql}: {found:?}");
        ledger.rebuild_views().unwrap();
        assert_sound(&ledger);
    }
}

pub fn times_never_go_back(place: &dyn Place) {
    let mut ledger = place.open();
    ledger.append(vec![estimated("E1", 1)], &[]).unwrap();
    ledger.append(vec![estimated("E1", 2)], &[]).unwrap();
    drop(ledger);
    // The clock of `open` begins again.
    let mut ledger = place.open();
    let third = ledger.append(vec![estimated("E1", 3)], &[]).unwrap();
    assert_eq!(third.entries[0].time, "2024-08-01T00:02:00.000000Z");
    assert_sound(&ledger);
}

pub fn odd_texts_are_kept(place: &dyn Place) {
    let mut ledger = place.open();
    for (number, town) in
        ["\u{1F4A5} \u{202E}town", "İstanbul\u{0301}", "\"quoted' ; DROP TABLE entries", "a\\b\u{7f}"]
            .iter()
            .enumerate()
    {
        let sample = Sample { town: (*town).to_owned(), ..Sample::new(&format!("odd#{number}'")) };
        add(&mut ledger, &sample);
        let reading = ledger.reading(&sample.report(), AsOf::Now).unwrap().unwrap();
        assert_eq!(reading.report.text, sample.text());
        ledger.append(vec![sample.linked("E'1", &["k'"])], &[]).unwrap();
    }
    assert_eq!(ledger.event_accounts(&EventId::new("E'1"), AsOf::Now).unwrap().len(), 4);
    let empty = Blob::new("");
    ledger.append(vec![], std::slice::from_ref(&empty)).unwrap();
    assert_eq!(ledger.blob(&empty.hash).unwrap().unwrap(), b"");
}

pub fn odd_numbers_are_kept(place: &dyn Place) {
    let mut ledger = place.open();
    let points = [
        (0.1 + 0.2, -4.09 * 3.0 / 7.0),
        (-0.0, 1e-300),
        (f64::NAN, 4.0),
        (90.000_000_1, 500.0),
        (14.533, 0.1 + 0.7),
    ];
    for (number, point) in points.into_iter().enumerate() {
        add(&mut ledger, &Sample { point, ..Sample::new(&format!("r{number}")) });
    }
    let mut link = Sample::new("r0").linked("E1", &[]);
    if let EntryBody::Linked { score, .. } = &mut link.body {
        *score = f64::NAN;
    }
    assert!(matches!(ledger.append(vec![link], &[]), Err(LedgerError::Query(_))));
    let reading = ledger.reading(&ReportId::new("r0"), AsOf::Now).unwrap().unwrap();
    assert_eq!(reading.places[0].latitude.map(f64::to_bits), Some((0.1_f64 + 0.2).to_bits()));
    assert_sound(&ledger);
}
