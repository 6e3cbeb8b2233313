//! Five hundred mutated files: each gives reports or a clear error, none panics, none grows beyond its bounds.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use claimant_text::{Fault, Limits};
use common::{SAMPLES, bytes, read_bytes};

/// Mutations of each sample: 500 together.
const EACH: u64 = 84;

/// Numbers that look random and are the same in every run: `SplitMix64`.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// Flips bits, cuts off, cuts out, doubles a part, or puts in a part of another sample.
fn mutate(bytes: &mut Vec<u8>, other: &[u8], numbers: &mut Numbers) {
    let (from, length) = (numbers.below(bytes.len()), 1 + numbers.below(64));
    let until = (from + length).min(bytes.len());
    match numbers.below(5) {
        0 => {
            for _ in 0..=numbers.below(8) {
                let (at, bit) = (numbers.below(bytes.len()), numbers.below(8));
                bytes[at] ^= 1 << bit;
            }
        }
        1 => bytes.truncate(from),
        2 => drop(bytes.drain(from..until)),
        3 => {
            let part = bytes[from..until].repeat(1 + numbers.below(20));
            bytes.splice(from..from, part);
        }
        _ => {
            let start = numbers.below(other.len());
            let part = other[start..(start + 200).min(other.len())].to_vec();
            bytes.splice(from..until, part);
        }
    }
}

#[test]
fn mutated_files_give_reports_or_clear_errors() {
    let limits = Limits { time: Duration::from_secs(5), ..Limits::default() };
    let (mut reports, mut errors, mut broken) = (0, 0, Vec::new());
    for (index, sample) in SAMPLES.iter().enumerate() {
        let other = bytes(SAMPLES[(index + 1) % SAMPLES.len()]);
        for seed in 0..EACH {
            let mut numbers = Numbers(seed * 1_000 + index as u64);
            let mut mutated = bytes(sample);
            for _ in 0..=numbers.below(3) {
                if !mutated.is_empty() {
                    mutate(&mut mutated, &other, &mut numbers);
                }
            }
            let (size, start) = (mutated.len(), Instant::now());
            let made = catch_unwind(AssertUnwindSafe(|| read_bytes(mutated, sample, &limits)));
            let Ok(made) = made else { panic!("{sample}, mutation {seed}: a panic") };
            assert!(
                start.elapsed() < limits.time + Duration::from_secs(5),
                "{sample}, mutation {seed}: too slow"
            );
            for result in made {
                match result {
                    Ok(document) => {
                        reports += 1;
                        assert!(
                            document.input.text.len() <= 40 * size + 4096,
                            "{sample}, mutation {seed}: too big"
                        );
                    }
                    Err(error) => {
                        errors += 1;
                        assert!(error.to_string().starts_with(sample), "{sample}, mutation {seed}: {error}");
                        assert!(!error.fault.hint().is_empty());
                        assert!(!matches!(error.fault, Fault::Internal));
                        if matches!(error.fault, Fault::Broken) {
                            broken.push(format!("{sample} {seed}"));
                        }
                    }
                }
            }
        }
    }
    println!("{reports} reports, {errors} errors, the library failed on {}: {broken:?}", broken.len());
    assert!(reports > 300, "{reports} reports, {errors} errors");
}
