//! What a parse comes out as: a [`Document`] with cheap handles for walking its trees.
//!
//! All offsets are byte offsets into [`Document::text`], all token numbers count from 0 within the document.
//! Handles ([`Token`], [`Sentence`]) are two words in size, `Copy`, and never allocate.

use std::ops::Range;
use std::sync::Arc;

use crate::pos::Pos;

/// The label inventories of a pipeline, shared by all its documents.
#[derive(Debug, Default)]
pub struct Labels {
    /// Fine-grained tags, such as `VBD`.
    pub tags: Vec<Box<str>>,
    /// Dependency labels, such as `nsubj`.
    pub dependencies: Vec<Box<str>>,
    /// Entity labels, such as `GPE`.
    pub entities: Vec<Box<str>>,
    /// Morphological feature bundles in CoNLL-U notation, such as `Number=Sing`; the empty one first.
    pub morphologies: Vec<Box<str>>,
    /// Language of the pipeline as spaCy names it, such as `en`.
    pub language: Box<str>,
}

/// One token as stored. `lemma` is a byte range into the document's lemma buffer.
#[derive(Clone, Debug)]
pub(crate) struct TokenRecord {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) lemma: (u32, u32),
    pub(crate) head: u32,
    pub(crate) tag: u16,
    pub(crate) label: u16,
    pub(crate) morphology: u16,
    pub(crate) pos: Pos,
    pub(crate) space_after: bool,
}

/// A named entity: a run of tokens with a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntityRecord {
    pub(crate) tokens: Range<u32>,
    pub(crate) label: u16,
}

/// A parsed text.
///
/// The tokens rebuild the text: `text[token.span()]` plus a space where [`Token::space_after`] says so.
#[derive(Clone, Debug)]
pub struct Document {
    text: String,
    lemmas: String,
    tokens: Vec<TokenRecord>,
    sentences: Vec<Range<u32>>,
    entities: Vec<EntityRecord>,
    /// Children of token `i`, in text order: `children[offsets[i]..offsets[i + 1]]`.
    child_offsets: Vec<u32>,
    children: Vec<u32>,
    /// First and one past the last token of each token's subtree.
    edges: Vec<Range<u32>>,
    labels: Arc<Labels>,
}

impl Document {
    /// Puts a document together from what the components found.
    ///
    /// `sentences` covers all tokens in order; heads stay within their sentence.
    pub(crate) fn new(
        text: String,
        lemmas: String,
        tokens: Vec<TokenRecord>,
        sentences: Vec<Range<u32>>,
        entities: Vec<EntityRecord>,
        labels: Arc<Labels>,
    ) -> Self {
        let (child_offsets, children) = index_children(&tokens);
        let edges = subtree_edges(&tokens);
        Document { text, lemmas, tokens, sentences, entities, child_offsets, children, edges, labels }
    }

    /// The text as it was given.
    #[inline]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many tokens there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no token at all.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token with this number.
    ///
    /// # Panics
    /// When there are not so many tokens.
    #[inline]
    pub fn token(&self, index: usize) -> Token<'_> {
        assert!(index < self.tokens.len(), "token {index} of {}", self.tokens.len());
        Token { document: self, index: index as u32 }
    }

    /// All tokens, in text order.
    #[inline]
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        self.token_range(0..self.tokens.len())
    }

    /// The tokens with these numbers.
    #[inline]
    pub fn token_range(
        &self,
        range: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        range.map(|index| self.token(index))
    }

    /// The sentences, in text order; together they cover every token.
    #[inline]
    pub fn sentences(&self) -> impl DoubleEndedIterator<Item = Sentence<'_>> + ExactSizeIterator {
        (0..self.sentences.len()).map(|index| Sentence { document: self, index: index as u32 })
    }

    /// The named entities, in text order; they never overlap.
    #[inline]
    pub fn entities(&self) -> impl DoubleEndedIterator<Item = Entity<'_>> + ExactSizeIterator {
        self.entities.iter().map(|record| Entity { document: self, record })
    }

    /// Base noun phrases as spaCy's `noun_chunks` has them for the pipeline's language, in text order.
    pub fn noun_chunks(&self) -> impl Iterator<Item = NounChunk<'_>> {
        crate::noun_chunks::find(self)
    }

    /// The byte range that a run of tokens covers.
    #[inline]
    pub fn byte_span(&self, tokens: Range<usize>) -> Range<usize> {
        if tokens.is_empty() {
            let at = self.tokens.get(tokens.start).map_or(self.text.len(), |t| t.start as usize);
            return at..at;
        }
        self.tokens[tokens.start].start as usize..self.tokens[tokens.end - 1].end as usize
    }

    /// The label inventories that tags, labels and entities come from.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }
}

