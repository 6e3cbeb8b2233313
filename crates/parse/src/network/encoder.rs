//! Token vectors: hash embeddings of a word's features, mixed, then four convolutions over the neighbours
//! (spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`).

use super::kernels::{
    self, Maxout, MaxoutBytes, Processor, ROW_STEP, WIDTH, WINDOW, convolve, convolve_bytes, mix_rows,
};
use crate::Precision;
use crate::hash::embedding_keys;
use crate::header::{Attribute, EncoderHeader};
use crate::lexicon::{Lexicon, NOT_EMBEDDED, WordId};
use crate::model_file::{ModelFile, OpenError, Section};
use crate::string_table::find_key;

/// Rows of zeros between texts, which evolve as tokens do: as many as there are layers, so that no text reaches the
/// next. With fewer the result would not be spaCy's.
pub(crate) const GAP: usize = 4;

struct Layer {
    weights: Section<f32>,
    bias: Section<f32>,
    gain: Section<f32>,
    shift: Section<f32>,
}

impl Layer {
    fn find(file: &ModelFile, name: &str, inputs: usize) -> Result<Layer, OpenError> {
        let layer = Layer {
            weights: file.section(&format!("{name}.weights"))?,
            bias: file.section(&format!("{name}.bias"))?,
            gain: file.section(&format!("{name}.gain"))?,
            shift: file.section(&format!("{name}.shift"))?,
        };
        let view = layer.view(file);
        let sound = view.weights.len() == inputs * 3 * WIDTH
            && view.bias.len() == 3 * WIDTH
            && (view.gain.len(), view.shift.len()) == (WIDTH, WIDTH);
        if sound { Ok(layer) } else { Err(OpenError::Header(format!("layer {name} has another shape"))) }
    }

    fn view<'f>(&self, file: &'f ModelFile) -> Maxout<'f> {
        Maxout {
            weights: file.get(&self.weights),
            bias: file.get(&self.bias),
            gain: file.get(&self.gain),
            shift: file.get(&self.shift),
        }
    }
}

struct ByteLayer {
    weights: Section<i8>,
    scale: Section<f32>,
    correction: Section<i32>,
    units: Section<f32>,
    zero: Section<f32>,
}

impl ByteLayer {
    fn find(file: &ModelFile, name: &str) -> Result<ByteLayer, OpenError> {
        let layer = ByteLayer {
            weights: file.section(&format!("{name}.bytes.weights"))?,
            scale: file.section(&format!("{name}.bytes.scale"))?,
            correction: file.section(&format!("{name}.bytes.correction"))?,
            units: file.section(&format!("{name}.bytes.units"))?,
            zero: file.section(&format!("{name}.bytes.zero"))?,
        };
        let view = layer.view(file);
        let sound = view.weights.len() == WINDOW * 3 * WIDTH
            && view.scale.len() == 3 * WIDTH
            && view.correction.len() == 3 * WIDTH
            && (view.units.len(), view.zero.len()) == (WIDTH, WIDTH);
        if sound { Ok(layer) } else { Err(OpenError::Header(format!("layer {name} has another shape"))) }
    }

    fn view<'f>(&self, file: &'f ModelFile) -> MaxoutBytes<'f> {
        MaxoutBytes {
            weights: file.get(&self.weights),
            scale: file.get(&self.scale),
            correction: file.get(&self.correction),
            units: file.get(&self.units),
            zero: file.get(&self.zero),
        }
    }
}

struct Embedding {
    attribute: Attribute,
    seed: u32,
    rows: Section<f32>,
}

/// Word vectors, already projected to the width of the network.
struct Vectors {
    keys: Section<u64>,
    rows: Section<u16>,
    table: Section<f32>,
}

/// One `Tok2Vec` network.
pub(crate) struct Encoder {
    /// Which of a lexicon's embedding tables is its own.
    slot: usize,
    embeddings: Vec<Embedding>,
    vectors: Option<Vectors>,
    mix: Layer,
    layers: Vec<Layer>,
    byte_layers: Vec<ByteLayer>,
}

/// Buffers that grow to the longest text and stay.
#[derive(Default)]
pub(crate) struct EncoderScratch {
    /// Inputs of the mix layer for words met for the first time.
    features: Vec<f32>,
    mixed: Vec<f32>,
    spare: Vec<f32>,
    bytes: Vec<u8>,
    /// Token vectors, a row of zeros first, [`GAP`] rows before, between and after texts.
    vectors: Vec<f32>,
}

