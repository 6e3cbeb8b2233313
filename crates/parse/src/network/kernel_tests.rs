//! Every kernel against the plain version, bit by bit, and against its formula.

use super::*;

/// Numbers that look random and are always the same.
fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// Runs `kernel` on every processor of this machine, for several numbers of rows, and compares the bits.
fn same_everywhere(kernel: impl Fn(Processor, usize) -> Vec<f32>) {
    for rows in [1, 2, 7, 8, 9, 20] {
        let plain = kernel(Processor::plain(), rows);
        assert!(plain.iter().any(|value| *value != 0.0));
        for processor in Processor::all() {
            assert!(bits(&kernel(processor, rows)) == bits(&plain), "{processor:?}, {rows} rows");
        }
    }
}

struct Numbers {
    weights: Vec<f32>,
    bias: Vec<f32>,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Numbers {
    fn new(inputs: usize) -> Numbers {
        Numbers {
            weights: numbers(BLOCKS * inputs * PANEL, 1),
            bias: numbers(BLOCKS * PANEL, 2),
            gain: numbers(WIDTH, 3),
            shift: numbers(WIDTH, 4),
        }
    }

    fn layer(&self) -> Maxout<'_> {
        Maxout { weights: &self.weights, bias: &self.bias, gain: &self.gain, shift: &self.shift }
    }
}

#[test]
fn mixing_is_the_same_on_every_processor() {
    let weights = Numbers::new(40);
    same_everywhere(|processor, rows| {
        let mut output = vec![0.0; padded(rows) * WIDTH];
        mix_rows(processor, weights.layer(), 40, &numbers(padded(rows) * 40, 5), rows, &mut output);
        output[..rows * WIDTH].to_vec()
    });
}

#[test]
fn a_mixed_row_is_what_the_formula_says() {
    let weights = Numbers::new(4);
    let input = numbers(padded(1) * 4, 6);
    let mut output = vec![0.0; padded(1) * WIDTH];
    mix_rows(Processor::detect(), weights.layer(), 4, &input, 1, &mut output);
    let value = |output: usize, piece: usize| -> f64 {
        let (block, lane) = (output / LANES, output % LANES);
        let weight = |k: usize| weights.weights[(block * 4 + k) * PANEL + piece * LANES + lane];
        let sum: f64 = (0..4).map(|k| f64::from(input[k]) * f64::from(weight(k))).sum();
        sum + f64::from(weights.bias[block * PANEL + piece * LANES + lane])
    };
    let largest: Vec<f64> =
        (0..WIDTH).map(|o| (0..3).map(|p| value(o, p)).fold(f64::NEG_INFINITY, f64::max)).collect();
    let mean = largest.iter().sum::<f64>() / WIDTH as f64;
    let variance = largest.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / WIDTH as f64;
    for (o, &found) in output[..WIDTH].iter().enumerate() {
        let normal = (largest[o] - mean) / (variance + 1e-8).sqrt();
        let expected = normal * f64::from(weights.gain[o]) + f64::from(weights.shift[o]);
        assert!((expected - f64::from(found)).abs() < 1e-4, "{o}: {found} instead of {expected}");
    }
}

#[test]
fn a_convolution_is_the_same_on_every_processor() {
    let weights = Numbers::new(WINDOW);
    same_everywhere(|processor, rows| {
        let mut vectors = numbers((padded(rows) + 2) * WIDTH, 7);
        let mut spare = vec![0.0; padded(rows) * WIDTH];
        convolve(processor, weights.layer(), &mut vectors, rows, &mut spare);
        vectors
    });
}

#[test]
fn a_convolution_in_bytes_is_the_same_on_every_processor() {
    let weights = Numbers::new(WINDOW);
    // The extremes are among the weights: they are what a saturating instruction would get wrong.
    let bytes: Vec<i8> =
        numbers(BLOCKS * WINDOW * PANEL, 8).iter().map(|v| (v * 260.0).clamp(-127.0, 127.0) as i8).collect();
    let correction: Vec<i32> = numbers(BLOCKS * PANEL, 9).iter().map(|v| (v * 1e5) as i32).collect();
    let (scale, units) =
        (numbers(BLOCKS * PANEL, 10), numbers(WIDTH, 11).iter().map(|v| v * 300.0).collect::<Vec<_>>());
    let zero: Vec<f32> = numbers(WIDTH, 20).iter().map(|v| (v * 100.0).round()).collect();
    let packed =
        MaxoutBytes { weights: &bytes, scale: &scale, correction: &correction, units: &units, zero: &zero };
    same_everywhere(|processor, rows| {
        let mut vectors = numbers((padded(rows) + 2) * WIDTH, 12);
        let mut spare = vec![0.0; padded(rows) * WIDTH];
        let mut room = vec![0u8; vectors.len()];
        convolve_bytes(processor, weights.layer(), packed, &mut vectors, rows, &mut spare, &mut room);
        vectors
    });
}

#[test]
fn a_dense_layer_is_the_same_on_every_processor() {
    let (weights, bias) = (numbers(2 * PANEL * 20, 13), numbers(2 * PANEL, 14));
    let layer = Linear { inputs: 20, weights: &weights, bias: &bias };
    same_everywhere(|processor, rows| {
        let mut output = vec![0.0; padded(rows) * layer.columns()];
        linear(processor, layer, &numbers(padded(rows) * 32, 15), 32, rows, &mut output);
        output[..rows * layer.columns()].to_vec()
    });
}

#[test]
fn scores_are_the_same_on_every_processor() {
    for moves in [80, 112] {
        let (lower_bias, weights, bias) =
            (numbers(HIDDEN_PIECES, 16), numbers(HIDDEN * moves, 17), numbers(moves, 18));
        let upper = Upper { lower_bias: &lower_bias, weights: &weights, bias: &bias };
        same_everywhere(|processor, rows| {
            let table = numbers(rows * HIDDEN_PIECES, 19);
            let rows: Vec<&[f32]> = table.chunks_exact(HIDDEN_PIECES).collect();
            let mut scores = vec![0.0; moves];
            score_moves(processor, upper, &rows, &mut scores);
            scores
        });
    }
}
