//! Scores the moves of a transition system: what each token adds to each feature is computed beforehand, so that
//! scoring a state is adding a few rows (spaCy's `TransitionBasedParser` with its precomputed lower layer).

use super::kernels::{self, HIDDEN, HIDDEN_PIECES, Linear, Processor, Upper, WIDTH, linear, score_moves};
use crate::model_file::{ModelFile, OpenError, Section};

/// A dense layer in the file.
pub(crate) struct LinearLayer {
    inputs: usize,
    weights: Section<f32>,
    bias: Section<f32>,
}

impl LinearLayer {
    pub(crate) fn find(file: &ModelFile, name: &str, inputs: usize) -> Result<LinearLayer, OpenError> {
        let layer = LinearLayer {
            inputs,
            weights: file.section(&format!("{name}.weights"))?,
            bias: file.section(&format!("{name}.bias"))?,
        };
        let columns = file.get(&layer.bias).len();
        if !columns.is_multiple_of(kernels::PANEL) || file.get(&layer.weights).len() != columns * inputs {
            return Err(OpenError::Header(format!("layer {name} has another shape")));
        }
        Ok(layer)
    }

    pub(crate) fn view<'f>(&self, file: &'f ModelFile) -> Linear<'f> {
        Linear { inputs: self.inputs, weights: file.get(&self.weights), bias: file.get(&self.bias) }
    }
}

/// Scorer of one transition system.
pub(crate) struct Scorer {
    reduce: LinearLayer,
    lower: LinearLayer,
    /// Stands for a feature with no token: `[feature][piece][64]`.
    padding: Section<f32>,
    lower_bias: Section<f32>,
    upper_weights: Section<f32>,
    upper_bias: Section<f32>,
}

/// Buffers of one scorer.
#[derive(Default)]
pub(crate) struct ScorerScratch {
    reduced: Vec<f32>,
    table: Vec<f32>,
    pub(crate) scores: Vec<f32>,
}

impl Scorer {
    pub(crate) fn new(
        file: &ModelFile,
        name: &str,
        features: usize,
        moves: usize,
    ) -> Result<Scorer, OpenError> {
        let scorer = Scorer {
            reduce: LinearLayer::find(file, &format!("{name}.linear"), WIDTH)?,
            lower: LinearLayer::find(file, &format!("{name}.lower"), HIDDEN)?,
            padding: file.section(&format!("{name}.lower.padding"))?,
            lower_bias: file.section(&format!("{name}.lower.hidden_bias"))?,
            upper_weights: file.section(&format!("{name}.upper.weights"))?,
            upper_bias: file.section(&format!("{name}.upper.bias"))?,
        };
        let columns = file.get(&scorer.upper_bias).len();
        let sound = scorer.reduce.view(file).columns() >= HIDDEN
            && scorer.lower.view(file).columns() >= features * HIDDEN_PIECES
            && file.get(&scorer.padding).len() == features * HIDDEN_PIECES
            && file.get(&scorer.lower_bias).len() == HIDDEN_PIECES
            && columns.is_multiple_of(16)
            && columns >= moves
            && file.get(&scorer.upper_weights).len() == HIDDEN * columns;
        if sound { Ok(scorer) } else { Err(OpenError::Header(format!("scorer {name} has another shape"))) }
    }

    /// Readies the scorer for one text. `vectors` holds the padded rows of its tokens.
    pub(crate) fn prepare<'s>(
        &'s self,
        file: &'s ModelFile,
        processor: Processor,
        vectors: &[f32],
        tokens: usize,
        scratch: &'s mut ScorerScratch,
    ) -> Prepared<'s> {
        let (reduce, lower) = (self.reduce.view(file), self.lower.view(file));
        let rows = kernels::padded(tokens);
        grow(&mut scratch.reduced, rows * reduce.columns());
        grow(&mut scratch.table, rows * lower.columns());
        linear(processor, reduce, vectors, WIDTH, tokens, &mut scratch.reduced);
        linear(processor, lower, &scratch.reduced, reduce.columns(), tokens, &mut scratch.table);
        let upper = Upper {
            lower_bias: file.get(&self.lower_bias),
            weights: file.get(&self.upper_weights),
            bias: file.get(&self.upper_bias),
        };
        scratch.scores.resize(upper.bias.len(), 0.0);
        Prepared {
            processor,
            upper,
            table: &scratch.table,
            stride: lower.columns(),
            padding: file.get(&self.padding),
            scores: &mut scratch.scores,
        }
    }
}

/// Makes a buffer large enough; what is in it stays, as every kernel overwrites what it will read.
fn grow(buffer: &mut Vec<f32>, size: usize) {
    if buffer.len() < size {
        buffer.resize(size, 0.0);
    }
}

/// A scorer with the table of one text.
pub(crate) struct Prepared<'s> {
    processor: Processor,
    upper: Upper<'s>,
    table: &'s [f32],
    stride: usize,
    padding: &'s [f32],
    scores: &'s mut Vec<f32>,
}

impl Prepared<'_> {
    /// Scores every move in the state with these features: token numbers, `None` where there is no such token.
    pub(crate) fn score<const FEATURES: usize>(&mut self, tokens: [Option<u32>; FEATURES]) -> &[f32] {
        let mut rows: [&[f32]; FEATURES] = [&[]; FEATURES];
        for (feature, (row, token)) in rows.iter_mut().zip(tokens).enumerate() {
            let from = feature * HIDDEN_PIECES;
            *row = match token {
                Some(token) => &self.table[token as usize * self.stride + from..][..HIDDEN_PIECES],
                None => &self.padding[from..from + HIDDEN_PIECES],
            };
        }
        score_moves(self.processor, self.upper, &rows, self.scores);
        self.scores
    }
}
