//! Scores of the tokens around a cue, of which neighbours share much: each part is looked up once for all that have it, and
//! all parts together.

use super::role::{Anchor, At, Key, Kind};
use super::table::{Batch, Table};

/// Parts of each kind that are remembered.
const REMEMBERED: usize = 12;
/// The parts that make up the score of a token for source and content, and those that its content adds.
pub(super) type Parts = [usize; 5];
pub(super) type MoreParts = [usize; 2];

/// The last parts of one kind, each with what it depends on.
#[derive(Debug, Default)]
struct Recent {
    parts: Vec<(Key, usize)>,
    oldest: usize,
}

impl Recent {
    fn find(&self, key: &Key) -> Option<usize> {
        self.parts.iter().find(|(other, _)| other == key).map(|(_, part)| *part)
    }

    fn keep(&mut self, key: Key, part: usize) {
        if self.parts.len() < REMEMBERED {
            self.parts.push((key, part));
        } else {
            self.parts[self.oldest] = (key, part);
            self.oldest = (self.oldest + 1) % REMEMBERED;
        }
    }

    fn clear(&mut self) {
        self.parts.clear();
        self.oldest = 0;
    }
}

/// What scorers work with, used again from cue to cue.
#[derive(Debug, Default)]
pub(super) struct Memory {
    batch: Batch,
    kinds: [Recent; 5],
    sums: Vec<[i32; 6]>,
}

/// Scores tokens around one cue: all are added, then looked up, then asked for.
pub(super) struct Scorer<'a> {
    roles: &'a Table<6>,
    memory: &'a mut Memory,
}

impl<'a> Scorer<'a> {
    /// A scorer of nothing yet.
    pub(super) fn new(roles: &'a Table<6>, memory: &'a mut Memory) -> Self {
        memory.batch.clear();
        memory.kinds.iter_mut().for_each(Recent::clear);
        Scorer { roles, memory }
    }

    /// Adds all of [`Anchor::features`].
    pub(super) fn add(&mut self, anchor: &Anchor<'_, '_>, at: &At<'_>) -> Parts {
        anchor.own_features(at, &mut self.memory.batch.features);
        let own = self.memory.batch.end_part();
        let [branch, quote, between, place] =
            [Kind::Branch, Kind::Quote, Kind::Between, Kind::Place].map(|kind| self.shared(kind, anchor, at));
        [own, branch, quote, between, place]
    }

    /// Adds all of [`Anchor::content_features`].
    pub(super) fn add_content(&mut self, anchor: &Anchor<'_, '_>, at: &At<'_>) -> MoreParts {
        anchor.own_content_features(at, &mut self.memory.batch.features);
        let own = self.memory.batch.end_part();
        [own, self.shared(Kind::Source, anchor, at)]
    }

    fn shared(&mut self, kind: Kind, anchor: &Anchor<'_, '_>, at: &At<'_>) -> usize {
        let key = anchor.key(kind, at);
        if let Some(part) = self.memory.kinds[kind as usize].find(&key) {
            return part;
        }
        anchor.shared_features(kind, at, &mut self.memory.batch.features);
        let part = self.memory.batch.end_part();
        self.memory.kinds[kind as usize].keep(key, part);
        part
    }

    /// Looks up what was added.
    pub(super) fn look_up(&mut self) {
        self.roles.sums(&self.memory.batch, &mut self.memory.sums);
    }

    /// The score of what was looked up.
    pub(super) fn score(&self, parts: &[usize]) -> [f32; 6] {
        let mut sum = [0; 6];
        for part in parts {
            sum.iter_mut().zip(self.memory.sums[*part]).for_each(|(sum, more)| *sum += more);
        }
        self.roles.scaled(sum)
    }
}
