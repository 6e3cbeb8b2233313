//! Goes through a pipeline's components and reads each from its folder.

use std::collections::BTreeMap;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};

use super::config::{self, Config};
use super::cursor::{self, Cursor};
use super::network::Network;
use super::source::Source;
use super::{ImportError, MorphologyLabel, RawPipeline, encoder, heads, lemmatizer, moves, ruler};

/// Reads one component into the pipeline. `name` is its folder and its section of the configuration.
pub(super) fn read(
    name: &str,
    source: &mut Source,
    config: &Config,
    strings: &[String],
    pipeline: &mut RawPipeline,
) -> Result<(), ImportError> {
    let section = format!("components.{name}");
    let factory: String = config.get(&section, "factory")?.unwrap_or_default();
    match factory.as_str() {
        "tok2vec" => read_network(source, name, "t2v", pipeline, |_, _| Ok(())),
        "tagger" => read_tagger(source, name, pipeline),
        "morphologizer" => read_morphologizer(source, name, pipeline),
        "parser" => {
            pipeline.parser_moves = read_transitions(source, name, "parser", moves::PARSER, pipeline)?;
            Ok(())
        }
        "ner" => {
            pipeline.ner_moves = read_transitions(source, name, "ner", moves::ENTITY, pipeline)?;
            Ok(())
        }
        "attribute_ruler" => {
            let file = format!("{name}/patterns");
            pipeline.attribute_ruler = ruler::read(&file, &source.read(&file)?)?;
            Ok(())
        }
        "lemmatizer" => {
            let file = format!("{name}/lookups/lookups.bin");
            let mut tables = lemmatizer::read(&file, &source.read(&file)?, strings)?;
            tables.mode = config.get(&section, "mode")?.unwrap_or_else(|| "lookup".to_owned());
            tables.overwrite = config.get(&section, "overwrite")?.unwrap_or(false);
            pipeline.lemmatizer = Some(tables);
            Ok(())
        }
        other => Err(ImportError::unsupported(
            config::FILE,
            format!("[{section}]"),
            format!("component {other:?}"),
        )),
    }
}

/// Reads a component's network: its own encoder, if it has one, and what `read_head` takes from it.
fn read_network(
    source: &mut Source,
    name: &str,
    encoder_name: &str,
    pipeline: &mut RawPipeline,
    read_head: impl FnOnce(&Network<'_>, &mut RawPipeline) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let file = format!("{name}/model");
    let value = cursor::decode(&file, &source.read(&file)?)?;
    let network = Network::read(Cursor::new(&file, &value))?;
    if let Some(spec) = encoder::read(&network, encoder_name, &mut pipeline.tensors)? {
        pipeline.encoders.insert(encoder_name.to_owned(), spec);
    } else {
        network.only("tok2vec-listener")?;
    }
    read_head(&network, pipeline)
}

fn read_tagger(source: &mut Source, name: &str, pipeline: &mut RawPipeline) -> Result<(), ImportError> {
    #[derive(serde::Deserialize)]
    struct Settings {
        labels: Vec<String>,
    }
    let labels = read_settings::<Settings>(source, name)?.labels;
    read_network(source, name, "tagger.t2v", pipeline, |network, pipeline| {
        heads::read_tagger(network, "tagger", labels.len(), &mut pipeline.tensors)
    })?;
    pipeline.tagger_labels = labels;
    Ok(())
}

fn read_morphologizer(
    source: &mut Source,
    name: &str,
    pipeline: &mut RawPipeline,
) -> Result<(), ImportError> {
    let labels = morphology_labels(source, name)?;
    read_network(source, name, "morphologizer.t2v", pipeline, |network, pipeline| {
        heads::read_tagger(network, "morphologizer", labels.len(), &mut pipeline.tensors)
    })?;
    pipeline.morphologizer_labels = labels;
    Ok(())
}

/// The classes in the order of `labels_morph`; `labels_pos` has the part of speech of each, by number.
fn morphology_labels(source: &mut Source, name: &str) -> Result<Vec<MorphologyLabel>, ImportError> {
    #[derive(serde::Deserialize)]
    struct Settings {
        labels_morph: Ordered<String>,
        labels_pos: BTreeMap<String, u64>,
    }
    let settings: Settings = read_settings(source, name)?;
    let names: BTreeMap<u64, &str> =
        super::strings::symbols().into_iter().map(|(name, id)| (id, name)).collect();
    let label = |(label, features): (String, String)| {
        let pos =
            settings.labels_pos.get(&label).and_then(|id| names.get(id)).copied().unwrap_or("").to_owned();
        MorphologyLabel { label, features, pos }
    };
    Ok(settings.labels_morph.0.into_iter().map(label).collect())
}

fn read_transitions(
    source: &mut Source,
    name: &str,
    prefix: &str,
    letters: &[&str],
    pipeline: &mut RawPipeline,
) -> Result<Vec<String>, ImportError> {
    check_beam(source, name)?;
    let file = format!("{name}/moves");
    let names = moves::read(&file, &source.read(&file)?, letters)?;
    read_network(source, name, &format!("{prefix}.t2v"), pipeline, |network, pipeline| {
        heads::read_transitions(network, prefix, names.len(), &mut pipeline.tensors)
    })?;
    Ok(names)
}

/// Only greedy search is run.
fn check_beam(source: &mut Source, name: &str) -> Result<(), ImportError> {
    #[derive(serde::Deserialize)]
    struct Settings {
        #[serde(default)]
        beam_width: Option<u64>,
    }
    match read_settings::<Settings>(source, name)?.beam_width {
        None | Some(0 | 1) => Ok(()),
        Some(width) => Err(ImportError::unsupported(
            &format!("{name}/cfg"),
            "beam_width",
            format!("beam search of width {width}"),
        )),
    }
}

fn read_settings<T: DeserializeOwned>(source: &mut Source, name: &str) -> Result<T, ImportError> {
    let file = format!("{name}/cfg");
    serde_json::from_slice(&source.read(&file)?)
        .map_err(|error| ImportError::malformed(&file, "JSON", error.to_string()))
}

/// The entries of a JSON object in the order they are written in.
struct Ordered<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Ordered<T>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }
        deserializer.deserialize_map(Entries(std::marker::PhantomData))
    }
}
