//! The pipeline: a model, and the order its components run in.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::arc_eager::{ArcEager, State, Tree};
use crate::attribute_ruler::{AttributeRuler, RulerToken, Sets};
use crate::document::{Document, EntityRecord, Labels, TokenRecord};
use crate::entities::Entities;
use crate::header::Provenance;
use crate::lemmatizer::Lemmatizer;
use crate::lexicon::{Lexicon, Vocabulary};
use crate::model_file::{ModelFile, OpenError};
use crate::network::encoder::{Encoder, EncoderScratch, embedding_rows};
use crate::network::kernels::{Processor, ROW_STEP, WIDTH, linear, padded};
use crate::network::scorer::{LinearLayer, ScorerScratch};
use crate::paragraphs::paragraphs;
use crate::pos::Pos;
use crate::texts::{add_sentences, cut, restore_apostrophes, slices};
use crate::tokenize::{Piece, Tokenizer, Words};

/// Tokens that go through the network together.
const BATCH: usize = 16_384;

/// How exactly the network is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Precision {
    /// 32-bit floats throughout: the same output as spaCy.
    Exact,
    /// 8-bit weights in the convolution layers: about twice as fast, some 3 heads in 1,000 differ.
    #[default]
    Fast,
}

/// Working memory of one thread, reused from document to document; it never changes what comes out.
#[derive(Default)]
pub struct Scratch {
    lexicon: Lexicon,
    pieces: Vec<Piece>,
    rows: Vec<u32>,
    encoder: EncoderScratch,
    vectors: Vec<f32>,
    entity_vectors: Vec<f32>,
    tag_scores: Vec<f32>,
    parser: ScorerScratch,
    entity_scorer: ScorerScratch,
    state: State,
    tree: Tree,
    is_space: Vec<bool>,
}

/// What assigns a class to each token on its own: tags in English, morphology in French.
enum Tagger {
    Tags(LinearLayer),
    Morphology(LinearLayer),
}

/// A loaded pipeline. Parsing never changes it; threads share it.
pub struct Pipeline {
    file: ModelFile,
    processor: Processor,
    vocabulary: Vocabulary,
    tokenizer: Tokenizer,
    encoders: [Encoder; 2],
    tagger: Tagger,
    parser: ArcEager,
    entities: Entities,
    ruler: AttributeRuler,
    lemmatizer: Lemmatizer,
    /// Morphology and part of speech of each class of a morphologizer.
    classes: Vec<(u16, Pos)>,
    labels: Arc<Labels>,
}

/// What the components found in some texts, before it becomes a document.
#[derive(Default)]
struct Findings {
    tokens: Vec<TokenRecord>,
    lemmas: String,
    sentences: Vec<Range<u32>>,
    entities: Vec<EntityRecord>,
}

impl Pipeline {
    /// Opens a model file written by `cargo xtask import-model`.
    ///
    /// # Errors
    /// When the file cannot be read, is no model, is damaged, or was written for another version.
    pub fn open(path: &Path) -> Result<Pipeline, OpenError> {
        Self::new(ModelFile::open(path)?)
    }

    /// Opens a model file that is part of the program; `bytes` must start on a multiple of 64.
    ///
    /// # Errors
    /// As [`Pipeline::open`], but the checksum is not computed.
    pub fn from_static(bytes: &'static [u8]) -> Result<Pipeline, OpenError> {
        Self::new(ModelFile::embedded(bytes)?)
    }

    pub(crate) fn new(file: ModelFile) -> Result<Pipeline, OpenError> {
        let vocabulary = Vocabulary::new(&file)?;
        let header = &file.header;
        let [first, second] = header.encoders.as_slice() else {
            return Err(OpenError::Header("a pipeline has two encoders".into()));
        };
        let (tagger, classes) = if header.tags.is_empty() {
            (LinearLayer::find(&file, "morphologizer", WIDTH)?, header.morphologizer.len())
        } else {
            (LinearLayer::find(&file, "tagger", WIDTH)?, header.tags.len())
        };
        if classes == 0 || tagger.view(&file).columns() < classes {
            return Err(OpenError::Header("the tagger has no classes".into()));
        }
        let parser = ArcEager::new(&file)?;
        let entities = Entities::new(&file)?;
        let mut labels = Labels {
            tags: header.tags.iter().map(|tag| tag.as_str().into()).collect(),
            dependencies: parser.label_names().to_vec(),
            entities: entities.label_names().to_vec(),
            morphologies: vec!["".into()],
            language: header.provenance.language.as_str().into(),
        };
        let classes = (0..header.morphologizer.len())
            .map(|class| {
                let morphology = number(&mut labels.morphologies, &header.morphologizer[class].0);
                (morphology, header.morphologizer_pos(class))
            })
            .collect();
        let tags = labels.tags.clone();
        let ruler = AttributeRuler::new(&header.ruler, &tags, &vocabulary, |sets| Sets {
            tag: sets.tag.as_ref().map(|tag| number(&mut labels.tags, tag)),
            pos: sets.pos.as_ref().map(|pos| Pos::from_name(pos)),
            morphology: sets.morphology.as_ref().map(|features| number(&mut labels.morphologies, features)),
            lemma: sets.lemma.as_deref().map(Into::into),
            label: sets.dependency.as_ref().map(|label| number(&mut labels.dependencies, label)),
        });
        Ok(Pipeline {
            processor: Processor::detect(),
            tokenizer: Tokenizer::new(&header.tokenizer, &vocabulary)?,
            encoders: [Encoder::new(&file, "t2v", 0, first)?, Encoder::new(&file, "ner.t2v", 1, second)?],
            tagger: if header.tags.is_empty() { Tagger::Morphology(tagger) } else { Tagger::Tags(tagger) },
            lemmatizer: Lemmatizer::new(&file, &header.lemmatizer)?,
            parser,
            entities,
            ruler,
            classes,
            labels: Arc::new(labels),
            vocabulary,
            file,
        })
    }