impl Encoder {
    pub(crate) fn new(
        file: &ModelFile,
        name: &str,
        slot: usize,
        header: &EncoderHeader,
    ) -> Result<Encoder, OpenError> {
        if header.depth > GAP {
            return Err(OpenError::Header(format!("encoder {name} is {} layers deep", header.depth)));
        }
        let embedding = |(index, spec): (usize, &crate::header::EmbeddingHeader)| {
            let rows: Section<f32> = file.section(&format!("{name}.embed.{index}"))?;
            let size = file.get(&rows).len();
            if spec.rows == 0 || size != spec.rows as usize * WIDTH {
                return Err(OpenError::Header(format!("embedding {name} {index} has another shape")));
            }
            Ok(Embedding { attribute: spec.attribute, seed: spec.seed, rows })
        };
        let embeddings =
            header.embeddings.iter().enumerate().map(embedding).collect::<Result<Vec<_>, _>>()?;
        let inputs = (embeddings.len() + usize::from(header.vectors)) * WIDTH;
        let layer = |index| Layer::find(file, &format!("{name}.conv{index}"), WINDOW);
        let bytes = |index| ByteLayer::find(file, &format!("{name}.conv{index}"));
        Ok(Encoder {
            slot,
            embeddings,
            vectors: header.vectors.then(|| Vectors::find(file, name)).transpose()?,
            mix: Layer::find(file, &format!("{name}.mix"), inputs)?,
            layers: (0..header.depth).map(layer).collect::<Result<_, _>>()?,
            byte_layers: (0..header.depth).map(bytes).collect::<Result<_, _>>()?,
        })
    }

    fn inputs(&self) -> usize {
        (self.embeddings.len() + usize::from(self.vectors.is_some())) * WIDTH
    }

    /// Embeds words that have no embedding yet, each `(word, space after)`; their rows follow the table's last.
    pub(crate) fn embed(
        &self,
        file: &ModelFile,
        processor: Processor,
        lexicon: &mut Lexicon,
        new: &[(WordId, bool)],
        scratch: &mut EncoderScratch,
    ) {
        let (inputs, rows) = (self.inputs(), kernels::padded(new.len()));
        scratch.features.clear();
        scratch.features.resize(rows * inputs, 0.0);
        for (&(word, spacy), row) in new.iter().zip(scratch.features.chunks_exact_mut(inputs)) {
            self.gather(file, lexicon, word, spacy, row);
        }
        scratch.mixed.resize(rows * WIDTH, 0.0);
        mix_rows(processor, self.mix.view(file), inputs, &scratch.features, new.len(), &mut scratch.mixed);
        lexicon.embeddings[self.slot].extend_from_slice(&scratch.mixed[..new.len() * WIDTH]);
    }

    fn gather(&self, file: &ModelFile, lexicon: &Lexicon, word: WordId, spacy: bool, row: &mut [f32]) {
        let word = lexicon.word(word);
        let (columns, rest) = row.split_at_mut(self.embeddings.len() * WIDTH);
        for (embedding, column) in self.embeddings.iter().zip(columns.chunks_exact_mut(WIDTH)) {
            let value = match embedding.attribute {
                Attribute::Norm => word.features[0],
                Attribute::Prefix => word.features[1],
                Attribute::Suffix => word.features[2],
                Attribute::Shape => word.features[3],
                Attribute::Spacy => u64::from(spacy),
                Attribute::IsSpace => u64::from(word.is_space),
            };
            let table = file.get(&embedding.rows);
            for key in embedding_keys(value, embedding.seed) {
                let at = key as usize % (table.len() / WIDTH) * WIDTH;
                column.iter_mut().zip(&table[at..at + WIDTH]).for_each(|(sum, value)| *sum += value);
            }
        }
        if let Some(vector) = self.vectors.as_ref().and_then(|vectors| vectors.get(file, word.text_id)) {
            rest.copy_from_slice(vector);
        }
    }

    /// Lays out the embeddings of some texts with gaps between them and runs the convolutions.
    ///
    /// `tokens` yields, text by text, the embedding rows of its tokens; their number is `lengths`. The vectors come
    /// back in `output`, without the gaps, in rows of [`WIDTH`], padded with rows of zeros to whole steps.
    pub(crate) fn encode(
        &self,
        file: &ModelFile,
        processor: Processor,
        precision: Precision,
        lexicon: &Lexicon,
        rows: &[u32],
        lengths: &[usize],
        scratch: &mut EncoderScratch,
        output: &mut Vec<f32>,
    ) {
        let total = self.lay_out(lexicon, rows, lengths, scratch);
        self.convolve_all(file, processor, precision, total, scratch);
        output.clear();
        for_each_text(rows.len(), lengths, |text, first| {
            output.extend_from_slice(&scratch.vectors[first * WIDTH..(first + text.len()) * WIDTH]);
        });
        output.resize((kernels::padded(rows.len()) + ROW_STEP) * WIDTH, 0.0);
    }

