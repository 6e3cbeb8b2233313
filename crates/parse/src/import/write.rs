//! Writes a pipeline as a model file: weights rearranged for the kernels, tables sorted, 8-bit weights calibrated.

use std::collections::BTreeMap;

use crate::header::{
    Attribute, EmbeddingHeader, EncoderHeader, EntityMove, Header, LemmatizerHeader, LemmatizerKind,
    ParserMove, Provenance, RulerAttribute, RulerSets, RulerTest, TokenizerHeader,
};
use crate::lemmatizer::SEPARATOR;
use crate::lexicon::StringIds;
use crate::model_file::{ModelFile, ModelWriter};
use crate::network::kernels::{HIDDEN, PANEL, PIECES, WIDTH, WINDOW};
use crate::pipeline::Pipeline;
use crate::tokenize::words_of;

use super::error::ImportError;
use super::layout;
use super::raw::{EncoderSpec, Predicate, RawLemmatizer, RawPipeline, RulerPattern, Tensor};

/// The encoders in the order of the file.
const ENCODERS: [&str; 2] = ["t2v", "ner.t2v"];
/// Convolution layers that a pipeline has.
const DEPTH: usize = 4;

/// Per encoder and layer, the least and the largest input of each channel; zero lies between.
pub(crate) type Ranges = [Vec<[(f32, f32); WIDTH]>; 2];

/// The bytes of the model file of a pipeline.
///
/// `texts` are some pages of ordinary text in the pipeline's language: the ranges of the 8-bit weights are measured on
/// them. They have no influence on `Precision::Exact`.
pub fn write_model(raw: &RawPipeline, texts: &[&str]) -> Result<Vec<u8>, ImportError> {
    let unmeasured = [vec![[(-1.0, 1.0); WIDTH]; DEPTH], vec![[(-1.0, 1.0); WIDTH]; DEPTH]];
    let draft = write_with(raw, &unmeasured)?;
    let pipeline = ModelFile::from_bytes(&draft)
        .and_then(Pipeline::new)
        .map_err(|error| ImportError::malformed("pipeline", "model file", error.to_string()))?;
    write_with(raw, &pipeline.measure_ranges(texts))
}

fn write_with(raw: &RawPipeline, ranges: &Ranges) -> Result<Vec<u8>, ImportError> {
    let ids = StringIds::new();
    let mut writer = ModelWriter::default();
    let mut encoders = Vec::new();
    for (name, ranges) in ENCODERS.into_iter().zip(ranges) {
        encoders.push(add_encoder(raw, &mut writer, name, ranges)?);
    }
    add_tagger(raw, &mut writer)?;
    add_scorer(raw, &mut writer, "parser", 8)?;
    add_scorer(raw, &mut writer, "ner", 3)?;
    add_vectors(raw, &mut writer)?;
    add_norms(raw, &ids, &mut writer);
    let header = Header {
        provenance: provenance(raw),
        encoders,
        tags: raw.tagger_labels.clone(),
        morphologizer: raw.morphologizer_labels.iter().map(|l| (l.features.clone(), l.pos.clone())).collect(),
        parser_moves: raw.parser_moves.iter().map(|name| parser_move(name)).collect::<Result<_, _>>()?,
        entity_moves: raw.ner_moves.iter().map(|name| entity_move(name)).collect::<Result<_, _>>()?,
        tokenizer: tokenizer(raw),
        ruler: ruler(&raw.attribute_ruler)?,
        lemmatizer: add_lemmatizer(raw, &ids, &mut writer)?,
        sections: BTreeMap::new(),
    };
    writer.finish(header).map_err(|error| ImportError::malformed("pipeline", "header", error.to_string()))
}

fn provenance(raw: &RawPipeline) -> Provenance {
    Provenance {
        language: raw.meta.lang.clone(),
        name: raw.meta.name.clone(),
        version: raw.meta.version.clone(),
        license: raw.meta.license.clone(),
        author: raw.meta.author.clone(),
        url: raw.meta.url.clone(),
        sources: raw.meta.sources.clone(),
    }
}

/// A tensor that must be there, with as many numbers as the kernels expect.
fn tensor<'r>(raw: &'r RawPipeline, name: &str, size: Option<usize>) -> Result<&'r Tensor, ImportError> {
    let tensor = raw
        .tensors
        .get(name)
        .ok_or_else(|| ImportError::unsupported("config.cfg", name, "a pipeline without these weights"))?;
    match size {
        Some(size) if tensor.data.len() != size => {
            let found = format!("{} of shape {:?}", name, tensor.shape);
            Err(ImportError::unsupported("model", found, format!("a layer that has not {size} weights")))
        }
        _ => Ok(tensor),
    }
}

