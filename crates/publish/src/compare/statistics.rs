//! Agreement between coders, corrected for chance.
//!
//! Krippendorff's alpha after Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); Cohen's kappa after Cohen
//! (1960). Both are tested against published worked examples.

use std::collections::BTreeMap;

/// Krippendorff's alpha of nominal values. A unit holds the values that the coders gave it; units with fewer than two
/// count for nothing. Nothing where no two values can be compared, or where all are the same: then there is no variation
/// that agreement could be told from chance by.
pub fn alpha_nominal<T: Ord>(units: &[Vec<T>]) -> Option<f64> {
    let mut totals: BTreeMap<&T, f64> = BTreeMap::new();
    let (mut observed, mut n) = (0.0, 0.0);
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let mut counts: BTreeMap<&T, f64> = BTreeMap::new();
        for value in unit {
            *counts.entry(value).or_default() += 1.0;
            *totals.entry(value).or_default() += 1.0;
        }
        let size = unit.len() as f64;
        observed += (size * size - sum_of_squares(&counts)) / (size - 1.0);
        n += size;
    }
    ratio(observed, (n * n - sum_of_squares(&totals)) / (n - 1.0))
}

/// Krippendorff's alpha of interval values, the difference being squared.
pub fn alpha_interval(units: &[Vec<f64>]) -> Option<f64> {
    let (mut observed, mut n, mut sum, mut squares) = (0.0, 0.0, 0.0, 0.0);
    // Shifting all values changes no difference and keeps dates from eating the digits.
    let shift = units.iter().flatten().copied().next().unwrap_or(0.0);
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let size = unit.len() as f64;
        let (unit_sum, unit_squares) = sums(unit, shift);
        observed += 2.0 * (size * unit_squares - unit_sum * unit_sum) / (size - 1.0);
        n += size;
        sum += unit_sum;
        squares += unit_squares;
    }
    ratio(observed, 2.0 * (n * squares - sum * sum) / (n - 1.0))
}

/// Cohen's kappa of two coders' values.
pub fn kappa<T: Ord>(pairs: &[(T, T)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let mut counts: BTreeMap<&T, (f64, f64)> = BTreeMap::new();
    let mut agreed = 0.0;
    for (first, second) in pairs {
        counts.entry(first).or_default().0 += 1.0;
        counts.entry(second).or_default().1 += 1.0;
        agreed += f64::from(u8::from(first == second));
    }
    let expected = counts.values().map(|(first, second)| first * second).sum::<f64>() / (n * n);
    let share = agreed / n;
    (n > 0.0 && expected < 1.0).then(|| (share - expected) / (1.0 - expected))
}

fn sums(values: &[f64], shift: f64) -> (f64, f64) {
    let shifted = values.iter().map(|value| value - shift);
    shifted.fold((0.0, 0.0), |(sum, squares), value| (sum + value, squares + value * value))
}

fn sum_of_squares<T>(counts: &BTreeMap<T, f64>) -> f64 {
    counts.values().map(|count| count * count).sum()
}

/// One less observed over expected disagreement.
fn ratio(observed: f64, expected: f64) -> Option<f64> {
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Example C of Krippendorff (2011): four observers, twelve units, values missing.
    fn example_c() -> Vec<Vec<f64>> {
        let observers = [
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ];
        let rows: Vec<Vec<Option<f64>>> =
            observers.iter().map(|row| row.split(' ').map(|value| value.parse().ok()).collect()).collect();
        (0..12).map(|unit| rows.iter().filter_map(|row| row[unit]).collect()).collect()
    }

    fn close(found: Option<f64>, published: f64) {
        assert!(
            found.is_some_and(|found| (found - published).abs() < 0.0006),
            "{found:?} is not {published}"
        );
    }

    #[test]
    fn alpha_of_the_published_example() {
        let nominal: Vec<Vec<u64>> = example_c()
            .into_iter()
            .map(|unit| unit.into_iter().map(|value| value as u64).collect())
            .collect();
        close(alpha_nominal(&nominal), 0.743);
        close(alpha_interval(&example_c()), 0.849);
    }

    #[test]
    fn alpha_of_two_observers_and_binary_values() {
        // Example A of the same paper.
        let first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
        let second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
        let units: Vec<Vec<i32>> = first.into_iter().zip(second).map(|(a, b)| vec![a, b]).collect();
        close(alpha_nominal(&units), 0.095);
    }

    #[test]
    fn alpha_of_two_observers_and_five_values() {
        // Example B of the same paper.
        let first = "a a b b d c c c e d d a";
        let second = "b a b b b c c c e d d d";
        let units: Vec<Vec<&str>> =
            first.split(' ').zip(second.split(' ')).map(|(a, b)| vec![a, b]).collect();
        close(alpha_nominal(&units), 0.692);
    }

    #[test]
    fn kappa_of_fifty_proposals() {
        // The textbook table of two readers: both yes 20, both no 15, yes and no 5, no and yes 10.
        let cells = [(true, true, 20), (true, false, 5), (false, true, 10), (false, false, 15)];
        let pairs: Vec<(bool, bool)> =
            cells.into_iter().flat_map(|(a, b, count)| vec![(a, b); count]).collect();
        close(kappa(&pairs), 0.4);
    }

    #[test]
    fn what_cannot_be_told_from_chance_is_nothing() {
        assert_eq!(alpha_nominal::<u8>(&[]), None);
        assert_eq!(alpha_nominal(&[vec![1, 1], vec![1, 1]]), None);
        assert_eq!(alpha_interval(&[vec![3.0], vec![4.0]]), None);
        assert_eq!(kappa(&[(1, 1)]), None);
        assert_eq!(kappa::<u8>(&[]), None);
    }
}
