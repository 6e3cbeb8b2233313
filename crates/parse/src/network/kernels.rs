//! The arithmetic of the network: matrix products, maxout with layer norm, and the scoring of one state.
//!
//! Shapes are those of spaCy's CPU pipelines ([`WIDTH`], [`HIDDEN`], [`PIECES`]); other widths are refused at import.
//! Weight matrices come in *panels*: 48 output columns side by side, for each input in turn, so that a kernel reads
//! memory in one direction only.

#[cfg(target_arch = "x86_64")]
use super::lanes::{Avx2, Avx512};
use super::lanes::{LANES, Lanes, Plain};

/// Width of the token vectors.
pub(crate) const WIDTH: usize = 96;
/// Inputs of a convolution layer: the token and its two neighbours.
pub(crate) const WINDOW: usize = 3 * WIDTH;
/// Pieces of the maxout layers of the encoder.
#[cfg(feature = "import")]
pub(crate) const PIECES: usize = 3;
/// Hidden units of the state scorer.
pub(crate) const HIDDEN: usize = 64;
/// Hidden units before the two maxout pieces are compared.
pub(crate) const HIDDEN_PIECES: usize = 2 * HIDDEN;
/// Columns of one weight panel.
pub(crate) const PANEL: usize = 3 * LANES;
/// Row buffers hold a multiple of this many rows, so that kernels need no code for the odd ones.
pub(crate) const ROW_STEP: usize = 8;

const BLOCKS: usize = WIDTH / LANES;

/// The instruction set to use: proof that the processor has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Processor(Level);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Plain,
}

impl Processor {
    /// The best this machine can do.
    pub(crate) fn detect() -> Processor {
        Processor::all().next().unwrap_or(Processor::plain())
    }

    /// No vector instructions at all.
    pub(crate) fn plain() -> Processor {
        Processor(Level::Plain)
    }

    /// All that this machine can do, best first.
    pub(crate) fn all() -> impl Iterator<Item = Processor> {
        let mut levels = Vec::with_capacity(3);
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx512f") && has!("avx512bw") && has!("avx512vl") && has!("avx512vnni") {
                levels.push(Level::Avx512);
            }
            if has!("avx2") && has!("fma") {
                levels.push(Level::Avx2);
            }
        }
        levels.push(Level::Plain);
        levels.into_iter().map(Processor)
    }
}

