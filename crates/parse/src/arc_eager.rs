//! The dependency parser: arc-eager transitions with unshift and sentence breaks, greedily
//! (spaCy's `arc_eager.pyx`, `_state.pxd` and `nonproj.pyx`).

use std::ops::Range;

use crate::header::ParserMove;
use crate::model_file::{ModelFile, OpenError};
use crate::network::kernels::Processor;
use crate::network::scorer::{Scorer, ScorerScratch};

const FEATURES: usize = 8;
/// Moves by kind, in the order spaCy numbers them.
const KINDS: [ParserMove; 5] =
    [ParserMove::Shift, ParserMove::Reduce, ParserMove::LeftArc, ParserMove::RightArc, ParserMove::Break];

/// The parser of a pipeline.
pub(crate) struct ArcEager {
    scorer: Scorer,
    /// Classes of each kind of move, and the label of each class.
    kinds: [Range<usize>; 5],
    labels: Vec<u16>,
    /// Names of all labels, `X||Y` included; `label_names` of the pipeline.
    names: Vec<Box<str>>,
    root: u16,
    /// For a label `X||Y`: the numbers of X and Y.
    lifted: Vec<Option<(u16, u16)>>,
}

/// The tree over one text. Heads are token numbers; a root is its own head.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u16>,
    pub(crate) starts_sentence: Vec<bool>,
}

const NONE: u32 = u32::MAX;

/// The state of a parse, kept from text to text for its memory.
#[derive(Default)]
pub(crate) struct State {
    length: u32,
    next: u32,
    stack: Vec<u32>,
    /// Tokens put back in front of the buffer, the foremost last.
    put_back: Vec<u32>,
    heads: Vec<u32>,
    labels: Vec<u16>,
    /// Last child attached on either side, and for each child the one attached before it.
    last_left: Vec<u32>,
    last_right: Vec<u32>,
    sibling_before: Vec<u32>,
    unshiftable: Vec<bool>,
    breaks: Vec<bool>,
}

impl State {
    fn begin(&mut self, length: usize) {
        self.length = length as u32;
        self.next = 0;
        self.stack.clear();
        self.put_back.clear();
        for list in [&mut self.heads, &mut self.last_left, &mut self.last_right, &mut self.sibling_before] {
            list.clear();
            list.resize(length, NONE);
        }
        self.labels.clear();
        self.labels.resize(length, 0);
        for list in [&mut self.unshiftable, &mut self.breaks] {
            list.clear();
            list.resize(length, false);
        }
    }

    fn stack(&self, depth: usize) -> Option<u32> {
        self.stack.len().checked_sub(depth + 1).map(|at| self.stack[at])
    }

    fn buffer(&self, ahead: usize) -> Option<u32> {
        if let Some(at) = self.put_back.len().checked_sub(ahead + 1) {
            Some(self.put_back[at])
        } else {
            let token = self.next + (ahead - self.put_back.len()) as u32;
            (token < self.length).then_some(token)
        }
    }

    fn buffer_length(&self) -> usize {
        (self.length - self.next) as usize + self.put_back.len()
    }

    fn child(list: &[u32], head: Option<u32>) -> Option<u32> {
        head.map(|head| list[head as usize]).filter(|&child| child != NONE)
    }

    fn breaks_before(&self, token: Option<u32>) -> bool {
        token.is_some_and(|token| self.breaks[token as usize])
    }

