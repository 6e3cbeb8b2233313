//! Reads spaCy v3 pipelines as spaCy ships them, so that they can be written in the form that this crate runs.
//!
//! [`read_pipeline`] opens a wheel or an unpacked folder and gives a [`RawPipeline`]: plain data, under spaCy's names.
//! Nothing of Python is needed. The formats are those of spaCy 3.x and thinc 8.x: `config.cfg` (sections with JSON
//! values), `model` (msgpack with numpy arrays), `vocab/vectors` (`.npy`), tables in msgpack, settings in JSON.
//!
//! Supported is what the CPU pipelines `sm` and `md` are made of; anything else is an error that names the part.

mod array;
mod components;
mod config;
mod cursor;
mod encoder;
mod error;
mod heads;
mod layout;
mod lemmatizer;
mod moves;
mod network;
mod raw;
mod ruler;
mod source;
mod strings;
#[cfg(test)]
mod tests;
mod tokenizer;
mod vocabulary;
mod write;

use std::collections::BTreeMap;
use std::path::Path;

pub use error::ImportError;
pub use raw::{
    EmbedSpec, EncoderSpec, Meta, MorphologyLabel, Predicate, RawLemmatizer, RawPipeline, RawTokenizer,
    RawVectors, RulerPattern, SpecialToken, Tensor, TokenSpec,
};

pub(crate) use write::Ranges;
pub use write::write_model;

use config::Config;
use source::Source;

/// Reads a spaCy v3 pipeline.
///
/// `path` is a wheel (`.whl`, the pipeline may lie at any depth in it) or the unpacked folder that has `config.cfg`.
/// Nothing in the files is trusted: sizes and depths are bounded, and what does not fit together is an error.
pub fn read_pipeline(path: &Path) -> Result<RawPipeline, ImportError> {
    let mut source = Source::open(path)?;
    let config = Config::parse(&source.read_text(config::FILE)?)?;
    let strings = vocabulary::read_strings(&mut source)?;
    let mut pipeline = read_shared(&mut source)?;
    pipeline.pipeline = component_names(&config)?;
    for name in pipeline.pipeline.clone() {
        components::read(&name, &mut source, &config, &strings, &mut pipeline)?;
    }
    Ok(pipeline)
}

/// What belongs to the pipeline as a whole: terms, tokenizer, vocabulary.
fn read_shared(source: &mut Source) -> Result<RawPipeline, ImportError> {
    Ok(RawPipeline {
        meta: read_meta(source)?,
        licences: source.licences()?,
        pipeline: Vec::new(),
        tensors: BTreeMap::new(),
        encoders: BTreeMap::new(),
        tagger_labels: Vec::new(),
        morphologizer_labels: Vec::new(),
        parser_moves: Vec::new(),
        ner_moves: Vec::new(),
        tokenizer: tokenizer::read("tokenizer", &source.read("tokenizer")?)?,
        lexeme_norms: vocabulary::read_norms(source)?,
        base_norms: strings::base_norms(),
        vectors: vocabulary::read_vectors(source)?,
        attribute_ruler: Vec::new(),
        lemmatizer: None,
    })
}

fn read_meta(source: &mut Source) -> Result<Meta, ImportError> {
    let file = "meta.json";
    serde_json::from_slice(&source.read(file)?)
        .map_err(|error| ImportError::malformed(file, "JSON", error.to_string()))
}

/// The components that run, in order.
fn component_names(config: &Config) -> Result<Vec<String>, ImportError> {
    let mut names: Vec<String> = config.get("nlp", "pipeline")?.unwrap_or_default();
    let disabled: Vec<String> = config.get("nlp", "disabled")?.unwrap_or_default();
    names.retain(|name| !disabled.contains(name));
    if names.is_empty() {
        return Err(ImportError::malformed(config::FILE, "[nlp] pipeline", "no component runs"));
    }
    Ok(names)
}