/// Compiles a generic kernel for each instruction set and picks one at run time. The number after the instruction set
/// is how many rows are computed together: as many as its registers hold.
macro_rules! for_each_processor {
    ($(#[$doc:meta])* $name:ident, $body:ident, ($($argument:ident: $type:ty),* $(,)?)) => {
        $(#[$doc])*
        pub(crate) fn $name(processor: Processor, $($argument: $type),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
            fn avx512($($argument: $type),*) {
                // SAFETY: this function has the features that `Avx512` needs.
                unsafe { $body::<Avx512, 8>($($argument),*) }
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn avx2($($argument: $type),*) {
                // SAFETY: this function has the features that `Avx2` needs.
                unsafe { $body::<Avx2, 2>($($argument),*) }
            }
            match processor.0 {
                // SAFETY: a `Processor` of this level only exists where `Processor::all` found the features.
                #[cfg(target_arch = "x86_64")]
                Level::Avx512 => unsafe { avx512($($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                Level::Avx2 => unsafe { avx2($($argument),*) },
                // SAFETY: `Plain` needs no feature.
                Level::Plain => unsafe { $body::<Plain, 1>($($argument),*) },
            }
        }
    };
}

/// A maxout layer with layer norm, 96 outputs of 3 pieces each.
#[derive(Clone, Copy)]
pub(crate) struct Maxout<'m> {
    /// `[block of 16 outputs][input][piece][16]`.
    pub(crate) weights: &'m [f32],
    /// `[block][piece][16]`.
    pub(crate) bias: &'m [f32],
    pub(crate) gain: &'m [f32],
    pub(crate) shift: &'m [f32],
}

/// The weights of a convolution layer in 8 bits.
#[derive(Clone, Copy)]
pub(crate) struct MaxoutBytes<'m> {
    /// `[block of 16 outputs][four inputs][piece][16][4]`.
    pub(crate) weights: &'m [i8],
    /// What one unit of the sum is worth: `[block][piece][16]`.
    pub(crate) scale: &'m [f32],
    /// Takes out what the bytes that stand for zero add: `[block][piece][16]`.
    pub(crate) correction: &'m [i32],
    /// Units per float, for each of the 96 inputs.
    pub(crate) units: &'m [f32],
    /// The byte that stands for zero, less 128, for each input: a whole number.
    pub(crate) zero: &'m [f32],
}

/// A dense layer: outputs in panels of 48 columns, the last one padded with zeros.
#[derive(Clone, Copy)]
pub(crate) struct Linear<'m> {
    pub(crate) inputs: usize,
    /// `[panel][input][48]`.
    pub(crate) weights: &'m [f32],
    /// One a column, padding included.
    pub(crate) bias: &'m [f32],
}

impl Linear<'_> {
    /// Floats in one output row, padding included.
    pub(crate) fn columns(&self) -> usize {
        self.bias.len()
    }
}

/// The rows a kernel touches for `rows` rows: a multiple of [`ROW_STEP`].
pub(crate) fn padded(rows: usize) -> usize {
    rows.next_multiple_of(ROW_STEP)
}

/// One panel for `R` rows: `sums[row][j] = Σ_k input[row][k] · panel[k][j]`, k in ascending order.
#[inline(always)]
unsafe fn panel_products<L: Lanes, const R: usize>(
    input: *const f32,
    stride: usize,
    inputs: usize,
    panel: *const f32,
) -> [[L; 3]; R] {
    // SAFETY: the caller vouches for R rows of `inputs` floats and `inputs` panel rows of 48.
    unsafe {
        let mut sums = [[L::splat(0.0); 3]; R];
        for k in 0..inputs {
            let weights = panel.add(k * PANEL);
            let weights = [L::load(weights), L::load(weights.add(LANES)), L::load(weights.add(2 * LANES))];
            for (row, sums) in sums.iter_mut().enumerate() {
                let value = L::splat(*input.add(row * stride + k));
                for j in 0..3 {
                    sums[j] = value.fused(weights[j], sums[j]);
                }
            }
        }
        sums
    }
}

/// The larger of the three pieces, for 16 outputs of `R` rows.
#[inline(always)]
unsafe fn store_largest<L: Lanes, const R: usize>(sums: [[L; 3]; R], bias: *const f32, to: *mut f32) {
    // SAFETY: the caller vouches for 48 biases and for 16 floats in each of R rows of WIDTH.
    unsafe {
        for (row, [first, second, third]) in sums.into_iter().enumerate() {
            let first = first.plus(L::load(bias));
            let second = second.plus(L::load(bias.add(LANES)));
            let third = third.plus(L::load(bias.add(2 * LANES)));
            first.larger(second).larger(third).store(to.add(row * WIDTH));
        }
    }
}

/// Normalises one row of 96 (thinc's `LayerNorm`: population variance, 1e-8 added), then gain and shift.
#[inline(always)]
unsafe fn normalised<L: Lanes>(row: *const f32, layer: Maxout<'_>) -> [L; BLOCKS] {
    // SAFETY: the caller vouches for 96 floats; gain and shift were checked to have 96.
    unsafe {
        let mut values = [L::splat(0.0); BLOCKS];
        let mut sum = L::splat(0.0);
        for (block, value) in values.iter_mut().enumerate() {
            *value = L::load(row.add(block * LANES));
            sum = sum.plus(*value);
        }
        let mean = L::splat(sum.total() / WIDTH as f32);
        let mut squares = L::splat(0.0);
        for value in &mut values {
            *value = value.minus(mean);
            squares = value.fused(*value, squares);
        }
        let factor = L::splat(1.0 / (squares.total() / WIDTH as f32 + 1e-8).sqrt());
        for (block, value) in values.iter_mut().enumerate() {
            let gain = L::load(layer.gain.as_ptr().add(block * LANES));
            let shift = L::load(layer.shift.as_ptr().add(block * LANES));
            *value = value.times(factor).fused(gain, shift);
        }
        values
    }
}

fn check_maxout(layer: &Maxout<'_>, inputs: usize) {
    assert_eq!(layer.weights.len(), BLOCKS * inputs * PANEL);
    assert_eq!(layer.bias.len(), BLOCKS * PANEL);
    assert_eq!((layer.gain.len(), layer.shift.len()), (WIDTH, WIDTH));
}

for_each_processor! {
    /// Maxout and layer norm of independent rows: `output[i] = norm(maxout(input[i]))`.
    ///
    /// Both buffers hold [`padded`] rows; an input row has `inputs` floats.
    mix_rows, mix_rows_with, (layer: Maxout<'_>, inputs: usize, input: &[f32], rows: usize, output: &mut [f32])
}

#[inline(always)]
unsafe fn mix_rows_with<L: Lanes, const R: usize>(
    layer: Maxout<'_>,
    inputs: usize,
    input: &[f32],
    rows: usize,
    output: &mut [f32],
) {
    check_maxout(&layer, inputs);
    assert!(input.len() >= padded(rows) * inputs && output.len() >= padded(rows) * WIDTH);
    // SAFETY: R divides ROW_STEP, so all rows touched lie within the lengths checked above.
    unsafe {
        for first in (0..rows).step_by(R) {
            for block in 0..BLOCKS {
                let panel = layer.weights.as_ptr().add(block * inputs * PANEL);
                let sums = panel_products::<L, R>(input.as_ptr().add(first * inputs), inputs, inputs, panel);
                let to = output.as_mut_ptr().add(first * WIDTH + block * LANES);
                store_largest(sums, layer.bias.as_ptr().add(block * PANEL), to);
            }
        }
        for row in 0..rows {
            let at = output.as_mut_ptr().add(row * WIDTH);
            for (block, value) in normalised::<L>(at, layer).into_iter().enumerate() {
                value.store(at.add(block * LANES));
            }
        }
    }
}

for_each_processor! {
    /// One convolution layer with its residual: `x[i] += norm(maxout(x[i-1], x[i], x[i+1]))` for `rows` rows.
    ///
    /// `vectors` starts with one row of zeros before the first row and holds [`padded`]` + 2` rows in all;
    /// `spare` holds [`padded`] rows.
    convolve, convolve_with, (layer: Maxout<'_>, vectors: &mut [f32], rows: usize, spare: &mut [f32])
}

#[inline(always)]
unsafe fn convolve_with<L: Lanes, const R: usize>(
    layer: Maxout<'_>,
    vectors: &mut [f32],
    rows: usize,
    spare: &mut [f32],
) {
    check_maxout(&layer, WINDOW);
    assert!(vectors.len() >= (padded(rows) + 2) * WIDTH && spare.len() >= padded(rows) * WIDTH);
    // SAFETY: R divides ROW_STEP, so all rows touched lie within the lengths checked above; the window of row i
    // starts one row before it, where the caller left the row of zeros for the first.
    unsafe {
        for first in (0..rows).step_by(R) {
            for block in 0..BLOCKS {
                let panel = layer.weights.as_ptr().add(block * WINDOW * PANEL);
                let sums = panel_products::<L, R>(vectors.as_ptr().add(first * WIDTH), WIDTH, WINDOW, panel);
                let to = spare.as_mut_ptr().add(first * WIDTH + block * LANES);
                store_largest(sums, layer.bias.as_ptr().add(block * PANEL), to);
            }
        }
        add_normalised::<L>(layer, vectors, rows, spare);
    }
}

/// `vectors[i + 1] += norm(spare[i])`.
#[inline(always)]
unsafe fn add_normalised<L: Lanes>(layer: Maxout<'_>, vectors: &mut [f32], rows: usize, spare: &[f32]) {
    // SAFETY: the caller checked the lengths of both buffers.
    unsafe {
        for row in 0..rows {
            let to = vectors.as_mut_ptr().add((row + 1) * WIDTH);
            let values = normalised::<L>(spare.as_ptr().add(row * WIDTH), layer);
            for (block, value) in values.into_iter().enumerate() {
                let at = to.add(block * LANES);
                L::load(at).plus(value).store(at);
            }
        }
    }
}

for_each_processor! {
    /// As [`convolve`], with 8-bit weights and inputs. `bytes` has as many elements as `vectors`.
    convolve_bytes, convolve_bytes_with, (
        layer: Maxout<'_>,
        weights: MaxoutBytes<'_>,
        vectors: &mut [f32],
        rows: usize,
        spare: &mut [f32],
        bytes: &mut [u8],
    )
}

#[inline(always)]
unsafe fn convolve_bytes_with<L: Lanes, const R: usize>(
    layer: Maxout<'_>,
    weights: MaxoutBytes<'_>,
    vectors: &mut [f32],
    rows: usize,
    spare: &mut [f32],
    bytes: &mut [u8],
) {
    assert_eq!(weights.weights.len(), BLOCKS * WINDOW * PANEL);
    assert_eq!((weights.scale.len(), weights.correction.len()), (BLOCKS * PANEL, BLOCKS * PANEL));
    assert_eq!((weights.units.len(), weights.zero.len()), (WIDTH, WIDTH));
    assert_eq!(layer.bias.len(), BLOCKS * PANEL);
    assert_eq!((layer.gain.len(), layer.shift.len()), (WIDTH, WIDTH));
    let touched = (padded(rows) + 2) * WIDTH;
    assert!(vectors.len() >= touched && bytes.len() >= touched && spare.len() >= padded(rows) * WIDTH);
    // SAFETY: as in `convolve_with`; `bytes` mirrors `vectors`.
    unsafe {
        for row in 0..padded(rows) + 2 {
            for block in 0..BLOCKS {
                let at = row * WIDTH + block * LANES;
                let units = L::load(weights.units.as_ptr().add(block * LANES));
                let zero = L::load(weights.zero.as_ptr().add(block * LANES));
                let value = L::load(vectors.as_ptr().add(at)).fused(units, zero);
                value.store_bytes(bytes.as_mut_ptr().add(at));
            }
        }
        for first in (0..rows).step_by(R) {
            for block in 0..BLOCKS {
                let panel = weights.weights.as_ptr().add(block * WINDOW * PANEL);
                let sums = byte_products::<L, R>(bytes.as_ptr().add(first * WIDTH), panel);
                let to = spare.as_mut_ptr().add(first * WIDTH + block * LANES);
                store_largest_sum::<L, R>(sums, layer, weights, block, to);
            }
        }
        add_normalised::<L>(layer, vectors, rows, spare);
    }
}

/// One block of 16 outputs, three pieces each, for `R` rows of bytes.
#[inline(always)]
unsafe fn byte_products<L: Lanes, const R: usize>(input: *const u8, panel: *const i8) -> [[L::Sums; 3]; R] {
    // SAFETY: the caller vouches for R windows of bytes, WIDTH apart, and for WINDOW / 4 groups of 192 weights.
    unsafe {
        let mut sums = [[L::no_sums(); 3]; R];
        for group in 0..WINDOW / 4 {
            let weights = panel.add(group * 4 * PANEL);
            for (row, sums) in sums.iter_mut().enumerate() {
                let four = input.add(row * WIDTH + 4 * group).cast::<u32>().read_unaligned();
                for (piece, sum) in sums.iter_mut().enumerate() {
                    *sum = L::add_products(*sum, four, weights.add(piece * 4 * LANES));
                }
            }
        }
        sums
    }
}

#[inline(always)]
unsafe fn store_largest_sum<L: Lanes, const R: usize>(
    sums: [[L::Sums; 3]; R],
    layer: Maxout<'_>,
    weights: MaxoutBytes<'_>,
    block: usize,
    to: *mut f32,
) {
    // SAFETY: the lengths were checked where the layer was; `to` has R rows of WIDTH.
    unsafe {
        for (row, pieces) in sums.into_iter().enumerate() {
            let value = |piece: usize| {
                let at = block * PANEL + piece * LANES;
                L::corrected(pieces[piece], weights.correction.as_ptr().add(at))
                    .fused(L::load(weights.scale.as_ptr().add(at)), L::load(layer.bias.as_ptr().add(at)))
            };
            value(0).larger(value(1)).larger(value(2)).store(to.add(row * WIDTH));
        }
    }
}

for_each_processor! {
    /// `output[i] = bias + input[i] · weights`. An input row starts every `stride` floats.
    ///
    /// `input` holds [`padded`] rows, `output` [`padded`] rows of [`Linear::columns`].
    linear, linear_with, (layer: Linear<'_>, input: &[f32], stride: usize, rows: usize, output: &mut [f32])
}

#[inline(always)]
unsafe fn linear_with<L: Lanes, const R: usize>(
    layer: Linear<'_>,
    input: &[f32],
    stride: usize,
    rows: usize,
    output: &mut [f32],
) {
    let columns = layer.columns();
    assert!(
        columns.is_multiple_of(PANEL)
            && layer.weights.len() == columns * layer.inputs
            && stride >= layer.inputs
    );
    assert!(input.len() >= padded(rows) * stride && output.len() >= padded(rows) * columns);
    // SAFETY: R divides ROW_STEP, so all rows touched lie within the lengths checked above.
    unsafe {
        for first in (0..rows).step_by(R) {
            for panel in 0..columns / PANEL {
                let weights = layer.weights.as_ptr().add(panel * layer.inputs * PANEL);
                let from = input.as_ptr().add(first * stride);
                let sums = panel_products::<L, R>(from, stride, layer.inputs, weights);
                for (row, vectors) in sums.into_iter().enumerate() {
                    for (j, vector) in vectors.into_iter().enumerate() {
                        let column = panel * PANEL + j * LANES;
                        let bias = L::load(layer.bias.as_ptr().add(column));
                        vector.plus(bias).store(output.as_mut_ptr().add((first + row) * columns + column));
                    }
                }
            }
        }
    }
}

/// The upper part of a state scorer: from the summed features to one score a move.
#[derive(Clone, Copy)]
pub(crate) struct Upper<'m> {
    /// Bias of the lower layer: `[piece][64]`.
    pub(crate) lower_bias: &'m [f32],
    /// `[hidden unit][move]`, moves padded to a multiple of 16.
    pub(crate) weights: &'m [f32],
    /// One a move, padding included.
    pub(crate) bias: &'m [f32],
}

for_each_processor! {
    /// Scores all moves in one state: the rows are the precomputed contributions of its features, 128 floats each.
    score_moves, score_moves_with, (upper: Upper<'_>, rows: &[&[f32]], scores: &mut [f32])
}

#[inline(always)]
unsafe fn score_moves_with<L: Lanes, const R: usize>(upper: Upper<'_>, rows: &[&[f32]], scores: &mut [f32]) {
    let moves = upper.bias.len();
    assert!(moves.is_multiple_of(LANES) && upper.weights.len() == HIDDEN * moves && scores.len() == moves);
    assert_eq!(upper.lower_bias.len(), HIDDEN_PIECES);
    assert!(rows.iter().all(|row| row.len() == HIDDEN_PIECES));
    let mut hidden = [0f32; HIDDEN];
    // SAFETY: all lengths were checked above.
    unsafe {
        for block in 0..HIDDEN / LANES {
            let mut pieces =
                [0, HIDDEN].map(|piece| L::load(upper.lower_bias.as_ptr().add(piece + block * LANES)));
            for row in rows {
                for (piece, sum) in pieces.iter_mut().enumerate() {
                    *sum = sum.plus(L::load(row.as_ptr().add(piece * HIDDEN + block * LANES)));
                }
            }
            pieces[0].larger(pieces[1]).store(hidden.as_mut_ptr().add(block * LANES));
        }
        // Four vectors at a time: enough independent sums to keep the multipliers busy.
        let mut column = 0;
        while column + 4 * LANES <= moves {
            score_columns::<L, 4>(&hidden, upper, column, scores);
            column += 4 * LANES;
        }
        while column < moves {
            score_columns::<L, 1>(&hidden, upper, column, scores);
            column += LANES;
        }
    }
}

/// `N` vectors of scores. Even and odd hidden units are summed apart, to halve the chain of dependent additions.
#[inline(always)]
unsafe fn score_columns<L: Lanes, const N: usize>(
    hidden: &[f32; HIDDEN],
    upper: Upper<'_>,
    column: usize,
    scores: &mut [f32],
) {
    let moves = upper.bias.len();
    // SAFETY: the caller checked the lengths and that N vectors fit from `column` on.
    unsafe {
        let from = upper.weights.as_ptr().add(column);
        let mut even = [L::splat(0.0); N];
        let mut odd = [L::splat(0.0); N];
        for unit in (0..HIDDEN).step_by(2) {
            let (first, second) = (L::splat(hidden[unit]), L::splat(hidden[unit + 1]));
            for j in 0..N {
                let at = from.add(unit * moves + j * LANES);
                even[j] = first.fused(L::load(at), even[j]);
                odd[j] = second.fused(L::load(at.add(moves)), odd[j]);
            }
        }
        for j in 0..N {
            let bias = L::load(upper.bias.as_ptr().add(column + j * LANES));
            even[j].plus(odd[j]).plus(bias).store(scores.as_mut_ptr().add(column + j * LANES));
        }
    }
}

#[cfg(test)]
#[path = "kernel_tests.rs"]
mod tests;