fn add_encoder(
    raw: &RawPipeline,
    writer: &mut ModelWriter,
    name: &str,
    ranges: &[[(f32, f32); WIDTH]],
) -> Result<EncoderHeader, ImportError> {
    let spec = raw
        .encoders
        .get(name)
        .ok_or_else(|| ImportError::unsupported("config.cfg", name, "a pipeline without this encoder"))?;
    check_encoder(name, spec)?;
    let mut embeddings = Vec::new();
    for (index, embed) in spec.embeds.iter().enumerate() {
        let table = tensor(raw, &format!("{name}.embed.{index}"), Some(embed.rows * WIDTH))?;
        writer.add(format!("{name}.embed.{index}"), &table.data);
        let attribute = attribute(&embed.attribute)?;
        embeddings.push(EmbeddingHeader { attribute, rows: embed.rows as u32, seed: embed.seed });
    }
    let inputs = (embeddings.len() + usize::from(spec.static_vectors)) * WIDTH;
    add_layer(raw, writer, &format!("{name}.mix"), inputs)?;
    for (layer, ranges) in ranges.iter().enumerate() {
        let layer = format!("{name}.conv{layer}");
        add_layer(raw, writer, &layer, WINDOW)?;
        layout::add_bytes(writer, &layer, &tensor(raw, &format!("{layer}.W"), None)?.data, ranges);
    }
    Ok(EncoderHeader { embeddings, vectors: spec.static_vectors, depth: spec.depth })
}

fn check_encoder(name: &str, spec: &EncoderSpec) -> Result<(), ImportError> {
    let shape = (spec.width, spec.depth, spec.window, spec.pieces);
    if shape == (WIDTH, DEPTH, 1, PIECES) {
        return Ok(());
    }
    let what = format!("width, depth, window, pieces {shape:?} instead of {:?}", (WIDTH, DEPTH, 1, PIECES));
    Err(ImportError::unsupported("config.cfg", name, what))
}

fn add_layer(
    raw: &RawPipeline,
    writer: &mut ModelWriter,
    name: &str,
    inputs: usize,
) -> Result<(), ImportError> {
    let part = |part: &str, size: usize| tensor(raw, &format!("{name}.{part}"), Some(size));
    let outputs = WIDTH * PIECES;
    let parts = [part("W", outputs * inputs)?, part("b", outputs)?, part("G", WIDTH)?, part("B", WIDTH)?];
    layout::add_maxout(writer, name, parts, inputs);
    Ok(())
}

fn add_tagger(raw: &RawPipeline, writer: &mut ModelWriter) -> Result<(), ImportError> {
    let (name, classes) = match raw.tagger_labels.len() {
        0 => ("morphologizer", raw.morphologizer_labels.len()),
        tags => ("tagger", tags),
    };
    add_linear(raw, writer, name, classes, WIDTH)
}

fn add_linear(
    raw: &RawPipeline,
    writer: &mut ModelWriter,
    name: &str,
    outputs: usize,
    inputs: usize,
) -> Result<(), ImportError> {
    let weights = tensor(raw, &format!("{name}.W"), Some(outputs * inputs))?;
    let bias = tensor(raw, &format!("{name}.b"), Some(outputs))?;
    writer.add(format!("{name}.weights"), &layout::linear(&weights.data, inputs));
    writer.add(format!("{name}.bias"), &layout::filled(&bias.data, PANEL));
    Ok(())
}

fn add_scorer(
    raw: &RawPipeline,
    writer: &mut ModelWriter,
    name: &str,
    features: usize,
) -> Result<(), ImportError> {
    add_linear(raw, writer, &format!("{name}.linear"), HIDDEN, WIDTH)?;
    let columns = features * 2 * HIDDEN;
    let lower = tensor(raw, &format!("{name}.lower.W"), Some(columns * HIDDEN))?;
    let lower = layout::linear(&layout::lower(&lower.data, features), HIDDEN);
    writer.add(format!("{name}.lower.weights"), &lower);
    writer.add(format!("{name}.lower.bias"), &vec![0f32; columns.next_multiple_of(PANEL)]);
    let bias = tensor(raw, &format!("{name}.lower.b"), Some(2 * HIDDEN))?;
    writer.add(format!("{name}.lower.hidden_bias"), &layout::pieces_first(&bias.data));
    let padding = tensor(raw, &format!("{name}.lower.pad"), Some(columns))?;
    writer.add(format!("{name}.lower.padding"), &layout::pieces_first(&padding.data));
    let upper = tensor(raw, &format!("{name}.upper.W"), None)?;
    writer.add(format!("{name}.upper.weights"), &layout::upper(&upper.data));
    let bias = tensor(raw, &format!("{name}.upper.b"), Some(upper.data.len() / HIDDEN))?;
    writer.add(format!("{name}.upper.bias"), &layout::filled(&bias.data, 16));
    Ok(())
}