    /// Where the model comes from, and under which licence.
    pub fn provenance(&self) -> &Provenance {
        &self.file.header.provenance
    }

    /// Whether the bytes of the model are those that were written.
    ///
    /// # Errors
    /// When the checksum does not match.
    pub fn verify(&self) -> Result<(), OpenError> {
        self.file.verify()
    }

    /// Uses plain code instead of the processor's vector instructions. The output is the same to the bit, and slower.
    #[must_use]
    pub fn without_vector_instructions(mut self) -> Pipeline {
        self.processor = Processor::plain();
        self
    }

    /// Parses one text as spaCy does, with fresh working memory and [`Precision::Exact`].
    pub fn parse(&self, text: &str) -> Document {
        self.parse_with(text, Precision::Exact, &mut Scratch::default())
    }

    /// Parses one text as spaCy does. `scratch` may be reused for any number of texts, by any number of pipelines.
    pub fn parse_with(&self, text: &str, precision: Precision, scratch: &mut Scratch) -> Document {
        self.parse_parts(text, text, std::slice::from_ref(&(0..text.len())), precision, scratch)
    }

    /// Parses each paragraph of a text on its own, so that a byline or a headline does not melt into the sentence
    /// after it. White space between paragraphs belongs to no token.
    pub fn parse_paragraphs(&self, text: &str, precision: Precision, scratch: &mut Scratch) -> Document {
        let (parts, wrapped) = paragraphs(text);
        // Where lines are wrapped, a line end within a paragraph is a space; both are one byte.
        let words = if wrapped { Cow::Owned(text.replace('\n', " ")) } else { Cow::Borrowed(text) };
        self.parse_parts(text, &words, &parts, precision, scratch)
    }

