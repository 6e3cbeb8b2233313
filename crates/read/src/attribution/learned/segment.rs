//! One run of tokens in a zone, or none: the scores of all runs at once, and the best of them.

use std::ops::Range;

/// What a token adds to the score of a run: by lying in it, by opening it, by closing it.
pub type Logits = [f32; 3];

/// The run with the highest score, and that score; an empty run scores 0. The first of equals wins.
pub fn best(zone: &[Logits]) -> Option<(Range<usize>, f32)> {
    let mut best: Option<(Range<usize>, f32)> = None;
    // The best score of a run that is still open, and where it was opened.
    let mut open = (f32::NEG_INFINITY, 0);
    for (at, [inside, opens, closes]) in zone.iter().enumerate() {
        open = if *opens > open.0 { (opens + inside, at) } else { (open.0 + inside, open.1) };
        let score = open.0 + closes;
        if best.as_ref().is_none_or(|(_, highest)| score > *highest) {
            best = Some((open.1..at + 1, score));
        }
    }
    best
}

/// The logarithm of the sum over all runs of the zone of the exponential of their scores.
pub fn log_sum(zone: &[Logits]) -> f32 {
    let (mut open, mut all) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
    for [inside, opens, closes] in zone {
        open = add(open, *opens) + inside;
        all = add(all, open + closes);
    }
    all
}

/// `ln(exp(a) + exp(b))` without overflow.
pub fn add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f32::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// The probability that a token lies in, opens, closes the run, given `total`, the logarithm of the sum over everything
/// that could be (this zone's runs and the alternatives to them).
pub fn marginals(zone: &[Logits], total: f32) -> Vec<Logits> {
    let length = zone.len();
    // `open[i]`: runs open after token i; `later[i]`: ways to close at or after i a run open before i.
    let mut open = vec![f32::NEG_INFINITY; length];
    let mut later = vec![f32::NEG_INFINITY; length + 1];
    let mut before = f32::NEG_INFINITY;
    for (at, [inside, opens, _]) in zone.iter().enumerate() {
        before = add(before, *opens) + inside;
        open[at] = before;
    }
    for (at, [inside, _, closes]) in zone.iter().enumerate().rev() {
        later[at] = inside + add(*closes, later[at + 1]);
    }
    let at = |index: usize| {
        let [_, opens, closes] = zone[index];
        let inside = open[index] + add(closes, later[index + 1]);
        [inside, opens + later[index], open[index] + closes].map(|score| (score - total).exp())
    };
    (0..length).map(at).collect()
}

/// For a run that must hold the token `middle`: the score of each start up to it, and of each end from it on.
pub fn arms(zone: &[Logits], middle: usize) -> (Vec<f32>, Vec<f32>) {
    let mut starts: Vec<f32> = zone[..=middle].iter().map(|logits| logits[1]).collect();
    let mut ends: Vec<f32> = zone[middle..].iter().map(|logits| logits[2]).collect();
    let mut inside = 0.0;
    for at in (0..middle).rev() {
        inside += zone[at][0];
        starts[at] += inside;
    }
    inside = 0.0;
    for at in middle + 1..zone.len() {
        inside += zone[at][0];
        ends[at - middle] += inside;
    }
    (starts, ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All runs with their scores, one by one.
    fn runs(zone: &[Logits]) -> Vec<(Range<usize>, f32)> {
        let mut runs = Vec::new();
        for start in 0..zone.len() {
            for end in start + 1..=zone.len() {
                let inside: f32 = zone[start..end].iter().map(|logits| logits[0]).sum();
                runs.push((start..end, inside + zone[start][1] + zone[end - 1][2]));
            }
        }
        runs
    }

    const ZONE: [Logits; 4] = [[0.5, -1.0, 0.25], [1.0, 2.0, -0.5], [-0.75, 0.0, 1.5], [0.1, 0.3, -2.0]];

    #[test]
    fn the_best_run_is_the_best_of_all() {
        let all = runs(&ZONE);
        let highest = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        let (found, score) = best(&ZONE).unwrap();
        assert_eq!(found, highest.0);
        assert!((score - highest.1).abs() < 1e-5);
        assert!(best(&[]).is_none());
    }

    #[test]
    fn sums_and_marginals_are_those_of_all_runs() {
        let all = runs(&ZONE);
        let total = all.iter().map(|(_, score)| score.exp()).sum::<f32>().ln();
        assert!((log_sum(&ZONE) - total).abs() < 1e-4);
        let found = marginals(&ZONE, total);
        for (token, [inside, opens, closes]) in found.iter().enumerate() {
            let share = |holds: &dyn Fn(&Range<usize>) -> bool| {
                let chosen = all.iter().filter(|(run, _)| holds(run));
                chosen.map(|(_, score)| (score - total).exp()).sum::<f32>()
            };
            assert!((inside - share(&|run| run.contains(&token))).abs() < 1e-4);
            assert!((opens - share(&|run| run.start == token)).abs() < 1e-4);
            assert!((closes - share(&|run| run.end == token + 1)).abs() < 1e-4);
        }
    }
}
