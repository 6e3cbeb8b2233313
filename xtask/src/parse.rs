//! A parse as `claimant parse --format json` and `bench/spacy_parse.py` write it, one line a document.

use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// One document.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Parse {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) tokens: Vec<Word>,
    pub(crate) entities: Vec<NamedEntity>,
    pub(crate) noun_chunks: Vec<Chunk>,
}

/// One token; offsets count characters.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
    pub(crate) lemma: String,
    pub(crate) pos: String,
    pub(crate) tag: String,
    pub(crate) morph: String,
    pub(crate) head: usize,
    pub(crate) dep: String,
    pub(crate) sent_start: bool,
    pub(crate) space_after: bool,
}

/// One named entity, by token numbers.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct NamedEntity {
    pub(crate) start_token: usize,
    pub(crate) end_token: usize,
    pub(crate) label: String,
}

/// One base noun phrase, by token numbers.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Chunk {
    pub(crate) start_token: usize,
    pub(crate) end_token: usize,
    pub(crate) root: usize,
}

/// Reads a file of parses.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Parse>> {
    let content = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let read = |(index, line)| {
        serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), index + 1))
    };
    content.lines().enumerate().map(read).collect()
}