    /// Copies embeddings to their places among the gaps; returns how many rows there are in all.
    fn lay_out(
        &self,
        lexicon: &Lexicon,
        rows: &[u32],
        lengths: &[usize],
        scratch: &mut EncoderScratch,
    ) -> usize {
        let total = rows.len() + (lengths.len() + 1) * GAP;
        let size = (kernels::padded(total) + 2) * WIDTH;
        scratch.vectors.clear();
        scratch.vectors.resize(size, 0.0);
        scratch.spare.resize(scratch.spare.len().max(size), 0.0);
        let table = &lexicon.embeddings[self.slot];
        for_each_text(rows.len(), lengths, |text, first| {
            for (token, row) in text.enumerate() {
                debug_assert_ne!(rows[row], NOT_EMBEDDED);
                let (from, to) = (rows[row] as usize * WIDTH, (first + token) * WIDTH);
                scratch.vectors[to..to + WIDTH].copy_from_slice(&table[from..from + WIDTH]);
            }
        });
        total
    }

    fn convolve_all(
        &self,
        file: &ModelFile,
        processor: Processor,
        precision: Precision,
        rows: usize,
        scratch: &mut EncoderScratch,
    ) {
        for (layer, bytes) in self.layers.iter().zip(&self.byte_layers) {
            let (vectors, spare) = (&mut scratch.vectors, &mut scratch.spare);
            match precision {
                Precision::Exact => convolve(processor, layer.view(file), vectors, rows, spare),
                Precision::Fast => {
                    scratch.bytes.resize(scratch.bytes.len().max(vectors.len()), 0);
                    let weights = bytes.view(file);
                    convolve_bytes(
                        processor,
                        layer.view(file),
                        weights,
                        vectors,
                        rows,
                        spare,
                        &mut scratch.bytes,
                    );
                }
            }
        }
    }

    /// Widens `ranges` to the least and the largest input of each channel of each layer over one text.
    #[cfg(feature = "import")]
    pub(crate) fn input_ranges(
        &self,
        file: &ModelFile,
        processor: Processor,
        lexicon: &Lexicon,
        rows: &[u32],
        ranges: &mut [[(f32, f32); WIDTH]],
    ) {
        let mut scratch = EncoderScratch::default();
        let total = self.lay_out(lexicon, rows, &[rows.len()], &mut scratch);
        for (layer, range) in self.layers.iter().zip(ranges) {
            for row in scratch.vectors.chunks_exact(WIDTH) {
                range.iter_mut().zip(row).for_each(|(range, &value)| {
                    *range = (range.0.min(value), range.1.max(value));
                });
            }
            convolve(processor, layer.view(file), &mut scratch.vectors, total, &mut scratch.spare);
        }
    }
}

/// Calls `visit` with the tokens of each text and the row its first token has among the gaps.
fn for_each_text(tokens: usize, lengths: &[usize], mut visit: impl FnMut(std::ops::Range<usize>, usize)) {
    let (mut token, mut row) = (0, 1 + GAP);
    for &length in lengths {
        let end = (token + length).min(tokens);
        visit(token..end, row);
        row += length + GAP;
        token = end;
    }
}

impl Vectors {
    fn find(file: &ModelFile, name: &str) -> Result<Vectors, OpenError> {
        let vectors = Vectors {
            keys: file.section("vectors.keys")?,
            rows: file.section("vectors.rows")?,
            table: file.section(&format!("{name}.vectors"))?,
        };
        let (keys, rows) = (file.get(&vectors.keys), file.get(&vectors.rows));
        let height = file.get(&vectors.table).len() / WIDTH;
        if keys.len() != rows.len() || rows.iter().any(|&row| row as usize >= height) {
            return Err(OpenError::Header("the vectors are damaged".into()));
        }
        Ok(vectors)
    }

    fn get<'f>(&self, file: &'f ModelFile, key: u64) -> Option<&'f [f32]> {
        let at = find_key(file.get(&self.keys), key)?;
        let start = file.get(&self.rows)[at] as usize * WIDTH;
        Some(&file.get(&self.table)[start..start + WIDTH])
    }
}

/// Sees to it that all words of a text have embeddings, and lists their rows.
pub(crate) fn embedding_rows(
    encoders: [&Encoder; 2],
    file: &ModelFile,
    processor: Processor,
    lexicon: &mut Lexicon,
    tokens: impl Iterator<Item = (WordId, bool)> + Clone,
    scratch: &mut EncoderScratch,
    rows: &mut Vec<u32>,
) {
    let mut new = Vec::new();
    let mut next = (lexicon.embeddings[0].len() / WIDTH) as u32;
    for (word, spacy) in tokens.clone() {
        let row = &mut lexicon.word_mut(word).rows[usize::from(spacy)];
        if *row == NOT_EMBEDDED {
            *row = next;
            next += 1;
            new.push((word, spacy));
        }
    }
    if !new.is_empty() {
        for encoder in encoders {
            encoder.embed(file, processor, lexicon, &new, scratch);
        }
    }
    rows.clear();
    rows.extend(tokens.map(|(word, spacy)| lexicon.word(word).rows[usize::from(spacy)]));
}
