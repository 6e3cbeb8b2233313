//! What is read from a pipeline, as plain data: nothing is computed, compiled or rearranged yet.

use std::collections::BTreeMap;

/// Everything a spaCy pipeline is made of, in the order and under the names that spaCy uses.
#[derive(Clone, Debug, PartialEq)]
pub struct RawPipeline {
    /// Who made the pipeline, and under which terms it may be used.
    pub meta: Meta,
    /// Licence texts found with the pipeline: file name and text, each text once.
    pub licences: Vec<(String, String)>,
    /// Names of the components that run, in order (`tok2vec`, `tagger`, …); disabled ones left out.
    pub pipeline: Vec<String>,
    /// The weights, by name.
    ///
    /// With `E` for `t2v` (shared by tagger and parser) or `ner.t2v`: `E.embed.{i}` the table of the i-th hash
    /// embedding `[rows, width]`, `E.static.W` the projection of static vectors `[width, vector width]` if there are
    /// any, `E.mix.{W,b,G,B}`, `E.conv{k}.{W,b,G,B}` (maxout `W [width, pieces, inputs]` and `b [width, pieces]`, layer
    /// norm gain `G` and bias `B`). With `T` for `parser` or `ner`: `T.linear.{W,b}`, `T.lower.{W,b,pad}`
    /// (`W [features, hidden, pieces, inputs]`, `b [hidden, pieces]`, `pad [1, features, hidden, pieces]`),
    /// `T.upper.{W,b}`. And `tagger.{W,b}` or `morphologizer.{W,b}`: one row a label.
    pub tensors: BTreeMap<String, Tensor>,
    /// The encoders, by the name their tensors start with: `t2v`, and `ner.t2v` where NER has its own.
    pub encoders: BTreeMap<String, EncoderSpec>,
    /// Fine-grained tags in the tagger's class order; empty without a tagger.
    pub tagger_labels: Vec<String>,
    /// The morphologizer's classes in order; empty without a morphologizer.
    pub morphologizer_labels: Vec<MorphologyLabel>,
    /// The parser's moves in class order: `S`, `D`, `L-nsubj`, `R-dobj`, `B-ROOT`; labels like `prep||pobj` are
    /// lifted arcs. Empty without a parser.
    pub parser_moves: Vec<String>,
    /// The entity recogniser's moves in class order: `B-ORG`, `I-ORG`, `L-ORG`, `U-ORG`, `U-`, `O`. Empty without one.
    pub ner_moves: Vec<String>,
    /// How text is cut into tokens.
    pub tokenizer: RawTokenizer,
    /// Norms of single words (table `lexeme_norm`), keyed by string id; in file order.
    pub lexeme_norms: Vec<(u64, String)>,
    /// Norms that spaCy gives in every language (`norm_exceptions.BASE_NORMS`); they lie in its code, not in the model.
    pub base_norms: Vec<(String, String)>,
    /// Static word vectors, where the pipeline has some.
    pub vectors: Option<RawVectors>,
    /// Patterns of the attribute ruler; a later one wins over an earlier one.
    pub attribute_ruler: Vec<RulerPattern>,
    /// Tables of the lemmatizer; `None` without one.
    pub lemmatizer: Option<RawLemmatizer>,
}

/// From `meta.json`.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Meta {
    /// ISO 639-1 code of the language.
    pub lang: String,
    /// Name without the language, such as `core_web_sm`.
    pub name: String,
    /// Version of the pipeline.
    pub version: String,
    /// Versions of spaCy it was made for, such as `>=3.8.0,<3.9.0`.
    pub spacy_version: String,
    /// What it is.
    pub description: String,
    /// Who made it.
    pub author: String,
    /// Where its makers are found.
    pub url: String,
    /// The licence's name.
    pub license: String,
    /// What it was trained on: a list of `{name, url, license, author}`, or null.
    pub sources: serde_json::Value,
}

/// An array of 32-bit floats in row-major order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tensor {
    /// Size of each dimension, the slowest first.
    pub shape: Vec<usize>,
    /// The numbers; as many as the product of `shape`.
    pub data: Vec<f32>,
}

