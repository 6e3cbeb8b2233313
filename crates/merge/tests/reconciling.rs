//! Low, best and high by preset, over several reports.

#![allow(clippy::unwrap_used)] // helpers of tests may unwrap

mod common;

use claimant_merge::reconcile::{Preset, Statement, estimates, history};
use claimant_model::{Estimate, Figure, Outcome, Reading, VictimStatus};
use common::{Told, reading};
use proptest::prelude::*;

fn statements(readings: &[Reading]) -> Vec<Statement> {
    let mut all = Vec::new();
    for (origin, reading) in readings.iter().enumerate() {
        let mut own = Statement::all(reading, &reading.events[0]);
        for statement in &mut own {
            statement.origin = origin as u32;
        }
        all.extend(own);
    }
    all
}

fn total(told: &[Told<'_>], preset: &str) -> Estimate {
    let readings: Vec<Reading> = told.iter().map(reading).collect();
    let all = estimates(&statements(&readings), &Preset::embedded().unwrap());
    all.into_iter().find(|e| e.preset == preset && e.side.is_none() && e.outcome == Outcome::Killed).unwrap()
}

fn figures(estimate: &Estimate) -> [Option<u64>; 3] {
    [estimate.low, estimate.best, estimate.high]
}

#[test]
fn a_boast_moves_only_high_in_ucdp() {
    let told = [
        Told { killed: 20, ..Told::default() },
        Told { id: "r2", claimant: "Jama Front", standpoint: "enemy", killed: 80, ..Told::default() },
    ];
    assert_eq!(figures(&total(&told, "ucdp")), [Some(20), Some(20), Some(80)]);
    assert_eq!(figures(&total(&told, "acled")), [Some(20), Some(20), Some(20)]);
}

#[test]
fn a_boast_alone_is_nothing_known() {
    let told = [Told { claimant: "Jama Front", standpoint: "enemy", killed: 30, ..Told::default() }];
    assert_eq!(figures(&total(&told, "ucdp")), [Some(0), Some(0), Some(30)]);
}

#[test]
fn a_running_toll_takes_the_place_of_the_earlier_one() {
    let told = [
        Told { claimant: "Gao Hospital", killed: 7, published: "2024-05-03", ..Told::default() },
        Told { id: "r2", claimant: "Gao Hospital", killed: 12, published: "2024-05-05", ..Told::default() },
    ];
    let estimate = total(&told, "ucdp");
    assert_eq!(figures(&estimate), [Some(12), Some(12), Some(12)]);
    assert!(
        estimate.because.iter().any(|because| because.effect.contains("superseded by 12")),
        "{estimate:?}"
    );
}

#[test]
fn the_same_claimant_in_three_papers_counts_once() {
    let papers =
        ["r1", "r2", "r3"].map(|id| Told { id, claimant: "Gao Hospital", killed: 7, ..Told::default() });
    let estimate = total(&papers, "ucdp");
    let copies = estimate.because.iter().filter(|because| because.effect.contains("counted once")).count();
    assert_eq!(copies, 2);
}

#[test]
fn history_tells_how_the_figures_grew() {
    let told = [
        Told { claimant: "Gao Hospital", killed: 7, published: "2024-05-03", ..Told::default() },
        Told { id: "r2", claimant: "Gao Hospital", killed: 12, published: "2024-05-05", ..Told::default() },
    ];
    let readings: Vec<Reading> = told.iter().map(reading).collect();
    let changes = history(&statements(&readings), &Preset::embedded().unwrap());
    let ucdp: Vec<_> = changes
        .iter()
        .filter(|change| change.estimate.preset == "ucdp")
        .map(|change| (change.time.as_deref(), change.estimate.best))
        .collect();
    assert_eq!(ucdp, [(Some("2024-05-03"), Some(7)), (Some("2024-05-05"), Some(12))]);
}

proptest! {
    #[test]
    fn low_best_and_high_are_in_order(
        list in proptest::collection::vec((0..5_usize, 0..200_u64, 0..4_usize, 1..9_u8), 1..20)
    ) {
        let ids: Vec<String> = (0..list.len()).map(|index| format!("r{index}")).collect();
        let days: Vec<String> = list.iter().map(|item| format!("2024-05-{:02}", item.3)).collect();
        let told: Vec<Told<'_>> = list.iter().enumerate().map(|(index, item)| Told {
            id: &ids[index],
            published: &days[index],
            claimant: ["", "Gao Hospital", "Jama Front", "Army Office", "Town Council"][item.0],
            standpoint: ["self", "enemy", "third_party", "unknown"][item.2],
            killed: item.1,
            ..Told::default()
        }).collect();
        let readings: Vec<Reading> = told.iter().map(reading).collect();
        let all = statements(&readings);
        let presets = Preset::embedded().unwrap();
        for estimate in estimates(&all, &presets) {
            prop_assert!(estimate.low <= estimate.best && estimate.best <= estimate.high, "{:?}", estimate);
            let known: Vec<_> = all.iter().map(|statement| &statement.claim).collect();
            prop_assert!(estimate.because.iter().all(|because| known.contains(&&because.claim)));
        }
        // The order of the statements is of no account.
        let mut turned = all.clone();
        turned.reverse();
        let key = |e: &Estimate| (format!("{:?}{:?}{:?}{}", e.outcome, e.side, e.status, e.preset), e.low, e.best, e.high);
        let mut a: Vec<_> = estimates(&all, &presets).iter().map(key).collect();
        let mut b: Vec<_> = estimates(&turned, &presets).iter().map(key).collect();
        a.sort();
        b.sort();
        prop_assert_eq!(a, b);
    }
}