    fn shift(&mut self) {
        let token = self.put_back.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    /// Pops the stack; a token that has no head yet goes back to the buffer instead of being lost.
    fn reduce(&mut self, top: u32) {
        if self.heads[top as usize] == NONE && self.stack.len() > 1 {
            self.unshiftable[top as usize] = true;
            self.put_back.push(top);
        }
        self.stack.pop();
    }

    fn children_of(&mut self, head: u32, child: u32) -> &mut Vec<u32> {
        if head > child { &mut self.last_left } else { &mut self.last_right }
    }

    fn attach(&mut self, head: u32, child: u32, label: u16) {
        let before = self.heads[child as usize];
        if before != NONE {
            self.detach(before, child);
        }
        let list = self.children_of(head, child);
        let sibling = std::mem::replace(&mut list[head as usize], child);
        self.sibling_before[child as usize] = sibling;
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }

    fn detach(&mut self, head: u32, child: u32) {
        let before = self.sibling_before[child as usize];
        let list = self.children_of(head, child);
        let last = list[head as usize];
        if last == child {
            list[head as usize] = before;
            return;
        }
        let mut at = last;
        while at != NONE && self.sibling_before[at as usize] != child {
            at = self.sibling_before[at as usize];
        }
        if at != NONE {
            self.sibling_before[at as usize] = before;
        }
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_length() == 0
    }

    fn features(&self) -> [Option<u32>; FEATURES] {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        [
            b0,
            self.buffer(1),
            s0,
            self.stack(1),
            self.stack(2),
            Self::child(&self.last_left, b0),
            Self::child(&self.last_left, s0),
            Self::child(&self.last_right, s0),
        ]
    }

    /// Which kinds of moves are possible, in the order of [`KINDS`].
    fn possible(&self) -> [bool; 5] {
        let (b0, b1) = (self.buffer(0), self.buffer(1));
        let (depth, ahead) = (self.stack.len(), self.buffer_length());
        let was_unshifted = b0.is_some_and(|b0| self.unshiftable[b0 as usize]);
        let shift = depth == 0 || (ahead >= 2 && !self.breaks_before(b0) && !was_unshifted);
        let arc = depth != 0 && ahead != 0 && !self.breaks_before(b0);
        let adjacent = matches!((b0, b1), (Some(b0), Some(b1)) if b1 == b0 + 1);
        let breaks = ahead >= 2 && adjacent && !self.breaks_before(b1);
        [shift, depth != 0, arc, arc, breaks]
    }

    fn apply(&mut self, kind: ParserMove, label: u16) {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        match (kind, s0, b0) {
            (ParserMove::Shift, ..) => self.shift(),
            (ParserMove::Reduce, Some(s0), _) => self.reduce(s0),
            (ParserMove::LeftArc, Some(s0), Some(b0)) => {
                self.attach(b0, s0, label);
                self.unshiftable[b0 as usize] = false;
                self.stack.pop();
            }
            (ParserMove::RightArc, Some(s0), Some(b0)) => {
                self.attach(s0, b0, label);
                self.shift();
            }
            (ParserMove::Break, ..) => {
                if let Some(b1) = self.buffer(1) {
                    self.breaks[b1 as usize] = true;
                }
            }
            // `possible` admits none of the rest.
            _ => {}
        }
    }
}

impl ArcEager {
    pub(crate) fn new(file: &ModelFile) -> Result<ArcEager, OpenError> {
        let moves = &file.header.parser_moves;
        let mut names: Vec<Box<str>> = vec!["".into()];
        let mut number = |name: &str| {
            let at = names.iter().position(|known| &**known == name).unwrap_or_else(|| {
                names.push(name.into());
                names.len() - 1
            });
            at as u16
        };
        let labels: Vec<u16> = moves.iter().map(|(_, label)| number(label)).collect();
        let root = number("ROOT");
        let lifted_parts: Vec<_> = moves.iter().filter_map(|(_, label)| label.split_once("||")).collect();
        for (own, head) in lifted_parts {
            number(own);
            number(head);
        }
        let place = |name: &str| names.iter().position(|known| &**known == name).map(|at| at as u16);
        let split =
            |name: &str| name.split_once("||").and_then(|(own, head)| Some((place(own)?, place(head)?)));
        let lifted = names.iter().map(|name| split(name)).collect();
        let kinds = KINDS.map(|kind| {
            let first = moves.iter().position(|(own, _)| *own == kind).unwrap_or(moves.len());
            first..first + moves.iter().filter(|(own, _)| *own == kind).count()
        });
        let grouped = KINDS
            .iter()
            .zip(&kinds)
            .all(|(kind, classes)| moves[classes.clone()].iter().all(|(own, _)| own == kind));
        if !grouped {
            return Err(OpenError::Header("the parser's moves are not in order".into()));
        }
        let scorer = Scorer::new(file, "parser", FEATURES, moves.len())?;
        Ok(ArcEager { scorer, kinds, labels, names, root, lifted })
    }