fn add_vectors(raw: &RawPipeline, writer: &mut ModelWriter) -> Result<(), ImportError> {
    let Some(vectors) = &raw.vectors else { return Ok(()) };
    let mut keys = vectors.key_to_row.clone();
    keys.sort_unstable();
    let rows: Option<Vec<u16>> = keys.iter().map(|&(_, row)| u16::try_from(row).ok()).collect();
    let Some(rows) = rows else {
        return Err(ImportError::unsupported("vocab/vectors", "rows", "more than 65,536 vectors"));
    };
    writer.add("vectors.keys", &keys.iter().map(|&(key, _)| key).collect::<Vec<u64>>());
    writer.add("vectors.rows", &rows);
    for name in ENCODERS {
        let weights = tensor(raw, &format!("{name}.static.W"), Some(WIDTH * vectors.width))?;
        writer.add(format!("{name}.vectors"), &layout::project(&vectors.rows, vectors.width, weights));
    }
    Ok(())
}

/// The table of the model wins over the one in spaCy's code.
fn add_norms(raw: &RawPipeline, ids: &StringIds, writer: &mut ModelWriter) {
    let mut norms: BTreeMap<u64, String> =
        raw.base_norms.iter().map(|(word, norm)| (ids.id(word), norm.clone())).collect();
    norms.extend(raw.lexeme_norms.iter().cloned());
    writer.add_strings("norms", norms.into_iter().collect());
}

fn add_lemmatizer(
    raw: &RawPipeline,
    ids: &StringIds,
    writer: &mut ModelWriter,
) -> Result<LemmatizerHeader, ImportError> {
    let Some(tables) = &raw.lemmatizer else { return Ok(LemmatizerHeader::default()) };
    let kind = lemmatizer_kind(&raw.meta.lang, tables)?;
    for (pos, forms) in &tables.index {
        let mut keys: Vec<u64> = forms.iter().map(|form| ids.id(form)).collect();
        keys.sort_unstable();
        keys.dedup();
        writer.add(format!("lemma.index.{pos}"), &keys);
    }
    let joined = |lemmas: &[String]| lemmas.join(&SEPARATOR.to_string());
    for (pos, exceptions) in &tables.exceptions {
        let entries = exceptions.iter().map(|(form, lemmas)| (ids.id(form), joined(lemmas))).collect();
        writer.add_strings(&format!("lemma.exceptions.{pos}"), entries);
    }
    if let Some(lookup) = &tables.lookup {
        let entries = lookup.iter().map(|(key, lemmas)| (*key, joined(lemmas))).collect();
        writer.add_strings("lemma.lookup", entries);
    }
    Ok(LemmatizerHeader { kind, rules: tables.rules.clone() })
}

fn lemmatizer_kind(language: &str, tables: &RawLemmatizer) -> Result<LemmatizerKind, ImportError> {
    match (language, tables.mode.as_str(), tables.overwrite) {
        ("en", "rule", false) => Ok(LemmatizerKind::English),
        ("fr", "rule", false) => Ok(LemmatizerKind::French),
        _ => {
            let what = format!("mode {} with overwrite = {} for {language}", tables.mode, tables.overwrite);
            Err(ImportError::unsupported("config.cfg", "components.lemmatizer", what))
        }
    }
}

fn tokenizer(raw: &RawPipeline) -> TokenizerHeader {
    // A pattern that is not there matches nothing; an empty alternative would match everywhere, with length 0.
    let pattern = |pattern: &Option<String>| pattern.clone().unwrap_or_default();
    TokenizerHeader {
        prefix: pattern(&raw.tokenizer.prefix),
        suffix: pattern(&raw.tokenizer.suffix),
        infix: pattern(&raw.tokenizer.infix),
        url: raw.tokenizer.url_match.clone().unwrap_or_else(|| "(?!)".to_owned()),
        token: raw.tokenizer.token_match.clone(),
        exceptions: raw.tokenizer.rules.clone(),
    }
}

