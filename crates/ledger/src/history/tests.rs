//! The history in a file: against a plain set of pairs.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::store::sqlite::{DIALECT, Sqlite};

struct Place {
    folder: tempfile::TempDir,
    store: Sqlite,
    history: History,
}

fn open(folder: &Path) -> Sqlite {
    Sqlite::open(&folder.join("history.ledger")).unwrap()
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        store.batch(DIALECT.create_views).unwrap();
        Place { folder, store, history: History::default() }
    }

    fn write(&self, pairs: &[Pair]) {
        self.begin(pairs);
        self.history.write(&self.store).unwrap();
        self.store.commit().unwrap();
        self.history.end();
    }

    fn begin(&self, pairs: &[Pair]) {
        self.store.begin().unwrap();
        self.history.begin();
        self.history.hold(&self.store).unwrap();
        for &(subject, entry) in pairs {
            self.history.add(&self.store, subject, entry).unwrap();
        }
    }

    fn find(&self, subjects: &[i64]) -> Vec<Pair> {
        self.history.find(&self.store, subjects.to_vec()).unwrap()
    }

    fn proof(&self) -> Result<Vec<Pair>> {
        let mut found = Vec::new();
        self.history.prove(&self.store, &mut |pair| found.push(pair))?;
        found.sort_unstable();
        Ok(found)
    }
}

/// Numbers that look random.
fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 20
}

/// Pairs of things of which some come again and again, one very often.
fn batch(number: i64, count: i64, seed: &mut u64) -> Vec<Pair> {
    let subject = |random: u64| match random % 4 {
        0 => 7,
        1 => (random / 4 % 50) as i64 - 25,
        _ => (random << 22) as i64,
    };
    (0..count).map(|at| (subject(random(seed)), number * count + at)).collect()
}

#[test]
fn every_pair_is_found_by_whoever_writes_and_by_whoever_reads() {
    let place = Place::new();
    let (reader, readers) = (open(place.folder.path()), History::default());
    let (mut seed, mut all) = (3, BTreeSet::new());
    for number in 0..300 {
        let pairs = batch(number, 200, &mut seed);
        place.write(&pairs);
        all.extend(pairs.iter().copied());
        let asked = [7, -25, 3, pairs[2].0, pairs[3].0, 1 << 50];
        let wanted: Vec<Pair> = all.iter().copied().filter(|pair| asked.contains(&pair.0)).collect();
        if number % 7 == 0 {
            assert_eq!(place.find(&asked), wanted, "{number}");
            assert_eq!(readers.find(&reader, asked.to_vec()).unwrap(), wanted, "{number}");
        }
    }
    let everything: Vec<i64> = all.iter().map(|pair| pair.0).collect();
    let wanted: Vec<Pair> = all.iter().copied().collect();
    assert_eq!(readers.find(&reader, everything).unwrap(), wanted);
    assert_eq!(place.proof().unwrap(), wanted);
    let mut runs = 0;
    let count = |row: &dyn crate::store::Row| row.integer(0);
    place
        .store
        .query("SELECT count(*) FROM history_runs", &[], &mut |row| count(row).map(|n| runs = n))
        .unwrap();
    assert!(runs < 24, "{runs}");
}

#[test]
fn what_waits_is_found_and_what_is_taken_back_is_not() {
    let place = Place::new();
    place.write(&[(1, 1), (2, 1)]);
    place.begin(&[(1, 2), (3, 2)]);
    assert_eq!(place.find(&[1, 3]), [(1, 1), (1, 2), (3, 2)]);
    place.history.write(&place.store).unwrap();
    assert_eq!(place.find(&[1, 3]), [(1, 1), (1, 2), (3, 2)]);
    place.store.rollback();
    place.history.end();
    assert_eq!(place.find(&[1, 3]), [(1, 1)]);
    place.write(&[(1, 4)]);
    assert_eq!(place.find(&[1, 2, 3]), [(1, 1), (1, 4), (2, 1)]);
    assert_eq!(place.proof().unwrap().len(), 3);
}

#[test]
fn what_is_merged_by_another_program_is_found() {
    let place = Place::new();
    place.write(&[(5, 1)]);
    let (reader, readers) = (open(place.folder.path()), History::default());
    assert_eq!(readers.find(&reader, vec![5]).unwrap(), [(5, 1)]);
    for entry in 2..100 {
        place.write(&[(5, entry), (entry, entry)]);
    }
    assert_eq!(readers.find(&reader, vec![5]).unwrap().len(), 99);
    // Made anew, with runs of the same numbers.
    place.store.batch(DIALECT.drop_views).unwrap();
    place.store.batch(DIALECT.create_views).unwrap();
    place.write(&[(6, 1)]);
    assert_eq!(readers.find(&reader, vec![5, 6]).unwrap(), [(6, 1)]);
}

#[test]
fn whatever_is_changed_is_noticed() {
    let changes = [
        "UPDATE history_pages SET pairs = substr(pairs, 1, length(pairs) - 1) || x'01'",
        "UPDATE history_pages SET pairs = x'00'",
        "DELETE FROM history_pages",
        "UPDATE history_runs SET filter = zeroblob(length(filter))",
        "UPDATE history_runs SET first = zeroblob(length(first))",
        "UPDATE history_runs SET first = x'00'",
        "UPDATE history_runs SET pairs = pairs + 1",
        "UPDATE history_runs SET stamp = stamp + 1",
    ];
    for sql in changes {
        let place = Place::new();
        let mut seed = 5;
        place.write(&batch(1, 3_000, &mut seed));
        assert_eq!(place.proof().unwrap().len(), 3_000);
        place.store.batch(sql).unwrap();
        assert!(place.proof().is_err(), "{sql}");
    }
}

#[test]
fn a_pair_that_comes_twice_is_kept_once() {
    let place = Place::new();
    place.write(&[(1, 1), (1, 1)]);
    for _ in 0..20 {
        place.write(&[(1, 1)]);
    }
    assert_eq!(place.proof().unwrap().first(), Some(&(1, 1)));
}
