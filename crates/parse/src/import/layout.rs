//! Rearranges weights into the order the kernels read them in (`network::kernels` says which).

use crate::model_file::ModelWriter;
use crate::network::kernels::{HIDDEN, PANEL, PIECES, WIDTH, WINDOW};

use super::raw::Tensor;

const LANES: usize = 16;
const BLOCKS: usize = WIDTH / LANES;

/// `[output][piece]` to `[block of 16 outputs][piece][16]`.
fn by_block<T: Copy + Default>(values: &[T]) -> Vec<T> {
    let mut out = vec![T::default(); values.len()];
    for (at, slot) in out.iter_mut().enumerate() {
        let (block, piece, lane) = (at / PANEL, at % PANEL / LANES, at % LANES);
        *slot = values[(block * LANES + lane) * PIECES + piece];
    }
    out
}

/// A maxout layer `[output][piece][input]` to `[block][input][piece][16]`.
pub(super) fn maxout(weights: &[f32], inputs: usize) -> Vec<f32> {
    let mut out = vec![0.0; weights.len()];
    for (at, slot) in out.iter_mut().enumerate() {
        let (block, input, column) = (at / (inputs * PANEL), at / PANEL % inputs, at % PANEL);
        let (piece, output) = (column / LANES, block * LANES + column % LANES);
        *slot = weights[(output * PIECES + piece) * inputs + input];
    }
    out
}

/// A dense layer `[output][input]` to panels of 48 outputs, the last one filled up with zeros.
pub(super) fn linear(weights: &[f32], inputs: usize) -> Vec<f32> {
    let outputs = weights.len() / inputs;
    let mut out = vec![0.0; outputs.next_multiple_of(PANEL) * inputs];
    for (at, slot) in out.iter_mut().enumerate() {
        let (panel, input, column) = (at / (inputs * PANEL), at / PANEL % inputs, at % PANEL);
        if let Some(weight) = weights.get((panel * PANEL + column) * inputs + input) {
            *slot = if panel * PANEL + column < outputs { *weight } else { 0.0 };
        }
    }
    out
}

/// Fills up with zeros to a multiple of `step`.
pub(super) fn filled(values: &[f32], step: usize) -> Vec<f32> {
    let mut out = values.to_vec();
    out.resize(values.len().next_multiple_of(step), 0.0);
    out
}

/// The lower layer of a scorer, `[feature][hidden][piece][input]` to one row a column `[feature][piece][hidden]`.
pub(super) fn lower(weights: &[f32], features: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(weights.len());
    for feature in 0..features {
        for piece in 0..2 {
            for unit in 0..HIDDEN {
                let from = ((feature * HIDDEN + unit) * 2 + piece) * HIDDEN;
                out.extend_from_slice(&weights[from..from + HIDDEN]);
            }
        }
    }
    out
}

/// `[…][hidden][piece]` to `[…][piece][hidden]`.
pub(super) fn pieces_first(values: &[f32]) -> Vec<f32> {
    let mut out = Vec::with_capacity(values.len());
    for group in values.chunks_exact(2 * HIDDEN) {
        for piece in 0..2 {
            out.extend((0..HIDDEN).map(|unit| group[unit * 2 + piece]));
        }
    }
    out
}

/// The upper layer `[move][hidden]` to `[hidden][move]`, moves filled up to a multiple of 16.
pub(super) fn upper(weights: &[f32]) -> Vec<f32> {
    let moves = weights.len() / HIDDEN;
    let columns = moves.next_multiple_of(LANES);
    let mut out = vec![0.0; HIDDEN * columns];
    for unit in 0..HIDDEN {
        for class in 0..moves {
            out[unit * columns + class] = weights[class * HIDDEN + unit];
        }
    }
    out
}

/// Projects word vectors: `rows [n][width]` times the transpose of `weights [96][width]`.
pub(super) fn project(rows: &[f32], width: usize, weights: &Tensor) -> Vec<f32> {
    let mut out = Vec::with_capacity(rows.len() / width * WIDTH);
    for row in rows.chunks_exact(width) {
        for output in weights.data.chunks_exact(width) {
            out.push(row.iter().zip(output).map(|(a, b)| a * b).sum());
        }
    }
    out
}

/// Ranges are widened by this much: the texts they were measured on do not hold everything.
const SLACK: f32 = 1.1;

/// Writes a convolution layer in 8 bits.
///
/// The inputs of each channel fill the 256 bytes from the least to the largest ever measured; each output's weights are
/// scaled so that the largest becomes 127. The correction takes out what the bytes that stand for zero add.
pub(super) fn add_bytes(writer: &mut ModelWriter, name: &str, weights: &[f32], ranges: &[(f32, f32); WIDTH]) {
    let unit = ranges.map(|(least, most)| (most - least).max(1e-3) * SLACK / 255.0);
    let mut zero = [0i32; WIDTH];
    for ((zero, unit), (least, _)) in zero.iter_mut().zip(unit).zip(ranges) {
        *zero = (-least * SLACK / unit).round() as i32;
    }
    let outputs = WIDTH * PIECES;
    let (mut scale, mut correction) = (vec![0f32; outputs], vec![0i32; outputs]);
    let mut bytes = vec![0i8; weights.len()];
    for output in 0..outputs {
        let row = &weights[output * WINDOW..(output + 1) * WINDOW];
        let scaled: Vec<f32> = row.iter().enumerate().map(|(input, w)| w * unit[input % WIDTH]).collect();
        let step = scaled.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs())) / 127.0;
        scale[output] = step;
        for (input, value) in scaled.iter().enumerate() {
            let byte = (value / step).round().clamp(-127.0, 127.0) as i8;
            bytes[output * WINDOW + input] = byte;
            correction[output] -= zero[input % WIDTH] * i32::from(byte);
        }
    }
    writer.add(format!("{name}.bytes.weights"), &group_bytes(&bytes));
    writer.add(format!("{name}.bytes.scale"), &by_block(&scale));
    writer.add(format!("{name}.bytes.correction"), &by_block(&correction));
    writer.add(format!("{name}.bytes.units"), &unit.map(|unit| 1.0 / unit));
    writer.add(format!("{name}.bytes.zero"), &zero.map(|zero| (zero - 128) as f32));
}

/// `[output][piece][input]` to `[block][four inputs][piece][16][4]`.
fn group_bytes(bytes: &[i8]) -> Vec<i8> {
    let mut out = vec![0i8; bytes.len()];
    for (at, slot) in out.iter_mut().enumerate() {
        let (block, group) = (at / (WINDOW * PANEL), at / (4 * PANEL) % (WINDOW / 4));
        let (piece, lane, four) = (at / (4 * LANES) % PIECES, at / 4 % LANES, at % 4);
        *slot = bytes[((block * LANES + lane) * PIECES + piece) * WINDOW + group * 4 + four];
    }
    out
}

/// A maxout layer with its norm.
pub(super) fn add_maxout(writer: &mut ModelWriter, name: &str, parts: [&Tensor; 4], inputs: usize) {
    let [weights, bias, gain, shift] = parts;
    writer.add(format!("{name}.weights"), &maxout(&weights.data, inputs));
    writer.add(format!("{name}.bias"), &by_block(&bias.data));
    writer.add(format!("{name}.gain"), &gain.data);
    writer.add(format!("{name}.shift"), &shift.data);
}

const _: () = assert!(BLOCKS * LANES == WIDTH, "the width is a whole number of vectors");