/// Compressed rows of children, in text order.
fn index_children(tokens: &[TokenRecord]) -> (Vec<u32>, Vec<u32>) {
    let mut offsets = vec![0u32; tokens.len() + 1];
    for (index, token) in tokens.iter().enumerate() {
        if token.head as usize != index {
            offsets[token.head as usize + 1] += 1;
        }
    }
    for index in 1..offsets.len() {
        offsets[index] += offsets[index - 1];
    }
    let mut next = offsets.clone();
    let mut children = vec![0u32; *offsets.last().unwrap_or(&0) as usize];
    for (index, token) in tokens.iter().enumerate() {
        if token.head as usize != index {
            let slot = &mut next[token.head as usize];
            children[*slot as usize] = index as u32;
            *slot += 1;
        }
    }
    (offsets, children)
}

/// The span of each token's subtree. Trees may be non-projective, so edges are spread until nothing moves.
fn subtree_edges(tokens: &[TokenRecord]) -> Vec<Range<u32>> {
    let mut edges: Vec<Range<u32>> = (0..tokens.len() as u32).map(|index| index..index + 1).collect();
    loop {
        let mut moved = false;
        let mut spread = |index: usize| {
            let (own, head) = (edges[index].clone(), tokens[index].head as usize);
            let above = &mut edges[head];
            moved |= own.start < above.start || own.end > above.end;
            above.start = above.start.min(own.start);
            above.end = above.end.max(own.end);
        };
        (0..tokens.len()).for_each(&mut spread);
        (0..tokens.len()).rev().for_each(&mut spread);
        if !moved {
            return edges;
        }
    }
}

/// A handle on one token of a document.
#[derive(Clone, Copy)]
pub struct Token<'d> {
    document: &'d Document,
    index: u32,
}

impl<'d> Token<'d> {
    #[inline]
    fn record(self) -> &'d TokenRecord {
        &self.document.tokens[self.index as usize]
    }

    #[inline]
    fn at(self, index: u32) -> Token<'d> {
        Token { document: self.document, index }
    }

    /// The document the token belongs to.
    #[inline]
    pub fn document(self) -> &'d Document {
        self.document
    }

    /// The token's number in the document.
    #[inline]
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The words themselves.
    #[inline]
    pub fn text(self) -> &'d str {
        &self.document.text[self.span()]
    }

    /// The token's byte range in the document's text.
    #[inline]
    pub fn span(self) -> Range<usize> {
        let record = self.record();
        record.start as usize..record.end as usize
    }

    /// Whether one plain space follows.
    #[inline]
    pub fn space_after(self) -> bool {
        self.record().space_after
    }

    /// The fine-grained tag, such as `VBD`; empty where the pipeline has no tagger.
    #[inline]
    pub fn tag(self) -> &'d str {
        self.document.labels.tags.get(self.record().tag as usize).map_or("", |tag| tag)
    }

    /// The coarse part of speech of Universal Dependencies.
    #[inline]
    pub fn pos(self) -> Pos {
        self.record().pos
    }

    /// The lemma.
    #[inline]
    pub fn lemma(self) -> &'d str {
        let (start, end) = self.record().lemma;
        &self.document.lemmas[start as usize..end as usize]
    }

    /// Morphological features in CoNLL-U notation (`Number=Sing|Person=3`), empty when there are none.
    #[inline]
    pub fn morphology(self) -> &'d str {
        self.document.labels.morphologies.get(self.record().morphology as usize).map_or("", |m| m)
    }

    /// The value of one morphological feature, such as `Sing` for `Number`.
    pub fn feature(self, name: &str) -> Option<&'d str> {
        crate::words::feature(self.morphology(), name)
    }

    /// The dependency label of the arc from the head, such as `nsubj`; `ROOT` on a root.
    #[inline]
    pub fn label(self) -> &'d str {
        &self.document.labels.dependencies[self.record().label as usize]
    }

    /// The head; a root is its own head.
    #[must_use]
    #[inline]
    pub fn head(self) -> Token<'d> {
        self.at(self.record().head)
    }

    /// Whether the token is the root of its sentence.
    #[inline]
    pub fn is_root(self) -> bool {
        self.record().head == self.index
    }

    /// Direct children, in text order.
    #[inline]
    pub fn children(self) -> impl DoubleEndedIterator<Item = Token<'d>> + ExactSizeIterator {
        let range = self.document.child_offsets[self.index()] as usize
            ..self.document.child_offsets[self.index() + 1] as usize;
        self.document.children[range].iter().map(move |&child| self.at(child))
    }

    /// The first child with this label.
    #[inline]
    pub fn child(self, label: &str) -> Option<Token<'d>> {
        self.children().find(|child| child.label() == label)
    }

    /// The span of tokens from the leftmost to the rightmost descendant, the token included.
    #[inline]
    pub fn subtree(self) -> Range<usize> {
        let edges = &self.document.edges[self.index()];
        edges.start as usize..edges.end as usize
    }

    /// Head, head of the head, and so on up to the root; empty for a root.
    #[inline]
    pub fn ancestors(self) -> impl Iterator<Item = Token<'d>> {
        // A tree cannot be deeper than it has tokens: the bound keeps a damaged one from looping.
        std::iter::successors(Some(self), |token| (!token.is_root()).then(|| token.head()))
            .skip(1)
            .take(self.document.len())
    }

    /// Whether the token lies on the path from `other` to its root, or is `other`.
    #[inline]
    pub fn dominates(self, other: Token<'_>) -> bool {
        other.index == self.index || other.ancestors().any(|ancestor| ancestor.index == self.index)
    }

    /// The token before, if any.
    #[inline]
    pub fn previous(self) -> Option<Token<'d>> {
        self.index.checked_sub(1).map(|index| self.at(index))
    }

    /// The token after, if any.
    #[inline]
    pub fn next(self) -> Option<Token<'d>> {
        (self.index() + 1 < self.document.len()).then(|| self.at(self.index + 1))
    }

    /// The sentence the token stands in.
    #[inline]
    pub fn sentence(self) -> Sentence<'d> {
        let index = self.document.sentences.partition_point(|range| range.end <= self.index);
        Sentence { document: self.document, index: index as u32 }
    }

    /// The entity the token is part of.
    #[inline]
    pub fn entity(self) -> Option<Entity<'d>> {
        let entities = &self.document.entities;
        let index = entities.partition_point(|entity| entity.tokens.end <= self.index);
        entities
            .get(index)
            .filter(|entity| entity.tokens.contains(&self.index))
            .map(|record| Entity { document: self.document, record })
    }
}

