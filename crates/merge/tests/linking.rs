//! Groups depend on what was told, not on when it came; every merge and split can be undone.

#![allow(clippy::unwrap_used)] // helpers of tests may unwrap

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use claimant_merge::link::{Change, Linker, Neighbours, Profile, Profiler, Weights, Window, place, score};
use claimant_model::{AccountId, EventId, Reading};
use common::{Told, reading};
use proptest::prelude::*;

fn insert(linker: &mut Linker, profiles: Vec<Profile>) {
    for profile in profiles {
        linker.insert(profile, None);
    }
}

type Groups = BTreeSet<BTreeSet<AccountId>>;

fn linker() -> Linker {
    Linker::new(Weights::embedded().unwrap())
}

fn groups(linker: &Linker) -> Groups {
    linker.events().into_values().map(|accounts| accounts.into_iter().cloned().collect()).collect()
}

fn account(id: &str) -> AccountId {
    format!("{id}#e1").parse().unwrap()
}

/// Reports on few towns, days and groups, so that many are near each other.
fn stories() -> impl Strategy<Value = Vec<Reading>> {
    let one = (0..4_usize, 1..6_u8, 0..3_usize, 1..4_u64, 0..3_usize, 0..4_u8);
    proptest::collection::vec(one, 1..24).prop_map(|list| {
        let tell = |(index, (town, day, group, killed, words, late)): (
            usize,
            (usize, u8, usize, u64, usize, u8),
        )| {
            reading(&Told {
                id: &format!("r{index}"),
                published: &format!("2024-05-{:02}", day + late),
                day: &format!("2024-05-{day:02}"),
                town,
                group: ["JNIM", "Boko Haram", "M23"][group],
                killed: killed * 6,
                words: ["at the grain market before dawn", "beside the river ferry", "inside a mosque"]
                    [words],
                ..Told::default()
            })
        };
        list.into_iter().enumerate().map(tell).collect()
    })
}

fn profiles(readings: &[Reading]) -> Vec<Profile> {
    let profiler = Profiler::new();
    readings.iter().flat_map(|reading| profiler.profiles(reading)).collect()
}

/// A book as a store keeps it: links are data.
#[derive(Default)]
struct Book {
    profiles: BTreeMap<AccountId, Profile>,
    events: BTreeMap<AccountId, EventId>,
    keys: BTreeMap<String, BTreeSet<AccountId>>,
}

impl Book {
    /// Each with a window of its own.
    fn add(&mut self, profile: Profile) {
        let changes = place(self, vec![profile.clone()], &Weights::embedded().unwrap()).unwrap();
        self.write(profile, changes);
    }

    /// All with one window.
    fn add_through(&mut self, window: &mut Window, profile: Profile) {
        let changes = window.place(self, &[Arc::new(profile.clone())]).unwrap();
        self.write(profile, changes);
    }

    fn write(&mut self, profile: Profile, changes: Vec<Change>) {
        for key in Linker::keys(&profile) {
            self.keys.entry(key).or_default().insert(profile.account.clone());
        }
        self.profiles.insert(profile.account.clone(), profile);
        for change in changes {
            if let Change::Linked { account, event, .. } = change {
                self.events.insert(account, event);
            }
        }
    }

    fn groups(&self) -> Groups {
        let mut groups: BTreeMap<&EventId, BTreeSet<AccountId>> = BTreeMap::new();
        for (account, event) in &self.events {
            groups.entry(event).or_default().insert(account.clone());
        }
        groups.into_values().collect()
    }
}

impl Neighbours for Book {
    type Error = std::convert::Infallible;

    fn near(&self, keys: &[String]) -> Result<Vec<(AccountId, EventId)>, Self::Error> {
        let accounts: BTreeSet<&AccountId> =
            keys.iter().filter_map(|key| self.keys.get(key)).flatten().collect();
        Ok(accounts.into_iter().map(|account| (account.clone(), self.events[account].clone())).collect())
    }

    fn profile(&self, account: &AccountId) -> Result<Option<Arc<Profile>>, Self::Error> {
        Ok(self.profiles.get(account).cloned().map(Arc::new))
    }

    fn decisions(&self, _: &EventId) -> Result<Vec<(AccountId, AccountId, bool)>, Self::Error> {
        Ok(Vec::new())
    }