    /// The names of the labels by number.
    pub(crate) fn label_names(&self) -> &[Box<str>] {
        &self.names
    }

    /// Parses one text. `vectors` holds the padded rows of its tokens.
    pub(crate) fn parse(
        &self,
        file: &ModelFile,
        processor: Processor,
        vectors: &[f32],
        is_space: &[bool],
        state: &mut State,
        scratch: &mut ScorerScratch,
        tree: &mut Tree,
    ) {
        let tokens = is_space.len();
        state.begin(tokens);
        let mut prepared = self.scorer.prepare(file, processor, vectors, tokens, scratch);
        while !state.is_final() {
            let scores = prepared.score(state.features());
            let Some((kind, class)) = self.best(scores, state.possible()) else { break };
            state.apply(kind, self.labels[class]);
        }
        self.finish(state, is_space, tree);
    }

    /// The best move that is possible; among equals the first.
    fn best(&self, scores: &[f32], possible: [bool; 5]) -> Option<(ParserMove, usize)> {
        let mut best = None;
        let mut highest = f32::NEG_INFINITY;
        for (kind, classes) in
            KINDS.iter().zip(&self.kinds).zip(possible).filter(|(_, may)| *may).map(|(k, _)| k)
        {
            for (class, &score) in scores[classes.clone()].iter().enumerate() {
                if score > highest {
                    highest = score;
                    best = Some((*kind, classes.start + class));
                }
            }
        }
        best
    }

    fn finish(&self, state: &State, is_space: &[bool], tree: &mut Tree) {
        tree.heads.clear();
        tree.labels.clear();
        for (token, (&head, &label)) in state.heads.iter().zip(&state.labels).enumerate() {
            tree.heads.push(if head == NONE { token as u32 } else { head });
            tree.labels.push(if head == NONE { self.root } else { label });
        }
        for token in 0..tree.heads.len() {
            if let Some((own, head_label)) = self.lifted[tree.labels[token] as usize] {
                tree.heads[token] = new_head(tree, token as u32, head_label, is_space);
                tree.labels[token] = own;
            }
        }
        mark_sentences(tree);
    }
}

/// The head of a lifted arc: breadth first among the descendants of the present head, the first with the label.
fn new_head(tree: &Tree, token: u32, label: u16, is_space: &[bool]) -> u32 {
    let mut queue = vec![tree.heads[token as usize]];
    // No tree is deeper than it has tokens.
    for _ in 0..tree.heads.len() {
        let mut below = Vec::new();
        for &parent in &queue {
            for child in (0..tree.heads.len() as u32).filter(|&child| tree.heads[child as usize] == parent) {
                if child == parent || child == token || is_space[child as usize] {
                    continue;
                }
                if tree.labels[child as usize] == label {
                    return child;
                }
                below.push(child);
            }
        }
        if below.is_empty() {
            break;
        }
        queue = below;
    }
    tree.heads[token as usize]
}

/// A sentence starts at the left edge of each root's subtree (spaCy's `set_children_from_heads`).
fn mark_sentences(tree: &mut Tree) {
    let heads = &tree.heads;
    let count = heads.len();
    let mut edges: Vec<u32> = (0..count as u32).collect();
    let mut starts = vec![false; count];
    for _ in 0..12 {
        let mut spread = |token: usize| {
            let head = heads[token] as usize;
            edges[head] = edges[head].min(edges[token]);
        };
        (0..count).for_each(&mut spread);
        (0..count).rev().for_each(&mut spread);
        starts.fill(false);
        for token in (0..count).filter(|&token| heads[token] as usize == token) {
            starts[edges[token] as usize] = true;
        }
        if arcs_stay_inside(heads, &starts) {
            break;
        }
    }
    if let Some(first) = starts.first_mut() {
        *first = true;
    }
    tree.starts_sentence = starts;
}

fn arcs_stay_inside(heads: &[u32], starts: &[bool]) -> bool {
    let mut first = 0;
    for token in 1..=heads.len() {
        if token < heads.len() && !starts[token] {
            continue;
        }
        if heads[first..token].iter().any(|&head| !(first..token).contains(&(head as usize))) {
            return false;
        }
        first = token;
    }
    true
}