#[test]
fn a_single_source_is_called_what_each_preset_calls_it() {
    let told = [Told::default()];
    let effect = |preset: &str| total(&told, preset).because[0].effect.clone();
    assert!(effect("ibc").ends_with("; 1 of 2 independent origins: provisional"), "{}", effect("ibc"));
    assert!(effect("airwars").ends_with(": weak"), "{}", effect("airwars"));
    assert!(!effect("ucdp").contains("origins"), "{}", effect("ucdp"));
}

/// A reading whose figure is a word.
fn in_a_word(told: &Told<'_>, word: &str) -> Reading {
    let mut reading = reading(told);
    reading.claims[0].casualties.as_mut().unwrap().figure = Figure::vague(word);
    reading
}

#[test]
fn words_are_numbers_to_acled_alone_and_only_where_nobody_counts() {
    let (one, other) = (Told::default(), Told { id: "r2", killed: 20, ..Told::default() });
    let of = |readings: &[Reading], preset: &str| {
        let all = estimates(&statements(readings), &Preset::embedded().unwrap());
        all.into_iter().find(|e| e.preset == preset).map(|e| figures(&e))
    };
    let alone = [in_a_word(&one, "dozens")];
    assert_eq!(of(&alone, "acled"), Some([Some(12); 3]));
    assert_eq!(of(&alone, "ucdp"), None);
    assert_eq!(of(&[in_a_word(&one, "heavy")], "acled"), None);
    assert_eq!(of(&[in_a_word(&one, "several"), reading(&other)], "acled"), Some([Some(20); 3]));
}

/// The total that UCDP's preset gives what two parties say, each figure of the side and status beside it.
fn total_of_sides(told: &[(Told<'_>, &str, VictimStatus); 2]) -> [Option<u64>; 3] {
    let readings: Vec<Reading> = told.iter().map(|(told, ..)| reading(told)).collect();
    let mut all = statements(&readings);
    for (statement, (_, side, status)) in all.iter_mut().zip(told) {
        (statement.side, statement.status) = (Some((*side).to_owned()), *status);
    }
    let all = estimates(&all, &Preset::embedded().unwrap());
    figures(all.iter().find(|e| e.preset == "ucdp" && e.side.is_none()).unwrap())
}

#[test]
fn own_losses_of_two_sides_add_up_to_the_total() {
    let army = Told { claimant: "Army Office", standpoint: "self", killed: 11, ..Told::default() };
    let front = Told { id: "r2", claimant: "Jama Front", standpoint: "self", killed: 4, ..Told::default() };
    let fights = VictimStatus::Combatant;
    let apart = total_of_sides(&[(army, "army", fights), (front, "front", fights)]);
    assert_eq!(apart, [Some(15); 3]);
}

#[test]
fn two_names_that_may_be_of_one_side_are_not_added() {
    let hospital = Told { claimant: "Gao Hospital", killed: 11, ..Told::default() };
    let council = Told { id: "r2", claimant: "Town Council", killed: 4, ..Told::default() };
    let fights = VictimStatus::Combatant;
    let unsure = total_of_sides(&[(hospital.clone(), "rebels", fights), (council.clone(), "front", fights)]);
    assert_eq!(unsure[2], Some(11));
    let civilians =
        total_of_sides(&[(hospital, "rebels", fights), (council, "herders", VictimStatus::Civilian)]);
    assert_eq!(civilians, [Some(15); 3]);
}