    /// `words` is the text the network sees; it is as long as `text` and differs at most in white space.
    fn parse_parts(
        &self,
        text: &str,
        words: &str,
        parts: &[Range<usize>],
        precision: Precision,
        scratch: &mut Scratch,
    ) -> Document {
        scratch.lexicon.belong_to(self.file.checksum());
        let mut findings = Findings::default();
        let (mut pieces, mut lengths): (Vec<Piece>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut flush = |pieces: &mut Vec<Piece>, lengths: &mut Vec<usize>, scratch: &mut Scratch| {
            self.run(pieces, lengths, precision, scratch, &mut findings);
            pieces.clear();
            lengths.clear();
        };
        for part in parts.iter().flat_map(|part| slices(words, part.clone())) {
            if scratch.lexicon.is_full() {
                flush(&mut pieces, &mut lengths, scratch);
                scratch.lexicon.clear();
            }
            self.tokenize(words, part, scratch);
            for run in cut(words, &scratch.pieces) {
                if pieces.len() + run.len() > BATCH {
                    flush(&mut pieces, &mut lengths, scratch);
                }
                lengths.push(run.len());
                pieces.extend_from_slice(&scratch.pieces[run]);
            }
        }
        flush(&mut pieces, &mut lengths, scratch);
        let Findings { tokens, lemmas, sentences, entities } = findings;
        Document::new(text.to_owned(), lemmas, tokens, sentences, entities, Arc::clone(&self.labels))
    }

    /// Splits part of a text into `scratch.pieces`, offsets counted in the whole text.
    fn tokenize(&self, text: &str, part: Range<usize>, scratch: &mut Scratch) {
        let shown = &text[part.clone()];
        let mut words =
            Words { lexicon: &mut scratch.lexicon, vocabulary: &self.vocabulary, file: &self.file };
        let pieces = &mut scratch.pieces;
        if &*self.labels.language == "fr" && shown.contains('’') {
            // The French pipeline was trained on straight apostrophes and breaks at typographic ones.
            self.tokenizer.tokenize(&shown.replace('’', "'"), &mut words, pieces);
            restore_apostrophes(shown, pieces);
        } else {
            self.tokenizer.tokenize(shown, &mut words, pieces);
        }
        for piece in pieces {
            piece.start += part.start as u32;
            piece.end += part.start as u32;
        }
    }

    /// Runs all components over some texts that lie one after the other in `pieces`.
    fn run(
        &self,
        pieces: &[Piece],
        lengths: &[usize],
        precision: Precision,
        scratch: &mut Scratch,
        findings: &mut Findings,
    ) {
        if pieces.is_empty() {
            return;
        }
        self.encode(pieces, lengths, precision, scratch);
        let first_token = findings.tokens.len();
        self.tag(pieces, scratch, findings);
        let mut start = 0;
        for &length in lengths {
            self.parse_text(pieces, start..start + length, first_token, scratch, findings);
            start += length;
        }
        self.lemmatize(pieces, first_token, scratch, findings);
    }

    fn encode(&self, pieces: &[Piece], lengths: &[usize], precision: Precision, scratch: &mut Scratch) {
        let [tokens, entities] = &self.encoders;
        let (file, processor, lexicon) = (&self.file, self.processor, &mut scratch.lexicon);
        let words = pieces.iter().map(|piece| (piece.word, piece.space_after));
        embedding_rows(
            [tokens, entities],
            file,
            processor,
            lexicon,
            words,
            &mut scratch.encoder,
            &mut scratch.rows,
        );
        for (encoder, vectors) in [(tokens, &mut scratch.vectors), (entities, &mut scratch.entity_vectors)] {
            let buffers = &mut scratch.encoder;
            encoder.encode(file, processor, precision, lexicon, &scratch.rows, lengths, buffers, vectors);
        }
    }

    /// Makes a record of each token, with its tag or morphology.
    fn tag(&self, pieces: &[Piece], scratch: &mut Scratch, findings: &mut Findings) {
        let (Tagger::Tags(layer) | Tagger::Morphology(layer)) = &self.tagger;
        let layer = layer.view(&self.file);
        let classes = if self.classes.is_empty() { self.file.header.tags.len() } else { self.classes.len() };
        scratch.tag_scores.resize(scratch.tag_scores.len().max(padded(pieces.len()) * layer.columns()), 0.0);
        linear(self.processor, layer, &scratch.vectors, WIDTH, pieces.len(), &mut scratch.tag_scores);
        for (piece, scores) in pieces.iter().zip(scratch.tag_scores.chunks_exact(layer.columns())) {
            let class = first_highest(&scores[..classes]);
            let (tag, morphology, pos) = match &self.tagger {
                Tagger::Tags(_) => (class as u16, 0, Pos::None),
                Tagger::Morphology(_) => (u16::MAX, self.classes[class].0, self.classes[class].1),
            };
            findings.tokens.push(TokenRecord {
                start: piece.start,
                end: piece.end,
                lemma: (0, 0),
                head: 0,
                tag,
                label: 0,
                morphology,
                pos,
                space_after: piece.space_after,
            });
        }
    }

    /// Tree, sentences, entities and ruler of one text: `range` within the pieces.
    fn parse_text(
        &self,
        pieces: &[Piece],
        range: Range<usize>,
        first_token: usize,
        scratch: &mut Scratch,
        findings: &mut Findings,
    ) {
        let (file, processor) = (&self.file, self.processor);
        let pieces = &pieces[range.clone()];
        let lexicon = &scratch.lexicon;
        scratch.is_space.clear();
        scratch.is_space.extend(pieces.iter().map(|piece| lexicon.word(piece.word).is_space));
        let rows = range.start * WIDTH..(range.start + padded(range.len()).max(ROW_STEP)) * WIDTH;
        let (state, tree) = (&mut scratch.state, &mut scratch.tree);
        let vectors = &scratch.vectors[rows.clone()];
        self.parser.parse(file, processor, vectors, &scratch.is_space, state, &mut scratch.parser, tree);
        let start = (first_token + range.start) as u32;
        let entity_vectors = &scratch.entity_vectors[rows];
        let (spaces, starts) = (&scratch.is_space, &tree.starts_sentence);
        let scorer = &mut scratch.entity_scorer;
        self.entities.recognise(file, processor, entity_vectors, spaces, starts, scorer, |mut entity| {
            entity.tokens = entity.tokens.start + start..entity.tokens.end + start;
            findings.entities.push(entity);
        });
        let records = &mut findings.tokens[start as usize..start as usize + range.len()];
        for ((record, &head), &label) in records.iter_mut().zip(&tree.heads).zip(&tree.labels) {
            record.head = head + start;
            record.label = label;
        }
        add_sentences(&tree.starts_sentence, start, &mut findings.sentences);
        self.apply_ruler(pieces, lexicon, records, &mut findings.lemmas);
    }

    fn apply_ruler(
        &self,
        pieces: &[Piece],
        lexicon: &Lexicon,
        records: &mut [TokenRecord],
        lemmas: &mut String,
    ) {
        let token = |(piece, record): (&Piece, &TokenRecord)| {
            let word = lexicon.word(piece.word);
            RulerToken {
                tag: self.labels.tags.get(record.tag as usize).map_or("", |tag| tag),
                tag_number: record.tag,
                lower: word.lower_id,
                text: word.text_id,
                label: &self.labels.dependencies[record.label as usize],
                pos: record.pos,
                is_space: word.is_space,
            }
        };
        let tokens: Vec<RulerToken<'_>> = pieces.iter().zip(records.iter()).map(token).collect();
        // The rank that set an attribute last, a token: tag, pos, morphology, lemma, label.
        let mut ranks = vec![[0usize; 5]; records.len()];
        self.ruler.apply(&tokens, |rank, target, sets| {
            let (record, ranks) = (&mut records[target], &mut ranks[target]);
            let mut wins = |attribute: usize, set: bool| {
                let wins = set && rank + 1 > ranks[attribute];
                if wins {
                    ranks[attribute] = rank + 1;
                }
                wins
            };
            if let Some(tag) = sets.tag.filter(|_| wins(0, true)) {
                record.tag = tag;
            }
            if let Some(pos) = sets.pos.filter(|_| wins(1, true)) {
                record.pos = pos;
            }
            if let Some(morphology) = sets.morphology.filter(|_| wins(2, true)) {
                record.morphology = morphology;
            }
            if let Some(lemma) = sets.lemma.as_ref().filter(|_| wins(3, true)) {
                record.lemma = append(lemmas, lemma);
            }
            if let Some(label) = sets.label.filter(|_| wins(4, true)) {
                record.label = label;
            }
        });
    }

    fn lemmatize(
        &self,
        pieces: &[Piece],
        first_token: usize,
        scratch: &mut Scratch,
        findings: &mut Findings,
    ) {
        let lexicon = &mut scratch.lexicon;
        for (piece, record) in pieces.iter().zip(&mut findings.tokens[first_token..]) {
            if record.lemma != (0, 0) {
                continue;
            }
            let key = (piece.word, record.pos as u8, record.morphology);
            let range = if let Some(&range) = lexicon.lemmas.get(&key) {
                range
            } else {
                let morphology = &self.labels.morphologies[record.morphology as usize];
                let word = lexicon.word(piece.word);
                let lemma = self.lemmatizer.lemma(&self.file, &self.vocabulary, word, record.pos, morphology);
                let range = append(&mut lexicon.lemma_text, &lemma);
                lexicon.lemmas.insert(key, range);
                range
            };
            let lemma = &lexicon.lemma_text[range.0 as usize..range.1 as usize];
            record.lemma = append(&mut findings.lemmas, lemma);
        }
    }

    /// The ranges 8-bit weights are scaled by, measured on some texts: per encoder and layer, the least and the largest
    /// input of each channel.
    #[cfg(feature = "import")]
    pub(crate) fn measure_ranges(&self, texts: &[&str]) -> crate::import::Ranges {
        let mut scratch = Scratch::default();
        let layers = || vec![[(0f32, 0f32); WIDTH]; 4];
        let mut ranges = [layers(), layers()];
        for text in texts {
            self.tokenize(text, 0..text.len(), &mut scratch);
            let pieces = std::mem::take(&mut scratch.pieces);
            if pieces.is_empty() {
                continue;
            }
            self.encode(&pieces, &[pieces.len()], Precision::Exact, &mut scratch);
            for (encoder, range) in self.encoders.iter().zip(&mut ranges) {
                let lexicon = &scratch.lexicon;
                encoder.input_ranges(&self.file, self.processor, lexicon, &scratch.rows, range);
            }
        }
        ranges
    }
}

/// The number of a name in a list; it is added when it is new.
fn number(names: &mut Vec<Box<str>>, name: &str) -> u16 {
    let at = names.iter().position(|known| **known == *name).unwrap_or_else(|| {
        names.push(name.into());
        names.len() - 1
    });
    at as u16
}

fn append(buffer: &mut String, text: &str) -> (u32, u32) {
    let start = buffer.len() as u32;
    buffer.push_str(text);
    (start, buffer.len() as u32)
}

fn first_highest(scores: &[f32]) -> usize {
    let mut best = 0;
    for (at, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = at;
        }
    }
    best
}
