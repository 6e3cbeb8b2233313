//! Named entities: BILUO transitions, greedily (spaCy's `ner.pyx`).

use std::ops::Range;

use crate::document::EntityRecord;
use crate::header::EntityMove;
use crate::model_file::{ModelFile, OpenError};
use crate::network::kernels::Processor;
use crate::network::scorer::{Scorer, ScorerScratch};

const FEATURES: usize = 3;

/// The entity recogniser of a pipeline.
pub(crate) struct Entities {
    scorer: Scorer,
    /// Kind and label of each class. Label 0 is the empty one, which is never predicted.
    moves: Vec<(EntityMove, u16)>,
    names: Vec<Box<str>>,
}

impl Entities {
    pub(crate) fn new(file: &ModelFile) -> Result<Entities, OpenError> {
        let mut names: Vec<Box<str>> = vec!["".into()];
        let mut moves = Vec::new();
        for (kind, label) in &file.header.entity_moves {
            let number = names.iter().position(|name| **name == **label).unwrap_or_else(|| {
                names.push(label.as_str().into());
                names.len() - 1
            });
            moves.push((*kind, number as u16));
        }
        let scorer = Scorer::new(file, "ner", FEATURES, moves.len())?;
        Ok(Entities { scorer, moves, names })
    }

    pub(crate) fn label_names(&self) -> &[Box<str>] {
        &self.names
    }

    /// Finds the entities of one text and calls `found` with each, token numbers counted from the text's start.
    pub(crate) fn recognise(
        &self,
        file: &ModelFile,
        processor: Processor,
        vectors: &[f32],
        is_space: &[bool],
        starts_sentence: &[bool],
        scratch: &mut ScorerScratch,
        mut found: impl FnMut(EntityRecord),
    ) {
        let tokens = is_space.len();
        let mut prepared = self.scorer.prepare(file, processor, vectors, tokens, scratch);
        let mut open: Option<(u32, u16)> = None;
        for token in 0..tokens {
            let start = open.map(|(start, _)| start);
            let previous = start.map(|_| token as u32 - 1);
            let scores = prepared.score([Some(token as u32), start, previous]);
            let may_go_on = token + 1 < tokens && !starts_sentence[token + 1];
            let Some((kind, label)) = self.best(scores, open, may_go_on, is_space[token]) else { continue };
            let ends = |from: u32| -> Range<u32> { from..token as u32 + 1 };
            match (kind, open) {
                (EntityMove::Begin, _) => open = Some((token as u32, label)),
                (EntityMove::Last, Some((start, label))) => {
                    found(EntityRecord { tokens: ends(start), label });
                    open = None;
                }
                (EntityMove::Unit, _) => found(EntityRecord { tokens: ends(token as u32), label }),
                _ => {}
            }
        }
    }

    fn best(
        &self,
        scores: &[f32],
        open: Option<(u32, u16)>,
        may_go_on: bool,
        is_space: bool,
    ) -> Option<(EntityMove, u16)> {
        let mut best = None;
        let mut highest = f32::NEG_INFINITY;
        for (&(kind, label), &score) in self.moves.iter().zip(scores) {
            let possible = match (kind, open) {
                (EntityMove::Begin, None) => may_go_on && !is_space && label != 0,
                (EntityMove::Unit, None) => !is_space && label != 0,
                (EntityMove::Out, None) => true,
                (EntityMove::In, Some((_, own))) => may_go_on && label == own,
                (EntityMove::Last, Some((_, own))) => label == own,
                _ => false,
            };
            if possible && score > highest {
                highest = score;
                best = Some((kind, label));
            }
        }
        best
    }
}