fn attribute(name: &str) -> Result<Attribute, ImportError> {
    match name {
        "NORM" => Ok(Attribute::Norm),
        "PREFIX" => Ok(Attribute::Prefix),
        "SUFFIX" => Ok(Attribute::Suffix),
        "SHAPE" => Ok(Attribute::Shape),
        "SPACY" => Ok(Attribute::Spacy),
        "IS_SPACE" => Ok(Attribute::IsSpace),
        _ => Err(ImportError::unsupported("config.cfg", "embed.attrs", name)),
    }
}

fn parser_move(name: &str) -> Result<(ParserMove, String), ImportError> {
    let (kind, label) = name.split_once('-').unwrap_or((name, ""));
    let kind = match kind {
        "S" => ParserMove::Shift,
        "D" => ParserMove::Reduce,
        "L" => ParserMove::LeftArc,
        "R" => ParserMove::RightArc,
        "B" => ParserMove::Break,
        _ => return Err(ImportError::unsupported("parser/moves", name, "this move")),
    };
    Ok((kind, label.to_owned()))
}

fn entity_move(name: &str) -> Result<(EntityMove, String), ImportError> {
    let (kind, label) = name.split_once('-').unwrap_or((name, ""));
    let kind = match kind {
        "B" => EntityMove::Begin,
        "I" => EntityMove::In,
        "L" => EntityMove::Last,
        "U" => EntityMove::Unit,
        "O" => EntityMove::Out,
        _ => return Err(ImportError::unsupported("ner/moves", name, "this move")),
    };
    Ok((kind, label.to_owned()))
}

fn ruler(patterns: &[RulerPattern]) -> Result<Vec<crate::header::RulerPattern>, ImportError> {
    let mut out = Vec::new();
    for (rank, pattern) in patterns.iter().enumerate() {
        for tokens in &pattern.alternatives {
            let target = usize::try_from(pattern.index)
                .ok()
                .or_else(|| tokens.len().checked_sub(pattern.index.unsigned_abs() as usize))
                .filter(|target| *target < tokens.len());
            let Some(target) = target else {
                return Err(ImportError::malformed(
                    "attribute_ruler/patterns",
                    rank.to_string(),
                    "bad index",
                ));
            };
            let tokens = tokens
                .iter()
                .map(|spec| spec.iter().map(|(name, predicate)| ruler_test(name, predicate)).collect())
                .collect::<Result<_, _>>()?;
            let sets = ruler_sets(&pattern.attributes)?;
            out.push(crate::header::RulerPattern { tokens, target, sets, rank: rank as u32 });
        }
    }
    Ok(out)
}

fn ruler_test(name: &str, predicate: &Predicate) -> Result<RulerTest, ImportError> {
    let attribute = match name {
        "TAG" => RulerAttribute::Tag,
        "LOWER" => RulerAttribute::Lower,
        "ORTH" | "TEXT" => RulerAttribute::Text,
        "DEP" => RulerAttribute::Label,
        "POS" => RulerAttribute::Pos,
        "IS_SPACE" => RulerAttribute::IsSpace,
        _ => return Err(ImportError::unsupported("attribute_ruler/patterns", name, "this attribute")),
    };
    let (values, negated) = match predicate {
        Predicate::Equals(value) => (vec![value.clone()], false),
        Predicate::In(values) => (values.clone(), false),
        Predicate::NotIn(values) => (values.clone(), true),
        Predicate::Is(value) => (vec![value.to_string()], false),
        Predicate::Regex(pattern) => match words_of(pattern) {
            Some(words) => (words, false),
            None => return Err(ImportError::unsupported("attribute_ruler/patterns", name, pattern)),
        },
    };
    Ok(RulerTest { attribute, values, negated })
}

fn ruler_sets(attributes: &BTreeMap<String, String>) -> Result<RulerSets, ImportError> {
    let mut sets = RulerSets::default();
    for (name, value) in attributes {
        let value = value.clone();
        match name.as_str() {
            "TAG" => sets.tag = Some(value),
            "POS" => sets.pos = Some(value),
            "MORPH" => sets.morphology = Some(if value == "_" { String::new() } else { value }),
            "LEMMA" => sets.lemma = Some(value),
            "DEP" => sets.dependency = Some(value),
            _ => {
                return Err(ImportError::unsupported(
                    "attribute_ruler/patterns",
                    name.as_str(),
                    "this attribute",
                ));
            }
        }
    }
    Ok(sets)
}
