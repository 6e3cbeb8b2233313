//! FTRL-proximal (`McMahan` et al. 2013): logistic regression, one example after the other, with an L1 penalty that leaves
//! most weights at nothing.

use std::collections::BTreeMap;

use claimant_read::learned_attribution::segment::Logits;

use super::rows::Rows;

/// How steps and penalties are set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rates {
    pub(crate) step: f32,
    /// The penalty under which features are chosen.
    pub(crate) choice: f32,
    /// The penalty on the weights of those chosen.
    pub(crate) l1: f32,
    pub(crate) l2: f32,
    pub(crate) epochs: usize,
}

const BETA: f32 = 1.0;
/// Gradients below this change nothing worth the time.
const NEGLIGIBLE: f32 = 1e-3;

#[derive(Clone, Copy, Default)]
struct Cell {
    weight: f32,
    sum: f32,
    square: f32,
}

/// Weights under training.
pub(crate) struct Learner {
    cells: Vec<[Cell; 3]>,
    /// Whether a weight may move.
    open: Vec<[bool; 3]>,
    rates: Rates,
}

impl Learner {
    pub(crate) fn new(features: usize, rates: Rates) -> Learner {
        Learner { cells: vec![[Cell::default(); 3]; features], open: vec![[true; 3]; features], rates }
    }

    /// Starts again with only the weights that are not nothing.
    fn refit(self) -> Learner {
        let open = self.cells.iter().map(|cells| cells.map(|cell| cell.weight != 0.0)).collect();
        let cells = vec![[Cell::default(); 3]; self.cells.len()];
        Learner { cells, open, rates: self.rates }
    }

    pub(crate) fn score(&self, row: &[u32]) -> Logits {
        let mut sum = [0.0; 3];
        for number in row {
            let cells = &self.cells[*number as usize];
            sum.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell.weight);
        }
        sum
    }

    /// Moves against the gradient of the loss by each logit of a row.
    pub(crate) fn learn(&mut self, row: &[u32], gradient: Logits) {
        for (output, gradient) in gradient.into_iter().enumerate() {
            if gradient.abs() < NEGLIGIBLE {
                continue;
            }
            for number in row {
                if self.open[*number as usize][output] {
                    self.rates.update(&mut self.cells[*number as usize][output], gradient);
                }
            }
        }
    }

    /// The weights that are not nothing, by hash.
    pub(crate) fn weights(&self, hashes: &[u32]) -> BTreeMap<u32, Logits> {
        let weights = |cells: &[Cell; 3]| cells.map(|cell| cell.weight);
        let all = hashes.iter().copied().zip(self.cells.iter().map(weights));
        all.filter(|(_, weights)| weights.iter().any(|weight| *weight != 0.0)).collect()
    }
}

impl Rates {
    fn update(&self, cell: &mut Cell, gradient: f32) {
        let square = cell.square + gradient * gradient;
        let sigma = (square.sqrt() - cell.square.sqrt()) / self.step;
        cell.sum += gradient - sigma * cell.weight;
        cell.square = square;
        cell.weight = if cell.sum.abs() <= self.l1 {
            0.0
        } else {
            let push = cell.sum - cell.sum.signum() * self.l1;
            -push / ((BETA + square.sqrt()) / self.step + self.l2)
        };
    }
}

/// Runs over all examples in an order shuffled the same way every time.
pub(crate) fn train<E>(
    rows: &Rows,
    examples: &[&E],
    features: usize,
    rates: Rates,
    mut learn: impl FnMut(&mut Learner, &Rows, &E),
) -> Learner {
    let mut run = |mut learner: Learner| {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..rates.epochs {
            shuffle(&mut order, &mut seed);
            for at in &order {
                learn(&mut learner, rows, examples[*at]);
            }
        }
        learner
    };
    let chosen = run(Learner::new(features, Rates { l1: rates.choice, ..rates })).refit();
    run(Learner { rates, ..chosen })
}

fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(at, (*seed % (at as u64 + 1)) as usize);
    }
}