impl PartialEq for Token<'_> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.index == other.index
    }
}

impl Eq for Token<'_> {}

impl std::fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{:?}/{}/{}", self.index, self.text(), self.tag(), self.label())
    }
}

/// A handle on one sentence.
#[derive(Clone, Copy)]
pub struct Sentence<'d> {
    document: &'d Document,
    index: u32,
}

impl<'d> Sentence<'d> {
    /// The sentence's number in the document.
    #[inline]
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The numbers of its tokens.
    #[inline]
    pub fn token_range(self) -> Range<usize> {
        let range = &self.document.sentences[self.index as usize];
        range.start as usize..range.end as usize
    }

    /// Its tokens.
    #[inline]
    pub fn tokens(self) -> impl DoubleEndedIterator<Item = Token<'d>> + ExactSizeIterator {
        self.document.token_range(self.token_range())
    }

    /// Its roots: one in most sentences, more where the parser left fragments side by side.
    pub fn roots(self) -> impl Iterator<Item = Token<'d>> {
        self.tokens().filter(|token| token.is_root())
    }

    /// Its byte range, from the first token to the last, surrounding white space left out.
    #[inline]
    pub fn span(self) -> Range<usize> {
        let raw = self.document.byte_span(self.token_range());
        let text = &self.document.text[raw.clone()];
        let start = raw.start + (text.len() - text.trim_start().len());
        start..(raw.start + text.trim_end().len()).max(start)
    }

    /// Its words.
    #[inline]
    pub fn text(self) -> &'d str {
        &self.document.text[self.span()]
    }
}

/// A handle on one named entity.
#[derive(Clone, Copy)]
pub struct Entity<'d> {
    document: &'d Document,
    record: &'d EntityRecord,
}

impl<'d> Entity<'d> {
    /// The numbers of its tokens.
    #[inline]
    pub fn token_range(self) -> Range<usize> {
        self.record.tokens.start as usize..self.record.tokens.end as usize
    }

    /// Its label, such as `GPE`.
    #[inline]
    pub fn label(self) -> &'d str {
        &self.document.labels.entities[self.record.label as usize]
    }

    /// Its byte range.
    #[inline]
    pub fn span(self) -> Range<usize> {
        self.document.byte_span(self.token_range())
    }

    /// Its words.
    #[inline]
    pub fn text(self) -> &'d str {
        &self.document.text[self.span()]
    }
}

/// A base noun phrase: a noun with what stands to its left, nothing nested inside.
#[derive(Clone)]
pub struct NounChunk<'d> {
    document: &'d Document,
    tokens: Range<usize>,
    root: usize,
}

impl<'d> NounChunk<'d> {
    pub(crate) fn new(root: Token<'d>, tokens: Range<usize>) -> Self {
        NounChunk { document: root.document, tokens, root: root.index() }
    }

    /// The numbers of its tokens.
    #[inline]
    pub fn token_range(&self) -> Range<usize> {
        self.tokens.clone()
    }

    /// The noun or pronoun it is built on.
    pub fn root(&self) -> Token<'d> {
        self.document.token(self.root)
    }

    /// Its byte range.
    #[inline]
    pub fn span(&self) -> Range<usize> {
        self.document.byte_span(self.tokens.clone())
    }

    /// Its words.
    #[inline]
    pub fn text(&self) -> &'d str {
        &self.document.text[self.span()]
    }
}