/// The shape of an encoder: hash embeddings, a mixing layer, window convolutions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncoderSpec {
    /// The hash embeddings, in the order of their tables.
    pub embeds: Vec<EmbedSpec>,
    /// Whether static vectors are projected and appended after the hash embeddings.
    pub static_vectors: bool,
    /// Width of each embedding and of the output.
    pub width: usize,
    /// How many convolution layers follow the mixing layer.
    pub depth: usize,
    /// How many neighbours a convolution sees on each side.
    pub window: usize,
    /// How many pieces the maxout layers have.
    pub pieces: usize,
    /// Rows of zeros put before and after each document.
    pub pad: usize,
}

/// One hash embedding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedSpec {
    /// Token attribute that is looked up: `NORM`, `PREFIX`, `SUFFIX`, `SHAPE`, `SPACY`, `IS_SPACE`.
    pub attribute: String,
    /// Rows of the table.
    pub rows: usize,
    /// Seed of the hash.
    pub seed: u32,
}

/// One class of a morphologizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MorphologyLabel {
    /// The class as the model names it, features and part of speech in one: `Number=Sing|POS=NOUN`.
    pub label: String,
    /// The features alone, such as `Number=Sing`; may be empty.
    pub features: String,
    /// The coarse part of speech, such as `NOUN`; may be empty.
    pub pos: String,
}

/// Rules of spaCy's rule-based tokenizer. Patterns are in the syntax of Python's `re`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawTokenizer {
    /// Searched at the start of a chunk.
    pub prefix: Option<String>,
    /// Searched at the end of a chunk.
    pub suffix: Option<String>,
    /// Searched all through a chunk.
    pub infix: Option<String>,
    /// Matched from the start: a chunk that matches stays whole.
    pub token_match: Option<String>,
    /// As `token_match`, but tried after affixes are stripped.
    pub url_match: Option<String>,
    /// Special cases in file order: a chunk and the tokens it becomes.
    pub rules: Vec<(String, Vec<SpecialToken>)>,
    /// Whether only special cases with an affix in them are looked for in the second pass.
    pub faster_heuristics: bool,
}

/// One token of a special case: its text, and its norm if that is set.
pub type SpecialToken = (String, Option<String>);

/// Static word vectors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawVectors {
    /// Numbers in a vector.
    pub width: usize,
    /// The vectors one after the other.
    pub rows: Vec<f32>,
    /// String id of a word, and the number of its vector; in file order. Many words may share one vector.
    pub key_to_row: Vec<(u64, u32)>,
}

/// One pattern of the attribute ruler: where it matches, one token gets new attributes.
#[derive(Clone, Debug, PartialEq)]
pub struct RulerPattern {
    /// The pattern matches where one of these sequences of tokens does.
    pub alternatives: Vec<Vec<TokenSpec>>,
    /// What is set: `TAG`, `POS`, `MORPH`, `LEMMA`, `DEP`; `MORPH` of `_` means no features.
    pub attributes: BTreeMap<String, String>,
    /// Which token of the match is changed; a negative number counts from the end.
    pub index: i64,
}

/// What one token of a pattern must be: all of these at once.
pub type TokenSpec = Vec<(String, Predicate)>;

/// What a token's attribute is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predicate {
    /// Is this string.
    Equals(String),
    /// A flag such as `IS_SPACE` is so.
    Is(bool),
    /// Is one of these.
    In(Vec<String>),
    /// Is none of these.
    NotIn(Vec<String>),
    /// Python's `re.search` finds this.
    Regex(String),
}

/// Tables of the lemmatizer. Parts of speech are in lower case (`noun`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawLemmatizer {
    /// `rule` or `lookup`.
    pub mode: String,
    /// Whether a lemma that is set already is replaced.
    pub overwrite: bool,
    /// Known lemmas of each part of speech, in file order.
    pub index: BTreeMap<String, Vec<String>>,
    /// Irregular forms of each part of speech, and their lemmas.
    pub exceptions: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Endings and what replaces them, in the order they are tried.
    pub rules: BTreeMap<String, Vec<(String, String)>>,
    /// Lemmas of single words keyed by string id, in file order; `None` where the pipeline has no such table.
    pub lookup: Option<Vec<(u64, Vec<String>)>>,
}