    fn members(&self, event: &EventId) -> Result<Vec<AccountId>, Self::Error> {
        let own = self.events.iter().filter(|(_, of)| *of == event);
        Ok(own.map(|(account, _)| account.clone()).collect())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_does_not_matter(readings in stories(), seed in any::<u64>()) {
        let mut first = linker();
        insert(&mut first, profiles(&readings));
        first.settle();
        // Another order, and settled after each.
        let mut shuffled = profiles(&readings);
        for index in (1..shuffled.len()).rev() {
            shuffled.swap(index, (seed as usize).wrapping_mul(index) % (index + 1));
        }
        let mut second = linker();
        for profile in shuffled {
            second.insert(profile, None);
            second.settle();
        }
        prop_assert_eq!(groups(&first), groups(&second));
    }

    #[test]
    fn settling_again_changes_nothing(readings in stories()) {
        let mut linker = linker();
        insert(&mut linker, profiles(&readings));
        linker.settle();
        let before = groups(&linker);
        insert(&mut linker, profiles(&readings));
        prop_assert!(linker.settle().is_empty());
        prop_assert_eq!(before, groups(&linker));
    }

    #[test]
    fn a_decision_is_kept_and_can_be_taken_back(readings in stories(), a in 0..24_usize, b in 0..24_usize, same in any::<bool>()) {
        let mut linker = linker();
        insert(&mut linker, profiles(&readings));
        linker.settle();
        let (a, b) = (a % readings.len(), b % readings.len());
        prop_assume!(a != b);
        let ids = |linker: &Linker| -> BTreeMap<EventId, Vec<AccountId>> {
            linker.events().into_iter().map(|(id, list)| (id.clone(), list.into_iter().cloned().collect())).collect()
        };
        let before = ids(&linker);
        let (a, b) = (account(&format!("r{a}")), account(&format!("r{b}")));
        linker.decide(&a, &b, same);
        linker.settle();
        prop_assert_eq!(linker.event(&a) == linker.event(&b), same);
        linker.undecide(&a, &b);
        linker.settle();
        let after: Groups = ids(&linker).into_values().map(|list| list.into_iter().collect()).collect();
        let wanted: Groups = before.into_values().map(|list| list.into_iter().collect()).collect();
        prop_assert_eq!(after, wanted);
    }

    #[test]
    fn over_a_store_it_is_the_same(readings in stories()) {
        let mut whole = linker();
        let mut book = Book::default();
        for profile in profiles(&readings) {
            whole.insert(profile.clone(), None);
            whole.settle();
            book.add(profile);
        }
        prop_assert_eq!(groups(&whole), book.groups());
    }

    /// A window that is thrown away now and then, as when it has grown too large.
    #[test]
    fn over_a_window_it_is_the_same(readings in stories(), every in 1..30_usize) {
        let (mut whole, mut book) = (linker(), Book::default());
        let mut window = Window::new(Weights::embedded().unwrap());
        for (number, profile) in profiles(&readings).into_iter().enumerate() {
            if number % every == 0 {
                window = Window::new(Weights::embedded().unwrap());
            }
            whole.insert(profile.clone(), None);
            whole.settle();
            book.add_through(&mut window, profile);
        }
        prop_assert_eq!(groups(&whole), book.groups());
    }
}

#[test]
fn the_same_attack_in_two_papers_is_one_event_with_its_reasons() {
    let two = [reading(&Told::default()), reading(&Told { id: "r2", source: "Herald", ..Told::default() })];
    let mut linker = linker();
    insert(&mut linker, profiles(&two));
    let changes = linker.settle();
    assert_eq!(linker.event(&account("r1")), linker.event(&account("r2")));
    let Some(Change::Linked { score, reasons, keys, .. }) = changes.last() else {
        panic!("no link: {changes:?}")
    };
    assert!(*score >= 4.0 && !keys.is_empty());
    assert!(reasons.iter().any(|reason| reason.contains("both on 2024-05-02")), "{reasons:?}");
    assert!(reasons.iter().any(|reason| reason.contains("jnim in both")), "{reasons:?}");
}

#[test]
fn ids_stay_when_reports_come_and_go() {
    let mut linker = linker();
    let one = |id: &str, published: &str| {
        profiles(&[reading(&Told { id, published, ..Told::default() })]).remove(0)
    };
    linker.insert(one("r5", "2024-05-04"), None);
    linker.settle();
    let id = linker.event(&account("r5")).cloned();
    // An older report comes late, and the first one goes.
    linker.insert(one("r1", "2024-05-02"), None);
    linker.settle();
    assert_eq!(linker.event(&account("r1")), id.as_ref());
    linker.remove(&account("r5"));
    linker.settle();
    assert_eq!(linker.event(&account("r1")), id.as_ref());
    assert_eq!(linker.event(&account("r5")), None);
}

#[test]
fn another_town_and_another_group_are_other_events() {
    let three = [
        reading(&Told::default()),
        reading(&Told { id: "r2", town: 1, ..Told::default() }),
        reading(&Told { id: "r3", group: "M23", killed: 40, words: "inside a mosque", ..Told::default() }),
    ];
    let mut linker = linker();
    insert(&mut linker, profiles(&three));
    linker.settle();
    assert_eq!(groups(&linker).len(), 3);
}

/// A report whose event is read with the country for a place, naming this town besides.
fn of_the_country(id: &str, town: usize) -> Vec<Profile> {
    let mut value = serde_json::to_value(reading(&Told { id, town, ..Told::default() })).unwrap();
    let country =
        serde_json::json!({"id": "p2", "name": "Mali", "country": "MLI", "precision": 6, "mentions": []});
    value["places"].as_array_mut().unwrap().push(country);
    value["events"][0]["place"] = "p2".into();
    profiles(&[serde_json::from_value(value).unwrap()])
}

#[test]
fn a_coarse_place_is_helped_by_the_town_its_report_names_and_by_no_other() {
    let town = profiles(&[reading(&Told::default())]);
    let weights = Weights::embedded().unwrap();
    let of = |coarse: &[Profile]| score(&town[0], &coarse[0], &weights);
    let (same, other) = (of_the_country("r2", 0), of_the_country("r3", 2));
    assert_eq!(of(&same) - of(&other), weights.place.named_too);
    // Two that are both coarse: the town that both name counts, one that only one names does not.
    let coarse = of_the_country("r4", 0);
    let both = |other: &[Profile]| score(&coarse[0], &other[0], &weights);
    assert_eq!(both(&same) - both(&other), weights.place.named_too);
}
