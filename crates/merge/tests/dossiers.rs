//! Dossiers and collections.

#![allow(clippy::unwrap_used)] // helpers of tests may unwrap

mod common;

use claimant_merge::link::Weights;
use claimant_merge::reconcile::Preset;
use claimant_merge::{Collection, Extractor, UnionFind, dossier};
use claimant_model::{AccountId, Actor, ActorId, ActorKind, Dossier, EventId, OriginKind, Reading};
use common::{Told, reading};
use proptest::prelude::*;

fn told() -> Vec<Reading> {
    let army = |id, source, wire, words| {
        reading(&Told { id, source, wire, words, claimant: "Gao Hospital", ..Told::default() })
    };
    vec![
        army("r1", "Daily", Some("AFP"), "at the grain market before dawn"),
        army("r2", "Herald", Some("AFP"), "at the grain market in the early hours of the day"),
        army("r3", "Radio", None, "where grain is sold, witnesses at the mill remember"),
    ]
}

fn built(readings: &[Reading]) -> Dossier {
    let accounts: Vec<(AccountId, &Reading)> =
        readings.iter().map(|r| (AccountId::new(r.report.id.clone(), EventId::new("e1")), r)).collect();
    dossier(&EventId::new("ev1"), &accounts, &Preset::embedded().unwrap()).unwrap()
}

#[test]
fn a_dossier_counts_what_stands_behind_it() {
    let dossier = built(&told());
    let counts = dossier.counts;
    assert_eq!((counts.urls, counts.publishers, counts.wires, counts.claimants), (3, 3, 1, 1));
    // One claimant with one figure, whoever carries it.
    assert_eq!(counts.origins, 1);
    assert!(
        dossier.origins.iter().any(|origin| origin.kind == OriginKind::Wire && origin.reports.len() >= 2)
    );
    assert!(dossier.claims.iter().all(|claim| (claim.origin as usize) < dossier.origins.len()));
    assert_eq!(dossier.place.as_ref().map(|place| place.name.as_str()), Some("Gao"));
    assert!(dossier.actors.iter().any(|actor| actor.id.as_str() == "jnim"));
}

/// A report whose claimant is a person who speaks for the army.
fn spokesman(id: &str, source: &str, person: &str, words: &str) -> Reading {
    let mut told = reading(&Told { id, source, words, claimant: person, ..Told::default() });
    told.actors[1].kind = ActorKind::Person;
    told.actors[1].member_of = Some(ActorId::new("a3"));
    told.actors.push(Actor {
        id: ActorId::new("a3"),
        name: "Malian Armed Forces".to_owned(),
        known: Some("MLI.armed_forces".to_owned()),
        kind: ActorKind::StateForces,
        country: Some("MLI".to_owned()),
        member_of: None,
        mentions: Vec::new(),
    });
    told
}

#[test]
fn two_spokesmen_of_one_army_are_one_claimant() {
    let first = spokesman("r1", "Daily", "Colonel Oya", "at the grain market before dawn");
    let second = spokesman("r2", "Radio", "Major Tamba", "where grain is sold, people at the mill remember");
    let counts = built(&[first, second]).counts;
    assert_eq!((counts.claimants, counts.sides, counts.origins), (1, 1, 1));
}

#[test]
fn the_order_of_accounts_is_of_no_account() {
    let mut readings = told();
    let first = built(&readings);
    readings.reverse();
    assert_eq!(first, built(&readings));
    let json = serde_json::to_string(&first).unwrap();
    assert_eq!(serde_json::from_str::<Dossier>(&json).unwrap(), first);
}

#[test]
fn a_collection_is_the_same_in_any_order() {
    let linked = |readings: &[Reading]| {
        let extractor = Extractor::new();
        let mut collection = Collection::new(Weights::embedded().unwrap());
        for reading in readings {
            assert!(collection.add(extractor.extract(reading)));
            assert!(!collection.add(extractor.extract(reading)), "twice");
        }
        collection.link(&Preset::embedded().unwrap())
    };
    let mut readings = told();
    let first = linked(&readings);
    readings.reverse();
    assert_eq!(serde_json::to_value(&first).unwrap(), serde_json::to_value(linked(&readings)).unwrap());
    assert_eq!(first.events.len(), 1);
}

proptest! {
    #[test]
    fn sets_are_the_same_whatever_the_order_of_joins(pairs in proptest::collection::vec((0..30_usize, 0..30_usize), 0..40)) {
        let join = |pairs: &mut dyn Iterator<Item = &(usize, usize)>| {
            let mut sets = UnionFind::new(30);
            pairs.for_each(|&(a, b)| sets.join(a, b));
            sets.sets()
        };
        let sets = join(&mut pairs.iter());
        prop_assert_eq!(&sets, &join(&mut pairs.iter().rev()));
        prop_assert_eq!(sets.iter().map(Vec::len).sum::<usize>(), 30);
        for (a, b) in pairs {
            prop_assert!(sets.iter().any(|set| set.contains(&a) && set.contains(&b)));
        }
    }
}
