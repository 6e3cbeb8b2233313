//! What the header of a model file says: all of a pipeline that is not a table of numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::pos::Pos;

/// Where a pipeline comes from.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, Eq)]
pub struct Provenance {
    /// Language as spaCy names it, such as `en`.
    pub language: String,
    /// Name of the pipeline, such as `core_web_sm`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as its `meta.json` states it.
    pub license: String,
    /// Its author.
    pub author: String,
    /// The author's page.
    pub url: String,
    /// What it was trained on, as its `meta.json` lists it.
    pub sources: serde_json::Value,
}

/// A word's attribute that is embedded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Attribute {
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

/// One hash-embedding table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct EmbeddingHeader {
    pub(crate) attribute: Attribute,
    pub(crate) rows: u32,
    pub(crate) seed: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct EncoderHeader {
    pub(crate) embeddings: Vec<EmbeddingHeader>,
    pub(crate) vectors: bool,
    pub(crate) depth: usize,
}

/// The pieces an exception of the tokenizer is made of, each with its norm where it is not the word's own.
pub(crate) type Exception = Vec<(String, Option<String>)>;

/// The affix patterns (Python regular expressions) and exceptions of the tokenizer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct TokenizerHeader {
    pub(crate) prefix: String,
    pub(crate) suffix: String,
    pub(crate) infix: String,
    pub(crate) url: String,
    pub(crate) token: Option<String>,
    /// A chunk and the pieces it is made of.
    pub(crate) exceptions: Vec<(String, Exception)>,
}

/// An attribute that a pattern looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RulerAttribute {
    Tag,
    Lower,
    Text,
    Label,
    Pos,
    /// `true` or `false`.
    IsSpace,
}

/// A test of one attribute of one token: whether it is one of the values, or none of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RulerTest {
    pub(crate) attribute: RulerAttribute,
    pub(crate) values: Vec<String>,
    pub(crate) negated: bool,
}

/// What a match sets on its token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RulerSets {
    pub(crate) tag: Option<String>,
    pub(crate) pos: Option<String>,
    pub(crate) morphology: Option<String>,
    pub(crate) lemma: Option<String>,
    pub(crate) dependency: Option<String>,
}

/// One pattern of the attribute ruler: tests for tokens side by side, and which of them the attributes go to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RulerPattern {
    pub(crate) tokens: Vec<Vec<RulerTest>>,
    pub(crate) target: usize,
    pub(crate) sets: RulerSets,
    /// Later rules have precedence.
    pub(crate) rank: u32,
}

/// Which lemmatizer the pipeline's language has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum LemmatizerKind {
    #[default]
    None,
    English,
    French,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct LemmatizerHeader {
    pub(crate) kind: LemmatizerKind,
    /// Suffix rules by lower-case part of speech.
    pub(crate) rules: BTreeMap<String, Vec<(String, String)>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ParserMove {
    Shift,
    Reduce,
    LeftArc,
    RightArc,
    Break,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum EntityMove {
    Begin,
    In,
    Last,
    Unit,
    Out,
}

/// All that is not a number table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) provenance: Provenance,
    pub(crate) encoders: Vec<EncoderHeader>,
    pub(crate) tags: Vec<String>,
    /// Morphologizer classes: feature bundle and part of speech.
    pub(crate) morphologizer: Vec<(String, String)>,
    /// Moves of the parser in class order, with their label.
    pub(crate) parser_moves: Vec<(ParserMove, String)>,
    pub(crate) entity_moves: Vec<(EntityMove, String)>,
    pub(crate) tokenizer: TokenizerHeader,
    pub(crate) ruler: Vec<RulerPattern>,
    pub(crate) lemmatizer: LemmatizerHeader,
    pub(crate) sections: BTreeMap<String, (u64, u64)>,
}

impl Header {
    /// The part of speech of a morphologizer class.
    pub(crate) fn morphologizer_pos(&self, class: usize) -> Pos {
        self.morphologizer.get(class).map_or(Pos::None, |(_, pos)| Pos::from_name(pos))
    }
}
